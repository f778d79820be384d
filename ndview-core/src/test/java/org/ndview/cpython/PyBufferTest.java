package org.ndview.cpython;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ndview.Layout;
import org.ndview.NdView;
import org.ndview.format.Format;
import org.ndview.format.Opaque;

/** Structs made by hand as exporters make them, and those that are made of views. */
class PyBufferTest {
  private final Arena arena = Arena.ofConfined();
  private final List<String> released = new ArrayList<>();

  @AfterEach
  void close() {
    arena.close();
  }

  @Test
  void anArrayOfTwoDimensionsIsReadField() {
    MemorySegment data = ints(6);
    MemorySegment struct =
        struct(data.address(), 24, 4, false, "i", longs(2, 3), longs(12, 4), null);
    PyBuffer buffer = PyBuffer.read(struct);
    assertThat(buffer.buf()).isEqualTo(data.address());
    assertThat(buffer.text()).isEqualTo("i");
    assertThat(buffer.isReadOnly()).isFalse();
    assertThat(buffer.memory().address()).isEqualTo(data.address());
    assertThat(buffer.memory().byteSize()).isEqualTo(24);
    assertThat(view(struct).toList()).isEqualTo(List.of(List.of(0, 1, 2), List.of(3, 4, 5)));
  }

  @Test
  void noFormatMeansBytesOfTheItemsize() {
    MemorySegment data = ints(2);
    NdView bytes = view(struct(data.address(), 8, 1, false, null, longs(8), longs(1), null));
    assertThat(bytes.format()).isEqualTo(Format.parse("B"));
    NdView wide = view(struct(data.address(), 8, 4, false, null, longs(2), longs(4), null));
    assertThat(wide.format()).isEqualTo(Format.parse("(4)B"));
    assertThat(wide.get(1)).isEqualTo(List.of(1, 0, 0, 0));
  }

  @Test
  void noShapeMeansBytesWhateverTheItemsize() {
    MemorySegment data = ints(2);
    MemorySegment struct = struct(data.address(), 8, 4, false, null, null, null, null);
    struct.set(ValueLayout.JAVA_INT, PyBuffer.NDIM, 1);
    NdView view = view(struct);
    assertThat(view.shape()).containsExactly(8);
    assertThat(view.toList()).isEqualTo(List.of(0, 0, 0, 0, 1, 0, 0, 0));
  }

  @Test
  void noStridesMeansCOrder() {
    MemorySegment data = ints(6);
    NdView view = view(struct(data.address(), 24, 4, false, "i", longs(3, 2), null, null));
    assertThat(view.strides()).containsExactly(8, 4);
    assertThat(view.get(2, 1)).isEqualTo(5);
  }

  @Test
  void noDimensionsAreOneItem() {
    MemorySegment data = ints(1);
    NdView view = view(struct(data.address(), 4, 4, false, "<i", longs(), null, null));
    assertThat(view.ndim()).isZero();
    assertThat(view.get()).isEqualTo(0);
  }

  @Test
  void bufIsTheFirstItemAndNotTheLowestAddressWhereAStrideIsNegative() {
    MemorySegment data = ints(6);
    MemorySegment struct =
        struct(data.address() + 20, 24, 4, false, "i", longs(2, 3), longs(-12, -4), null);
    assertThat(PyBuffer.read(struct).memory().address()).isEqualTo(data.address());
    assertThat(view(struct).toList()).isEqualTo(List.of(List.of(5, 4, 3), List.of(2, 1, 0)));
  }

  @Test
  void lenIsTheSizeOfTheItemsAndNotTheExtent() {
    MemorySegment data = ints(6);
    NdView spread = view(struct(data.address(), 12, 4, false, "i", longs(3), longs(8), null));
    assertThat(spread.toList()).isEqualTo(List.of(0, 2, 4));
    NdView repeated = view(struct(data.address(), 20, 4, true, "i", longs(5), longs(0), null));
    assertThat(repeated.toList()).isEqualTo(List.of(0, 0, 0, 0, 0));
  }

