package org.ndview.nd4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.INDArrayIndex;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.ndview.Index;
import org.ndview.NdView;
import org.ndview.Order;

/** Random views of views, from either side to the other and back. */
class RoundTripPropertiesTest {
  private static long[] shape(Random random) {
    return LongStream.generate(() -> 1 + random.nextInt(5)).limit(1 + random.nextInt(4)).toArray();
  }

  private static int[] axes(int n, Random random) {
    List<Integer> axes = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      axes.add(i);
    }
    java.util.Collections.shuffle(axes, random);
    return axes.stream().mapToInt(i -> i).toArray();
  }

  private static NdView step(NdView view, Random random, boolean backwards) {
    return switch (random.nextInt(3)) {
      case 0 -> view.permute(axes(view.ndim(), random));
      case 1 -> view.transpose();
      default -> {
        Index[] index = new Index[view.ndim()];
        for (int d = 0; d < index.length; d++) {
          long n = view.shape()[d];
          long start = random.nextLong(n);
          long step = 1 + random.nextInt(3);
          index[d] =
              random.nextInt(6) == 0
                  ? Index.at(start)
                  : backwards && random.nextBoolean()
                      ? Index.step(-step)
                      : Index.range(start, start + 1 + random.nextLong(n - start), step);
        }
        yield view.slice(index);
      }
    };
  }

  @Property(tries = 1000)
  void aViewWrapsWhereNothingIsInTheWayAndCopiesAlways(@ForAll long seed) {
    Random random = new Random(seed);
    DataType type = Numbers.TYPES.get(random.nextInt(Numbers.TYPES.size()));
    boolean backwards = random.nextInt(4) == 0;
    NdView view = Numbers.view(Numbers.FORMATS.get(type), shape(random));
    if (random.nextBoolean()) {
      view = view.copy(Order.F);
    }
    for (int i = random.nextInt(4); i > 0; i--) {
      view = step(view, random, backwards);
    }
    Numbers.assertSameItems(view, NdArrays.copy(view));
    long[] shape = view.shape();
    long[] strides = view.strides();
    boolean back = false;
    for (int d = 0; d < shape.length; d++) {
      back |= shape[d] > 1 && strides[d] < 0;
    }
    assertThat(NdArrays.plan(view).shares()).isEqualTo(!back);
    if (!back) {
      INDArray array = NdArrays.wrap(view);
      assertThat(array.dup().equals(array)).isTrue();
      Numbers.assertSameItems(view, array);
      Numbers.assertSharesMemory(view, array);
      assertThat(NdArrays.view(array).contentEquals(view)).isTrue();
    }
  }

  @Property(tries = 1000)
  void anArrayHasAViewAndTheViewAnArray(@ForAll long seed) {
    Random random = new Random(seed);
    DataType type = Numbers.TYPES.get(random.nextInt(Numbers.TYPES.size()));
    INDArray array = Numbers.array(type, shape(random)).dup(random.nextBoolean() ? 'c' : 'f');
    for (int i = random.nextInt(4); i > 0; i--) {
      INDArray next = step(array, random);
      if (next.isEmpty()) {
        // a bug of ND4J's: get() of an array with gaps, see docs/nd4j.md
        break;
      }
      array = next;
    }
    NdView view = NdArrays.view(array);
    Numbers.assertSameItems(view, array);
    Numbers.assertSharesMemory(view, array);
    INDArray again = NdArrays.wrap(view);
    assertThat(again.equals(array.dup())).as(Arrays.toString(array.shape())).isTrue();
    Numbers.assertSharesMemory(view, again);
    Numbers.assertSameItems(view, array);
  }

  private static INDArray step(INDArray array, Random random) {
    int rank = array.rank();
    return switch (rank == 0 ? 3 : random.nextInt(3)) {
      case 0 -> array.permute(axes(rank, random));
      case 1 -> {
        INDArrayIndex[] index = new INDArrayIndex[rank];
        for (int d = 0; d < rank; d++) {
          long start = random.nextLong(array.size(d));
          long end = start + 1 + random.nextLong(array.size(d) - start);
          // a step beyond the end confuses ND4J
          long step = 1 + random.nextLong(Math.min(3, end - start));
          index[d] = NDArrayIndex.interval(start, step, end);
        }
        yield array.get(index);
      }
      case 2 ->
          array.reshape(
              LongStream.concat(LongStream.of(1), Arrays.stream(array.shape())).toArray());
      default -> array;
    };
  }
}
