package org.ndview.io;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.ndview.NdView;
import org.ndview.json.Storage;
import org.ndview.json.ViewDataException;
import org.ndview.json.ViewFiles;
import org.ndview.npy.Compression;
import org.ndview.npy.Npy;
import org.ndview.npy.NpyException;
import org.ndview.npy.Npz;
import org.ndview.npy.NpzFile;
import org.ndview.safetensors.Safetensors;
import org.ndview.safetensors.SafetensorsException;

/** A mapped file that is cut short while its header is read is refused as any other bad file is. */
@EnabledOnOs(
    value = {OS.LINUX, OS.MAC},
    disabledReason = "Windows cuts no mapped file")
class CutWhileOpenedTest {
  private static final NdView VIEW = NdView.of(new int[1 << 14]);

  @TempDir private Path folder;

  private interface Writer {
    void to(Path file) throws IOException;
  }

  private interface Reader {
    Object of(MemorySegment mapped) throws IOException;
  }

  record Kind(String name, Writer writer, Reader reader, Class<? extends IOException> refusal) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Kind> kinds() {
    return Stream.of(
        new Kind("npy", file -> Npy.write(file, VIEW), Npy::read, NpyException.class),
        new Kind(
            "npz",
            file -> Npz.write(file, Map.of("a", VIEW), Compression.STORED),
            Npz::read,
            NpyException.class),
        new Kind(
            "safetensors",
            file -> Safetensors.write(file, Map.of("a", VIEW), Map.of()),
            Safetensors::open,
            SafetensorsException.class));
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void aHeaderThatIsGoneIsRefused(Kind kind) throws IOException {
    Path file = folder.resolve("cut");
    kind.writer().to(file);
    try (Arena arena = Arena.ofConfined();
        FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      MemorySegment mapped = channel.map(MapMode.READ_ONLY, 0, channel.size(), arena);
      cut(file);
      assertThatThrownBy(() -> kind.reader().of(mapped))
          .isInstanceOf(kind.refusal())
          .hasMessageContaining("has been cut short");
    }
  }

  @ParameterizedTest
  @MethodSource("levels")
  void anEntryThatIsGoneIsRefused(Compression level) throws IOException {
    Path file = folder.resolve("cut.npz");
    Npz.write(file, Map.of("a", VIEW), level);
    try (NpzFile open = Npz.read(file)) {
      cut(file);
      assertThatThrownBy(() -> open.entry("a").info())
          .isInstanceOf(NpyException.class)
          .hasMessageContaining(file + ", entry 'a.npy': the file has been cut short");
      assertThatThrownBy(() -> open.view("a"))
          .isInstanceOf(NpyException.class)
          .hasMessageContaining(file + ", entry 'a.npy': the file has been cut short");
    }
  }

  static Stream<Compression> levels() {
    return Stream.of(Compression.STORED, new Compression(1));
  }

  @Test
  void aBlockThatIsCutWhileItsChecksumIsComputedIsRefused() throws IOException {
    Path document = folder.resolve("cut.json");
    ViewFiles.write(document, VIEW, Storage.C, true, Progress.NONE);
    Path block;
    try (var files = Files.list(folder)) {
      block = files.filter(file -> file.toString().endsWith(".bin")).findFirst().orElseThrow();
    }
    Progress cutting =
        (done, _) -> {
          if (done == 0) {
            cutUnchecked(block);
          }
        };
    assertThatThrownBy(() -> ViewFiles.read(document, MapMode.READ_ONLY, cutting))
        .isInstanceOf(ViewDataException.class)
        .hasMessageContaining(document.toString())
        .hasMessageContaining(block.getFileName() + "\" has been cut short");
  }

  private static void cut(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.truncate(0);
    }
  }

  private static void cutUnchecked(Path file) {
    try {
      cut(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
