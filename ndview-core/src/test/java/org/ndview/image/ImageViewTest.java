package org.ndview.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.awt.Rectangle;
import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BandedSampleModel;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.ComponentSampleModel;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.DataBufferFloat;
import java.awt.image.DataBufferInt;
import java.awt.image.DirectColorModel;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.ndview.NdView;

class ImageViewTest {
  /** Every shared type, whole, a part, and a part of a part. */
  static Stream<Arguments> shared() {
    return IntStream.of(TestImages.SHARED)
        .boxed()
        .flatMap(type -> {
          BufferedImage whole = TestImages.random(type, 11, 7, type);
          BufferedImage part = whole.getSubimage(2, 1, 8, 5);
          return Stream.of(
              arguments(type + " whole", whole),
              arguments(type + " part", part),
              arguments(type + " part of a part", part.getSubimage(3, 2, 4, 3)),
              arguments(type + " one pixel", part.getSubimage(7, 4, 1, 1)));
        });
  }

  /** What getRGB says of a pixel, from the view's items; grey and packed pixels from the raster. */
  private static int[] expected(BufferedImage image, ChannelOrder order, int x, int y) {
    int[] samples = image.getRaster().getPixel(x, y, (int[]) null);
    return switch (order) {
      case GRAY -> samples;
      case RGB565 -> new int[] {samples[0] << 11 | samples[1] << 5 | samples[2]};
      case RGB555 -> new int[] {samples[0] << 10 | samples[1] << 5 | samples[2]};
      default -> order.letters().chars().map(letter -> samples["RGBA".indexOf(letter)]).toArray();
    };
  }

