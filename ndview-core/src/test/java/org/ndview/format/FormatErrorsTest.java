package org.ndview.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class FormatErrorsTest {
  static Stream<Arguments> faults() {
    return Stream.of(
        fault("y", 0, "a code such as"),
        fault("i*", 1, "a code such as"),
        fault("<n", 1, "native size only"),
        fault("=N", 1, "native size only"),
        fault("3", 1, "not the end"),
        fault("<3", 2, "not the end"),
        fault("i<", 2, "not the end"),
        fault("bi@", 3, "not the end"),
        fault("T{i<}", 4, "not '}'"),
        fault("<>i", 1, "one byte-order mark"),
        fault("@ @", 2, "one byte-order mark"),
        fault("3 i", 1, "follow its count directly"),
        fault("2(3)4i", 4, "one count"),
        fault("-1i", 0, "a code such as"),
        fault("()i", 1, "a length was expected"),
        fault("(2,)i", 3, "a length was expected"),
        fault("(-1)i", 1, "a length was expected"),
        fault("(2 3)i", 3, "',' or ')'"),
        fault("(2", 2, "',' or ')'"),
        fault("(2)", 3, "not the end"),
        fault(")i", 0, "not ')'"),
        fault("T", 1, "'{' must follow T"),
        fault("T {i}", 1, "'{' must follow T"),
        fault("T{i", 3, "to close the T{ at index 0"),
        fault("iT{iT{i}", 8, "to close the T{ at index 1"),
        fault("i}", 1, "closes or continues nothing"),
        fault("T{i:a:}}i", 7, "closes or continues nothing"),
        fault("i->f", 1, "closes or continues nothing"),
        fault("T{i->f}", 3, "'}' was expected"),
        fault(":a:", 0, "a name must follow its item"),
        fault("i:a", 1, "needs a ':'"),
        fault("i::", 2, "cannot be empty"),
        fault("i:a::b:", 4, "a name must follow its item"),
        fault("i:a:h:a:", 6, "another field has this name"),
        fault("i:\n:h:\n:", 6, "another field has this name"),
        fault("i:\ud800:", 2, "surrogate"),
        fault("i\0", 1, "NUL"),
        fault("i:\0:", 2, "NUL"),
        fault("\u00e9", 0, "outside ASCII"),
        fault("i\u00a0i", 1, "outside ASCII"),
        fault("Zi", 1, "e, f, d or g, not of i"),
        fault("<ZZ", 2, "not of Z"),
        fault("Z", 0, "Z is a pointer only after"),
        fault("z", 0, "z is a pointer only after"),
        fault("G", 0, "or write Zg"),
        fault("^G", 1, "or write Zg"),
        fault("&", 1, "not the end"),
        fault("X", 1, "'{' must follow X"),
        fault("X{", 2, "to close the X{"),
        fault("X{->}", 4, "not '}'"),
        fault("X{->i i}", 6, "to close the X{"),
        fault("[foo]", 0, "[name;size]"),
        fault("[foo", 0, "needs a ']'"),
        fault("[]", 1, "in brackets"),
        fault("[;3]", 1, "in brackets"),
        fault("[a[b]]", 1, "in brackets"),
        fault("[a\u00e9;3]", 1, "in brackets"),
        fault("[foo;]", 5, "a number was expected"),
        fault("[foo;-1]", 5, "a number was expected"),
        fault("[foo;3x]", 6, "']' was expected"),
        fault("[bfloat16;3]", 0, "has a size of 2"),
        fault("99999999999999999999i", 0, "total struct size too long"),
        fault("c4611686018427387904i", 1, "total struct size too long"),
        fault("9223372036854775807Bb", 20, "total struct size too long"),
        fault("9223372036854775807u", 19, "total struct size too long"),
        fault("(4294967296,4294967296)b", 0, "total struct size too long"),
        fault("(0,4294967296,4294967296)b", 0, "total struct size too long"),
        fault("T{i9223372036854775803x}", 0, "total struct size too long"),
        fault("T{i9223372036854775800xb}", 0, "total struct size too long"),
        fault("T{9223372036854775806xi}", 22, "total struct size too long"),
        fault("9223372036854775807[e;0]2[e;0]", 24, "total struct size too long"),
        fault("(1)".repeat(65) + "i", 194, "at most 64 dimensions"),
        fault("2" + "(1)".repeat(64) + "i", 0, "at most 64 dimensions"),
        fault("T{".repeat(10_000), 200, "nested deeper than 100"),
        fault("&".repeat(10_000), 100, "nested deeper than 100"),
        fault("X{".repeat(10_000), 200, "nested deeper than 100"));
  }

  private static Arguments fault(String text, int index, String expected) {
    return Arguments.of(text, index, expected);
  }

  @ParameterizedTest
  @MethodSource("faults")
  void faultIsNamedWithItsPlace(String text, int index, String expected) {
    FormatException e = fail(text);
    assertThat(e.index()).isEqualTo(index);
    assertThat(e.format()).isEqualTo(text);
    String[] lines = e.getMessage().split("\n");
    assertThat(lines).hasSize(3);
    assertThat(lines[0]).contains(expected).endsWith(", at index " + index);
    assertThat(lines[1].length()).isLessThan(200);
    assertThat(lines[2].trim()).isEqualTo("^");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 8, 9, 10, 100})
  void aNameIsFoundAgainAmongAnyNumber(int fields) {
    StringBuilder text = new StringBuilder("T{");
    for (int i = 0; i < fields; i++) {
      text.append("b:f").append(i).append(':');
    }
    assertThat(Format.parse(text + "b:f" + fields + ":}").itemsize()).isEqualTo(fields + 1);
    for (int i : new int[] {0, fields / 2, fields - 1}) {
      FormatException e =
          catchThrowableOfType(FormatException.class, () -> Format.parse(text + "b:f" + i + ":}"));
      assertThat(e).hasMessageContaining("another field has this name");
      assertThat(e.index()).isEqualTo(text.length() + 2);
    }
  }

  @Test
  void caretStandsUnderThePlace() {
    assertThat(fail("T{i:a:*}")).hasMessageEndingWith("\nT{i:a:*}\n      ^");
    assertThat(fail("i:\n:\t*"))
        .hasMessageEndingWith("\ni:\\u000a:\\u0009*\n" + " ".repeat(15) + "^");
    assertThat(fail("i".repeat(100) + "*" + "i".repeat(100)))
        .hasMessageEndingWith(
            "\n..." + "i".repeat(36) + "*" + "i".repeat(35) + "...\n" + " ".repeat(39) + "^");
  }

  @Test
  void cutLeavesSurrogatePairsWhole() {
    String smile = "\ud83d\ude00";
    String message = fail("i:" + smile.repeat(50) + ":i**").getMessage();
    assertThat(message.split("\n")[1]).startsWith("..." + smile).endsWith("**");
    assertThat(message.chars().filter(c -> c == '\\').count()).isZero();
  }

  @Test
  void deepestNestingAllowedIsParsedAndPrinted() {
    String text = "T{".repeat(100) + "i" + "}".repeat(100);
    Format format = Format.parse(text);
    assertThat(format.itemsize()).isEqualTo(4);
    assertThat(format).hasToString(text).isEqualTo(Format.parse(text));
    assertThat(Format.parse("&".repeat(100) + "i")).hasToString("&".repeat(100) + "i");
    assertThat(format.canonical().itemsize()).isEqualTo(4);
  }

  @Test
  void unknownTypeInsideOthersNeedsItsSize() {
    for (String text : new String[] {"i[foo]", "3[foo]", "T{[foo]}", "[foo]:a:", "&[foo]"}) {
      FormatException e = catchThrowableOfType(FormatException.class, () -> Format.parse(text, 16));
      assertThat(e).as(text).hasMessageContaining("[name;size]");
      assertThat(e.index()).isEqualTo(text.indexOf('['));
    }
  }

  private static FormatException fail(String text) {
    FormatException e = catchThrowableOfType(FormatException.class, () -> Format.parse(text));
    assertThat(e).as(text).isNotNull();
    return e;
  }
}
