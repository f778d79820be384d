package org.ndview.cpython;

/** Conditions of tests. */
final class Pythons {
  private Pythons() {}

  /** {@return whether this machine has a libpython; says why if it has none} */
  static boolean loads() {
    try {
      CPython.load();
      return true;
    } catch (IllegalStateException e) {
      System.out.println("tests of CPython are skipped: " + e.getMessage());
      return false;
    }
  }

  static boolean hasNumpy() {
    try {
      CPython.load().exec("import numpy");
      return true;
    } catch (IllegalStateException | PythonException e) {
      System.out.println("tests of NumPy in the process are skipped: " + e.getMessage());
      return false;
    }
  }
}
