package org.ndview.npy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.ndview.NdView;
import org.ndview.Order;
import org.ndview.format.ScalarType;

/** What is written has the bytes that NumPy writes. */
class NpyWriteTest {
  /** Written otherwise by NumPy too: a title, and headers that it was told to write. */
  private static final Set<String> OTHERWISE =
      Set.of("struct_titled", "version_2_short", "version_3_short", "python_2");

  static byte[] written(NdView view) throws IOException {
    var out = new ByteArrayOutputStream();
    Npy.write(Channels.newChannel(out), view);
    return out.toByteArray();
  }

  static Stream<Expected> arrays() throws IOException {
    return Expected.all().filter(array -> !OTHERWISE.contains(array.name()));
  }

  @ParameterizedTest
  @MethodSource("arrays")
  void whatWasReadIsWrittenToTheByte(Expected expected, @TempDir Path folder) throws IOException {
    assumeTrue(!expected.ofThisMachine() || ScalarType.LONG_DOUBLE.itemsize() == 16);
    Path file = folder.resolve("again.npy");
    try (NdView view = Npy.read(expected.path(), 100_000)) {
      Npy.write(file, view);
    }
    assertThat(file).hasSameBinaryContentAs(expected.path());
  }

  @Test
  void anyStridesAndByteOrderAreWritten() throws IOException {
    NdView counted = NdView.allocate(">q", 2, 3, 4);
    for (int i = 0; i < 24; i++) {
      counted.setLong(i, i / 12, i / 4 % 3, i % 4);
    }
    assertThat(written(counted)).isEqualTo(resource("big_i8"));
    assertThat(written(counted.copy(Order.F))).isEqualTo(resource("f_order_big_i8"));
    assertThat(written(counted.slice("::-1, ::-1, ::-1").copy().slice("::-1, ::-1, ::-1")))
        .isEqualTo(resource("big_i8"));
    NdView big = NdView.of(new short[96]).reshape(4, 6, 4);
    for (int i = 0; i < 96; i++) {
      big.setInt(i, i / 24, i / 4 % 6, i % 4);
    }
    assertThat(written(big.slice("::2, ::-2"))).isEqualTo(resource("strided"));
  }

  @Test
  void pointersAreFollowed() throws IOException {
    NdView rows = NdView.ofRows(new float[][] {{0, 1, 2}, {3, 4, 5}});
    NdView again = Npy.read(MemorySegment.ofArray(written(rows)));
    assertThat(again.format()).hasToString("<f");
    assertThat(again.toList()).isEqualTo(rows.toList());
    NdView columns = Npy.read(MemorySegment.ofArray(written(rows.slice("::-1, ::-2"))));
    assertThat(columns.toList()).isEqualTo(List.of(List.of(5f, 3f), List.of(2f, 0f)));
  }

  @Test
  void theDimensionsOfASubArrayAreTheArraysOwn() throws IOException {
    NdView view = NdView.of(MemorySegment.ofArray(new byte[48]), "(2,3)<h", 4);
    view.cast("<h").setInt(7, 23);
    NdView again = Npy.read(MemorySegment.ofArray(written(view)));
    assertThat(again.shape()).containsExactly(4, 2, 3);
    assertThat(again.getInt(3, 1, 2)).isEqualTo(7);
  }

  @Test
  void nativeFormatsAndUnnamedItemsBecomeNumpys() throws IOException {
    NdView view = NdView.of(MemorySegment.ofArray(new byte[32]), "T{bid:x:}", 1);
    assertThat(header(view))
        .startsWith("{'descr': [('f0', '|i1'), ('', '|V3'), ('f1', '<i4'), ('x', '<f8')], ");
    NdView plain = NdView.of(MemorySegment.ofArray(new byte[32]), "3hi", 1);
    assertThat(header(plain))
        .startsWith("{'descr': [('f0', '<i2', (3,)), ('', '|V2'), ('f1', '<i4')], ");
  }

  private static String header(NdView view) throws IOException {
    return new String(written(view), 10, 118, StandardCharsets.ISO_8859_1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          [bfloat16]          | NumPy has no dtype for the format '[bfloat16]': convertTo() makes 'f' of it
          Ze                  | NumPy has no dtype for the format 'Ze': convertTo() makes 'Zf' of it
          &i                  | NumPy has no dtype for the format '&i': an address means nothing outside
          P                   | NumPy has no dtype for the format 'P': an address means nothing outside
          O                   | NumPy has no dtype for the format 'O': an address means nothing outside
          9t                  | NumPy has no dtype for the format '9t': its smallest item has a byte
          3u                  | NumPy has no dtype for the format '3u': its characters have 4 bytes
          3p                  | NumPy has no dtype for the format '3p'
          T{(2)0s:a:}         | NumPy has no dtype for the format '0s': it has no arrays of texts without
          T{i:a:(2)&i:b:}     | NumPy has no dtype for the format '&i'
          """)
  void whatNumpyCannotHoldIsRefusedBeforeTheFileIsTouched(
      String format, String message, @TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("a.npy"), "before");
    NdView view = NdView.of(MemorySegment.ofArray(new byte[64]), format, 2);
    assertThatThrownBy(() -> Npy.write(file, view))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessageContaining(message);
    assertThat(file).hasContent("before");
  }

  @Test
  void progressIsToldAndMayEndTheWriting(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("a.npy"), "before");
    NdView view = NdView.allocate("d", 3000, 1000).transpose().slice("::-1");
    assertThatThrownBy(() ->
            Npy.write(
                file,
                view,
                (done, _) -> {
                  if (done > 10_000_000) {
                    throw new IllegalStateException("enough");
                  }
                }))
        .hasMessage("enough");
    assertThat(file).hasContent("before");
    List<Long> told = new ArrayList<>();
    Npy.write(
        file,
        view,
        (done, total) -> {
          assertThat(total).isEqualTo(24_000_128);
          told.add(done);
        });
    assertThat(told).isSorted().startsWith(0L, 128L).endsWith(24_000_128L).hasSizeGreaterThan(6);
    assertThat(file).hasSize(24_000_128);
    try (var files = Files.list(folder)) {
      assertThat(files).containsExactly(file);
    }
  }

  private static byte[] resource(String name) throws IOException {
    return Files.readAllBytes(Expected.resource(name + ".npy"));
  }
}
