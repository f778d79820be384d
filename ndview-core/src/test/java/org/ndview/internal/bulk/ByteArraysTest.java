package org.ndview.internal.bulk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.ndview.internal.bulk.ByteCopiesTest.bytes;
import static org.ndview.internal.bulk.ByteCopiesTest.itemByItem;
import static org.ndview.internal.bulk.ByteCopiesTest.kinds;
import static org.ndview.internal.bulk.ByteCopiesTest.noise;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ndview.Layout;
import org.ndview.Order;
import org.ndview.internal.memory.StridedMemory;

/** The bytes of items as an array, and on which way they come there. */
class ByteArraysTest {
  @Test
  void contiguousBytesAreThoseOfEachKindOfMemory() {
    try (Arena arena = Arena.ofConfined()) {
      byte[] content = new byte[32];
      new Random(3).nextBytes(content);
      List<MemorySegment> kinds = kinds(arena);
      kinds.stream()
          .filter(m -> !m.isReadOnly())
          .forEach(m -> m.copyFrom(MemorySegment.ofArray(content)));
      for (MemorySegment memory : kinds) {
        MemorySegment slice = memory.asSlice(3);
        byte[] all = memory.toArray(ValueLayout.JAVA_BYTE);
        for (Order order : List.of(Order.C, Order.F)) {
          assertThat(ByteCopies.bytes(bytes(slice, 2, 20), order))
              .isEqualTo(Arrays.copyOfRange(all, 5, 23));
          assertThat(ByteCopies.bytes(bytes(slice, 2, 2), order)).isEmpty();
          byte[] whole = ByteCopies.bytes(bytes(memory, 0, 32), order);
          assertThat(whole).isEqualTo(all);
          // a copy, not the array itself
          whole[0]++;
          assertThat(memory.toArray(ValueLayout.JAVA_BYTE)).isEqualTo(all);
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    // an item, the shape, and the strides in items
    "1, 3 4, 5 1",
    "1, 3 4, 1 3",
    "2, 128 64, 1 128", // as many bytes as are worth memory between
    "2, 127 64, 1 127",
    "1, 600 601, 1 600", // more than one part
    "1, 600 601, 601 1",
    "4, 600 601, 1201 2",
    "1, 1 600 601, 7 1 600",
    "1, 600 601 1, 1 600 7",
    "1, 1 1 700 20 30, 9 9 1 700 14000",
    "1, 2 300000, 1 2", // rows that are not small
    "1, 2 300000, 1 7",
    "4, 7 30000, 1 7",
    "2, 3 3 3 3 3 3 3 3 3 3 3, 59049 1 3 9 27 81 243 729 2187 6561 19683",
    "1, 300000 2, 1 300000",
    "3, 200 100, 1 200",
    "2, 100 100, -1 -100",
    "4, 200 100, 0 0"
  })
  void theBytesOfAllItemsComeInEachOrder(long itemsize, String lengths, String steps) {
    long[] shape = Arrays.stream(lengths.split(" ")).mapToLong(Long::parseLong).toArray();
    long[] strides =
        Arrays.stream(steps.split(" "))
            .mapToLong(step -> itemsize * Long.parseLong(step))
            .toArray();
    long offset = 2;
    for (int d = 0; d < shape.length; d++) {
      offset += Math.max(0, -strides[d]) * (shape[d] - 1);
    }
    Layout layout = Layout.of(itemsize, offset, shape, strides);
    try (Arena arena = Arena.ofConfined()) {
      for (boolean isNative : new boolean[] {false, true}) {
        StridedMemory memory = noise(arena, isNative, layout);
        for (Order order : List.of(Order.C, Order.F)) {
          assertThat(ByteCopies.bytes(memory, order)).isEqualTo(itemByItem(memory, order));
        }
      }
    }
  }

  /** The fastest loops know no arrays: what they are worth goes through native memory. */
  @ParameterizedTest(name = "{0} of {1} bytes, {2}, {3}")
  @CsvSource({
    // the shape, an item, the strides, the order, whether it goes there
    "128 64, 2, 2 256, C, true",
    "128 64, 2, 128 2, F, true",
    // fewer bytes than are worth it
    "127 64, 2, 2 254, C, false",
    // what is next is near: within four items
    "128 64, 2, 512 8, C, false",
    "128 64, 2, 640 10, C, true",
    "128 64, 2, 512 2, C, false",
    "128 64, 2, 4 512, F, false",
    "128 64, 2, 4 512, C, true",
    // backward, or the same again, it is not
    "128 64, 2, 128 -2, C, true",
    "128 64, 2, 2 0, C, true",
    // more than stays in the cache is divided
    "2 131073, 2, 2 40, C, true",
    "131073 2 1, 2, 40 2 0, F, true",
    // large items
    "16 64, 1024, 1024 16384, C, true",
    "16 64, 1025, 1025 16400, C, false"
  })
  void manyItemsThatLieApartGoThroughNativeMemory(
      String lengths, long itemsize, String steps, Order order, boolean goes) {
    long[] shape = Arrays.stream(lengths.split(" ")).mapToLong(Long::parseLong).toArray();
    long[] strides = Arrays.stream(steps.split(" ")).mapToLong(Long::parseLong).toArray();
    long offset = 0;
    for (int d = 0; d < shape.length; d++) {
      offset += Math.max(0, -strides[d]) * (shape[d] - 1);
    }
    Layout from = Layout.of(itemsize, offset, shape, strides);
    Layout to = Layout.contiguous(order, itemsize, shape);
    MemorySegment memory = MemorySegment.NULL; // nothing is read
    assertThat(ByteCopies.suitsNative(StridedMemory.of(memory, from), to, order)).isEqualTo(goes);
    StridedMemory array = StridedMemory.of(MemorySegment.ofArray(new byte[1]), from);
    assertThat(ByteCopies.suitsNative(array, to, order)).isFalse();
    long[] suboffsets = new long[shape.length];
    Arrays.fill(suboffsets, 1, shape.length, -1);
    Layout pointers = Layout.of(itemsize, offset, shape, strides, suboffsets);
    assertThat(ByteCopies.suitsNative(StridedMemory.of(memory, pointers), to, order)).isFalse();
  }

  @Test
  void moreBytesThanAnArrayOrTheHeapHoldsAreRefused() {
    MemorySegment one = MemorySegment.ofArray(new byte[1]);
    for (Order order : Order.values()) {
      assertThatThrownBy(() ->
              ByteCopies.bytes(
                  StridedMemory.of(one, Layout.of(1, 0, new long[] {1L << 31}, new long[1])),
                  order))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "2147483648 bytes are more than a Java array holds; copy() makes a view of them");
    }
  }

  @Test
  void itemsWithoutBytesHaveNoneWhereverTheyAre() {
    Layout far = Layout.of(0, 40, new long[] {2, 3}, new long[] {8, 8});
    Layout contiguous = Layout.of(0, 40, new long[] {2, 3}, new long[2]);
    try (Arena arena = Arena.ofConfined()) {
      for (MemorySegment memory : kinds(arena)) {
        for (Order order : Order.values()) {
          assertThat(ByteCopies.bytes(StridedMemory.of(memory, far), order)).isEmpty();
          assertThat(ByteCopies.bytes(StridedMemory.of(memory, contiguous), order)).isEmpty();
        }
      }
    }
  }

  @Test
  void noItemsHaveNoBytesWhereverTheyAre() {
    MemorySegment none = MemorySegment.ofArray(new byte[0]);
    Layout far = Layout.of(4, 0, new long[] {1L << 40, 0, 1L << 40}, new long[3]);
    for (Order order : List.of(Order.C, Order.F)) {
      assertThat(ByteCopies.bytes(StridedMemory.of(none, far), order)).isEmpty();
    }
  }
}
