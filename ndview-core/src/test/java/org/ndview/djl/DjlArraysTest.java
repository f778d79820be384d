package org.ndview.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.util.passthrough.PassthroughNDManager;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ndview.Casting;
import org.ndview.NdView;
import org.ndview.bridge.Plan;
import org.ndview.format.Format;

class DjlArraysTest {
  private static final String SWAPPED =
      ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN ? ">" : "<";

  private NDManager manager;

  @BeforeEach
  void openAManager() {
    PyTorch.assumeHere();
    manager = NDManager.newBaseManager();
  }

  @AfterEach
  void closeIt() {
    if (manager != null) {
      manager.close();
    }
  }

  /** Bits of every kind: those of NaNs with a payload, infinities, -0.0, extremes of integers. */
  private static void fillWithBits(NdView view) {
    NdView bytes = view.cast("B");
    boolean bools = view.format().toString().equals("?");
    for (long i = 0; i < bytes.size(); i++) {
      bytes.setInt((int) (bools ? i % 3 % 2 : i * 37 + 127 & 255), i);
    }
  }

  // into DJL

  @ParameterizedTest
  @CsvSource({
    "f, FLOAT32",
    "d, FLOAT64",
    "e, FLOAT16",
    "q, INT64",
    "i, INT32",
    "b, INT8",
    "B, UINT8",
    "?, BOOLEAN",
  })
  void everyTypeIsSharedAndCopiedBothWays(String format, DataType type) {
    NdView view = NdView.allocate(format, 5, 7);
    fillWithBits(view);
    NDArray wrapped = DjlArrays.wrap(manager, view);
    assertThat(wrapped.getDataType()).isEqualTo(type);
    assertThat(wrapped.getShape()).isEqualTo(new Shape(5, 7));
    NdView again = DjlArrays.view(wrapped);
    assertThat(again.format()).isEqualTo(Format.parse(format));
    assertThat(again.segment().address() + again.layout().offset())
        .isEqualTo(view.segment().address() + view.layout().offset());
    assertThat(DjlArrays.copy(wrapped).toBytes()).isEqualTo(view.toBytes());

    NDArray copied = DjlArrays.copy(manager, view.transpose());
    assertThat(copied.getDataType()).isEqualTo(type);
    assertThat(DjlArrays.view(copied).toBytes()).isEqualTo(view.transpose().toBytes());
    NdView swapped = NdView.allocate(SWAPPED + format, 5, 7);
    view.convertTo(swapped, Casting.SAFE);
    assertThat(DjlArrays.view(DjlArrays.copy(manager, swapped)).toList()).isEqualTo(view.toList());
  }

  @Test
  void aWriteOnOneSideIsAReadOnTheOther() {
    NdView view = NdView.allocate("f", 2, 3);
    NDArray array = DjlArrays.wrap(manager, view);
    array.addi(1);
    assertThat(view.getFloat(1, 2)).isEqualTo(1);
    view.setFloat(7, 0, 1);
    assertThat(array.getFloat(0, 1)).isEqualTo(7);
    NDArray copy = DjlArrays.copy(manager, view);
    view.setFloat(0, 0, 1);
    assertThat(copy.getFloat(0, 1)).isEqualTo(7);
  }

