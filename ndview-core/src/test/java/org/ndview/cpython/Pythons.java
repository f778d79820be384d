package org.ndview.cpython;

import org.ndview.testing.Python;

/**
 * Conditions of tests. They take the Python of this machine if it has NumPy and a libpython, else
 * the one from Maven Central; {@code -Dndview.python=maven} takes that in any case.
 */
final class Pythons {
  private static final boolean FORCED = "maven".equals(System.getProperty("ndview.python"));

  /** Asked once: an interpreter cannot be changed for another. */
  private static final class Choice {
    static final boolean LOADS = loads();

    private static boolean loads() {
      if (FORCED || (!hasLocal() && MavenPython.isThere())) {
        MavenPython.choose();
      }
      try {
        System.out.println("tests of CPython run with " + CPython.load());
        return true;
      } catch (IllegalStateException e) {
        System.out.println("tests of CPython are skipped: " + e.getMessage());
        return false;
      }
    }

    private static boolean hasLocal() {
      try {
        PythonFinder.Found _ = PythonFinder.find();
        return Python.runs("import numpy");
      } catch (IllegalStateException _) {
        return false;
      }
    }
  }

  private Pythons() {}

  /** {@return whether there is a libpython; says why if there is none} */
  static boolean loads() {
    return Choice.LOADS;
  }

  static boolean hasNumpy() {
    return has("numpy");
  }

  static boolean hasTorch() {
    return has("torch");
  }

  private static boolean has(String module) {
    if (!loads()) {
      return false;
    }
    try {
      CPython.load().exec("import " + module);
      return true;
    } catch (PythonException e) {
      String why = e.getMessage().lines().findFirst().orElse("");
      System.out.println("tests of " + module + " in the process are skipped: " + why);
      return false;
    }
  }
}
