package org.ndview.internal.item;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.ndview.StructValue;
import org.ndview.format.Format;
import org.ndview.format.Text;

/** Items of several parts, and of text: every byte of them, and none beside them. */
class CodecEdgesTest {
  private static final int BEFORE = 3;
  private static final byte AROUND = 0x5a;

  private static byte[] memory(Format format) {
    byte[] memory = new byte[BEFORE + (int) format.itemsize() + 4];
    Arrays.fill(memory, AROUND);
    return memory;
  }

  private static String item(byte[] memory) {
    for (int i = 0; i < memory.length; i++) {
      if (i < BEFORE || i >= memory.length - 4) {
        assertThat(memory[i]).as("the byte beside the item at %d", i).isEqualTo(AROUND);
      }
    }
    return HexFormat.of().formatHex(memory, BEFORE, memory.length - 4);
  }

  static Stream<Arguments> written() {
    List<Object> twoByTwo = List.of(List.of(1, 2), List.of(3, 4));
    return Stream.of(
        arguments("<T{b:a:xh:b:}", List.of(1, 2), "015a0200"),
        arguments("<T{2b:a:h:b:}", List.of(List.of(1, 2), 3), "01020300"),
        arguments("<3h", new Object[] {1, 2, 3}, "010002000300"),
        arguments("<x2hx", List.of(1, 2), "5a010002005a"),
        arguments("<xhx", 258, "5a02015a"),
        arguments("(2,2)b", twoByTwo, "01020304"),
        arguments("(2,2)<h", twoByTwo, "0100020003000400"),
        arguments("(2)(2)b", twoByTwo, "01020304"),
        arguments("(3)b", ItemList.repeated(7, 3), "070707"),
        arguments(
            "<T{b:a:(2)h:b:T{b:x:}:c:}", List.of(1, List.of(2, 3), List.of(4)), "010200030004"),
        arguments("T{3x:pad:b:a:}", List.of(new byte[] {1, 2}, 9), "01020009"),
        arguments("3x", List.of(), "5a5a5a"),
        arguments("3x", new Object[0], "5a5a5a"),
        arguments("0s", new byte[0], ""),
        arguments("3s", new byte[] {1, 2, 3}, "010203"),
        arguments("3s", new byte[] {1}, "010000"),
        arguments("3s", (byte) 9, "090000"),
        arguments("4p", new byte[] {1, 2, 3}, "03010203"),
        arguments("4p", new byte[] {7}, "01070000"),
        arguments("1p", new byte[0], "00"),
        arguments("0p", new byte[0], ""),
        arguments("<2u", "A", "41000000"),
        arguments(">2u", "AB", "00410042"),
        arguments("<2u", "\ud83d\ude00", "3dd800de"),
        arguments("<2u", new int[] {0x1f600}, "3dd800de"),
        arguments("<2w", "\ud83d\ude00", "00f6010000000000"),
        arguments(">2w", "A", "0000004100000000"),
        arguments("<2w", new int[] {0xffffffff}, "ffffffff00000000"),
        arguments("<1w", 'x', "78000000"));
  }

  @ParameterizedTest(name = "{0} {2}")
  @MethodSource
  void written(String format, Object value, String hex) {
    Format parsed = Format.parse(format);
    byte[] memory = memory(parsed);
    ItemCodec codec = ItemCodec.of(parsed);
    MemorySegment segment = MemorySegment.ofArray(memory);
    codec.put(segment, BEFORE, value);
    assertThat(item(memory)).isEqualTo(hex);
    // bytes are compared with the zeros that fill them up
    assertThat(ItemValues.equal(codec.key(segment, BEFORE), codec.keyOf(value)))
        .isEqualTo(!hex.equals("010000") && !hex.equals("01020009"));
  }

  static Stream<Arguments> refused() {
    return Stream.of(
        arguments("<T{b:a:h:b:}", List.of(1), "2 values, not 1"),
        arguments("<T{b:a:h:b:}", List.of(1, 2, 3), "2 values, not 3"),
        arguments("<T{b:a:h:b:}", 1, "a StructValue, or a list of 2 values"),
        arguments("<T{b:a:h:b:}", List.of(1, "x"), "the value 'x' does not fit"),
        arguments("(2)b", List.of(1), "lists nested as its shape [2] says"),
        arguments("(2)b", List.of(1, 2, 3), "lists nested as its shape [2] says"),
        arguments("(2,2)b", List.of(List.of(1, 2), List.of(1)), "its shape [2, 2] says"),
        arguments("(2)b", 1, "its shape [2] says"),
        arguments("3x", List.of(1), "an empty list: padding has no value"),
        arguments("3x", 0, "an empty list: padding has no value"),
        arguments("3s", new byte[4], "at most 3 bytes, not 4"),
        arguments("3s", "abc", "which holds bytes"),
        arguments("3p", new byte[3], "at most 2 bytes, not 3"),
        arguments("0p", new byte[1], "at most 0 bytes, not 1"),
        arguments("300p", new byte[256], "at most 255 bytes, not 256"),
        arguments("2u", "abc", "at most 2 characters, not 3"),
        arguments("1u", "\ud83d\ude00", "at most 1 characters, not 2"),
        arguments("1w", "ab", "at most 1 characters, not 2"),
        arguments("1w", new int[] {65, 66}, "at most 1 characters, not 2"),
        arguments("1w", new int[] {-1, 66}, "which holds text"),
        arguments("2u", new int[] {-1}, "which holds text"),
        arguments("2u", 65, "which holds text"));
  }