  private static int[] items(NdView view, int x, int y) {
    NdView pixel = view.select(0, y).select(0, x);
    return pixel.ndim() == 0
        ? new int[] {pixel.getInt()}
        : IntStream.range(0, (int) pixel.size()).map(pixel::getInt).toArray();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("shared")
  void everyItemIsTheSampleOfThePixel(String name, BufferedImage image) {
    NdView view = Images.view(image);
    ChannelOrder order = Images.channels(image);
    assertThat(view.shape())
        .startsWith(image.getHeight(), image.getWidth())
        .hasSize(order.isPacked() ? 2 : 3);
    assertThat(view.obj()).isSameAs(image);
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        assertThat(items(view, x, y)).containsExactly(expected(image, order, x, y));
      }
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("shared")
  void rgbOfAnOpaquePixelIsWhatGetRgbSays(String name, BufferedImage image) {
    ChannelOrder order = Images.channels(image);
    if (order.isPacked() || order.isGray()) {
      return;
    }
    NdView view = Images.view(image, ChannelOrder.RGB);
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        int[] rgb = items(view, x, y);
        int told = image.getRGB(x, y);
        if (!image.isAlphaPremultiplied()) {
          assertThat(rgb[0] << 16 | rgb[1] << 8 | rgb[2]).isEqualTo(told & 0xffffff);
        }
      }
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("shared")
  void whatOneSideWritesTheOtherReads(String name, BufferedImage image) {
    NdView view = Images.view(image);
    ChannelOrder order = Images.channels(image);
    Random random = new Random(1);
    int x = image.getWidth() - 1;
    int y = image.getHeight() - 1;
    int[] before =
        image.getRaster().getDataBuffer() instanceof DataBufferInt i
            ? i.getData().clone()
            : new int[0];

    int[] pixel =
        IntStream.range(0, image.getRaster().getNumBands())
            .map(b -> random.nextInt(1 << image.getSampleModel().getSampleSize(b)))
            .toArray();
    image.getRaster().setPixel(x, y, pixel);
    assertThat(items(view, x, y)).containsExactly(expected(image, order, x, y));

    view.select(0, y).select(0, x).slice("...").copy().close();
    NdView item = view.select(0, y).select(0, x);
    for (long c = 0; c < Math.max(1, item.size()); c++) {
      if (item.ndim() == 0) {
        item.setInt(0x1234);
      } else {
        item.setInt((int) (77 + c), c);
      }
    }
    assertThat(expected(image, order, x, y)).containsExactly(items(view, x, y));
    if (before.length > 0) {
      int[] after = ((DataBufferInt) image.getRaster().getDataBuffer()).getData();
      assertThat(IntStream.range(0, after.length).filter(i -> after[i] != before[i]).count())
          .isLessThanOrEqualTo(1);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "10, GRAY, B, 1", // TYPE_BYTE_GRAY
    "11, GRAY, H, 1",
    "5, BGR, B, 3",
    "4, BGR, B, 3",
    "1, RGB, B, 3",
    "6, ABGR, B, 4",
    "7, ABGR, B, 4",
    "2, ARGB, B, 4",
    "3, ARGB, B, 4",
    "8, RGB565, H, 0",
    "9, RGB555, H, 0"
  })
  void theTypeTellsTheOrderOfTheChannels(
      int type, ChannelOrder order, String format, int channels) {
    BufferedImage image = new BufferedImage(3, 2, type);
    assertThat(Images.channels(image)).isEqualTo(order);
    NdView view = Images.view(image);
    assertThat(view.format()).hasToString(format);
    assertThat(view.shape())
        .containsExactly(channels == 0 ? new long[] {2, 3} : new long[] {2, 3, channels});
  }

  /** Each order of each type: the one that there is, as its letters say, or a refusal. */
  @ParameterizedTest
  @FieldSource("org.ndview.image.TestImages#SHARED")
  void everyOrderIsThereByStridesOrRefused(int type) {
    BufferedImage image = TestImages.random(type, 5, 4, 3);
    ChannelOrder own = Images.channels(image);
    for (ChannelOrder order : ChannelOrder.values()) {
      if (!there(own, order)) {
        assertThatThrownBy(() -> Images.view(image, order))
            .isInstanceOf(UnsupportedOperationException.class)
            .hasMessage(
                "the channels lie as %s, which no strides make %s; Images.copy(image, ChannelOrder.%s) copies it",
                own, order, order);
        continue;
      }
      NdView view = Images.view(image, order);
      assertThat(view.isReadOnly()).isEqualTo(own == ChannelOrder.GRAY && order.channels() == 3);
      for (int x = 0; x < 5; x++) {
        int[] want =
            own == ChannelOrder.GRAY
                ? IntStream.iterate(expected(image, own, x, 2)[0], v -> v)
                    .limit(order.channels())
                    .toArray()
                : expected(image, order, x, 2);
        assertThat(items(view, x, 2)).as("%s of %s", order, own).containsExactly(want);
      }
    }
  }

  private static boolean there(ChannelOrder own, ChannelOrder order) {
    if (own.isPacked() || order.isPacked()) {
      return own == order;
    }
    String reversed = new StringBuilder(own.letters()).reverse().toString();
    return own.letters().contains(order.letters())
        || reversed.contains(order.letters())
        || (own == ChannelOrder.GRAY && (order == ChannelOrder.RGB || order == ChannelOrder.BGR));
  }

  @Test
  void indicesOfAPaletteAreRefusedAndTheirRasterIsViewed() {
    BufferedImage indexed = TestImages.random(BufferedImage.TYPE_BYTE_INDEXED, 4, 3, 5);
    assertThatThrownBy(() -> Images.view(indexed))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessage(
            "the image cannot be shared: its samples are indices of a palette (Images.view(image.getRaster())"
                + " views them); Images.copy(image) copies it");
    NdView indices = Images.view(indexed.getRaster());
    assertThat(indices.shape()).containsExactly(3, 4, 1);
    assertThat(indices.getInt(2, 1, 0)).isEqualTo(indexed.getRaster().getSample(1, 2, 0));
    BufferedImage binary = new BufferedImage(4, 3, BufferedImage.TYPE_BYTE_BINARY);
    assertThatThrownBy(() -> Images.view(binary.getRaster()))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessage(
            "the image cannot be shared: its pixels have 1 bits each; Images.copy(image) copies it");
  }

  static Stream<Arguments> sixteenBits() {
    return Stream.of(
        arguments(3, new int[] {0, 1, 2}, ChannelOrder.RGB),
        arguments(3, new int[] {2, 1, 0}, ChannelOrder.BGR),
        arguments(4, new int[] {0, 1, 2, 3}, ChannelOrder.RGBA),
        arguments(4, new int[] {2, 1, 0, 3}, ChannelOrder.BGRA),
        arguments(4, new int[] {3, 2, 1, 0}, ChannelOrder.ABGR),
        arguments(4, new int[] {1, 2, 3, 0}, ChannelOrder.ARGB),
        arguments(2, new int[] {0, 1}, ChannelOrder.GRAY_ALPHA));
  }

  @ParameterizedTest
  @MethodSource
  void sixteenBits(int bands, int[] offsets, ChannelOrder order) {
    BufferedImage image = TestImages.ushorts(6, 5, bands, offsets, 9).getSubimage(1, 2, 4, 3);
    assertThat(Images.channels(image)).isEqualTo(order);
    NdView view = Images.view(image);
    assertThat(view.format()).hasToString("H");
    String names = bands == 2 ? "YA" : "RGBA";
    for (int x = 0; x < 4; x++) {
      int[] samples = image.getRaster().getPixel(x, 2, (int[]) null);
      assertThat(items(view, x, 2))
          .containsExactly(
              order.letters().chars().map(letter -> samples[names.indexOf(letter)]).toArray());
    }
    view.setInt(54321, 0, 0, bands - 1);
    assertThat(image.getRaster().getPixel(0, 0, (int[]) null)).contains(54321);
  }

  @Test
  void planesInOneArrayHaveAChannelStrideOfAPlane() {
    byte[] planes = new byte[3 * 4 * 5];
    new Random(2).nextBytes(planes);
    ComponentSampleModel model =
        new ComponentSampleModel(DataBuffer.TYPE_BYTE, 5, 4, 1, 5, new int[] {0, 20, 40});
    WritableRaster raster =
        Raster.createWritableRaster(model, new DataBufferByte(planes, planes.length), null);
    BufferedImage image =
        new BufferedImage(TestImages.colours(3, DataBuffer.TYPE_BYTE), raster, false, null);
    NdView view = Images.view(image);
    assertThat(view.strides()).containsExactly(5, 1, 20);
    assertThat(Images.channels(image)).isEqualTo(ChannelOrder.RGB);
    assertThat(items(view, 3, 2)).containsExactly(raster.getPixel(3, 2, (int[]) null));
  }

  @Test
  void planesInSeveralArraysAreRefusedWithTheirNumber() {
    WritableRaster raster =
        Raster.createWritableRaster(new BandedSampleModel(DataBuffer.TYPE_BYTE, 5, 4, 3), null);
    BufferedImage image =
        TestImages.filled(
            new BufferedImage(TestImages.colours(3, DataBuffer.TYPE_BYTE), raster, false, null), 3);
    assertThatThrownBy(() -> Images.view(image))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessage(
            "the image cannot be shared: its 3 bands are in 3 arrays (NdView.ofRows views those);"
                + " Images.copy(image) copies it");
    try (NdView copy = Images.copy(image)) {
      assertThat(items(copy, 4, 3)).containsExactly(raster.getPixel(4, 3, (int[]) null));
    }
    byte[][] banks = ((DataBufferByte) raster.getDataBuffer()).getBankData();
    assertThat(NdView.ofRows(banks).getByte(1, 7)).isEqualTo((byte) raster.getSample(2, 1, 1));
  }

  @Test
  void otherPackedIntsAreBytesWhereTheirMasksAre() {
    int[] rgba = {0x11223344, 0x55667788};
    BufferedImage image =
        new BufferedImage(
            new DirectColorModel(32, 0xff000000, 0xff0000, 0xff00, 0xff),
            Raster.createPackedRaster(
                new DataBufferInt(rgba, 2),
                2,
                1,
                2,
                new int[] {0xff000000, 0xff0000, 0xff00, 0xff},
                null),
            false,
            null);
    assertThat(Images.channels(image)).isEqualTo(ChannelOrder.RGBA);
    assertThat(items(Images.view(image), 1, 0)).containsExactly(0x55, 0x66, 0x77, 0x88);
    assertThat(items(Images.view(image, ChannelOrder.BGR), 0, 0)).containsExactly(0x33, 0x22, 0x11);
  }

  @Test
  void otherColoursAreRefusedAndTheirBandsAreViewed() {
    ColorSpace lab = ColorSpace.getInstance(ColorSpace.CS_CIEXYZ);
    WritableRaster raster =
        Raster.createWritableRaster(
            new java.awt.image.PixelInterleavedSampleModel(
                DataBuffer.TYPE_FLOAT, 2, 2, 3, 6, new int[] {0, 1, 2}),
            new DataBufferFloat(new float[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12}, 12),
            null);
    BufferedImage image =
        new BufferedImage(
            new ComponentColorModel(lab, false, false, Transparency.OPAQUE, DataBuffer.TYPE_FLOAT),
            raster,
            false,
            null);
    assertThatThrownBy(() -> Images.view(image))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessageContaining("its 3 bands are neither grey nor RGB");
    assertThat(Images.view(raster).toList())
        .hasToString("[[[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]], [[7.0, 8.0, 9.0], [10.0, 11.0, 12.0]]]");
    assertThatThrownBy(() -> Images.copy(image)).isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void aRasterThatIsNotWritableGivesAReadOnlyView() {
    BufferedImage image = TestImages.random(BufferedImage.TYPE_3BYTE_BGR, 4, 3, 1);
    assertThat(Images.view(image.getRaster()).isReadOnly()).isFalse();
    Raster part = image.getData(new Rectangle(1, 1, 2, 2));
    // with a place of its own, and bands in the raster's order: red, green, blue
    assertThat(part.getMinX()).isEqualTo(1);
    NdView view = Images.view((Raster) new Unwritable(part));
    assertThat(view.isReadOnly()).isTrue();
    assertThat(items(view, 1, 0)).containsExactly(image.getRaster().getPixel(2, 1, (int[]) null));
  }

  private static final class Unwritable extends Raster {
    Unwritable(Raster of) {
      super(
          of.getSampleModel(),
          of.getDataBuffer(),
          of.getBounds(),
          new java.awt.Point(of.getSampleModelTranslateX(), of.getSampleModelTranslateY()),
          null);
    }
  }

  @ParameterizedTest
  @EnumSource(ChannelOrder.class)
  void copiesInEveryOrderAreWhatThePixelsAre(ChannelOrder order) {
    for (int type : TestImages.SHARED) {
      BufferedImage image = TestImages.random(type, 5, 4, 8);
      if (order.isPacked()) {
        assertThatThrownBy(() -> Images.copy(image, order))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessageContaining(order + " is packed");
        continue;
      }
      try (NdView copy = Images.copy(image, order)) {
        for (int x = 0; x < 5; x++) {
          assertThat(items(copy, x, 3))
              .as("%s of type %d", order, type)
              .containsExactly(pixel(image, order, x, 3));
        }
      }
    }
  }

  /** By the rules that the class's description has, from getRGB where there are colours. */
  private static int[] pixel(BufferedImage image, ChannelOrder order, int x, int y) {
    boolean gray = image.getRaster().getNumBands() == 1;
    int sample = image.getRaster().getSample(x, y, 0);
    int max = image.getType() == BufferedImage.TYPE_USHORT_GRAY ? 65535 : 255;
    int[] rgba;
    if (gray && !(image.getColorModel() instanceof IndexColorModel)) {
      rgba = new int[] {sample, sample, sample, max};
    } else if (image.isAlphaPremultiplied()) {
      int[] p = image.getRaster().getPixel(x, y, (int[]) null);
      int a = p[3];
      rgba = new int[] {divided(p[0], a), divided(p[1], a), divided(p[2], a), a};
    } else {
      int argb = image.getRGB(x, y);
      rgba = new int[] {argb >> 16 & 255, argb >> 8 & 255, argb & 255, argb >>> 24};
    }
    int luma =
        gray
            ? sample
            : (int)
                Math.floor((19595L * rgba[0] + 38470L * rgba[1] + 7471L * rgba[2]) / 65536.0 + 0.5);
    return order
        .letters()
        .chars()
        .map(letter -> letter == 'Y' ? luma : rgba["RGBA".indexOf(letter)])
        .toArray();
  }

  private static int divided(int v, int alpha) {
    return alpha == 0 ? 0 : (int) Math.min(255, Math.floor(v * 255.0 / alpha + 0.5));
  }

  @Test
  void aPaletteIsCopiedAsItsColours() {
    BufferedImage indexed = TestImages.random(BufferedImage.TYPE_BYTE_INDEXED, 7, 3, 5);
    try (NdView copy = Images.copy(indexed)) {
      assertThat(copy.shape()).containsExactly(3, 7, 3);
      for (int x = 0; x < 7; x++) {
        int argb = indexed.getRGB(x, 1);
        assertThat(items(copy, x, 1))
            .containsExactly(argb >> 16 & 255, argb >> 8 & 255, argb & 255);
      }
    }
    byte[] levels = {0, 100, (byte) 200};
    IndexColorModel seeThrough = new IndexColorModel(2, 3, levels, levels, levels, 1);
    BufferedImage holes = new BufferedImage(3, 1, BufferedImage.TYPE_BYTE_BINARY, seeThrough);
    holes.getRaster().setPixels(0, 0, 3, 1, new int[] {2, 1, 0});
    try (NdView copy = Images.copy(holes)) {
      assertThat(copy.toList())
          .hasToString("[[[200, 200, 200, 255], [100, 100, 100, 0], [0, 0, 0, 255]]]");
    }
    holes.getRaster().setSample(1, 0, 0, 3);
    assertThatThrownBy(() -> Images.copy(holes))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessage("the pixel of row 0, column 1 has colour 3 of a palette of 3");
    BufferedImage binary = TestImages.random(BufferedImage.TYPE_BYTE_BINARY, 9, 3, 5);
    try (NdView copy = Images.copy(binary)) {
      assertThat(copy.shape()).containsExactly(3, 9, 1);
      for (int x = 0; x < 9; x++) {
        assertThat(copy.getInt(2, x, 0)).isEqualTo(binary.getRGB(x, 2) & 255);
      }
    }
  }

  /** As many pixels as are computed in several goes, the last of fewer rows. */
  @ParameterizedTest
  @CsvSource({"5", "7", "8", "13"})
  void computedPixelsOfALargerImage(int type) {
    BufferedImage image = TestImages.random(type, 190, 181, type);
    try (NdView gray = Images.copy(image, ChannelOrder.GRAY);
        NdView bgra = Images.copy(image, ChannelOrder.BGRA)) {
      for (int y = 0; y < 181; y += 9) {
        for (int x = y % 7; x < 190; x += 7) {
          int[] want = pixel(image, ChannelOrder.BGRA, x, y);
          assertThat(items(bgra, x, y)).containsExactly(want);
          assertThat(gray.getInt(y, x, 0))
              .isEqualTo(
                  (int) ((19595L * want[2] + 38470L * want[1] + 7471L * want[0] + 0x8000) >> 16));
        }
      }
    }
  }

  @Test
  void copyToSaysBothSizes() {
    BufferedImage image = new BufferedImage(5, 4, BufferedImage.TYPE_INT_RGB);
    assertThatThrownBy(() -> Images.copyTo(image, NdView.allocate("B", 5, 4, 3)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "the image is 5 x 4 (width x height), the target of the shape [5, 4, 3] takes 4 x 5");
    assertThat(Arrays.asList("B", "f", "d", "H", "i"))
        .allSatisfy(format -> {
          try (NdView target = NdView.allocate(format, 4, 5, 3)) {
            if (format.equals("H")) {
              assertThatThrownBy(() -> Images.copyTo(image, target))
                  .hasMessage(
                      "the image has samples of 8 bits, the target the format 'H'; ReadOptions.withBits brings them to 8 or 16");
            } else {
              Images.copyTo(image, target);
            }
          }
        });
  }
}
