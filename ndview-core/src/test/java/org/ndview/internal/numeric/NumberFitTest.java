package org.ndview.internal.numeric;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.ndview.Scaling;

/** Whether numbers fit another type, looked at in blocks, is what it is of each number. */
class NumberFitTest {
  private static final Scaling.Uniform HALVES = new Scaling.Uniform(0.5, 1);
  private static final Scaling.Uniform SHIFTED = new Scaling.Uniform(1, 100);
  private static final Scaling.Uniform LARGE = new Scaling.Uniform(-0x1p120, 3);

  static List<Items> sources() {
    return Items.all().stream().filter(items -> items.code().startsWith("<")).toList();
  }

  /** Whether a number is one of the type. */
  private static boolean same(Number number, NumericFormat out) {
    if (number instanceof Double d && !Double.isFinite(d)) {
      return out.isFloat();
    }
    BigDecimal exact = Items.decimal(number);
    if (out.isFloat()) {
      double rounded = Items.rounded(out, number);
      return Double.isFinite(rounded) && new BigDecimal(rounded).compareTo(exact) == 0;
    }
    return exact.stripTrailingZeros().scale() <= 0
        && exact.compareTo(BigDecimal.valueOf(out.min())) >= 0
        && exact.compareTo(new BigDecimal(Items.max(out))) <= 0;
  }

  private static boolean staysFinite(Number number, NumericFormat out) {
    return (number instanceof Double d && !Double.isFinite(d))
        || Double.isFinite(Items.rounded(out, number));
  }

  @ParameterizedTest
  @MethodSource("sources")
  void numbersFitOneByOne(Items items) {
    NumericFormat in = items.rows();
    for (String code : Items.CODES) {
      NumericFormat out = Items.of(code).rows();
      for (int i = 0; i < items.n(); i++) {
        Number number = items.number(i);
        String what = "%s of %s as %s".formatted(number, items, code);
        assertThat(NumberFit.of(in, out, true, null).holds(items.raw(i), 1))
            .as("the same: %s", what)
            .isEqualTo(same(number, out));
        if (out.isFloat()) {
          assertThat(NumberFit.of(in, out, false, null).holds(items.raw(i), 1))
              .as("finite: %s", what)
              .isEqualTo(staysFinite(number, out));
        } else if (!in.isFloat()) {
          assertThat(NumberFit.of(in, out, false, null).holds(items.raw(i), 1))
              .as("in range: %s", what)
              .isEqualTo(same(number, out));
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("sources")
  void scaledNumbersFitOneByOne(Items items) {
    NumericFormat in = items.rows();
    for (Scaling.Uniform scaling : List.of(HALVES, SHIFTED, LARGE)) {
      for (String code : Items.CODES) {
        NumericFormat out = Items.of(code).rows();
        for (int i = 0; i < items.n(); i++) {
          double number = items.number(i).doubleValue();
          Double scaled = number * scaling.scale() + scaling.shift();
          boolean leaves = Double.isFinite(number) && Double.isInfinite(scaled);
          String what = "%s of %s as %s".formatted(number, items, code);
          assertThat(NumberFit.of(in, out, true, scaling).holds(items.raw(i), 1))
              .as("the same: %s", what)
              .isEqualTo(!leaves && same(scaled, out));
          if (out.isFloat()) {
            assertThat(NumberFit.of(in, out, false, scaling).holds(items.raw(i), 1))
                .as("finite: %s", what)
                .isEqualTo(!leaves && staysFinite(scaled, out));
          }
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("sources")
  void oneThatDoesNotFitIsEnough(Items items) {
    NumericFormat in = items.rows();
    for (String code : Items.CODES) {
      NumericFormat out = Items.of(code).rows();
      boolean all = true;
      for (int i = 0; i < items.n(); i++) {
        all &= same(items.number(i), out);
      }
      assertThat(NumberFit.of(in, out, true, null).holds(items.raw(), items.n()))
          .as("%s as %s", items, code)
          .isEqualTo(all);
    }
  }

  @Test
  void aRangeIsGivenOnlyWhereSomeNumberLeavesIt() {
    for (Items a : sources()) {
      for (Items b : sources()) {
        NumericFormat in = a.rows();
        NumericFormat out = b.rows();
        if (in.isInteger() && !out.isFloat()) {
          boolean all =
              BigInteger.valueOf(in.min()).compareTo(BigInteger.valueOf(out.min())) >= 0
                  && Items.max(in).compareTo(Items.max(out)) <= 0;
          assertThat(IntegerRange.of(in, out) == null).as("%s as %s", a, b).isEqualTo(all);
        }
      }
    }
  }
}
