package org.ndview;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A scale and a shift for each column of a table, and what becomes too large by one. */
class ColumnScalingTest {
  private static NdView numbers(Random random, String format, long... shape) {
    NdView view = NdView.allocate(format, shape);
    NdView line = view.reshape(-1);
    for (long i = 0; i < line.size(); i++) {
      if (format.equals("?")) {
        line.setBoolean(random.nextBoolean(), i);
      } else {
        line.setDouble(random.nextInt(100), i);
      }
    }
    return view;
  }

  @ParameterizedTest(name = "{0} to {1}, {2} columns")
  @CsvSource({
    "f, f, 30", "d, f, 7", "d, d, 100", ">d, >f, 30", "h, f, 5", "B, f, 30", "B, >d, 4",
    ">i, e, 3", "?, f, 9", "q, [bfloat16], 30", "d, f, 1024", "d, f, 1500", "f, h, 11", "f, B, 2"
  })
  void eachColumnIsScaledByItsOwn(String from, String to, int columns) {
    Random random = new Random(columns);
    double[] scale = random.doubles(columns, -3, 3).toArray();
    double[] shift = random.doubles(columns, -3, 3).toArray();
    for (int rows : new int[] {1, 3, 70, 700}) {
      NdView table = numbers(random, from, rows, columns);
      for (int way = 0; way < 5; way++) {
        NdView source =
            switch (way) {
              case 1 -> NdView.allocate(from, columns, rows).transpose();
              case 2 -> NdView.allocate(from, rows, 2 * columns).slice(":, ::2");
              case 3 -> NdView.allocate(from, rows, columns).slice("::-1, ::-1");
              default -> NdView.allocate(from, rows, columns);
            };
        source.assign(table);
        NdView target =
            switch (way) {
              case 2 -> NdView.allocate(to, rows, columns + 1).slice(":, 1:");
              case 3 -> NdView.allocate(to, columns, rows).transpose();
              case 4 -> NdView.allocate(to, rows, 2 * columns).slice("::-1, ::-2");
              default -> NdView.allocate(to, rows, columns);
            };
        for (Casting casting : new Casting[] {Casting.UNSAFE, Casting.SATURATING}) {
          for (Execution execution : Execution.values()) {
            source.convertTo(target, casting, Scaling.perIndex(scale, shift, 1), execution);
            for (int c = 0; c < columns; c += 1 + columns / 7) {
              NdView column = NdView.allocate(to, rows);
              source
                  .select(1, c)
                  .convertTo(column, casting, new Scaling.Uniform(scale[c], shift[c]));
              assertThat(target.select(1, c).toBytes()).isEqualTo(column.toBytes());
            }
          }
        }
      }
    }
  }

  /** Items of an index may be one or many, and lie together or far apart. */
  @ParameterizedTest(name = "{0} to {1}, shape {2}")
  @CsvSource({
    "f, f, 1500", "d, f, 1024", "B, d, 1025", "f, f, 1500 3", "d, >f, 3 1500", ">h, >d, 1100 2 3",
    "f, d, 40 3 50", "f, f, 2 2050 2", "f, e, 513 1 2", "q, f, 4 1 600", "f, h, 700 2",
        "f, f, 2 3 2"
  })
  void eachIndexOfEachDimensionIsScaledByItsOwn(String from, String to, String lengths) {
    long[] shape = Arrays.stream(lengths.split(" ")).mapToLong(Long::parseLong).toArray();
    Random random = new Random(lengths.hashCode());
    NdView items = numbers(random, from, shape);
    for (int dim = 0; dim < shape.length; dim++) {
      int n = (int) shape[dim];
      double[] scale = random.doubles(n, -3, 3).toArray();
      double[] shift = random.doubles(n, -3, 3).toArray();
      NdView expected = NdView.allocate(to, shape);
      for (int i = 0; i < n; i++) {
        items
            .select(dim, i)
            .convertTo(
                expected.select(dim, i), Casting.UNSAFE, new Scaling.Uniform(scale[i], shift[i]));
      }
      Scaling scaling = Scaling.perIndex(scale, shift, dim);
      for (int way = 0; way < 4; way++) {
        NdView source = laidOut(from, way, shape);
        source.assign(items);
        NdView target = laidOut(to, (way * 3 + dim) % 4, shape);
        for (Execution execution : Execution.values()) {
          target.fill(0);
          source.convertTo(target, Casting.UNSAFE, scaling, execution);
          assertThat(target.toBytes()).as("dim %d, way %d", dim, way).isEqualTo(expected.toBytes());
        }
      }
    }
  }

