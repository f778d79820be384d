package org.ndview;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ReadOnlyBufferException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.ndview.format.Format;
import org.ndview.format.FormatException;

/** Each fault's exception, with the numbers that it was decided on. */
class NdViewErrorsTest {
  private static Arguments fault(
      String name, Class<? extends Throwable> type, ThrowingCallable call, String... parts) {
    return Arguments.of(name, type, call, parts);
  }

  static Stream<Arguments> faults() {
    NdView ints = NdView.of(new int[6]).reshape(2, 3);
    NdView bytes = NdView.of(new byte[6]);
    NdView row = NdView.of(new int[3]);
    NdView cell = row.slice("0");
    MemorySegment memory = MemorySegment.ofArray(new byte[10]);
    Format i4 = Format.parse("i");
    Class<IllegalArgumentException> argument = IllegalArgumentException.class;
    Class<IndexOutOfBoundsException> index = IndexOutOfBoundsException.class;
    return Stream.of(
        fault("format", FormatException.class, () -> NdView.of(memory, "iz"), "iz", "index 1"),
        fault("format", FormatException.class, () -> NdView.allocate("T{", 1), "T{"),
        fault("format", FormatException.class, () -> bytes.cast("5"), "5"),
        fault("shape", argument, () -> ints.reshape(4, 2), "[2, 3]", "[4, 2]"),
        fault("shape", argument, () -> ints.reshape(-1, -1), "-1"),
        fault("shape", argument, () -> NdView.allocate("i", -1), "-1"),
        fault("shape", argument, () -> NdView.allocate("i", new long[65]), "64", "65"),
        fault("shape", argument, () -> NdView.allocate("q", 1L << 40, 1L << 40), "overflow"),
        fault("copy", argument, () -> ints.transpose().reshape(6), "copy"),
        fault("axes", argument, () -> ints.permute(0), "[0]", "2"),
        fault("axes", argument, () -> ints.permute(0, 0), "0"),
        fault("axes", argument, () -> ints.permute(0, 2), "2"),
        fault("broadcast", argument, () -> ints.broadcastTo(2, 4), "[2, 3]", "[2, 4]"),
        fault("cast", argument, () -> bytes.cast("i"), "6", "4"),
        fault("cast", argument, () -> bytes.cast("h", 2), "[2]", "6"),
        fault("cast", argument, () -> bytes.cast("h", -1), "-1"),
        fault("cast", argument, () -> bytes.slice("::2").cast("h"), "contiguous"),
        fault("cast", argument, () -> ints.transpose().cast("h", 12), "contiguous"),
        fault("cast", argument, () -> bytes.cast(""), "0"),
        fault("field", argument, () -> ints.field("x"), "'i'", "\"x\""),
        fault("field", argument, () -> bytes.cast("T{3h:a:}").field("x"), "'x'", "[a]"),
        fault("select", argument, () -> ints.select(2, 0), "2"),
        fault("structures", argument, () -> ints.assign(row), "[3]", "[2, 3]"),
        fault("structures", argument, () -> bytes.assign(NdView.of(new short[6])), "'h'", "'b'"),
        fault("structures", argument, () -> bytes.assign(bytes.cast("B")), "'B'", "'b'"),
        fault("convert", argument, () -> ints.convertTo(row), "[2, 3]", "[3]"),
        fault("convert", argument, () -> row.convertTo(NdView.of(new byte[3]).cast("?")), "'i'"),
        fault("convert", argument, () -> row.convertTo(NdView.of(new char[3])), "'u'", "numeric"),
        fault("rank", argument, () -> ints.get(1), "1 indices", "2 dimensions"),
        fault("rank", argument, () -> ints.getInt(1), "1 indices", "2 dimensions"),
        fault("rank", argument, () -> ints.setInt(1, 1, 1, 1), "3 indices", "2 dimensions"),
        fault("rank", argument, () -> cell.getInt(0), "1 indices", "0 dimensions"),
        fault("rank", argument, () -> row.get(), "0 indices", "1 dimensions"),
        fault("iterator", argument, cell::iterator, "dimensions"),
        fault("step", argument, () -> row.slice("::0"), "zero"),
        fault("slice", argument, () -> row.slice("..., ..."), "ellipsis"),
        fault("slice", argument, () -> row.slice("x"), "\"x\""),
        fault("hex", argument, () -> bytes.hex('é', 1), "é"),
        fault("too small", argument, () -> NdView.of(memory, i4, layout(2, 0, 3)), "4", "2"),
        fault("index", index, () -> ints.get(0, 3), "3", "dimension 1", "length 3"),
        fault("index", index, () -> ints.get(-1, 0), "-1", "dimension 0", "length 2"),
        fault("index", index, () -> ints.getInt(2, 0), "2", "dimension 0", "length 2"),
        fault("index", index, () -> ints.setInt(5, 1, -1), "-1", "dimension 1", "length 3"),
        fault("index", index, () -> row.getDouble(Long.MIN_VALUE), "dimension 0", "length 3"),
        fault("index", index, () -> row.set(1, Long.MAX_VALUE), "dimension 0", "length 3"),
        fault("index", index, () -> ints.slice("2"), "2", "dimension 0", "length 2"),
        fault("index", index, () -> ints.slice(":, -4"), "-4", "dimension 1", "length 3"),
        fault("index", index, () -> ints.select(1, 3), "3", "dimension 1", "length 3"),
        fault("index", index, () -> ints.slice("0, 0, 0"), "3", "2"),
        fault("memory", index, () -> NdView.of(memory, "i", 3), "12", "10"),
        fault("memory", index, () -> NdView.of(memory, i4, layout(4, 8, 1)), "12", "10"),
        fault("memory", index, () -> NdView.of(memory, i4, layout(4, -1, 1)), "-1", "10"),
        fault("memory", index, () -> NdView.of(memory, i4, layout(4, 11, 0)), "11", "10"),
        fault("value", argument, () -> bytes.set(128, 0), "128", "'b'", "-128 to 127"),
        fault("value", argument, () -> bytes.setInt(-129, 0), "-129", "'b'", "-128 to 127"),
        fault("value", argument, () -> row.set(1.5, 0), "1.5", "'i'", "-2147483648 to 2147483647"),
        fault("value", argument, () -> row.setDouble(1.5, 0), "1.5", "'i'", "whole numbers"),
        fault("value", argument, () -> row.set("1", 0), "'1'", "'i'"),
        fault("value", NullPointerException.class, () -> row.set(null, 0), "value"),
        fault("read", ArithmeticException.class, () -> ints(300).getByte(0), "300", "byte"),
        fault("read", ArithmeticException.class, () -> ints(70000).getShort(0), "70000", "short"),
        fault("read", argument, () -> NdView.of(new char[1]).getInt(0), "'u'"),
        fault("opaque", UnsupportedOperationException.class, () -> opaque().get(0), "'O'"),
        fault("opaque", UnsupportedOperationException.class, () -> opaque().set(1, 0), "'O'"),
        fault("opaque", UnsupportedOperationException.class, () -> opaque().toList(), "'O'"),
        fault("opaque", UnsupportedOperationException.class, () -> opaque().toArray(), "'O'"),
        fault("rows", argument, () -> NdView.ofRows(new int[][] {{1}, {}}), "ragged", "0", "1"));
  }

