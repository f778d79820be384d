package org.ndview.internal.numeric;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.ndview.Scaling;
import org.ndview.format.ScalarType;
import org.ndview.internal.bulk.RunKernel;
import org.ndview.internal.bulk.RunTransfer;

/**
 * The kernels of this JVM, looked up once: those written with the Vector API where the JVM was
 * started with {@code --add-modules jdk.incubator.vector}, else none, and all work goes through
 * arrays. The system property {@value #PROPERTY} set to {@code plain} does without.
 */
public final class KernelProvider {
  public static final String PROPERTY = "org.ndview.kernels";

  private static final String MODULE = "jdk.incubator.vector";
  private static final String CLASS = "org.ndview.internal.vector.VectorKernels";
  private static final RunKernels KERNELS = find();

  private KernelProvider() {}

  /** {@return the kernels} */
  public static RunKernels kernels() {
    return KERNELS;
  }

  private static RunKernels find() {
    RunKernels vector = "plain".equals(System.getProperty(PROPERTY)) ? null : vector();
    return vector == null ? new Plain() : vector;
  }

  private static @Nullable RunKernels vector() {
    Module vectors = ModuleLayer.boot().findModule(MODULE).orElse(null);
    if (vectors == null) {
      return null;
    }
    // a named module reads it only then
    KernelProvider.class.getModule().addReads(vectors);
    try {
      return (RunKernels)
          MethodHandles.lookup()
              .findStatic(Class.forName(CLASS), "find", MethodType.methodType(RunKernels.class))
              .invoke();
    } catch (Throwable e) {
      // of another version than this was compiled for: an incubator module may change
      return null;
    }
  }

  /** None: everything goes through arrays. */
  private record Plain() implements RunKernels {
    @Override
    public String name() {
      return "plain";
    }

    @Override
    public @Nullable RunKernel swap(int width) {
      return null;
    }

    @Override
    public @Nullable List<RunTransfer.Step> conversion(
        ScalarType from, ScalarType to, Scaling.@Nullable Uniform scaling) {
      return null;
    }
  }
}
