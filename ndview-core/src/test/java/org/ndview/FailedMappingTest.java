package org.ndview;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.ndview.testing.DelegatingChannel;

/** A mapping that fails leaves the file as long as before, and as it was. */
class FailedMappingTest {
  private static final byte[] CONTENT = {1, 2, 3, 4, 5, 6, 7};

  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void aShortFile() throws IOException {
    file = Files.write(folder.resolve("data"), CONTENT);
  }

  static Stream<Arguments> failures() {
    return Stream.of(
        Arguments.of("io", (Supplier<Throwable>) () -> new IOException("Map failed"), 4096),
        Arguments.of("runtime", (Supplier<Throwable>) () -> new IllegalStateException("x"), 4096),
        Arguments.of("error", (Supplier<Throwable>) () -> new OutOfMemoryError("Map failed"), 4096),
        Arguments.of("half way", (Supplier<Throwable>) () -> new IOException("disk full"), 100),
        Arguments.of("at once", (Supplier<Throwable>) () -> new IOException("too large"), 7));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("failures")
  void theFileIsAsItWas(String name, Supplier<Throwable> failure, long grown) throws IOException {
    Throwable thrown = failure.get();
    try (FileChannel channel =
        new Failing(
            FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE),
            thrown,
            grown)) {
      assertThatThrownBy(() -> NdView.map(channel, FileChannel.MapMode.READ_WRITE, 96, 4000, file))
          .isSameAs(thrown);
    }
    assertThat(Files.readAllBytes(file)).isEqualTo(CONTENT);
  }

  @Test
  void whatOthersWroteMeanwhileStays() throws IOException {
    try (FileChannel channel =
        new Failing(
            FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE),
            new IOException("Map failed"),
            5000)) {
      assertThatThrownBy(() -> NdView.map(channel, FileChannel.MapMode.READ_WRITE, 96, 4000, file));
    }
    assertThat(file).hasSize(5000);
  }

  @Test
  void aSizeThatNoMachineHasIsRefused() throws IOException {
    for (long size : new long[] {1L << 50, 1L << 62, Long.MAX_VALUE}) {
      assertThatThrownBy(() -> NdView.map(file, FileChannel.MapMode.READ_WRITE, 0, size))
          .isInstanceOfAny(UncheckedIOException.class, IllegalArgumentException.class);
      try (Arena arena = Arena.ofConfined()) {
        assertThatThrownBy(() -> NdView.map(file, FileChannel.MapMode.READ_WRITE, 3, size, arena))
            .isInstanceOfAny(UncheckedIOException.class, IllegalArgumentException.class);
      }
      assertThat(Files.readAllBytes(file)).isEqualTo(CONTENT);
    }
  }

  @Test
  void anArenaThatIsClosedLeavesTheFile() throws IOException {
    Arena arena = Arena.ofShared();
    arena.close();
    assertThatThrownBy(() -> NdView.map(file, FileChannel.MapMode.READ_WRITE, 0, 4096, arena))
        .isInstanceOf(IllegalStateException.class);
    assertThat(Files.readAllBytes(file)).isEqualTo(CONTENT);
  }

  /** A channel that makes the file longer and then fails to map it, as the JDK's may. */
  private static final class Failing extends DelegatingChannel {
    private final Throwable failure;
    private final long grown;

    Failing(FileChannel channel, Throwable failure, long grown) {
      super(channel);
      this.failure = failure;
      this.grown = grown;
    }

    @Override
    public MemorySegment map(MapMode mode, long offset, long size, Arena arena) throws IOException {
      if (grown > channel.size()) {
        channel.write(ByteBuffer.allocate(1), grown - 1);
      }
      switch (failure) {
        case IOException e -> throw e;
        case RuntimeException e -> throw e;
        case Error e -> throw e;
        default -> throw new AssertionError(failure);
      }
    }
  }
}
