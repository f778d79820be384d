package org.ndview.npy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ndview.NdView;

/** Zip files that lie end in one exception, and leave nothing open. */
class NpzHostileTest {
  private static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfShort SHORT =
      ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void name() {
    file = folder.resolve("hostile.npz");
  }

  private static byte[] npy(int items) throws IOException {
    var out = new ByteArrayOutputStream();
    Npy.write(Channels.newChannel(out), NdView.of(new int[items]));
    return out.toByteArray();
  }

  private static byte[] zip(int method, String... names) throws IOException {
    var out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      byte[] data = npy(250);
      CRC32 crc = new CRC32();
      crc.update(data);
      for (String name : names) {
        ZipEntry entry = new ZipEntry(name);
        entry.setMethod(method);
        entry.setSize(data.length);
        entry.setCrc(crc.getValue());
        zip.putNextEntry(entry);
        zip.write(data);
        zip.closeEntry();
      }
    }
    return out.toByteArray();
  }

  /** Where the n-th record of the directory begins. */
  private static int directory(byte[] zip, int n) {
    for (int i = 0, seen = 0; ; i++) {
      if (zip[i] == 'P' && zip[i + 1] == 'K' && zip[i + 2] == 1 && zip[i + 3] == 2 && seen++ == n) {
        return i;
      }
    }
  }

  private static void set(byte[] zip, int at, int value) {
    MemorySegment.ofArray(zip).set(INT, at, value);
  }

  private void refused(byte[] zip, String message) throws IOException {
    Files.write(file, zip);
    assertThatThrownBy(() -> Npz.read(file))
        .isInstanceOf(NpyException.class)
        .hasMessageStartingWith(file.toString())
        .hasMessageContaining(message);
  }

  @Test
  void oneNameTwice() throws IOException {
    byte[] zip = zip(ZipEntry.STORED, "a.npy", "b.npy");
    String twice = new String(zip, StandardCharsets.ISO_8859_1).replace("b.npy", "a.npy");
    refused(
        twice.getBytes(StandardCharsets.ISO_8859_1),
        ", entry 'a.npy': a second array of the name 'a'");
    refused(zip(ZipEntry.STORED, "a", "a.npy"), "entry 'a.npy': a second array of the name 'a'");
  }

  @Test
  void sizesThatDoNotAgree() throws IOException {
    byte[] stored = zip(ZipEntry.STORED, "a.npy");
    set(stored, directory(stored, 0) + 24, 7);
    refused(stored, "entry 'a.npy': it is stored, and has 1128 bytes for 7");
    byte[] tooLong = zip(ZipEntry.STORED, "a.npy");
    set(tooLong, directory(tooLong, 0) + 20, 1 << 30);
    set(tooLong, directory(tooLong, 0) + 24, 1 << 30);
    refused(tooLong, "this is no zip file: data for a.npy overlaps with central directory");
    byte[] bomb = zip(ZipEntry.DEFLATED, "a.npy");
    set(bomb, directory(bomb, 0) + 24, Integer.MAX_VALUE);
    refused(bomb, "deflated bytes cannot make 2147483647");
    byte[] more = zip(ZipEntry.DEFLATED, "a.npy");
    set(more, directory(more, 0) + 24, 1129);
    refused(more, "the deflated bytes end after 1128, before the entry's size");
    byte[] fewer = zip(ZipEntry.DEFLATED, "a.npy");
    set(fewer, directory(fewer, 0) + 24, 1127);
    refused(fewer, "the shape [250] of items of 4 bytes takes 1000 bytes, and 999 follow");
  }

  @Test
  void moreBytesThanTheSize() throws IOException {
    var out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.putNextEntry(new ZipEntry("a.npy"));
      zip.write(npy(250));
      zip.write(new byte[100]);
      zip.closeEntry();
    }
    byte[] zip = out.toByteArray();
    set(zip, directory(zip, 0) + 24, 1128);
    refused(zip, "more than the entry's size of 1128 bytes");
  }

  @Test
  void aChecksum() throws IOException {
    byte[] zip = zip(ZipEntry.DEFLATED, "a.npy", "b.npy");
    set(zip, directory(zip, 1) + 16, 0x12345678);
    refused(zip, "entry 'b.npy': the checksum is 12345678, and the entry's bytes make ");
  }

  @Test
  void malformedBytes() throws IOException {
    byte[] zip = zip(ZipEntry.DEFLATED, "a.npy");
    Arrays.fill(zip, 60, 70, (byte) 0xFF);
    refused(zip, "entry 'a.npy': ");
  }

  @Test
  void methodsAndEncryption() throws IOException {
    byte[] zip = zip(ZipEntry.STORED, "a.npy");
    MemorySegment.ofArray(zip).set(SHORT, directory(zip, 0) + 10, (short) 14);
    refused(zip, "it is packed with the method LZMA (14), and stored and deflated");
    byte[] encrypted = zip(ZipEntry.STORED, "a.npy");
    encrypted[directory(encrypted, 0) + 8] |= 1;
    refused(encrypted, "it is encrypted");
  }

  @Test
  void entriesThatShareBytes() throws IOException {
    byte[] zip = zip(ZipEntry.STORED, "a.npy", "b.npy");
    set(zip, directory(zip, 1) + 42, 0);
    refused(zip, "it lies over another one at byte 35");
  }

  @Test
  void whatWasOpenedBeforeTheFaultIsClosed() throws IOException {
    Path maps = Path.of("/proc/self/maps");
    assumeTrue(Files.isReadable(maps), "no list of what is mapped");
    byte[] zip = zip(ZipEntry.STORED, "a.npy", "b.npy");
    set(zip, directory(zip, 0) / 2 + 47, 0); // in b's header
    Files.write(file, zip);
    boolean[] mapped = {false};
    assertThatThrownBy(() ->
            Npz.read(
                file,
                NpzOptions.ALL.withProgress((done, _) -> mapped[0] |= done > 0 && isMapped(maps))))
        .isInstanceOf(NpyException.class)
        .hasMessageContaining("entry 'b.npy': the header: ");
    assertThat(mapped[0]).isTrue();
    assertThat(isMapped(maps)).isFalse();
  }

  private boolean isMapped(Path maps) {
    try (Stream<String> lines = Files.lines(maps)) {
      return lines.anyMatch(line -> line.contains(file.toString()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void changedBytesAreReadOrRefused() throws IOException {
    Random random = new Random(5);
    for (int method : new int[] {ZipEntry.STORED, ZipEntry.DEFLATED}) {
      byte[] good = zip(method, "a.npy", "b.npy");
      for (int i = 0; i < 1500; i++) {
        byte[] zip = good.clone();
        int start = i % 2 == 0 ? 0 : directory(good, 0);
        for (int k = 0; k < 3; k++) {
          zip[start + random.nextInt(zip.length - start)] = (byte) random.nextInt();
        }
        Files.write(file, zip);
        try {
          Map<String, NdView> arrays = Npz.read(file);
          arrays
              .values()
              .forEach(view -> {
                assertThat(view.toBytes()).hasSize((int) view.nbytes());
                view.close();
              });
        } catch (NpyException e) {
          assertThat(e).hasMessageStartingWith(file.toString());
        }
      }
    }
  }
}
