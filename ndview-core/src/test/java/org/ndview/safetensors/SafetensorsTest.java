package org.ndview.safetensors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ndview.Complex;
import org.ndview.NdView;
import org.ndview.format.Format;
import org.ndview.io.Progress;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Files made by make.py beside them are read, and written to the byte. */
class SafetensorsTest {
  private static final JsonMapper JSON = new JsonMapper();

  /** A tensor of a file. */
  record Expected(
      String file,
      String name,
      String dtype,
      List<Long> shape,
      boolean reference,
      String hex,
      JsonNode items) {}

  static Path resource(String name) {
    try {
      return Path.of(Objects.requireNonNull(SafetensorsTest.class.getResource(name), name).toURI());
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
  }

  static Stream<List<Expected>> files() throws IOException {
    return Files.readAllLines(resource("expected.jsonl")).stream()
        .map(line -> JSON.readValue(line, Expected.class))
        .collect(Collectors.groupingBy(Expected::file, LinkedHashMap::new, Collectors.toList()))
        .values()
        .stream();
  }

  @ParameterizedTest
  @MethodSource("files")
  void everyTensorIsThereInTheOrderOfTheData(List<Expected> expected) throws IOException {
    try (SafetensorsFile file = Safetensors.open(resource(expected.getFirst().file()))) {
      assertThat(file.views().keySet())
          .containsExactlyElementsOf(expected.stream().map(Expected::name).toList());
      for (Expected tensor : expected) {
        Tensor read = file.tensors().get(tensor.name());
        assertThat(read.dtype()).hasToString(tensor.dtype());
        assertThat(read.shape()).isEqualTo(tensor.shape());
        assertThat(read.view().isReadOnly()).isTrue();
        assertThat(HexFormat.of().formatHex(read.view().toBytes())).isEqualTo(tensor.hex());
        if (!tensor.items().isNull()) {
          assertThat(JSON.valueToTree(read.view().toList()).toString())
              .isEqualTo(tensor.items().toString());
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void whatWasReadIsWrittenToTheByte(List<Expected> expected, @TempDir Path folder)
      throws IOException {
    Path original = resource(expected.getFirst().file());
    Path again = folder.resolve("again");
    try (SafetensorsFile file = Safetensors.open(original)) {
      Safetensors.writeTensors(again, file.tensors(), file.metadata(), Progress.NONE);
      if (expected.getFirst().reference()) {
        assertThat(again).hasSameBinaryContentAs(original);
        if (file.tensors().values().stream()
            .allMatch(tensor -> Tensor.of(tensor.view()).shape().equals(tensor.shape()))) {
          Safetensors.write(again, file.views(), file.metadata());
          assertThat(again).hasSameBinaryContentAs(original);
        } else {
          assertThat(original.getFileName()).hasToString("uneven_rows.safetensors");
        }
      } else {
        try (SafetensorsFile sorted = Safetensors.open(again)) {
          assertThat(sorted.views().keySet()).containsExactly("c", "b", "a");
          file.views()
              .forEach((name, view) -> assertThat(sorted.view(name).contentEquals(view)).isTrue());
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "only_metadata"})
  void noTensors(String name, @TempDir Path folder) throws IOException {
    Path original = resource(name + ".safetensors");
    try (SafetensorsFile file = Safetensors.open(original)) {
      assertThat(file.views()).isEmpty();
      assertThat(file.metadata()).isEqualTo(name.equals("none") ? Map.of() : Map.of("a", "b"));
      Path again = folder.resolve("again");
      Safetensors.write(again, file.views(), file.metadata());
      assertThat(again).hasSameBinaryContentAs(original);
    }
  }

  @Test
  void smallFloatsAreItemsOfWholeBytes() throws IOException {
    try (SafetensorsFile file = Safetensors.open(resource("every_dtype.safetensors"))) {
      assertThat(file.view("t.F4").shape()).containsExactly(2, 2);
      assertThat(file.view("t.F6_E2M3").shape()).containsExactly(2, 1);
      assertThat(file.view("t.F6_E2M3").itemsize()).isEqualTo(3);
      assertThat(file.view("t.F8_E4M3").format()).hasToString("[float8_e4m3fn]");
      assertThat(file.view("t.F8_E4M3").slice("1, 2:").toBytes()).containsExactly(6, 7);
      assertThat(file.view("t.F4").slice(":, 1").toBytes()).containsExactly(1, 3);
    }
    try (SafetensorsFile file = Safetensors.open(resource("uneven_rows.safetensors"))) {
      assertThat(file.view("f4").shape()).containsExactly(3);
      assertThat(file.tensors().get("f4").shape()).containsExactly(2L, 3L);
      assertThat(file.view("f6").shape()).containsExactly(3);
      assertThat(file.view("f6").toBytes()).hasSize(9);
    }
  }

  @ParameterizedTest
  @EnumSource(Dtype.class)
  void aDtypeAndItsFormatAreOne(Dtype dtype) {
    assertThat(Dtype.of(dtype.format())).contains(dtype);
    assertThat(Dtype.of(Format.parse(dtype.format().toString()))).contains(dtype);
    assertThat(dtype.format().itemsize() * 8).isEqualTo(dtype.packed() * dtype.bits());
  }

  @Test
  void bfloat16AndComplexNumbers() throws IOException {
    try (SafetensorsFile file = Safetensors.open(resource("every_dtype.safetensors"))) {
      assertThat(file.view("t.BF16").toList())
          .isEqualTo(List.of(List.of(0f, 1f, 2f), List.of(3f, 4f, 5f)));
      assertThat(file.view("t.C64").get(1, 2, 3)).hasToString("23.0+0.0j");
      assertThat(file.metadata()).containsExactly(Map.entry("format", "np"));
    }
  }

  @Test
  void closingTheFileEndsItsViewsAndThoseMadeOfThem() throws IOException {
    SafetensorsFile file = Safetensors.open(resource("every_dtype.safetensors"));
    NdView view = file.view("t.F32");
    NdView part = view.slice("1, 1:, ::-1");
    MemorySegment memory = part.segment();
    file.close();
    file.close();
    assertThat(view.isReleased()).isTrue();
    assertThat(part.isReleased()).isTrue();
    assertThatThrownBy(() -> part.getFloat(1, 0)).isInstanceOf(IllegalStateException.class);
    assertThat(memory.scope().isAlive()).isFalse();
    assertThatThrownBy(() -> file.view("nobody"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no tensor \"nobody\" among its 22: \"");
  }

  @Test
  void privateTensorsMayBeWritten(@TempDir Path folder) throws IOException {
    Path path = Files.copy(resource("every_dtype.safetensors"), folder.resolve("a.safetensors"));
    byte[] before = Files.readAllBytes(path);
    try (SafetensorsFile file = Safetensors.open(path, MapMode.PRIVATE)) {
      file.view("t.F32").setFloat(-1, 0, 0, 0);
      assertThat(file.view("t.F32").getFloat(0, 0, 0)).isEqualTo(-1);
      // in place of the file that is mapped
      Safetensors.writeTensors(path, file.tensors(), file.metadata(), Progress.NONE);
    }
    assertThat(Files.readAllBytes(path)).hasSameSizeAs(before).isNotEqualTo(before);
  }

  @Test
  void anyLayoutAndByteOrderIsWrittenLittleEndianInCOrder(@TempDir Path folder) throws IOException {
    Path path = folder.resolve("a.safetensors");
    Map<String, NdView> views = new LinkedHashMap<>();
    NdView big = NdView.allocate(">d", 2, 3);
    NdView complex = NdView.allocate(">Zf", 2);
    complex.set(new Complex(1, -2), 1);
    for (int i = 0; i < 6; i++) {
      big.setDouble(i / 8.0, i / 3, i % 3);
    }
    views.put("big", big.transpose());
    views.put("reversed", big.slice("::-1, ::2"));
    views.put("one", big.slice("1, 1"));
    views.put("complex", complex);
    views.put("rows", NdView.ofRows(new short[][] {{1, 2}, {3, 4}}));
    views.put("spread", NdView.of(new int[] {7}).broadcastTo(2, 3));
    views.put("empty", big.slice(":0"));
    Safetensors.write(path, views, Map.of());
    try (SafetensorsFile file = Safetensors.open(path)) {
      assertThat(file.views().keySet())
          .containsExactly("big", "empty", "one", "reversed", "complex", "spread", "rows");
      views.forEach((name, view) -> {
        assertThat(file.view(name).toList()).isEqualTo(view.toList());
        assertThat(file.view(name).isCContiguous()).isTrue();
        assertThat(file.view(name).format()).isEqualTo(file.tensors().get(name).dtype().format());
      });
    }
  }

  @Test
  void bigEndianNumbersOfManyMegabytesAreTurnedRoundInPieces(@TempDir Path folder)
      throws IOException {
    Path path = folder.resolve("a.safetensors");
    try (NdView wide = NdView.allocate(">f", 3, 700_000);
        NdView deep = NdView.allocate(">Zf", 300_000, 2)) {
      NdView bits = wide.cast(">I", 3, 700_000);
      for (long i = 0; i < 700_000; i++) {
        bits.setLong(0x7F80_0000L + i, i % 3, i); // NaNs that signal, with a payload
      }
      deep.set(new Complex(1, 2), 299_999, 1);
      List<Long> told = new ArrayList<>();
      Safetensors.write(
          path,
          Map.of("wide", wide, "deep", deep.slice("::-1")),
          Map.of(),
          (done, _) -> told.add(done));
      assertThat(told).isSorted().hasSizeGreaterThan(10).endsWith(Files.size(path));
      try (SafetensorsFile file = Safetensors.open(path)) {
        NdView read = file.view("wide").cast("<I", 3, 700_000);
        assertThat(read.contentEquals(bits)).isTrue();
        assertThat(file.view("deep").get(0, 1)).isEqualTo(new Complex(1, 2));
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Zd          | no dtype for the format 'Zd': convertTo() makes '<Zf' of it
          g           | no dtype for the format 'g': convertTo() makes '<d' of it
          c           | no dtype for the format 'c': cast("B") views the bytes
          3s          | no dtype for the format '3s': it has BOOL F4 F6_E2M3
          P           | no dtype for the format 'P': it has BOOL
          T{<i:a:}    | no dtype for the format 'T{<i:a:}': write its fields, each as a tensor
          [strange;2] | no dtype for the format '[strange;2]': it has BOOL
          """,
      quoteCharacter = '`')
  void whatTheFormatCannotHoldIsRefusedBeforeTheFileIsTouched(
      String format, String message, @TempDir Path folder) throws IOException {
    Path path = Files.writeString(folder.resolve("a.safetensors"), "before");
    NdView view = NdView.of(MemorySegment.ofArray(new byte[64]), format, 2);
    assertThatThrownBy(() -> Safetensors.write(path, Map.of("t", view), Map.of()))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessageStartingWith("the tensor \"t\": safetensors has ")
        .hasMessageContaining(message);
    assertThat(path).hasContent("before");
  }

  @Test
  void namesAndProgressThatEndTheWriting(@TempDir Path folder) throws IOException {
    Path path = Files.writeString(folder.resolve("a.safetensors"), "before");
    NdView view = NdView.of(new int[3]);
    assertThatThrownBy(() -> Safetensors.write(path, Map.of("__metadata__", view), Map.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("a tensor cannot be named __metadata__");
    assertThatThrownBy(() -> Safetensors.write(path, Map.of("\ud800", view), Map.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("half of a surrogate pair");
    assertThatThrownBy(() ->
            Safetensors.write(
                path,
                Map.of("a", view),
                Map.of(),
                (done, _) -> {
                  if (done > 0) {
                    throw new IllegalStateException("enough");
                  }
                }))
        .hasMessage("enough");
    assertThat(path).hasContent("before");
    List<Long> told = new ArrayList<>();
    Safetensors.write(path, Map.of("a", view), Map.of(), (done, _) -> told.add(done));
    assertThat(told).containsExactly(0L, Files.size(path) - 12, Files.size(path));
    assertThat(folder.toFile().list()).containsExactly("a.safetensors");
  }

  @Test
  void aTensorsPartsMustAgree() {
    NdView bytes = NdView.of(new byte[6]);
    assertThat(new Tensor(Dtype.F6_E2M3, List.of(2L, 4L), bytes).shape()).containsExactly(2L, 4L);
    assertThatThrownBy(() -> new Tensor(Dtype.F6_E2M3, List.of(2L, 5L), bytes))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("F6_E2M3 of shape [2, 5] takes 60 bits, which is no number of bytes");
    assertThatThrownBy(() -> new Tensor(Dtype.F4, List.of(2L), bytes))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("F4 of shape [2] takes 1 bytes, the view has 6");
    assertThatThrownBy(() -> new Tensor(Dtype.F32, List.of(2L), NdView.of(new int[2])))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("items of the format 'i' are I32, not F32");
    assertThatThrownBy(() -> new Tensor(Dtype.I8, List.of(-1L), bytes))
        .hasMessageContaining("a negative length");
    assertThatThrownBy(() -> new Tensor(Dtype.I8, List.of(1L << 60, 1L << 3), bytes))
        .hasMessageContaining("takes more than 2^63-1 bits");
  }

  @Test
  @Timeout(120)
  void aFileOfManyGigabytesOpensAtOnce(@TempDir Path folder) throws IOException {
    long first = 5L << 30;
    String header =
        "{\"a\":{\"dtype\":\"U8\",\"shape\":[%d],\"data_offsets\":[0,%d]},".formatted(first, first)
            + "\"b\":{\"dtype\":\"I32\",\"shape\":[2,2],\"data_offsets\":[%d,%d]}}"
                .formatted(first, first + 16);
    header += " ".repeat(-header.length() & 7);
    Path path = folder.resolve("large.safetensors");
    try (FileChannel channel =
        FileChannel.open(
            path,
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.SPARSE,
            StandardOpenOption.WRITE)) {
      ByteBuffer head = ByteBuffer.allocate(8 + header.length()).order(ByteOrder.LITTLE_ENDIAN);
      head.putLong(header.length()).put(header.getBytes(StandardCharsets.US_ASCII)).flip();
      channel.write(head);
      ByteBuffer tail = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
      tail.putInt(1).putInt(2).putInt(3).putInt(-4).flip();
      channel.write(tail, 8 + header.length() + first);
    }
    try (SafetensorsFile file = Safetensors.open(path)) {
      assertThat(file.view("a").nbytes()).isEqualTo(first);
      assertThat(file.view("a").getInt(first - 1)).isZero();
      assertThat(file.view("b").toList()).isEqualTo(List.of(List.of(1, 2), List.of(3, -4)));
    } finally {
      Files.delete(path);
    }
  }

  @Test
  void aFileThatIsNotThere() {
    assertThatThrownBy(() -> Safetensors.open(Path.of("nowhere")))
        .isInstanceOf(NoSuchFileException.class);
  }
}
