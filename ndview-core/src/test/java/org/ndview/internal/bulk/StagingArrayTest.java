package org.ndview.internal.bulk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.function.IntFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each loop moves the items that it names, in every kind of memory, and no other byte. */
class StagingArrayTest {
  private static final int BYTES = 1 << 14;

  /** Where items begin that have others before them. */
  private static final int MIDDLE = BYTES / 2;

  private enum Type {
    BYTES(StagingArray8::new, 1),
    SHORTS(StagingArray16::new, 2),
    INTS(StagingArray32::new, 4),
    LONGS(StagingArray64::new, 8),
    FLOATS(StagingArrayFloat::new, 4),
    DOUBLES(StagingArrayDouble::new, 8);

    private final IntFunction<StagingArray> make;
    private final int width;

    Type(IntFunction<StagingArray> make, int width) {
      this.make = make;
      this.width = width;
    }

    boolean isFloating() {
      return this == FLOATS || this == DOUBLES;
    }
  }

  @TempDir static Path directory;

  private final Arena arena = Arena.ofConfined();
  private List<MemorySegment> memories = List.of();

  @BeforeEach
  void memories() throws IOException {
    try (FileChannel file =
        FileChannel.open(
            directory.resolve("mapped"),
            StandardOpenOption.CREATE,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE)) {
      memories =
          List.of(
              arena.allocate(BYTES, 8),
              file.map(FileChannel.MapMode.READ_WRITE, 0, BYTES, arena),
              MemorySegment.ofArray(new byte[BYTES]),
              MemorySegment.ofArray(new short[BYTES / 2]),
              MemorySegment.ofArray(new char[BYTES / 2]),
              MemorySegment.ofArray(new int[BYTES / 4]),
              MemorySegment.ofArray(new long[BYTES / 8]),
              MemorySegment.ofArray(new float[BYTES / 4]),
              MemorySegment.ofArray(new double[BYTES / 8]));
    }
    memories.forEach(StagingArrayTest::noise);
  }

  @AfterEach
  void close() {
    arena.close();
  }

  private static void noise(MemorySegment memory) {
    for (long i = 0; i < memory.byteSize(); i++) {
      // no float is NaN
      memory.set(ValueLayout.JAVA_BYTE, i, (byte) ((i * 31 + (i >> 7) * 5) & 0x3f));
    }
  }

  /** The bytes of an array. */
  private static MemorySegment bytes(StagingArray items) {
    return switch (items.array()) {
      case byte[] a -> MemorySegment.ofArray(a);
      case short[] a -> MemorySegment.ofArray(a);
      case int[] a -> MemorySegment.ofArray(a);
      case long[] a -> MemorySegment.ofArray(a);
      case float[] a -> MemorySegment.ofArray(a);
      case double[] a -> MemorySegment.ofArray(a);
      default -> throw new AssertionError();
    };
  }

  /** An array that has 1, 2, ... */
  private static StagingArray counted(Type type, int n) {
    StagingArray items = type.make.apply(n);
    noise(bytes(items));
    return items;
  }

  private interface Places {
    long of(int outer, int inner);
  }

  /** The items of an array, of a tile of rows a pitch apart, are those at places in memory. */
  private static void checkRead(
      StagingArray items,
      byte[] before,
      MemorySegment memory,
      int outer,
      int inner,
      int pitch,
      int to,
      Places places) {
    MemorySegment expected = MemorySegment.ofArray(before);
    int width = items.width();
    for (int o = 0; o < outer; o++) {
      for (int i = 0; i < inner; i++) {
        long index = (long) (to + o * pitch + i) * width;
        MemorySegment.copy(memory, places.of(o, i), expected, index, width);
      }
    }
    assertThat(bytes(items).mismatch(expected)).isEqualTo(-1);
  }

  private static void checkWritten(
      StagingArray items,
      MemorySegment memory,
      byte[] before,
      int outer,
      int inner,
      int pitch,
      Places places) {
    MemorySegment expected = MemorySegment.ofArray(before);
    int width = items.width();
    for (int o = 0; o < outer; o++) {
      for (int i = 0; i < inner; i++) {
        MemorySegment.copy(
            bytes(items), (long) (o * pitch + i) * width, expected, places.of(o, i), width);
      }
    }
    assertThat(memory.mismatch(expected)).isEqualTo(-1);
  }

  private static byte[] copy(MemorySegment memory) {
    return memory.toArray(ValueLayout.JAVA_BYTE);
  }