  @ParameterizedTest(name = "{0} {2}")
  @MethodSource
  void refused(String format, Object value, String message) {
    Format parsed = Format.parse(format);
    byte[] memory = memory(parsed);
    assertThatThrownBy(() -> ItemCodec.of(parsed).put(MemorySegment.ofArray(memory), BEFORE, value))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
    assertThat(memory).containsOnly(AROUND);
  }

  static Stream<Arguments> read() {
    return Stream.of(
        arguments("<xhx", "ff0201ff", 258),
        // no field of no items is the value
        arguments("<0qh", "0201", 258),
        arguments("X{}", "0201000000000000", 258),
        arguments("<T{b:a:xh:b:}", "01ff0200", List.of((byte) 1, (short) 2)),
        arguments("<2T{b:a:}", "0102", List.of(List.of((byte) 1), List.of((byte) 2))),
        arguments("(2,2)<h", "0100020003000400", List.of(List.of(1, 2), List.of(3, 4))),
        arguments("(2,0)b", "", List.of(List.of(), List.of())),
        arguments("(0,2)b", "", List.of()),
        arguments("3x", "010203", List.of()),
        arguments("3s", "410042", new byte[] {65, 0, 66}),
        arguments("4p", "02010203", new byte[] {1, 2}),
        arguments("4p", "ff010203", new byte[] {1, 2, 3}),
        arguments("4p", "00010203", new byte[0]),
        arguments("0p", "", new byte[0]),
        arguments("<3u", "410000004200", "A\0B"),
        arguments("<3u", "410042000000", "AB"),
        arguments(">3u", "000000000000", ""),
        arguments("<1w", "ffff1000", "\udbff\udfff"),
        arguments("<2w", "00d8000041000000", "\ud800A"),
        arguments("<2w", "00dc000000d80000", "\udc00\ud800"));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource
  void read(String format, String hex, Object value) {
    Format parsed = Format.parse(format);
    byte[] memory = memory(parsed);
    byte[] bytes = HexFormat.of().parseHex(hex);
    System.arraycopy(bytes, 0, memory, BEFORE, bytes.length);
    Object item = ItemCodec.of(parsed).get(MemorySegment.ofArray(memory), BEFORE);
    assertThat(ItemValues.equal(item, ItemCodec.of(parsed).keyOf(value)) || numbers(item, value))
        .as("%s", ItemText.of(item, 99))
        .isTrue();
  }

  /** Bytes of lists of numbers are numbers, not bytes of text. */
  private static boolean numbers(Object item, Object value) {
    return item.toString().equals(value.toString().replace("b'\\x01'", "1"));
  }

  static Stream<Arguments> unread() {
    return Stream.of(
        arguments("<1w", "00001100", "at byte 3 holds 0x00110000, which is no character"),
        arguments("<1w", "ffffffff", "at byte 3 holds 0xffffffff, which is no character"),
        arguments("<2w", "00d8000000dc0000", "holds 0xd800 0xdc00, two units"),
        arguments("<2w", "ffdb0000ffdf0000", "holds 0xdbff 0xdfff, two units"));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource
  void unread(String format, String hex, String message) {
    Format parsed = Format.parse(format);
    byte[] memory = memory(parsed);
    byte[] bytes = HexFormat.of().parseHex(hex);
    System.arraycopy(bytes, 0, memory, BEFORE, bytes.length);
    assertThatThrownBy(() -> ItemCodec.of(parsed).get(MemorySegment.ofArray(memory), BEFORE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  @Test
  void unitsBesideThoseOfPairsAreRead() {
    ItemCodec codec = ItemCodec.of(Format.parse("<2w"));
    for (String hex : new String[] {"00e0000000dc0000", "ffd7000000dc0000", "00d8000000e00000"}) {
      byte[] bytes = HexFormat.of().parseHex(hex);
      assertThat((String) codec.get(MemorySegment.ofArray(bytes), 0)).hasSize(2);
    }
  }

  @Test
  void namesAreThoseOfTheFields() {
    StructValue value =
        (StructValue)
            ItemCodec.of(Format.parse("T{b:a:3xb:b:}")).get(MemorySegment.ofArray(new byte[9]), 0);
    assertThat(value.names()).containsExactly("a", "b");
    value =
        (StructValue) ItemCodec.of(Format.parse("2b")).get(MemorySegment.ofArray(new byte[9]), 0);
    assertThat(value.names()).containsExactly(null, null);
  }

  static Stream<Arguments> converted() {
    return Stream.of(
        arguments("3s", new byte[] {1, 2, 3, 0, 0}, false, "010203"),
        arguments("3s", new byte[] {1, 2, 3, 4, 0}, false, null),
        arguments("3s", new byte[] {1, 2, 3, 4, 0}, true, "010203"),
        arguments("3s", new byte[] {1}, true, "010000"),
        arguments("3p", new byte[] {1, 2, 3}, false, null),
        arguments("3p", new byte[] {1, 2, 3}, true, "020102"),
        arguments("3p", new byte[] {1, 2, 0}, false, "020102"),
        arguments("<2u", "abc", false, null),
        arguments("<2u", "abc", true, "61006200"),
        arguments("<2u", "ab", true, "61006200"),
        arguments("<2u", "a\ud83d\ude00", true, "61000000"),
        arguments("<2u", "\ud83d\ude00b", true, "3dd800de"),
        arguments("<0u", "\ud83d\ude00", true, ""),
        arguments("<2u", new int[] {97, 98, 99}, true, "61006200"),
        arguments("<2u", new int[] {-1, 98, 99}, true, null),
        arguments("<1w", "\ud83d\ude00b", true, "00f60100"),
        arguments("<1w", new int[] {-1, 98, 99}, true, "ffffffff"),
        arguments("<1w", new int[] {98}, true, "62000000"),
        arguments("<1w", "ab", false, null));
  }

  @ParameterizedTest(name = "{0} {3}, cut: {2}")
  @MethodSource
  void converted(String format, Object key, boolean cut, String hex) {
    Text parsed = (Text) Format.parse(format);
    byte[] memory = memory(parsed);
    TextCodec codec = TextCodec.of(parsed);
    MemorySegment segment = MemorySegment.ofArray(memory);
    if (hex == null) {
      assertThatThrownBy(() -> codec.convert(segment, BEFORE, key, cut))
          .isInstanceOf(IllegalArgumentException.class);
      assertThat(memory).containsOnly(AROUND);
    } else {
      codec.convert(segment, BEFORE, key, cut);
      assertThat(item(memory)).isEqualTo(hex);
    }
  }

  static Stream<Arguments> keys() {
    return Stream.of(
        arguments("3s", (byte) 7, new byte[] {7, 0, 0}),
        arguments("0s", (byte) 7, (byte) 7),
        arguments("3s", "a", "a"),
        arguments("2w", "ab\0\0", "ab"),
        arguments("2w", "\0", ""),
        arguments("2u", 'x', "x"),
        arguments("2u", '\0', ""),
        arguments("2u", 5, 5),
        arguments("2h", List.of((byte) 1, 2), List.of(1, 2)),
        arguments("2h", List.of((byte) 1), List.of((byte) 1)),
        arguments("2h", 7, 7),
        arguments("(2)h", List.of((byte) 1, 2), List.of(1, 2)),
        arguments("(2)h", List.of((byte) 1), List.of((byte) 1)),
        arguments("(2)h", ItemList.repeated((byte) 1, 2), List.of(1, 1)),
        arguments("(2)h", new Object[] {1, 2}, List.of(1, 2)),
        arguments("<xhx", (byte) 1, 1),
        arguments("9t", (byte) 1, 1),
        arguments("3x", new Object[0], List.of()));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource
  void keys(String format, Object value, Object key) {
    Object found = ItemCodec.of(Format.parse(format)).keyOf(value);
    if (key instanceof byte[] bytes) {
      assertThat((byte[]) found).isEqualTo(bytes);
    } else {
      assertThat(found).isEqualTo(key);
    }
  }

  @Test
  void manyValuesWithoutBytesAreRefused() {
    // 2^16 more values than bytes are read
    assertThat(ItemCodec.of(Format.parse("65536[x;0]"))).isNotNull();
    assertThat(ItemCodec.of(Format.parse("65536[x;0]b"))).isNotNull();
    assertThatThrownBy(() -> ItemCodec.of(Format.parse("65537[x;0]")))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessageContaining("has 65537 values in 0 bytes; at most 65536 values without bytes");
  }

  @Test
  void anItemWithoutValueEqualsNothing() {
    ItemCodec codec = ItemCodec.of(Format.parse("O"));
    MemorySegment memory = MemorySegment.ofArray(new byte[8]);
    Object key = codec.key(memory, 0);
    assertThat(ItemValues.equal(key, key)).isFalse();
    assertThatThrownBy(() -> codec.get(memory, 0))
        .isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> codec.put(memory, 0, 1))
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void aListWithoutItemsHasNoRepeatedOne() {
    ItemCodec codec = ItemCodec.of(Format.parse("(3)0s"));
    MemorySegment memory = MemorySegment.ofArray(new byte[0]);
    List<Object> values = new ArrayList<>(Collections.nCopies(3, new byte[0]));
    codec.put(memory, 0, values);
    codec.put(memory, 0, ItemList.repeated(new byte[0], 3));
    assertThatThrownBy(() -> codec.put(memory, 0, ItemList.repeated(new byte[1], 3)))
        .isInstanceOf(IllegalArgumentException.class);
    values.set(2, "x");
    assertThatThrownBy(() -> codec.put(memory, 0, values))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
