package org.ndview;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.ndview.Answers.shown;

import java.lang.foreign.MemorySegment;
import java.nio.ReadOnlyBufferException;
import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ndview.format.Format;
import org.ndview.format.Scalar;

/** take and takeTo: NumPy's take, into memory that is there, with a conversion or without. */
class TakeTest {
  private static final long[] NONE = {};

  private static Execution execution(Random random) {
    return random.nextBoolean() ? Execution.PARALLEL : Execution.SEQUENTIAL;
  }

  private static long[] indices(Random random, long n, int count) {
    return n == 0 ? NONE : random.longs(count, -n, n).toArray();
  }

  private static long[] taken(long[] shape, int dim, int count) {
    long[] result = shape.clone();
    result[dim] = count;
    return result;
  }

  /** Item by item. */
  private static void model(NdView source, long[] indices, int dim, NdView target) {
    for (long[] to : LayoutWalk.indices(target.shape())) {
      long[] from = to.clone();
      from[dim] = indices[(int) to[dim]];
      from[dim] += from[dim] < 0 ? source.shape()[dim] : 0;
      target.set(source.get(from), to);
    }
  }

  /** Some layout of a shape: orders of axes, gaps, backward. */
  private static NdView target(Random random, Format format, long[] shape) {
    int ndim = shape.length;
    int[] axes = RandomViews.shuffled(random, ndim).stream().mapToInt(i -> i).toArray();
    long[] lengths = new long[ndim];
    int[] back = new int[ndim];
    for (int d = 0; d < ndim; d++) {
      lengths[axes[d]] = shape[d];
      back[d] = axes[d];
    }
    int step = random.nextInt(3) == 0 ? 2 : 1;
    long[] room = lengths.clone();
    for (int d = 0; d < ndim; d++) {
      room[d] *= step;
    }
    NdView view = NdView.allocate(format, room);
    Index[] index = new Index[ndim];
    for (int d = 0; d < ndim; d++) {
      index[d] = Index.range(0, room[d], step);
    }
    view = view.slice(index).permute(back);
    return random.nextInt(4) == 0 ? view.flip(random.nextInt(ndim)) : view;
  }

  @Property(tries = 2000)
  void everyItemIsTheOneThatItsIndexNames(@ForAll Random random) {
    NdView source = RandomViews.any(random).view();
    if (source.ndim() == 0) {
      return;
    }
    int dim = random.nextInt(source.ndim());
    long[] indices = indices(random, source.shape()[dim], random.nextInt(6));
    long[] shape = taken(source.shape(), dim, indices.length);
    NdView target = target(random, source.format(), shape);
    int named = random.nextBoolean() ? dim : dim - source.ndim();
    source.take(indices, named, target, execution(random));
    for (long[] to : LayoutWalk.indices(shape)) {
      long[] from = to.clone();
      from[dim] = indices[(int) to[dim]];
      from[dim] += from[dim] < 0 ? source.shape()[dim] : 0;
      assertThat(shown(target.key(to))).isEqualTo(shown(source.key(from)));
    }
  }

