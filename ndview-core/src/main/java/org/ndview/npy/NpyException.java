package org.ndview.npy;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A file that is no {@code .npy} or {@code .npz} file, or one that cannot be read as views. */
public final class NpyException extends IOException {
  private static final long serialVersionUID = 1;

  NpyException(String place, @Nullable String message) {
    this(place, message, null);
  }

  NpyException(String place, @Nullable String message, @Nullable Throwable cause) {
    super(place + ": " + message, cause);
  }
}
