package org.ndview.image;

import java.util.List;
import java.util.Locale;
import javax.imageio.ImageReader;
import javax.imageio.event.IIOReadWarningListener;
import org.jspecify.annotations.Nullable;
import org.ndview.internal.check.BriefText;

/** Warnings of a reader, of which those count that tell of lost pixels. */
final class ReadWarnings implements IIOReadWarningListener {
  /** In the texts of the JDK's readers, and of the libjpeg inside. */
  private static final List<String> LOSSES =
      List.of("truncated", "premature", "corrupt", "unexpected end", "error", "missing eoi", "eof");

  private @Nullable String damage;

  @Override
  public void warningOccurred(ImageReader source, String warning) {
    String text = warning.toLowerCase(Locale.ROOT);
    if (damage == null && LOSSES.stream().anyMatch(text::contains)) {
      damage = BriefText.of(warning);
    }
  }

  /** {@return the first warning of lost pixels, if there was one} */
  @Nullable String damage() {
    return damage;
  }
}
