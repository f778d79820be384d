package org.ndview.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.lang.foreign.MemorySegment;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.ndview.Layout;
import org.ndview.NdView;
import org.ndview.Order;
import org.ndview.format.Format;

class ViewImageTest {
  private static NdView bytes(long... shape) {
    byte[] array = new byte[Math.toIntExact(Layout.contiguous(Order.C, 1, shape).nbytes())];
    new Random(array.length).nextBytes(array);
    return NdView.of(MemorySegment.ofArray(array)).reshape(shape);
  }

  private static NdView shorts(long... shape) {
    short[] array = new short[Math.toIntExact(Layout.contiguous(Order.C, 1, shape).nbytes())];
    IntStream.range(0, array.length).forEach(i -> array[i] = (short) (i * 40503));
    return NdView.of(array).cast("H").reshape(shape);
  }

  /** Each item of the view is the sample of the image's band of that name. */
  private static void assertSame(BufferedImage image, NdView view, ChannelOrder order) {
    assertThat(image.getHeight()).isEqualTo((int) view.shape()[0]);
    assertThat(image.getWidth()).isEqualTo((int) view.shape()[1]);
    String bands = order.isGray() ? "YA" : "RGBA";
    NdView items = view.ndim() == 2 ? view.slice("..., newaxis") : view;
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        for (int c = 0; c < order.channels(); c++) {
          int band = bands.indexOf(order.letters().charAt(c));
          assertThat(image.getRaster().getSampleDouble(x, y, band))
              .isEqualTo(items.getDouble(y, x, c));
        }
      }
    }
  }

  static Stream<Arguments> shared() {
    return Stream.of(
        arguments("grey", bytes(5, 4), ChannelOrder.GRAY, BufferedImage.TYPE_BYTE_GRAY),
        arguments(
            "grey, three dims", bytes(5, 4, 1), ChannelOrder.GRAY, BufferedImage.TYPE_BYTE_GRAY),
        arguments("BGR", bytes(5, 4, 3), ChannelOrder.BGR, BufferedImage.TYPE_3BYTE_BGR),
        arguments(
            "RGB backwards",
            bytes(5, 4, 3).slice("..., ::-1"),
            ChannelOrder.RGB,
            BufferedImage.TYPE_3BYTE_BGR),
        arguments("RGB", bytes(5, 4, 3), ChannelOrder.RGB, BufferedImage.TYPE_CUSTOM),
        arguments("ABGR", bytes(5, 4, 4), ChannelOrder.ABGR, BufferedImage.TYPE_4BYTE_ABGR),
        arguments("RGBA", bytes(5, 4, 4), ChannelOrder.RGBA, BufferedImage.TYPE_CUSTOM),
        arguments("ARGB", bytes(5, 4, 4), ChannelOrder.ARGB, BufferedImage.TYPE_CUSTOM),
        arguments("BGRA", bytes(5, 4, 4), ChannelOrder.BGRA, BufferedImage.TYPE_CUSTOM),
        arguments(
            "grey and alpha", bytes(5, 4, 2), ChannelOrder.GRAY_ALPHA, BufferedImage.TYPE_CUSTOM),
        arguments(
            "a part",
            bytes(9, 8, 3).slice("2:7, 3:5"),
            ChannelOrder.BGR,
            BufferedImage.TYPE_3BYTE_BGR),
        arguments("every second", bytes(9, 8, 3).slice("::2, ::3"), ChannelOrder.RGB, null),
        arguments(
            "planes", bytes(3, 5, 4).permute(1, 2, 0), ChannelOrder.RGB, BufferedImage.TYPE_CUSTOM),
        arguments(
            "turned", bytes(4, 5, 3).permute(1, 0, 2), ChannelOrder.RGB, BufferedImage.TYPE_CUSTOM),
        arguments("one channel of three", bytes(5, 4, 3).slice("..., 1"), ChannelOrder.GRAY, null),
        arguments(
            "one pixel, backwards",
            bytes(5, 4, 3).slice("2::-9, 3::-9"),
            ChannelOrder.RGB,
            BufferedImage.TYPE_CUSTOM),
        arguments(
            "a slot of a batch",
            bytes(3, 5, 4, 3).select(0, 1),
            ChannelOrder.RGB,
            BufferedImage.TYPE_CUSTOM),
        arguments(
            "grey of 16 bits", shorts(5, 4), ChannelOrder.GRAY, BufferedImage.TYPE_USHORT_GRAY),
        arguments("RGB of 16 bits", shorts(5, 4, 3), ChannelOrder.RGB, BufferedImage.TYPE_CUSTOM),
        arguments(
            "native", NdView.allocate("B", 5, 4, 3), ChannelOrder.RGB, BufferedImage.TYPE_CUSTOM),
        arguments(
            "native, 16 bits, big endian",
            NdView.allocate(">H", 5, 4, 3),
            ChannelOrder.RGB,
            BufferedImage.TYPE_CUSTOM),
        arguments(
            "16 bits in bytes",
            NdView.of(MemorySegment.ofArray(new byte[41])).slice("1:").cast(">H", 5, 4),
            ChannelOrder.GRAY,
            BufferedImage.TYPE_CUSTOM),
        arguments(
            "floats",
            NdView.of(new float[60]).reshape(5, 4, 3),
            ChannelOrder.RGB,
            BufferedImage.TYPE_CUSTOM),
        arguments(
            "native doubles",
            NdView.allocate("d", 5, 4),
            ChannelOrder.GRAY,
            BufferedImage.TYPE_CUSTOM),
        arguments(
            "a part of a segment",
            NdView.of(MemorySegment.ofArray(new short[30]).asSlice(6, 40), "H", 5, 4),
            ChannelOrder.GRAY,
            BufferedImage.TYPE_USHORT_GRAY));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("shared")
  void sharedBothWays(String name, NdView view, ChannelOrder order, Integer type) {
    BufferedImage image = Images.image(view, order);
    if (type != null) {
      assertThat(image.getType()).isEqualTo(type);
    }
    assertSame(image, view, order);
    int x = image.getWidth() - 1;
    int y = image.getHeight() - 1;
    // both ends of the memory, by both sides
    for (int c = 0; c < order.channels(); c++) {
      image.getRaster().setSample(0, 0, c, c + 1);
      image.getRaster().setSample(x, y, c, c + 5);
    }
    assertSame(image, view, order);
    NdView last = view.select(0, y).select(0, x);
    for (int c = 0; c < order.channels(); c++) {
      last.set(
          last.format().toString().contains("f") ? 0.5f : 9 + c,
          last.ndim() == 0 ? new long[0] : new long[] {c});
    }
    assertSame(image, view, order);
    // and the same memory as a view again
    NdView again = Images.view(image, order);
    assertThat(again.contentEquals(view.ndim() == 2 ? view.slice("..., newaxis") : view)).isTrue();
    last.set(7, last.ndim() == 0 ? new long[0] : new long[] {0});
    assertThat(again.getDouble(y, x, 0)).isEqualTo(7);
  }

  @ParameterizedTest
  @FieldSource("org.ndview.image.TestImages#SHARED")
  void theViewOfAnImageIsAnImageOfTheSameTypeAndMemory(int type) {
    BufferedImage whole = TestImages.random(type, 9, 8, 4);
    for (BufferedImage image : new BufferedImage[] {whole, whole.getSubimage(2, 3, 5, 4)}) {
      BufferedImage again = Images.image(Images.view(image), Images.channels(image));
      // the other side cannot know that colours are multiplied by alpha
      int expected =
          type == BufferedImage.TYPE_INT_ARGB_PRE
              ? BufferedImage.TYPE_INT_ARGB
              : type == BufferedImage.TYPE_4BYTE_ABGR_PRE ? BufferedImage.TYPE_4BYTE_ABGR : type;
      assertThat(again.getType()).isEqualTo(expected);
      int[] samples =
          image.getRaster().getPixels(0, 0, image.getWidth(), image.getHeight(), (int[]) null);
      assertThat(
              again.getRaster().getPixels(0, 0, image.getWidth(), image.getHeight(), (int[]) null))
          .containsExactly(samples);
      again.getRaster().setSample(3, 2, 0, 21);
      assertThat(image.getRaster().getSample(3, 2, 0)).isEqualTo(21);
    }
  }

  static Stream<Arguments> refused() {
    NdView image = bytes(6, 5, 3);
    NdView ints = Images.view(new BufferedImage(5, 6, BufferedImage.TYPE_INT_RGB));
    return Stream.of(
        arguments(image.toReadOnly(), "the view is read-only, an image is not"),
        arguments(image.slice("::-1"), "the stride of dimension 0 is -15 bytes, backwards"),
        arguments(image.slice(":, ::-2"), "the stride of dimension 1 is -6 bytes, backwards"),
        arguments(NdView.ofRows(new byte[6][5]).viewAs("B"), "its items lie behind pointers"),
        arguments(
            NdView.of(
                MemorySegment.ofArray(new byte[99]),
                Format.parse("H"),
                Layout.of(2, 0, new long[] {4, 4}, new long[] {9, 2})),
            "the stride of dimension 0 is 9 bytes, no multiple of the itemsize of 2"),
        arguments(
            image.asStrided(
                Format.parse("B"), Layout.of(1, 0, new long[] {4, 4}, new long[] {5, 0})),
            "the stride of dimension 1 is 0 bytes, so that pixels share their memory"),
        arguments(
            ints.slice("..., 1"),
            "its bytes are in an int[], and do not lie there as the channels of GRAY in whole ints"),
        arguments(
            ints.slice(":, ::2"),
            "its bytes are in an int[], and do not lie there as the channels of RGB in whole ints"));
  }

  @ParameterizedTest
  @MethodSource("refused")
  void whatAnImageCannotHoldIsRefusedAndCopied(NdView view, String reason) {
    assertThatThrownBy(() -> Images.image(view))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessage("an image cannot share the view: " + reason + "; Images.copy(view) copies it");
    BufferedImage copy = Images.copy(view);
    assertSame(copy, view, view.ndim() == 2 ? ChannelOrder.GRAY : ChannelOrder.RGB);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "B | 5,4,5 | the view has the shape [5, 4, 5]: an image has (height, width), or (height, width, channels) of 1 to 4 channels",
        "B | 5     | the view has the shape [5]: an image has (height, width), or (height, width, channels) of 1 to 4 channels",
        "B | 0,4   | the view has the shape [0, 4]: an image has 1 to 2^31-1 pixels",
        "b | 5,4   | the view has the format 'b': the items of an image of GRAY are 'B', 'H', or 'f' and 'd' from 0 to 1 (cast(\"B\") takes the signs of 'b', convertTo converts)",
      })
  void whatIsNoImageIsAnErrorWithItsNumbers(String format, String shape, String message) {
    long[] lengths = Stream.of(shape.split(",")).mapToLong(Long::parseLong).toArray();
    try (NdView view = NdView.allocate(format, lengths)) {
      assertThatThrownBy(() -> Images.image(view))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(message);
      assertThatThrownBy(() -> Images.copy(view))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(message);
    }
  }

  @Test
  void anOrderMustSuitTheShape() {
    assertThatThrownBy(() -> Images.image(bytes(5, 4, 3), ChannelOrder.ABGR))
        .hasMessage("the view has the shape [5, 4, 3]: an image of ABGR has (height, width, 4)");
    assertThatThrownBy(() -> Images.image(bytes(5, 4), ChannelOrder.RGB565))
        .hasMessage("the view has the format 'B': the items of an image of RGB565 are 'H'");
    assertThatThrownBy(() -> Images.image(shorts(5, 4, 1), ChannelOrder.RGB555))
        .hasMessage("the view has the shape [5, 4, 1]: an image of RGB555 has (height, width)");
  }

  @Test
  void anImageOverNativeMemoryRefusesEveryUseWhenItIsFreed() {
    NdView view = NdView.allocate("B", 2, 2, 3);
    BufferedImage image = Images.image(view);
    view.setInt(200, 1, 1, 0);
    assertThat(image.getRGB(1, 1)).isEqualTo(0xffc80000);
    view.close();
    assertThatThrownBy(() -> image.getRGB(1, 1)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void theArrayItselfIsInTheImage() {
    byte[] array = new byte[60];
    BufferedImage image =
        Images.image(NdView.of(array).cast("B").reshape(5, 4, 3), ChannelOrder.BGR);
    assertThat(((DataBufferByte) image.getRaster().getDataBuffer()).getData()).isSameAs(array);
  }

  static Stream<Arguments> copied() {
    return Stream.of(
        arguments("B", ChannelOrder.GRAY, BufferedImage.TYPE_BYTE_GRAY),
        arguments("B", ChannelOrder.RGB, BufferedImage.TYPE_3BYTE_BGR),
        arguments("B", ChannelOrder.BGR, BufferedImage.TYPE_3BYTE_BGR),
        arguments("B", ChannelOrder.RGBA, BufferedImage.TYPE_4BYTE_ABGR),
        arguments("B", ChannelOrder.BGRA, BufferedImage.TYPE_4BYTE_ABGR),
        arguments("B", ChannelOrder.ARGB, BufferedImage.TYPE_4BYTE_ABGR),
        arguments("B", ChannelOrder.ABGR, BufferedImage.TYPE_4BYTE_ABGR),
        arguments("B", ChannelOrder.GRAY_ALPHA, BufferedImage.TYPE_CUSTOM),
        arguments("H", ChannelOrder.GRAY, BufferedImage.TYPE_USHORT_GRAY),
        arguments(">H", ChannelOrder.GRAY, BufferedImage.TYPE_USHORT_GRAY),
        arguments("H", ChannelOrder.ARGB, BufferedImage.TYPE_CUSTOM),
        arguments("H", ChannelOrder.BGR, BufferedImage.TYPE_CUSTOM),
        arguments("f", ChannelOrder.BGRA, BufferedImage.TYPE_CUSTOM),
        arguments("d", ChannelOrder.GRAY, BufferedImage.TYPE_CUSTOM));
  }

  @ParameterizedTest
  @MethodSource("copied")
  void copiesAreOfTheTypeThatSuits(String format, ChannelOrder order, int type) {
    try (NdView view = NdView.allocate(format, 4, 3, order.channels())) {
      bytes(4, 3, order.channels()).convertTo(view, org.ndview.Casting.SAFE);
      BufferedImage image = Images.copy(view, order);
      assertThat(image.getType()).isEqualTo(type);
      assertSame(image, view, order);
      NdView backwards = view.flip(0, 1);
      assertSame(Images.copy(backwards, order), backwards, order);
    }
  }

  @Test
  void packedPixelsAreCopiedAsTheyAre() {
    NdView view = shorts(3, 4).slice("::-1");
    BufferedImage image = Images.copy(view, ChannelOrder.RGB565);
    assertThat(image.getType()).isEqualTo(BufferedImage.TYPE_USHORT_565_RGB);
    assertThat(Images.view(image).contentEquals(view)).isTrue();
  }

  /** Any part of an image, permuted and stepped: shared or copied, the samples are the items. */
  @Property(tries = 300)
  void anyPartIsTheSameImage(
      @ForAll @IntRange(min = 0, max = 3) int turn,
      @ForAll @IntRange(min = 1, max = 4) int channels,
      @ForAll @IntRange(min = -2, max = 2) int rows,
      @ForAll @IntRange(min = -2, max = 2) int columns,
      @ForAll @IntRange(min = 0, max = 3) int from,
      @ForAll boolean wide) {
    NdView block = wide ? shorts(7, 6, channels) : bytes(7, 6, channels);
    NdView view =
        block
            .slice("%d:, %d:".formatted(from, from))
            .slice("::%d, ::%d".formatted(rows == 0 ? 1 : rows, columns == 0 ? 1 : columns));
    view = turn % 2 == 1 ? view.permute(1, 0, 2) : view;
    view = turn > 1 ? view.flip(2) : view;
    ChannelOrder order = ChannelOrder.usual(channels).orElseThrow();
    assertSame(Images.copy(view, order), view, order);
    long[] strides = view.strides();
    long[] shape = view.shape();
    boolean backwards = (strides[0] < 0 && shape[0] > 1) || (strides[1] < 0 && shape[1] > 1);
    NdView chosen = view;
    if (backwards) {
      assertThatThrownBy(() -> Images.image(chosen)).hasMessageContaining("backwards");
    } else {
      assertSame(Images.image(view), view, order);
    }
  }
}
