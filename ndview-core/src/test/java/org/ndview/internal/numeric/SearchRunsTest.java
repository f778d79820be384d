package org.ndview.internal.numeric;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ndview.Layout;
import org.ndview.NdView;
import org.ndview.format.Format;
import org.ndview.internal.item.ItemCodec;

/** What is looked for is found around every length from which another loop takes over. */
class SearchRunsTest {
  private static final int[] LENGTHS = {1, 63, 64, 65, 1024, 1025, 8255, 8256};

  private static NdView line(Arena arena, boolean isNative, Format format, int n, long step) {
    long itemsize = format.itemsize();
    long bytes = Math.abs(step) * (n - 1) + itemsize;
    MemorySegment memory =
        isNative ? arena.allocate(bytes, 1) : MemorySegment.ofArray(new byte[(int) bytes]);
    long first = step < 0 ? bytes - itemsize : 0;
    return NdView.of(memory, format, Layout.of(itemsize, first, new long[] {n}, new long[] {step}));
  }

  @ParameterizedTest
  @ValueSource(strings = {"?", "b", "<h", ">H", "<i", ">i", "<q", ">Q", "<e", "<f", ">d", "<Zf"})
  void everyItemThatIsEqualIsCountedAndTheFirstIsFound(String code) {
    Format format = Format.parse(code);
    ItemCodec codec = ItemCodec.of(format);
    boolean bool = code.equals("?");
    Object other = bool ? (Object) false : (Object) 5;
    Object sought = bool ? (Object) true : (Object) 9;
    for (int n : LENGTHS) {
      for (boolean isNative : new boolean[] {false, true}) {
        for (long step : new long[] {1, 2, -1}) {
          try (Arena arena = Arena.ofConfined()) {
            NdView view = line(arena, isNative, format, n, step * format.itemsize());
            for (int i = 0; i < n; i++) {
              codec.put(view.segment(), view.layout().offsetOf(i), other);
            }
            check(view, codec, sought, other, new int[] {});
            check(view, codec, sought, other, new int[] {0});
            check(view, codec, sought, other, new int[] {n - 1});
            check(view, codec, sought, other, new int[] {n / 2, n - 1});
            check(view, codec, sought, other, new int[] {n * 7 / 8, n * 7 / 8, n - 1});
          }
        }
      }
    }
  }

  private static String what(NdView view, int[] at) {
    return view.format() + " of " + view.layout() + " at " + Arrays.toString(at);
  }

  private static void check(NdView view, ItemCodec codec, Object sought, Object other, int[] at) {
    TreeSet<Integer> places = new TreeSet<>();
    for (int i : at) {
      places.add(i);
      codec.put(view.segment(), view.layout().offsetOf(i), sought);
    }
    assertThat(view.count(sought)).as(() -> what(view, at)).isEqualTo(places.size());
    assertThat(view.indexOf(sought))
        .as(() -> what(view, at))
        .isEqualTo(at.length == 0 ? -1 : places.first());
    assertThat(view.count(other)).as(() -> what(view, at)).isEqualTo(view.size() - places.size());
    assertThat(view.contains(sought)).as(() -> what(view, at)).isEqualTo(at.length > 0);
    for (int i : at) {
      codec.put(view.segment(), view.layout().offsetOf(i), other);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 63, 64})
  void veryLongRunsAreCutIntoParts(int rest) {
    int n = (1 << 20) + rest;
    try (Arena arena = Arena.ofConfined()) {
      NdView view = line(arena, true, Format.parse("b"), n, 1);
      view.set((byte) 1, 0);
      view.set((byte) 1, n - 1);
      view.set((byte) 1, (1 << 20) - 1);
      assertThat(view.count(1)).isEqualTo(rest == 0 ? 2 : 3);
      assertThat(view.count(0)).isEqualTo(n - (rest == 0 ? 2 : 3));
      view.set((byte) 7, n - 2);
      assertThat(view.indexOf(7)).isEqualTo(n - 2);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"b", "<i", "<d", "<Zf"})
  void whatIsRepeatedCountsAsOftenAsItIsThere(String code) {
    Format format = Format.parse(code);
    long size = format.itemsize();
    MemorySegment memory = MemorySegment.ofArray(new byte[(int) (12 * size)]);
    NdView view =
        NdView.of(
            memory,
            format,
            Layout.of(size, 0, new long[] {2, 5, 3, 2}, new long[] {6 * size, 0, 2 * size, size}));
    ItemCodec.of(format).put(memory, 9 * size, 3);
    assertThat(view.count(3)).isEqualTo(5);
    // item 1, 0, 1, 1 of the shape
    assertThat(view.indexOf(3)).isEqualTo(30 + 3);
    assertThat(view.count(0)).isEqualTo(55);
    assertThat(view.indexOf(0)).isZero();
  }

  /** Rows that do not follow each other. */
  @ParameterizedTest
  @ValueSource(strings = {"b", "<h", "<d", "<Zf"})
  void everyRowIsLookedThroughAndTheFirstItemIsNumberedInCOrder(String code) {
    Format format = Format.parse(code);
    long size = format.itemsize();
    try (Arena arena = Arena.ofConfined()) {
      NdView view =
          NdView.of(
              arena.allocate(4 * 80 * size, 8),
              format,
              Layout.of(size, 0, new long[] {4, 70}, new long[] {80 * size, size}));
      view.fill(5);
      for (long row = 3; row >= 0; row--) {
        view.set(9, row, 7);
        assertThat(view.count(9)).isEqualTo(4 - row);
        assertThat(view.indexOf(9)).isEqualTo(70 * row + 7);
      }
      assertThat(view.count(5)).isEqualTo(4 * 69);
      assertThat(view.indexOf(7)).isEqualTo(-1);
    }
  }
}
