package org.ndview.arrow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.types.Types.MinorType;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ndview.NdView;
import org.ndview.bridge.Plan.Cause;

/** Tensors as values: their metadata, and the order that these tell. */
class FixedShapeTensorTest {
  private static final ArrowType SHORT = MinorType.SMALLINT.getType();
  private final BufferAllocator allocator = new RootAllocator();

  @AfterEach
  void closeTheAllocator() {
    allocator.close();
  }

  private static NdView counted(long... shape) {
    NdView view = NdView.allocate("h", shape);
    NdView flat = view.reshape(-1);
    for (int i = 0; i < flat.size(); i++) {
      flat.setInt(i, i);
    }
    return view;
  }

  private static Field field(int size, String metadata) {
    return new Field(
        "x",
        new FieldType(
            false,
            new ArrowType.FixedSizeList(size),
            null,
            Map.of(
                "ARROW:extension:name",
                "arrow.fixed_shape_tensor",
                "ARROW:extension:metadata",
                metadata)),
        List.of(Field.notNullable("item", SHORT)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"shape\":[2,3]} | 6 | [2, 3] | [] | []",
        "{ \"dim_names\" : [\"a\", \"b\\u00e9\"], \"shape\" : [2, 3] } | 6 | [2, 3] | [] | [a, bé]",
        "{\"shape\":[2,3,4],\"permutation\":[2,0,1]} | 24 | [2, 3, 4] | [2, 0, 1] | []",
        "{\"shape\":[2,3],\"permutation\":null,\"dim_names\":null} | 6 | [2, 3] | [] | []",
        "{\"later\":{\"a\":[1]},\"shape\":[2,3]} | 6 | [2, 3] | [] | []",
        "{\"shape\":[]} | 1 | [] | [] | []",
        "{\"shape\":[0,9000000000,9000000000]} | 0 | [0, 9000000000, 9000000000] | [] | []"
      })
  void metadataAreRead(String text, int size, String shape, String permutation, String names) {
    FixedShapeTensor tensor = FixedShapeTensor.of(field(size, text)).orElseThrow();
    assertThat(tensor.shape()).hasToString(shape);
    assertThat(tensor.permutation()).hasToString(permutation);
    assertThat(tensor.dimNames()).hasToString(names);
    assertThat(FixedShapeTensor.of(tensor.field("y", SHORT))).contains(tensor);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | and START_OBJECT was expected",
        "[] | and START_OBJECT was expected",
        "{} | no shape",
        "{\"shape\":[2,3] | Unexpected end",
        "{\"shape\":[2,3]} 1 | and the end was expected",
        "{\"shape\":[2,3],\"shape\":[3,2]} | Duplicate",
        "{\"shape\":6} | and START_ARRAY was expected",
        "{\"shape\":null} | and START_ARRAY was expected",
        "{\"shape\":[2,\"3\"]} | and VALUE_NUMBER_INT was expected",
        "{\"shape\":[2,3.0]} | and VALUE_NUMBER_INT was expected",
        "{\"shape\":[-2,-3]} | negative length",
        "{\"shape\":[99999999999999999999]} | out of range of long",
        "{\"shape\":[2,3],\"permutation\":[0,0]} | no permutation of the 2 dimensions",
        "{\"shape\":[2,3],\"permutation\":[1,2]} | no permutation of the 2 dimensions",
        "{\"shape\":[2,3],\"permutation\":[0]} | no permutation of the 2 dimensions",
        "{\"shape\":[2,3],\"dim_names\":[\"a\"]} | 1 names for the 2 dimensions",
        "{\"shape\":[2,3],\"dim_names\":[\"a\",null]} | and VALUE_STRING was expected",
        "{\"shape\":[2,2]} | has tensors of shape [2, 2], and is of type FixedSizeList(6)",
        "{\"shape\":[4294967296,4294967296]} | and is of type FixedSizeList(6)"
      })
  void wrongMetadataAreAnError(String text, String message) {
    Field field = field(6, text);
    assertThatThrownBy(() -> FixedShapeTensor.of(field))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
    try (FieldVector vector = field.createVector(allocator)) {
      assertThatThrownBy(() -> ArrowVectors.view(vector))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining(message);
    }
    assertThatThrownBy(() -> ArrowVectors.plan(NdView.allocate("h", 1, 2, 3), field))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  @Test
  void metadataOfAnyLengthAreReadInBoundedTime() {
    String deep = "{\"a\":" + "[".repeat(100_000);
    String wide = "{\"shape\":[" + "1,".repeat(100_000) + "1]}";
    for (String text : List.of(deep, wide)) {
      assertThatThrownBy(() -> FixedShapeTensor.of(field(1, text)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("is not what arrow.fixed_shape_tensor has as metadata")
          .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(500));
    }
  }

  @Test
  void tensorsWithoutItemsAndLengthsThatOverflowAreAnError() {
    Field field = field(0, "{\"shape\":[9000000000,9000000000,0]}");
    try (FieldVector vector = field.createVector(allocator)) {
      vector.setValueCount(1);
      for (Runnable use :
          List.<Runnable>of(
              () -> ArrowVectors.view(vector),
              () -> ArrowVectors.copy(vector, 0),
              () -> ArrowVectors.validity(vector))) {
        assertThatThrownBy(use::run)
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessageContaining("overflows 64 bits");
      }
    }
  }

  @Test
  void aFieldOfAnotherExtensionIsNoTensor() {
    assertThat(FixedShapeTensor.of(Field.nullable("x", SHORT))).isEmpty();
  }

  @Test
  void tensorsAreReadInTheOrderOfTheirPermutation() {
    NdView memory = counted(2, 2, 3, 4);
    Field field = FixedShapeTensor.of(2, 3, 4).withPermutation(2, 0, 1).field("x", SHORT);
    try (FieldVector vector = ArrowVectors.wrap(memory.permute(0, 3, 1, 2), field, allocator);
        NdView view = ArrowVectors.view(vector)) {
      assertThat(view.shape()).containsExactly(2, 4, 2, 3);
      assertThat(view.toList()).isEqualTo(memory.permute(0, 3, 1, 2).toList());
      assertThat(view.segment().address()).isEqualTo(memory.contiguousSegment().address());
      vector.setNull(1);
      try (NdView filled = ArrowVectors.copy(vector, -1);
          NdView validity = ArrowVectors.validity(vector)) {
        assertThat(filled.slice("0").toList()).isEqualTo(view.slice("0").toList());
        assertThat(filled.slice("1").count(-1)).isEqualTo(24);
        assertThat(validity.shape()).containsExactly(2, 4, 2, 3);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"0,1,2,3", "0,2,1,3", "0,3,1,2", "0,2,3,1", "0,3,2,1"})
  void asItLiesFindsTheOrderInWhichABatchIsShared(String axes) {
    int[] order = java.util.Arrays.stream(axes.split(",")).mapToInt(Integer::parseInt).toArray();
    NdView batch = counted(2, 3, 4, 5).permute(order);
    FixedShapeTensor tensor = FixedShapeTensor.asItLies(batch);
    Field field = tensor.field("x", SHORT);
    assertThat(tensor.shape()).containsExactly(3L, 4L, 5L);
    assertThat(tensor.logicalShape()).isEqualTo(batch.select(0, 0).shape());
    assertThat(ArrowVectors.plan(batch, field).shares()).isTrue();
    try (FieldVector vector = ArrowVectors.wrap(batch, field, allocator);
        FieldVector copy = ArrowVectors.copy(batch, field, allocator);
        FieldVector plain = ArrowVectors.copy(batch, "x", allocator);
        NdView shared = ArrowVectors.view(vector);
        NdView copied = ArrowVectors.view(copy);
        NdView inOrder = ArrowVectors.view(plain)) {
      assertThat(shared.toList()).isEqualTo(batch.toList());
      assertThat(copied.toList()).isEqualTo(batch.toList());
      assertThat(copied.strides()).isEqualTo(batch.strides());
      assertThat(inOrder.toList()).isEqualTo(batch.toList());
      assertThat(inOrder.isCContiguous()).isTrue();
    }
  }

  @Test
  void aBatchThatIsNoBlockIsSharedByNoType() {
    NdView batch = counted(2, 3, 8).slice(":, :, ::2");
    Field field = FixedShapeTensor.asItLies(batch).field("x", SHORT);
    assertThat(ArrowVectors.plan(batch, field).cause()).isEqualTo(Cause.STRIDES);
    // the first dimension is the rows'
    NdView turned = counted(3, 2, 4).swapAxes(0, 1);
    Field ofTurned = FixedShapeTensor.asItLies(turned).field("x", SHORT);
    assertThat(ArrowVectors.plan(turned, ofTurned).cause()).isEqualTo(Cause.STRIDES);
    assertThatThrownBy(() -> FixedShapeTensor.asItLies(NdView.allocate("h")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void namesStayInTheField() {
    Field field = FixedShapeTensor.of(2, 3).withDimNames("row", "column").field("x", SHORT);
    try (FieldVector vector = ArrowVectors.wrap(counted(4, 2, 3), field, allocator)) {
      assertThat(FixedShapeTensor.of(vector.getField()).orElseThrow().dimNames())
          .containsExactly("row", "column");
    }
  }

  @Test
  void plainListsOfListsAreDimensionsToo() {
    Field field =
        new Field(
            "x",
            FieldType.notNullable(new ArrowType.FixedSizeList(2)),
            List.of(FixedShapeTensor.of(3, 4).withPermutation(1, 0).field("item", SHORT)));
    NdView memory = counted(5, 2, 3, 4);
    try (FieldVector vector = ArrowVectors.wrap(memory.swapAxes(2, 3), field, allocator);
        NdView view = ArrowVectors.view(vector)) {
      assertThat(view.shape()).containsExactly(5, 2, 4, 3);
      assertThat(view.toList()).isEqualTo(memory.swapAxes(2, 3).toList());
      assertThat(vector.getObject(4).toString()).contains("[108,109,110,111,112");
    }
  }

  @Test
  void aTensorWithMoreItemsThanAListIsAnError() {
    assertThatThrownBy(() -> FixedShapeTensor.of(1 << 16, 1 << 15).field("x", SHORT))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("2147483647");
    assertThatThrownBy(() -> FixedShapeTensor.of(1L << 32, 1L << 32).field("x", SHORT))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> FixedShapeTensor.of(new long[64]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("64 dimensions; at most 63");
  }
}
