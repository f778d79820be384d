package org.ndview.npy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.ndview.NdView;
import org.ndview.Order;
import org.ndview.format.Format;

/** Files of several gigabytes with holes for the most part: they open at once. */
@Timeout(120)
class LargeFilesTest {
  private static final long ROWS = 70_000;
  private static final long COLUMNS = 80_000;
  private static final long ITEMS = ROWS * COLUMNS;

  @TempDir Path folder;
  private Path file;
  private FileChannel channel;

  @BeforeEach
  void open() throws IOException {
    file = folder.resolve("large");
    channel =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.SPARSE,
            StandardOpenOption.WRITE);
  }

  @AfterEach
  void delete() throws IOException {
    channel.close();
    Files.delete(file);
  }

  /** An array of bytes, zeros but for a 3 in the second column and a 7 at the end. */
  private void array(long at) throws IOException {
    channel.write(
        ByteBuffer.wrap(
            NpyHeader.write(NumpyDtype.of(Format.parse("B")), Order.F, new long[] {ROWS, COLUMNS})),
        at);
    channel.write(ByteBuffer.wrap(new byte[] {3}), at + 128 + ROWS);
    channel.write(ByteBuffer.wrap(new byte[] {7}), at + 128 + ITEMS - 1);
  }

  private static void check(NdView view) {
    assertThat(view.shape()).containsExactly(ROWS, COLUMNS);
    assertThat(view.getInt(0, 1)).isEqualTo(3);
    assertThat(view.getInt(1, 0)).isZero();
    assertThat(view.getInt(ROWS - 1, COLUMNS - 1)).isEqualTo(7);
    view.close();
  }

  @Test
  void npy() throws IOException {
    array(0);
    check(Npy.read(file));
  }

  @Test
  void npzWithZip64() throws IOException {
    byte[] name = "large.npy".getBytes(StandardCharsets.US_ASCII);
    long size = 128 + ITEMS;
    ByteBuffer local = ByteBuffer.allocate(30 + name.length + 20).order(ByteOrder.LITTLE_ENDIAN);
    local.putInt(0x04034b50).putShort((short) 45).putShort((short) 0).putShort((short) 0);
    local.putInt(0x00210000).putInt(0).putInt(-1).putInt(-1);
    local.putShort((short) name.length).putShort((short) 20).put(name);
    local.putShort((short) 1).putShort((short) 16).putLong(size).putLong(size).flip();
    long start = local.limit();
    channel.write(local, 0);
    array(start);
    ByteBuffer end = ByteBuffer.allocate(500).order(ByteOrder.LITTLE_ENDIAN);
    end.putInt(0x02014b50).putShort((short) 45).putShort((short) 45);
    end.putShort((short) 0).putShort((short) 0).putInt(0x00210000).putInt(0).putInt(-1).putInt(-1);
    end.putShort((short) name.length).putShort((short) 20).putShort((short) 0);
    end.putShort((short) 0).putShort((short) 0).putInt(0).putInt(0).put(name);
    end.putShort((short) 1).putShort((short) 16).putLong(size).putLong(size);
    long directory = end.position();
    end.putInt(0x06064b50).putLong(44).putShort((short) 45).putShort((short) 45);
    end.putInt(0).putInt(0).putLong(1).putLong(1).putLong(directory).putLong(start + size);
    end.putInt(0x07064b50).putInt(0).putLong(start + size + directory).putInt(1);
    end.putInt(0x06054b50).putInt(0).putShort((short) 1).putShort((short) 1);
    end.putInt((int) directory).putInt(-1).putShort((short) 0).flip();
    channel.write(end, start + size);
    try (NpzFile arrays = Npz.read(file)) {
      assertThat(arrays.keySet()).containsExactly("large");
      check(arrays.get("large"));
    }
  }
}
