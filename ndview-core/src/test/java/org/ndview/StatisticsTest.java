package org.ndview;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ndview.Statistics.Summary;
import org.ndview.format.Scalar;
import org.ndview.format.ScalarType;

class StatisticsTest {
  private static final MathContext DIGITS = new MathContext(60);

  /** The same by exact numbers, item by item. */
  private record Model(List<Double> items) {
    void check(Summary is, String what) {
      List<Double> numbers = items.stream().filter(d -> !d.isNaN()).toList();
      assertThat(is.count()).as(what).isEqualTo(items.size());
      assertThat(is.nans()).as(what).isEqualTo(items.size() - numbers.size());
      assertThat(is.infinities())
          .as(what)
          .isEqualTo(numbers.stream().filter(d -> d.isInfinite()).count());
      assertThat(is.numbers()).isEqualTo(numbers.size());
      double least = numbers.stream().mapToDouble(d -> d).min().orElse(Double.NaN);
      double most = numbers.stream().mapToDouble(d -> d).max().orElse(Double.NaN);
      assertThat(is.min() == least || Double.isNaN(least) && Double.isNaN(is.min()))
          .as(what)
          .isTrue();
      assertThat(is.max() == most || Double.isNaN(most) && Double.isNaN(is.max()))
          .as(what)
          .isTrue();
      if (numbers.isEmpty() || is.infinities() > 0) {
        double sum = numbers.stream().mapToDouble(d -> d).filter(Double::isInfinite).sum();
        assertThat(is.mean()).as(what).isEqualTo((Double) (numbers.isEmpty() ? Double.NaN : sum));
        assertThat(is.variance()).as(what).isNaN();
        assertThat(is.sampleVariance()).as(what).isNaN();
        return;
      }
      BigDecimal n = BigDecimal.valueOf(numbers.size());
      BigDecimal sum = BigDecimal.ZERO;
      BigDecimal ofSquares = BigDecimal.ZERO;
      for (double d : numbers) {
        BigDecimal exact = new BigDecimal(d);
        sum = sum.add(exact);
        ofSquares = ofSquares.add(exact.multiply(exact));
      }
      close(is.mean(), sum.divide(n, DIGITS), 1, Double.MIN_VALUE, what);
      BigDecimal squares = n.multiply(ofSquares).subtract(sum.multiply(sum)).divide(n, DIGITS);
      if (squares.compareTo(new BigDecimal(1e307)) > 0) {
        return; // the sum may be infinite, as NumPy's is
      }
      // what underflows is lost
      double lost = numbers.size() * Double.MIN_NORMAL;
      close(is.variance(), squares.divide(n, DIGITS), 4, lost, what);
      if (numbers.size() > 1) {
        BigDecimal less = n.subtract(BigDecimal.ONE);
        close(is.sampleVariance(), squares.divide(less, DIGITS), 4, lost, what);
      }
      assertThat(is.std()).isEqualTo(Math.sqrt(is.variance()));
    }

    private static void close(double is, BigDecimal exact, int ulps, double least, String what) {
      double error = new BigDecimal(is).subtract(exact).abs().doubleValue();
      assertThat(error)
          .as("%s: %s, not %s", what, is, exact.doubleValue())
          .isLessThanOrEqualTo(Math.max(ulps * Math.ulp(exact.doubleValue()), least));
    }
  }

  private static double number(Object item) {
    return item instanceof Boolean b ? b ? 1 : 0 : ((Number) item).doubleValue();
  }

  private static boolean isReal(NdView view) {
    return view.format() instanceof Scalar scalar
        && scalar.type().kind() != ScalarType.Kind.CHAR
        && scalar.type().kind() != ScalarType.Kind.COMPLEX;
  }

  private static void checkByModel(NdView view, int[] kept, Statistics is) {
    int ndim = view.ndim();
    long[] shape = view.shape();
    int[] dims = Arrays.stream(kept).map(d -> d < 0 ? d + ndim : d).toArray();
    long[] lengths = Arrays.stream(dims).mapToLong(d -> shape[d]).toArray();
    assertThat(is.dims()).isEqualTo(Arrays.stream(kept).boxed().toList());
    assertThat(is.shape()).isEqualTo(Arrays.stream(lengths).boxed().toList());
    List<Model> models = new ArrayList<>();
    for (int i = 0; i < is.summaries().size(); i++) {
      models.add(new Model(new ArrayList<>()));
    }
    for (long[] index : LayoutWalk.indices(shape)) {
      long place = 0;
      for (int k = 0; k < dims.length; k++) {
        place = place * lengths[k] + index[dims[k]];
      }
      models.get((int) place).items().add(number(view.get(index)));
    }
    int i = 0;
    for (long[] index : LayoutWalk.indices(lengths)) {
      models
          .get(i++)
          .check(is.at(index), view.format() + Arrays.toString(shape) + Arrays.toString(kept));
    }
    assertThat(i).isEqualTo(is.summaries().size());
  }

