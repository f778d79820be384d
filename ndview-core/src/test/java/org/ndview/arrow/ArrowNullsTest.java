package org.ndview.arrow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.BitVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.complex.FixedSizeListVector;
import org.apache.arrow.vector.types.Types.MinorType;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ndview.NdView;

/** Nulls are no items: told, left out by name, or filled; never passed over. */
class ArrowNullsTest {
  private final BufferAllocator allocator = new RootAllocator();

  @AfterEach
  void closeTheAllocator() {
    allocator.close();
  }

  private static List<Object> numbers(FieldVector vector, Object forNull) {
    List<Object> numbers = new ArrayList<>();
    for (int i = 0; i < vector.getValueCount(); i++) {
      numbers.add(vector.isNull(i) ? forNull : vector.getObject(i));
    }
    return numbers;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 8, 9, 63, 64, 65, 1000, 65536, 65537, 200_001})
  void nullsAreToldWhateverTheLength(int n) {
    Random random = new Random(n);
    try (Float8Vector vector = new Float8Vector("x", allocator)) {
      vector.allocateNew(n);
      List<Boolean> valid = new ArrayList<>();
      for (int i = 0; i < n; i++) {
        valid.add(i > 0 && random.nextInt(3) > 0);
        if (valid.get(i)) {
          vector.set(i, i + 0.5);
        } else {
          vector.setNull(i);
        }
      }
      vector.setValueCount(n);
      try (NdView values = ArrowVectors.values(vector);
          NdView validity = ArrowVectors.validity(vector);
          NdView copy = ArrowVectors.copy(vector, Double.NaN)) {
        assertThat(validity.toList()).isEqualTo(valid);
        assertThat(copy.toList()).isEqualTo(numbers(vector, Double.NaN));
        assertThat(values.shape()).isEqualTo(copy.shape());
        assertThatThrownBy(() -> ArrowVectors.view(vector))
            .isInstanceOf(UnsupportedOperationException.class)
            .hasMessage(
                vector.getNullCount()
                    + " values of the vector 'x' are null, which no view has: ArrowVectors.values(vector) views them as"
                    + " they lie, validity(vector) tells which they are, copy(vector, value) puts a value in their"
                    + " place");
        assertThatThrownBy(() -> ArrowVectors.copy(vector))
            .isInstanceOf(UnsupportedOperationException.class)
            .hasMessageStartingWith(vector.getNullCount() + " values of the vector 'x' are null")
            .hasMessageEndingWith("ArrowVectors.copy(vector, value) puts a value in their place");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 8, 9, 65535, 65536, 65537, 100_000})
  void bitsAreBoolsWhateverTheLength(int n) {
    Random random = new Random(n);
    boolean[] bools = new boolean[n];
    try (BitVector vector = new BitVector("x", allocator)) {
      vector.allocateNew(n);
      for (int i = 0; i < n; i++) {
        bools[i] = random.nextBoolean();
        vector.set(i, bools[i] ? 1 : 0);
      }
      vector.setValueCount(n);
      try (NdView copy = ArrowVectors.copy(vector);
          FieldVector again = ArrowVectors.copy(copy, "x", allocator)) {
        assertThat(copy.toArray()).isEqualTo(bools);
        assertThat(numbers(again, null)).isEqualTo(numbers(vector, null));
      }
      vector.setNull(n / 2);
      try (NdView copy = ArrowVectors.copy(vector, true)) {
        bools[n / 2] = true;
        assertThat(copy.toArray()).isEqualTo(bools);
      }
    }
  }

  @Test
  void theNullsOfAVectorWithoutAnyAreAllValid() {
    try (FieldVector vector = ArrowVectors.wrap(NdView.allocate("i", 3, 2), "x", allocator);
        NdView validity = ArrowVectors.validity(vector);
        FieldVector none = ArrowVectors.copy(NdView.allocate("i", 0), "x", allocator);
        NdView noValidity = ArrowVectors.validity(none)) {
      assertThat(validity.toArray())
          .isEqualTo(new boolean[][] {{true, true}, {true, true}, {true, true}});
      assertThat(noValidity.shape()).containsExactly(0);
    }
  }

  /** Lists of two lists of two, by hand: null are the second row, list 4 and item 1. */
  private FixedSizeListVector nested() {
    FixedSizeListVector rows = FixedSizeListVector.empty("x", 2, allocator);
    rows.setInitialCapacity(3);
    FixedSizeListVector lists =
        (FixedSizeListVector)
            rows.addOrGetVector(
                    FieldType.nullable(
                        new org.apache.arrow.vector.types.pojo.ArrowType.FixedSizeList(2)))
                .getVector();
    IntVector items =
        (IntVector) lists.addOrGetVector(FieldType.nullable(MinorType.INT.getType())).getVector();
    rows.allocateNew();
    items.allocateNew(12);
    for (int i = 0; i < 12; i++) {
      items.setSafe(i, i);
    }
    items.setNull(1);
    for (int i = 0; i < 6; i++) {
      lists.setNotNull(i);
    }
    lists.setNull(4);
    rows.setNotNull(0);
    rows.setNull(1);
    rows.setNotNull(2);
    rows.setValueCount(3);
    return rows;
  }

  @Test
  void anItemInANullListIsNoItem() {
    try (FixedSizeListVector rows = nested();
        NdView validity = ArrowVectors.validity(rows);
        NdView copy = ArrowVectors.copy(rows, -1);
        NdView values = ArrowVectors.values(rows)) {
      assertThat(validity.toArray())
          .isEqualTo(
              new boolean[][][] {
                {{true, false}, {true, true}},
                {{false, false}, {false, false}},
                {{false, false}, {true, true}}
              });
      assertThat(copy.toArray())
          .isEqualTo(new int[][][] {{{0, -1}, {2, 3}}, {{-1, -1}, {-1, -1}}, {{-1, -1}, {10, 11}}});
      assertThat(values.slice("2").toList()).isEqualTo(List.of(List.of(8, 9), List.of(10, 11)));
      assertThatThrownBy(() -> ArrowVectors.view(rows))
          .isInstanceOf(UnsupportedOperationException.class)
          .hasMessageStartingWith("3 values of the vector 'x' are null");
    }
  }

  @Test
  void theNullRowsOfTensorsTakeAByteEach() {
    try (NdView batch = NdView.allocate("f", 3, 4, 5);
        FieldVector vector = ArrowVectors.wrap(batch, "x", allocator)) {
      vector.setNull(1);
      try (NdView validity = ArrowVectors.validity(vector)) {
        assertThat(validity.shape()).containsExactly(3, 4, 5);
        assertThat(validity.strides()).containsExactly(1, 0, 0);
        assertThat(validity.slice(":, 3, 4").toArray())
            .isEqualTo(new boolean[] {true, false, true});
      }
    }
  }

  @Test
  void aValueThatTheFormatDoesNotHoldIsRefused() {
    try (FixedSizeListVector rows = nested()) {
      assertThatThrownBy(() -> ArrowVectors.copy(rows, 0.5))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("0.5");
    }
  }

  @Test
  void closingTheValidityFreesIt() {
    try (FieldVector vector = ArrowVectors.copy(NdView.of(new int[] {1}), "x", allocator)) {
      NdView validity = ArrowVectors.validity(vector);
      NdView part = validity.slice(":");
      validity.close();
      assertThatThrownBy(part::toList).isInstanceOf(IllegalStateException.class);
      NdView copy = ArrowVectors.copy(vector);
      NdView row = copy.select(0, 0);
      copy.close();
      assertThatThrownBy(row::toList).isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void bitsOfALevelAreCountedOnlyAsFarAsThereAreValues() {
    try (IntVector vector = new IntVector("x", allocator)) {
      vector.allocateNew(16);
      for (int i = 0; i < 5; i++) {
        vector.set(i, i);
      }
      vector.setValueCount(5); // the bits behind are 0
      try (NdView view = ArrowVectors.view(vector)) {
        assertThat(Arrays.toString((int[]) view.toArray())).isEqualTo("[0, 1, 2, 3, 4]");
      }
    }
  }
}
