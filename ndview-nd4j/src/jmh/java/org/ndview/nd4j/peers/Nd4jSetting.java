package org.ndview.nd4j.peers;

import org.nd4j.linalg.factory.Nd4j;

/** What the table asks of ND4J. */
final class Nd4jSetting {
  private Nd4jSetting() {}

  /** Lets ND4J work with one thread, as the others do. */
  static void oneThread() {
    Nd4j.getEnvironment().setMaxThreads(1);
    Nd4j.getEnvironment().setMaxMasterThreads(1);
  }

  /** {@return the version, as the name of ND4J's jar has it} */
  static String version() {
    String jar = Nd4j.class.getProtectionDomain().getCodeSource().getLocation().getPath();
    return jar.replaceFirst(".*/nd4j-api-(.*)\\.jar$", "$1");
  }
}
