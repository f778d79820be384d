package org.ndview.nd4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;
import org.ndview.NdView;
import org.ndview.Order;

/** ND4J computes with shared memory what it computes with a copy of its own. */
class OperationsTest {
  private static final Map<String, UnaryOperator<INDArray>> OPERATIONS = new LinkedHashMap<>();

  /** Each gives shape [6, 4]. */
  private static final Map<String, UnaryOperator<NdView>> GEOMETRIES = new LinkedHashMap<>();

  static {
    OPERATIONS.put("sum", a -> Nd4j.scalar(a.sumNumber().doubleValue()));
    OPERATIONS.put("sum of columns", a -> a.sum(0));
    OPERATIONS.put("mean of rows", a -> a.mean(1));
    OPERATIONS.put("std", a -> a.std(0));
    OPERATIONS.put("norm2", a -> a.norm2(1));
    OPERATIONS.put("max", a -> a.max(1));
    OPERATIONS.put("argMax", a -> a.argMax(0));
    OPERATIONS.put("add a scalar", a -> a.add(3));
    OPERATIONS.put("add in place", a -> a.addi(3));
    OPERATIONS.put("multiply by itself", a -> a.mul(a));
    OPERATIONS.put("add a dense one", a -> Nd4j.ones(a.dataType(), 6, 4).add(a));
    OPERATIONS.put("add a row", a -> a.addRowVector(Nd4j.ones(a.dataType(), 1, 4)));
    OPERATIONS.put("mmul", a -> a.mmul(Nd4j.ones(a.dataType(), 4, 3)));
    OPERATIONS.put("mmul on the right", a -> Nd4j.ones(a.dataType(), 3, 6).mmul(a));
    OPERATIONS.put("mmul by its transpose", a -> a.mmul(a.transpose()));
    OPERATIONS.put("matrix by vector", a -> a.mmul(Nd4j.ones(a.dataType(), 4)));
    OPERATIONS.put("dup", a -> a.dup('f'));
    OPERATIONS.put("concat", a -> Nd4j.concat(1, a, a));
    OPERATIONS.put("vstack", a -> Nd4j.vstack(a, a));
    OPERATIONS.put("softmax", a -> Transforms.softmax(a, true));
    OPERATIONS.put("exp", a -> Transforms.exp(a.mul(0.1), true));
    OPERATIONS.put("sort", a -> Nd4j.sort(a, 1, false));
    OPERATIONS.put("cumsum", a -> a.cumsum(1));
    OPERATIONS.put("row", a -> a.getRow(2).dup());
    OPERATIONS.put("column", a -> a.getColumn(2).dup());
    OPERATIONS.put("reshape", a -> a.reshape(3, 8).add(0));
    OPERATIONS.put("cast", a -> a.castTo(DataType.INT64));
    OPERATIONS.put("greater", a -> a.gt(5));

    GEOMETRIES.put("whole", v -> v.slice("0, :6, :4").copy());
    GEOMETRIES.put("F order", v -> v.slice("0, :6, :4").copy(Order.F));
    GEOMETRIES.put("stepped", v -> v.slice("1, 1:12:2, ::2"));
    GEOMETRIES.put("padded", v -> v.slice("2, 3:9, 1:5"));
    GEOMETRIES.put("transposed and padded", v -> v.slice("0, 2:6, 1:7").transpose());
    GEOMETRIES.put("far apart", v -> v.permute(1, 2, 0).slice("::2, 3, :"));
  }

  static Stream<Arguments> cases() {
    return GEOMETRIES.keySet().stream()
        .flatMap(g -> OPERATIONS.keySet().stream().map(o -> Arguments.of(g, o)));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void theResultIsThatOfACopy(String geometry, String operation) {
    for (String format : new String[] {"d", "f"}) {
      NdView view = GEOMETRIES.get(geometry).apply(Numbers.view(format, 4, 12, 8));
      INDArray shared = NdArrays.wrap(view);
      INDArray own = NdArrays.copy(view);
      INDArray expected = OPERATIONS.get(operation).apply(own);
      INDArray actual = OPERATIONS.get(operation).apply(shared);
      assertThat(actual.shape()).isEqualTo(expected.shape());
      assertThat(actual.equalsWithEps(expected, 1e-5)).as("%s%n%s", actual, expected).isTrue();
      // and what it did in place
      Numbers.assertSameItems(view, own);
    }
  }
}