  private static NdView laidOut(String format, int way, long... shape) {
    long[] wide = shape.clone();
    wide[wide.length - 1] *= 2;
    Index[] steps = new Index[shape.length];
    Arrays.fill(steps, Index.all());
    steps[steps.length - 1] = Index.step(-2);
    return switch (way) {
      case 1 -> NdView.allocate(format, shape).copy(Order.F);
      case 2 -> NdView.allocate(format, wide).slice(steps);
      case 3 -> NdView.of(MemorySegment.ofArray(new byte[(int) (items(shape) * 8)]), format, shape);
      default -> NdView.allocate(format, shape);
    };
  }

  private static long items(long... shape) {
    return Arrays.stream(shape).reduce(1, (a, b) -> a * b);
  }

  @Test
  void manyRowsBehindPointersAreScaledEachByItsOwn() {
    float[][] rows = new float[700][3];
    double[] scale = new double[700];
    for (int r = 0; r < 700; r++) {
      scale[r] = r + 0.5;
      rows[r] = new float[] {r, 1, -r};
    }
    NdView target = NdView.allocate("d", 700, 3);
    NdView.ofRows(rows)
        .convertTo(target, Casting.SAFE, Scaling.perIndex(scale, new double[700], 0));
    NdView back = NdView.ofRows(new float[700][3]);
    target.convertTo(back, Casting.UNSAFE, Scaling.perIndex(scale, new double[700], 0));
    for (int r = 0; r < 700; r++) {
      for (int c = 0; c < 3; c++) {
        assertThat(target.getDouble(r, c)).isEqualTo(rows[r][c] * scale[r]);
        assertThat(back.getFloat(r, c)).isEqualTo((float) (rows[r][c] * scale[r] * scale[r]));
      }
    }
  }

  @Test
  void theFirstOfManyIndicesThatLeavesIsNamed() {
    for (long[] shape : new long[][] {{1500}, {1500, 3}, {1500, 2, 2}}) {
      NdView source = NdView.allocate("d", shape);
      NdView target = NdView.allocate("f", shape);
      double[] scale = new double[1500];
      Arrays.fill(scale, 1);
      scale[1100] = 1e20;
      Scaling scaling = Scaling.perIndex(scale, new double[1500], 0);
      source.fill(1e18);
      source.convertTo(target, Casting.SAME_KIND, scaling);
      source.fill(1e19);
      target.fill(7);
      for (Execution execution : Execution.values()) {
        assertThatIllegalArgumentException()
            .isThrownBy(() -> source.convertTo(target, Casting.SAME_KIND, scaling, execution))
            .withMessageStartingWith("the value 1.0E19 * 1.0E20 + 0.0 at index [1100");
      }
      assertThat(target.count(7)).isEqualTo(target.size());
    }
  }

  /** What the largest of the factors would make infinite is looked at once more, by its own. */
  @ParameterizedTest(name = "{0} to {1}, {2} in a column scaled by {3}")
  @CsvSource({
    "d, f, 1e30, 1, true",
    "d, f, 1e30, 1e20, false",
    "d, f, 1e18, 1e20, true",
    "f, e, 60000, 1, true",
    "f, e, 60000, 2, false",
    "f, e, NaN, 1e20, true",
    "f, e, Infinity, 2, true",
    "d, f, -1e30, 1e20, false",
    ">d, f, 1e30, 1, true",
    ">d, f, 1e30, 1e20, false",
  })
  void eachColumnIsCheckedByItsOwn(
      String from, String to, double value, double scale, boolean fits) {
    int columns = 5;
    NdView source = NdView.allocate(from, 700, columns);
    NdView target = NdView.allocate(to, 700, columns);
    double[] factors = {1, 1, 1, 1, 1e20};
    factors[2] = scale;
    Scaling scaling = Scaling.perIndex(factors, new double[columns], 1);
    for (int row : new int[] {0, 350, 699}) {
      source.fill(0);
      source.setDouble(value, row, 2);
      if (fits) {
        source.convertTo(target, Casting.SAME_KIND, scaling);
        double scaled = to.equals("e") ? value * scale : (float) (value * scale);
        assertThat(target.getDouble(row, 2)).isEqualTo(Double.valueOf(scaled));
      } else {
        target.fill(7);
        assertThatIllegalArgumentException()
            .isThrownBy(() -> source.convertTo(target, Casting.SAME_KIND, scaling))
            .withMessageContaining("[%d, 2]".formatted(row));
        assertThat(target.getDouble(0, 0)).isEqualTo(7);
        assertThat(target.getDouble(699, 4)).isEqualTo(7);
      }
    }
  }

