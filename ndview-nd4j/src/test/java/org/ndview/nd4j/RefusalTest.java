package org.ndview.nd4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.ndview.Layout;
import org.ndview.NdView;
import org.ndview.format.Format;

/** What NdArrays.wrap and copy refuse: by type, by reason and with what to do. */
class RefusalTest {
  private static final String COPY = "NdArrays.copy(view)";

  /** Over memory that is not there: for what is refused, or allowed, before it is touched. */
  @SuppressWarnings("restricted")
  private static NdView nowhere(String format, long[] shape, long[] strides) {
    Format parsed = Format.parse(format);
    Layout layout = Layout.of(parsed.itemsize(), 0, shape, strides);
    return NdView.of(MemorySegment.ofAddress(1 << 12).reinterpret(layout.high()), parsed, layout);
  }

  private static NdView memory(String format, int align, long[] shape, long... strides) {
    Format parsed = Format.parse(format);
    Layout layout = Layout.of(parsed.itemsize(), 0, shape, strides);
    MemorySegment all = Arena.ofAuto().allocate(layout.high() + 8, 8);
    return NdView.of(all.asSlice(align), parsed, layout);
  }

  static Stream<Arguments> views() {
    NdView square = NdView.allocate("d", 4, 4);
    return Stream.of(
        Arguments.of("a Java array", NdView.of(new double[3]), "double[] on the Java heap"),
        Arguments.of("a heap buffer", NdView.of(ByteBuffer.allocate(3)), "byte[] on the Java heap"),
        Arguments.of(
            "a read-only heap buffer",
            NdView.of(ByteBuffer.allocate(3).asReadOnlyBuffer()),
            "on the Java heap"),
        Arguments.of("read-only", square.toReadOnly(), "read-only"),
        Arguments.of("broadcast", square.broadcastTo(2, 4, 4), "stride of dimension 0 is 0 bytes"),
        Arguments.of("suboffsets", NdView.ofRows(new float[2][3]), "suboffsets [0, -1]"),
        Arguments.of("backwards", square.slice(":, ::-1"), "dimension 1 is -8 bytes, backwards"),
        Arguments.of("backwards outside", square.slice("::-2"), "dimension 0 is -64 bytes"),
        Arguments.of("big endian", NdView.allocate(">d", 2), "'>d' is BIG_ENDIAN"),
        Arguments.of(
            "a stride within an item",
            memory("i", 0, new long[] {3, 2}, 10, 4),
            "dimension 0 is 10 bytes, no multiple of the itemsize 4"),
        Arguments.of(
            "a packed field",
            NdView.allocate("<T{b:b:d:d:}", 4).field("d"),
            "is 9 bytes, no multiple of the itemsize 8"),
        Arguments.of("unaligned", memory("d", 4, new long[] {2}, 8), "multiple of the itemsize 8"),
        Arguments.of("one item unaligned", memory("h", 1, new long[0]), "of the itemsize 2"),
        Arguments.of(
            "windows",
            memory("f", 0, new long[] {5, 3}, 4, 4),
            "overlap, or may: strides [4, 4] for shape [5, 3]"),
        Arguments.of("a bool of 2", bool(2, 3, 1, 2), "the bool at [1, 2] is the byte 0x02"),
        Arguments.of("a bool of 255", bool(-1, 1, 0, 0), "the bool at [0, 0] is the byte 0xff"),
        Arguments.of(
            "a bool without dimensions",
            bool(128, 3, 1, 1).slice("1, 1"),
            "the bool at [] is the byte 0x80"),
        Arguments.of(
            "2^32 strided items",
            nowhere("b", new long[] {2, 2}, new long[] {0xFFFF_FFFEL, 1}),
            "spans 4294967296 items, and ND4J counts those in 32 bits"),
        Arguments.of(
            "2^32 items of 8 bytes",
            nowhere("d", new long[] {2, 2}, new long[] {8L << 32, 8}),
            "spans 4294967298 items"));
  }

