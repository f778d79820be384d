package org.ndview;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** But under UNSAFE a finite number never becomes infinite; nothing is written then. */
class RangeRuleTest {
  static Stream<Arguments> tooLarge() {
    return Stream.of(
        Arguments.of("H", "e", 65520),
        Arguments.of("i", "e", 70000),
        Arguments.of("i", "e", -70000),
        Arguments.of("I", "e", 4294967295L),
        Arguments.of("q", "e", Long.MIN_VALUE),
        Arguments.of("Q", "e", BigInteger.ONE.shiftLeft(63)),
        Arguments.of("f", "e", 65520),
        Arguments.of("d", "e", 1e300),
        Arguments.of("[bfloat16]", "e", 65536),
        Arguments.of("f", "[bfloat16]", Float.MAX_VALUE),
        Arguments.of("d", "[bfloat16]", 3.3961775292304957E38),
        Arguments.of("d", "f", 3.4028235677973366E38),
        Arguments.of("d", "f", -1e39),
        Arguments.of(">d", "<f", 1e39),
        Arguments.of("Zd", "Zf", new Complex(0, 1e39)),
        Arguments.of("Zd", "Zf", new Complex(-1e39, 0)),
        Arguments.of("Zf", "Ze", new Complex(1, 65520)),
        Arguments.of("i", "Ze", 70000),
        Arguments.of("d", "Zf", 1e39),
        Arguments.of("g", "d", BigInteger.ONE.shiftLeft(1024)),
        Arguments.of("g", "f", 1e39),
        Arguments.of("g", "e", 65520));
  }

  @ParameterizedTest
  @MethodSource("tooLarge")
  void aFiniteNumberDoesNotBecomeInfinite(String from, String to, Object value) {
    NdView source = NdView.allocate(from, 2, 700);
    source.set(value, 1, 650);
    NdView target = NdView.allocate(to, 2, 700);
    target.set(1, 0, 0);
    for (Execution execution : Execution.values()) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> source.convertTo(target, Casting.SAME_KIND, Scaling.none(), execution))
          .withMessageContaining("at index [1, 650] does not fit the format '" + to)
          .withMessageContaining("finite numbers up to");
    }
    assertThat(target.contains(1)).isTrue();
    source.convertTo(target, Casting.UNSAFE);
    assertThat(String.valueOf(target.get(1, 650))).contains("Infinity");
  }

  @ParameterizedTest
  @CsvSource({
    "H, e, 65519", "i, e, -65519", "f, e, 65519.99", "d, f, 3.4028235677973362E38",
    "d, [bfloat16], 3.396177529E38", "d, e, Infinity", "d, f, -Infinity", "d, [bfloat16], NaN",
    "f, e, NaN"
  })
  void whatRoundsToTheLargestAndWhatIsNotFiniteIsConverted(String from, String to, String value) {
    NdView source = NdView.allocate(from, 1);
    double v = Double.parseDouble(value);
    source.set(from.equals("H") || from.equals("i") ? (Object) (int) v : (Object) v, 0);
    NdView target = NdView.allocate(to, 1);
    source.convertTo(target);
    assertThat(Double.isFinite(target.getDouble(0))).isEqualTo(Double.isFinite(v));
  }

  @ParameterizedTest
  @EnumSource(
      value = Casting.class,
      names = {"SAFE", "SAME_KIND"})
  void scaledNumbersDoNotBecomeInfinite(Casting casting) {
    for (String format : new String[] {"e", "[bfloat16]", "f", "d"}) {
      NdView source = NdView.allocate(format, 3, 4);
      source.set(2, 2, 1);
      NdView target = NdView.allocate(format, 3, 4);
      double scale = format.equals("e") ? 40000 : format.equals("d") ? 1e308 : 3e38;
      assertThatIllegalArgumentException()
          .isThrownBy(() -> source.convertTo(target, casting, Scaling.of(scale, 0)))
          .withMessageContaining("at index [2, 1]");
      Scaling channels = Scaling.perIndex(new double[] {1, 1, scale}, new double[] {1, 0, 0}, 0);
      assertThatIllegalArgumentException()
          .isThrownBy(() -> source.convertTo(target, casting, channels))
          .withMessageContaining("at index [2, 1]");
      assertThat(target.contains(1)).isFalse();
      source.convertTo(target, Casting.UNSAFE, Scaling.of(scale, 0));
      assertThat(target.getDouble(2, 1)).isEqualTo(Double.POSITIVE_INFINITY);
    }
  }

  @Test
  void scaledBytesDoNotBecomeInfinite() {
    NdView source = NdView.of(new byte[] {1, 2, 3, 100, 5, 6}).cast("B", 2, 3);
    NdView target = NdView.allocate("e", 2, 3);
    Scaling channels = Scaling.perIndex(new double[] {1000, 1, 1}, new double[] {0, 0, 0}, 1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> source.convertTo(target, Casting.SAME_KIND, channels))
        .withMessageContaining("100 * 1000.0 + 0.0 at index [1, 0]");
    assertThat(target.count(0)).isEqualTo(6);
  }

  @Test
  void anIntegerIsRefusedAndNothingWritten() {
    NdView source = NdView.of(new int[] {1, 2, 300});
    NdView target = NdView.allocate("b", 3);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> source.convertTo(target))
        .withMessage(
            "the value 300 at index [2] does not fit the format 'b', which holds -128 to 127;"
                + " Casting.UNSAFE keeps its low bits");
    assertThat(target.toList()).isEqualTo(List.of(0, 0, 0));
  }

  @Test
  void typedAndBoxedSetRefuseAlike() {
    for (String format : new String[] {"e", "[bfloat16]", "f", ">e", ">f"}) {
      NdView view = NdView.allocate(format, 1);
      assertThatIllegalArgumentException().isThrownBy(() -> view.setDouble(1e39, 0));
      assertThatIllegalArgumentException().isThrownBy(() -> view.set(1e39, 0));
      assertThatIllegalArgumentException().isThrownBy(() -> view.set(new BigDecimal("1e39"), 0));
      view.setDouble(Double.POSITIVE_INFINITY, 0);
      assertThat(view.getDouble(0)).isInfinite();
    }
    NdView half = NdView.allocate("e", 1);
    assertThatIllegalArgumentException().isThrownBy(() -> half.setInt(70000, 0));
    assertThatIllegalArgumentException().isThrownBy(() -> half.setLong(70000, 0));
    assertThatIllegalArgumentException().isThrownBy(() -> half.set(70000, 0));
    assertThat(half.getDouble(0)).isZero();
  }
}
