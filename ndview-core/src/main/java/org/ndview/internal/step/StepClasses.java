package org.ndview.internal.step;

import java.io.InputStream;
import java.lang.constant.ConstantDescs;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Makes loops whose steps the compiler knows. A loop with any other steps is checked number by
 * number, and takes two to three times as long.
 */
public final class StepClasses {
  /** So many plans a JVM has loops for at most: each has code of its own. */
  private static final int MOST = 256;

  private static final StepClasses JVM = new StepClasses(MOST);

  private final int most;
  private final Map<StepPlan, Optional<StepLoop>> made = new ConcurrentHashMap<>();

  /** For so many plans. */
  StepClasses(int most) {
    this.most = most;
  }

  /**
   * {@return the loop of a plan; null where the JVM makes no such classes, and when there are too
   * many}
   */
  public static @Nullable StepLoop of(StepPlan plan) {
    return JVM.loop(plan);
  }

  @Nullable StepLoop loop(StepPlan plan) {
    Optional<StepLoop> loop = made.get(plan);
    if (loop == null) {
      loop = made.size() < most ? made.computeIfAbsent(plan, StepClasses::make) : Optional.empty();
    }
    return loop.orElse(null);
  }

  /** {@return the plan that a hidden class was made for} */
  static StepPlan plan(MethodHandles.Lookup lookup) {
    try {
      return MethodHandles.classData(lookup, ConstantDescs.DEFAULT_NAME, StepPlan.class);
    } catch (IllegalAccessException e) {
      throw new AssertionError(e);
    }
  }

  private static Optional<StepLoop> make(StepPlan plan) {
    String name = StepLoops.class.getSimpleName() + ".class";
    try (InputStream bytes = StepClasses.class.getResourceAsStream(name)) {
      if (bytes == null) {
        return Optional.empty();
      }
      MethodHandles.Lookup lookup =
          MethodHandles.lookup().defineHiddenClassWithClassData(bytes.readAllBytes(), plan, true);
      MethodHandle constructor =
          lookup.findConstructor(lookup.lookupClass(), MethodType.methodType(void.class));
      return Optional.of((StepLoop) constructor.invoke());
    } catch (Throwable _) {
      // a native image, for one, makes no classes; there is the other way
      return Optional.empty();
    }
  }
}