  private static int[] kept(Random random, int ndim) {
    List<Integer> dims = RandomViews.shuffled(random, ndim);
    return dims.subList(0, random.nextInt(ndim + 1)).stream()
        .mapToInt(d -> random.nextBoolean() ? d : d - ndim)
        .toArray();
  }

  @Property(tries = 1000)
  void isThatOfExactNumbersForAnyLayoutFormatAndDimensions(@ForAll Random random) {
    NdView view = RandomViews.any(random).view();
    while (!isReal(view)) {
      view = RandomViews.any(random).view();
    }
    int[] kept = kept(random, view.ndim());
    checkByModel(view, kept, view.statistics(kept));
  }

  /** What their mean lacks is as large as their distance. */
  @ParameterizedTest
  @ValueSource(doubles = {1, -8.7e165, 0x1p-30})
  void neighboursDeviateByTheirLastBits(double first) {
    double next = Math.nextUp(first);
    NdView rows = NdView.ofRows(new double[][] {{first}, {next}, {Math.nextUp(next)}});
    checkByModel(rows, new int[0], rows.statistics());
    checkByModel(rows, new int[] {1}, rows.statistics(1));
  }

  /** Enough for several blocks, whose numbers are near each other and far from 0. */
  @ParameterizedTest
  @CsvSource({
    "B, 3, 5000, -1",
    "b, 70, 300, 1",
    "?, 3, 5000, 1",
    "B, 20000, 2, 0",
    "B, 2, 20000, 0",
    "<h, 3, 9000, -1",
    ">H, 5, 3000, 0",
    "<i, 300, 60, 1",
    ">I, 60, 300, 0",
    "<q, 7, 3000, 1",
    ">Q, 7, 3000, 0",
    "<e, 3, 9000, 1",
    ">e, 260, 100, 0",
    "[bfloat16], 3, 9000, 1",
    "<f, 3, 9000, -1",
    ">f, 9000, 3, 0",
    "<d, 3, 20000, -1",
    ">d, 700, 40, 1",
    "<d, 40, 700, 1",
    "<d, 20000, 2, 0",
    "g, 3, 400, 1"
  })
  void largeViewsAreSummedInBlocks(String format, long columns, long rows, int dim) {
    Random random = new Random(columns * 31 + rows);
    NdView view = NdView.allocate(format, rows, columns);
    boolean floats = "efdg]".indexOf(format.charAt(format.length() - 1)) >= 0;
    boolean truth = format.equals("?");
    boolean wide = !floats && view.itemsize() > 1;
    for (long i = 0; i < rows; i++) {
      for (long j = 0; j < columns; j++) {
        double v =
            floats
                ? (view.itemsize() > 2 ? 1e6 : 100) + random.nextGaussian()
                : truth ? random.nextInt(2) : random.nextInt(100) + (wide ? 30_000 : 0);
        view.set(floats ? (Object) v : (Object) (long) v, i, j);
      }
    }
    checkByModel(view, new int[] {dim}, view.statistics(dim));
    checkByModel(view, new int[] {}, view.statistics());
    NdView part = view.slice(rows > 2 ? "1::2, ::-1" : ":, ::-2");
    checkByModel(part, new int[] {dim}, part.statistics(dim));
    checkByModel(part, new int[] {}, part.statistics());
    NdView turned = view.transpose();
    checkByModel(turned, new int[] {dim}, turned.statistics(dim));
    if (floats) {
      for (int i = 0; i < 50; i++) {
        double v = i % 10 == 9 && i < 20 ? Double.NEGATIVE_INFINITY : Double.NaN;
        view.set(v, random.nextLong(rows), random.nextLong(columns));
      }
      checkByModel(view, new int[] {dim}, view.statistics(dim));
      checkByModel(view, new int[] {}, view.statistics());
      checkByModel(turned, new int[] {dim}, turned.statistics(dim));
    }
  }

