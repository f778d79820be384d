package org.ndview.npy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.ndview.NdView;

/** Files that lie end in one exception, which says what is wrong with them. */
class NpyHostileTest {
  private static byte[] file(int version, String header, int data) {
    byte[] text =
        header.getBytes(version == 3 ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1);
    var out = new ByteArrayOutputStream();
    out.writeBytes(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', (byte) version, 0});
    for (int i = 0; i < (version == 1 ? 2 : 4); i++) {
      out.write(text.length >> 8 * i);
    }
    out.writeBytes(text);
    out.writeBytes(new byte[data]);
    return out.toByteArray();
  }

  private static Arguments header(String header, String message) {
    return Arguments.of(file(1, header, 64), message);
  }

  private static Arguments shape(String shape, String message) {
    return header("{'descr': '<i4', 'fortran_order': False, 'shape': " + shape + "}", message);
  }

  private static Arguments descr(String descr, String message) {
    return header("{'descr': " + descr + ", 'fortran_order': False, 'shape': (2,)}", message);
  }

  private static byte[] hex(String hex) {
    return HexFormat.of().parseHex(hex);
  }

  static Stream<Arguments> files() {
    String good = "{'descr': '<i4', 'fortran_order': False, 'shape': (2,)}";
    byte[] longer = file(2, good, 8);
    longer[11] = 0x7F;
    return Stream.of(
        Arguments.of(new byte[0], "byte 0: this is not a .npy file"),
        Arguments.of(hex("934e554d5059"), "byte 0: this is not a .npy file"),
        Arguments.of(hex("504b030400000000000000000000"), "byte 0: this is not a .npy file"),
        Arguments.of(hex("934e554d505900000000000000"), "byte 6: version 0.0"),
        Arguments.of(hex("934e554d505904000000000000"), "byte 6: version 4.0"),
        Arguments.of(hex("934e554d505901010000000000"), "byte 6: version 1.1"),
        Arguments.of(hex("934e554d505902000000"), "the file ends at byte 10"),
        Arguments.of(hex("934e554d50590100ff1f7b7d"), "the header has 8191 bytes, the file 12"),
        Arguments.of(Arrays.copyOf(file(1, good, 0), 30), "the header has 55 bytes, the file 30"),
        Arguments.of(longer, "the header has 2130706487 characters, more than the limit of 10000"),
        Arguments.of(file(1, good, 7), "shape [2] of items of 4 bytes takes 8 bytes, and 7 follow"),
        Arguments.of(file(3, good.replace("<", "\u00e9"), 8), "'éi4' is no dtype of NumPy's"),
        Arguments.of(badUtf8(good), "byte 23: the header is no UTF-8"),
        header("", "character 0: a literal was expected, not the end"),
        header("()", "a dict was expected, not ()"),
        header("{}", "the keys descr, fortran_order and shape were expected, not []"),
        header(good.replace("descr", "desc"), "were expected, not [desc, fortran_order, shape]"),
        header(good.replace("{", "{'x': 1, "), "not [x, descr, fortran_order, shape]"),
        header(good.replace("{", "{'descr': '<f8', "), "the key 'descr' stands twice"),
        header(good + "+1", "the end was expected, not '+1'"),
        header(good + ";import os", "the end was expected, not ';import os'"),
        header(good.replace("False", "0"), "fortran_order is True or False, not 0"),
        header(good.replace("False", "None"), "fortran_order is True or False, not None"),
        header(
            good.replace("'<i4'", "__import__('os').system('id')"),
            "a literal was expected, not \"__import__('"),
        header(good.replace("'<i4'", "open"), "a literal was expected, not \"open, "),
        header(good.replace("'<i4'", "'<i4"), "character 17: '}' was expected, not 'fortran_orde'"),
        header("{'descr': '<i4", "character 10: a string without an end"),
        header(good.replace("'descr'", "5"), "a string was expected for a key, not \"5: "),
        header("(".repeat(9000), "brackets nest deeper than 256"),
        header("[".repeat(9000), "brackets nest deeper than 256"),
        header("{'a':".repeat(1800), "brackets nest deeper than 256"),
        header(" ".repeat(10001), "the header has 10001 characters, more than the limit of 10000"),
        shape("[2]", "the shape is a tuple of integers, not [2]"),
        shape("(2)", "the shape is a tuple of integers, not 2"),
        shape("2", "the shape is a tuple of integers, not 2"),
        shape("(2.0,)", "an integer ends with '.0,)"),
        shape("('2',)", "the shape is a tuple of integers, and '2' is none"),
        shape("(True,)", "and True is none"),
        shape("(-1,)", "length 0 of the shape is -1, which is not in the range"),
        shape("(2, -3, -3)", "length 1 of the shape is -3"),
        shape("(9223372036854775808,)", "length 0 of the shape is 9223372036854775808"),
        shape("(4611686018427387904, 2, 2)", "takes more than 2^63-1 bytes"),
        shape("(0, 4611686018427387904, 4)", "takes more than 2^63-1 bytes"),
        shape("(3037000500, 3037000500)", "takes more than 2^63-1 bytes"),
        shape("(" + "1, ".repeat(65) + ")", "the shape has 65 dimensions, more than 64"),
        shape("(" + "9".repeat(2000) + ",)", "an integer has more than 1000 digits"),
        shape("(2*3,)", "')' was expected, not '*3,)"),
        shape("(02,)", "an integer was expected, not '02,)"),
        shape("(1__0,)", "an integer was expected, not '1__0"),
        shape("(17,)", "takes 68 bytes, and 64 follow"),
        descr("5", "a dtype is a string, a list of fields, or a pair"),
        descr("None", "a dtype is a string, a list of fields, or a pair"),
        descr("'<f3'", "'<f3' is no dtype of NumPy's"),
        descr("'<i4; import os'", "'<i4; import os' is no dtype of NumPy's"),
        descr("'<V99999999999999999999'", "is no dtype of NumPy's"),
        descr("'<U4611686018427387904'", "is no dtype of NumPy's"),
        descr("'|V999999999999999999'", "takes 1999999999999999998 bytes, and 64 follow"),
        descr("[('a', '<i4'), ('a', '<i4')]", "a"),
        descr("[('a',)]", "a field is a tuple of a name, a dtype and perhaps a shape"),
        descr("[['a', '<i4']]", "a field is a tuple of a name"),
        descr("[('a', '<i4', (-1,))]", "a length of a sub-array is -1"),
        descr("[('a', '<i4', (2.5,))]", "an integer ends with \".5"),
        descr("[('a', '<i4', ('b',))]", "the shape of a sub-array is a tuple of lengths"),
        descr("[('a', '<i4', (9223372036854775807, 9))]", "takes more than 2^63-1 bytes"),
        descr("[('a\\x00', '<i4')]", "a field's name cannot hold NUL"),
        descr("[('a\\ud800', '<i4')]", "a field's name cannot hold half a surrogate pair"),
        descr("[('\\xZZ', '<i4')]", "2 hexadecimal digits were expected"),
        descr("[('\\U00110000', '<i4')]", "there is no character 110000"),
        descr(nested(110), "nested deeper than 100"));
  }

  private static byte[] badUtf8(String good) {
    byte[] file = file(3, good, 8);
    file[23] = (byte) 0xFF;
    return file;
  }

  private static String nested(int depth) {
    return "[('a', ".repeat(depth) + "'<i4'" + ")]".repeat(depth);
  }

  @ParameterizedTest
  @MethodSource("files")
  void isRefused(byte[] bytes, String message, @TempDir Path folder) throws IOException {
    assertThatThrownBy(() -> Npy.read(MemorySegment.ofArray(bytes)))
        .isInstanceOf(NpyException.class)
        .hasMessageStartingWith("npy in memory: ")
        .hasMessageContaining(message);
    Path file = Files.write(folder.resolve("hostile.npy"), bytes);
    assertThatThrownBy(() -> Npy.read(file))
        .isInstanceOf(NpyException.class)
        .hasMessageStartingWith(file + ": ")
        .hasMessageContaining(message);
  }

  @Test
  void odditiesThatNumpyReadsAreRead() throws IOException {
    String[] headers = {
      "{\"shape\": (2, ), 'descr': u'<i4', 'fortran_order': False}",
      " \t{ 'descr' :'<i4','fortran_order':True,\n 'shape':(2,),}\n",
      "{'descr': '\\x3ci\\64', 'fortran_order': False, 'shape': (+2L,)}",
      "{'descr': ('<i4'), 'fortran_order': False, 'shape': (2,)}",
      "{'descr': '=i4', 'fortran_order': False, 'shape': (2,)}",
    };
    for (String header : headers) {
      NdView view = Npy.read(MemorySegment.ofArray(file(1, header, 8)));
      assertThat(view.shape()).as(header).containsExactly(2);
      assertThat(view.itemsize()).isEqualTo(4);
    }
  }

  @Property(tries = 3000)
  void aChangedByteIsReadOrRefused(
      @ForAll @IntRange(max = 127) int at, @ForAll byte value, @ForAll @IntRange(max = 127) int at2)
      throws IOException {
    byte[] bytes = Files.readAllBytes(Expected.resource("big_i4.npy"));
    bytes[at] = value;
    bytes[at2] = (byte) (value * 31);
    try {
      NdView view = Npy.read(MemorySegment.ofArray(bytes));
      assertThat(view.nbytes()).isLessThanOrEqualTo(bytes.length);
      assertThat(view.toBytes()).hasSize((int) view.nbytes());
    } catch (NpyException e) {
      assertThat(e).hasMessageStartingWith("npy in memory: ");
    }
  }
}
