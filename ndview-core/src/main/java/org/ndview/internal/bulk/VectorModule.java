package org.ndview.internal.bulk;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import org.jspecify.annotations.Nullable;

/**
 * The kernels that are written with the Vector API, for JVMs that were started with {@code
 * --add-modules jdk.incubator.vector}. They are found by name: nothing else knows that module. The
 * system property {@value #PROPERTY} set to {@code plain} does without, and {@code vector} uses
 * them before they are compiled: see {@link WarmUp}.
 */
public final class VectorModule {
  public static final String PROPERTY = "org.ndview.kernels";

  private static final String MODULE = "jdk.incubator.vector";
  private static final String PACKAGE = "org.ndview.internal.vector.";
  private static final boolean PRESENT = isPresent();

  private VectorModule() {}

  private static boolean isPresent() {
    Module vectors = ModuleLayer.boot().findModule(MODULE).orElse(null);
    if (vectors == null || "plain".equals(System.getProperty(PROPERTY))) {
      return false;
    }
    // a named module reads it only then
    VectorModule.class.getModule().addReads(vectors);
    return true;
  }

  /**
   * {@return what the static method {@code find} of a class of kernels returns; null where the JVM
   * has no module for them, and where the machine's vectors are too narrow}
   */
  public static <T> @Nullable T find(Class<T> type, String className) {
    if (!PRESENT) {
      return null;
    }
    try {
      return type.cast(
          MethodHandles.lookup()
              .findStatic(Class.forName(PACKAGE + className), "find", MethodType.methodType(type))
              .invoke());
    } catch (Throwable e) {
      // of another version than this was compiled for: an incubator module may change
      return null;
    }
  }
}