  private static NdView opaque() {
    return NdView.of(MemorySegment.ofArray(new byte[8]), "O", 1);
  }

  private static NdView ints(int... items) {
    return NdView.of(items);
  }

  private static Layout layout(long itemsize, long offset, long length) {
    return Layout.of(itemsize, offset, new long[] {length}, new long[] {itemsize});
  }

  @ParameterizedTest(name = "{index} {0}")
  @MethodSource
  void faults(
      String name, Class<? extends Throwable> type, ThrowingCallable call, String... parts) {
    assertThatThrownBy(call)
        .isInstanceOf(type)
        .satisfies(e -> assertThat(e.getMessage()).contains(parts));
  }

  @Test
  void aLayoutThatLeavesTheMemoryIsRefusedWhenMade() {
    MemorySegment memory = MemorySegment.ofArray(new byte[10]);
    Format format = Format.parse("b");
    for (long stride = -12; stride <= 12; stride++) {
      for (long offset = -2; offset < 13; offset++) {
        Layout layout = Layout.of(1, offset, new long[] {3}, new long[] {stride});
        boolean inside = offset >= 0 && offset < 10 && offset + 2 * stride >= 0;
        if (inside && offset + 2 * stride < 10) {
          NdView view = NdView.of(memory, format, layout);
          assertThat(view.toBytes()).hasSize(3);
        } else {
          assertThatExceptionOfType(IndexOutOfBoundsException.class)
              .isThrownBy(() -> NdView.of(memory, format, layout));
        }
      }
    }
  }