  @Test
  void tablesOfTablesToo() {
    double[] scale = new Random(5).doubles(31, -3, 3).toArray();
    NdView source = NdView.allocate("d", 4, 6, 31).slice(":, :5");
    for (long[] index : LayoutWalk.indices(source.shape())) {
      source.setDouble(index[0] * 100 + index[1] * 10 + index[2], index);
    }
    NdView target = NdView.allocate("f", 4, 5, 31);
    source.convertTo(target, Casting.SAME_KIND, Scaling.perIndex(scale, new double[31], 2));
    for (long[] index : LayoutWalk.indices(source.shape())) {
      double number = source.getDouble(index) * scale[(int) index[2]];
      assertThat(target.getFloat(index)).isEqualTo((float) number);
    }
  }

  @Test
  void theFirstNumberThatLeavesIsNamed() {
    NdView table = NdView.allocate("d", 300, 40);
    table.setDouble(1e38, 200, 30);
    table.setDouble(1e38, 250, 20);
    double[] scale = new double[40];
    Arrays.fill(scale, 1);
    scale[30] = 10;
    NdView target = NdView.allocate("f", 300, 40);
    target.fill(7);
    for (Execution execution : Execution.values()) {
      assertThatIllegalArgumentException()
          .isThrownBy(() ->
              table.convertTo(
                  target, Casting.SAME_KIND, Scaling.perIndex(scale, new double[40], 1), execution))
          .withMessageStartingWith("the value 1.0E38 * 10.0 + 0.0 at index [200, 30] does not fit");
    }
    assertThat(target.count(7)).isEqualTo(target.size());
    scale[30] = 1;
    table.convertTo(target, Casting.SAME_KIND, Scaling.perIndex(scale, new double[40], 1));
    assertThat(target.getFloat(250, 20)).isEqualTo(1e38f);
  }

  /** Just below what a scale makes infinite, just above, and at it, among many others. */
  @Property(tries = 600)
  void aScaledNumberIsRefusedWhereItBecomesInfinite(@ForAll Random random) {
    boolean narrow = random.nextBoolean();
    boolean floats = random.nextBoolean();
    double scale = (random.nextBoolean() ? 1 : -1) * Math.pow(10, random.nextInt(60) - 20);
    double shift =
        random.nextInt(3) == 0 ? 0 : Math.pow(10, random.nextInt(39)) * random.nextDouble();
    double limit = narrow ? Float.MAX_VALUE : Double.MAX_VALUE;
    double edge = (limit - shift) / scale;
    for (int i = random.nextInt(8); i > 0; i--) {
      edge = random.nextBoolean() ? Math.nextUp(edge) : edge * (1 + random.nextDouble() * 1e-7);
    }
    NdView from = NdView.allocate(floats ? "f" : "d", 300);
    double value = floats ? (float) edge : edge;
    from.setDouble(value, random.nextInt(300));
    NdView to = NdView.allocate(narrow ? "f" : "d", 300);
    double result = value * scale + shift;
    boolean leaves =
        Double.isFinite(value) && !Double.isFinite(narrow ? (double) (float) result : result);
    Scaling scaling = new Scaling.Uniform(scale, shift);
    if (leaves) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> from.convertTo(to, Casting.SAME_KIND, scaling))
          .withMessageContaining("does not fit");
      assertThat(to.toBytes()).containsOnly(0);
    } else {
      from.convertTo(to, Casting.SAME_KIND, scaling);
    }
  }
}
