package org.ndview.nd4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigInteger;
import java.net.URISyntaxException;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.ndview.NdView;
import org.ndview.npy.Npy;

/** What NumPy wrote (see make.py beside the files) arrives, where ND4J's own reader scrambles. */
class NpyTest {
  private static Path file(String name) {
    try {
      return Path.of(
          Objects.requireNonNull(NpyTest.class.getResource("npy/" + name + ".npy"), name).toURI());
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
  }

  /** Mapped so that ND4J, in which nothing is read-only, may write without changing the file. */
  private static NdView read(String name) throws IOException {
    return Npy.read(file(name), MapMode.PRIVATE, Npy.MAX_HEADER);
  }

  @ParameterizedTest
  @CsvSource({
    "c_f8, DOUBLE, 0, true",
    "f_order_f4, FLOAT, 0, true",
    "big_endian_i4, INT, 0, false",
    "big_endian_f_order_f8, DOUBLE, 0, false",
    "unsigned_u2, UINT16, 65000, true",
    "half_f2, HALF, 0, true",
  })
  void whatNumPyWroteArrives(String name, DataType type, int first, boolean shares)
      throws IOException {
    NdView view = read(name);
    assertThat(view.shape()).containsExactly(2, 3, 4);
    assertThat(NdArrays.plan(view).shares()).isEqualTo(shares);
    assertArange(view, NdArrays.copy(view), type, first);
    if (shares) {
      assertArange(view, NdArrays.wrap(view), type, first);
    }
  }

  private static void assertArange(NdView view, INDArray array, DataType type, int first) {
    assertThat(array.dataType()).isEqualTo(type);
    int[] next = {first};
    Numbers.indices(
        view.shape(),
        i -> {
          assertThat(Numbers.get(view, i)).isEqualTo(next[0]);
          assertThat(array.getDouble(i)).as(Arrays.toString(i)).isEqualTo(next[0]++);
        });
    assertThat(array.castTo(DataType.DOUBLE).sumNumber().doubleValue())
        .isEqualTo(24.0 * first + 276);
  }

  @ParameterizedTest
  @CsvSource({"wrap", "copy"})
  void aStridedSource(String way) throws IOException {
    // NumPy writes it in C order: np.arange(96).reshape(4, 6, 4)[::2, ::-2]
    INDArray array = handOver(read("strided_i2"), way);
    assertThat(array.shape()).containsExactly(2, 3, 4);
    Numbers.indices(
        array.shape(),
        i -> assertThat(array.getInt(ints(i))).isEqualTo(48 * i[0] + 4 * (5 - 2 * i[1]) + i[2]));
  }

  @ParameterizedTest
  @CsvSource({"wrap", "copy"})
  void aTransposedSource(String way) throws IOException {
    // in F order, the one that it has
    NdView view = read("transposed_i8");
    assertThat(view.isFContiguous()).isTrue();
    INDArray array = handOver(view, way);
    assertThat(array.shape()).containsExactly(4, 3, 2);
    Numbers.indices(
        array.shape(), i -> assertThat(array.getLong(i)).isEqualTo(12 * i[2] + 4 * i[1] + i[0]));
    assertThat(array.sum(0).toLongMatrix())
        .isDeepEqualTo(new long[][] {{6, 54}, {22, 70}, {38, 86}});
  }

  @ParameterizedTest
  @CsvSource({"wrap", "copy"})
  void bools(String way) throws IOException {
    INDArray array = handOver(read("bool"), way).castTo(DataType.INT32);
    Numbers.indices(
        array.shape(),
        i ->
            assertThat(array.getInt(ints(i)))
                .isEqualTo((12 * i[0] + 4 * i[1] + i[2]) % 3 == 0 ? 1 : 0));
  }

  @ParameterizedTest
  @CsvSource({"0", "23"})
  void bigEndianUnsignedLongs(int k) throws IOException {
    NdView view = read("unsigned_big_endian_u8");
    INDArray array = NdArrays.copy(view);
    BigInteger expected = BigInteger.ONE.shiftLeft(63).add(BigInteger.valueOf(k));
    long[] index = {k / 12, k / 4 % 3, k % 4};
    assertThat(array.dataType()).isEqualTo(DataType.UINT64);
    assertThat(view.get(index)).isEqualTo(expected);
    assertThat(NdArrays.view(array).get(index)).isEqualTo(expected);
  }

  @Test
  void whatIsMappedReadOnlyIsCopied() throws IOException {
    NdView view = Npy.read(file("f_order_f4"));
    assertThatThrownBy(() -> NdArrays.wrap(view))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessageContaining("it is read-only, and nothing in ND4J is; NdArrays.copy(view)");
    assertArange(view, NdArrays.copy(view), DataType.FLOAT, 0);
  }

  @Test
  void whatNd4jWritesToAPrivateMappingStaysOutOfTheFile() throws IOException {
    byte[] before = Files.readAllBytes(file("c_f8"));
    NdView view = read("c_f8");
    NdArrays.wrap(view).addi(1);
    assertThat(view.getDouble(1, 2, 3)).isEqualTo(24);
    assertThat(file("c_f8")).hasBinaryContent(before);
  }

  @Test
  void structsFieldByField() throws IOException {
    NdView view = read("struct");
    assertThatThrownBy(() -> NdArrays.wrap(view))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessageContaining("T{<f:x:i:n:>d:y:}");
    assertThatThrownBy(() -> NdArrays.copy(view)).isInstanceOf(UnsupportedOperationException.class);
    assertThat(NdArrays.wrap(view.field("x")).toFloatVector()).containsExactly(1.5f, -1.5f);
    assertThat(NdArrays.wrap(view.field("n")).toIntVector()).containsExactly(2, -2);
    assertThat(NdArrays.copy(view.field("y")).toDoubleVector()).containsExactly(3.5, -3.5);
  }

  static Stream<Arguments> arrays() {
    INDArray c = Nd4j.arange(24).castTo(DataType.DOUBLE).reshape(2, 3, 4);
    return Stream.of(
        Arguments.of("c_f8", c),
        Arguments.of("c_f8", c.dup('f').permute(2, 1, 0).dup('f').permute(2, 1, 0).dup('c')),
        Arguments.of("f_order_f8", c.dup('f')),
        Arguments.of("f_order_f4", c.castTo(DataType.FLOAT).dup('f')),
        Arguments.of("transposed_i8", c.castTo(DataType.INT64).permute(2, 1, 0)),
        Arguments.of("row_f8", c.slice(1)),
        Arguments.of("row_f8", c.dup('f').slice(1)),
        Arguments.of(
            "every_second_f8",
            c.get(NDArrayIndex.all(), NDArrayIndex.interval(0, 2, 3), NDArrayIndex.interval(1, 3))),
        Arguments.of("unsigned_u2", c.add(65000).castTo(DataType.UINT16)),
        Arguments.of("half_f2", c.castTo(DataType.FLOAT16)));
  }

  @ParameterizedTest
  @MethodSource("arrays")
  void whatNd4jHoldsIsWrittenAsNumpyWritesIt(String name, INDArray array, @TempDir Path folder)
      throws IOException {
    Path written = folder.resolve("written.npy");
    Npy.write(written, NdArrays.view(array));
    assertThat(written).hasSameBinaryContentAs(file(name));
  }

  @ParameterizedTest
  @MethodSource("org.ndview.nd4j.Numbers#types")
  void everyDataTypeGoesThereAndBack(DataType type, @TempDir Path folder) throws IOException {
    Path written = folder.resolve("written.npy");
    INDArray array = Numbers.array(type, 3, 4, 2).permute(1, 0, 2);
    if (type == DataType.BFLOAT16) {
      assertThatThrownBy(() -> Npy.write(written, NdArrays.view(array)))
          .isInstanceOf(UnsupportedOperationException.class)
          .hasMessageContaining("NumPy has no dtype for the format '[bfloat16]'");
      return;
    }
    Npy.write(written, NdArrays.view(array));
    INDArray again = NdArrays.wrap(Npy.read(written, MapMode.PRIVATE, Npy.MAX_HEADER));
    assertThat(again.dataType()).isEqualTo(type);
    Numbers.assertSameItems(NdArrays.view(array), again);
  }

  private static INDArray handOver(NdView view, String way) {
    return way.equals("wrap") ? NdArrays.wrap(view) : NdArrays.copy(view);
  }

  private static int[] ints(long[] index) {
    return Arrays.stream(index).mapToInt(Math::toIntExact).toArray();
  }
}
