package org.ndview.internal.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ndview.Layout;
import org.ndview.Order;
import org.ndview.internal.memory.StridedMemory;

/** Short rows that were chosen are brought together; others are worth a call each. */
class RowBlocksTest {
  private static StridedMemory rows(long itemsize, long count, long... rest) {
    long[] shape = new long[rest.length + 1];
    shape[0] = 4;
    System.arraycopy(rest, 0, shape, 1, rest.length);
    Layout layout = Layout.contiguous(Order.C, itemsize, shape);
    MemorySegment memory = MemorySegment.ofArray(new byte[(int) layout.nbytes()]);
    return StridedMemory.of(memory, layout)
        .rows(LongStream.range(0, count).map(i -> i * 3 % 4).toArray());
  }

  @ParameterizedTest
  @CsvSource({
    // bytes of an item, rows, items of a row, whether they are brought together
    "1, 2, 1, true",
    "1, 100, 5, true",
    // a single row is together already
    "1, 1, 5, false",
    // of 16 KiB, a row is worth its own cost
    "1, 2, 16383, true",
    "1, 2, 16384, false",
    "4, 3, 4095, true",
    "4, 3, 4096, false",
    // nothing to bring
    "0, 2, 5, false",
    "4, 2, 0, false"
  })
  void onlyShortRowsAreBroughtTogether(long itemsize, long count, long items, boolean together) {
    assertThat(RowBlocks.isShort(rows(itemsize, count, items))).isEqualTo(together);
  }

  @Test
  void whatLiesTogetherAlreadyIsNot() {
    Layout layout = Layout.contiguous(Order.C, 1, 4, 5);
    StridedMemory memory = StridedMemory.of(MemorySegment.ofArray(new byte[20]), layout);
    assertThat(RowBlocks.isShort(memory)).isFalse();
  }

  /** A block takes as many whole rows as it has room for; every row is in one. */
  @ParameterizedTest
  @CsvSource({"3, 5, 7", "4, 1000, 3", "2, 8000, 8", "1, 16383, 9", "1, 1, 1000"})
  void everyRowIsInOneBlockWithItsTarget(long itemsize, long items, int count) {
    StridedMemory source = rows(itemsize, count, items);
    source.whole().segment().asSlice(0, 1).fill((byte) 1);
    Layout to = Layout.contiguous(Order.C, 1, count, items);
    StridedMemory target = StridedMemory.of(MemorySegment.ofArray(new byte[(int) to.nbytes()]), to);
    List<Long> first = new ArrayList<>();
    RowBlocks.of(
            (a, b) -> {
              assertThat(a.isRows()).isFalse();
              assertThat(a.layout().shape()).isEqualTo(b.layout().shape());
              assertThat(a.layout().nbytes()).isLessThanOrEqualTo(NativeScratch.SIZE / 2);
              long row = b.layout().offset() / items;
              for (long r = 0; r < a.layout().shape(0); r++) {
                first.add(row + r);
                byte item =
                    a.segment()
                        .get(ValueLayout.JAVA_BYTE, a.layout().offset() + r * itemsize * items);
                assertThat(item).isEqualTo((byte) ((row + r) * 3 % 4 == 0 ? 1 : 0));
              }
            })
        .on(source, target);
    assertThat(first).containsExactlyElementsOf(LongStream.range(0, count).boxed().toList());
    // what is only read is one memory
    RowBlocks.of((a, b) -> assertThat(a).isSameAs(b)).on(source, source);
  }
}
