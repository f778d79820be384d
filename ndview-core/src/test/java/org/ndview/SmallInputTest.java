package org.ndview;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.ndview.format.Format;

/** A few bytes with more items than anyone can visit: an answer at once, or a refusal. */
@Timeout(120)
class SmallInputTest {
  private static final long HUGE = 1_000_000_000_000L;

  private static NdView strided(String format, int bytes, long[] shape, long... strides) {
    Format parsed = Format.parse(format);
    return NdView.of(
        MemorySegment.ofArray(new byte[bytes]),
        parsed,
        Layout.of(parsed.itemsize(), 0, shape, strides));
  }

  private static NdView repeated(String format, long... shape) {
    return strided(format, 16, shape, new long[shape.length]);
  }

  /** Each byte is an item a million times over, and no stride is 0. */
  private static NdView crossing() {
    return strided("B", 2_000_000, new long[] {1_000_000, 1_000_000}, 1, 1);
  }

  @Test
  void ofManyShortDimensionsTheFirstIndicesAreShown() {
    long[] shape = new long[40];
    Arrays.fill(shape, 2);
    String text = repeated("B", shape).toString();
    assertThat(text).contains("[0\n", "...").hasSizeLessThan(4_000_000);
    assertThat(repeated("B", 2, 2, 2).toString())
        .endsWith("[[[0 0]\n  [0 0]]\n\n [[0 0]\n  [0 0]]]");
  }

  @Test
  void itemsWithoutBytesAreLookedAtOnce() {
    for (NdView view :
        new NdView[] {repeated("0s", HUGE), strided("0s", 0, new long[] {HUGE, 1000}, 0, 0)}) {
      assertThat(view.count(new byte[0])).isEqualTo(view.size());
      assertThat(view.count(new byte[] {1})).isZero();
      assertThat(view.contains(new byte[0])).isTrue();
      assertThat(view.indexOf(new byte[] {1})).isEqualTo(-1);
      assertThat(view.contentEquals(view.duplicate())).isTrue();
      assertThat(view.toString()).contains("...");
      view.assign(view.duplicate());
    }
  }

  @Test
  void itemsOfAStrideOfZeroAreLookedAtOnce() {
    NdView rows = NdView.of(new int[] {5, 7, 7}).broadcastTo(HUGE, 3);
    assertThat(rows.count(7)).isEqualTo(2 * HUGE);
    assertThat(rows.indexOf(7)).isEqualTo(1);
    assertThat(rows.contentEquals(NdView.of(new int[] {5, 7, 7}).broadcastTo(HUGE, 3))).isTrue();
    NdView columns = NdView.of(new int[] {5, 7, 7}).reshape(3, 1).broadcastTo(3, HUGE);
    assertThat(columns.indexOf(7)).isEqualTo(HUGE);
    assertThat(columns.count(5, Execution.PARALLEL)).isEqualTo(HUGE);
    NdView one = repeated("B", HUGE);
    one.assign(repeated("B", HUGE));
    assertThat(one.getInt(0)).isZero();
  }

  /** Lengths of which no dense layout has two. */
  private static NdView none(String format, boolean pointers, long... shape) {
    long[] suboffsets = new long[shape.length];
    Arrays.fill(suboffsets, 1, shape.length, -1);
    suboffsets[0] = pointers ? 0 : -1;
    Format parsed = Format.parse(format);
    long[] strides = new long[shape.length];
    return NdView.of(
        MemorySegment.ofArray(new byte[16]),
        parsed,
        Layout.of(parsed.itemsize(), 0, shape, strides, suboffsets));
  }

  @ParameterizedTest
  @CsvSource({"f, d, false", "f, d, true", "Zf, Zd, true", "<hb, >ib, false", "<hb, >ib, true"})
  void nothingIsConvertedAndTakenWhateverTheOtherLengths(
      String format, String to, boolean pointers) {
    long most = 1L << 61;
    NdView from = none(format, pointers, 3, most, most, 0);
    from.convertTo(none(to, pointers, 3, most, most, 0));
    from.takeTo(
        new long[] {2, 0},
        0,
        none(to, pointers, 2, most, most, 0),
        Casting.SAME_KIND,
        Scaling.none());
    from.takeTo(
        new long[] {7, 0}, 1, none(to, pointers, 3, 2, most, 0), Casting.SAME_KIND, Scaling.none());
    from.take(new long[] {2, 0}, 0, none(format, pointers, 2, most, most, 0));
    none(format, pointers, most, 0, most)
        .assign(none(format, false, 0, most).broadcastTo(most, 0, most));
  }

  @Test
  void whatIsForbiddenIsRefusedWithoutItemsToo() {
    NdView from = none("d", false, 3, 1L << 61, 0);
    NdView to = none("b", false, 2, 1L << 61, 0);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> from.takeTo(new long[] {0, 1}, 0, to, Casting.SAME_KIND, Scaling.none()))
        .withMessageContaining("casting from 'd' to 'b'");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> from.statistics(0, 1))
        .withMessageContaining("6917529027641081856 indices are more than");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> none("d", true, 1L << 61, 1L << 61, 0).statistics(1, 0))
        .withMessageContaining("9223372036854775807 indices are more than");
    assertThat(none("d", false, 1L << 61, 0, 1L << 61).statistics(0, 1).shape())
        .containsExactly(1L << 61, 0L);
  }

  private static Arguments refusal(String name, String limit, Consumer<NdView> call) {
    return Arguments.of(name, limit, call);
  }

  static Stream<Arguments> refused() {
    String items = "limit of 68719476736";
    String heap = "the heap has";
    return Stream.of(
        refusal("count", items, v -> crossing().count(1)),
        refusal("indexOf", items, v -> crossing().indexOf(1)),
        refusal("contentEquals", items, v -> crossing().contentEquals(crossing())),
        refusal("equality with a repeat", items, v -> crossing().contentEquals(v)),
        refusal("assign", items, v -> crossing().assign(crossing())),
        refusal("convertTo", items, v -> v.convertTo(repeated("b", v.shape()), Casting.UNSAFE)),
        refusal("toList of nothing", heap, v -> repeated("0s", v.shape()).toList()),
        refusal("toList of rows", heap, v -> repeated("B", 1 << 30, 4, 0).toList()),
        refusal("toList of numbers", heap, NdView::toList),
        refusal("toArray", heap, NdView::toArray),
        refusal("toArray of rows", heap, v -> repeated("B", 1 << 30, 4, 0).toArray()),
        refusal("toBytes", "more than a Java array holds", NdView::toBytes),
        refusal("hex", "more than a String holds", NdView::hex));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("refused")
  void whatWouldNotEndIsRefusedWithTheLimit(String name, String limit, Consumer<NdView> call) {
    assertThatIllegalArgumentException()
        .as(name)
        .isThrownBy(() -> call.accept(repeated("B", 1_000_000, 1_000_000)))
        .withMessageContaining(limit);
  }
}
