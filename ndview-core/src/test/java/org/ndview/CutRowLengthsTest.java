package org.ndview;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Numbers of rows around every length that is copied another way. */
class CutRowLengthsTest {
  private static final int GAP = 3;
  private static final int OTHER = 99;

  static Stream<Arguments> cases() {
    return Stream.of("B", ">h", "i", "d")
        .flatMap(format ->
            Stream.of(1, 4, 8, 9, 16, 17, 31, 32, 33, 64, 65, 129)
                .flatMap(n -> Stream.of(15, 130).map(rows -> Arguments.of(format, rows, n))));
  }

  /** Numbers from 0 to 96 in rows, and others between them. */
  private static NdView rows(String format, int rows, int n) {
    NdView whole = NdView.allocate(format, rows, n + GAP);
    int[] numbers = new int[rows * (n + GAP)];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = i % (n + GAP) < n ? (i + i / 97) % 97 : OTHER;
    }
    NdView.of(numbers).reshape(rows, n + GAP).convertTo(whole, Casting.UNSAFE);
    return whole;
  }

  private static NdView cut(NdView whole) {
    return whole.slice(Index.all(), Index.range(0, whole.shape()[1] - GAP));
  }

  @ParameterizedTest(name = "{0}, {1} rows of {2}")
  @MethodSource("cases")
  void numbersAreFoundAndComparedAndConverted(String format, int rows, int n) {
    try (NdView wholeA = rows(format, rows, n);
        NdView wholeB = rows(format, rows, n)) {
      NdView a = cut(wholeA);
      NdView b = cut(wholeB);
      wholeB.slice(Index.all(), Index.range(n, n + GAP)).fill(1);
      long fives = 0;
      for (int r = 0; r < rows; r++) {
        for (int i = 0; i < n; i++) {
          fives += ((Number) a.get(r, i)).intValue() == 5 ? 1 : 0;
        }
      }
      assertThat(a.count(5)).isEqualTo(fives);
      assertThat(a.count(OTHER)).isZero();
      assertThat(a.contentEquals(b)).isTrue();
      assertThat(a.contentEquals(b.copy())).isTrue();
      for (String to : List.of("f", "H")) {
        NdView dense = NdView.allocate(to, rows, n);
        NdView apart = cut(rows(to, rows, n));
        a.convertTo(dense, Casting.UNSAFE);
        apart.fill(0);
        a.convertTo(apart, Casting.UNSAFE);
        assertThat(dense.toList()).isEqualTo(apart.toList());
        for (int r : new int[] {0, rows - 1}) {
          for (int i = 0; i < n; i++) {
            assertThat(((Number) dense.get(r, i)).doubleValue())
                .isEqualTo(((Number) a.get(r, i)).doubleValue());
          }
        }
        assertThat(a.contentEquals(apart)).isTrue();
      }
      for (int r : new int[] {0, rows / 2, rows - 1}) {
        for (int i : new int[] {0, n / 2, n - 1}) {
          Object kept = b.get(r, i);
          b.set(OTHER, r, i);
          assertThat(a.contentEquals(b)).isFalse();
          assertThat(b.count(OTHER)).isOne();
          assertThat(b.indexOf(OTHER)).isEqualTo((long) r * n + i);
          b.set(kept, r, i);
        }
      }
    }
  }
}
