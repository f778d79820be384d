package org.ndview.nd4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.ndview.Layout;
import org.ndview.NdView;
import org.ndview.Order;
import org.ndview.format.Format;

/** NdArrays.wrap: every data type over every geometry that ND4J can hold. */
class WrapTest {
  /** Of a view of shape [4, 6, 5]. */
  private static final Map<String, UnaryOperator<NdView>> GEOMETRIES = new LinkedHashMap<>();

  static {
    GEOMETRIES.put("whole", v -> v);
    GEOMETRIES.put("F order", v -> v.copy(Order.F));
    GEOMETRIES.put("transposed", NdView::transpose);
    GEOMETRIES.put("permuted", v -> v.permute(1, 2, 0));
    GEOMETRIES.put("reshaped", v -> v.reshape(2, 2, 3, 10));
    for (String index :
        new String[] {
          "1",
          ":, 2",
          "..., 3",
          "1:3",
          ":, ::2",
          "::3, 1:5:2, 1::2",
          "1, 2, 3",
          "2:3, :, 4:5",
          "2:1:-1, :, 3:2:-1",
          "newaxis, ..., newaxis, ::2",
          ":, 2:3",
          "3, 5:6, 4:5"
        }) {
      GEOMETRIES.put(index, v -> v.slice(index));
    }
    GEOMETRIES.put("permuted slice", v -> v.slice("1:, ::2, 1:4").permute(2, 0, 1));
    GEOMETRIES.put(
        "length 1 with any strides", v -> NdView.of(v.segment(), v.format(), oneStep(v.layout())));
  }

  /** The first item, in dimensions of length 1 that would step anywhere. */
  private static Layout oneStep(Layout layout) {
    return Layout.of(layout.itemsize(), 0, new long[] {1, 1, 1}, new long[] {0, 3, -1000});
  }

