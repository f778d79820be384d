package org.ndview.image;

import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.ndview.NdView;
import org.ndview.io.AtomicFile;

/** Writes PNG files. */
final class PngWriter {
  private PngWriter() {}

  static void write(Path file, NdView view, ChannelOrder order) throws IOException {
    ImageShape shape = ImageShape.of(view, order);
    if (order.isPacked() || shape.type() > DataBuffer.TYPE_USHORT) {
      throw new IllegalArgumentException(
          "the view has the format '%s' and is %s: a PNG file has 'B' or 'H', and no packed pixels"
              .formatted(view.format(), order));
    }
    BufferedImage image = ImageCopy.image(shape);
    ImageWriter writer =
        ImageIO.getImageWriters(ImageTypeSpecifier.createFromRenderedImage(image), "png").next();
    try {
      AtomicFile.write(
          file,
          part -> {
            try (OutputStream out = Files.newOutputStream(part);
                MemoryCacheImageOutputStream stream = new MemoryCacheImageOutputStream(out)) {
              writer.setOutput(stream);
              writer.write(new IIOImage(image, null, null));
            }
          });
    } finally {
      writer.dispose();
    }
  }
}
