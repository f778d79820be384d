package org.ndview.image;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferFloat;
import java.awt.image.IndexColorModel;
import java.awt.image.PixelInterleavedSampleModel;
import java.awt.image.Raster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.FileSystem;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.ndview.Casting;
import org.ndview.NdView;
import org.ndview.Scaling;

class ImageFilesTest {
  @TempDir private Path folder;

  private static Path write(BufferedImage image, String format, Path file) throws IOException {
    assertThat(ImageIO.write(image, format, file.toFile())).as(format).isTrue();
    return file;
  }

  private static BufferedImage palette(int bits, boolean alpha) {
    int n = 1 << bits;
    byte[] r = new byte[n];
    byte[] g = new byte[n];
    byte[] b = new byte[n];
    byte[] a = new byte[n];
    for (int i = 0; i < n; i++) {
      r[i] = (byte) (i * 37);
      g[i] = (byte) (i * 91 + 3);
      b[i] = (byte) (255 - i);
      a[i] = (byte) (alpha ? i * 255 / (n - 1) : 255);
    }
    IndexColorModel colours =
        alpha ? new IndexColorModel(bits, n, r, g, b, a) : new IndexColorModel(bits, n, r, g, b);
    int type = bits < 8 ? BufferedImage.TYPE_BYTE_BINARY : BufferedImage.TYPE_BYTE_INDEXED;
    return TestImages.filled(new BufferedImage(13, 9, type, colours), bits);
  }

  private static BufferedImage grays(int bits) {
    int n = 1 << bits;
    byte[] levels = new byte[n];
    for (int i = 0; i < n; i++) {
      levels[i] = (byte) (i * 255 / (n - 1));
    }
    return TestImages.filled(
        new BufferedImage(
            13,
            9,
            BufferedImage.TYPE_BYTE_BINARY,
            new IndexColorModel(bits, n, levels, levels, levels)),
        bits);
  }

