package org.ndview;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ReadOnlyBufferException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.ndview.format.Format;

/** A typed setter refuses the formats that the getter of its type refuses, with the same words. */
class TypedPairsTest {
  private interface Call {
    void of(NdView view, long... index);
  }

  /** A getter and a setter of one type, by an array of indices and by one. */
  private record Pair(String type, Call get, Call set, Call get1, Call set1) {}

  private static final List<Pair> PAIRS =
      List.of(
          new Pair(
              "double",
              NdView::getDouble,
              (v, i) -> v.setDouble(1, i),
              (v, i) -> v.getDouble(i[0]),
              (v, i) -> v.setDouble(1, i[0])),
          new Pair(
              "float",
              NdView::getFloat,
              (v, i) -> v.setFloat(1, i),
              (v, i) -> v.getFloat(i[0]),
              (v, i) -> v.setFloat(1, i[0])),
          new Pair(
              "long",
              NdView::getLong,
              (v, i) -> v.setLong(1, i),
              (v, i) -> v.getLong(i[0]),
              (v, i) -> v.setLong(1, i[0])),
          new Pair(
              "int",
              NdView::getInt,
              (v, i) -> v.setInt(1, i),
              (v, i) -> v.getInt(i[0]),
              (v, i) -> v.setInt(1, i[0])),
          new Pair(
              "short",
              NdView::getShort,
              (v, i) -> v.setShort((short) 1, i),
              (v, i) -> v.getShort(i[0]),
              (v, i) -> v.setShort((short) 1, i[0])),
          new Pair(
              "byte",
              NdView::getByte,
              (v, i) -> v.setByte((byte) 1, i),
              (v, i) -> v.getByte(i[0]),
              (v, i) -> v.setByte((byte) 1, i[0])),
          new Pair(
              "boolean",
              NdView::getBoolean,
              (v, i) -> v.setBoolean(true, i),
              (v, i) -> v.getBoolean(i[0]),
              (v, i) -> v.setBoolean(true, i[0])),
          new Pair(
              "char",
              NdView::getChar,
              (v, i) -> v.setChar('a', i),
              (v, i) -> v.getChar(i[0]),
              (v, i) -> v.setChar('a', i[0])));

  /** What the typed access of a format is: "numbers", "byte" alone, "char" alone, or "none". */
  private static final List<List<String>> FORMATS =
      List.of(
          List.of(
              "numbers",
              "?",
              "b",
              "B",
              "h",
              "H",
              "i",
              "I",
              "l",
              "L",
              "q",
              "Q",
              "n",
              "N",
              "e",
              "f",
              "d",
              "g",
              ">h",
              ">I",
              "<q",
              ">e",
              ">f",
              "<d",
              "[bfloat16]",
              "P",
              "&i",
              "X{}",
              "3t",
              "40t",
              "70t",
              "xi",
              "x>h3x",
              "x3t"),
          List.of("complex", "Ze", "Zf", "Zd", "Zg", ">Zf", "F", "D", "xZd"),
          List.of("byte", "c", "xc", "cx"),
          List.of("char", "u", "w", ">u", ">w"),
          List.of(
              "none",
              "s",
              "1s",
              "5s",
              "0s",
              "p",
              "1p",
              "5p",
              "0p",
              "2u",
              "3w",
              "0w",
              "x",
              "2x",
              "xs",
              "x3s2x",
              "2p3x",
              "xu",
              "O",
              "xO",
              "[float8_e5m2]",
              "(2)b",
              "(1)i",
              "(0)i",
              "(1)c",
              "(2)s",
              "2i",
              "ic",
              "i:a:",
              "T{i:a:}",
              "T{b}",
              "T{}",
              "T{c:a:}",
              "T{3s:t:}",
              "(1)T{i:a:}"));

  static Stream<Arguments> formats() {
    return FORMATS.stream()
        .flatMap(row -> row.stream().skip(1).map(format -> Arguments.of(format, row.getFirst())));
  }