  @Test
  void aReadOnlyBufferIsAReadOnlyViewOfReadOnlyMemory() {
    MemorySegment data = ints(1);
    NdView view = view(struct(data.address(), 4, 4, true, "i", longs(1), longs(4), null));
    assertThat(view.isReadOnly()).isTrue();
    assertThat(view.segment().isReadOnly()).isTrue();
    assertThatThrownBy(() -> view.set(1, 0)).isInstanceOf(java.nio.ReadOnlyBufferException.class);
  }

  @Test
  void pointersAreFollowedWhereverTheyLead() {
    MemorySegment low = ints(4);
    arena.allocate(1000);
    MemorySegment high = ints(4);
    MemorySegment rows = arena.allocate(16, 8);
    rows.setAtIndex(ValueLayout.JAVA_LONG, 0, high.address());
    rows.setAtIndex(ValueLayout.JAVA_LONG, 1, low.address());
    NdView view =
        view(struct(rows.address(), 16, 4, false, "i", longs(2, 2), longs(8, 8), longs(4, -1)));
    assertThat(view.suboffsets()).containsExactly(4, -1);
    assertThat(view.toList()).isEqualTo(List.of(List.of(1, 3), List.of(1, 3)));
    view.set(7, 0, 0);
    assertThat(high.getAtIndex(ValueLayout.JAVA_INT, 1)).isEqualTo(7);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // places that coincide: 2^21 of them are 2^40
        "1048576 1048576 2 | 8 8 4 | -1 0 -1 | 1099511627776",
        "1048576 1048576 2 | 8 -8 4 | -1 0 -1 | 1099511627776",
        "3000 3000 2 | 8 8 4 | -1 0 -1 | 9000000",
        // pointers that may lead to one table
        "65536 65536 2 | 8 8 4 | 0 0 -1 | 4295032832",
        "2048 2 2048 2 | 8 0 8 4 | 0 0 0 -1 | 4198400",
        "4194305 1 | 8 4 | 0 -1 | 4194305",
        "2305843009213693952 1 2 | 1 8 4 | 0 0 -1 | 2305843009213693952",
        "1 4194304 | 8 8 | 0 0 | 4194305"
      })
  void morePointersThanAreFollowedAreRefusedBeforeOneIs(
      String shape, String strides, String suboffsets, String count) {
    long[] lengths = numbers(shape);
    long bytes = Arrays.stream(lengths).reduce(1, (a, b) -> a * b);
    // an address without memory: to follow one pointer would end the JVM
    MemorySegment struct =
        struct(1L << 40, bytes, 1, false, "B", lengths, numbers(strides), numbers(suboffsets));
    assertThatThrownBy(() -> PyBuffer.read(struct))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(count + " pointers")
        .hasMessageContaining("4194304");
  }

  private static long[] numbers(String text) {
    return Arrays.stream(text.split(" ")).mapToLong(Long::parseLong).toArray();
  }

  @Test
  void asManyPointersAsAreFollowedMayCoincide() {
    MemorySegment data = ints(2);
    int n = 1448; // 1448 * 1448 places behind one, half of the most
    MemorySegment places = arena.allocate(8L * (2 * n), 8);
    for (int i = 0; i < 2 * n; i++) {
      places.setAtIndex(ValueLayout.JAVA_LONG, i, data.address());
    }
    MemorySegment struct =
        struct(
            places.address(),
            8L * n * n,
            4,
            false,
            "i",
            longs(n, n, 2),
            longs(8, 8, 4),
            longs(-1, 0, -1));
    NdView view = view(struct);
    assertThat(view.getInt(n - 1, n - 1, 1)).isEqualTo(1);
  }

  @Test
  @Timeout(60)
  void pointersOfADimensionOfStrideZeroAreFollowedOnce() {
    // 2^40 times the same pointer: one by one, that would take hours
    long many = 1L << 40;
    MemorySegment data = ints(4);
    MemorySegment rows = arena.allocate(8, 8);
    rows.set(ValueLayout.JAVA_LONG, 0, data.address());
    MemorySegment struct =
        struct(rows.address(), many * 16, 4, false, "i", longs(many, 4), longs(0, 4), longs(0, -1));
    PyBuffer buffer = PyBuffer.read(struct);
    assertThat(buffer.layout().shape()).containsExactly(many, 4);
    NdView view = view(struct);
    assertThat(view.getInt(many - 1, 3)).isEqualTo(3);
    assertThat(view.getInt(0, 1)).isEqualTo(1);
  }

  @Test
  void pointersOfSeveralLevelsWithStridesOfZeroAreFollowedOnce() {
    long many = 1L << 20;
    MemorySegment data = ints(2);
    MemorySegment inner = arena.allocate(8, 8);
    inner.set(ValueLayout.JAVA_LONG, 0, data.address());
    MemorySegment outer = arena.allocate(8, 8);
    outer.set(ValueLayout.JAVA_LONG, 0, inner.address());
    NdView view =
        view(
            struct(
                outer.address(),
                many * many * 8,
                4,
                false,
                "i",
                longs(many, many, 2),
                longs(0, 0, 4),
                longs(0, 0, -1)));
    assertThat(view.getInt(many - 1, many - 1, 1)).isEqualTo(1);
  }

  @Test
  void suboffsetsThatAreAllNegativeAreNone() {
    MemorySegment data = ints(2);
    NdView view = view(struct(data.address(), 8, 4, false, "i", longs(2), longs(4), longs(-1)));
    assertThat(view.suboffsets()).isEmpty();
  }

  @Test
  void sixtyFourDimensionsAreRead() {
    long[] shape = new long[64];
    Arrays.fill(shape, 1);
    shape[63] = 3;
    NdView view = view(struct(ints(3).address(), 12, 4, false, "i", shape, null, null));
    assertThat(view.ndim()).isEqualTo(64);
    assertThat(view.reshape(3).toList()).isEqualTo(List.of(0, 1, 2));
  }

  @Test
  void noItemsNeedNoMemory() {
    assertThat(view(struct(0, 0, 4, false, "i", longs(0, 3), longs(12, 4), null)).toList())
        .isEqualTo(List.of());
  }

  @Test
  void aFormatThatDoesNotParseIsOpaqueWithTheReason() {
    NdView view = view(struct(ints(2).address(), 8, 8, false, "i!", longs(1), longs(8), null));
    assertThat(view.format()).isInstanceOf(Opaque.class);
    assertThat(((Opaque) view.format()).reason()).contains("i!");
    assertThat(view.toBytes()).hasSize(8);
  }

  @ParameterizedTest
  @CsvSource({"i, 8, 8", "T{i:a:B:b:}, 5, 5", "T{i:a:B:b:}, 8, 8", "T{<i:x:<d:y:}, 16, 16"})
  void theItemsizeWins(String text, long itemsize, long len) {
    MemorySegment data = arena.allocate(32, 8);
    NdView view =
        view(struct(data.address(), len, itemsize, false, text, longs(1), longs(itemsize), null));
    assertThat(view.itemsize()).isEqualTo(itemsize);
    assertThat(view.format().itemsize()).isEqualTo(itemsize);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          65 | 4 | 4  | 1    | 65 dimensions
          -1 | 4 | 4  | 1    | -1 dimensions
          1  | -4| 4  | 1    | negative
          1  | 4 | -4 | 1    | negative
          1  | 4 | 8  | 1    | len 8
          1  | 4 | 0  | 0    | len 0
          1  | 4 | 4  | -1   | must be >= 0
          """)
  void aStructThatContradictsItselfIsRefused(
      int ndim, long itemsize, long len, long length, String why) {
    long[] shape = new long[Math.max(1, Math.abs(ndim))];
    Arrays.fill(shape, 1);
    shape[0] = length;
    MemorySegment struct = struct(ints(8).address(), len, itemsize, false, "i", shape, null, null);
    struct.set(ValueLayout.JAVA_INT, PyBuffer.NDIM, ndim);
    if (length == 0) {
      struct.set(ValueLayout.JAVA_LONG, PyBuffer.LEN, 4);
      assertThatThrownBy(() -> PyBuffer.read(struct)).hasMessageContaining("len 4");
    } else {
      assertThatThrownBy(() -> PyBuffer.read(struct))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining(why);
    }
  }

  @Test
  void memoryThatIsNoneOrLeavesTheAddressSpaceIsRefused() {
    assertThatThrownBy(() -> PyBuffer.read(struct(0, 4, 4, false, "i", longs(1), longs(4), null)))
        .hasMessageContaining("null");
    for (long stride : longs(Long.MAX_VALUE / 2, -(1L << 61), Long.MIN_VALUE / 2)) {
      MemorySegment struct = struct(1 << 20, 12, 4, false, "i", longs(3), longs(stride), null);
      assertThatThrownBy(() -> PyBuffer.read(struct))
          .as("stride " + stride)
          .isInstanceOf(IllegalArgumentException.class);
    }
    MemorySegment rows = arena.allocate(16, 8);
    assertThatThrownBy(() ->
            PyBuffer.read(
                struct(rows.address(), 16, 4, false, "i", longs(2, 2), longs(8, 4), longs(0, -1))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("[0] is null");
  }

  @Test
  void closingTheViewReleasesTheBufferOnce() {
    PyBuffer buffer =
        PyBuffer.read(struct(ints(2).address(), 8, 4, false, "i", longs(2), longs(4), null));
    NdView view = buffer.view("owner", () -> released.add("released"));
    NdView slice = view.slice("1:");
    assertThat(view.obj()).isEqualTo("owner");
    assertThat(released).isEmpty();
    slice.close();
    assertThat(released).isEmpty();
    view.close();
    view.close();
    assertThat(released).containsExactly("released");
    assertThatThrownBy(() -> view.select(0, 0)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aHoldDelaysTheRelease() {
    PyBuffer buffer =
        PyBuffer.read(struct(ints(2).address(), 8, 4, false, "i", longs(2), longs(4), null));
    NdView view = buffer.view("owner", () -> released.add("released"));
    var hold = view.hold(() -> false);
    view.close();
    assertThat(released).isEmpty();
    hold.close();
    assertThat(released).containsExactly("released");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          i      | :, :            | false
          <d     | ::-1, ::2       | false
          3s     | 1, newaxis, ::3 | true
          T{i:a:d:b:} | :, 0       | false
          ?      | 0, 0            | false
          e      | 2:2, :          | true
          """)
  void whatIsWrittenReadsBackAsTheSameView(String format, String slice, boolean readOnly) {
    NdView made = NdView.allocate(arena, format, 3, 4).slice(slice);
    NdView view = readOnly ? made.toReadOnly() : made;
    MemorySegment struct = PyBuffer.write(view, arena);
    PyBuffer buffer = PyBuffer.read(struct);
    assertThat(struct.byteSize()).isEqualTo(PyBuffer.BYTE_SIZE);
    assertThat(buffer.format()).isEqualTo(view.format());
    assertThat(buffer.isReadOnly()).isEqualTo(readOnly);
    assertThat(buffer.layout().shape()).isEqualTo(view.shape());
    assertThat(buffer.layout().strides()).isEqualTo(view.strides());
    assertThat(buffer.buf()).isEqualTo(view.segment().address() + view.layout().offset());
    assertThat(view(struct).toList()).isEqualTo(view.toList());
    if (view.ndim() == 0) {
      for (long field : longs(PyBuffer.SHAPE, PyBuffer.STRIDES, PyBuffer.SUBOFFSETS)) {
        assertThat(struct.get(ValueLayout.JAVA_LONG, field)).isZero();
      }
    }
  }

  @Test
  void suboffsetsAreWrittenAndReadBack() {
    MemorySegment memory = arena.allocate(16 + 16, 8);
    memory.setAtIndex(ValueLayout.JAVA_LONG, 0, memory.address() + 24);
    memory.setAtIndex(ValueLayout.JAVA_LONG, 1, memory.address() + 16);
    for (int i = 0; i < 4; i++) {
      memory.set(ValueLayout.JAVA_INT, 16 + 4 * i, i);
    }
    Layout layout = Layout.of(4, 0, longs(2, 2), longs(8, 4), longs(0, -1));
    NdView view = NdView.of(memory, Format.parse("i"), layout);
    assertThat(view.toList()).isEqualTo(List.of(List.of(2, 3), List.of(0, 1)));
    NdView back = view(PyBuffer.write(view, arena));
    assertThat(back.suboffsets()).containsExactly(0, -1);
    assertThat(back.toList()).isEqualTo(view.toList());
  }

  @Test
  void aJavaArrayHasNoAddress() {
    assertThatThrownBy(() -> PyBuffer.write(NdView.of(new int[3]), arena))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessageContaining("12 bytes")
        .hasMessageContaining("copy()");
    assertThatThrownBy(() -> PyBuffer.write(NdView.ofRows(new float[2][3]), arena))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessageContaining("copy()");
  }

  @ParameterizedTest
  @CsvSource({
    "[bfloat16], 2x, bfloat16",
    "u, 2x, UCS-2",
    "&i, 8x, address",
    "O, 8x, ''",
    "9t, 2x, bits",
    "T{i:a:[bfloat16]:b:}, 8x, bfloat16"
  })
  void whatPythonCannotReadIsWrittenAsBytesWithTheReason(
      String format, String text, String reason) {
    PyFormat told = PyFormat.of(Format.parse(format));
    assertThat(told.text()).isEqualTo(text);
    assertThat(told.reason()).contains(format);
    if (!reason.equals("UCS-2")) {
      assertThat(told.reason()).contains(reason);
    }
    NdView view = NdView.allocate(arena, format, 2);
    assertThat(PyBuffer.read(PyBuffer.write(view, arena)).text()).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({"i", "<d", ">3h", "Zd", "'(2,3)d'", "T{i:a:xxxxd:b:}", "2w", "5s", "n", "?", "g"})
  void whatPythonReadsIsWrittenAsItIs(String format) {
    Format parsed = Format.parse(format);
    assertThat(PyFormat.of(parsed)).isEqualTo(new PyFormat(parsed.toString(), null));
  }

  private NdView view(MemorySegment struct) {
    return PyBuffer.read(struct).view(struct, () -> {});
  }

  private MemorySegment ints(int n) {
    return arena.allocateFrom(
        ValueLayout.JAVA_INT, java.util.stream.IntStream.range(0, n).toArray());
  }

  private static long[] longs(long... values) {
    return values;
  }

  private MemorySegment struct(
      long buf,
      long len,
      long itemsize,
      boolean readOnly,
      String format,
      long[] shape,
      long[] strides,
      long[] suboffsets) {
    MemorySegment struct = arena.allocate(PyBuffer.BYTE_SIZE, 8);
    struct.set(ValueLayout.JAVA_LONG, PyBuffer.BUF, buf);
    struct.set(ValueLayout.JAVA_LONG, PyBuffer.LEN, len);
    struct.set(ValueLayout.JAVA_LONG, PyBuffer.ITEMSIZE, itemsize);
    struct.set(ValueLayout.JAVA_INT, PyBuffer.READ_ONLY, readOnly ? 1 : 0);
    struct.set(ValueLayout.JAVA_INT, PyBuffer.NDIM, shape == null ? 0 : shape.length);
    if (format != null) {
      struct.set(ValueLayout.JAVA_LONG, PyBuffer.FORMAT, arena.allocateFrom(format).address());
    }
    pointer(struct, PyBuffer.SHAPE, shape);
    pointer(struct, PyBuffer.STRIDES, strides);
    pointer(struct, PyBuffer.SUBOFFSETS, suboffsets);
    return struct;
  }

  private void pointer(MemorySegment struct, long field, long[] numbers) {
    if (numbers != null && numbers.length > 0) {
      struct.set(
          ValueLayout.JAVA_LONG,
          field,
          arena.allocateFrom(ValueLayout.JAVA_LONG, numbers).address());
    }
  }
}
