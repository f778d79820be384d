package org.ndview.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.Pipe;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ndview.NdView;
import org.ndview.npy.Npy;
import org.ndview.testing.DelegatingChannel;

/** A file that is written over stays what it was, but for its content. */
class AtomicFileTest {
  @TempDir private Path folder;

  private static void write(Path file, String text) throws IOException {
    AtomicFile.write(file, ByteBuffer.wrap(text.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
  }

  private static void assumePosix() {
    assumeTrue(FileSystems.getDefault().supportedFileAttributeViews().contains("unix"));
  }

  private void assertNothingElse(int files) throws IOException {
    try (var list = Files.list(folder)) {
      assertThat(list).hasSize(files);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw-------", "rw-rw-rw-", "rwxr-x---", "r---w----"})
  void permissionsAreKept(String mode) throws IOException {
    assumePosix();
    Path file = Files.writeString(folder.resolve("a"), "before");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    write(file, "after");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo(mode);
    assertNothingElse(1);
  }

  @Test
  void theGroupIsKept() throws IOException {
    assumePosix();
    Path file = Files.writeString(folder.resolve("a"), "before");
    try {
      Files.setAttribute(file, "unix:gid", 12345);
    } catch (IOException _) {
      assumeTrue(false, "only an administrator gives files away");
    }
    write(file, "after");
    assertThat(Files.getAttribute(file, "unix:gid")).isEqualTo(12345);
  }

  @Test
  void linksAreFollowed() throws IOException {
    assumePosix();
    Path file = Files.writeString(folder.resolve("a"), "before");
    Path sub = Files.createDirectory(folder.resolve("sub"));
    Path link = Files.createSymbolicLink(sub.resolve("b"), Path.of("../a"));
    Path second = Files.createSymbolicLink(folder.resolve("c"), link);
    write(second, "after");
    assertThat(file).hasContent("after");
    assertThat(second).isSymbolicLink();
    assertThat(link).isSymbolicLink();
    Path dangling = Files.createSymbolicLink(folder.resolve("d"), Path.of("sub/new"));
    write(dangling, "new");
    assertThat(sub.resolve("new")).hasContent("new");
    assertThat(dangling).isSymbolicLink();
    Path loop = Files.createSymbolicLink(folder.resolve("e"), Path.of("e"));
    assertThatThrownBy(() -> write(loop, "x")).isInstanceOf(FileSystemLoopException.class);
  }

  @Test
  void hardLinksStayOneFile() throws IOException {
    assumePosix();
    Path file = Files.writeString(folder.resolve("a"), "a longer text before");
    Path other = Files.createLink(folder.resolve("b"), file);
    write(file, "after");
    assertThat(other).hasContent("after");
    assertNothingElse(2);
  }

  @Test
  void aReadOnlyFileIsRefused() throws IOException {
    assumePosix();
    Path file = Files.writeString(folder.resolve("a"), "before");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--r--r--"));
    assertThatThrownBy(() -> Npy.write(file, NdView.of(new int[3])))
        .isInstanceOf(AccessDeniedException.class)
        .hasMessage(file + ": the file is read-only");
    assertThat(file).hasContent("before");
    assertNothingElse(1);
  }

  @Test
  @Timeout(60)
  void aPipeIsWrittenThrough() throws Exception {
    Path pipe = folder.resolve("pipe");
    try {
      assumeTrue(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor() == 0);
    } catch (IOException _) {
      assumeTrue(false, "no pipes here");
    }
    CompletableFuture<byte[]> read =
        CompletableFuture.supplyAsync(() -> {
          try {
            return Files.readAllBytes(pipe);
          } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
          }
        });
    Path file = folder.resolve("a.npy");
    Npy.write(file, NdView.of(new int[3]));
    Npy.write(pipe, NdView.of(new int[3]));
    assertThat(read.get()).isEqualTo(Files.readAllBytes(file));
    assertThat(Files.isRegularFile(pipe)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(ints = {213, 214, 230, 254, 255})
  void aNameMayBeAsLongAsTheSystemHasIt(int length) throws IOException {
    Path file = folder.resolve("n".repeat(length));
    write(file, "before");
    write(file, "after");
    assertThat(file).hasContent("after");
    assertNothingElse(1);
  }

  /** A folder that nobody may write to, also where the tests are the administrator's. */
  private static Path denied(Path target) throws IOException {
    throw new AccessDeniedException(target.resolveSibling("part").toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "after", "a text that is longer than the one before"})
  void aWritableFileInAFolderThatIsNotGetsNewContent(String text) throws IOException {
    Path file = Files.writeString(folder.resolve("a"), "some text before");
    Path link = folder.resolve("b");
    try {
      Files.createSymbolicLink(link, Path.of("a"));
    } catch (UnsupportedOperationException | IOException _) {
      link = file;
    }
    AtomicFile.write(link, null, part -> Files.writeString(part, text), AtomicFileTest::denied);
    assertThat(file).hasContent(text);
    assertThat(file).hasSize(text.length());
  }

  @Test
  void aContentThatFailsLeavesTheFileInAFolderThatIsNotWritable() throws IOException {
    Path file = Files.writeString(folder.resolve("a"), "before");
    assertThatThrownBy(() ->
            AtomicFile.write(
                file,
                null,
                part -> {
                  Files.writeString(part, "half");
                  throw new IOException("no more");
                },
                AtomicFileTest::denied))
        .hasMessage("no more");
    assertThat(file).hasContent("before");
  }

  @Test
  void aNewFileInAFolderThatIsNotWritableIsRefused() throws IOException {
    Path file = folder.resolve("a");
    assertThatThrownBy(() ->
            AtomicFile.write(
                file, null, part -> Files.writeString(part, "x"), AtomicFileTest::denied))
        .isInstanceOf(AccessDeniedException.class)
        .hasMessage(file + ": no file can be made in " + folder);
    assertNothingElse(0);
  }

  @Test
  void aFileThatCannotBeMadeBesideIsToldByTheNameThatWasAskedFor() throws IOException {
    Path file = Files.writeString(folder.resolve("a"), "before");
    assertThatThrownBy(() ->
            AtomicFile.write(
                file,
                null,
                part -> Files.writeString(part, "x"),
                target -> {
                  String beside = target.resolveSibling("part").toString();
                  throw new FileSystemException(beside, null, "Read-only file system");
                }))
        .isInstanceOf(FileSystemException.class)
        .hasMessage(file + ": no file can be made in " + folder + ": Read-only file system");
    assertThat(file).hasContent("before");
    assertNothingElse(1);
  }

  @Test
  void aNameThatTheSystemDoesNotTakeIsTold() throws IOException {
    Path file = folder.resolve("n".repeat(300));
    assertThatThrownBy(() -> write(file, "x"))
        .isInstanceOf(FileSystemException.class)
        .hasMessageStartingWith(file + ": ");
    assertNothingElse(0);
  }

  @Test
  void aReadOnlyFileInAFolderThatIsNotWritableIsRefused() throws IOException {
    assumePosix();
    Path file = Files.writeString(folder.resolve("a"), "before");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--------"));
    assertThatThrownBy(() ->
            AtomicFile.write(
                file, null, part -> Files.writeString(part, "x"), AtomicFileTest::denied))
        .hasMessage(file + ": the file is read-only");
    assertThat(file).hasContent("before");
  }

  @Test
  void aFullDiskLeavesTheOldContent() throws IOException {
    Path old = Files.writeString(folder.resolve("old"), "before");
    Path longer = Files.writeString(folder.resolve("longer"), "a longer text after");
    try (FileChannel from = FileChannel.open(longer, StandardOpenOption.READ);
        FileChannel to = new Full(FileChannel.open(old, StandardOpenOption.WRITE), 10)) {
      assertThatThrownBy(() -> AtomicFile.copyOver(from, to)).hasMessage("disk full");
    }
    assertThat(old).hasContent("before");
  }

  /** A file on a disk that has no more room. */
  private static final class Full extends DelegatingChannel {
    private final long most;

    Full(FileChannel channel, long most) {
      super(channel);
      this.most = most;
    }

    @Override
    public int write(ByteBuffer bytes) throws IOException {
      long room = most - channel.position();
      if (room <= 0) {
        throw new IOException("disk full");
      }
      ByteBuffer part = bytes.duplicate();
      int n = channel.write(part.limit((int) Math.min(part.limit(), part.position() + room)));
      bytes.position(bytes.position() + n);
      return n;
    }
  }

  @Test
  void foldersAreNamed() throws IOException {
    assertThatThrownBy(() -> write(folder, "x"))
        .isInstanceOf(FileSystemException.class)
        .hasMessage(folder + ": is a folder, not a file");
    Path file = folder.resolve("none/a");
    assertThatThrownBy(() -> write(file, "x"))
        .isInstanceOf(NoSuchFileException.class)
        .hasMessage(file + ": there is no folder " + folder.resolve("none") + " to write it to");
    assertThatThrownBy(() -> Npy.read(folder))
        .isInstanceOf(FileSystemException.class)
        .hasMessage(folder + ": is a folder, not a file");
  }

  @Test
  @Timeout(60)
  void aChannelThatIsFullIsRefused() throws IOException {
    Pipe pipe = Pipe.open();
    try (var sink = pipe.sink();
        var source = pipe.source()) {
      sink.configureBlocking(false);
      assertThatThrownBy(() -> Npy.write(sink, NdView.of(new byte[8 << 20])))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("in non-blocking mode");
      assertThat(source.isOpen()).isTrue();
    }
  }
}