  @Test
  void rowsOfABlockAreSharedFromTheirFirstItem() {
    NdView block = NdView.allocate("f", 4, 2);
    block.setFloat(7, 2, 1);
    NDArray row = DjlArrays.wrap(manager, block.slice("2:3"));
    assertThat(row.toFloatArray()).containsExactly(0, 7);
    row.addi(1);
    assertThat(block.toList())
        .isEqualTo(List.of(List.of(0f, 0f), List.of(0f, 0f), List.of(1f, 8f), List.of(0f, 0f)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"[bfloat16]", "h", "H", "I", "Q"})
  void typesThatEndTheJvmAreRefused(String format) {
    NdView view = NdView.allocate(format, 4);
    Plan plan = DjlArrays.plan(manager, view);
    assertThat(plan.way()).isEqualTo(Plan.Way.REFUSE);
    assertThat(plan.cause()).isEqualTo(Plan.Cause.FORMAT);
    assertThatThrownBy(() -> DjlArrays.wrap(manager, view))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessageStartingWith("DJL cannot share the memory of this view: DJL has no type for")
        .hasMessageContaining("convertTo() a new view");
    assertThatThrownBy(() -> DjlArrays.copy(manager, view))
        .isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> DjlArrays.wrapOrCopy(manager, view))
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void complexNumbersGoInAsTheirParts() {
    NdView view = NdView.allocate("Zf", 3);
    assertThatThrownBy(() -> DjlArrays.wrap(manager, view))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessageContaining("cast(\"f\", ..., 2)");
    assertThat(DjlArrays.wrap(manager, view.cast("f", 3, 2)).getShape()).isEqualTo(new Shape(3, 2));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "heap      | HEAP",
        "reversed  | STRIDES",
        "read-only | READ_ONLY",
        "swapped   | BYTE_ORDER",
      })
  void whatCannotBeSharedIsCopied(String which, Plan.Cause cause) {
    NdView block = NdView.of(new float[] {1, 2, 3}).copy();
    NdView swapped = NdView.allocate(SWAPPED + "f", 3);
    block.convertTo(swapped);
    NdView view =
        switch (which) {
          case "heap" -> NdView.of(new float[] {1, 2, 3});
          case "reversed" -> block.slice("::-1");
          case "read-only" -> block.toReadOnly();
          default -> swapped;
        };
    assertThat(DjlArrays.plan(manager, view).cause()).isEqualTo(cause);
    assertThatThrownBy(() -> DjlArrays.wrap(manager, view))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessageContaining("DjlArrays.copy(manager, view) copies it");
    NDArray copy = DjlArrays.wrapOrCopy(manager, view);
    assertThat(DjlArrays.view(copy).toList()).isEqualTo(view.toList());
  }

  @Test
  void noItemsAndNoDimensionsAreArraysToo() {
    NdView one = NdView.allocate("f");
    NDArray scalar = DjlArrays.wrap(manager, one);
    scalar.addi(3);
    assertThat(one.get()).isEqualTo(3f);
    assertThat(DjlArrays.view(scalar).shape()).isEmpty();
    NDArray none = DjlArrays.wrap(manager, NdView.allocate("q", 0, 3));
    assertThat(none.getShape()).isEqualTo(new Shape(0, 3));
    assertThat(none.getDataType()).isEqualTo(DataType.INT64);
    assertThat(DjlArrays.view(none).shape()).containsExactly(0, 3);
    assertThat(DjlArrays.copy(none).shape()).containsExactly(0, 3);
    assertThat(DjlArrays.copy(manager, NdView.allocate("q", 0, 3)).size()).isZero();
  }

  @Test
  void allDimensionsOfAViewAreThoseOfAnArray() {
    long[] shape = new long[64];
    Arrays.fill(shape, 1);
    shape[40] = 2;
    NdView view = NdView.allocate("f", shape);
    assertThat(DjlArrays.view(DjlArrays.wrap(manager, view)).shape()).isEqualTo(shape);
  }

  @Test
  void longDoublesBecomeDoublesAndBoolsOneOrZero() {
    NdView wide = NdView.allocate("g", 2);
    wide.setDouble(0.1, 1);
    assertThat(DjlArrays.copy(manager, wide).toDoubleArray()).containsExactly(0, 0.1);
    NdView bools = NdView.allocate("?", 3);
    bools.cast("B").setInt(255, 1);
    NDArray truth = DjlArrays.wrapOrCopy(manager, bools);
    assertThat(truth.toBooleanArray()).containsExactly(false, true, false);
    assertThat(DjlArrays.view(truth).cast("B").toBytes()).containsExactly(0, 1, 0);
  }

