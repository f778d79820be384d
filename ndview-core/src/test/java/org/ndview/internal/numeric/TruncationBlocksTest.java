package org.ndview.internal.numeric;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ndview.Casting;
import org.ndview.NdView;

/**
 * Numbers that no int holds, among others that are made integers by blocks: wherever they lie, and
 * however many there are, all of a block are right.
 */
class TruncationBlocksTest {
  private static final int N = 10_000;

  private static final double[] BEYOND = {
    0x1p31, -0x1p31, 0x1.fffffep30, 0x1p62, -0x1p62, 1e30, Double.NEGATIVE_INFINITY, Double.NaN
  };

  /** Ends of blocks of 512 and of 4,096, and what is left behind the last. */
  private static final int[] PLACES = {0, 511, 512, 4095, 4096, 4607, 8191, 8192, N - 1};

  @ParameterizedTest
  @ValueSource(strings = {"f", "d"})
  void whatNoIntHoldsIsRightAnywhere(String from) {
    for (String to : new String[] {"b", "B", "h", "H", "i", "I", "q", "Q"}) {
      try (NdView numbers = NdView.allocate(from, N);
          NdView made = NdView.allocate(to, N)) {
        NdView bits = made.viewAs(to.toLowerCase(Locale.ROOT));
        for (int p = 0; p < PLACES.length; p++) {
          for (int i = 0; i < N; i++) {
            numbers.setDouble(i % 201 - 100.5, i);
          }
          numbers.setDouble(BEYOND[p % BEYOND.length], PLACES[p]);
          numbers.setDouble(BEYOND[(p + 3) % BEYOND.length], PLACES[PLACES.length - 1 - p]);
          numbers.convertTo(made, Casting.UNSAFE);
          for (int i = 0; i < N; i++) {
            double number = numbers.getDouble(i);
            assertThat(low(bits.getLong(i), made.itemsize()))
                .as("%s to %s of %s at %d", from, to, number, i)
                .isEqualTo(low(whole(number, to), made.itemsize()));
          }
        }
      }
    }
  }

  /** Toward zero, clamped to what a long holds, or an unsigned one. */
  private static long whole(double number, String to) {
    if (to.equals("Q") && number >= 0x1p63) {
      return number < 0x1p64 ? new BigDecimal(number).toBigInteger().longValue() : -1;
    }
    return (long) number;
  }

  private static long low(long number, long bytes) {
    return number << (64 - 8 * bytes);
  }
}
