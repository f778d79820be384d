package org.ndview.nd4j.peers;

import java.lang.management.ManagementFactory;
import javax.management.JMException;
import javax.management.ObjectName;

/**
 * Asks the JIT compiler whether it is done. On a busy machine a compilation takes long, and code
 * that waits for it looks as if it had settled.
 */
final class Compilations {
  private Compilations() {}

  /** {@return whether nothing is compiled, or waits for it, and no kernel is tried} */
  static boolean idle() {
    if (Thread.getAllStackTraces().keySet().stream().anyMatch(Compilations::triesKernels)) {
      return false;
    }
    try {
      String queues =
          (String)
              ManagementFactory.getPlatformMBeanServer()
                  .invoke(
                      new ObjectName("com.sun.management:type=DiagnosticCommand"),
                      "compilerQueue",
                      null,
                      null);
      return queues.lines().map(String::strip).allMatch(Compilations::isEmpty);
    } catch (JMException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The thread that keeps kernels out of use until they are compiled. */
  private static boolean triesKernels(Thread thread) {
    return thread.getName().equals("ndview-kernels") && thread.getState() == Thread.State.RUNNABLE;
  }

  private static boolean isEmpty(String line) {
    return line.isEmpty() || line.equals("Empty") || line.endsWith(":");
  }
}