  /** Pointers at 0 and 8, data behind. */
  private static NdView pointers(Answers.Memory kind, long first, long second, long suboffset) {
    MemorySegment memory = kind.of(new byte[32]);
    memory.set(ValueLayout.JAVA_LONG_UNALIGNED, 0, memory.address() + first);
    memory.set(ValueLayout.JAVA_LONG_UNALIGNED, 8, memory.address() + second);
    Layout layout =
        Layout.of(2, 0, new long[] {2, 4}, new long[] {8, 2}, new long[] {suboffset, -1});
    return NdView.of(memory, Format.parse("h"), layout);
  }

  @ParameterizedTest
  @EnumSource
  void aPointerThatLeadsOutsideIsAnIndexOutOfBounds(Answers.Memory kind) {
    long[][] wild = {
      {16, 26, 0},
      {16, 32, 0},
      {16, 33, 0},
      {16, -1, 0},
      {16, 1L << 40, 0},
      {16, 24, 8},
      {16, Long.MIN_VALUE, 0},
      {16, Long.MAX_VALUE, 0},
      {16, -8, 0},
      {16, 8, Long.MAX_VALUE - 8},
    };
    List<Consumer<NdView>> uses =
        List.of(
            NdView::toList,
            NdView::toBytes,
            NdView::toArray,
            NdView::copy,
            NdView::hex,
            v -> v.get(1, 3),
            v -> v.getShort(1, 3),
            v -> v.set(1, 1, 3),
            v -> v.setInt(1, 1, 3),
            v -> v.select(0, 1),
            v -> v.slice("1"),
            v -> v.contentEquals(v),
            v -> v.indexOf(7),
            v -> v.assign(NdView.allocate("h", 2, 4)),
            v -> NdView.allocate("h", 2, 4).assign(v),
            v -> v.convertTo(NdView.allocate("d", 2, 4)),
            v -> NdView.allocate("b", 2, 4).convertTo(v));
    for (long[] w : wild) {
      for (Consumer<NdView> use : uses) {
        NdView view = pointers(kind, w[0], w[1], w[2] > 8 ? w[2] : w[2]);
        byte[] before = Answers.bytes(view.segment());
        assertThatExceptionOfType(IndexOutOfBoundsException.class)
            .as("pointers to %d and %d, use %d", w[0], w[1], uses.indexOf(use))
            .isThrownBy(() -> use.accept(view));
        assertThat(Answers.bytes(view.segment())).isEqualTo(before);
      }
    }
    // the first row is there all the same, unless its suboffset leads out
    assertThat(pointers(kind, 16, 1L << 40, 0).get(0, 3)).isEqualTo(0);
    assertThat(pointers(kind, 16, 1L << 40, 0).slice("0").toList()).isEqualTo(List.of(0, 0, 0, 0));
    assertThatThrownBy(() -> pointers(kind, 16, -1, 0).slice("1"))
        .hasMessageContaining("leads out of the memory given to the view");
  }

  @ParameterizedTest
  @EnumSource
  void anItemHalfOutsideIsNotWrittenInPart(Answers.Memory kind) {
    for (String format : List.of("4s", "2h", "Zf", "4p", "2u", "i", "4x2s", "T{h:a:h:b:}")) {
      long itemsize = Format.parse(format).itemsize();
      MemorySegment memory = kind.of(new byte[16]);
      memory.set(ValueLayout.JAVA_LONG_UNALIGNED, 0, memory.address() + 16 - itemsize / 2);
      Layout layout = Layout.of(itemsize, 0, new long[] {1}, new long[] {8}, new long[] {0});
      NdView view = NdView.of(memory, Format.parse(format), layout);
      byte[] before = Answers.bytes(memory);
      Object value =
          switch (format) {
            case "4s", "4p", "4x2s" -> new byte[] {1};
            case "2h", "T{h:a:h:b:}" -> List.of(257, 257);
            case "2u" -> "a";
            default -> -1;
          };
      assertThatExceptionOfType(IndexOutOfBoundsException.class)
          .as(format)
          .isThrownBy(() -> view.set(value, 0));
      assertThat(Answers.bytes(memory)).as(format).isEqualTo(before);
    }
  }

