package org.ndview.internal.memory;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/**
 * A call of a loop that the compiler does not see through, so that it makes the loop by itself.
 *
 * <p>C2 inlines calls to a depth of 15. In a program that uses few loops, one is inlined with the
 * walk, the visitors and the transfer that stand around it, and then the last calls of each access
 * to memory lie deeper than that: they stay calls, one or two for each vector or item, and the loop
 * takes three to thirty times as long. Which it is depends on what was compiled first. What a
 * method handle leads to that is no constant is not inlined; the call takes some nanoseconds.
 */
public final class Outline {
  /** Not final: what a constant leads to is inlined. */
  @SuppressWarnings("FieldMayBeFinal")
  private @Nullable MethodHandle loop;

  private Outline(@Nullable MethodHandle loop) {
    this.loop = loop;
  }

  /**
   * {@return the way to call the method {@code loop}}
   *
   * @param lookup of the interface that has it
   */
  public static Outline of(MethodHandles.Lookup lookup) {
    return of(lookup, "loop");
  }

  /**
   * {@return the way to call a method}
   *
   * @param lookup of the class or interface that has it
   * @param name of the method, which is public, and the only one of the name
   */
  public static Outline of(MethodHandles.Lookup lookup, String name) {
    for (Method method : lookup.lookupClass().getMethods()) {
      if (method.getName().equals(name)) {
        try {
          return new Outline(lookup.unreflect(method));
        } catch (IllegalAccessException e) {
          throw new AssertionError(e);
        }
      }
    }
    return new Outline(null);
  }

  /**
   * {@return what calls the method, of the object and the method's arguments; null if the JVM knows
   * no methods by name, as a native image does, whose compiler is another}
   */
  public @Nullable MethodHandle loop() {
    return loop;
  }

  /** {@return what a loop has thrown, which declares nothing} */
  public static RuntimeException thrown(Throwable thrown) {
    if (thrown instanceof Error error) {
      throw error;
    }
    return (RuntimeException) thrown;
  }
}
