package org.ndview.npy;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.ndview.internal.check.CutMemory;

/** A file that is no {@code .npy} or {@code .npz} file, or one that cannot be read as views. */
public final class NpyException extends IOException {
  private static final long serialVersionUID = 1;

  /**
   * {@return what is thrown where bytes of a mapped file are not there any more}
   *
   * @param fault what the JVM threw
   * @throws InternalError the fault, if it is another one
   */
  static NpyException cutShort(String place, InternalError fault) {
    CutMemory.check(fault);
    return new NpyException(
        place, "the file has been cut short since it was opened, or cannot be read", fault);
  }

  NpyException(String place, @Nullable String message) {
    this(place, message, null);
  }

  NpyException(String place, @Nullable String message, @Nullable Throwable cause) {
    super(place + ": " + message, cause);
  }
}
