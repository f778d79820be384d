package org.ndview;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.lang.foreign.MemorySegment;
import java.math.BigInteger;
import java.nio.ReadOnlyBufferException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.ndview.format.Format;

/** fill writes to each item what set does, and nothing else. */
class FillTest {
  private static void setEach(NdView view, Object value) {
    for (long[] index : LayoutWalk.indices(view.shape())) {
      view.set(value, index);
    }
  }

  @Property(tries = 1500)
  void everyItemIsThatOfSet(@ForAll Random random) {
    RandomViews.Made made = RandomViews.any(random);
    RandomViews.Made other = RandomViews.strided(random, made.view().format().toString());
    if (other.places().isEmpty()) {
      return;
    }
    Object value;
    try {
      value = other.item(0);
      NdView.allocate(made.view().format(), 1).set(value, 0);
    } catch (IllegalArgumentException _) {
      return; // random bytes that are no character
    }
    byte[] before = Answers.bytes(made.memory());
    setEach(made.view(), value);
    byte[] expected = Answers.bytes(made.memory());
    made.memory().copyFrom(MemorySegment.ofArray(before));
    made.view().fill(value, random.nextBoolean() ? Execution.PARALLEL : Execution.SEQUENTIAL);
    assertThat(Answers.bytes(made.memory())).isEqualTo(expected);
  }

  static Stream<Arguments> values() {
    return Stream.of(
        Arguments.of("?", true),
        Arguments.of("b", -3),
        Arguments.of("B", 255),
        Arguments.of(">h", -2),
        Arguments.of("<I", 4_000_000_000L),
        Arguments.of(">q", -5L),
        Arguments.of("Q", BigInteger.TWO.pow(64).subtract(BigInteger.ONE)),
        Arguments.of("e", 1.5f),
        Arguments.of("[bfloat16]", 2f),
        Arguments.of(">f", 1.25f),
        Arguments.of("d", Double.NaN),
        Arguments.of("d", -0.0),
        Arguments.of("g", 0.5),
        Arguments.of("Zd", new Complex(1, -2)),
        Arguments.of("c", (byte) 65),
        Arguments.of("5s", new byte[] {1, 2, 3}),
        Arguments.of("3w", "añ\uD83D\uDE00"),
        Arguments.of("T{h:a:>i:b:}", List.of(7, 8)),
        Arguments.of("T{b:a:d:b:b:c:}", List.of(7, 8.5, 9)),
        Arguments.of(
            "T{T{b:x:i:y:}:in:(2,3)h:m:}",
            List.of(List.of(1, 2), List.of(List.of(1, 2, 3), List.of(4, 5, 6)))),
        Arguments.of("(2,2)f", List.of(List.of(1, 2), List.of(3, 4))),
        Arguments.of("<hb", List.of(1, 2)),
        Arguments.of("4x", List.of()),
        Arguments.of("T{(700)d:long:}", List.of(java.util.Collections.nCopies(700, 1.5))));
  }

  /** Sizes that take every way: one item, short rows, long rows, many tiles, many patterns. */
  @ParameterizedTest
  @MethodSource("values")
  void anyFormatInLayoutsOfAnySize(String format, Object value) {
    for (long[] shape :
        new long[][] {{}, {1}, {0}, {3}, {7, 5}, {70, 9}, {300, 5}, {3, 4, 5}, {5000}}) {
      for (Answers.Memory kind : Answers.Memory.values()) {
        NdView whole = padded(kind, format, shape);
        for (NdView view : layouts(whole)) {
          byte[] before = Answers.bytes(whole.segment());
          view.fill(value);
          byte[] filled = Answers.bytes(whole.segment());
          whole.segment().copyFrom(MemorySegment.ofArray(before));
          setEach(view, value);
          assertThat(filled).as(view.layout().toString()).isEqualTo(Answers.bytes(whole.segment()));
        }
      }
    }
  }

  private static NdView padded(Answers.Memory kind, String format, long... shape) {
    Format parsed = Format.parse(format);
    byte[] bytes = new byte[(int) (Layout.nbytes(parsed.itemsize(), shape) + 24)];
    new Random(bytes.length).nextBytes(bytes);
    Layout layout = Layout.contiguous(Order.C, parsed.itemsize(), shape).withOffset(8);
    return NdView.of(kind.of(bytes), parsed, layout);
  }

  private static List<NdView> layouts(NdView view) {
    return switch (view.ndim()) {
      case 0 -> List.of(view);
      case 1 ->
          List.of(
              view,
              view.slice("::2"),
              view.slice("::-1"),
              view.slice("1:-1:3"),
              view.slice("::4"),
              view.slice("2::-5"));
      case 2 ->
          List.of(
              view,
              view.transpose(),
              view.slice("::2, 1:4"),
              view.slice("1:, ::-2"),
              view.slice("2"),
              view.slice(":, 3"));
      default -> List.of(view, view.permute(2, 0, 1), view.slice("..., ::2"), view.slice("1:, 1"));
    };
  }

