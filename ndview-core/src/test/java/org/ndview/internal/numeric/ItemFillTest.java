package org.ndview.internal.numeric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ndview.Casting;
import org.ndview.Execution;
import org.ndview.Layout;
import org.ndview.Scaling;
import org.ndview.format.Format;
import org.ndview.internal.memory.StridedMemory;

/** Items of several values: what is no value keeps its bytes, and each rule holds for each. */
class ItemFillTest {
  @ParameterizedTest
  @CsvSource({
    // the bytes of an item that are written
    "T{b:a:b:b:}, 11",
    "T{b:a:xb:b:}, 101",
    "T{xb:a:b:b:}, 011",
    "T{b:a:b:b:x}, 110",
    "T{xb:a:3xb:b:2x}, 01000100",
    "T{2xb:a:b:b:2x}, 001100"
  })
  void paddingKeepsItsBytes(String format, String written) {
    Format parsed = Format.parse(format);
    int size = (int) parsed.itemsize();
    byte[] bytes = new byte[4 * size];
    java.util.Arrays.fill(bytes, (byte) 9);
    Layout layout = Layout.of(size, 0, new long[] {4}, new long[] {size});
    RawView view = RawView.of(StridedMemory.of(MemorySegment.ofArray(bytes), layout), parsed);
    ItemFill.run(view, List.of(-1, 0), Execution.SEQUENTIAL);
    StringBuilder seen = new StringBuilder();
    for (int i = 0; i < bytes.length; i++) {
      seen.append(bytes[i] == 9 ? '0' : '1');
      assertThat(bytes[i]).isIn((byte) 9, (byte) -1, (byte) 0);
    }
    assertThat(seen).hasToString(written.repeat(4));
  }

  @ParameterizedTest
  @CsvSource({
    "i, b, 300, UNSAFE, 44",
    "i, b, 300, SATURATING, 127",
    "i, b, 100, SAME_VALUE, 100",
    "i, b, 100, SAME_KIND, 100",
    "i, b, 300, SAME_VALUE, refused",
    "i, b, 300, SAME_KIND, refused",
    "d, b, 1.5, SAME_VALUE, refused",
    "d, b, -1000, SATURATING, -128",
    "b, i, 7, SAFE, 7"
  })
  void eachRuleHoldsForFields(String from, String to, double number, Casting casting, String made) {
    RawView source = one("T{%s:a:(2)%s:b:}".formatted(from, from));
    RawView target = one("T{%s:a:(2)%s:b:}".formatted(to, to));
    Object item = from.equals("d") ? (Object) number : (Object) (int) number;
    source.codec().put(source.memory().segment(), 0, List.of(item, List.of(item, item)));
    String seen;
    try {
      Conversion.run(source, target, casting, Scaling.none(), Execution.SEQUENTIAL);
      seen = target.get(0).toString();
    } catch (IllegalArgumentException _) {
      seen = "refused";
    }
    assertThat(seen)
        .isEqualTo(
            made.equals("refused") ? made : "(a=%s, b=[%s, %s])".formatted(made, made, made));
  }

  private static RawView one(String format) {
    Format parsed = Format.parse(format);
    long size = parsed.itemsize();
    MemorySegment memory = MemorySegment.ofArray(new byte[(int) size]);
    return RawView.of(
        StridedMemory.of(memory, Layout.of(size, 0, new long[] {1}, new long[] {size})), parsed);
  }

  @ParameterizedTest
  @CsvSource({"i, c", "c, i", "3s, 3w", "3w, 3s", "3p, 2s", "2u, 2w", "i, 3s", "(2)i, (3)i"})
  void numbersAndTextOfBothKindsAreNotMixed(String from, String to) {
    boolean same = from.equals("3p") || from.equals("2u");
    Format a = Format.parse("T{%s:a:}".formatted(from));
    Format b = Format.parse("T{%s:a:}".formatted(to));
    assertThat(ItemTransfer.of(a, b, Casting.UNSAFE) != null).isEqualTo(same);
  }

  /** No memory is touched: it is not there. */
  @Test
  void anItemLongerThanAnArrayIsRefused() {
    Format format = Format.parse("T{3000000000s:a:b:b:}");
    Layout layout = Layout.of(format.itemsize(), 0, new long[] {1}, new long[] {0});
    RawView one = RawView.of(StridedMemory.of(MemorySegment.ofAddress(1L << 40), layout), format);
    RawView other = RawView.of(StridedMemory.of(MemorySegment.ofAddress(1L << 41), layout), format);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ItemFill.run(one, List.of(new byte[1], 1), Execution.SEQUENTIAL))
        .withMessage("an item is longer than a Java array");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ItemConversion.of(one, other, Casting.UNSAFE).run(Execution.SEQUENTIAL))
        .withMessage("an item is longer than a Java array");
  }

  /** A million million of them take no time. */
  @Test
  void itemsWithoutBytesAreAllTheSame() {
    Format from = Format.parse("T{(1000000000000)0s:a:b:b:}");
    Format to = Format.parse("T{(1000000000000)0s:a:h:b:}");
    ItemTransfer transfer = Objects.requireNonNull(ItemTransfer.of(from, to, Casting.SAFE));
    byte[] made = new byte[2];
    transfer.move(MemorySegment.ofArray(new byte[] {7}), 0, MemorySegment.ofArray(made), 0);
    assertThat(made[0] + made[1]).isEqualTo(7);
    // text of no bytes, made of text that has some, or text that has some made of it
    Format some = Format.parse("T{(3)2s:a:b:b:}");
    Format none = Format.parse("T{(3)0s:a:b:b:}");
    byte[] wide = new byte[7];
    MemorySegment one = MemorySegment.ofArray(new byte[] {1, 2, 3, 4, 5, 6, 7});
    Objects.requireNonNull(ItemTransfer.of(some, none, Casting.UNSAFE))
        .move(one, 0, MemorySegment.ofArray(made), 0);
    assertThat(made[0]).isEqualTo((byte) 7);
    Arrays.fill(wide, (byte) 9);
    Objects.requireNonNull(ItemTransfer.of(none, some, Casting.UNSAFE))
        .move(one, 0, MemorySegment.ofArray(wide), 0);
    assertThat(wide).containsExactly(0, 0, 0, 0, 0, 0, 1);
  }
}
