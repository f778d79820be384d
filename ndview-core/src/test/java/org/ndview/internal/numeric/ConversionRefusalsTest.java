package org.ndview.internal.numeric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ReadOnlyBufferException;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ndview.Casting;
import org.ndview.Execution;
import org.ndview.Layout;
import org.ndview.Scaling;
import org.ndview.format.Format;
import org.ndview.internal.item.ScalarCodec;
import org.ndview.internal.memory.StridedMemory;

/** What refuses a conversion before its first item is written. */
class ConversionRefusalsTest {
  private static void convert(RawView from, RawView to) {
    Conversion.run(from, to, Casting.SAME_KIND, Scaling.none(), Execution.SEQUENTIAL);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          T{i:a:}      | ; field() gives a numeric field
          iT{i:a:}:b:  | ; field() gives a numeric field
          ii           | ; viewAs() or cast() gives views of its numbers, and items of one format convert whole
          (2)i         | ; viewAs() or cast() gives views of its numbers, and items of one format convert whole
          3t           | ; get() gives its numbers
          &i           | ; get() gives its numbers
          X{}          | ; get() gives its numbers
          3s           | ; viewAs("B") gives its bytes
          w            | ; viewAs("B") gives its bytes
          c            | ; viewAs("B") gives its bytes
          3x           | ; toBytes() gives its bytes
          O            | ; toBytes() gives its bytes
          """)
  void whatIsNoNumberIsToldAnotherWay(String format, String wayOut) {
    Format other = Format.parse(format);
    assertThat(Conversion.wayOut(other)).isEqualTo(wayOut);
    long size = other.itemsize();
    StridedMemory memory =
        StridedMemory.of(
            MemorySegment.ofArray(new byte[64]),
            Layout.of(size, 0, new long[] {2}, new long[] {size}));
    RawView numbers =
        RawView.of(
            StridedMemory.of(
                MemorySegment.ofArray(new byte[64]),
                Layout.of(4, 0, new long[] {2}, new long[] {4})),
            Format.parse("i"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> convert(RawView.of(memory, other), numbers))
        .withMessage(
            "convertTo is between numeric formats, and '%s' is none%s".formatted(format, wayOut));
  }

  /** Rows of two items, in each other if they overlap, and a row of which a byte is missing. */
  private static RawView rows(MemorySegment memory, String format, boolean overlap, boolean whole) {
    Format parsed = Format.parse(format);
    long size = parsed.itemsize();
    memory.fill((byte) 1);
    memory.set(ValueLayout.JAVA_LONG, 0, memory.address() + 64);
    long step = overlap ? size / 2 : size;
    long end = memory.address() + memory.byteSize();
    memory.set(ValueLayout.JAVA_LONG, 8, end - step - size + (whole ? 0 : 1));
    return RawView.of(
        StridedMemory.of(
            memory,
            Layout.of(size, 0, new long[] {2, 2}, new long[] {8, step}, new long[] {0, -1})),
        parsed);
  }

  @ParameterizedTest
  @CsvSource({"h, i", "h, h", "<h, >h", "g, d", "Zf, Zd", "T{h:a:b:b:}, T{i:a:b:b:}", "h, f"})
  void aPointerOutsideIsFoundBeforeAnythingIsWritten(String from, String to) {
    for (int turn = 0; turn < 16; turn++) {
      // nothing else looks at the items under UNSAFE before they are written
      Casting casting = turn < 8 ? Casting.SAME_KIND : Casting.UNSAFE;
      boolean overlap = turn % 2 == 0;
      boolean source = turn / 2 % 2 == 0;
      Scaling scaling =
          turn % 8 < 4 || !to.equals("f")
              ? Scaling.none()
              : Scaling.perIndex(new double[] {2, 2}, new double[] {1, 1}, 1);
      try (Arena arena = Arena.ofConfined()) {
        RawView a = rows(arena.allocate(256, 8), from, false, !source);
        RawView b = rows(arena.allocate(256, 8), to, overlap, source);
        byte[] before = b.memory().segment().toArray(ValueLayout.JAVA_BYTE);
        assertThatExceptionOfType(IndexOutOfBoundsException.class)
            .isThrownBy(() -> Conversion.run(a, b, casting, scaling, Execution.SEQUENTIAL));
        assertThat(b.memory().segment().toArray(ValueLayout.JAVA_BYTE)).isEqualTo(before);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"i, i, 2", "i, i, 4", "i, d, 4", "i, d, 8", "T{h:a:}, T{i:a:}, 2", "i, f, 4"})
  void whatIsReadOnlyIsNotWrittenHoweverItemsLie(String from, String to, long step) {
    byte[] bytes = new byte[64];
    Format a = Format.parse(from);
    Format b = Format.parse(to);
    RawView source =
        RawView.of(
            StridedMemory.of(
                MemorySegment.ofArray(new byte[64]).fill((byte) 1),
                Layout.of(a.itemsize(), 0, new long[] {3}, new long[] {a.itemsize()})),
            a);
    RawView target =
        RawView.of(
            StridedMemory.of(
                MemorySegment.ofArray(bytes),
                Layout.of(b.itemsize(), 0, new long[] {3}, new long[] {step})),
            b);
    RawView readOnly = new RawView(target.memory(), b, target.codecs(), true);
    assertThatThrownBy(() -> convert(source, readOnly)).isInstanceOf(ReadOnlyBufferException.class);
    assertThat(bytes).containsOnly(0);
    convert(source, target);
    assertThat(bytes[3]).isNotZero();
  }

  @ParameterizedTest
  @CsvSource({
    "i, i, NONE",
    "i, d, NONE",
    "i, f, ALL",
    "i, f, EACH",
    "i, f, OF_SOURCE",
    "3s, 4s, NONE",
    "Zf, Zd, NONE"
  })
  void shapesAreTheSame(String from, String to, String scaled) {
    try (Arena arena = Arena.ofConfined()) {
      Placed a = Placed.of(arena, Placed.Way.DENSE, true, Format.parse(from), 2, 3);
      Placed b = Placed.of(arena, Placed.Way.DENSE, true, Format.parse(to), 3, 2);
      byte[] before = b.bytes();
      Scaling scaling =
          switch (scaled) {
            case "ALL" -> new Scaling.Uniform(2, 1);
            case "EACH" -> Scaling.perIndex(new double[] {1, 2}, new double[] {3, 4}, 1);
            case "OF_SOURCE" -> Scaling.perIndex(new double[3], new double[3], 1);
            default -> Scaling.none();
          };
      assertThatIllegalArgumentException()
          .isThrownBy(() ->
              Conversion.run(a.view(), b.view(), Casting.SAME_KIND, scaling, Execution.SEQUENTIAL))
          .withMessage("the shapes differ: [2, 3] to [3, 2]");
      assertThat(b.bytes()).isEqualTo(before);
    }
  }

  @ParameterizedTest
  @CsvSource({"f, i, Infinity", "d, Q, -Infinity", "e, b, Infinity", "d, h, NaN", "f, ?, Infinity"})
  void noIntegerIsInfinite(String from, String to, double number) {
    try (Arena arena = Arena.ofConfined()) {
      Placed a = Placed.of(arena, Placed.Way.DENSE, true, Format.parse(from), 2, 3);
      Placed b = Placed.of(arena, Placed.Way.DENSE, true, Format.parse(to), 2, 3);
      a.memory().fill((byte) 0);
      a.view().codec().put(a.memory(), 0, number);
      assertThatIllegalArgumentException()
          .isThrownBy(() ->
              Conversion.run(
                  a.view(),
                  b.view(),
                  Casting.SAME_VALUE,
                  new Scaling.Uniform(2, 0),
                  Execution.SEQUENTIAL))
          .withMessageContaining("at index [0, 0] is not the same in the format '" + to);
    }
  }

  @ParameterizedTest
  @CsvSource({
    // a number, scaled and shifted, and whether it stays finite
    "B, e, 255, 200, 20000, false",
    "B, e, 228, 200, 20000, false",
    "B, e, 227, 200, 20000, true",
    "B, e, 255, -200, -20000, false",
    "b, e, -128, 500, -2000, false",
    "b, e, 127, 500, 2000, true",
    "H, f, 65535, 1e34, 0, false",
    "f, d, 3e38, 1e270, 0, false",
    "f, d, 3e38, 1e269, 0, true",
    "?, e, 1, 65519, 0, true",
    "?, e, 1, 65519, 1, false",
    "d, d, 1.7e308, 1, 1.7e308, false",
    "e, f, 65504, 5e33, 0, true",
    "e, f, 65504, 5.2e33, 0, false",
    "[bfloat16], f, 3.3e38, 1.1, 0, false"
  })
  void aScaledNumberIsRefusedWhereItBecomesInfinite(
      String from, String to, double number, double scale, double shift, boolean fits) {
    Format a = Format.parse(from);
    Format b = Format.parse(to);
    try (Arena arena = Arena.ofConfined()) {
      Placed source = Placed.of(arena, Placed.Way.DENSE, true, a, 3, 300);
      Placed target = Placed.of(arena, Placed.Way.DENSE, true, b, 3, 300);
      source.memory().fill((byte) 0);
      byte[] item = new byte[(int) a.itemsize()];
      ((ScalarCodec) source.view().codec()).convert(MemorySegment.ofArray(item), 0, number);
      source.put(2, 1, item);
      byte[] before = target.bytes();
      double[] scales = new double[300];
      double[] shifts = new double[300];
      Arrays.fill(scales, scale);
      Arrays.fill(shifts, shift);
      for (Scaling scaling :
          new Scaling[] {new Scaling.Uniform(scale, shift), Scaling.perIndex(scales, shifts, 1)}) {
        if (fits) {
          Conversion.run(
              source.view(), target.view(), Casting.SAME_KIND, scaling, Execution.SEQUENTIAL);
          assertThat(((Number) target.view().get(2, 1)).doubleValue()).isFinite();
        } else {
          assertThatIllegalArgumentException()
              .isThrownBy(() ->
                  Conversion.run(
                      source.view(),
                      target.view(),
                      Casting.SAME_KIND,
                      scaling,
                      Execution.SEQUENTIAL))
              .withMessageContaining("at index [2, 1] does not fit the format '" + to);
          assertThat(target.bytes()).isEqualTo(before);
        }
      }
    }
  }
}
