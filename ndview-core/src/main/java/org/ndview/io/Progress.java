package org.ndview.io;

/**
 * Receives how far a long read or write is: once at its beginning, then after every few million
 * bytes, and at its end, in the thread that reads or writes.
 *
 * <p>What a listener throws ends the operation, which leaves files as they were: so a user who
 * waits too long can be let go.
 */
@FunctionalInterface
public interface Progress {
  /** Receives nothing. */
  Progress NONE = (_, _) -> {};

  /**
   * Some bytes have been read or written.
   *
   * @param done how many of them so far (in bytes); never less than the time before
   * @param total how many it will be (in bytes); the same each time
   */
  void moved(long done, long total);
}
