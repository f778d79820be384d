package org.ndview;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.ndview.format.Format;
import org.ndview.json.Storage;
import org.ndview.json.ViewMetadata;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class PointerTableTest {
  private static byte[] block(PointerTable table) {
    byte[] block = new byte[(int) table.byteSize()];
    for (PointerTable.Part part : table.parts()) {
      MemorySegment.ofArray(block).asSlice(part.at()).copyFrom(part.memory());
    }
    return block;
  }

  /** The view over a block of its own. */
  private static NdView again(NdView view) {
    PointerTable table = PointerTable.of(view);
    Layout layout = Layout.of(view.itemsize(), 0, view.shape(), view.strides(), table.suboffsets());
    return PointerTable.view(NdView.of(block(table)), view.format(), layout, table.offsets());
  }

  private static void assertSame(NdView again, NdView view) {
    assertThat(again.shape()).isEqualTo(view.shape());
    assertThat(again.strides()).isEqualTo(view.strides());
    assertThat(again.suboffsets()).isEqualTo(view.suboffsets());
    assertThat(again.toList()).isEqualTo(view.toList());
    assertThat(again.toBytes(Order.F)).isEqualTo(view.toBytes(Order.F));
  }

  @Test
  void rowsOfJavaArraysAreGatheredIntoOneBlock() {
    float[][] rows = {{1, 2, 3}, {4, 5, 6}};
    NdView view = NdView.ofRows(rows);
    PointerTable table = PointerTable.of(view);
    assertThat(table.byteSize()).isEqualTo(24);
    assertThat(table.offsets()).containsExactly(0, 12);
    assertThat(table.suboffsets()).containsExactly(0, -1);
    NdView again = again(view);
    assertSame(again, view);
    again.setFloat(7, 1, 2);
    assertThat(again.getFloat(1, 2)).isEqualTo(7);
    assertThat(rows[1][2]).isEqualTo(6);
  }

  @Test
  void slicesKeepTheirStridesAndSuboffsets() {
    NdView view = NdView.ofRows(new int[][][] {{{1, 2, 3}, {4, 5, 6}}, {{7, 8, 9}, {10, 11, 12}}});
    for (String index :
        new String[] {
          "...",
          "::-1",
          ":, ::-1",
          "..., 1:",
          "..., ::2",
          "..., 2:0:-1",
          "1:, :, 1:",
          ":, 1:, :2",
          "0:0",
          "..., 0:0"
        }) {
      NdView slice = view.slice(index);
      NdView again = again(slice);
      assertSame(again, slice);
      // and they can be sliced on
      if (slice.size() > 0) {
        assertSame(again.slice("::-1, :, ::-1"), slice.slice("::-1, :, ::-1"));
        assertThat(again.select(0, 0).toList()).isEqualTo(slice.select(0, 0).toList());
        assertThat(again.slice("0, 0").toList()).isEqualTo(slice.slice("0, 0").toList());
        assertSame(again(again), slice);
      }
    }
  }

  @Test
  void rowsThatShareMemoryShareItInTheBlock() {
    short[] row = {1, 2, 3};
    PointerTable table = PointerTable.of(NdView.ofRows(new short[][] {row, {4, 5, 6}, row}));
    assertThat(table.offsets()).containsExactly(0, 6, 0);
    assertThat(table.byteSize()).isEqualTo(12);
    NdView repeated = NdView.ofRows(new short[][] {row, row}).slice("newaxis").broadcastTo(3, 2, 3);
    assertSame(again(repeated), repeated);
    assertThat(PointerTable.of(repeated).byteSize()).isEqualTo(6);
  }

  @ParameterizedTest
  @EnumSource(Answers.Memory.class)
  void pointersOfAnyLevelComeBack(Answers.Memory kind) throws Exception {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                Objects.requireNonNull(
                    PointerTableTest.class.getResourceAsStream("/conformance/suboffsets.jsonl")),
                StandardCharsets.UTF_8))) {
      int n = 0;
      for (String line; (line = lines.readLine()) != null; n++) {
        NdView view = view(JsonMapper.shared().readTree(line), kind);
        assertSame(again(view), view);
        ViewMetadata document = ViewMetadata.inline(view, Storage.AS_IT_LIES);
        assertSame(ViewMetadata.parse(document.toJson()).open(), view);
        NdView backward = view.slice("::-1");
        assertSame(again(backward), backward);
      }
      assertThat(n).isGreaterThan(200);
    }
  }

  private static NdView view(JsonNode json, Answers.Memory kind) {
    MemorySegment memory = kind.of(Answers.bytes(json.get("image")));
    for (JsonNode relocation : json.get("relocations")) {
      memory.set(
          ValueLayout.JAVA_LONG_UNALIGNED,
          relocation.get(0).asLong(),
          memory.address() + relocation.get(1).asLong());
    }
    Format format = Format.parse(json.get("format").asString());
    return NdView.of(
        memory,
        format,
        Layout.of(
            format.itemsize(),
            json.get("offset").asLong(),
            longs(json.get("shape")),
            longs(json.get("strides")),
            longs(json.get("suboffsets"))));
  }

  private static long[] longs(JsonNode numbers) {
    return numbers.valueStream().mapToLong(JsonNode::asLong).toArray();
  }

  @Test
  void suboffsetsThatCannotBeToldBecomeZero() {
    NdView rows = NdView.ofRows(new byte[][] {{1, 2, 3}, {4, 5, 6}});
    // a pointer to the end of its row
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment memory = arena.allocate(32, 8);
      memory.set(ValueLayout.JAVA_LONG, 0, memory.address() + 20);
      memory.set(ValueLayout.JAVA_LONG, 8, memory.address() + 23);
      for (int i = 16; i < 32; i++) {
        memory.set(ValueLayout.JAVA_BYTE, i, (byte) i);
      }
      Layout layout = Layout.of(1, 0, new long[] {2, 3}, new long[] {8, -1}, new long[] {2, -1});
      NdView backward =
          NdView.of(memory, Format.parse("B"), layout).slice(":, ::-1").slice(":, :2");
      assertThat(backward.toList())
          .isEqualTo(java.util.List.of(java.util.List.of(20, 21), java.util.List.of(23, 24)));
      NdView far =
          NdView.of(
              memory,
              Format.parse("B"),
              Layout.of(1, 0, new long[] {2, 1}, new long[] {8, 1}, new long[] {1L << 40, -1}));
      memory.set(ValueLayout.JAVA_LONG, 0, memory.address() + 20 - (1L << 40));
      memory.set(ValueLayout.JAVA_LONG, 8, memory.address() + 23 - (1L << 40));
      PointerTable table = PointerTable.of(far);
      assertThat(table.suboffsets()).containsExactly(0, -1);
      assertThat(table.byteSize()).isEqualTo(2);
      assertThat(again(far).toList()).isEqualTo(far.toList());
    }
    assertThat(PointerTable.of(rows.slice(":, 1:")).suboffsets()).containsExactly(1, -1);
  }

  @Test
  void theBlockIsSharedAndEndsWithItsOwner() {
    Layout layout = Layout.of(1, 0, new long[] {2, 2}, new long[] {8, 1}, new long[] {0, -1});
    NdView block = NdView.allocate("B", 4);
    NdView rows = PointerTable.view(block, Format.parse("B"), layout, 2, 0);
    rows.set(7, 0, 1);
    assertThat(block.get(3)).isEqualTo(7);
    block.close();
    assertThatThrownBy(() -> rows.get(0, 1)).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(rows::toList)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("the view that owns it was closed");
    assertThat(
            PointerTable.view(NdView.of(new byte[4]).toReadOnly(), Format.parse("B"), layout, 2, 0)
                .isReadOnly())
        .isTrue();
  }

  @Test
  void tablesThatDoNotFitAreRefused() {
    NdView block = NdView.of(new byte[10]);
    Format format = Format.parse("B");
    Layout layout = Layout.of(1, 0, new long[] {2, 4}, new long[] {8, 1}, new long[] {1, -1});
    for (long[] bad : new long[][] {{0, 6}, {-1, 0}, {0, Long.MAX_VALUE}}) {
      assertThatThrownBy(() -> PointerTable.view(block, format, layout, bad))
          .isInstanceOf(IndexOutOfBoundsException.class)
          .hasMessageContainingAll("entry", "of the table", "10 bytes");
    }
    assertThatThrownBy(() -> PointerTable.view(block, format, layout, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("1 pointers", "has 2");
    assertThatThrownBy(() -> PointerTable.of(block))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no pointers");
    Layout apart = Layout.of(1, 0, new long[] {2, 4}, new long[] {1L << 50, 1}, new long[] {0, -1});
    assertThatThrownBy(() -> PointerTable.view(block, format, apart, 0, 4))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("spread 2 pointers", "1048576");
    for (long stride : new long[] {0, 4}) {
      Layout same = Layout.of(1, 0, new long[] {2, 4}, new long[] {stride, 1}, new long[] {0, -1});
      assertThatThrownBy(() -> PointerTable.view(block, format, same, 0, 4))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("in one place");
    }
    Layout many = Layout.of(1, 0, new long[] {1L << 40, 1}, new long[] {0, 1}, new long[] {0, -1});
    assertThatThrownBy(() -> PointerTable.view(block, format, many, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("1099511627776 pointers");
  }

  @Test
  void aPointerOutOfItsMemoryIsRefused() {
    MemorySegment memory = MemorySegment.ofArray(new long[] {8, 1000, 0});
    Layout layout = Layout.of(1, 0, new long[] {2, 4}, new long[] {8, 1}, new long[] {0, -1});
    NdView view = NdView.of(memory, Format.parse("B"), layout);
    assertThatThrownBy(() -> PointerTable.of(view))
        .isInstanceOf(IndexOutOfBoundsException.class)
        .hasMessageContaining("0x3e8");
    assertThat(Arrays.stream(PointerTable.of(view.slice(":1")).offsets())).containsExactly(0L);
  }
}
