package org.ndview.npy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.ndview.NdView;
import org.ndview.format.Format;
import org.ndview.format.Opaque;
import org.ndview.format.ScalarType;

/** What NumPy wrote is what a view of the file has. */
class NpyReadTest {
  private static final int LONG = 100_000;

  static Stream<Expected> arrays() throws IOException {
    return Expected.all();
  }

  @ParameterizedTest
  @MethodSource("arrays")
  void whatNumpyWroteIsThere(Expected expected) throws IOException {
    assumeTrue(!expected.ofThisMachine() || ScalarType.LONG_DOUBLE.itemsize() == 16);
    try (NdView view = Npy.read(expected.path(), LONG)) {
      check(view, expected);
      assertThat(view.obj()).isEqualTo(view.itemsize() == 0 ? view.obj() : expected.path());
    }
  }

  @ParameterizedTest
  @MethodSource("arrays")
  void theSameInMemory(Expected expected) throws IOException {
    assumeTrue(!expected.ofThisMachine() || ScalarType.LONG_DOUBLE.itemsize() == 16);
    assumeTrue(!expected.name().equals("version_2_long"));
    // at an odd place
    byte[] file = Files.readAllBytes(expected.path());
    MemorySegment memory =
        MemorySegment.ofArray(new byte[file.length + 1])
            .asSlice(1)
            .copyFrom(MemorySegment.ofArray(file));
    check(Npy.read(memory.asReadOnly()), expected);
  }

  static void check(NdView view, Expected expected) {
    assertThat(Expected.longs(view.shape())).isEqualTo(expected.shape().toArray());
    assertThat(view.isFContiguous() && !view.isCContiguous()).isEqualTo(expected.fortran());
    assertThat(view.isReadOnly()).isTrue();
    assertThat(view.format()).isEqualTo(Format.parse(view.format().toString()));
    if (!expected.hex().isEmpty()) {
      assertThat(HexFormat.of().formatHex(view.toBytes())).isEqualTo(expected.hex());
    }
    if (!expected.items().isNull() && !(view.format() instanceof Opaque)) {
      assertThat(Expected.plain(view.toList())).isEqualTo(Expected.plain(expected.items()));
    }
  }

  @Test
  void aStructHasItsFieldsWherePaddingPutsThem() throws IOException {
    try (NdView view = Npy.read(Expected.resource("struct_nested.npy"))) {
      assertThat(view.format())
          .hasToString("T{T{?:flag:7x<d:x:h:n:6x}:p:(2,3)>H:m:<2w:s:3x:raw:x}");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "bool, ?",
    "i1, b",
    "u1, B",
    "little_f2, <e",
    "big_u8, >Q",
    "little_c8, <Zf",
    "bytes, 3s",
    "text_big, >3w",
    "void, [bytes;3]",
    "struct_packed, T{<i:id:>d:score:3s:tag:}"
  })
  void formatsAreCanonical(String name, String format) throws IOException {
    try (NdView view = Npy.read(Expected.resource(name + ".npy"))) {
      assertThat(view.format()).hasToString(format);
      assertThat(view.format().canonical()).isEqualTo(view.format());
    }
  }

  @Test
  void closingTheArrayUnmapsTheFile() throws IOException {
    NdView view = Npy.read(Expected.resource("f_order_f4.npy"));
    NdView part = view.slice("1");
    MemorySegment memory = part.segment();
    view.close();
    assertThat(memory.scope().isAlive()).isFalse();
    assertThatThrownBy(() -> part.getFloat(2, 3)).isInstanceOf(IllegalStateException.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          refused_object       | the dtype '|O' holds Python objects, which only Python unpickles
          refused_object_field | the dtype '|O' holds Python objects, which only Python unpickles
          refused_datetime     | the dtype '<M8[D]' holds dates, which PEP 3118 cannot tell from integers
          refused_timedelta    | the dtype '<m8[ns]' holds time differences, which PEP 3118 cannot
          refused_colon        | a field's name cannot hold ':'
          """,
      quoteCharacter = '`')
  void whatAViewCannotHoldIsRefusedByName(String name, String message) {
    Path file = Expected.resource(name + ".npy");
    assertThatThrownBy(() -> Npy.read(file))
        .isInstanceOf(NpyException.class)
        .hasMessageStartingWith(file + ": the header: ")
        .hasMessageContaining(message);
  }

  @Test
  void longHeadersAreReadOnlyIfAllowed() throws IOException {
    Path file = Expected.resource("version_2_long.npy");
    assertThatThrownBy(() -> Npy.read(file))
        .isInstanceOf(NpyException.class)
        .hasMessageContaining("more than the limit of 10000; read(file, limit) raises it");
    try (NdView view = Npy.read(file, LONG)) {
      assertThat(view.field("field_number_02149").getInt(1)).isEqualTo(2151);
    }
  }

  @Test
  void aFileThatIsNotThere() {
    assertThatThrownBy(() -> Npy.read(Path.of("nowhere.npy")))
        .isInstanceOf(NoSuchFileException.class);
  }
}