  private static BufferedImage bytes(int bands) {
    return TestImages.filled(
        new BufferedImage(
            TestImages.colours(bands, DataBuffer.TYPE_BYTE),
            Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, 13, 9, bands, null),
            false,
            null),
        bands);
  }

  private static BufferedImage shorts(int bands) {
    int[] offsets = java.util.stream.IntStream.range(0, bands).toArray();
    return TestImages.ushorts(13, 9, bands, offsets, bands);
  }

  /** What is exact: the samples that were written. */
  static Stream<Arguments> exact() {
    return Stream.of("png", "tiff")
        .flatMap(format ->
            Stream.of(
                arguments(format, bytes(1), ChannelOrder.GRAY, 8),
                arguments(format, bytes(2), ChannelOrder.GRAY_ALPHA, 8),
                arguments(format, bytes(3), ChannelOrder.RGB, 8),
                arguments(format, bytes(4), ChannelOrder.RGBA, 8),
                arguments(format, shorts(1), ChannelOrder.GRAY, 16),
                arguments(format, shorts(2), ChannelOrder.GRAY_ALPHA, 16),
                arguments(format, shorts(3), ChannelOrder.RGB, 16),
                arguments(format, shorts(4), ChannelOrder.RGBA, 16),
                arguments(format, grays(1), ChannelOrder.GRAY, 8),
                arguments(format, palette(8, false), ChannelOrder.RGB, 8),
                arguments(format, palette(4, false), ChannelOrder.RGB, 8)));
  }

  static Stream<Arguments> ofOneFormat() {
    return Stream.of(
        arguments("png", grays(2), ChannelOrder.GRAY, 8),
        arguments("png", grays(4), ChannelOrder.GRAY, 8),
        arguments("png", palette(8, true), ChannelOrder.RGBA, 8),
        arguments("png", palette(2, true), ChannelOrder.RGBA, 8),
        arguments(
            "bmp", TestImages.random(BufferedImage.TYPE_3BYTE_BGR, 13, 9, 1), ChannelOrder.RGB, 8),
        arguments("bmp", palette(8, false), ChannelOrder.RGB, 8),
        arguments("gif", palette(8, false), ChannelOrder.RGB, 8));
  }

  @ParameterizedTest
  @MethodSource({"exact", "ofOneFormat"})
  void samplesAreReadAsTheyWereWritten(
      String format, BufferedImage image, ChannelOrder order, int bits) throws Exception {
    Path file = write(image, format, folder.resolve("image." + format));
    ImageInfo info = Images.info(file);
    assertThat(info.width()).isEqualTo(13);
    assertThat(info.height()).isEqualTo(9);
    assertThat(info.channels()).isEqualTo(order);
    assertThat(info.bits()).isEqualTo(bits);
    assertThat(info.format()).isEqualToIgnoringCase(format.equals("tiff") ? "tif" : format);
    try (NdView expected = Images.copy(image);
        NdView read = Images.read(file);
        NdView batch = NdView.allocate(bits == 8 ? "B" : "H", 3, 9, 13, order.channels())) {
      assertThat(read.format()).isEqualTo(batch.format());
      assertThat(read.contentEquals(expected)).isTrue();
      Images.read(file, batch.select(0, 1));
      assertThat(batch.select(0, 1).contentEquals(expected)).isTrue();
      assertThat(batch.slice("::2").count(0)).isEqualTo(batch.slice("::2").size());
      try (NdView planes = NdView.allocate(batch.format(), order.channels(), 9, 13)) {
        Images.read(file, planes.permute(1, 2, 0));
        assertThat(planes.permute(1, 2, 0).contentEquals(expected)).isTrue();
      }
    }
  }

  @ParameterizedTest
  @MethodSource({"exact", "ofOneFormat"})
  void everyOtherOrderIsThatOfACopyOfTheImage(
      String format, BufferedImage image, ChannelOrder own, int bits) throws Exception {
    Path file = write(image, format, folder.resolve("image." + format));
    for (ChannelOrder order : ChannelOrder.values()) {
      if (!order.isPacked()) {
        try (NdView expected = Images.copy(image, order);
            NdView read = Images.read(file, ReadOptions.DEFAULT.withOrder(order))) {
          assertThat(read.contentEquals(expected)).as("%s", order).isTrue();
        }
      }
    }
  }

  @Test
  void jpegIsReadAsImageIoDecodesIt() throws Exception {
    BufferedImage image = new BufferedImage(40, 30, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < 1200; i++) {
      image.setRGB(i % 40, i / 40, i * 6 % 256 << 16 | i / 5 << 8 | 90);
    }
    Path file = write(image, "jpeg", folder.resolve("image.jpg"));
    BufferedImage decoded = ImageIO.read(file.toFile());
    assertThat(Images.info(file)).isEqualTo(new ImageInfo("JPEG", 40, 30, ChannelOrder.RGB, 8));
    try (NdView read = Images.read(file)) {
      for (int i = 0; i < 1200; i++) {
        int rgb = decoded.getRGB(i % 40, i / 40);
        assertThat(
                read.getInt(i / 40, i % 40, 0) << 16
                    | read.getInt(i / 40, i % 40, 1) << 8
                    | read.getInt(i / 40, i % 40, 2))
            .isEqualTo(rgb & 0xffffff);
      }
    }
  }

  private static void chunk(ByteArrayOutputStream png, String name, byte[] data) {
    byte[] named =
        ByteBuffer.allocate(4 + data.length).put(name.getBytes(US_ASCII)).put(data).array();
    CRC32 sum = new CRC32();
    sum.update(named);
    png.writeBytes(ByteBuffer.allocate(4).putInt(data.length).array());
    png.writeBytes(named);
    png.writeBytes(ByteBuffer.allocate(4).putInt((int) sum.getValue()).array());
  }

  /** A PNG file of one row of two pixels, which ImageIO does not write so. */
  private Path twoPixels(int bits, int kind, byte[] row, byte[] transparent) throws IOException {
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    png.writeBytes(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'});
    byte[] head = {0, 0, 0, 2, 0, 0, 0, 1, (byte) bits, (byte) kind, 0, 0, 0};
    chunk(png, "IHDR", head);
    chunk(png, "tRNS", transparent);
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (DeflaterOutputStream deflater = new DeflaterOutputStream(packed)) {
      deflater.write(0);
      deflater.write(row);
    }
    chunk(png, "IDAT", packed.toByteArray());
    chunk(png, "IEND", new byte[0]);
    return Files.write(folder.resolve("two-pixels.png"), png.toByteArray());
  }

  static Stream<Arguments> transparent() {
    return Stream.of(
        arguments(
            8,
            2,
            new byte[] {1, 2, 3, 9, 8, 7},
            new byte[] {0, 1, 0, 2, 0, 3},
            "[1, 2, 3, 0], [9, 8, 7, 255]"),
        arguments(8, 0, new byte[] {5, 9}, new byte[] {0, 5}, "[5, 0], [9, 255]"),
        arguments(16, 0, new byte[] {0, 5, 1, 9}, new byte[] {0, 5}, "[5, 0], [265, 65535]"),
        arguments(
            16,
            2,
            new byte[] {0, 1, 0, 2, 0, 3, 9, 9, 8, 8, 7, 7},
            new byte[] {0, 1, 0, 2, 0, 3},
            "[1, 2, 3, 0], [2313, 2056, 1799, 65535]"));
  }

  @ParameterizedTest
  @MethodSource("transparent")
  void theTransparentColourOfAPngBecomesAlpha(
      int bits, int kind, byte[] row, byte[] transparent, String pixels) throws Exception {
    Path file = twoPixels(bits, kind, row, transparent);
    assertThat(Images.info(file).channels().hasAlpha()).isTrue();
    assertThat(Images.info(file).bits()).isEqualTo(bits);
    try (NdView read = Images.read(file)) {
      assertThat(read.toList()).hasToString("[[" + pixels + "]]");
    }
  }

  @Test
  void aFileThatIsNotReadInOneGo() throws Exception {
    BufferedImage noise = TestImages.random(BufferedImage.TYPE_3BYTE_BGR, 700, 600, 4);
    for (String format : List.of("png", "tiff")) {
      Path file = write(noise, format, folder.resolve("noise." + format));
      assertThat(Files.size(file)).isGreaterThan(1 << 20);
      try (NdView read = Images.read(file)) {
        assertThat(read.contentEquals(Images.view(noise, ChannelOrder.RGB))).isTrue();
      }
    }
  }

  @Test
  void floatsOfTiffAreReadAsTheyAre() throws Exception {
    float[] samples = {0.25f, -3, 1e10f, 0, 1, 2};
    BufferedImage image =
        new BufferedImage(
            new ComponentColorModel(
                ColorSpace.getInstance(ColorSpace.CS_GRAY),
                false,
                false,
                Transparency.OPAQUE,
                DataBuffer.TYPE_FLOAT),
            Raster.createWritableRaster(
                new PixelInterleavedSampleModel(DataBuffer.TYPE_FLOAT, 3, 2, 1, 3, new int[] {0}),
                new DataBufferFloat(samples, 6),
                null),
            false,
            null);
    Path file = write(image, "tiff", folder.resolve("floats.tif"));
    try (NdView read = Images.read(file);
        NdView doubles = NdView.allocate("d", 2, 3);
        NdView bytes = NdView.allocate("B", 2, 3)) {
      assertThat(read.reshape(6).toList()).hasToString("[0.25, -3.0, 1.0E10, 0.0, 1.0, 2.0]");
      Images.read(file, doubles);
      assertThat(doubles.contentEquals(read.squeeze())).isTrue();
      assertThatThrownBy(() -> Images.read(file, bytes))
          .hasMessage(
              "%s has samples of 32 bits, the target the format 'B'; take a target of 'f' or 'd'",
              file);
    }
  }

  @Test
  void bitsAreBroughtToOthersOnlyWhereAsked() throws Exception {
    BufferedImage image = new BufferedImage(256, 1, BufferedImage.TYPE_USHORT_GRAY);
    for (int i = 0; i < 256; i++) {
      image.getRaster().setSample(i, 0, 0, i * 257 + (i % 3 - 1) * (i == 0 || i == 255 ? 0 : 128));
    }
    Path wide = write(image, "png", folder.resolve("wide.png"));
    BufferedImage grey = new BufferedImage(256, 1, BufferedImage.TYPE_BYTE_GRAY);
    for (int i = 0; i < 256; i++) {
      grey.getRaster().setSample(i, 0, 0, i);
    }
    Path narrow = write(grey, "png", folder.resolve("narrow.png"));
    try (NdView bytes = NdView.allocate("B", 1, 256);
        NdView shorts = NdView.allocate("H", 1, 256);
        NdView floats = NdView.allocate("f", 1, 256)) {
      assertThatThrownBy(() -> Images.read(wide, bytes))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "%s has samples of 16 bits, the target the format 'B'; ReadOptions.withBits brings them to 8 or 16",
              wide);
      assertThatThrownBy(() -> Images.read(narrow, shorts))
          .hasMessage(
              "%s has samples of 8 bits, the target the format 'H'; ReadOptions.withBits brings them to 8 or 16",
              narrow);
      assertThat(bytes.count(0) + shorts.count(0)).isEqualTo(512);

      Images.read(wide, bytes, ReadOptions.DEFAULT.withBits(8));
      Images.read(narrow, shorts, ReadOptions.DEFAULT.withBits(16));
      for (int i = 0; i < 256; i++) {
        assertThat(bytes.getInt(0, i)).isEqualTo(i);
        assertThat(shorts.getInt(0, i)).isEqualTo(i * 257);
      }
      Images.read(wide, floats);
      assertThat(floats.getFloat(0, 255)).isEqualTo(65535);
      Images.read(
          wide, floats, ReadOptions.DEFAULT.withBits(8).withScaling(Scaling.of(1 / 255.0, 0)));
      assertThat(floats.getFloat(0, 51)).isEqualTo(0.2f);
    }
  }

  @Test
  void scalingByChannelGoesIntoFloatsAlone() throws Exception {
    BufferedImage image = TestImages.random(BufferedImage.TYPE_3BYTE_BGR, 8, 6, 1);
    Path file = write(image, "png", folder.resolve("image.png"));
    ReadOptions scaled =
        ReadOptions.DEFAULT.withScaling(
            Scaling.standardize(new double[] {1, 2, 3}, new double[] {4, 5, 6}, -1));
    try (NdView read = Images.read(file, scaled);
        NdView plain = Images.read(file);
        NdView expected = NdView.allocate("f", 6, 8, 3);
        NdView bytes = NdView.allocate("B", 6, 8, 3)) {
      plain.convertTo(expected, Casting.SAME_KIND, scaled.scaling());
      assertThat(read.contentEquals(expected)).isTrue();
      assertThatThrownBy(() -> Images.read(file, bytes, scaled))
          .hasMessage("%s cannot be scaled into 'B': a scaling wants a target of floats", file);
    }
  }

  @Property(tries = 60)
  void subsamplingAndRegionsAreSlices(
      @ForAll @IntRange(min = 1, max = 5) int n,
      @ForAll @IntRange(min = 0, max = 12) int x,
      @ForAll @IntRange(min = 0, max = 8) int y,
      @ForAll @IntRange(min = 1, max = 13) int width,
      @ForAll @IntRange(min = 1, max = 9) int height)
      throws Exception {
    int w = Math.min(width, 13 - x);
    int h = Math.min(height, 9 - y);
    Path made = Files.createTempFile("region", ".png");
    try {
      write(bytes(3), "png", made);
      ReadOptions options = ReadOptions.DEFAULT.withRegion(x, y, w, h).withSubsampling(n);
      try (NdView whole = Images.read(made);
          NdView part = Images.read(made, options)) {
        NdView expected = whole.slice("%d:%d:%d, %d:%d:%d".formatted(y, y + h, n, x, x + w, n));
        assertThat(part.shape()).containsExactly(expected.shape());
        assertThat(part.contentEquals(expected)).isTrue();
        try (NdView target = NdView.allocate("B", expected.shape())) {
          Images.read(made, target, options);
          assertThat(target.contentEquals(expected)).isTrue();
        }
      }
    } finally {
      Files.delete(made);
    }
  }

  @Test
  void aRegionOutsideIsAnErrorWithItsNumbers() throws Exception {
    Path file = write(bytes(1), "png", folder.resolve("image.png"));
    assertThatThrownBy(() -> Images.read(file, ReadOptions.DEFAULT.withRegion(5, 0, 9, 9)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "%s is 13 x 9 (width x height), the region 9 x 9 from column 5 and row 0 is not in it",
            file);
  }

  @Test
  void framesOfATiff() throws Exception {
    Path file = folder.resolve("frames.tif");
    ImageWriter writer = ImageIO.getImageWritersByFormatName("tiff").next();
    try (ImageOutputStream out = ImageIO.createImageOutputStream(file.toFile())) {
      writer.setOutput(out);
      writer.prepareWriteSequence(null);
      for (int i = 0; i < 3; i++) {
        BufferedImage frame = new BufferedImage(4 + i, 3, BufferedImage.TYPE_BYTE_GRAY);
        frame.getRaster().setSample(0, 0, 0, 100 + i);
        writer.writeToSequence(new IIOImage(frame, null, null), null);
      }
      writer.endWriteSequence();
    } finally {
      writer.dispose();
    }
    try (NdView last = Images.read(file, ReadOptions.DEFAULT.withFrame(2))) {
      assertThat(last.shape()).containsExactly(3, 6, 1);
      assertThat(last.getInt(0, 0, 0)).isEqualTo(102);
    }
    assertThatThrownBy(() -> Images.read(file, ReadOptions.DEFAULT.withFrame(3)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("%s has 3 images, and none of the index 3", file);
  }

  @Test
  void theErrorOfAnotherSizeNamesTheFileAndBothSizes() throws Exception {
    Path file = write(bytes(3), "png", folder.resolve("image.png"));
    try (NdView batch = NdView.allocate("B", 2, 13, 9, 3)) {
      assertThatThrownBy(() -> Images.read(file, batch.select(0, 1)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "%s is 13 x 9 (width x height), the target of the shape [13, 9, 3] takes 9 x 13",
              file);
      assertThatThrownBy(() -> Images.read(file, batch))
          .hasMessage(
              "the target has the shape [2, 13, 9, 3]: an image takes (height, width) or (height, width, channels)");
      assertThatThrownBy(() -> Images.read(file, batch.toReadOnly().select(0, 1)))
          .isInstanceOf(java.nio.ReadOnlyBufferException.class);
      assertThat(batch.count(0)).isEqualTo(batch.size());
    }
    try (NdView five = NdView.allocate("B", 9, 13, 5);
        NdView three = NdView.allocate("B", 9, 13, 3)) {
      assertThatThrownBy(() -> Images.read(file, five))
          .hasMessage(
              "the target has the shape [9, 13, 5], whose last dimension would be 5 channels: 1 to 4 are known");
      assertThatThrownBy(
              () -> Images.read(file, three, ReadOptions.DEFAULT.withOrder(ChannelOrder.BGRA)))
          .hasMessage(
              "the target has the shape [9, 13, 3], whose last dimension would be 3 channels: BGRA has 4");
    }
  }

  @Test
  void largerImagesThanAllowedAreNotDecoded() throws Exception {
    Path file = write(bytes(3), "png", folder.resolve("image.png"));
    assertThatThrownBy(() -> Images.read(file, ReadOptions.DEFAULT.withMaxPixels(116)))
        .isInstanceOf(ImageException.class)
        .hasMessage(
            "%s: its 13 x 9 pixels are more than the 116 that are allowed; ReadOptions.withMaxPixels allows more",
            file);
  }

  @ParameterizedTest
  @CsvSource({"0, 5, 0, 1", "16, 1, -1, 1", "8, 1, 0, 0", "0, 0, 0, 1"})
  void optionsThatMeanNothingAreRefused(int bits, int subsampling, int frame, long most) {
    assertThatThrownBy(() ->
            new ReadOptions(
                bits == 0 && subsampling == 5 ? ChannelOrder.RGB565 : null,
                bits,
                Scaling.none(),
                subsampling,
                null,
                frame,
                most))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> ReadOptions.DEFAULT.withBits(12))
        .hasMessage("samples of 12 bits: 8 and 16 can be asked for");
    assertThatThrownBy(() -> ReadOptions.DEFAULT.withRegion(0, -1, 2, 2))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void filesInAZipFileAreImagesToo() throws Exception {
    Path zip = folder.resolve("images.zip");
    try (FileSystem inside =
        FileSystems.newFileSystem(URI.create("jar:" + zip.toUri()), Map.of("create", "true"))) {
      Path file = inside.getPath("/a.png");
      try (NdView view = Images.copy(bytes(3))) {
        Images.writePng(file, view);
        try (NdView read = Images.read(file)) {
          assertThat(read.contentEquals(view)).isTrue();
        }
      }
    }
  }

  // writing

  static Stream<Arguments> written() {
    return Stream.of("B", "H", ">H")
        .flatMap(format ->
            Stream.of(ChannelOrder.values())
                .filter(order -> !order.isPacked())
                .map(order -> arguments(format, order)));
  }

  @ParameterizedTest
  @MethodSource
  void written(String format, ChannelOrder order) throws Exception {
    Path file = folder.resolve("written.png");
    try (NdView view = NdView.allocate(format, 7, 5, order.channels())) {
      for (int i = 0; i < view.size(); i++) {
        view.reshape(-1).setInt(i * 7919 % (format.equals("B") ? 256 : 65536), i);
      }
      Images.writePng(file, view.flip(1), order);
      // by ImageIO's reader, not ours
      BufferedImage image = ImageIO.read(file.toFile());
      assertThat(image.getSampleModel().getSampleSize(0)).isEqualTo(format.equals("B") ? 8 : 16);
      String bands = order.isGray() ? "YA" : "RGBA";
      for (int y = 0; y < 7; y++) {
        for (int x = 0; x < 5; x++) {
          for (int c = 0; c < order.channels(); c++) {
            assertThat(image.getRaster().getSample(x, y, bands.indexOf(order.letters().charAt(c))))
                .isEqualTo(view.getInt(y, 4 - x, c));
          }
        }
      }
      try (NdView read = Images.read(file, ReadOptions.DEFAULT.withOrder(order))) {
        assertThat(read.contentEquals(view.flip(1))).isTrue();
      }
    }
    assertThat(folder.toFile().list()).containsExactly("written.png");
  }

  @Test
  void whatCannotBeWrittenLeavesTheFileThatIsThere() throws Exception {
    Path file = Files.writeString(folder.resolve("old.png"), "old");
    for (NdView view :
        List.of(NdView.of(new float[6]).reshape(2, 3), NdView.of(new short[6]).reshape(2, 3))) {
      assertThatThrownBy(() -> Images.writePng(file, view))
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThat(file).hasContent("old");
    assertThatThrownBy(() ->
            Images.writePng(
                folder.resolve("none/x.png"), NdView.of(new byte[4]).cast("B").reshape(2, 2)))
        .isInstanceOf(FileSystemException.class);
    assertThatThrownBy(() -> Images.read(folder))
        .isInstanceOf(FileSystemException.class)
        .hasMessageContaining("is a folder, not a file");
  }
}
