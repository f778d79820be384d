package org.ndview.safetensors;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A file that is not a safetensors file. */
public final class SafetensorsException extends IOException {
  private static final long serialVersionUID = 1;

  SafetensorsException(String file, String message) {
    this(file, message, null);
  }

  SafetensorsException(String file, @Nullable String message, @Nullable Throwable cause) {
    super(file + ": " + message, cause);
  }
}