  @ParameterizedTest
  @EnumSource
  void tilesAreReadAndWritten(Type type) {
    int w = type.width;
    for (MemorySegment memory : memories) {
      for (int times = -2; times <= 17; times++) {
        for (int inner : new int[] {1, 3, 51}) {
          for (int outer : new int[] {1, 3}) {
            for (int pitch : new int[] {inner, inner + 2}) {
              for (long row : new long[] {(long) inner * w, 53 * w + 1}) {
                if (times != 1 && row == (long) inner * w) {
                  continue;
                }
                // one step that is no multiple of the width
                long step = times == 17 ? 2 * w + 1 : times * (long) w;
                long at = step < 0 ? MIDDLE + 1 : 3;
                Places places = (o, i) -> at + o * row + i * step;
                StagingArray items = counted(type, outer * pitch);
                byte[] before = copy(bytes(items));
                items.load(memory, at, outer, row, inner, step, pitch);
                checkRead(items, before, memory, outer, inner, pitch, 0, places);
                StagingArray shifted = counted(type, outer * pitch + 5);
                before = copy(bytes(shifted));
                shifted.gather(memory, at, outer, row, inner, step, pitch, 5);
                checkRead(shifted, before, memory, outer, inner, pitch, 5, places);
                if (step != 0) {
                  before = copy(memory);
                  counted(type, outer * pitch).store(memory, at, outer, row, inner, step, pitch);
                  if (Math.abs(step) >= w && Math.abs(row) > inner * Math.abs(step)) {
                    checkWritten(
                        counted(type, outer * pitch), memory, before, outer, inner, pitch, places);
                  }
                  memory.copyFrom(MemorySegment.ofArray(before));
                }
              }
            }
          }
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void nothingIsReadBehindTheEndOfTheMemory(Type type) {
    int w = type.width;
    int n = 51;
    for (MemorySegment memory : memories) {
      for (int times = -4; times <= 16; times++) {
        long step = (long) times * w;
        long at = BYTES - w - Math.max(0, (n - 1) * step);
        StagingArray items = counted(type, n);
        byte[] before = copy(bytes(items));
        items.load(memory, at, 1, 0, n, step, n);
        checkRead(items, before, memory, 1, n, n, 0, (_, i) -> at + i * step);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void rowsThatLieSideBySideAreTurned(Type type) {
    int w = type.width;
    for (MemorySegment memory : memories) {
      for (int rows = 1; rows <= 19; rows++) {
        for (int columns : new int[] {1, 2, 7}) {
          for (long rowStep : new long[] {w, 2L * w}) {
            long step = 20L * rowStep + 1;
            StagingArray items = counted(type, rows * columns);
            byte[] before = copy(bytes(items));
            items.loadTurned(memory, 5, rows, rowStep, columns, step);
            checkRead(
                items,
                before,
                memory,
                rows,
                columns,
                columns,
                0,
                (o, i) -> 5 + o * rowStep + i * step);
          }
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void oneItemIsWrittenToALine(Type type) {
    int w = type.width;
    for (MemorySegment memory : memories) {
      for (long step : new long[] {w, 2L * w, 3L * w, 4L * w, 5L * w, -w, -3L * w, 2L * w + 1}) {
        byte[] before = copy(memory);
        StagingArray items = counted(type, 3);
        items.fill(memory, MIDDLE + 1, 37, step);
        MemorySegment expected = MemorySegment.ofArray(before.clone());
        for (int i = 0; i < 37; i++) {
          MemorySegment.copy(bytes(items), 0, expected, MIDDLE + 1 + i * step, w);
        }
        assertThat(memory.mismatch(expected)).isEqualTo(-1);
        memory.copyFrom(MemorySegment.ofArray(before));
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void itemsAreFoundByTables(Type type) {
    int w = type.width;
    int n = 40;
    int[] offsets = new int[n + 1];
    long[] indices = new long[n + 1];
    for (int i = 0; i <= n; i++) {
      indices[i] = (i * 17) % 41 - 20;
      offsets[i] = (int) indices[i] * (w + 1);
    }
    for (MemorySegment memory : memories) {
      StagingArray items = counted(type, n + 2);
      byte[] before = copy(bytes(items));
      items.gatherAt(memory, MIDDLE, offsets, n);
      checkRead(items, before, memory, 1, n, n, 0, (_, i) -> MIDDLE + offsets[i]);
      StagingArray indexed = counted(type, n + 2);
      before = copy(bytes(indexed));
      indexed.gatherIndexed(memory, MIDDLE, 3L * w + 1, indices, n);
      checkRead(indexed, before, memory, 1, n, n, 0, (_, i) -> MIDDLE + indices[i] * (3L * w + 1));
      StagingArray others = counted(type, n + 2);
      before = copy(memory);
      others.scatterAt(memory, MIDDLE, offsets, n);
      checkWritten(others, memory, before, 1, n, n, (_, i) -> MIDDLE + offsets[i]);
    }
  }

  @ParameterizedTest
  @EnumSource
  void rowsBecomeColumnsAndColumnsRows(Type type) {
    int w = type.width;
    for (int few = 1; few <= 6; few++) {
      for (int many : new int[] {1, 2, 3, 4, 5, 20}) {
        int rows = few;
        StagingArray items = counted(type, few * many + 1);
        StagingArray others = counted(type, few * many + 1);
        MemorySegment before = MemorySegment.ofArray(copy(bytes(items)));
        items.interleave(few, many);
        checkRead(
            items,
            copy(bytes(items)),
            before,
            many,
            few,
            few,
            0,
            (o, i) -> (long) (i * many + o) * w);
        // not the array that the first one has left behind
        others.deinterleave(many, few);
        checkRead(
            others,
            copy(bytes(others)),
            before,
            few,
            many,
            many,
            0,
            (o, i) -> (long) (i * rows + o) * w);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void bytesOfTheFirstItemsAreReversed(Type type) {
    StagingArray items = counted(type, 20);
    if (type.isFloating()) {
      assertThatThrownBy(() -> items.swapBytes(1))
          .isInstanceOf(UnsupportedOperationException.class);
      return;
    }
    byte[] expected = copy(bytes(items));
    byte[] before = expected.clone();
    int w = type.width;
    for (int i = 0; i < 13 * w; i++) {
      expected[i] = before[i / w * w + w - 1 - i % w];
    }
    items.swapBytes(13);
    assertThat(copy(bytes(items))).isEqualTo(expected);
  }

  @ParameterizedTest
  @EnumSource
  void bytesAreLookedUp(Type type) {
    int w = type.width;
    StagingArray table = counted(type, 256);
    byte[] numbers = new byte[200];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = (byte) (i * 91);
    }
    for (int step = 1; step <= 6; step++) {
      int by = step;
      StagingArray items = counted(type, 40);
      byte[] before = copy(bytes(items));
      items.lookUp(numbers, 3, step, table, 30, 4);
      checkRead(
          items,
          before,
          bytes(table),
          1,
          30,
          30,
          4,
          (_, i) -> (long) (numbers[3 + i * by] & 0xff) * w);
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> counted(type, 40).lookUp(numbers, 0, 1, counted(type, 255), 1, 0))
        .withMessage("a table of 255");
  }

  @ParameterizedTest
  @EnumSource
  void linesOfNativeMemoryAreCopiedWithoutTheArray(Type type) {
    int w = type.width;
    MemorySegment from = memories.getFirst();
    MemorySegment to = arena.allocate(BYTES, 8);
    StagingArray items = counted(type, 2);
    byte[] zeros = new byte[BYTES];
    for (int n : new int[] {1, 7, 8, 9, 30}) {
      for (int times = -2; times <= 18; times++) {
        for (int timesTo = -1; timesTo <= 6; timesTo++) {
          long step = times == 18 ? w + 1 : times * (long) w;
          long stepTo = timesTo == 6 ? 2 * w + 1 : timesTo * (long) w;
          to.copyFrom(MemorySegment.ofArray(zeros));
          items.copyStrided(from, MIDDLE, step, to, MIDDLE, stepTo, n);
          MemorySegment expected = MemorySegment.ofArray(new byte[BYTES]);
          for (int i = 0; i < n; i++) {
            MemorySegment.copy(from, MIDDLE + i * step, expected, MIDDLE + i * stepTo, w);
          }
          assertThat(to.mismatch(expected)).isEqualTo(-1);
        }
      }
      to.copyFrom(MemorySegment.ofArray(zeros));
      items.copyReversed(from, MIDDLE + 3, to, 5, n);
      MemorySegment expected = MemorySegment.ofArray(new byte[BYTES]);
      for (int i = 0; i < n; i++) {
        MemorySegment.copy(from, MIDDLE + 3 - (long) i * w, expected, 5 + (long) i * w, w);
      }
      assertThat(to.mismatch(expected)).isEqualTo(-1);
    }
  }

  @Test
  void longRowsThatLieFarApartAreReadToo() {
    MemorySegment memory = arena.allocate(1 << 19, 1);
    noise(memory);
    for (Type type : Type.values()) {
      int w = type.width;
      int most = StagingArray.capacity(w);
      for (int times = 1; times <= 4; times++) {
        // around the lengths of which all items between are read as well
        for (int n : new int[] {most / times, most / times + 1, (most - 1) / times + 1}) {
          long step = (long) times * w;
          if (n * step > memory.byteSize()) {
            continue;
          }
          StagingArray items = counted(type, n);
          MemorySegment array = MemorySegment.ofArray(copy(memory));
          byte[] before = copy(bytes(items));
          items.load(array, 0, 1, 0, n, step, n);
          checkRead(items, before, memory, 1, n, n, 0, (_, i) -> i * step);
        }
      }
    }
  }

  @Test
  void arraysHaveTheirWidthsAndGrow() {
    for (Type type : Type.values()) {
      StagingArray items = type.make.apply(3);
      assertThat(items.width()).isEqualTo(type.width);
      Object array = items.array();
      items.reserve(3);
      assertThat(items.array()).isSameAs(array);
      items.reserve(4);
      assertThat(bytes(items).byteSize()).isEqualTo(4L * type.width);
      assertThat(items.scratchLongs(5)).hasSizeGreaterThanOrEqualTo(5);
      assertThat(items.scratchLongs(5)).isSameAs(items.scratchLongs(4));
      assertThat(items.scratchLongs(6)).hasSizeGreaterThanOrEqualTo(6);
    }
    for (int width : new int[] {1, 2, 4, 8}) {
      assertThat(StagingArray.of(width, 7).width()).isEqualTo(width);
      assertThat(bytes(StagingArray.of(width, 7)).byteSize()).isEqualTo(7L * width);
      assertThat(StagingArray.capacity(width)).isEqualTo(65536 / width);
      assertThat(StagingArray.l1Items(width)).isEqualTo(4096 / width);
    }
  }
}
