package org.ndview;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScalingOfStatisticsTest {
  private static NdView converted(NdView from, Scaling scaling) {
    NdView to = NdView.allocate("d", from.shape());
    from.convertTo(to, Casting.SAFE, scaling);
    return to;
  }

  @Property(tries = 300)
  void standardizedDataHasMeanZeroAndDeviationOneAndComesBack(@ForAll Random random) {
    long[] shape = {3 + random.nextInt(6), 2 + random.nextInt(3), 1 + random.nextInt(4)};
    NdView view = NdView.allocate(random.nextBoolean() ? "d" : "B", shape);
    for (long[] index : LayoutWalk.indices(shape)) {
      view.set(random.nextInt(200), index);
    }
    int dim = random.nextInt(6) - 3;
    boolean one = random.nextInt(4) == 0;
    Statistics statistics = one ? view.statistics() : view.statistics(dim);
    Scaling scaling = Scaling.standardize(statistics);
    NdView scaled = converted(view, scaling);
    Statistics after = one ? scaled.statistics() : scaled.statistics(dim);
    for (int i = 0; i < after.summaries().size(); i++) {
      assertThat(after.mean()[i]).isCloseTo(0, within(1e-13));
      double std = statistics.summaries().get(i).isConstant() ? 0 : 1;
      assertThat(after.std()[i]).isCloseTo(std, within(1e-13));
    }
    NdView back = converted(scaled, scaling.inverse());
    for (long[] index : LayoutWalk.indices(shape)) {
      assertThat(back.getDouble(index)).isCloseTo(view.getDouble(index), within(1e-11));
    }
    Scaling range = Scaling.minMax(statistics, -1, 3);
    NdView ranged = converted(view, range);
    Statistics ranges = one ? ranged.statistics() : ranged.statistics(dim);
    for (int i = 0; i < ranges.summaries().size(); i++) {
      assertThat(ranges.min()[i]).isCloseTo(-1, within(1e-13));
      double high = statistics.summaries().get(i).isConstant() ? -1 : 3;
      assertThat(ranges.max()[i]).isCloseTo(high, within(1e-13));
    }
    NdView from = converted(ranged, range.inverse());
    for (long[] index : LayoutWalk.indices(shape)) {
      assertThat(from.getDouble(index)).isCloseTo(view.getDouble(index), within(1e-11));
    }
  }

  @Test
  void theScalingIsAlongTheDimensionThatWasKept() {
    NdView images = NdView.allocate("B", 4, 5, 3, 3);
    for (long[] index : LayoutWalk.indices(images.shape())) {
      images.set(index[3] * 50 + index[0], index);
    }
    Scaling channels = Scaling.standardize(images.statistics(-1));
    assertThat(channels)
        .isInstanceOfSatisfying(Scaling.PerIndex.class, p -> assertThat(p.dim()).isEqualTo(-1));
    NdView scaled = converted(images, channels);
    assertThat(scaled.statistics(3).std()).containsExactly(new double[] {1, 1, 1}, within(1e-13));
    // counted from the last, it is for single images too
    assertThat(converted(images.select(0, 1), channels).toList())
        .isEqualTo(scaled.select(0, 1).toList());
    NdView turned = images.permute(0, 3, 1, 2);
    assertThat(converted(turned, Scaling.standardize(turned.statistics(1))).toList())
        .isEqualTo(scaled.permute(0, 3, 1, 2).toList());
    assertThat(Scaling.standardize(images.statistics())).isInstanceOf(Scaling.Uniform.class);
    assertThat(Scaling.standardize(images.slice(":, :, :1").statistics(2, 3)))
        .isInstanceOfSatisfying(Scaling.PerIndex.class, p -> assertThat(p.dim()).isEqualTo(3));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Scaling.standardize(images.statistics(0, 3)))
        .withMessage(
            "a scaling is for the indices of one dimension, and these statistics keep [0, 3], of the shape [4, 3]");
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.1, 0, -7, 1e300, 4.9e-324, 123456.789})
  void constantItemsBecomeZeroOrLow(double constant) {
    NdView view = NdView.of(new double[] {constant, constant, constant}).reshape(3, 1);
    Statistics statistics = view.statistics(1);
    List<Double> zeros = List.of(0.0, 0.0, 0.0);
    assertThat(converted(view, Scaling.standardize(statistics)).select(1, 0).toList())
        .isEqualTo(zeros);
    assertThat(converted(view, Scaling.minMax(statistics, 0, 1)).select(1, 0).toList())
        .isEqualTo(zeros);
    Scaling undone = Scaling.standardize(view.statistics()).inverse();
    assertThat(
            converted(converted(view, Scaling.standardize(view.statistics())), undone)
                .contentEquals(view))
        .isTrue();
  }

  @Test
  void theWholeRangeOfDoublesIsScaled() {
    double most = Double.MAX_VALUE;
    NdView view = NdView.of(new double[] {-most, 0, most});
    assertThat((double[]) converted(view, Scaling.minMax(view.statistics(), 0, 1)).toArray())
        .containsExactly(new double[] {0, 0.5, 1}, within(1e-15));
  }

  @Test
  void whatHasNoNumbersOrInfiniteOnesIsRefusedWithItsIndex() {
    NdView view = NdView.of(new double[] {1, Double.NaN, 2, Double.NaN}).reshape(2, 2);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Scaling.standardize(view.statistics(1)))
        .withMessage(
            "no scaling follows from the items at index 1: of 2, 2 are NaN and 0 infinite");
    view.set(Double.POSITIVE_INFINITY, 0, 1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Scaling.minMax(view.statistics(1), 0, 1))
        .withMessageContaining("1 are NaN and 1 infinite");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Scaling.standardize(view.slice(":0").statistics(1)))
        .withMessageContaining("at index 0: of 0");
  }

  @ParameterizedTest
  @CsvSource({"1, 0", "1, 1", "NaN, 1", "0, NaN", "0, Infinity", "-Infinity, 0"})
  void aRangeGoesUpward(double low, double high) {
    Statistics statistics = NdView.of(new double[] {1, 2}).statistics();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Scaling.minMax(statistics, low, high))
        .withMessageContaining("the range is from " + low + " to " + high);
  }

  @Test
  void whatCannotBeUndoneIsRefused() {
    assertThat(Scaling.none().inverse()).isSameAs(Scaling.none());
    assertThat(Scaling.of(4, 2).inverse()).isEqualTo(Scaling.of(0.25, -0.5));
    double[] scale = {2, 0};
    assertThatExceptionOfType(ArithmeticException.class)
        .isThrownBy(() -> Scaling.perIndex(scale, new double[] {0, 1}, 0).inverse())
        .withMessage("the scale 0.0 with the shift 1.0 at index 1 cannot be undone");
    for (double bad : new double[] {0, Double.NaN, Double.POSITIVE_INFINITY, 4.9e-324}) {
      assertThatExceptionOfType(ArithmeticException.class)
          .isThrownBy(() -> Scaling.of(bad, 0).inverse());
    }
    assertThat(Scaling.perIndex(new double[] {2, 4}, new double[] {1, 1}, -1).inverse())
        .isEqualTo(Scaling.perIndex(new double[] {0.5, 0.25}, new double[] {-0.5, -0.25}, -1));
  }
}
