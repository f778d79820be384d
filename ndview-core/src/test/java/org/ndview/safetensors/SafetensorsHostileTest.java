package org.ndview.safetensors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Files that lie end in one exception, which says what is wrong with them. */
class SafetensorsHostileTest {
  private static byte[] file(byte[] header, int data) {
    return ByteBuffer.allocate(8 + header.length + data)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(header.length)
        .put(header)
        .array();
  }

  private static Arguments header(String header, String message) {
    return Arguments.of(file(header.getBytes(StandardCharsets.UTF_8), 16), message);
  }

  /** One tensor of 16 bytes, and this beside. */
  private static Arguments tensor(String dtype, String shape, String offsets, String message) {
    return header(
        "{\"a\":{\"dtype\":%s,\"shape\":%s,\"data_offsets\":%s}}".formatted(dtype, shape, offsets),
        message);
  }

  private static Arguments two(int begin, int end, String message) {
    return header(
        "{\"b\":{\"dtype\":\"U8\",\"shape\":[%d],\"data_offsets\":[%d,%d]},"
                .formatted(end - begin, begin, end)
            + "\"a\":{\"dtype\":\"U8\",\"shape\":[8],\"data_offsets\":[0,8]}}",
        message);
  }

  private static byte[] length(long length) {
    return ByteBuffer.allocate(24).order(ByteOrder.LITTLE_ENDIAN).putLong(length).array();
  }

  static Stream<Arguments> files() {
    String good = "{\"a\":{\"dtype\":\"F32\",\"shape\":[2,2],\"data_offsets\":[0,16]}}";
    byte[] latin = good.replace("\"a\"", "\"\u00e9\"").getBytes(StandardCharsets.ISO_8859_1);
    return Stream.of(
        Arguments.of(new byte[0], "0 bytes, and the length of the header takes 8"),
        Arguments.of(new byte[7], "7 bytes, and the length of the header takes 8"),
        Arguments.of(length(-1), "a header of 18446744073709551615 bytes, more than the limit"),
        Arguments.of(length(100_000_001), "more than the limit of 100000000"),
        Arguments.of(length(17), "a header of 17 bytes, and the file has 16 after its length"),
        Arguments.of(length(0), "an object was expected"),
        Arguments.of(file(latin, 16), "byte 10: the header is no UTF-8"),
        header("\ufeff" + good, "of the header"),
        header("[]", "an object was expected"),
        header("{", "character 1 of the header: Unexpected end-of-input"),
        header("{}", "the tensors take 0 bytes, and 16 follow the header"),
        header(good + "x", "of the header"),
        header(good + "{}", "something follows the object"),
        header(good + "\0", "of the header"),
        header("{" + good.substring(1, good.length() - 1) + ",}", "of the header"),
        header(good.replace("\"a\"", "a"), "of the header"),
        header(good.replace("\"a\"", "'a'"), "of the header"),
        header("{/* */" + good.substring(1), "of the header"),
        header(good.replace("{\"d", "{\"dtype\":\"F32\",\"d"), "the key \"dtype\" stands twice"),
        header("{\"a\":{\"shape\":[],\"data_offsets\":[0,16]}}", "the key \"dtype\" is missing"),
        header("{\"a\":{\"dtype\":\"U8\",\"data_offsets\":[0,16]}}", "\"shape\" is missing"),
        header("{\"a\":{\"dtype\":\"U8\",\"shape\":[]}}", "\"data_offsets\" is missing"),
        header("{\"a\":5}", "at /a: an object was expected"),
        header("{\"a\":null}", "at /a: an object was expected"),
        header("{\"__metadata__\":5}", "at /__metadata__: an object was expected"),
        header("{\"__metadata__\":{\"a\":5}}", "at /__metadata__/a: a string was expected"),
        header("{\"__metadata__\":{},\"__metadata__\":{}}", "\"__metadata__\" stands twice"),
        header(good.replace("\"a\"", "\"\\ud800\""), "urrogate "),
        header(good.replace("\"a\"", "\"\\udc00\""), "urrogate "),
        header("{\"__metadata__\":{\"a\":\"\\udc00\"}}", "urrogate "),
        header(good.replace("\"a\"", "\"a\nb\""), "of the header"),
        header("{\"a\":".repeat(5000), "of the header"),
        header("{\"a\":" + "[".repeat(5000), "of the header"),
        tensor("\"F33\"", "[4]", "[0,16]", "the dtype \"F33\" is unknown"),
        tensor("\"f32\"", "[4]", "[0,16]", "the dtype \"f32\" is unknown"),
        tensor("7", "[4]", "[0,16]", "at /a/dtype: a string was expected"),
        tensor("\"F32\"", "4", "[0,16]", "an array of numbers was expected"),
        tensor("\"F32\"", "[4.0]", "[0,16]", "an integer from 0 to 2^63-1 was expected"),
        tensor("\"F32\"", "[4e0]", "[0,16]", "an integer from 0 to 2^63-1 was expected"),
        tensor("\"F32\"", "[\"4\"]", "[0,16]", "an integer from 0 to 2^63-1 was expected"),
        tensor("\"F32\"", "[-4]", "[0,16]", "an integer from 0 to 2^63-1 was expected"),
        tensor("\"F32\"", "[-0,4]", "[0,0]", "an integer from 0 to 2^63-1 was expected"),
        tensor("\"F32\"", "[04]", "[0,16]", "of the header"),
        tensor("\"F32\"", "[[4]]", "[0,16]", "an integer from 0 to 2^63-1 was expected"),
        tensor("\"F32\"", "[9223372036854775808]", "[0,16]", "an integer from 0 to 2^63-1"),
        tensor("\"F32\"", "[4]", "[0]", "data_offsets are a begin and an end, not [0]"),
        tensor("\"F32\"", "[4]", "[0,16,16]", "data_offsets are a begin and an end"),
        tensor("\"F32\"", "[4]", "[16,0]", "data_offsets are a begin and an end, not [16, 0]"),
        tensor("\"F32\"", "[3]", "[0,16]", "F32 of shape [3] takes 12 bytes, and its data_off"),
        tensor("\"F32\"", "[4]", "[4,20]", "begins at byte 4 of the data, and the one before it"),
        tensor("\"F32\"", "[5]", "[0,20]", "the tensors take 20 bytes, and 16 follow"),
        tensor("\"F32\"", "[3]", "[0,12]", "the tensors take 12 bytes, and 16 follow"),
        tensor("\"F4\"", "[33]", "[0,16]", "F4 of shape [33] takes 132 bits, which is no number"),
        tensor("\"F6_E2M3\"", "[]", "[0,16]", "takes 6 bits, which is no number of bytes"),
        tensor("\"F64\"", "[4294967296,4294967296]", "[0,16]", "takes more than 2^63-1 bits"),
        tensor("\"F64\"", "[0,4294967296,4294967296]", "[0,0]", "takes more than 2^63-1 bits"),
        tensor("\"U8\"", "[" + "1,".repeat(64) + "16]", "[0,16]", "65 dimensions, more than 64"),
        two(
            7,
            16,
            "the tensor \"b\" begins at byte 7 of the data, and the one before it ends at 8"),
        two(
            9,
            16,
            "the tensor \"b\" begins at byte 9 of the data, and the one before it ends at 8"),
        two(
            0,
            16,
            "the tensor \"b\" begins at byte 0 of the data, and the one before it ends at 8"));
  }

