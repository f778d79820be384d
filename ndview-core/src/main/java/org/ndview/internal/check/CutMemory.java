package org.ndview.internal.check;

/**
 * Memory of a mapped file that no longer has the bytes, since somebody cut it short: the JVM throws
 * an {@link InternalError} at the access.
 */
public final class CutMemory {
  private CutMemory() {}

  /**
   * Passes a fault on that has another cause.
   *
   * @param fault what the JVM threw
   * @throws InternalError the fault, if it is another one
   */
  public static void check(InternalError fault) {
    String message = fault.getMessage();
    if (message == null || !message.contains("unsafe memory access")) {
      throw fault;
    }
  }
}
