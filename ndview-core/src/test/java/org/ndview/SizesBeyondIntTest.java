package org.ndview;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.RandomAccessFile;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ndview.format.Format;
import org.ndview.json.Storage;
import org.ndview.json.ViewFiles;
import org.ndview.json.ViewMetadata;

/**
 * Lengths around 2^31 and 2^32, of bytes and of items: a number that became an int on the way would
 * be negative, or another one. The file has holes in place of zeros.
 */
@EnabledOnOs(
    value = {OS.LINUX, OS.MAC},
    disabledReason = "holes take room on Windows")
class SizesBeyondIntTest {
  /** Items of 8 bytes, so that their number passes 2^32 too. */
  private static final long MOST = 8 * ((1L << 32) + 2);

  @TempDir static Path folder;

  private NdView file;

  @BeforeEach
  void aFileOfHoles() throws Exception {
    Path path = folder.resolve("holes");
    try (RandomAccessFile holes = new RandomAccessFile(path.toFile(), "rw")) {
      holes.setLength(0);
      holes.setLength(MOST);
    }
    file = NdView.map(path, MapMode.READ_WRITE, 0, MOST);
  }

  @AfterEach
  void close() {
    file.close();
  }

  private NdView items(String format, long n) {
    Format parsed = Format.parse(format);
    return file.asStrided(parsed, Layout.contiguous(Order.C, parsed.itemsize(), n));
  }

  private void eachIndexIsTheRightOne(String format, long n) {
    NdView view = items(format, n);
    assertThat(view.size()).isEqualTo(n);
    assertThat(view.nbytes()).isEqualTo(n * view.itemsize());
    view.setByte((byte) 1, 0);
    view.setByte((byte) 2, n - 2);
    view.setByte((byte) 3, n - 1);
    assertThat(view.getByte(n - 1)).isEqualTo((byte) 3);
    assertThat(view.get(n - 2)).isIn(2, 2L);
    assertThat(view.slice("-1").getByte()).isEqualTo((byte) 3);
    assertThat(view.select(0, n - 1).getByte()).isEqualTo((byte) 3);
    assertThat(view.flip(0).getByte(0)).isEqualTo((byte) 3);
    assertThat(view.flip(0).getByte(n - 1)).isEqualTo((byte) 1);
    assertThat(view.slice("::" + (n - 1)).toList()).asString().isEqualTo("[1, 3]");
    assertThat(view.slice("::-" + (n - 1)).toList()).asString().isEqualTo("[3, 1]");
    assertThat(view.slice(n - 2 + ":").toList()).asString().isEqualTo("[2, 3]");
    assertThat(view.slice(Index.range(n - 2, n, 1)).count(3)).isEqualTo(1);
    assertThatThrownBy(() -> view.getByte(n))
        .isInstanceOf(IndexOutOfBoundsException.class)
        .hasMessageContaining(String.valueOf(n));
    NdView taken = NdView.allocate(format, 3);
    view.take(new long[] {n - 1, 0, n - 2}, 0, taken);
    assertThat(taken.toList()).asString().isEqualTo("[3, 1, 2]");
    NdView doubles = NdView.allocate("d", 2);
    view.slice("::" + (n - 1)).convertTo(doubles);
    assertThat(doubles.toList()).isEqualTo(List.of(1.0, 3.0));
    view.slice("::" + (n - 1)).assign(view.slice("::-" + (n - 1)).copy());
    assertThat(view.getByte(0)).isEqualTo((byte) 3);
    assertThat(view.slice("::" + (n - 1)).contentEquals(view.slice("::-" + (n - 1)))).isFalse();
    assertThat(view.windows(0, n - 1).shape()).containsExactly(2, n - 1);
    assertThat(view.windows(0, n - 1).getByte(1, n - 2)).isEqualTo((byte) 1);
    assertThat(Views.concatenate(0, view.slice("-1:"), view.slice(":1")).toList())
        .asString()
        .isEqualTo("[1, 3]");
    assertThat(view.slice("-1:").broadcastTo(n).getByte(n - 1)).isEqualTo((byte) 1);
    if (n % 2 == 0) {
      assertThat(view.reshape(2, -1).getByte(1, n / 2 - 1)).isEqualTo((byte) 1);
      assertThat(view.reshape(-1, 2).transpose().getByte(1, n / 2 - 1)).isEqualTo((byte) 1);
    }
    view.slice("::" + (n - 1)).fill(0);
    view.setByte((byte) 0, n - 2);
  }

  @ParameterizedTest
  @ValueSource(
      longs = {(1L << 31) - 1, 1L << 31, (1L << 31) + 1, (1L << 32) - 1, 1L << 32, (1L << 32) + 1})
  void bytesAndItems(long n) {
    eachIndexIsTheRightOne("B", n);
    eachIndexIsTheRightOne("q", n);
  }

  @ParameterizedTest
  @ValueSource(longs = {1L << 31, 1L << 32, (1L << 32) + 1})
  void documentsTellThem(long n) throws Exception {
    ViewMetadata written = items("q", n).metadata();
    assertThat(ViewMetadata.parse(written.toJson())).isEqualTo(written);
    Path document = folder.resolve("far.json");
    NdView ends = items("q", n).slice("::" + (n - 1));
    ViewFiles.write(document, ends, Storage.C);
    try (NdView read = ViewFiles.read(document)) {
      assertThat(read.shape()).containsExactly(2);
    }
  }

  @Test
  void whatOneJavaObjectWouldHoldIsRefusedWithTheNumber() {
    long n = 1L << 31;
    NdView view = items("B", n);
    Map<String, Runnable> calls =
        Map.of(
            "toBytes", view::toBytes,
            "toArray", view::toArray,
            "asByteBuffer", view::asByteBuffer,
            "hex", view::hex,
            "hex with separators", () -> view.slice("1:").hex(':', 1));
    calls.forEach((name, call) ->
        assertThatThrownBy(call::run)
            .as(name)
            .isInstanceOfAny(IllegalArgumentException.class, UnsupportedOperationException.class)
            .hasMessageMatching("(?s).*(2147483648|2147483647|4294967296|6442450\\d+).*"));
  }
}