  private static NdView bool(int value, int columns, long... index) {
    NdView bools = NdView.allocate("?", 2, columns);
    bools.cast("B", 2, columns).set(value & 0xFF, index);
    return bools;
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("views")
  void memoryThatNd4jCannotHoldIsRefusedWithTheReason(String name, NdView view, String reason) {
    assertThat(NdArrays.plan(view).reason()).contains(reason);
    assertThatExceptionOfType(UnsupportedOperationException.class)
        .isThrownBy(() -> NdArrays.wrap(view))
        .withMessageContaining(reason)
        .withMessageContaining(COPY);
  }

  @ParameterizedTest
  @CsvSource({
    "4294967293, 4294967295 items fit in 32 bits",
    "1, and so does anything contiguous",
  })
  void whatFitsIn32BitsIsNotRefused(long stride, String why) {
    NdView view =
        stride == 1
            ? nowhere("b", new long[] {1L << 20, 1L << 14}, new long[] {1L << 14, 1})
            : nowhere("b", new long[] {2, 2}, new long[] {stride, 1});
    assertThat(NdArrays.plan(view).shares()).as(why).isTrue();
  }

  @Test
  void filesMappedReadOnlyAreRefused(@TempDir Path directory) throws IOException {
    Path file = directory.resolve("bytes");
    Files.write(file, new byte[8]);
    assertThatExceptionOfType(UnsupportedOperationException.class)
        .isThrownBy(() -> NdArrays.wrap(NdView.map(file)))
        .withMessageContaining("read-only");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Zd          | complex       | cast(\"d\", ..., 2)",
        "Ze          | complex       | cast(\"e\", ..., 2)",
        "c           | character     | cast(\"B\")",
        "3s          | no number     | toList()",
        "u           | no number     | toList()",
        "w           | no number     | toList()",
        "P           | address       | cast(\"Q\")",
        "&i          | no number     | toList()",
        "T{i:a:d:b:} | several parts | field(\"a\")",
        "3i          | several parts | field(\"a\")",
        "(2,3)i      | an array      | cast(\"i\", ...)",
        "[float8_e5m2] | no number   | toList()",
      })
  void formatsWithoutADataTypeAreRefusedByBoth(String format, String what, String remedy) {
    NdView view = NdView.allocate(format, 2);
    assertThat(NdArrays.plan(view).reason())
        .startsWith("ND4J has no data type for '" + format + "'")
        .contains(what);
    for (Runnable call :
        new Runnable[] {
          () -> NdArrays.wrap(view),
          () -> NdArrays.copy(view),
          () -> NdArrays.copy(view, DataType.DOUBLE)
        }) {
      assertThatExceptionOfType(UnsupportedOperationException.class)
          .isThrownBy(call::run)
          .withMessageContaining(what)
          .withMessageContaining(remedy);
    }
  }

  @Test
  void longDoublesAreCopiedOnly() {
    assertThatExceptionOfType(UnsupportedOperationException.class)
        .isThrownBy(() -> NdArrays.wrap(NdView.allocate("g", 2)))
        .withMessageContaining("long double")
        .withMessageContaining(COPY);
  }

  @Test
  void fifteenDimensionsAreRefusedByBoth() {
    NdView view = NdView.allocate("d", 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 2);
    for (Runnable call : new Runnable[] {() -> NdArrays.wrap(view), () -> NdArrays.copy(view)}) {
      assertThatExceptionOfType(UnsupportedOperationException.class)
          .isThrownBy(call::run)
          .withMessageContaining("15 dimensions")
          .withMessageContaining("squeeze()");
    }
    assertThat(NdArrays.wrap(view.squeeze()).rank()).isEqualTo(1);
  }

  @Test
  void aReleasedViewIsAnIllegalState() {
    NdView view = NdView.allocate("d", 2);
    view.close();
    assertThatIllegalStateException().isThrownBy(() -> NdArrays.wrap(view));
    assertThatIllegalStateException().isThrownBy(() -> NdArrays.copy(view));
    assertThatIllegalStateException().isThrownBy(() -> NdArrays.plan(view));
  }

  @Test
  void aClosedArenaIsAnIllegalState() {
    NdView view;
    try (Arena arena = Arena.ofShared()) {
      view = NdView.of(arena.allocate(16, 8), "d", 2);
    }
    assertThatIllegalStateException().isThrownBy(() -> NdArrays.wrap(view));
    assertThatIllegalStateException().isThrownBy(() -> NdArrays.copy(view));
    assertThatIllegalStateException().isThrownBy(() -> NdArrays.plan(view));
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF8", "COMPRESSED", "UNKNOWN"})
  void typesWithoutItemsAreNoTargets(DataType type) {
    assertThatExceptionOfType(UnsupportedOperationException.class)
        .isThrownBy(() -> NdArrays.copy(NdView.allocate("d", 2), type))
        .withMessageContaining(type.name());
  }

  @Test
  void ordersOtherThanCAndFAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> NdArrays.copy(NdView.allocate("d", 2), DataType.DOUBLE, 'a'))
        .withMessageContaining("'a'");
  }
}
