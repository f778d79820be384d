package org.ndview.nd4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.ndview.NdView;
import org.ndview.Order;

/** What NumPy wrote (see make.py beside the files) arrives, where ND4J's own reader scrambles. */
class NpyTest {
  private static final Pattern HEADER =
      Pattern.compile("'descr': '(.)(\\w+)', 'fortran_order': (\\w+), 'shape': \\(([\\d, ]*)\\)");

  /** Of version 1.0: ten bytes of preamble, and their last two are the length of the header. */
  private static NdView read(String name) throws IOException {
    byte[] file;
    try (InputStream in = NpyTest.class.getResourceAsStream("npy/" + name + ".npy")) {
      assertThat(in).as(name).isNotNull();
      file = in.readAllBytes();
    }
    int start = 10 + (file[8] & 0xFF) + (file[9] & 0xFF) * 256;
    Matcher header = HEADER.matcher(new String(file, 10, start - 10, StandardCharsets.US_ASCII));
    assertThat(header.find()).isTrue();
    String mark = header.group(1).equals("|") ? "" : header.group(1);
    String code =
        switch (header.group(2)) {
          case "f8" -> "d";
          case "f4" -> "f";
          case "f2" -> "e";
          case "i8" -> "q";
          case "i4" -> "i";
          case "i2" -> "h";
          case "u8" -> "Q";
          case "u2" -> "H";
          case "b1" -> "?";
          default -> throw new AssertionError(header.group());
        };
    long[] shape = Arrays.stream(header.group(4).split(", *")).mapToLong(Long::parseLong).toArray();
    NdView bytes = NdView.of(file).cast("B").slice(start + ":");
    // in memory of its own, which ND4J can share
    NdView own = NdView.allocate("B", bytes.size());
    own.assign(bytes);
    return own.cast(mark + code, header.group(3).equals("True") ? Order.F : Order.C, shape);
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

  private static INDArray handOver(NdView view, String way) {
    return way.equals("wrap") ? NdArrays.wrap(view) : NdArrays.copy(view);
  }

  private static int[] ints(long[] index) {
    return Arrays.stream(index).mapToInt(Math::toIntExact).toArray();
  }
}