  private static boolean known(String kind, Pair pair, boolean write) {
    return switch (kind) {
      case "numbers" -> !pair.type.equals("char");
      // a real number is written to a complex one, which is read whole alone
      case "complex" -> write && !pair.type.equals("char");
      case "byte", "char" -> pair.type.equals(kind);
      default -> false;
    };
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("formats")
  void aTypedSetterRefusesWhatItsGetterRefuses(String text, String kind) {
    Format format = Format.parse(text);
    byte[] bytes = new byte[(int) (2 * format.itemsize())];
    Layout layout = Layout.contiguous(Order.C, format.itemsize(), 2);
    assertPairs(NdView.of(MemorySegment.ofArray(bytes), format, layout), kind);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment memory = arena.allocate(16 + 2 * format.itemsize(), 16);
      memory.set(ValueLayout.JAVA_LONG, 0, memory.address() + 16);
      Layout behind =
          Layout.of(
              format.itemsize(),
              0,
              new long[] {1, 2},
              new long[] {8, format.itemsize()},
              new long[] {0, -1});
      assertPairs(NdView.of(memory, format, behind), kind);
    }
  }

  private static void assertPairs(NdView view, String kind) {
    long[] at = new long[view.ndim()];
    at[at.length - 1] = 1;
    for (Pair pair : PAIRS) {
      String what = pair.type + " of " + view.format();
      byte[] before = view.toBytes();
      String unread = refusal(() -> pair.get.of(view, at));
      String unwritten = refusal(() -> pair.set.of(view, at));
      assertThat(unread == null).as("get %s: %s", what, unread).isEqualTo(known(kind, pair, false));
      boolean written = known(kind, pair, true);
      assertThat(unwritten == null).as("set %s: %s", what, unwritten).isEqualTo(written);
      if (!written) {
        assertThat(unwritten).as(what).isEqualTo(unread).contains(view.format().toString());
        assertThat(view.toBytes()).as(what).isEqualTo(before);
      }
      if (at.length == 1) {
        assertThat(refusal(() -> pair.get1.of(view, at))).isEqualTo(unread);
        assertThat(refusal(() -> pair.set1.of(view, at))).isEqualTo(unwritten);
      }
    }
  }

  /** The message of a refusal, or null if there is none. */
  private static String refusal(Runnable call) {
    try {
      call.run();
      return null;
    } catch (IllegalArgumentException e) {
      return e.getMessage();
    }
  }

  @Test
  void theBoxedSetterStillWritesAByteToBytes() {
    NdView view = NdView.allocate(Format.parse("3s"), 1);
    view.set((byte) 7, 0);
    assertThat(view.toBytes()).containsExactly(7, 0, 0);
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> view.setByte((byte) 8, 0))
        .withMessage(
            "items of the format '3s' are no numbers; get() reads them, and set() writes them");
    assertThat(view.toBytes()).containsExactly(7, 0, 0);
  }

  @Test
  void whatIsWrongWithACallIsToldBeforeWhatIsWrongWithItsFormat() {
    NdView view = NdView.allocate(Format.parse("3s"), 2);
    for (Pair pair : PAIRS) {
      for (Call call : List.of(pair.get, pair.set)) {
        assertThatThrownBy(() -> call.of(view, 0, 0)).hasMessageContaining("2 indices");
        assertThatThrownBy(() -> call.of(view, 2)).isInstanceOf(IndexOutOfBoundsException.class);
      }
      assertThatThrownBy(() -> pair.set.of(view.toReadOnly(), 0))
          .isInstanceOf(ReadOnlyBufferException.class);
    }
  }

  @Test
  @SuppressWarnings("restricted")
  void textOfMoreThanAJavaArrayIsRefusedAsText() {
    long most = 1L << 33;
    Format format = Format.parse(most + "s");
    MemorySegment none = MemorySegment.ofAddress(1L << 12).reinterpret(most);
    NdView view = NdView.of(none, format, Layout.contiguous(Order.C, most, 1));
    assertThat(refusal(() -> view.getInt(0)))
        .isEqualTo(refusal(() -> view.setInt(1, 0)))
        .contains("are no numbers");
  }
}
