package org.ndview.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ndview.NdView;
import org.ndview.io.Progress;

class ViewFilesTest {
  @TempDir private Path folder;

  private NdView three() {
    return NdView.of(new byte[] {1, 2, 3});
  }

  private ViewMetadata at(String uri, long offset, long length) {
    return three().metadata().withData(DataReference.of(uri, offset, length));
  }

  @ParameterizedTest
  @EnumSource
  void whatIsWrittenIsReadBack(Storage storage) throws Exception {
    Path json = folder.resolve("a b.json");
    for (NdView view :
        List.of(
            NdView.of(new float[] {1, 2, 3, 4, 5, 6}).reshape(2, 3).slice("::-1, 1:"),
            NdView.ofRows(new int[][] {{1, 2, 3}, {4, 5, 6}}).slice(":, ::-1"),
            NdView.of(new long[0]))) {
      ViewFiles.write(json, view, storage);
      assertThat(Schemas.errors(Files.readString(json))).isEmpty();
      try (NdView again = ViewFiles.read(json)) {
        assertThat(again.toList()).isEqualTo(view.toList());
        assertThat(again.isReadOnly()).isTrue();
        if (storage == Storage.AS_IT_LIES) {
          assertThat(again.strides()).isEqualTo(view.strides());
          assertThat(again.suboffsets()).isEqualTo(view.suboffsets());
        }
      }
    }
    try (var files = Files.list(folder)) {
      assertThat(files.map(file -> file.getFileName().toString()).sorted())
          .satisfiesExactly(
              block -> assertThat(block).matches("a b-[0-9a-f]{16}\\.bin"),
              document -> assertThat(document).isEqualTo("a b.json"));
    }
  }

  @Test
  void aClosedViewUnmapsItsFile() throws Exception {
    ViewFiles.write(folder.resolve("a.json"), three(), Storage.C);
    NdView view = ViewFiles.read(folder.resolve("a.json"));
    var segment = view.segment();
    NdView slice = view.slice("1:");
    view.close();
    assertThat(slice.isReleased()).isTrue();
    assertThat(segment.scope().isAlive()).isFalse();
  }

  private Path block(Path json) throws IOException {
    return folder.resolve(ViewMetadata.parse(Files.readString(json)).data().uri());
  }

  @Test
  void theModeSaysWhereWritesGo() throws Exception {
    Path json = folder.resolve("a.json");
    ViewFiles.write(json, three(), Storage.C);
    try (NdView mine = ViewFiles.read(json, MapMode.PRIVATE, Progress.NONE)) {
      mine.set(7, 0);
      assertThat(mine.get(0)).isEqualTo(7);
    }
    assertThat(Files.readAllBytes(block(json))).containsExactly(1, 2, 3);
    try (NdView shared = ViewFiles.read(json, MapMode.READ_WRITE, Progress.NONE)) {
      shared.set(7, 0);
    }
    assertThat(Files.readAllBytes(block(json))).containsExactly(7, 2, 3);
    ViewFiles.write(json, three().toReadOnly(), Storage.C);
    try (NdView kept = ViewFiles.read(json, MapMode.READ_WRITE, Progress.NONE)) {
      assertThat(kept.isReadOnly()).isTrue();
    }
  }

  @Test
  void theChecksumOfTheBlockIsChecked() throws Exception {
    Path json = folder.resolve("a.json");
    NdView view = NdView.of(new long[1_000_000]);
    List<Long> heard = new ArrayList<>();
    Progress progress =
        (done, total) -> {
          assertThat(total).isEqualTo(8_000_000);
          heard.add(done);
        };
    ViewFiles.write(json, view, Storage.C, true, progress);
    assertThat(heard).isSorted().startsWith(0L).endsWith(8_000_000L).hasSizeGreaterThan(2);
    heard.clear();
    ViewFiles.read(json, MapMode.READ_ONLY, progress).close();
    assertThat(heard).isSorted().startsWith(0L).endsWith(8_000_000L).hasSizeGreaterThan(2);
    try (NdView shared = ViewFiles.read(json, MapMode.READ_WRITE, Progress.NONE)) {
      shared.set(7, 0);
    }
    assertThatThrownBy(() -> ViewFiles.read(json))
        .isInstanceOf(ViewDataException.class)
        .hasMessageContainingAll("a.json", "/data/sha256");
  }