  // out of DJL

  @Test
  void anArrayOfDjlsOwnIsViewedInPlace() {
    NDArray array = manager.arange(6).reshape(2, 3);
    NdView view = DjlArrays.view(array);
    assertThat(view.obj()).isSameAs(array);
    assertThat(view.slice("::-1").toList()).isEqualTo(List.of(List.of(3, 4, 5), List.of(0, 1, 2)));
    view.setInt(9, 0, 0);
    assertThat(array.getInt(0, 0)).isEqualTo(9);
    NdView row = DjlArrays.view(array.get(1));
    row.setInt(8, 0);
    assertThat(view.getInt(1, 0)).isEqualTo(8);
  }

  @Test
  void aTransposeIsCopiedAndItsRefusalLeavesNothingBehind() {
    NDArray transpose = manager.arange(6).reshape(2, 3).transpose();
    int arrays = manager.getManagedArrays().size();
    assertThatThrownBy(() -> DjlArrays.view(transpose))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessageContaining("do not lie in C order")
        .hasMessageContaining("DjlArrays.copy(array)");
    assertThat(DjlArrays.copy(transpose).toList())
        .isEqualTo(List.of(List.of(0, 3), List.of(1, 4), List.of(2, 5)));
    assertThat(manager.getManagedArrays()).hasSize(arrays);
  }

  @Test
  void aSparseArrayIsCopiedWithAllOfItsNumbers() {
    NDArray sparse =
        manager.createCoo(
            FloatBuffer.wrap(new float[] {1, 2}), new long[][] {{0, 1}, {2, 0}}, new Shape(2, 3));
    int arrays = manager.getManagedArrays().size();
    assertThatThrownBy(() -> DjlArrays.view(sparse))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessageContaining("sparse (COO)")
        .hasMessageContaining("DjlArrays.copy(array)");
    assertThat(DjlArrays.copy(sparse).toList())
        .isEqualTo(List.of(List.of(0f, 0f, 1f), List.of(2f, 0f, 0f)));
    assertThat(manager.getManagedArrays()).hasSize(arrays);
  }

  @Test
  void aManagerWithoutAnEngineGetsCopies() {
    NDManager none = PassthroughNDManager.INSTANCE;
    NdView view = NdView.allocate("f", 2);
    view.fill(3);
    assertThat(DjlArrays.plan(none, view).cause()).isEqualTo(Plan.Cause.BACK_END);
    assertThatThrownBy(() -> DjlArrays.wrap(none, view))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessageContaining("the manager is of no engine")
        .hasMessageContaining("DjlArrays.copy(manager, view)");
    NDArray copied = DjlArrays.wrapOrCopy(none, view);
    assertThat(DjlArrays.copy(copied).toList()).isEqualTo(List.of(3f, 3f));
    assertThatThrownBy(() -> DjlArrays.view(none.create(new float[] {1})))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessageContaining("of no engine")
        .hasMessageContaining("DjlArrays.copy(array)");
  }

  @Test
  void stringsHaveNoFormat() {
    NDArray strings = manager.create(new String[] {"a", "b"});
    assertThatThrownBy(() -> DjlArrays.view(strings))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessageContaining("toStringArray()");
    assertThatThrownBy(() -> DjlArrays.copy(strings))
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "BFLOAT16, [bfloat16]",
    "INT16, h",
    "UINT16, H",
    "UINT32, I",
    "UINT64, Q",
  })
  void whatAnotherEngineHasComesOutAsWhatItIs(DataType type, String format) {
    assertThat(ArrayTypes.format(type)).isEqualTo(Format.parse(format));
  }

  @ParameterizedTest
  @ValueSource(strings = {"COMPLEX64", "UNKNOWN"})
  void typesWithoutItemsOfTheirSizeAreRefused(DataType type) {
    assertThatThrownBy(() -> ArrayTypes.format(type))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessageContaining(type.name());
  }
}
