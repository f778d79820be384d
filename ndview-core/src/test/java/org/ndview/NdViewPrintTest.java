package org.ndview;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Views print as NumPy 2.4 printed: print/numpy.jsonl is from what print/numpy_print.py wrote. */
class NdViewPrintTest {
  private static final JsonMapper MAPPER = new JsonMapper();

  static JsonNode row(String line) {
    return MAPPER.readTree(line);
  }

  static Stream<JsonNode> asNumPyDoes() throws IOException {
    try (InputStream in = NdViewPrintTest.class.getResourceAsStream("/print/numpy.jsonl")) {
      String rows = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return rows.lines().map(NdViewPrintTest::row);
    }
  }

  @ParameterizedTest(name = "{index}")
  @MethodSource
  void asNumPyDoes(JsonNode row) {
    assertPrinted(row);
  }

  static void assertPrinted(JsonNode row) {
    MemorySegment memory = MemorySegment.ofArray(Answers.bytes(row.get("memory")));
    long[] shape = LayoutConformanceTest.longs(row.get("shape"));
    String text = NdView.of(memory, row.get("format").asString(), shape).toString();
    int head = text.indexOf('\n');
    assertThat(text.substring(head + 1)).isEqualTo(row.get("text").asString());
    assertThat(text.substring(0, head))
        .startsWith("NdView format '" + row.get("format").asString());
  }

  @Test
  void theHeadTellsFormatShapeAndWhetherItIsReadOnly() {
    NdView view = NdView.of(new int[] {1, 2, 3});
    assertThat(view).hasToString("NdView format 'i', shape (3,):\n[1 2 3]");
    assertThat(view.toReadOnly().reshape(1, 3))
        .hasToString("NdView format 'i', shape (1, 3), read-only:\n[[1 2 3]]");
    assertThat(view.slice("1")).hasToString("NdView format 'i', shape ():\n2");
  }

  @Test
  void whatNumPyHasNotIsShownToo() {
    NdView structs = NdView.of(MemorySegment.ofArray(new byte[12]), "T{<i:x:2s:s:}", 2);
    assertThat(structs.toString()).endsWith("\n[(x=0, s=b'\\x00\\x00') (x=0, s=b'\\x00\\x00')]");
    NdView text = NdView.of(new char[] {'a', 'b'});
    assertThat(text.toString()).endsWith("\n['a' 'b']");
    NdView chars = NdView.of(new byte[] {'a', 0}).cast("c");
    assertThat(chars.toString()).endsWith("\n[b'a' b'\\x00']");
    NdView brains = NdView.of(new short[] {0x3f80, 0x3f81}).cast("[bfloat16]");
    assertThat(brains.toString()).endsWith("\n[1.   1.01]");
  }

  @ParameterizedTest
  @CsvSource({"1001, [0 0 0 ... 0 0 0]", "1000, [0 0 0 0"})
  void moreThanAThousandItemsAreSummarised(int n, String start) {
    assertThat(NdView.of(new byte[n]).toString()).contains("\n" + start);
  }

  @Test
  void itNeverFails() {
    NdView closed;
    try (Arena arena = Arena.ofConfined()) {
      closed = NdView.of(arena.allocate(8), "i", 2);
    }
    assertThat(closed.toString()).startsWith("NdView format 'i', shape (2,):\n<");
    NdView objects = NdView.of(MemorySegment.ofArray(new byte[8]), "O", 1);
    assertThat(objects.toString()).contains("<items of the format 'O' have no value in Java");
    NdView released = NdView.of(new byte[1]);
    released.close();
    assertThat(released).hasToString("NdView (released)");
    Layout wild = Layout.of(1, 0, new long[] {1, 1}, new long[] {8, 1}, new long[] {1 << 20, -1});
    NdView pointers =
        NdView.of(MemorySegment.ofArray(new byte[8]), org.ndview.format.Format.parse("b"), wild);
    assertThat(pointers.toString()).contains("<the pointer 0x0 with suboffset 1048576 leads out");
  }

  @Test
  void anotherThreadsMemoryIsShownAsAFault() throws InterruptedException {
    try (Arena arena = Arena.ofConfined()) {
      NdView view = NdView.of(arena.allocate(8), "i", 2);
      String[] text = new String[1];
      Thread thread = new Thread(() -> text[0] = view.toString());
      thread.start();
      thread.join();
      assertThat(text[0]).startsWith("NdView format 'i', shape (2,):\n<");
    }
  }
}
