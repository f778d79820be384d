package org.ndview.internal.numeric;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ndview.Scaling;

/** Floats give what doubles give, rounded once, or are not used. */
class AffineBytesTest {
  private static @Nullable AffineBytes of(boolean signed, double scale, double shift) {
    return AffineBytes.of(signed, new Scaling.Uniform(scale, shift));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void eachByteIsScaledAsDoublesAre(boolean signed) {
    Random random = new Random(7);
    int none = 0;
    for (int i = 0; i < 2000; i++) {
      double scale = random.nextGaussian() * Math.scalb(1.0, random.nextInt(60) - 30);
      double shift = i % 3 == 0 ? 0 : random.nextGaussian() * Math.scalb(scale, random.nextInt(16));
      AffineBytes floats = of(signed, scale, shift);
      none += floats == null ? 1 : 0;
      for (int x = signed ? -128 : 0; floats != null && x < (signed ? 128 : 256); x++) {
        assertThat(floats.apply(x))
            .as("%d * %s + %s", x, scale, shift)
            .isEqualTo((float) (x * scale + shift));
      }
    }
    // the few that a rounding shows in
    assertThat(none).isBetween(1, 20);
  }

  @ParameterizedTest
  @CsvSource({
    // below what is not cut into subnormal rests, in range, and too large
    "0x1p-68, 0, false",
    "0x1.1p-68, 0, true",
    "0, 0x1p-60, false",
    "0, 0x1.1p-60, true",
    "0x1p-69, 0x1.1p-61, true",
    "0x1p-69, -0x1.1p-61, true",
    "0x1.fp51, 0, true",
    "0x1p52, 0, false",
    "0, 0x1.fp59, true",
    "0, 0x1p60, false",
    "0x1p51, 0x1p59, false",
    "-0x1p51, 0x1p59, false",
    "0, 0, false",
    "NaN, 1, false",
    "1, Infinity, false"
  })
  void onlyWhatIsFarFromTheEndsOfFloats(String scale, String shift, boolean exact) {
    AffineBytes floats = of(false, Double.parseDouble(scale), Double.parseDouble(shift));
    assertThat(floats != null).isEqualTo(exact);
  }

  @Test
  void theNumbersLookedAtAreThoseOfTheType() {
    int one = 0;
    Random random = new Random(3);
    for (int i = 0; i < 5000; i++) {
      double scale = random.nextGaussian();
      double shift = random.nextGaussian() * 3;
      one += (of(true, scale, shift) == null) != (of(false, scale, shift) == null) ? 1 : 0;
    }
    assertThat(one).isPositive();
  }
}
