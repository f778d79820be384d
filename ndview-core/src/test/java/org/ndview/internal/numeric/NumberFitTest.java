package org.ndview.internal.numeric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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

  /**
   * Below it no rounding makes a scaled number infinite; there is little between it and the last.
   */
  @ParameterizedTest(name = "{0} scaled by {1} and {2}")
  @CsvSource({
    "e, 1, 0, 65520",
    "e, 2, 0, 32760",
    "e, -2, 20, 32750",
    "e, 2, -20, 32750",
    "e, 0.5, 1, 131038",
    "f, 1e30, 0, 3.4028235677973366e8",
    "d, 2, 0, 8.988465674311579E307",
    "d, 1, 1e308, 7.976931348623158E307",
    "e, 1, 65520, 0",
    "e, 1, -65521, 0",
    "e, NaN, 0, 0",
    "e, 1, NaN, 0",
    "e, 0, Infinity, 0"
  })
  void numbersBelowABoundStayFinite(String code, double scale, double shift, double last) {
    NumericFormat out = Items.of(code).rows();
    NumericFormat in = Items.of("d").rows();
    double bound =
        new FiniteFit(in.reader(), out.type(), new Scaling.Uniform(scale, shift)).bound();
    if (last == 0) {
      assertThat(bound).isZero();
    } else {
      assertThat(bound).isLessThan(last).isCloseTo(last, within(last * 0x1p-48));
    }
    assertThat(new FiniteFit(in.reader(), out.type(), null).bound())
        .isEqualTo(FiniteFit.limit(out.type()));
  }

  @Test
  void theLoopOfARuleLooksForTheSame() {
    assumeTrue(KernelProvider.kernels() instanceof PlainKernels, "this JVM has other kernels");
    RunKernels kernels = KernelProvider.kernels();
    NumericFormat ints = Items.of("i").rows();
    NumericFormat doubles = Items.of("d").rows();
    FitKernel range = NumberFit.of(ints, Items.of("b").rows(), true, null).kernel(kernels, ints);
    FitKernel finite =
        NumberFit.of(doubles, Items.of("e").rows(), false, null).kernel(kernels, doubles);
    assertThat(NumberFit.of(doubles, ints, true, null).kernel(kernels, doubles)).isNull();
    assertThat(NumberFit.ALL.kernel(kernels, ints)).isNull();
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment memory = arena.allocate(512, 8);
      assertThat(Objects.requireNonNull(range).fit(memory, 0, 64)).isTrue();
      assertThat(Objects.requireNonNull(finite).fit(memory, 0, 64)).isTrue();
      memory.set(ValueLayout.JAVA_INT, 252, 128);
      assertThat(range.fit(memory, 0, 64)).isFalse();
      memory.set(ValueLayout.JAVA_DOUBLE, 504, 65520);
      assertThat(finite.fit(memory, 0, 64)).isFalse();
    }
  }
}
