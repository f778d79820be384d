package org.ndview.nd4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.ReadOnlyBufferException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.memory.conf.WorkspaceConfiguration;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.ndview.NdView;

/** NdArrays.view: every data type in every geometry that ND4J makes, and what has no view. */
class ViewTest {
  /** All of an array of shape [4, 6, 5]; each a view of ND4J's own, none a copy. */
  private static final Map<String, UnaryOperator<INDArray>> GEOMETRIES = new LinkedHashMap<>();

  static {
    GEOMETRIES.put("whole", a -> a);
    GEOMETRIES.put("matrix", a -> a.slice(2));
    GEOMETRIES.put("row of a matrix", a -> a.slice(2).getRow(1));
    GEOMETRIES.put("column of a matrix", a -> a.slice(2).getColumn(3));
    GEOMETRIES.put("transposed", a -> a.slice(1).transpose());
    GEOMETRIES.put("permuted", a -> a.permute(2, 0, 1));
    GEOMETRIES.put("reshaped", a -> a.reshape(2, 2, 30));
    GEOMETRIES.put("reshaped transpose of itself", a -> a.reshape(24, 5).transpose());
    GEOMETRIES.put(
        "interval with step",
        a -> a.get(NDArrayIndex.all(), NDArrayIndex.interval(1, 2, 6), NDArrayIndex.all()));
    GEOMETRIES.put(
        "interval of an interval",
        a ->
            a.get(NDArrayIndex.interval(1, 4), NDArrayIndex.all(), NDArrayIndex.interval(1, 4))
                .get(NDArrayIndex.all(), NDArrayIndex.interval(2, 2, 6), NDArrayIndex.all()));
    GEOMETRIES.put(
        "permuted interval",
        a ->
            a.get(NDArrayIndex.interval(1, 3), NDArrayIndex.all(), NDArrayIndex.interval(2, 5))
                .permute(1, 2, 0));
    GEOMETRIES.put("along a dimension", a -> a.tensorAlongDimension(3, 0, 2));
    GEOMETRIES.put("length 1 in the middle", a -> a.reshape(4, 1, 30).permute(2, 1, 0));
    GEOMETRIES.put(
        "length 1 of a longer dimension",
        a -> a.get(NDArrayIndex.all(), NDArrayIndex.interval(2, 3), NDArrayIndex.all()));
    GEOMETRIES.put("one item", a -> a.getScalar(3, 2, 1));
    GEOMETRIES.put("one item of all", a -> a.reshape(120).getScalar(119));
  }

  static Stream<Arguments> cases() {
    return Numbers.TYPES.stream()
        .flatMap(t -> GEOMETRIES.keySet().stream().map(g -> Arguments.of(t, g)));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void aViewIsTheArraysMemory(DataType type, String geometry) {
    for (char order : new char[] {'c', 'f'}) {
      INDArray root = Numbers.array(type, 4, 6, 5).dup(order);
      INDArray array = GEOMETRIES.get(geometry).apply(root);
      NdView view = NdArrays.view(array);
      assertThat(view.format()).hasToString(Numbers.FORMATS.get(type));
      assertThat(view.obj()).isSameAs(array);
      assertThat(view.isReadOnly()).isFalse();
      Numbers.assertSameItems(view, array);
      Numbers.assertSharesMemory(view, array);
    }
  }

  @Test
  void whatAViewWritesIsWhatTheRootHolds() {
    INDArray root = Nd4j.arange(12).reshape(3, 4);
    NdArrays.view(root.getColumn(2)).set(50.0, 1);
    assertThat(root.getDouble(1, 2)).isEqualTo(50);
    assertThat(root.sumNumber().doubleValue()).isEqualTo(66 - 6 + 50);
  }

  @Test
  void theSegmentSpansTheItemsAndNoMore() {
    INDArray column = Numbers.array(DataType.DOUBLE, 3, 4).getColumn(1);
    assertThat(NdArrays.view(column).segment().byteSize()).isEqualTo((2 * 4 + 1) * 8);
  }

  @Test
  void anArrayWithoutDimensionsIsAViewWithoutDimensions() {
    NdView view = NdArrays.view(Nd4j.scalar(2.5));
    assertThat(view.ndim()).isZero();
    assertThat(view.get()).isEqualTo(2.5);
  }

  @ParameterizedTest
  @MethodSource("org.ndview.nd4j.Numbers#types")
  void anArrayWithoutItemsIsAViewWithoutItems(DataType type) {
    NdView view = NdArrays.view(Nd4j.create(type, 2, 0, 3));
    assertThat(view.shape()).containsExactly(2, 0, 3);
    assertThat(view.format()).hasToString(Numbers.FORMATS.get(type));
    assertThat(view.toList()).hasToString("[[], []]");
    assertThat(NdArrays.view(Nd4j.empty(type)).shape()).containsExactly(0);
  }

  @Test
  void aConstantBufferIsReadOnly() {
    INDArray array = Nd4j.create(DataType.FLOAT, 3);
    array.data().setConstant(true);
    NdView view = NdArrays.view(array);
    assertThat(view.isReadOnly()).isTrue();
    assertThatExceptionOfType(ReadOnlyBufferException.class).isThrownBy(() -> view.set(1f, 0));
  }

  @Test
  void stringsHaveNoView() {
    INDArray strings = Nd4j.create("a", "b");
    assertThatExceptionOfType(UnsupportedOperationException.class)
        .isThrownBy(() -> NdArrays.view(strings))
        .withMessageContaining("UTF8");
  }

  @Test
  void compressedArraysHaveNoView() {
    INDArray compressed = Nd4j.getCompressor().compress(Nd4j.rand(DataType.FLOAT, 9, 9), "GZIP");
    assertThatExceptionOfType(UnsupportedOperationException.class)
        .isThrownBy(() -> NdArrays.view(compressed))
        .withMessageContaining("COMPRESSED")
        .withMessageContaining("decompress");
  }

  @Test
  void closedArraysHaveNoView() {
    INDArray array = Nd4j.create(DataType.FLOAT, 3);
    INDArray part = array.reshape(3, 1);
    array.close();
    for (INDArray closed : new INDArray[] {array, part}) {
      assertThatExceptionOfType(IllegalStateException.class)
          .isThrownBy(() -> NdArrays.view(closed))
          .withMessageContaining("closed");
    }
  }

  @Test
  void arraysOfAWorkspaceHaveViewsWhileItsScopeLasts() {
    WorkspaceConfiguration configuration =
        WorkspaceConfiguration.builder().initialSize(1 << 20).build();
    INDArray array;
    INDArray part;
    INDArray detached;
    try (MemoryWorkspace scope =
        Nd4j.getWorkspaceManager().getAndActivateWorkspace(configuration, "ndview")) {
      assertThat(scope.isScopeActive()).isTrue();
      array = Numbers.array(DataType.INT32, 3, 4);
      part = array.getRow(1);
      detached = array.detach();
      Numbers.assertSharesMemory(NdArrays.view(part), part);
      assertThat(NdArrays.wrap(Numbers.view("i", 3)).isAttached()).isFalse();
    }
    assertStale(array);
    assertStale(part);
    try (MemoryWorkspace again =
        Nd4j.getWorkspaceManager().getAndActivateWorkspace(configuration, "ndview")) {
      assertThat(again.isScopeActive()).isTrue();
      assertStale(array);
      assertStale(part);
    }
    Numbers.assertSharesMemory(NdArrays.view(detached), detached);
  }

  private static void assertStale(INDArray array) {
    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(() -> NdArrays.view(array))
        .withMessageContaining("workspace whose scope has ended");
  }
}
