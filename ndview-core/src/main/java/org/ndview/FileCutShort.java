package org.ndview;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.ndview.internal.check.CutMemory;

/** What becomes of a fault of mapped memory: see {@link CutMemory}. */
final class FileCutShort {
  private FileCutShort() {}

  /**
   * Lets the JVM throw what it has still to throw of an access to mapped memory: compiled code may
   * leave the operation first, and with it the place that names the file. A call of a native method
   * makes it look.
   *
   * @param views those whose memory was used
   */
  static void settle(NdView... views) {
    for (NdView view : views) {
      if (view.segment.isMapped()) {
        Thread.holdsLock(view);
      }
    }
  }

  /** {@return a result, once that has happened} */
  static <T> T settled(T result, NdView view) {
    settle(view);
    return result;
  }

  /**
   * {@return the exception that names the file}
   *
   * @param fault what the JVM threw
   * @param views those whose memory was used
   * @throws InternalError the fault, if it is another one
   */
  static IllegalStateException of(InternalError fault, NdView... views) {
    CutMemory.check(fault);
    String files =
        Arrays.stream(views)
            .map(view -> view.backing.obj())
            .filter(Path.class::isInstance)
            .map(Object::toString)
            .distinct()
            .collect(Collectors.joining(" or "));
    return new IllegalStateException(
        (files.isEmpty() ? "the file that the memory is mapped from" : "the mapped file " + files)
            + " was cut short, so that a part of the view's memory is gone",
        fault);
  }
}