  static Stream<Arguments> readOnly() {
    byte[] array = new byte[16];
    NdView writable = NdView.of(array);
    return Stream.of(
        Arguments.of("toReadOnly", writable.toReadOnly()),
        Arguments.of("broadcastTo", NdView.of(new byte[1]).broadcastTo(16)),
        Arguments.of("buffer", NdView.of(ByteBuffer.wrap(array).asReadOnlyBuffer())),
        Arguments.of("direct", NdView.of(ByteBuffer.allocateDirect(16).asReadOnlyBuffer())),
        Arguments.of("heap segment", NdView.of(MemorySegment.ofArray(array).asReadOnly())),
        Arguments.of("ints", NdView.of(MemorySegment.ofArray(new int[4]).asReadOnly())),
        Arguments.of("segment", NdView.of(Arena.ofAuto().allocate(16).asReadOnly(), "b", 16)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void readOnly(String name, NdView view) {
    assertRefusesWrites(view);
    for (String format : List.of("h", ">h", "T{b:a:b:b:}", "Zf", "?", "e", "[bfloat16]", "2s")) {
      assertRefusesWrites(view.isContiguous() ? view.cast(format) : view);
    }
    assertRefusesWrites(view.slice("1:3"));
    assertRefusesWrites(view.slice("::-1"));
    assertRefusesWrites(view.toReadOnly());
    if (view.isContiguous()) {
      assertRefusesWrites(view.reshape(4, 4));
      assertRefusesWrites(view.reshape(2, 2, 4));
      assertRefusesWrites(view.reshape(2, 2, 2, 2));
      assertRefusesWrites(view.cast("T{i:a:}").field("a"));
      assertRefusesWrites(view.trimmed());
    }
    assertThat(view.copy().isReadOnly()).isFalse();
  }

  private static void assertRefusesWrites(NdView view) {
    Class<ReadOnlyBufferException> refused = ReadOnlyBufferException.class;
    assertThat(view.isReadOnly()).isTrue();
    assertThat(view.segment().isReadOnly()).isTrue();
    byte[] before = view.toBytes();
    long[] index = new long[view.ndim()];
    Object value = view.get(index);
    assertThatExceptionOfType(refused).isThrownBy(() -> view.set(value, index));
    assertThatExceptionOfType(refused).isThrownBy(() -> view.setDouble(1, index));
    assertThatExceptionOfType(refused).isThrownBy(() -> view.setFloat(1, index));
    assertThatExceptionOfType(refused).isThrownBy(() -> view.setLong(1, index));
    assertThatExceptionOfType(refused).isThrownBy(() -> view.setInt(1, index));
    assertThatExceptionOfType(refused).isThrownBy(() -> view.setShort((short) 1, index));
    assertThatExceptionOfType(refused).isThrownBy(() -> view.setByte((byte) 1, index));
    assertThatExceptionOfType(refused).isThrownBy(() -> view.setBoolean(true, index));
    switch (index.length) {
      case 1 -> {
        assertThatExceptionOfType(refused).isThrownBy(() -> view.setLong(1, 0));
        assertThatExceptionOfType(refused).isThrownBy(() -> view.setDouble(1, 0));
      }
      case 2 -> {
        assertThatExceptionOfType(refused).isThrownBy(() -> view.setLong(1, 0, 0));
        assertThatExceptionOfType(refused).isThrownBy(() -> view.setDouble(1, 0, 0));
      }
      case 3 -> assertThatExceptionOfType(refused).isThrownBy(() -> view.setLong(1, 0, 0, 0));
      case 4 -> assertThatExceptionOfType(refused).isThrownBy(() -> view.setLong(1, 0, 0, 0, 0));
      default -> throw new AssertionError(index.length);
    }
    assertThatExceptionOfType(refused).isThrownBy(() -> view.assign(view.copy()));
    if (view.format().toString().equals("h")) {
      assertThatExceptionOfType(refused).isThrownBy(() -> view.copy().convertTo(view));
      assertThatExceptionOfType(refused)
          .isThrownBy(() -> view.copy().convertTo(view, Casting.UNSAFE, Scaling.of(2, 1)));
    }
    assertThat(view.toBytes()).isEqualTo(before);
  }

  @Test
  void mappedFilesRefuseWrites(@TempDir Path folder) throws IOException {
    Path file = Files.write(folder.resolve("data"), new byte[16]);
    try (NdView view = NdView.map(file)) {
      assertRefusesWrites(view);
      assertRefusesWrites(view.cast("h"));
    }
  }

  @Test
  void aWritableBufferIsWrittenThrough() {
    ByteBuffer buffer = ByteBuffer.wrap(new byte[8]).position(2).limit(6);
    NdView view = NdView.of(buffer);
    assertThat(view.shape()).containsExactly(4);
    assertThat(view.obj()).isSameAs(buffer);
    view.set(200, 1);
    assertThat(buffer.get(3)).isEqualTo((byte) 200);
    buffer.position(0);
    assertThat(view.get(1)).isEqualTo(200);
  }
}
