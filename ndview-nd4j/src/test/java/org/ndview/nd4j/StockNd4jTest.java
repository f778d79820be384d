package org.ndview.nd4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.api.ops.impl.transforms.any.IsMax;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.INDArrayIndex;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.ndview.testing.ChildJvm;

/**
 * Operations that ND4J gets wrong on its own arrays with gaps or in Fortran's order, as
 * docs/nd4j.md lists them. A test that fails here says that ND4J has mended one: take it from the
 * list.
 */
class StockNd4jTest {
  /** Arrays of ND4J's own with the numbers of a dense one. */
  private enum Geometry {
    /** Every second item of a row. */
    GAPS {
      @Override
      INDArray of(INDArray dense) {
        return part(dense, 2, 0);
      }
    },
    /** Rows with two items more behind them. */
    PADDED {
      @Override
      INDArray of(INDArray dense) {
        return part(dense, 1, 2);
      }
    },
    F {
      @Override
      INDArray of(INDArray dense) {
        return dense.dup('f');
      }
    };

    abstract INDArray of(INDArray dense);

    private static INDArray part(INDArray dense, int step, int more) {
      long[] shape = dense.shape();
      int last = shape.length - 1;
      INDArrayIndex[] index = new INDArrayIndex[shape.length];
      for (int d = 0; d < last; d++) {
        index[d] = NDArrayIndex.interval(0, shape[d]);
      }
      index[last] = NDArrayIndex.interval(0, step, step * shape[last]);
      long[] whole = shape.clone();
      whole[0]++;
      whole[last] = step * shape[last] + more;
      return Nd4j.create(dense.dataType(), whole).get(index).assign(dense);
    }
  }

  /** An operation, and an array of the geometry that it gets wrong. */
  private record Fault(
      String name, Geometry geometry, INDArray dense, Function<INDArray, INDArray[]> operation) {
    @Override
    public String toString() {
      return name + " of " + geometry;
    }
  }

  private static Fault fault(
      String name, Geometry geometry, INDArray dense, Function<INDArray, INDArray[]> operation) {
    return new Fault(name, geometry, dense, operation);
  }

  private static INDArray numbers(long... shape) {
    long n = Arrays.stream(shape).reduce(1, (a, b) -> a * b);
    return Nd4j.linspace(1, n, n, DataType.FLOAT).reshape(shape);
  }

  private static INDArray[] run(String name, INDArray input, List<Integer> numbers) {
    return Nd4j.exec(
        DynamicCustomOp.builder(name)
            .addInputs(input)
            .addIntegerArguments(numbers.stream().mapToInt(i -> i).toArray())
            .build());
  }

  private static INDArray[] oneHot(INDArray indices) {
    return Nd4j.exec(
        DynamicCustomOp.builder("onehot")
            .addInputs(indices)
            .addIntegerArguments(-1, 4)
            .addFloatingPointArguments(1.0, 0.0)
            .build());
  }

  private static DataSet data(INDArray features) {
    return new DataSet(features, Nd4j.create(new float[10][2]).putScalar(3, 1, 1));
  }

  private static INDArray[] features(List<DataSet> sets) {
    return sets.stream().map(DataSet::getFeatures).toArray(INDArray[]::new);
  }

  static Stream<Fault> faults() {
    INDArray rows = numbers(10, 4);
    INDArray classes = Nd4j.createFromArray(0, 2, 1, 3, 2, 0).reshape(2, 3);
    INDArray odd = Nd4j.createFromArray(true, false, true, false, true, true).reshape(2, 3);
    return Stream.of(
        fault(
            "get", Geometry.GAPS, rows, a -> one(a.get(NDArrayIndex.point(8), NDArrayIndex.all()))),
        fault("slice", Geometry.GAPS, rows, a -> one(a.slice(8))),
        fault(
            "splitTestAndTrain",
            Geometry.GAPS,
            rows,
            a -> {
              var split = data(a).splitTestAndTrain(6);
              return new INDArray[] {split.getTrain().getFeatures(), split.getTest().getFeatures()};
            }),
        fault("asList", Geometry.GAPS, rows, a -> features(data(a).asList())),
        fault("get(i)", Geometry.GAPS, rows, a -> one(data(a).get(8).getFeatures())),
        fault("getRange", Geometry.GAPS, rows, a -> one(data(a).getRange(7, 9).getFeatures())),
        fault("batchBy", Geometry.GAPS, rows, a -> features(data(a).batchBy(5))),
        fault(
            "sortByLabel",
            Geometry.GAPS,
            rows,
            a -> {
              DataSet data = data(a);
              data.sortByLabel();
              return one(data.getFeatures());
            }),
        fault("onehot", Geometry.GAPS, classes, StockNd4jTest::oneHot),
        fault("onehot", Geometry.F, classes, StockNd4jTest::oneHot),
        fault("histogram", Geometry.GAPS, numbers(4, 6), a -> run("histogram", a, List.of(5))),
        fault(
            "depth_to_space",
            Geometry.GAPS,
            numbers(1, 2, 2, 8),
            a -> run("depth_to_space", a, List.of(2, 1))),
        fault(
            "space_to_depth",
            Geometry.GAPS,
            numbers(1, 4, 4, 2),
            a -> run("space_to_depth", a, List.of(2, 1))),
        fault(
            "IsMax",
            Geometry.F,
            Nd4j.createFromArray(1f, 5, 2, 9, 3, 4).reshape(2, 3),
            a -> Nd4j.exec(new IsMax(a, Nd4j.createUninitialized(DataType.BOOL, 2, 3)))),
        fault(
            "gesvd",
            Geometry.GAPS,
            Nd4j.createFromArray(2f, 0, 1, 3, 4, 5, 6, 7, 9).reshape(3, 3),
            a -> {
              INDArray values = Nd4j.create(DataType.FLOAT, 3);
              Nd4j.getBlasWrapper().lapack().gesvd(a, values, null, null);
              return one(values);
            }),
        fault(
            "ger",
            Geometry.GAPS,
            Nd4j.zeros(DataType.FLOAT, 4, 4),
            a -> {
              Nd4j.getBlasWrapper().level2().ger('c', 1.0, numbers(4), numbers(4), a);
              return one(a);
            }),
        fault(
            "resize_area",
            Geometry.F,
            numbers(1, 4, 4, 2),
            a -> run("resize_area", a, List.of(2, 2))),
        fault(
            "resize_bilinear",
            Geometry.GAPS,
            numbers(1, 4, 4, 2),
            a -> run("resize_bilinear", a, List.of(3, 3))),
        fault("trace", Geometry.GAPS, numbers(4, 4), a -> run("trace", a, List.of())),
        fault("split", Geometry.PADDED, numbers(4, 6), a -> run("split", a, List.of(2, 1))),
        fault("where_np", Geometry.F, odd, a -> run("where_np", a, List.of())),
        fault("toNpyByteArray", Geometry.GAPS, numbers(4, 6), StockNd4jTest::npy),
        fault("toNpyByteArray", Geometry.F, numbers(4, 6), StockNd4jTest::npy));
  }