  @Property(tries = 2000)
  void takeToIsTakeThenConvertTo(@ForAll Random random) {
    NdView source = RandomViews.any(random).view();
    if (source.ndim() == 0 || !(source.format() instanceof Scalar)) {
      return;
    }
    int dim = random.nextInt(source.ndim());
    long[] indices = indices(random, source.shape()[dim], random.nextInt(6));
    long[] shape = taken(source.shape(), dim, indices.length);
    String[] formats = {"f", ">d", "h", "B", "e", "q", "?", "<f"};
    Format format = Format.parse(formats[random.nextInt(formats.length)]);
    NdView target = target(random, format, shape);
    NdView expected = NdView.allocate(format, shape);
    NdView between = NdView.allocate(source.format(), shape);
    source.take(indices, dim, between);
    Casting casting = Casting.values()[random.nextInt(Casting.values().length)];
    int by = random.nextInt(source.ndim());
    double[] scales = random.doubles(shape[by], -3, 3).toArray();
    Scaling scaling =
        switch (random.nextInt(3)) {
          case 0 -> Scaling.none();
          case 1 -> Scaling.of(0.5, 3);
          default -> Scaling.perIndex(scales, scales, by);
        };
    byte[] before = target.toBytes();
    String refusal = "";
    try {
      between.convertTo(expected, casting, scaling);
    } catch (IllegalArgumentException e) {
      refusal = e.getMessage();
    }
    try {
      source.takeTo(indices, dim, target, casting, scaling, execution(random));
      assertThat(refusal).isEmpty();
      assertThat(target.toBytes()).isEqualTo(expected.toBytes());
    } catch (IllegalArgumentException e) {
      assertThat(refusal).isNotEmpty();
      assertThat(e.getMessage()).endsWith(refusal);
      assertThat(target.toBytes()).isEqualTo(before);
    }
  }

  /** Rows of every length on the ways through tables, runs, blocks and walks. */
  @ParameterizedTest(name = "{0} of shape {1} along {2}, {3} indices")
  @CsvSource(
      delimiter = '|',
      value = {
        "B  | 5000           | 0 | 3000",
        ">h | 5000           | 0 | 1",
        "i  | 900 3          | 0 | 2500",
        "q  | 3000           | 0 | 2500",
        "f  | 500 5          | 0 | 700",
        "B  | 400 17         | 0 | 300",
        "d  | 300 100        | 0 | 700",
        "d  | 40 900         | 1 | 5",
        "B  | 3000 7         | 1 | 3",
        "i  | 30 60 7        | 1 | 100",
        "f  | 20 30 40       | 2 | 33",
        "i  | 6 70000        | 0 | 5",
        "B  | 40 30 29 3     | 0 | 50",
        "T{h:a:d:b:} | 300 5 | 0 | 100",
        "3s | 100 30         | 1 | 7",
        "Zd | 200 6          | 1 | 9",
        "i  | 4 2000         | 1 | 3000",
        "d  | 900 100        | 0 | 2000",
        ">h | 500 40 30      | 0 | 450",
        "B  | 700 9 90       | 1 | 11",
      })
  void everyShape(String format, String lengths, int dim, int count) {
    long[] shape = Arrays.stream(lengths.trim().split(" ")).mapToLong(Long::parseLong).toArray();
    Random random = new Random(count);
    for (int variant = 0; variant < 6; variant++) {
      NdView base = NdView.allocate(format, shape);
      byte[] bytes = new byte[(int) base.nbytes()];
      random.nextBytes(bytes);
      base.cast("B").assign(NdView.of(bytes).cast("B"));
      NdView source = target(random, base.format(), shape);
      source.assign(base);
      long[] indices = indices(random, shape[dim], count);
      NdView target = target(random, base.format(), taken(shape, dim, count));
      source.take(indices, dim, target, execution(random));
      byte[] picked = bytes(base, indices, dim);
      assertThat(target.toBytes()).isEqualTo(picked);
      if (base.format() instanceof Scalar) {
        NdView doubles =
            target(random, Format.parse(format.endsWith("Zd") ? "Zd" : "d"), target.shape());
        source.takeTo(indices, dim, doubles, Casting.UNSAFE, Scaling.none(), execution(random));
        NdView all = NdView.allocate(doubles.format(), target.shape());
        target.convertTo(all, Casting.UNSAFE);
        assertThat(doubles.toBytes()).isEqualTo(all.toBytes());
      }
    }
  }

