package org.ndview.nd4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.ndview.Casting;
import org.ndview.NdView;
import org.ndview.Order;

/** NdArrays.copy: every number, from any layout, memory and byte order. */
class CopyTest {
  /** Of a view of shape [4, 6, 5]. */
  private static final Map<String, UnaryOperator<NdView>> GEOMETRIES = new LinkedHashMap<>();

  static {
    GEOMETRIES.put("whole", v -> v);
    GEOMETRIES.put("F order", v -> v.copy(Order.F));
    GEOMETRIES.put("permuted", v -> v.permute(2, 0, 1));
    GEOMETRIES.put("backwards", v -> v.slice("::-1, ::-2, ::-1"));
    GEOMETRIES.put("stepped", v -> v.slice("1:, ::2, 1::2"));
    GEOMETRIES.put("broadcast", v -> v.slice("1, 2").broadcastTo(3, 5));
    GEOMETRIES.put("read-only", NdView::toReadOnly);
    GEOMETRIES.put("one item", v -> v.slice("1, 2, 3"));
    GEOMETRIES.put("on the heap", v -> NdView.of(v.toBytes()).cast(v.format().toString(), 4, 6, 5));
    GEOMETRIES.put(
        "unaligned",
        v -> {
          byte[] all = new byte[(int) v.nbytes() + 1];
          System.arraycopy(v.toBytes(), 0, all, 1, all.length - 1);
          return NdView.of(all).slice("1:").cast(v.format().toString(), 4, 6, 5);
        });
    GEOMETRIES.put("no items", v -> v.slice(":, 3:3"));
  }

  static Stream<Arguments> cases() {
    return Numbers.TYPES.stream()
        .flatMap(t ->
            Stream.of("", "<", ">")
                .flatMap(m -> GEOMETRIES.keySet().stream().map(g -> Arguments.of(t, m, g))));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void aCopyHasTheItems(DataType type, String mark, String geometry) {
    NdView root = Numbers.view(mark + Numbers.FORMATS.get(type), 4, 6, 5);
    NdView view = GEOMETRIES.get(geometry).apply(root);
    INDArray array = NdArrays.copy(view);
    assertThat(array.dataType()).isEqualTo(type);
    Numbers.assertSameItems(view, array);
    if (view.size() > 0) {
      assertThat(array.ordering()).isEqualTo('c');
      Object before = view.toList();
      array.assign(type == DataType.BOOL ? 1 : 77);
      assertThat(view.toList()).isEqualTo(before);
      Numbers.assertSameItems(view, NdArrays.copy(view, type, 'f'));
    }
  }

  @Test
  void rowsOfJavaArraysAreCopied() {
    float[][][] rows = {{{1, 2, 3}, {4, 5, 6}}, {{7, 8, 9}, {10, 11, 12}}};
    NdView view = NdView.ofRows(rows);
    Numbers.assertSameItems(view, NdArrays.copy(view));
    NdView backwards = view.slice("::-1, :, ::2");
    Numbers.assertSameItems(backwards, NdArrays.copy(backwards));
    Numbers.assertSameItems(view, NdArrays.copy(view, DataType.INT32));
  }

  @Test
  void theOrderIsTheOneAskedFor() {
    NdView view = Numbers.view("i", 3, 4);
    INDArray array = NdArrays.copy(view, DataType.FLOAT, 'f');
    assertThat(array.stride()).containsExactly(1, 3);
    assertThat(NdArrays.copy(view).stride()).containsExactly(4, 1);
    Numbers.assertSameItems(view, array);
  }

  @Test
  void longDoublesBecomeDoubles() {
    NdView view = NdView.allocate("g", 2);
    view.set(0.1, 0);
    view.set(-2, 1);
    INDArray array = NdArrays.copy(view);
    assertThat(array.dataType()).isEqualTo(DataType.DOUBLE);
    assertThat(array.toDoubleVector()).containsExactly(0.1, -2);
  }

  @Test
  void boolsBecomeZeroAndOne() {
    NdView bytes = NdView.of(new byte[] {0, 1, 2, -1});
    INDArray array = NdArrays.copy(bytes.cast("?"));
    assertThat(array.castTo(DataType.INT32).toIntVector()).containsExactly(0, 1, 1, 1);
  }

  @ParameterizedTest
  @CsvSource({
    "i, 300, UBYTE, 44",
    "i, -1, UINT16, 65535",
    "d, -2.9, INT, -2",
    "d, 2.5, BOOL, 1",
    "q, 16777217, FLOAT, 16777216",
    "d, 65520, HALF, Infinity",
    ">e, 0.5, DOUBLE, 0.5",
    "[bfloat16], 3.0, LONG, 3",
  })
  void conversionsFollowCastingUnsafe(String format, double value, DataType type, double result) {
    NdView view = NdView.allocate(format);
    NdView.of(new double[] {value}).slice("0").convertTo(view, Casting.UNSAFE);
    assertThat(Numbers.get(NdArrays.copy(view, type))).isEqualTo(result);
  }

  @ParameterizedTest
  @CsvSource({"d, DOUBLE", "f, FLOAT", "e, HALF", "[bfloat16], BFLOAT16"})
  void theBitsOfNansAreKept(String format, DataType type) {
    NdView view = NdView.allocate(format, 4);
    byte[] bits = new byte[(int) view.nbytes()];
    java.util.Arrays.fill(bits, (byte) 0x7f);
    bits[0] = (byte) 0x81;
    view.segment().copyFrom(MemorySegment.ofArray(bits));
    INDArray copy = NdArrays.copy(view);
    assertThat(copy.dataType()).isEqualTo(type);
    assertThat(NdArrays.view(copy).segment().toArray(ValueLayout.JAVA_BYTE)).isEqualTo(bits);
  }

  @Test
  void allIntegersOf64BitsAreKept() {
    long[] longs = {Long.MIN_VALUE, -1, (1L << 53) + 1, Long.MAX_VALUE};
    assertThat(NdArrays.copy(NdView.of(longs)).toLongVector()).isEqualTo(longs);
    assertThat(NdArrays.view(NdArrays.copy(NdView.of(longs).cast("Q"))).toList())
        .hasToString(
            "[9223372036854775808, 18446744073709551615, 9007199254740993, 9223372036854775807]");
  }
}