  @Test
  void aRefusedWriteLeavesFilesAsTheyWere() throws Exception {
    Path json = folder.resolve("a.json");
    ViewFiles.write(json, three(), Storage.C);
    String before = Files.readString(json);
    assertThatThrownBy(() -> ViewFiles.write(json, NdView.allocate("P", 2), Storage.C))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessageContaining("'P'");
    Progress enough =
        (done, _) -> {
          if (done > 0) {
            throw new IllegalStateException("enough");
          }
        };
    assertThatThrownBy(
            () -> ViewFiles.write(json, NdView.of(new byte[5]), Storage.C, false, enough))
        .hasMessage("enough");
    for (String bad : List.of("a.txt", ".json", "a%.json", "a:b.json")) {
      assertThatThrownBy(() -> ViewFiles.write(folder.resolve(bad), three(), Storage.C))
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThat(Files.readString(json)).isEqualTo(before);
    assertThat(Files.readAllBytes(block(json))).containsExactly(1, 2, 3);
    try (var files = Files.list(folder)) {
      assertThat(files).hasSize(2);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".",
        "..",
        "../secret",
        "a/../../secret",
        "sub/../a.bin",
        "./a.bin",
        "a.bin/",
        "sub//b.bin",
        "/etc/passwd",
        "//host/share",
        "\\\\host\\share",
        "sub\\b.bin",
        "..\\secret",
        "C:a.bin",
        "C:/a.bin",
        "file:a.bin",
        "file:///etc/passwd",
        "http://host/a.bin",
        "data:,x",
        "%2e%2e/secret",
        "..%2fsecret",
        "a%00.bin",
        "a.bin\u0000",
        "a.bin\n",
        "a.bin?x",
        "a.bin#x",
        "a.bin ",
        "a.bin.",
        "... /a",
        "a.bin:stream"
      })
  void referencesThatAreNoPathDownAreRefused(String uri) throws Exception {
    Files.write(folder.resolve("a.bin"), new byte[3]);
    Files.createDirectories(folder.resolve("sub"));
    Files.write(folder.resolve("sub/b.bin"), new byte[3]);
    assertThatThrownBy(() -> at(uri, 0, 3).open(folder))
        .isInstanceOf(ViewDataException.class)
        .hasMessageContainingAll("/data/uri", "is no path down from a folder");
  }

  @Test
  void namesMayBeUnusual() throws Exception {
    Files.createDirectories(folder.resolve("sub/..x"));
    for (String uri : List.of("sub/..x/b", "ä é", "~", ".hidden", "a+b,c;d=e&f@g!$'()[]")) {
      Files.write(folder.resolve(uri), new byte[] {9, 1, 2, 3, 9});
      try (NdView view = at(uri, 1, 3).open(folder)) {
        assertThat(view.toBytes()).containsExactly(1, 2, 3);
      }
    }
  }

  @Test
  void symbolicLinksDoNotLeadOut() throws Exception {
    Path inside = Files.createDirectory(folder.resolve("inside"));
    Files.write(folder.resolve("secret"), new byte[3]);
    Files.write(inside.resolve("a.bin"), new byte[] {1, 2, 3});
    try {
      Files.createSymbolicLink(inside.resolve("link"), folder.resolve("secret"));
      Files.createSymbolicLink(inside.resolve("up"), folder);
      Files.createSymbolicLink(inside.resolve("same"), Path.of("a.bin"));
      Files.createSymbolicLink(folder.resolve("entry"), inside);
    } catch (UnsupportedOperationException | IOException _) {
      assumeTrue(false, "no symbolic links here");
    }
    for (String uri : List.of("link", "up/secret", "up/inside/../secret".replace("/..", ""))) {
      assertThatThrownBy(() -> at(uri, 0, 3).open(inside))
          .isInstanceOf(ViewDataException.class)
          .hasMessageContaining("/data/uri");
    }
    assertThatThrownBy(() -> at("link", 0, 3).open(inside)).hasMessageContaining("leads out");
    for (String uri : List.of("a.bin", "same", "up/inside/a.bin")) {
      try (NdView view = at(uri, 0, 3).open(folder.resolve("entry"))) {
        assertThat(view.toBytes()).containsExactly(1, 2, 3);
      }
    }
  }

  @Test
  void whatIsNoFileOrTooShortIsRefused() throws Exception {
    Files.createDirectory(folder.resolve("sub"));
    Files.write(folder.resolve("short"), new byte[5]);
    assertRefused(at("sub", 0, 3), "/data/uri", "no regular file");
    assertRefused(at("none", 0, 3), "/data/uri", "there is no file \"none\"");
    assertRefused(at("short", 3, 3), "/data", "\"short\" has 5 bytes, too few for 3 from byte 3");
    assertRefused(at("short", Long.MAX_VALUE - 3, 3), "/data", "has 5 bytes");
    assertRefused(
        three().metadata().withData(new DataReference("short", 3, null, null, null)),
        "/data",
        "the block has 2 bytes, the items span 3");
    assertRefused(
        three().metadata().withData(new DataReference("short", 6, null, null, null)),
        "/data",
        "has 5 bytes, too few for any from byte 6");
    assertThat(
            three()
                .metadata()
                .withData(new DataReference("short", 2, null, null, null))
                .open(folder)
                .size())
        .isEqualTo(3);
    try {
      Process mkfifo = new ProcessBuilder("mkfifo", folder.resolve("pipe").toString()).start();
      assumeTrue(mkfifo.waitFor() == 0);
    } catch (IOException _) {
      assumeTrue(false, "no pipes here");
    }
    assertRefused(at("pipe", 0, 3), "/data/uri", "no regular file");
  }

  private void assertRefused(ViewMetadata metadata, String pointer, String message) {
    assertThatThrownBy(() -> metadata.open(folder))
        .isInstanceOfSatisfying(
            ViewDataException.class, e -> assertThat(e.pointer()).isEqualTo(pointer))
        .hasMessageContaining(message);
  }

  @Test
  void blocksMayLieBeyondFourGigabytes() throws Exception {
    long at = (5L << 30) + 1;
    try (var channel =
        Files.newByteChannel(
            folder.resolve("large"),
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.SPARSE,
            StandardOpenOption.WRITE)) {
      channel.position(at).write(ByteBuffer.wrap(new byte[] {1, 2, 3}));
    }
    try (NdView view = at("large", at, 3).open(folder)) {
      assertThat(view.toBytes()).containsExactly(1, 2, 3);
    }
    ViewMetadata whole =
        new ViewMetadata("B", 1, List.of(2L), List.of(at), 2, 2, at + 3, true, null, null);
    try (NdView view = whole.withData(DataReference.of("large", 0, at + 3)).open(folder)) {
      assertThat(view.toBytes()).containsExactly(0, 3);
    }
  }

  @Test
  void aDocumentThatIsNoneIsNamed() throws Exception {
    Path json = folder.resolve("a.json");
    Files.writeString(json, "{\"ndview\":1,\"format\":4}");
    assertThatThrownBy(() -> ViewFiles.read(json))
        .isInstanceOf(ViewDataException.class)
        .hasMessage(json + ": view metadata at /format: expected a string, found 4");
    Files.writeString(json, "null");
    assertThatThrownBy(() -> ViewFiles.read(json)).hasMessageContaining("found null");
  }

  @Test
  void aPairThatIsReplacedIsReadWholeOrAsItWas() throws Exception {
    Path json = folder.resolve("a.json");
    NdView[] views = {NdView.of(new int[1000]), NdView.of(new int[2000])};
    for (long i = 0; i < 2000; i++) {
      views[1].setInt(1, i);
    }
    ViewFiles.write(json, views[0], Storage.C);
    Thread writer =
        Thread.ofPlatform()
            .start(() -> {
              try {
                for (int i = 0; i < 200; i++) {
                  ViewFiles.write(json, views[(i + 1) % 2], Storage.C);
                }
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
    int read = 0;
    while (writer.isAlive()) {
      try (NdView view = ViewFiles.read(json)) {
        assertThat(view.count(view.size() == 1000 ? 0 : 1)).isEqualTo(view.size());
        read++;
      }
    }
    writer.join();
    assertThat(read).isPositive();
    try (var files = Files.list(folder)) {
      assertThat(files).hasSize(2);
    }
  }

  @Test
  void aDocumentThatCannotBeWrittenLeavesTheOldPair() throws Exception {
    Path json = folder.resolve("a.json");
    ViewFiles.write(json, three(), Storage.C);
    assumeTrue(json.toFile().setReadOnly());
    assertThatThrownBy(() -> ViewFiles.write(json, NdView.of(new byte[5]), Storage.C))
        .isInstanceOf(AccessDeniedException.class)
        .hasMessageContaining("read-only");
    try (NdView view = ViewFiles.read(json)) {
      assertThat(view.toBytes()).containsExactly(1, 2, 3);
    }
    try (var files = Files.list(folder)) {
      assertThat(files).hasSize(2);
    }
  }

  @Test
  void onlyBlocksThatWereWrittenWithADocumentAreRemoved() throws Exception {
    Path json = folder.resolve("a.json");
    Path others = Files.write(folder.resolve("a.bin"), new byte[] {4, 5, 6});
    Files.writeString(json, at("a.bin", 0, 3).toJson());
    ViewFiles.write(json, three(), Storage.C);
    assertThat(others).hasBinaryContent(new byte[] {4, 5, 6});
  }

  @Test
  void aDocumentMayHaveALongNameAndBeALink() throws Exception {
    Path json = folder.resolve("n".repeat(250) + ".json");
    ViewFiles.write(json, three(), Storage.C);
    ViewFiles.write(json, three(), Storage.F);
    try (var files = Files.list(folder)) {
      assertThat(files).hasSize(2);
    }
    Path link = Files.createDirectory(folder.resolve("sub")).resolve("link.json");
    Files.createSymbolicLink(link, json);
    ViewFiles.write(link, NdView.of(new byte[] {7}), Storage.C);
    for (Path each : List.of(link, json)) {
      try (NdView view = ViewFiles.read(each)) {
        assertThat(view.toBytes()).containsExactly(7);
      }
    }
    assertThat(link).isSymbolicLink();
  }
}