  /** What take gives, by copies of bytes alone. */
  private static byte[] bytes(NdView base, long[] indices, int dim) {
    long[] shape = base.shape();
    byte[] from = base.toBytes();
    int inner = (int) base.itemsize();
    for (int d = dim + 1; d < shape.length; d++) {
      inner *= (int) shape[d];
    }
    int n = (int) shape[dim];
    int outer = from.length / (inner * n);
    byte[] to = new byte[outer * indices.length * inner];
    for (int o = 0, at = 0; o < outer; o++) {
      for (long index : indices) {
        int i = (int) (index < 0 ? index + n : index);
        System.arraycopy(from, (o * n + i) * inner, to, at, inner);
        at += inner;
      }
    }
    return to;
  }

  @Test
  void shuffledImagesBecomeNormalisedChannels() {
    Random random = new Random(1);
    byte[] bytes = new byte[50 * 37 * 41 * 3];
    random.nextBytes(bytes);
    NdView images = NdView.of(bytes).cast("B", 50, 37, 41, 3);
    long[] order = random.longs(20, 0, 50).toArray();
    Scaling scaling =
        Scaling.standardize(new double[] {120, 110, 100}, new double[] {60, 50, 40}, 3);
    for (Execution execution : Execution.values()) {
      NdView batch = NdView.allocate("f", 20, 3, 37, 41);
      NdView last = batch.permute(0, 2, 3, 1);
      images.takeTo(order, 0, last, Casting.SAME_KIND, scaling, execution);
      for (int i = 0; i < 20; i++) {
        NdView one = NdView.allocate("f", 37, 41, 3);
        Scaling alone =
            Scaling.standardize(new double[] {120, 110, 100}, new double[] {60, 50, 40}, 2);
        images.select(0, order[i]).convertTo(one, Casting.SAME_KIND, alone);
        assertThat(last.select(0, i).contentEquals(one)).isTrue();
      }
    }
  }

  @Test
  void sourceAndTargetMayOverlap() {
    NdView m = NdView.allocate("i", 5, 3);
    for (int i = 0; i < 15; i++) {
      m.reshape(-1).setInt(i, i);
    }
    NdView was = m.copy();
    m.take(new long[] {4, 3, 2, 1, 0}, 0, m);
    assertThat(m.contentEquals(was.slice("::-1"))).isTrue();
    m.takeTo(new long[] {1, 0, 3, 2}, 0, m.slice("1:"), Casting.SAFE, Scaling.none());
    assertThat(m.slice("1:, 0").toList().toString()).isEqualTo("[9, 12, 3, 6]");
    m.take(new long[] {2, 2, 2}, 1, m);
    assertThat(m.slice(":, 0").contentEquals(m.slice(":, 2"))).isTrue();
    Layout repeated = Layout.of(4, 0, new long[] {3}, new long[] {0});
    NdView writable = NdView.of(MemorySegment.ofArray(new int[1]), Format.parse("i"), repeated);
    NdView.of(new int[] {7, 8}).take(new long[] {0, 0, 1}, 0, writable);
    assertThat(writable.getInt(0)).isEqualTo(8);
  }

  @Test
  void behindPointersOnEitherSide() {
    int[][] rows = {{1, 2}, {3, 4}, {5, 6}};
    NdView source = NdView.ofRows(rows);
    int[][] into = new int[2][2];
    source.take(new long[] {2, 0}, 0, NdView.ofRows(into));
    assertThat(into).isDeepEqualTo(new int[][] {{5, 6}, {1, 2}});
    double[][] doubles = new double[3][3];
    source.takeTo(
        new long[] {1, 1, 0}, 1, NdView.ofRows(doubles), Casting.SAFE, Scaling.of(1, 0.5));
    assertThat(doubles)
        .isDeepEqualTo(new double[][] {{2.5, 2.5, 1.5}, {4.5, 4.5, 3.5}, {6.5, 6.5, 5.5}});
  }

