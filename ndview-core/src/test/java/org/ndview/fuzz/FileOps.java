package org.ndview.fuzz;

/** Files: mapped memory, .npy and JSON. */
final class FileOps {
  private FileOps() {}

  static void map(Machine m) {}
}