  @Test
  void longLines() {
    NdView view = NdView.allocate("B", 7 << 20);
    NdView apart = view.slice("5::3");
    apart.fill(3);
    assertThat(apart.count(3)).isEqualTo(apart.size());
    assertThat(view.count(0)).isEqualTo(view.size() - apart.size());
    view.slice("1:-1").fill(7);
    assertThat(view.count(7)).isEqualTo(view.size() - 2);
  }

  @Test
  void largeViewsByThreads() {
    NdView view = NdView.allocate("i", 700, 1001);
    NdView odd = view.slice("::2, 1::3");
    odd.fill(0x01020304, Execution.PARALLEL);
    assertThat(odd.count(0x01020304)).isEqualTo(odd.size());
    assertThat(view.count(0)).isEqualTo(view.size() - odd.size());
    view.fill(-1, Execution.PARALLEL);
    assertThat(view.count(-1)).isEqualTo(view.size());
    view.transpose().fill(9, Execution.PARALLEL);
    assertThat(view.count(9)).isEqualTo(view.size());
  }

  @ParameterizedTest(name = "shape {0} strides {1}")
  @CsvSource({
    "100, 0",
    "100, 2",
    "100, -2",
    "30 40, 4 4",
    "30 40, -8 4",
    "9 20 7, 4 -4 8",
    "5 6, 1 3"
  })
  void whereItemsOverlapTheLastOneCounts(String shape, String strides) {
    long[] lengths = Arrays.stream(shape.split(" ")).mapToLong(Long::parseLong).toArray();
    long[] steps = Arrays.stream(strides.split(" ")).mapToLong(Long::parseLong).toArray();
    Layout at0 = Layout.of(4, 0, lengths, steps);
    for (String format : new String[] {"i", "T{h:a:xB:b:}"}) {
      byte[] bytes = new byte[(int) (at0.high() - at0.low())];
      NdView view =
          NdView.of(MemorySegment.ofArray(bytes), Format.parse(format), at0.withOffset(-at0.low()));
      Object value = format.equals("i") ? 0x01020304 : List.of(0x0102, 3);
      setEach(view, value);
      byte[] expected = bytes.clone();
      Arrays.fill(bytes, (byte) 0);
      view.fill(value, Execution.PARALLEL);
      assertThat(bytes).isEqualTo(expected);
    }
  }

  @Test
  void behindPointers() {
    int[][] rows = {{1, 2, 3}, {4, 5, 6}};
    NdView.ofRows(rows).slice(":, ::2").fill(9);
    assertThat(rows).isDeepEqualTo(new int[][] {{9, 2, 9}, {9, 5, 9}});
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "B    | 256  | the value 256 does not fit the format 'B', which holds whole numbers from 0 to 255",
        "B    | -1   | the value -1 does not fit the format 'B', which holds whole numbers from 0 to 255",
        "i    | 1.5  | the value 1.5 does not fit the format 'i'",
        "3s   | 7    | the value 7 does not fit the format '3s'",
        "T{i:a:} | 7 | the value 7 does not fit the format 'T{i:a:}'",
      })
  void aBadValueIsRefusedAndNothingWritten(String format, double value, String message) {
    Object bad = value == Math.rint(value) ? (Object) (int) value : value;
    NdView view = NdView.allocate(format, 3);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> view.fill(bad))
        .withMessageStartingWith(message);
    assertThat(view.toBytes()).containsOnly(0);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> view.slice("0:0").fill(bad))
        .withMessageStartingWith(message);
  }

  @Test
  void aStructWithOneBadFieldIsRefusedWhole() {
    NdView view = NdView.allocate("T{i:a:B:b:}", 2);
    assertThatIllegalArgumentException().isThrownBy(() -> view.fill(List.of(1, 300)));
    assertThat(view.toBytes()).containsOnly(0);
  }

  @Test
  void refusedViews() {
    NdView view = NdView.allocate("i", 2);
    assertThatExceptionOfType(ReadOnlyBufferException.class)
        .isThrownBy(() -> view.toReadOnly().fill(1));
    assertThatExceptionOfType(ReadOnlyBufferException.class)
        .isThrownBy(() -> view.windows(0, 2).fill(1));
    assertThatNullPointerException().isThrownBy(() -> view.fill(null));
    view.close();
    assertThatIllegalStateException().isThrownBy(() -> view.fill(1));
  }
}
