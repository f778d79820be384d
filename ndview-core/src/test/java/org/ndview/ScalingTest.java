package org.ndview;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ScalingTest {
  private static NdView converted(NdView from, Scaling scaling) {
    NdView to = NdView.allocate("d", from.shape());
    from.convertTo(to, Casting.SAFE, scaling);
    return to;
  }

  @Test
  void numbersAreMultipliedFirst() {
    NdView v = NdView.of(new int[] {-1, 0, 3});
    assertThat(converted(v, Scaling.of(2, 10)).toList()).isEqualTo(List.of(8.0, 10.0, 16.0));
    assertThat(converted(v, Scaling.none()).toList()).isEqualTo(List.of(-1.0, 0.0, 3.0));
    NdView rows = NdView.of(new int[] {1, 2, 3, 4}).reshape(2, 2);
    double[] scale = {1, 10};
    double[] shift = {0.5, 0};
    assertThat(converted(rows, Scaling.perIndex(scale, shift, 0)).toList())
        .isEqualTo(List.of(List.of(1.5, 2.5), List.of(30.0, 40.0)));
    assertThat(converted(rows, Scaling.perIndex(scale, shift, -1)).toList())
        .isEqualTo(List.of(List.of(1.5, 20.0), List.of(3.5, 40.0)));
  }

  @Test
  void aScaleOfOneWithoutAShiftIsNone() {
    assertThat(Scaling.of(1, 0)).isSameAs(Scaling.none());
    assertThat(Scaling.of(1, -0.0)).isSameAs(Scaling.none());
    long[] beyondDoubles = {Long.MAX_VALUE, Long.MIN_VALUE + 1};
    NdView to = NdView.allocate("q", 2);
    NdView.of(beyondDoubles).convertTo(to, Casting.SAME_KIND, Scaling.of(1, 0));
    assertThat(to.toArray()).isEqualTo(beyondDoubles);
    // of each index it is not, as with NumPy's arrays of doubles
    Scaling ones = Scaling.perIndex(new double[] {1, 1}, new double[2], 0);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> NdView.of(beyondDoubles).convertTo(to, Casting.SAME_KIND, ones))
        .withMessageContaining("'q' with scale and shift");
  }

  @Test
  void standardizedColumnsHaveMeanZeroAndDeviationOne() {
    // the columns' numpy.mean(axis=0) and numpy.std(axis=0)
    NdView v = NdView.of(new double[] {1, 10, 3, 20, 5, 60}).reshape(3, 2);
    double[] mean = {3, 30};
    double[] std = {Math.sqrt(8 / 3.0), Math.sqrt(1400 / 3.0)};
    NdView to = converted(v, Scaling.standardize(mean, std, 1));
    for (int column = 0; column < 2; column++) {
      double sum = 0;
      double squares = 0;
      for (int row = 0; row < 3; row++) {
        double expected = (v.getDouble(row, column) - mean[column]) / std[column];
        double is = to.getDouble(row, column);
        assertThat(is).isCloseTo(expected, org.assertj.core.data.Offset.offset(1e-14));
        sum += is;
        squares += is * is;
      }
      assertThat(sum).isCloseTo(0, org.assertj.core.data.Offset.offset(1e-14));
      assertThat(squares / 3).isCloseTo(1, org.assertj.core.data.Offset.offset(1e-14));
    }
  }

  @ParameterizedTest
  @CsvSource({"0", "-0.0", "4.9e-324", "1e-310", "1e-305"})
  void aConstantFeatureBecomesZeroAndNeverNaN(double std) {
    double constant = 12345.678;
    NdView v = NdView.of(new double[] {1, constant, 3, constant}).reshape(2, 2);
    Scaling scaling = Scaling.standardize(new double[] {2, constant}, new double[] {1, std}, 1);
    assertThat(converted(v, scaling).toList())
        .isEqualTo(List.of(List.of(-1.0, 0.0), List.of(1.0, 0.0)));
  }

  static Stream<Object[]> wrong() {
    double nan = Double.NaN;
    double infinite = Double.POSITIVE_INFINITY;
    return Stream.of(
        new Object[] {new double[] {0, 1}, new double[] {1, -0.5}, "deviation -0.5 of index 1"},
        new Object[] {new double[] {0, 1}, new double[] {nan, 1}, "deviation NaN of index 0"},
        new Object[] {new double[] {0}, new double[] {infinite}, "deviation Infinity of index 0"},
        new Object[] {new double[] {nan}, new double[] {1}, "mean NaN and"},
        new Object[] {new double[] {-infinite}, new double[] {0}, "mean -Infinity and"},
        new Object[] {new double[2], new double[3], "2 means and 3 deviations"});
  }

  @ParameterizedTest
  @MethodSource("wrong")
  void standardizeRefusesWhatIsNoMeanOrDeviation(double[] mean, double[] std, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Scaling.standardize(mean, std, 0))
        .withMessageContaining(message);
  }

  @Test
  void whatDoesNotSuitTheShapeIsRefusedWithItsNumbers() {
    NdView v = NdView.of(new float[6]).reshape(2, 3);
    NdView to = NdView.allocate("f", 2, 3);
    Scaling two = Scaling.perIndex(new double[] {1, 2}, new double[2], 1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> v.convertTo(to, Casting.SAFE, two))
        .withMessage("2 scales and 2 shifts for the 3 indices of dimension 1");
    Scaling third = Scaling.perIndex(new double[] {1, 2}, new double[2], 2);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> v.convertTo(to, Casting.SAFE, third))
        .withMessageContaining("axis 2 is out of bounds for a layout of 2 dimensions");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Scaling.perIndex(new double[2], new double[1], 0))
        .withMessageStartingWith("2 scales and 1 shifts");
  }

  @Test
  void aScalingIsAnImmutableValue() {
    double[] scale = {1, 2};
    double[] shift = {3, 4};
    Scaling scaling = Scaling.perIndex(scale, shift, 1);
    Scaling same = Scaling.perIndex(scale, shift, 1);
    assertThat(scaling).isEqualTo(same).hasSameHashCodeAs(same);
    scale[0] = 9;
    shift[1] = 9;
    assertThat(scaling).hasToString("Scaling.perIndex([1.0, 2.0], [3.0, 4.0], 1)").isEqualTo(same);
    assertThat(scaling)
        .isNotEqualTo(Scaling.perIndex(scale, new double[] {3, 4}, 1))
        .isNotEqualTo(Scaling.perIndex(new double[] {1, 2}, shift, 1))
        .isNotEqualTo(Scaling.perIndex(new double[] {1, 2}, new double[] {3, 4}, 0))
        .isNotEqualTo(Scaling.none());
    assertThat(Scaling.of(0.5, 1))
        .isEqualTo(Scaling.of(0.5, 1))
        .isNotEqualTo(Scaling.of(0.5, 2))
        .isNotEqualTo(Scaling.of(1, 1))
        .hasToString("Scaling.of(0.5, 1.0)");
    assertThat(Scaling.none()).hasToString("Scaling.none()");
  }

  @Test
  void itsPartsAreThereToBeMatched() {
    Scaling scaling = Scaling.perIndex(new double[] {1, 2}, new double[] {3, 4}, -1);
    String text =
        switch (scaling) {
          case Scaling.None _ -> "none";
          case Scaling.Uniform(double scale, double shift) -> scale + " " + shift;
          case Scaling.PerIndex p -> p.length() + " " + p.dim() + " " + p.at(1);
        };
    assertThat(text).isEqualTo("2 -1 Scaling.of(2.0, 4.0)");
  }
}