  @Test
  void moreDimensionsThanOneAreKept() {
    NdView view = NdView.allocate("f", 6, 5, 4, 3);
    Random random = new Random(3);
    for (long[] index : LayoutWalk.indices(view.shape())) {
      view.set(random.nextInt(1000) / 8.0, index);
    }
    for (int[] kept :
        new int[][] {{0, 1, 2, 3}, {3, 0}, {1, 3}, {2, 1}, {-1, -4}, {0, 2, 3}, {}, {1}, {2}}) {
      checkByModel(view, kept, view.statistics(kept));
      checkByModel(view.permute(2, 0, 3, 1), kept, view.permute(2, 0, 3, 1).statistics(kept));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"B", "<f", ">d", "q"})
  void otherThreadsChangeNoBit(String format) {
    Random random = new Random(7);
    NdView view = NdView.allocate(format, 40, 300, 50, 3);
    double[] numbers = random.doubles(view.size(), -1000, 1000).toArray();
    NdView.of(numbers).reshape(view.shape()).convertTo(view, Casting.UNSAFE);
    for (int[] kept : new int[][] {{}, {3}, {0}, {1, 3}, {1, 2, 3}, {2}}) {
      assertThat(view.statistics(Execution.PARALLEL, kept)).isEqualTo(view.statistics(kept));
      NdView other = view.slice("::-1, :, ::2");
      assertThat(other.statistics(Execution.PARALLEL, kept)).isEqualTo(other.statistics(kept));
    }
  }

  @Property(tries = 300)
  void mergedPartsAreTheWhole(@ForAll Random random) {
    int rows = 1 + random.nextInt(60);
    int columns = 1 + random.nextInt(4);
    String format = List.of("B", "d", "f", "h", ">d", "q").get(random.nextInt(6));
    NdView view = NdView.allocate(format, rows, columns);
    double far = random.nextBoolean() ? 0 : 1e9;
    boolean floats = "fd".indexOf(format.charAt(format.length() - 1)) >= 0;
    for (long[] index : LayoutWalk.indices(view.shape())) {
      double v = floats ? far + random.nextGaussian() : random.nextInt(128);
      view.set(
          floats
              ? (Object) (double) (float) (random.nextInt(40) == 0 ? Double.NaN : v)
              : (Object) (long) v,
          index);
    }
    Statistics whole = view.statistics(1);
    Statistics merged = view.slice(":0").statistics(1);
    Statistics again = null;
    List<Statistics> parts = new ArrayList<>();
    for (int from = 0; from < rows; ) {
      int to = Math.min(rows, from + random.nextInt(9));
      parts.add(view.slice(from + ":" + to).statistics(1));
      from = to;
    }
    for (Statistics part : parts) {
      merged = merged.merge(part);
      again = again == null ? part : again.merge(part);
    }
    assertThat(merged).isEqualTo(again).hasSameHashCodeAs(again);
    assertThat(merged.count()).isEqualTo(whole.count());
    assertThat(merged.nans()).isEqualTo(whole.nans());
    assertThat(merged.min()).isEqualTo(whole.min());
    assertThat(merged.max()).isEqualTo(whole.max());
    checkByModel(view, new int[] {1}, merged);
    for (int c = 0; c < columns; c++) {
      double mean = whole.at(c).mean();
      assertThat(Math.abs(merged.at(c).mean() - mean) <= Math.ulp(mean) || Double.isNaN(mean))
          .isTrue();
    }
    assertThat(whole.total().count()).isEqualTo(view.size());
    new Model(
            IntStream.range(0, rows * columns)
                .mapToObj(i -> number(view.get(i / columns, i % columns)))
                .toList())
        .check(whole.total(), "total");
  }