  private static INDArray[] one(INDArray array) {
    return new INDArray[] {array};
  }

  private static INDArray[] npy(INDArray array) {
    return one(Nd4j.createNpyFromByteArray(Nd4j.toNpyByteArray(array)));
  }

  /** The numbers of all results, or null if ND4J refuses. */
  private static @Nullable List<String> numbersOf(
      Function<INDArray, INDArray[]> operation, INDArray a) {
    INDArray[] results;
    try {
      results = operation.apply(a);
    } catch (RuntimeException _) {
      return null;
    }
    return Arrays.stream(results)
        .map(r -> r.isEmpty() ? "empty" : NdArrays.view(r).toList().toString())
        .toList();
  }

  @ParameterizedTest
  @MethodSource("faults")
  void nd4jIsStillWrongOnArraysOfItsOwn(Fault fault) {
    INDArray other = fault.geometry.of(fault.dense);
    assertThat(NdArrays.view(other).contentEquals(NdArrays.view(fault.dense))).isTrue();
    List<String> right = numbersOf(fault.operation, fault.dense.dup('c'));
    assertThat(right).isNotNull();
    assertThat(numbersOf(fault.operation, other))
        .as("ND4J has mended %s: docs/nd4j.md need not warn of it any more", fault)
        .isNotEqualTo(right);
  }

  @Test
  void castToFloat16OfUint16IsStillWrongWhateverTheGeometry() {
    INDArray numbers = Nd4j.createFromArray(1f, 2f).castTo(DataType.UINT16);
    assertThat(NdArrays.view(numbers.castTo(DataType.FLOAT16)).toList())
        .isNotEqualTo(List.of(1f, 2f));
    // ndview converts it right
    assertThat(NdArrays.view(NdArrays.copy(NdArrays.view(numbers), DataType.FLOAT16)).toList())
        .isEqualTo(List.of(1f, 2f));
  }

  /** It ends the process. */
  @Test
  void scatterUpdateByIndicesWithGapsStillCrashes() throws Exception {
    assertThat(ChildJvm.run(ScatterProgram.class, List.of(), "dense").output())
        .contains("result [[1.0, 1.0], [1.0, 1.0]]");
    assertThat(ChildJvm.run(ScatterProgram.class, List.of(), "gaps").output())
        .doesNotContain("result [[1.0, 1.0], [1.0, 1.0]]");
  }

  @Test
  void theDocsNameEachOperation() throws IOException {
    String page = Files.readString(Path.of("../docs/nd4j.md"));
    assertThat(faults().map(Fault::name)).allSatisfy(name -> assertThat(page).contains("`" + name));
    assertThat(page).contains("`castTo(FLOAT16)`", "`scatterUpdate`");
  }

  /** Of dense arrays too. */
  @Test
  void sortByLabelWritesOverRowsThatItHasStillToRead() {
    INDArray features = Nd4j.zeros(DataType.FLOAT, 12, 3);
    INDArray labels = Nd4j.zeros(DataType.FLOAT, 12, 3);
    for (int i = 0; i < 12; i++) {
      features.putScalar(i, 0, i);
      labels.putScalar(i, i % 3, 1);
    }
    DataSet data = new DataSet(features, labels);
    data.sortByLabel();
    Set<Float> left = new HashSet<>();
    for (int i = 0; i < 12; i++) {
      left.add(data.getFeatures().getFloat(i, 0));
    }
    assertThat(left).hasSizeLessThan(12);
  }
}