  static Stream<Arguments> cases() {
    return Numbers.TYPES.stream()
        .flatMap(t -> GEOMETRIES.keySet().stream().map(g -> Arguments.of(t, g)));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void anArrayIsTheViewsMemory(DataType type, String geometry) {
    NdView root = Numbers.view(Numbers.FORMATS.get(type), 4, 6, 5);
    NdView view = GEOMETRIES.get(geometry).apply(root);
    assertThat(NdArrays.plan(view).shares()).isTrue();
    INDArray array = NdArrays.wrap(view);
    assertThat(array.dataType()).isEqualTo(type);
    Numbers.assertSameItems(view, array);
    // ND4J's native side reads it too
    assertThat(array.dup('c').equals(array)).isTrue();
    Numbers.assertSameItems(view, array.dup('c'));
    Numbers.assertSharesMemory(view, array);
    assertThat(array.data().addressPointer().address())
        .isEqualTo(view.segment().address() + view.layout().offset());
    // and back
    NdView again = NdArrays.view(array);
    assertThat(again.format()).hasToString(Numbers.FORMATS.get(type));
    assertThat(again.contentEquals(view)).isTrue();
    Numbers.assertSharesMemory(again, array);
  }

  @ParameterizedTest
  @MethodSource("org.ndview.nd4j.Numbers#types")
  void aViewWithoutItemsGivesAnArrayWithoutItems(DataType type) {
    String format = Numbers.FORMATS.get(type);
    for (long[] shape : new long[][] {{0}, {2, 0, 3}, {0, 0}}) {
      // of any memory: none is shared
      for (NdView view :
          new NdView[] {
            NdView.allocate(format, shape),
            NdView.allocate(format, shape).toReadOnly(),
            NdView.of(MemorySegment.ofArray(new byte[0]), format, shape)
          }) {
        INDArray array = NdArrays.wrap(view);
        assertThat(array.shape()).isEqualTo(shape);
        assertThat(array.dataType()).isEqualTo(type);
        assertThat(array.isEmpty()).isTrue();
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "l, LONG",
    "n, LONG",
    "=q, LONG",
    "^q, LONG",
    "L, UINT64",
    "N, UINT64",
    "=l, INT",
    "=L, UINT32",
    "=d, DOUBLE",
    "^h, SHORT",
    ">b, BYTE",
    ">B, UBYTE",
    ">?, BOOL",
    "1i, INT"
  })
  void whatTheBytesAreCountsNotTheLetter(String format, DataType type) {
    assertThat(NdArrays.wrap(Numbers.view(format, 2, 3)).dataType()).isEqualTo(type);
  }

  @Test
  void theMarkOfThisMachinesByteOrderIsNative() {
    String mark = ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN ? "<" : ">";
    NdView view = Numbers.view(mark + "f", 5);
    Numbers.assertSharesMemory(view, NdArrays.wrap(view));
  }

  @Test
  void aFieldOfAStructIsAnArrayWhereTheStrideAllows() {
    NdView table = NdView.allocate("T{d:x:q:n:}", 6);
    NdView numbers = Numbers.fill(table.field("n"));
    INDArray array = NdArrays.wrap(numbers);
    assertThat(array.stride()).containsExactly(2);
    Numbers.assertSharesMemory(numbers, array);
    array.addi(1000);
    assertThat(table.field("x").toList()).hasToString("[0.0, 0.0, 0.0, 0.0, 0.0, 0.0]");
  }

  @Test
  void directBuffersAndArenasAndFilesAreShared(@TempDir Path directory) throws IOException {
    NdView buffer =
        NdView.of(ByteBuffer.allocateDirect(64)).slice("8:56").cast("d"); // aligned, on OpenJDK
    Numbers.assertSharesMemory(buffer, NdArrays.wrap(buffer));
    try (Arena arena = Arena.ofConfined()) {
      NdView confined = NdView.of(arena.allocate(96, 8), "i", 4, 6);
      Numbers.assertSharesMemory(confined, NdArrays.wrap(confined));
    }
    Path file = directory.resolve("numbers");
    Files.write(file, new byte[48]);
    NdView mapped = NdView.map(file, FileChannel.MapMode.READ_WRITE, 0, 48).cast("i");
    NdArrays.wrap(mapped).addi(7);
    assertThat(NdView.map(file).cast("i").count(7)).isEqualTo(12);
    NdView onWrite = NdView.map(file, FileChannel.MapMode.PRIVATE, 0, 48).cast("i");
    NdArrays.wrap(onWrite).addi(7);
    assertThat(onWrite.count(14)).isEqualTo(12);
    assertThat(NdView.map(file).cast("i").count(7)).isEqualTo(12);
  }

  @Test
  void anAddressNeedsTheAlignmentOfAnItemAlone() {
    MemorySegment memory = Arena.ofAuto().allocate(4 * 41, 64).asSlice(4);
    NdView view = Numbers.fill(NdView.of(memory, "f", 5, 8));
    INDArray array = NdArrays.wrap(view);
    assertThat(array.sum(0)).isEqualTo(array.dup('c').sum(0));
    Numbers.assertSharesMemory(view, array);
  }

  @Test
  void anArrayTouchesNothingOutsideOfItsItems() {
    NdView whole = NdView.allocate("i", 6, 7);
    NdArrays.wrap(whole.slice("1:5:2, 2:5")).addi(1);
    assertThat(whole.count(1)).isEqualTo(6);
    assertThat(whole.slice("1:5:2, 2:5").count(1)).isEqualTo(6);
  }

  @Test
  void stridesOfDimensionsOfLengthOneAreThoseOfContiguousOnes() {
    MemorySegment memory = Arena.ofAuto().allocate(24, 8);
    NdView view =
        NdView.of(
            memory,
            Format.parse("i"),
            Layout.of(4, 0, new long[] {1, 2, 1, 3}, new long[] {-5, 12, 0, 4}));
    INDArray array = NdArrays.wrap(view);
    assertThat(array.stride()).containsExactly(6, 3, 3, 1);
    assertThat(array.ordering()).isEqualTo('c');
  }

  @Test
  void theOrderIsFWhereTheItemsLieSo() {
    assertThat(NdArrays.wrap(NdView.allocate("i", 2, 3)).ordering()).isEqualTo('c');
    assertThat(NdArrays.wrap(NdView.allocate("i", 2, 3).transpose()).ordering()).isEqualTo('f');
    assertThat(NdArrays.wrap(NdView.allocate("i", 3)).ordering()).isEqualTo('c');
    assertThat(NdArrays.wrap(NdView.allocate("i", 4, 4).slice(":3, :3").transpose()).ordering())
        .isEqualTo('c');
  }

  @Test
  void fourteenDimensionsAreHeld() {
    NdView view = Numbers.view("d", 1, 2, 1, 1, 2, 1, 1, 1, 3, 1, 1, 2, 1, 2).slice("..., ::1");
    INDArray array = NdArrays.wrap(view);
    assertThat(array.rank()).isEqualTo(14);
    assertThat(array.sumNumber().doubleValue()).isEqualTo(48 * 49 / 2);
    array.addi(1);
    assertThat(Numbers.get(view, 0, 1, 0, 0, 1, 0, 0, 0, 2, 0, 0, 1, 0, 1)).isEqualTo(49);
  }

  @Test
  void unsignedLongsKeepTheirBits() {
    NdView view = NdView.allocate("Q", 2);
    INDArray array = NdArrays.wrap(view);
    view.segment().setAtIndex(ValueLayout.JAVA_LONG, 0, -1);
    assertThat(array.castTo(DataType.DOUBLE).getDouble(0)).isEqualTo(0x1p64);
    assertThat(NdArrays.view(array).get(0)).hasToString("18446744073709551615");
  }
}
