package org.ndview.nd4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.ndview.NdView;

/** What the tests have in common: data types, filled arrays and views, comparison item by item. */
final class Numbers {
  /** The format of each data type that has items, after what each side has documented. */
  static final Map<DataType, String> FORMATS =
      Map.ofEntries(
          Map.entry(DataType.DOUBLE, "d"),
          Map.entry(DataType.FLOAT, "f"),
          Map.entry(DataType.FLOAT16, "e"),
          Map.entry(DataType.BFLOAT16, "[bfloat16]"),
          Map.entry(DataType.INT64, "q"),
          Map.entry(DataType.INT32, "i"),
          Map.entry(DataType.INT16, "h"),
          Map.entry(DataType.INT8, "b"),
          Map.entry(DataType.UINT64, "Q"),
          Map.entry(DataType.UINT32, "I"),
          Map.entry(DataType.UINT16, "H"),
          Map.entry(DataType.UINT8, "B"),
          Map.entry(DataType.BOOL, "?"));

  static final List<DataType> TYPES = FORMATS.keySet().stream().sorted().toList();

  private Numbers() {}

  static Stream<DataType> types() {
    return TYPES.stream();
  }

  /** Small numbers, different from item to item as far as the type goes. */
  static int number(boolean bool, long i) {
    return (int) (bool ? i * 5 % 3 % 2 : 1 + i % 120);
  }

  /** A value of the type that differs from another. */
  static int other(boolean bool, Object old) {
    if (bool) {
      return Boolean.TRUE.equals(old) ? 0 : 1;
    }
    return ((Number) old).intValue() == 99 ? 98 : 99;
  }

  static INDArray array(DataType type, long... shape) {
    INDArray array = Nd4j.create(type, shape);
    long[] n = {0};
    indices(shape, i -> array.putScalar(i, number(type == DataType.BOOL, n[0]++)));
    return array;
  }

  static NdView view(String format, long... shape) {
    return fill(NdView.allocate(format, shape));
  }

  static NdView fill(NdView view) {
    long[] n = {0};
    boolean bool = view.format().toString().endsWith("?");
    indices(view.shape(), i -> view.set(number(bool, n[0]++), i));
    return view;
  }

  static void indices(long[] shape, Consumer<long[]> each) {
    if (Arrays.stream(shape).noneMatch(n -> n == 0)) {
      indices(shape, 0, new long[shape.length], each);
    }
  }

  private static void indices(long[] shape, int dim, long[] index, Consumer<long[]> each) {
    if (dim == shape.length) {
      each.accept(index.clone());
      return;
    }
    for (index[dim] = 0; index[dim] < shape[dim]; index[dim]++) {
      indices(shape, dim + 1, index, each);
    }
  }

  static double get(NdView view, long... index) {
    Object item = view.get(index);
    return item instanceof Boolean b ? b ? 1 : 0 : ((Number) item).doubleValue();
  }

  /** ND4J has no item access without an index. */
  static double get(INDArray array, long... index) {
    return index.length == 0 ? array.getDouble(0) : array.getDouble(index);
  }

  static void put(INDArray array, double value, long... index) {
    if (index.length == 0) {
      array.assign(value);
    } else {
      array.putScalar(index, value);
    }
  }

  static void assertSameItems(NdView view, INDArray array) {
    assertThat(view.shape()).isEqualTo(array.shape());
    indices(
        view.shape(),
        i -> assertThat(get(view, i)).as(Arrays.toString(i)).isEqualTo(get(array, i)));
  }

  /** Writes every item, in turns on either side, and reads it on the other. */
  static void assertSharesMemory(NdView view, INDArray array) {
    boolean bool = array.dataType() == DataType.BOOL;
    int[] turn = {0};
    indices(
        view.shape(),
        i -> {
          int value = other(bool, view.get(i));
          if (turn[0]++ % 2 == 0) {
            view.set(value, i);
            assertThat(get(array, i)).as("ND4J's %s", Arrays.toString(i)).isEqualTo(value);
          } else {
            put(array, value, i);
            assertThat(get(view, i)).as("the view's %s", Arrays.toString(i)).isEqualTo(value);
          }
        });
  }
}
