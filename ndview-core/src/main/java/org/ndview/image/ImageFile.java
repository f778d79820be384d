package org.ndview.image;

import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.Locale;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Collectors;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.stream.ImageInputStream;
import org.ndview.internal.check.BriefText;

/** An image file that is open, and read by the reader of ImageIO that knows its format. */
final class ImageFile implements AutoCloseable {
  private final String place;
  private final ImageInputStream stream;
  private final ImageReader reader;

  /** As many as the file's bytes can make, where that is known. */
  private final long mostPixels;

  private ImageFile(String place, ImageInputStream stream, ImageReader reader, long mostPixels) {
    this.place = place;
    this.stream = stream;
    this.reader = reader;
    this.mostPixels = mostPixels;
  }

  static ImageFile open(Path file) throws IOException {
    ImageInputStream stream = new ChannelImageStream(file);
    try {
      String place = file.toString();
      long mostPixels = PngChunks.check(stream, place);
      Iterator<ImageReader> readers = ImageIO.getImageReaders(stream);
      if (!readers.hasNext()) {
        throw new ImageException(place, unknown(stream), null);
      }
      ImageReader reader = readers.next();
      // forward only, without metadata: what an image does not need is not decoded
      reader.setInput(stream, false, true);
      return new ImageFile(place, stream, reader, mostPixels);
    } catch (IOException | RuntimeException | Error e) {
      stream.close();
      throw e;
    }
  }

  private static String unknown(ImageInputStream stream) throws IOException {
    byte[] head = new byte[8];
    stream.seek(0);
    int n = Math.max(0, stream.read(head));
    String known =
        Arrays.stream(ImageIO.getReaderFormatNames())
            .map(name -> name.toLowerCase(Locale.ROOT))
            .collect(Collectors.toCollection(TreeSet::new))
            .toString();
    return "no reader of ImageIO knows its format, of %d bytes that begin with %s; there are readers for %s"
        .formatted(stream.length(), HexFormat.ofDelimiter(" ").formatHex(head, 0, n), known);
  }

  /** What reads from the file; a reader that trips over a corrupt one does so in many ways. */
  @FunctionalInterface
  interface Reading<T> {
    T run() throws IOException;
  }

  private <T> T read(String what, Reading<T> reading) throws IOException {
    try {
      return reading.run();
    } catch (ImageException e) {
      throw e;
    } catch (IOException | RuntimeException | StackOverflowError e) {
      throw new ImageException(place, what + " cannot be read: " + text(e), e);
    }
  }

  private static String text(Throwable e) {
    // the readers wrap what tells more
    Throwable cause = e.getCause();
    return cause == null || cause.getMessage() == null ? brief(e) : brief(e) + ": " + brief(cause);
  }

  private static String brief(Throwable e) {
    return e.getMessage() == null ? e.getClass().getSimpleName() : BriefText.of(e.getMessage());
  }

  /** The size of an image, without its pixels. */
  record Size(int width, int height) {
    @Override
    public String toString() {
      return width + " x " + height;
    }
  }

  Size size(int frame) throws IOException {
    checkFrame(frame);
    Size size = read("its size", () -> new Size(reader.getWidth(frame), reader.getHeight(frame)));
    if (size.width() < 1 || size.height() < 1) {
      throw new ImageException(place, "it says that it is " + size + " pixels", null);
    }
    return size;
  }

  private void checkFrame(int frame) throws IOException {
    if (frame > 0) {
      int n = read("the number of its images", () -> reader.getNumImages(true));
      if (frame >= n) {
        throw new IllegalArgumentException(
            "%s has %d images, and none of the index %d".formatted(place, n, frame));
      }
    }
  }

  ImageInfo info() throws IOException {
    Size size = size(0);
    ImageTypeSpecifier type = type();
    String format = read("its format", reader::getFormatName);
    try {
      return new ImageInfo(
          format,
          size.width(),
          size.height(),
          ImageChannels.usual(type.getColorModel()),
          SampleCopy.bits(type.getColorModel()));
    } catch (UnsupportedOperationException e) {
      throw new ImageException(place, e.getMessage(), e);
    }
  }

  private ImageTypeSpecifier type() throws IOException {
    return read(
        "the type of its pixels",
        () -> {
          Iterator<ImageTypeSpecifier> types = reader.getImageTypes(0);
          if (types == null || !types.hasNext()) {
            throw new ImageException(place, "its reader knows no type of pixels for it", null);
          }
          return types.next();
        });
  }

  /** {@return the size that an image has as it is read} */
  Size wanted(ReadOptions options) throws IOException {
    Size whole = size(options.frame());
    if ((long) whole.width() * whole.height() > options.maxPixels()) {
      throw new ImageException(
          place,
          "its %d x %d pixels are more than the %d that are allowed; ReadOptions.withMaxPixels allows more"
              .formatted(whole.width(), whole.height(), options.maxPixels()),
          null);
    }
    ReadOptions.Region region = region(options, whole);
    int n = options.subsampling();
    return new Size((region.width() - 1) / n + 1, (region.height() - 1) / n + 1);
  }

  private ReadOptions.Region region(ReadOptions options, Size whole) {
    ReadOptions.Region region = options.region();
    if (region == null) {
      return new ReadOptions.Region(0, 0, whole.width(), whole.height());
    }
    if (region.width() > whole.width() - region.x()
        || region.height() > whole.height() - region.y()) {
      throw new IllegalArgumentException(
          "%s is %s (width x height), the region %d x %d from column %d and row %d is not in it"
              .formatted(place, whole, region.width(), region.height(), region.x(), region.y()));
    }
    return region;
  }

  /** {@return the pixels} */
  BufferedImage decode(ReadOptions options) throws IOException {
    Size whole = size(options.frame());
    if ((long) whole.width() * whole.height() > mostPixels) {
      throw new ImageException(
          place,
          "it says that it is %s pixels, and its deflated bytes can make %d"
              .formatted(whole, mostPixels),
          null);
    }
    ReadWarnings warnings = new ReadWarnings();
    reader.addIIOReadWarningListener(warnings);
    ImageReadParam how = reader.getDefaultReadParam();
    int n = options.subsampling();
    how.setSourceSubsampling(n, n, 0, 0);
    ReadOptions.Region region = options.region();
    if (region != null) {
      how.setSourceRegion(new Rectangle(region.x(), region.y(), region.width(), region.height()));
    }
    BufferedImage image =
        Objects.requireNonNull(read("its pixels", () -> reader.read(options.frame(), how)));
    String damage = warnings.damage();
    if (damage != null) {
      throw new ImageException(
          place,
          "its pixels are damaged: "
              + damage
              + "; ImageIO.read and Images.copy(image) take what there is",
          null);
    }
    return image;
  }

  /** Runs what copies the pixels, and names the file where they are not such as can be copied. */
  <T> T named(Reading<T> copying) throws IOException {
    try {
      return copying.run();
    } catch (UnsupportedOperationException e) {
      throw new ImageException(place, e.getMessage(), e);
    }
  }

  String place() {
    return place;
  }

  @Override
  public void close() throws IOException {
    reader.dispose();
    stream.close();
  }
}
