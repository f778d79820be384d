package org.ndview.image;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A file that is no image, a corrupt one, or one that no reader of ImageIO understands. */
public final class ImageException extends IOException {
  private static final long serialVersionUID = 1;

  ImageException(String place, @Nullable String message, @Nullable Throwable cause) {
    super(place + ": " + message, cause);
  }
}
