package org.ndview.npy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ndview.NdView;
import org.ndview.testing.Processes;

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

  /** The last entry is, whatever the others are. */
  private void refused(byte[] zip, String message) throws IOException {
    Files.write(file, zip);
    try (NpzFile arrays = Npz.read(file)) {
      NpzEntry last = arrays.entries().getLast();
      for (int i = 0; i < 2; i++) {
        assertThatThrownBy(last::view)
            .isInstanceOf(NpyException.class)
            .hasMessageStartingWith(file + ", entry ")
            .hasMessageContaining(message);
      }
    }
  }

  private void assertNotMapped() {
    if (Processes.areTold()) {
      assertThat(Processes.mappings(file.toString())).isZero();
    }
  }

  private void refusedWhole(byte[] zip, String message) throws IOException {
    Files.write(file, zip);
    assertThatThrownBy(() -> Npz.read(file))
        .isInstanceOf(NpyException.class)
        .hasMessageStartingWith(file + ": ")
        .hasMessageContaining(message);
    assertNotMapped();
  }

  @Test
  void ofOneNameTwiceTheLastIsMeantAndBothAreThere() throws IOException {
    byte[] zip = zip(ZipEntry.STORED, "a.npy", "b.npy");
    String twice = new String(zip, StandardCharsets.ISO_8859_1).replace("b.npy", "a.npy");
    Files.write(file, twice.getBytes(StandardCharsets.ISO_8859_1));
    try (NpzFile arrays = Npz.read(file)) {
      assertThat(arrays.names()).containsExactly("a");
      assertThat(arrays).hasSize(1);
      assertThat(arrays.entries()).extracting(NpzEntry::name).containsExactly("a", "a");
      assertThat(arrays.view("a")).isSameAs(arrays.view(1)).isNotSameAs(arrays.view(0));
    }
    // as numpy.load has it: the entry's own name comes first
    Files.write(file, zip(ZipEntry.STORED, "a", "a.npy"));
    try (NpzFile arrays = Npz.read(file)) {
      assertThat(arrays.view("a")).isSameAs(arrays.view(0));
      assertThat(arrays.view("a.npy")).isSameAs(arrays.view(1));
    }
  }

  @Test
  void sizesThatDoNotAgree() throws IOException {
    byte[] stored = zip(ZipEntry.STORED, "a.npy");
    set(stored, directory(stored, 0) + 24, 7);
    refused(stored, "entry 'a.npy': it is stored, and has 1128 bytes for 7");
    byte[] tooLong = zip(ZipEntry.STORED, "a.npy");
    set(tooLong, directory(tooLong, 0) + 20, 1 << 30);
    set(tooLong, directory(tooLong, 0) + 24, 1 << 30);
    refused(tooLong, "1073741824 bytes from byte 35 on do not lie in the file of ");
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
    byte[] zip = zip(ZipEntry.STORED, "a.npy", "a.npx");
    set(zip, directory(zip, 1) + 42, 0);
    zip[directory(zip, 1) + 46 + 4] = 'y';
    refused(zip, "it overlaps another entry at byte 0");
    byte[] over = zip(ZipEntry.STORED, "b.npy", "a.npy");
    set(over, directory(over, 0) + 20, 1200);
    set(over, directory(over, 0) + 24, 1200);
    Files.write(file, over);
    try (NpzFile arrays = Npz.read(file)) {
      assertThat(arrays.view("a").size()).isEqualTo(250);
      assertThatThrownBy(() -> arrays.view("b"))
          .hasMessageEndingWith("entry 'b.npy': it overlaps another entry at byte 1163");
    }
  }

  @Test
  void anEntryThatIsNotWhereTheDirectorySays() throws IOException {
    byte[] zip = zip(ZipEntry.STORED, "a.npy", "b.npy");
    set(zip, directory(zip, 1) + 42, 12);
    refused(zip, "entry 'b.npy': no entry of this name begins at byte 12 of the file");
    set(zip, directory(zip, 1) + 42, 0x7FFFFFFF);
    refused(zip, "no entry of this name begins at byte 2147483647 of the file");
  }

  @ParameterizedTest
  @ValueSource(ints = {ZipEntry.STORED, ZipEntry.DEFLATED})
  void anEntryThatCannotBeReadLeavesTheOthersAlone(int method) throws IOException {
    byte[] zip = zip(method, "a.npy", "b.npy", "c.npy");
    zip[directory(zip, 1) + 8] |= 1;
    Files.write(file, zip);
    List<Long> told = new ArrayList<>();
    NpzOptions listening = NpzOptions.ALL.withProgress((done, total) -> told.add(done));
    for (NpzOptions options : List.of(NpzOptions.ALL, listening)) {
      try (NpzFile arrays = Npz.read(file, options)) {
        assertThat(arrays.names()).containsExactly("a", "b", "c");
        assertThat(arrays.view("a").shape()).containsExactly(250);
        assertThat(arrays.get("c").shape()).containsExactly(250);
        assertThatThrownBy(() -> arrays.view("b"))
            .isInstanceOf(NpyException.class)
            .hasMessageContaining("it is encrypted");
        assertThatThrownBy(() -> arrays.entry("b").info()).isInstanceOf(NpyException.class);
        assertThatThrownBy(() -> arrays.get("b"))
            .isInstanceOf(UncheckedIOException.class)
            .hasCauseInstanceOf(NpyException.class);
      }
    }
    assertThat(told).isSorted().startsWith(0L).endsWith(3 * 1128L);
  }

  @Test
  void objectsAreRefusedAndToldAbout() throws IOException {
    var out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.putNextEntry(new ZipEntry("o.npy"));
      String header = "{'descr': '|O', 'fortran_order': False, 'shape': (), }";
      zip.write(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, (byte) header.length(), 0});
      zip.write(header.getBytes(StandardCharsets.US_ASCII));
      zip.write(new byte[] {1, 2, 3});
    }
    Files.write(file, out.toByteArray());
    try (NpzFile arrays = Npz.read(file)) {
      assertThat(arrays.entry("o").info().orElseThrow().dtype()).hasToString("'|O'");
      assertThatThrownBy(() -> arrays.view("o")).hasMessageContaining("holds Python objects");
    }
  }

  @Test
  void whatIsNotAZipFile() throws IOException {
    byte[] zip = zip(ZipEntry.STORED, "a.npy");
    refusedWhole(Arrays.copyOf(zip, zip.length - 30), "no end of a directory is among its");
    refusedWhole(npy(3), "this is a .npy file: Npy.read");
    byte[] moved = zip.clone();
    set(moved, moved.length - 6, zip.length);
    refusedWhole(moved, "its directory of 51 bytes at byte");
    byte[] cut = zip.clone();
    cut[directory(cut, 0)] = 0;
    refusedWhole(cut, "is not an entry of its directory");
    byte[] longName = zip.clone();
    longName[directory(longName, 0) + 29] = 1;
    refusedWhole(longName, "is cut");
  }

  @Test
  void aListenerThatThrowsLeavesNothingOpen() throws IOException {
    for (int method : new int[] {ZipEntry.STORED, ZipEntry.DEFLATED}) {
      Files.write(file, zip(method, "a.npy", "b.npy"));
      for (long at : new long[] {0, 1128, 2256}) {
        NpzOptions options =
            NpzOptions.ALL.withProgress((done, _) -> {
              if (done >= at) {
                throw new IllegalStateException("enough");
              }
            });
        assertThatThrownBy(() -> Npz.read(file, options)).hasMessage("enough");
        assertNotMapped();
      }
    }
  }

  @Test
  void changedBytesAreReadOrRefused() throws IOException {
    Random random = new Random(5);
    for (int method : new int[] {ZipEntry.STORED, ZipEntry.DEFLATED}) {
      byte[] good = zip(method, "a.npy", "b.npy");
      int read = 0;
      int refused = 0;
      for (int i = 0; i < 300; i++) {
        byte[] zip = good.clone();
        int start = i % 2 == 0 ? 0 : directory(good, 0);
        for (int k = 0; k < 3; k++) {
          zip[start + random.nextInt(zip.length - start)] = (byte) random.nextInt();
        }
        Files.write(file, zip);
        try (NpzFile arrays = Npz.read(file)) {
          for (NpzEntry entry : arrays.entries()) {
            NdView view = entry.view();
            assertThat(view.toBytes()).hasSize((int) view.nbytes());
            read++;
          }
        } catch (NpyException e) {
          assertThat(e).hasMessageStartingWith(file.toString());
          refused++;
        }
      }
      assertThat(read).isPositive();
      assertThat(refused).isPositive();
    }
  }
}
