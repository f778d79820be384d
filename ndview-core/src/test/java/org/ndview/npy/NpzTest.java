package org.ndview.npy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel.MapMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TimeZone;
import java.util.stream.Collectors;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ndview.NdView;
import org.ndview.Order;
import org.ndview.safetensors.Safetensors;
import org.ndview.safetensors.SafetensorsFile;
import org.ndview.testing.Python;

/** Several arrays in a zip file, as NumPy writes and reads them. */
class NpzTest {
  private static Map<String, Expected> expected() throws IOException {
    return Expected.all().collect(Collectors.toMap(Expected::name, e -> e));
  }

  @ParameterizedTest
  @ValueSource(strings = {"stored", "compressed"})
  void whatNumpyWroteIsThereInItsOrder(String file) throws IOException {
    Map<String, Expected> expected = expected();
    NpzFile arrays = Npz.read(Expected.resource(file + ".npz"));
    assertThat(arrays.keySet())
        .containsExactly(
            "bool", "big_f8", "f_order_f4", "zero_d", "empty", "struct_nested", "text", "void");
    arrays.forEach((name, view) -> NpyReadTest.check(view, expected.get(name)));
    arrays.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"stored", "compressed"})
  void closingTheFileEndsItsViewsAndThoseMadeOfThem(String name) throws IOException {
    NpzFile file = Npz.read(Expected.resource(name + ".npz"));
    NdView one = file.view("big_f8");
    NdView part = one.slice("1");
    NdView other = file.view("text");
    assertThat(file.view("big_f8")).isSameAs(one);
    one.close();
    assertThat(part.getDouble(2, 3)).isEqualTo(23);
    NdView again = file.view("big_f8");
    assertThat(again.getDouble(1, 2, 3)).isEqualTo(23);
    file.close();
    assertThat(List.of(one, part, other, again)).allMatch(NdView::isReleased);
    assertThatThrownBy(() -> part.getDouble(2, 3)).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> file.view("text"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageEndingWith(name + ".npz is closed");
    assertThatThrownBy(() -> file.entry("text").info()).isInstanceOf(IllegalStateException.class);
    assertThat(file.isClosed()).isTrue();
    assertThat(file.names()).contains("text");
    file.close();
  }

  @Test
  void storedArraysAreTheMappedFile() throws IOException {
    Path file = Expected.resource("stored.npz");
    try (NpzFile arrays = Npz.read(file)) {
      assertThat(arrays.values()).allMatch(view -> view.obj().equals(file));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"stored", "compressed"})
  void whatIsToldBeforeAnArrayIsRead(String name) throws IOException {
    try (NpzFile file = Npz.read(Expected.resource(name + ".npz"))) {
      NpzEntry entry = file.entry("f_order_f4");
      NpyInfo info = entry.info().orElseThrow();
      assertThat(info.dtype()).hasToString("'<f4'");
      assertThat(info.format()).hasToString("<f");
      assertThat(info.order()).isEqualTo(Order.F);
      assertThat(info.shape()).containsExactly(2L, 3L, 4L);
      assertThat(entry.name()).isEqualTo("f_order_f4");
      assertThat(entry.entryName()).isEqualTo("f_order_f4.npy");
      assertThat(entry.position()).isEqualTo(2);
      assertThat(entry.isStored()).isEqualTo(name.equals("stored"));
      assertThat(entry.size()).isEqualTo(128 + file.view("f_order_f4").nbytes());
      assertThat(entry.packedSize() < entry.size()).isEqualTo(!entry.isStored());
      assertThat(file.entries()).hasSize(8);
      assertThat(file.view(2)).isSameAs(file.view("f_order_f4"));
      assertThat(file.entry("f_order_f4.npy")).isSameAs(entry);
    }
  }

  @Test
  void aWrongNameIsToldTheNamesThereAre() throws IOException {
    try (NpzFile file = Npz.read(Expected.resource("odd_names.npz"))) {
      assertThatThrownBy(() -> file.view("b"))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageEndingWith(
              "odd_names.npz has no array 'b' among its 3: 'a/b', '\u6e29\u5ea6', 'with space'");
      assertThat(file.get("b")).isNull();
      assertThat(file.containsKey("b")).isFalse();
      assertThatThrownBy(() -> file.view(3)).isInstanceOf(IndexOutOfBoundsException.class);
    }
  }

  @Test
  void theFileIsAMapThatCannotBeChanged() throws IOException {
    try (NpzFile file = Npz.read(Expected.resource("odd_names.npz"))) {
      SequencedMap<String, NdView> map = file;
      assertThat(map.reversed().keySet()).containsExactly("with space", "\u6e29\u5ea6", "a/b");
      assertThat(map.reversed().reversed()).isSameAs(map);
      assertThat(map.reversed().get("a/b")).isSameAs(map.firstEntry().getValue());
      assertThat(map.lastEntry().getKey()).isEqualTo("with space");
      assertThat(map).hasSize(3).containsKey("a/b");
      assertThatThrownBy(() -> map.remove("a/b")).isInstanceOf(UnsupportedOperationException.class);
      assertThatThrownBy(map::clear).isInstanceOf(UnsupportedOperationException.class);
      assertThatThrownBy(() -> map.put("c", NdView.of(new int[1])))
          .isInstanceOf(UnsupportedOperationException.class);
      assertThatThrownBy(map::pollFirstEntry).isInstanceOf(UnsupportedOperationException.class);
      assertThatThrownBy(() -> map.entrySet().iterator().next().setValue(NdView.of(new int[1])))
          .isInstanceOf(UnsupportedOperationException.class);
      assertThat(file)
          .hasToString(
              Expected.resource("odd_names.npz")
                  + ": 3 arrays: 'a/b', '\u6e29\u5ea6', 'with space'");
    }
  }

  @Test
  void namesOfAnyKind() throws IOException {
    NpzFile arrays = Npz.read(Expected.resource("odd_names.npz"));
    assertThat(arrays.keySet()).containsExactly("a/b", "\u6e29\u5ea6", "with space");
    assertThat(arrays.get("\u6e29\u5ea6").getFloat(1, 2, 3)).isEqualTo(23);
    arrays.close();
  }

  @Test
  void anEntryThatIsNoArrayIsItsBytes() throws IOException {
    NpzFile arrays = Npz.read(Expected.resource("with_a_note.npz"));
    assertThat(arrays.keySet()).containsExactly("a", "note.txt", "looks");
    assertThat(arrays.get("note.txt").format()).hasToString("B");
    assertThat(new String(arrays.get("note.txt").toBytes(), StandardCharsets.US_ASCII))
        .isEqualTo("not an array");
    assertThat(arrays.get("looks").size()).isEqualTo(19);
    arrays.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"stored", "compressed"})
  void someNamesOnlyWithProgress(String file) throws IOException {
    List<Long> told = new ArrayList<>();
    NpzFile arrays =
        Npz.read(
            Expected.resource(file + ".npz"),
            NpzOptions.ALL
                .withNames(Set.of("text", "bool", "other")::contains)
                .withProgress((done, total) -> {
                  assertThat(total).isEqualTo(152 + 164);
                  told.add(done);
                }));
    assertThat(arrays.keySet()).containsExactly("bool", "text");
    assertThat(told).isSorted().startsWith(0L).contains(152L).endsWith(316L);
    arrays.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"stored", "compressed"})
  void privateViewsAreWrittenAndTheFileStays(String file) throws IOException {
    Path path = Expected.resource(file + ".npz");
    byte[] before = Files.readAllBytes(path);
    NpzFile arrays = Npz.read(path, NpzOptions.ALL.withMode(MapMode.PRIVATE));
    arrays.get("big_f8").setDouble(-1, 0, 0, 0);
    assertThat(arrays.get("big_f8").getDouble(0, 0, 0)).isEqualTo(-1);
    arrays.close();
    assertThat(path).hasBinaryContent(before);
    assertThatThrownBy(() -> NpzOptions.ALL.withMode(MapMode.READ_WRITE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("READ_ONLY or PRIVATE, not READ_WRITE");
  }

  private static SequencedMap<String, NdView> samples() {
    SequencedMap<String, NdView> arrays = new LinkedHashMap<>();
    byte[] random = new byte[48];
    new Random(3).nextBytes(random);
    arrays.put("z", NdView.of(random).cast("B").cast(">h", 2, 3, 4).transpose());
    arrays.put("a/b c", NdView.of(new double[3000]));
    arrays.put("\u6e29", NdView.of(MemorySegment.ofArray(random), "T{<i:id:4xd:x:}", 3));
    arrays.put("", NdView.of(new float[] {2.5f}).slice("0"));
    arrays.put("none", NdView.allocate("f", 0, 3));
    arrays.put("rows", NdView.ofRows(new int[][] {{1, 2}, {3, 4}}).slice("::-1"));
    return arrays;
  }

  @ParameterizedTest
  @CsvSource({"0", "1", "6", "9"})
  void whatIsWrittenIsReadAndIsTheSameEachTime(int level, @TempDir Path folder) throws IOException {
    Path file = folder.resolve("a.npz");
    SequencedMap<String, NdView> samples = samples();
    List<Long> told = new ArrayList<>();
    Npz.write(file, samples, new Compression(level), (done, _) -> told.add(done));
    assertThat(told).isSorted().startsWith(0L).hasSizeGreaterThan(6);
    Path again = folder.resolve("b.npz");
    Npz.write(again, samples, new Compression(level));
    assertThat(again).hasSameBinaryContentAs(file);
    NpzFile arrays = Npz.read(file);
    assertThat(arrays.keySet()).containsExactlyElementsOf(samples.keySet());
    arrays.forEach((name, view) -> {
      assertThat(view.shape()).isEqualTo(samples.get(name).shape());
      assertThat(view.toBytes()).isEqualTo(samples.get(name).toBytes());
      assertThat((view.segment().address() + view.layout().offset()) % 64).as(name).isEqualTo(0);
    });
    arrays.close();
    try (ZipFile zip = new ZipFile(file.toFile())) {
      assertThat(zip.stream().map(entry -> entry.getName() + " " + entry.getMethod()))
          .contains("z.npy " + (level == 0 ? 0 : 8));
    }
  }

  @ParameterizedTest
  @CsvSource({"0", "6"})
  void numpyReadsWhatIsWritten(int level, @TempDir Path folder) throws Exception {
    assumeTrue(Python.runs("import numpy"), "no python3 with NumPy");
    Path file = folder.resolve("a.npz");
    SequencedMap<String, NdView> samples = samples();
    Npz.write(file, samples, new Compression(level));
    String answer =
        Python.run(List.of(Expected.resource("check.py").toString()), List.of(file.toString()))
            .getFirst();
    SequencedMap<String, String> dtypes = new LinkedHashMap<>();
    dtypes.put("z", ">i2 (4, 3, 2) ");
    dtypes.put("a/b c", "<f8 (3000,) ");
    dtypes.put("\u6e29", "|V16 (3,) ");
    dtypes.put("", "<f4 () ");
    dtypes.put("none", "<f4 (0, 3) ");
    dtypes.put("rows", "<i4 (2, 2) ");
    List<String> expected = new ArrayList<>();
    dtypes.forEach((name, dtype) -> expected.add(name + " " + dtype + samples.get(name).hex()));
    assertThat(answer.split(";")).containsExactlyElementsOf(expected);
  }

  @Test
  void whatCannotBeWrittenLeavesTheFileAsItWas(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("a.npz"), "before");
    Map<String, NdView> halves = new LinkedHashMap<>();
    halves.put("good", NdView.of(new int[3]));
    halves.put("halves", NdView.allocate("[bfloat16]", 3));
    assertThatThrownBy(() -> Npz.write(file, halves, Compression.STORED))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessageStartingWith("the array 'halves': NumPy has no dtype for the format");
    for (String name : List.of("a\\b", "a\0b", "\ud800", "x".repeat(70_000))) {
      assertThatThrownBy(
              () -> Npz.write(file, Map.of(name, NdView.of(new int[3])), Compression.STORED))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("an array cannot be named");
    }
    assertThatThrownBy(() ->
            Npz.write(
                file,
                Map.of("a", NdView.of(new int[3])),
                Compression.DEFLATED,
                (done, _) -> {
                  if (done > 0) {
                    throw new IllegalStateException("enough");
                  }
                }))
        .hasMessage("enough");
    assertThat(file).hasContent("before");
    assertThat(folder.toFile().list()).containsExactly("a.npz");
    assertThatThrownBy(() -> new Compression(10)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void noFileAndNoZipFile(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("a.npz");
    assertThatThrownBy(() -> Npz.read(file)).isInstanceOf(NoSuchFileException.class);
    Files.writeString(file, "PK not a zip file at all, and not an empty one either");
    assertThatThrownBy(() -> Npz.read(file))
        .isInstanceOf(NpyException.class)
        .hasMessageStartingWith(
            file + ": this is not a zip file: no end of a directory is among its ");
    Npz.write(file, Map.of(), Compression.STORED);
    assertThat(Npz.read(file)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"0", "6"})
  void theSameBytesInEveryTimeZone(int level, @TempDir Path folder) throws IOException {
    Path file = folder.resolve("a.npz");
    Npz.write(file, samples(), new Compression(level));
    byte[] expected = Files.readAllBytes(file);
    TimeZone before = TimeZone.getDefault();
    try {
      for (String zone : ZoneId.getAvailableZoneIds()) {
        TimeZone.setDefault(TimeZone.getTimeZone(zone));
        Npz.write(file, Map.of("x", NdView.of(new int[1])), new Compression(level));
        try (ZipFile zip = new ZipFile(file.toFile())) {
          var entry = zip.getEntry("x.npy");
          assertThat(entry.getTimeLocal()).as(zone).isEqualTo("1980-01-01T00:00:00");
          assertThat(entry.getExtra())
              .as(zone)
              .satisfiesAnyOf(
                  extra -> assertThat(extra).isNull(),
                  // the alignment of what is stored
                  extra -> assertThat(extra).startsWith(0x1e, 0xa1));
        }
      }
      TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Kwajalein"));
      Npz.write(file, samples(), new Compression(level));
      assertThat(file).hasBinaryContent(expected);
    } finally {
      TimeZone.setDefault(before);
    }
  }

  @ParameterizedTest
  @CsvSource({"0", "6"})
  void channelsAndMemory(int level, @TempDir Path folder) throws IOException {
    Path file = folder.resolve("a.npz");
    Npz.write(file, samples(), new Compression(level));
    var out = new ByteArrayOutputStream();
    Npz.write(Channels.newChannel(out), samples(), new Compression(level));
    if (level == 0) {
      assertThat(file).hasBinaryContent(out.toByteArray());
    }
    try (NpzFile arrays = Npz.read(MemorySegment.ofArray(out.toByteArray()))) {
      assertThat(arrays.names()).containsExactlyElementsOf(samples().keySet());
      assertThat(arrays.get("z").toBytes()).isEqualTo(samples().get("z").toBytes());
      assertThat(arrays.get("z").isReadOnly()).isTrue();
    }
  }

  @Test
  void pathsOfAZipFileSystem(@TempDir Path folder) throws IOException {
    NdView view = NdView.of(new int[] {1, 2, 3});
    try (FileSystem zip =
        FileSystems.newFileSystem(folder.resolve("fs.zip"), Map.of("create", "true"))) {
      Npy.write(zip.getPath("a.npy"), view);
      Npy.write(zip.getPath("a.npy"), view);
      Npz.write(zip.getPath("a.npz"), Map.of("a", view), Compression.STORED);
      Safetensors.write(zip.getPath("a.safetensors"), Map.of("a", view), Map.of());
      try (NdView npy = Npy.read(zip.getPath("a.npy"));
          NpzFile npz = Npz.read(zip.getPath("a.npz"));
          SafetensorsFile tensors = Safetensors.open(zip.getPath("a.safetensors"))) {
        assertThat(npy.contentEquals(view)).isTrue();
        assertThat(npy.isReadOnly()).isTrue();
        assertThat(npz.view("a").contentEquals(view)).isTrue();
        assertThat(tensors.view("a").contentEquals(view)).isTrue();
      }
    }
  }

  @Test
  void namesThatAreNotUtf8AreReadAsPythonReadsThem(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("a.npz");
    Npz.write(file, Map.of("XYZ", NdView.of(new int[1])), Compression.STORED);
    byte[] zip = Files.readAllBytes(file);
    String text = new String(zip, StandardCharsets.ISO_8859_1);
    byte[] odd = text.replace("XYZ", "\u00e4\u0080\u00ff").getBytes(StandardCharsets.ISO_8859_1);
    for (int i = 0; i < odd.length - 8; i++) {
      boolean local = odd[i] == 'P' && odd[i + 1] == 'K' && odd[i + 2] == 3;
      boolean central = odd[i] == 'P' && odd[i + 1] == 'K' && odd[i + 2] == 1;
      if (local || central) {
        odd[i + (local ? 7 : 9)] = 0; // no flag of UTF-8
      }
    }
    Files.write(file, odd);
    try (NpzFile arrays = Npz.read(file)) {
      // code page 437
      assertThat(arrays.names()).containsExactly("\u03a3\u00c7\u00a0");
      assertThat(arrays.view("\u03a3\u00c7\u00a0").size()).isEqualTo(1);
    }
  }
}