  @Test
  void whatIsEmptyMergesToNothingNew() {
    NdView view = NdView.of(new double[] {1, 2, 4, 8}).reshape(2, 2);
    Statistics some = view.statistics(1);
    Statistics none = view.slice(":0").statistics(1);
    assertThat(none.count()).containsExactly(0, 0);
    assertThat(none.mean()).containsExactly(Double.NaN, Double.NaN);
    assertThat(some.merge(none)).isEqualTo(some);
    assertThat(none.merge(some)).isEqualTo(some);
    assertThat(none.merge(none)).isEqualTo(none);
    Statistics noColumns = view.slice(":, :0").statistics(1);
    assertThat(noColumns.summaries()).isEmpty();
    assertThat(noColumns.shape()).containsExactly(0L);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> some.merge(noColumns))
        .withMessageContaining("[2] and [0]");
    assertThatIllegalArgumentException().isThrownBy(() -> some.merge(view.statistics()));
  }

  @Test
  void equalNumbersDeviateByNothing() {
    for (String format : new String[] {"d", "f", "e", "q"}) {
      NdView view = NdView.allocate(format, 100_003);
      view.fill(format.equals("q") ? (Object) Long.MAX_VALUE : (Object) 0.1);
      Summary all = view.statistics().at();
      assertThat(all.std()).isZero();
      assertThat(all.mean()).isEqualTo(all.min()).isEqualTo(view.getDouble(0));
      assertThat(all.isConstant()).isTrue();
    }
  }

  @Test
  void aSmallDeviationFarFromZeroIsKept() {
    int n = 200_000;
    double[] numbers = new double[n];
    for (int i = 0; i < n; i++) {
      numbers[i] = 1e9 + i % 2 * 0.25;
    }
    Summary all = NdView.of(numbers).statistics().at();
    assertThat(all.std()).isEqualTo(0.125);
    assertThat(all.mean()).isEqualTo(1e9 + 0.125);
    assertThat(all.sampleVariance()).isEqualTo(0.015625 * n / (n - 1));
  }

  @Test
  void largeNumbersHaveAMean() {
    double large = Double.MAX_VALUE;
    for (int n : new int[] {3, 1000}) {
      double[] numbers = new double[n];
      Arrays.fill(numbers, large);
      numbers[0] = large / 2;
      Summary all = NdView.of(numbers).statistics().at();
      assertThat(all.mean())
          .isCloseTo(large * (1 - 0.5 / n), org.assertj.core.data.Percentage.withPercentage(1e-12));
      assertThat(all.variance()).isInfinite();
    }
    Summary both = NdView.of(new double[] {large, -large, large, -large}).statistics().at();
    assertThat(both.mean()).isZero();
    assertThat(both.variance()).isInfinite();
  }

  @Test
  void itemsThatAreOneByTheLayoutCountAsOftenAsTheyAreThere() {
    NdView one = NdView.of(new double[] {1, 2, 4}).reshape(3, 1);
    NdView view = one.broadcastTo(1L << 40, 3, 5);
    Statistics rows = view.statistics(1);
    assertThat(rows.count()).containsExactly(5L << 40, 5L << 40, 5L << 40);
    assertThat(rows.mean()).containsExactly(1, 2, 4);
    Summary all = view.statistics().at();
    assertThat(all.count()).isEqualTo(15L << 40);
    assertThat(all.mean()).isEqualTo(7 / 3.0);
    assertThat(all.variance()).isEqualTo(one.statistics().at().variance());
    checkByModel(one.broadcastTo(2, 3, 2), new int[] {0}, one.broadcastTo(2, 3, 2).statistics(0));
  }

  @Test
  void whatIsNotARealNumberIsRefusedWithAReason() {
    String[][] refused = {
      {"Zf", "'Zf' is complex, which has no order; viewAs() gives its parts as numbers"},
      {"T{i:a:}", "; field() gives a numeric field"},
      {"5s", "'5s' is none; viewAs(\"B\") gives its bytes"},
      {"c", "'c' is none; viewAs(\"B\") gives its bytes"},
      {"(2)i", "viewAs() or cast() gives views of its numbers"}
    };
    for (String[] row : refused) {
      for (NdView view : new NdView[] {NdView.allocate(row[0], 2), NdView.allocate(row[0], 0)}) {
        assertThatIllegalArgumentException()
            .isThrownBy(view::statistics)
            .withMessageContaining("statistics are of real numbers, and ")
            .withMessageContaining(row[1]);
      }
    }
    NdView view = NdView.allocate("f", 2, 3);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> view.statistics(2))
        .withMessageContaining("axis 2 is out of bounds for a layout of 2 dimensions");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> view.statistics(1, -1))
        .withMessageContaining("repeated axis -1");
    NdView wide = NdView.of(new byte[1]).broadcastTo(1L << 40);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> wide.statistics(0))
        .withMessageContaining("1099511627776 indices");
  }

  @Test
  void itIsAValueWithABriefText() {
    NdView view = NdView.of(new double[] {1, 2, 3, Double.NaN});
    assertThat(view.statistics())
        .hasToString(
            "Statistics of the dimensions [] of the shape []: [4 items, 1 NaN, 1.0 to 3.0, mean 2.0,"
                + " std 0.816496580927726]");
    assertThat(NdView.allocate("f", 1000, 2).statistics(0).toString()).hasSizeLessThan(300);
    Statistics one = view.statistics();
    assertThat(one).isEqualTo(view.copy().statistics()).hasSameHashCodeAs(view.copy().statistics());
    assertThat(one).isNotEqualTo(view.slice(":3").statistics());
    assertThat(one.at()).isEqualTo(one.summaries().getFirst()).isEqualTo(one.total());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> one.at(0))
        .withMessage("1 indices for 0 kept dimensions");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Statistics(List.of(0), List.of(2L), one.summaries()))
        .withMessage("1 summaries for the indices of the shape [2]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Statistics(List.of(0), List.of(), one.summaries()));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Summary(3, 4, 0, 0, 1, 0, 0, 0, 0))
        .withMessageContaining("the count 3, of which 4 are NaN");
    assertThatIllegalArgumentException().isThrownBy(() -> new Summary(3, 0, 0, 2, 1, 0, 0, 0, 0));
    assertThatIllegalArgumentException().isThrownBy(() -> new Summary(3, 0, 0, 0, 1, 0, 0, -1, 0));
  }
}