  @ParameterizedTest
  @MethodSource("files")
  void isRefused(byte[] bytes, String message, @TempDir Path folder) throws IOException {
    Path file = Files.write(folder.resolve("hostile"), bytes);
    assertThatThrownBy(() -> Safetensors.open(file))
        .isInstanceOf(SafetensorsException.class)
        .hasMessageStartingWith(file + ": ")
        .hasMessageContaining(message);
  }

  @Test
  void whatOthersWriteIsRead() throws IOException {
    String good = "{\"a\":{\"dtype\":\"F32\",\"shape\":[2,2],\"data_offsets\":[0,16]}}";
    String name = "n".repeat(60_000);
    String[] headers = {
      good.replace("{\"a\"", "{\"__metadata__\":null,\"a\""),
      good.replace("{\"a\"", "{\"__metadata__\":{\"k\":\"1\",\"k\":\"2\"},\"a\""),
      good.replace("{\"d", "{\"x\":{\"y\":[1,{}],\"y\":1e9},\"d"),
      good.replace("{\"d", "{\"x\":1,\"x\":" + "9".repeat(300) + ",\"d"),
      good.replace("\"a\"", "\"" + name + "\""),
    };
    for (String header : headers) {
      byte[] bytes = file(header.getBytes(StandardCharsets.UTF_8), 16);
      try (SafetensorsFile file = Safetensors.open(MemorySegment.ofArray(bytes))) {
        assertThat(file.views().firstEntry().getValue().shape()).containsExactly(2, 2);
        assertThat(file.metadata().getOrDefault("k", "2")).isEqualTo("2");
      }
    }
  }

  @Test
  void changedBytesAreReadOrRefused(@TempDir Path folder) throws IOException {
    Random random = new Random(17);
    byte[] good = Files.readAllBytes(SafetensorsTest.resource("odd_shapes.safetensors"));
    Path file = folder.resolve("changed");
    for (int i = 0; i < 2000; i++) {
      byte[] bytes = good.clone();
      for (int k = 0; k < 1 + i % 3; k++) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(128);
      }
      Files.write(file, bytes);
      try (SafetensorsFile open = Safetensors.open(file)) {
        open.views()
            .values()
            .forEach(view -> assertThat(view.toBytes()).hasSize((int) view.nbytes()));
      } catch (SafetensorsException e) {
        assertThat(e).hasMessageStartingWith(file + ": ");
      }
    }
  }
}
