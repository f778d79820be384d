package org.ndview.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.ndview.NdView;
import org.ndview.Order;

class ViewBytesTest {
  static Stream<NdView> views() {
    return Stream.of(
        counted("<i", 3, 5, 7),
        counted("<i", 3, 5, 7).transpose(),
        counted("<i", 3, 5, 7).slice("::-1, 1:, ::2"),
        counted("<i", 4).slice("2").reshape(),
        counted("<d", 0, 3),
        counted("<i", 900, 1100, 3),
        counted("<i", 900, 1100, 3).permute(2, 0, 1),
        counted("<i", 900, 1100, 3).permute(0, 2, 1).slice("::-3"),
        counted("<i", 2_000_000).slice("::-1"),
        counted("<i", 3, 5).broadcastTo(400_000, 3, 5),
        NdView.of(new double[1 << 20]).toReadOnly(),
        NdView.ofRows(new float[][] {{1, 2}, {3, 4}}));
  }

  @ParameterizedTest
  @MethodSource("views")
  void theBytesAreThoseOfToBytesInEveryOrder(NdView view) throws IOException {
    for (Order order : Order.values()) {
      var out = new ByteArrayOutputStream();
      var parts = new ArrayList<Long>();
      ViewWriter.write(Channels.newChannel(out), view, order, parts::add);
      assertThat(out.toByteArray()).isEqualTo(view.toBytes(order));
      assertThat(parts.stream().mapToLong(Long::longValue).sum()).isEqualTo(view.nbytes());
      assertThat(parts).allMatch(n -> n <= 4 << 20);
    }
  }

  @Test
  void aMappedFileThatWasCutShortIsAnErrorThatNamesIt(@TempDir Path folder) throws IOException {
    Path file = Files.write(folder.resolve("cut"), new byte[1 << 20]);
    try (NdView view = NdView.map(file);
        FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.truncate(10);
      for (NdView items : List.of(view, view.slice("::-1"))) {
        assertThatThrownBy(() ->
                ViewWriter.write(
                    Channels.newChannel(new ByteArrayOutputStream()), items, Order.C, _ -> {}))
            .isInstanceOfAny(IOException.class, IllegalStateException.class)
            .hasMessageContaining("the mapped file " + file + " was cut short");
      }
    }
  }

  @Test
  void aFileIsWholeOrAsItWas(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("a"), "before");
    assertThatThrownBy(() ->
            AtomicFile.write(
                file,
                part -> {
                  Files.writeString(part, "half");
                  throw new UncheckedIOException(new IOException("disk full"));
                }))
        .hasMessageContaining("disk full");
    assertThat(file).hasContent("before");
    AtomicFile.write(file, part -> Files.writeString(part, "after"));
    assertThat(file).hasContent("after");
    assertThat(list(folder)).containsExactly(file);
  }

  private static List<Path> list(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      return files.toList();
    }
  }

  private static NdView counted(String format, long... shape) {
    NdView view = NdView.allocate(format, shape);
    NdView flat = view.reshape(-1);
    for (long i = 0; i < flat.size(); i++) {
      flat.setLong(i, i);
    }
    return view;
  }
}
