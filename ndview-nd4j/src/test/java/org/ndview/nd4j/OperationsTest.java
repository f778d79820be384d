package org.ndview.nd4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.exception.ND4JIllegalStateException;
import org.ndview.Casting;
import org.ndview.Index;
import org.ndview.NdView;
import org.ndview.Order;

/** ND4J computes with shared memory what it computes with a copy of its own. */
class OperationsTest {
  /** Each makes a view of a small and a large one, of shape [2, k, m, 2]. */
  private static final Map<String, UnaryOperator<NdView>> GEOMETRIES = new LinkedHashMap<>();

  static {
    GEOMETRIES.put("whole", v -> v.slice("0, ..., 0").copy());
    GEOMETRIES.put("F order", v -> v.slice("0, ..., 0").copy(Order.F));
    GEOMETRIES.put("stepped", v -> v.slice("1, ::2, ::3, 0"));
    GEOMETRIES.put("padded", v -> v.slice("0, 1:-1, 1:-2, :").select(2, 1));
    GEOMETRIES.put("transposed and padded", v -> v.slice("0, 2:, 1:-1, 0").transpose());
    GEOMETRIES.put("one row", v -> v.slice("0, 3:4, :, 1"));
    GEOMETRIES.put("one column", v -> v.slice("0, :, 2:3, 1"));
    GEOMETRIES.put("one item", v -> v.slice("1:, 3:4, 2, 1"));
    GEOMETRIES.put("a stepped vector", v -> v.slice("0, 3, 1::2, 1"));
    GEOMETRIES.put("three dimensions", v -> v.slice("0, :, 1:-1"));
    GEOMETRIES.put("four, permuted", v -> v.permute(2, 0, 3, 1));
    GEOMETRIES.put("four, the first last", v -> v.slice(":, ::2").permute(1, 2, 3, 0));
    GEOMETRIES.put("five, with lengths of 1", v -> v.slice(":, newaxis, 1:, ::2, 1:"));
  }

  static Stream<Arguments> cases() {
    return GEOMETRIES.keySet().stream()
        .flatMap(g -> Operations.ALL.keySet().stream().map(o -> Arguments.of(g, o)));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void theResultIsThatOfACopy(String geometry, String operation) {
    for (DataType type : Numbers.TYPES) {
      String format = Numbers.FORMATS.get(type);
      // ND4J's kernels for large ones are others: they run in threads
      for (long[] shape : new long[][] {{2, 6, 7, 2}, {2, 60, 72, 2}}) {
        NdView view = GEOMETRIES.get(geometry).apply(fill(NdView.allocate(format, shape), 3));
        assertThat(NdArrays.plan(view).shares()).isTrue();
        compare(view, operation, Operations.ALL.get(operation));
      }
    }
  }

  private static NdView fill(NdView view, int seed) {
    NdView bytes = NdView.of(new byte[(int) view.size()]).cast("b");
    Random random = new Random(seed);
    boolean bool = view.format().toString().equals("?");
    for (long i = 0; i < bytes.size(); i++) {
      bytes.setByte((byte) (bool ? random.nextInt(2) : random.nextInt(4)), i);
    }
    bytes.reshape(view.shape()).convertTo(view, Casting.UNSAFE);
    return view;
  }

  private static void compare(NdView view, String name, Operations operation) {
    INDArray shared = NdArrays.wrap(view);
    INDArray own = NdArrays.copy(view);
    if (!operation.fits().test(own)) {
      return;
    }
    String what =
        name + " of " + own.dataType() + Arrays.toString(view.shape()) + " " + view.layout();
    INDArray expected;
    try {
      expected = operation.run().apply(own);
    } catch (UnsupportedOperationException | ND4JIllegalStateException e) {
      // such as the dot product of halves
      assertThatThrownBy(() -> operation.run().apply(shared)).as(what).hasSameClassAs(e);
      return;
    }
    INDArray actual = operation.run().apply(shared);
    // halves are summed in another order, and large sums of them differ by some bits
    double eps = view.itemsize() == 2 ? 2e-2 : 1e-4;
    assertSame(NdArrays.view(actual), NdArrays.view(expected), eps, what);
    // and what it did in place
    assertSame(view, NdArrays.view(own), eps, what + ", in place");
  }

  private static void assertSame(NdView actual, NdView expected, double eps, String what) {
    assertThat(actual.shape()).as(what).isEqualTo(expected.shape());
    assertThat(actual.format()).as(what).isEqualTo(expected.format());
    if (actual.contentEquals(expected)) {
      return;
    }
    NdView a = doubles(actual);
    NdView e = doubles(expected);
    for (long i = 0; i < a.size(); i++) {
      double x = a.getDouble(i);
      double y = e.getDouble(i);
      boolean same = x == y || Double.isNaN(x) && Double.isNaN(y);
      assertThat(same || Math.abs(x - y) <= eps * Math.max(1, Math.abs(y)))
          .as("%s: item %d is %s, not %s", what, i, x, y)
          .isTrue();
    }
  }

  private static NdView doubles(NdView view) {
    NdView doubles = NdView.of(new double[(int) view.size()]);
    view.convertTo(doubles.reshape(view.shape()), Casting.UNSAFE);
    return doubles;
  }

  @Property(tries = 400)
  void theResultOverARandomLayoutIsThatOfACopy(@ForAll long seed) {
    Random random = new Random(seed);
    DataType type = Numbers.TYPES.get(random.nextInt(Numbers.TYPES.size()));
    List<String> names = List.copyOf(Operations.ALL.keySet());
    boolean large = random.nextInt(4) == 0;
    NdView view = layout(Numbers.FORMATS.get(type), large ? 90 : 6, random);
    for (int i = 0; i < 3; i++) {
      String name = names.get(random.nextInt(names.size()));
      compare(fill(view, i), name, Operations.ALL.get(name));
    }
  }

  private static NdView layout(String format, int longest, Random random) {
    int ndim = 1 + random.nextInt(5);
    long[] shape = new long[ndim];
    Index[] index = new Index[ndim];
    List<Integer> axes = new ArrayList<>();
    for (int d = 0; d < ndim; d++) {
      long length = random.nextInt(5) == 0 ? 1 : 1 + random.nextInt(d < 2 ? longest : 4);
      long step = 1 + random.nextInt(3);
      long before = random.nextInt(3);
      shape[d] = before + length * step + random.nextInt(2);
      index[d] = Index.range(before, before + length * step, step);
      axes.add(d);
    }
    Collections.shuffle(axes, random);
    Order order = random.nextBoolean() ? Order.C : Order.F;
    NdView whole = NdView.allocate(format, shape).copy(order);
    return whole.slice(index).permute(axes.stream().mapToInt(i -> i).toArray());
  }
}