  /** Few of many, or more than there are, through a copy of the source or index by index. */
  @ParameterizedTest
  @ValueSource(ints = {1, 30, 200, 500})
  void columnsBehindPointers(int taken) {
    short[][] rows = new short[40][200];
    for (int r = 0; r < 40; r++) {
      for (int c = 0; c < 200; c++) {
        rows[r][c] = (short) (r * 200 + c);
      }
    }
    long[] indices = new Random(taken).ints(taken, 0, 200).asLongStream().toArray();
    NdView source = NdView.ofRows(rows);
    NdView target = NdView.allocate("h", 40, taken);
    NdView doubles = NdView.ofRows(new double[40][taken]);
    for (Execution execution : Execution.values()) {
      target.fill(-1);
      source.take(indices, 1, target, execution);
      source.takeTo(indices, 1, doubles, Casting.SAFE, Scaling.of(2, 1), execution);
      for (int r = 0; r < 40; r++) {
        for (int i = 0; i < taken; i++) {
          assertThat(target.getShort(r, i)).isEqualTo(rows[r][(int) indices[i]]);
          assertThat(doubles.getDouble(r, i)).isEqualTo(rows[r][(int) indices[i]] * 2.0 + 1);
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "5     | index 5 at position 1 of the indices is out of bounds for dimension 0 of length 5",
        "-6    | index -6 at position 1 of the indices is out of bounds for dimension 0 of length 5",
        "9223372036854775807 | index 9223372036854775807 at position 1 of the indices is out of bounds for dimension 0 of length 5",
        "-9223372036854775808 | index -9223372036854775808 at position 1 of the indices is out of bounds for dimension 0 of length 5",
      })
  void anIndexOutsideIsRefused(long bad, String message) {
    NdView source = NdView.of(new int[] {1, 2, 3, 4, 5});
    NdView target = NdView.of(new int[3]);
    for (NdView to : new NdView[] {target, target.viewAs("f")}) {
      assertThatExceptionOfType(IndexOutOfBoundsException.class)
          .isThrownBy(
              () -> source.takeTo(new long[] {0, bad, 1}, 0, to, Casting.UNSAFE, Scaling.none()))
          .withMessage(message);
    }
    assertThatExceptionOfType(IndexOutOfBoundsException.class)
        .isThrownBy(() -> source.take(new long[] {0, bad, 1}, 0, target))
        .withMessage(message);
    assertThat(target.toBytes()).containsOnly(0);
  }

  @Test
  void nothingIsTakenFromAnEmptyDimension() {
    NdView none = NdView.allocate("i", 0, 3);
    none.take(NONE, 0, NdView.allocate("i", 0, 3));
    none.take(new long[] {1, 1}, 1, NdView.allocate("i", 0, 2));
    assertThatExceptionOfType(IndexOutOfBoundsException.class)
        .isThrownBy(() -> none.take(new long[] {0}, 0, NdView.allocate("i", 1, 3)))
        .withMessage(
            "index 0 at position 0 of the indices is out of bounds for dimension 0 of length 0");
  }

  @Test
  void whatDoesNotSuitIsRefused() {
    NdView source = NdView.allocate("i", 4, 3);
    NdView target = NdView.allocate("i", 2, 3);
    long[] two = {0, 1};
    assertThatIllegalArgumentException()
        .isThrownBy(() -> source.take(two, 1, target))
        .withMessage(
            "2 indices along dimension 1 of the shape [4, 3] take the shape [4, 2], and the target has [2, 3]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> source.take(two, 2, target))
        .withMessageContaining("axis 2 is out of bounds");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> source.take(two, 0, target.viewAs("f")))
        .withMessage("the formats differ: 'i' taken into 'f'; takeTo() converts");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> source.takeTo(two, 0, target.viewAs("f"), Casting.SAFE, Scaling.none()))
        .withMessageContaining("is not allowed by the rule SAFE");
    assertThatExceptionOfType(ReadOnlyBufferException.class)
        .isThrownBy(() -> source.take(two, 0, target.toReadOnly()));
    target.close();
    assertThatIllegalStateException().isThrownBy(() -> source.take(two, 0, target));
  }

  @Test
  void aNumberThatDoesNotFitIsNamedByIndexAndPosition() {
    NdView source = NdView.allocate("i", 5, 4);
    source.setInt(300, 3, 1);
    NdView target = NdView.allocate("B", 2, 4);
    for (NdView to : new NdView[] {target, NdView.allocate("B", 4, 2).transpose()}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() ->
              source
                  .viewAs("I")
                  .takeTo(new long[] {0, 3}, 0, to, Casting.SAME_KIND, Scaling.none()))
          .withMessageStartingWith(
              "at position 1 of the indices, which is index 3 of dimension 0: the value 300 at index [1, 1]"
                  + " does not fit the format 'B', which holds 0 to 255");
      assertThat(to.toBytes()).containsOnly(0);
    }
    NdView turned = NdView.allocate("B", 4, 2);
    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            source
                .viewAs("I")
                .transpose()
                .takeTo(new long[] {0, -2}, 1, turned, Casting.SAME_KIND, Scaling.none()))
        .withMessageStartingWith(
            "at position 1 of the indices, which is index 3 of dimension 1: the value 300 at index [1, 1]"
                + " does not fit the format 'B'");
    assertThat(turned.toBytes()).containsOnly(0);
  }

  @Test
  void theSameOfManyShortRows() {
    NdView source = NdView.allocate("d", 900, 100);
    source.setDouble(1e300, 700, 99);
    NdView target = NdView.allocate("f", 2000, 100);
    target.fill(3);
    long[] indices = new Random(4).longs(2000, 0, 700).toArray();
    indices[1500] = 700;
    for (Execution execution : Execution.values()) {
      for (Scaling scaling : new Scaling[] {Scaling.none(), Scaling.of(2, 1)}) {
        assertThatIllegalArgumentException()
            .isThrownBy(
                () -> source.takeTo(indices, 0, target, Casting.SAME_KIND, scaling, execution))
            .withMessageStartingWith(
                "at position 1500 of the indices, which is index 700 of dimension 0: the value 1.0E300")
            .withMessageContaining("at index [1500, 99]");
      }
    }
    assertThat(target.count(3)).isEqualTo(target.size());
  }

  @Test
  void structuresConvertOnTheWay() {
    NdView source = NdView.allocate("T{>h:a:b:b:}", 3);
    source.set(java.util.List.of(5, 6), 2);
    NdView target = NdView.allocate("T{i:a:q:b:}", 2);
    source.takeTo(new long[] {2, 0}, 0, target, Casting.SAFE, Scaling.none());
    assertThat(target.get(0).toString()).isEqualTo(source.get(2).toString());
    source.set(java.util.List.of(500, 6), 1);
    NdView narrow = NdView.allocate("T{b:a:b:b:}", 2);
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> source.takeTo(new long[] {2, 1}, 0, narrow, Casting.SAME_KIND, Scaling.none()))
        .withMessageStartingWith(
            "at position 1 of the indices, which is index 1 of dimension 0: in the item at index [1]: ");
    assertThat(narrow.toBytes()).containsOnly(0);
  }

  @Test
  void farApartRowsOfALargeMemory() {
    // places that no table of ints holds; the pages between are never touched
    try (NdView all = NdView.allocate("B", (1L << 32) + 64)) {
      all.setByte((byte) 7, 1L << 32);
      NdView target = NdView.of(new byte[3]).cast("B");
      all.take(new long[] {0, 1L << 32, 5}, 0, target);
      assertThat(target.toList().toString()).isEqualTo("[0, 7, 0]");
    }
  }

  @Test
  void readOnlyAndHeapMemoryAreSources() {
    MemorySegment memory = MemorySegment.ofArray(new int[] {1, 2, 3}).asReadOnly();
    float[] into = new float[2];
    NdView.of(memory, "i", 3)
        .takeTo(new long[] {2, 1}, 0, NdView.of(into), Casting.SAME_KIND, Scaling.of(2, 0));
    assertThat(into).containsExactly(6, 4);
  }
}
