package org.ndview.djl;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** The engine of the tests, whose library they have for one kind of machine. */
final class PyTorch {
  private PyTorch() {}

  static void assumeHere() {
    String machine = System.getProperty("os.name") + " " + System.getProperty("os.arch");
    assumeTrue(
        machine.equals("Linux amd64"), "the tests have PyTorch for Linux amd64, not " + machine);
  }
}
