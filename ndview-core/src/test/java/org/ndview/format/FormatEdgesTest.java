package org.ndview.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The first and the last that a rule of formats holds for, and the first beyond. */
class FormatEdgesTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ZA | Z makes complex numbers of e, f, d or g, not of A",
        "ZZ | not of Z",
        "Za | not of a",
        "Zz | not of z",
        "Z | Z is a pointer only after one of < > = !; a complex number is Zf or Zd",
        "<Z@ | ",
        "[a][b] | [b]",
        "[a][b]} | the size of this type is not known; write it as [name;size], at index 3",
        "[] | a type's name in brackets is plain ASCII, and not empty",
        "[;3] | a type's name in brackets is plain ASCII, and not empty",
      })
  void theErrorNamesTheRule(String text, String words) {
    assertThatThrownBy(() -> Format.parse(text, 5))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining(words == null ? "" : words);
  }

  @Test
  void aTildeIsAsciiAndWhatFollowsItIsNot() {
    assertThatThrownBy(() -> Format.parse("~")).hasMessageNotContaining("outside ASCII");
    assertThatThrownBy(() -> Format.parse("\u007f")).hasMessageContaining("outside ASCII");
    assertThatThrownBy(() -> Format.parse("z"))
        .hasMessageContaining("z is a pointer only after one of < > = !")
        .hasMessageNotContaining("complex");
  }

  @Test
  void everySpaceOfStructSeparatesItems() {
    for (char c = '\t'; c <= '\r'; c++) {
      assertThat(Format.parse("i" + c + "h")).isEqualTo(Format.parse("ih"));
    }
    for (char c : new char[] {'\t' - 1, '\r' + 1}) {
      assertThatThrownBy(() -> Format.parse("i" + c + "h")).isInstanceOf(FormatException.class);
    }
    assertThat(Format.parse("(2) i")).isEqualTo(Format.parse("(2)i"));
    assertThat(Format.parse("& i")).isEqualTo(Format.parse("&i"));
  }

  @Test
  void namesHoldWhatTheirSyntaxLeaves() {
    assertThat(Names.fault(":")).isEqualTo("a field's name cannot hold ':'");
    assertThat(Names.fault("a\0")).isEqualTo("a field's name cannot hold NUL");
    assertThat(Names.fault(";~\u007f\u0001 ")).isNull();
    assertThat(Names.isTypeName(" ~")).isTrue();
    for (String name : List.of("", "\u001f", "\u007f", "a[", "]", ";")) {
      assertThat(Names.isTypeName(name)).as(name).isFalse();
    }
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "1, 1", "7, 1", "8, 1", "9, 2", "15, 2", "16, 2", "17, 3", "64, 8"})
  void bitsTakeTheBytesThatHoldThem(long bits, long bytes) {
    assertThat(new Bits(bits, Mark.NATIVE).itemsize()).isEqualTo(bytes);
  }

  @ParameterizedTest
  @CsvSource({"1, b, B", "2, h, H", "4, i, I", "8, q, Q"})
  void integersAreFoundByTheirSize(long size, String signed, String unsigned) {
    assertThat(ScalarType.integer(true, size).code()).isEqualTo(signed);
    assertThat(ScalarType.integer(false, size).code()).isEqualTo(unsigned);
  }

  @Test
  void textIsAsLongAsItsBytesCanBeCounted() {
    for (char code : new char[] {'s', 'p', 'u', 'w'}) {
      long unit = new Text(code, 1, Mark.NATIVE).itemsize();
      long most = Long.MAX_VALUE / unit;
      assertThat(new Text(code, most, Mark.NATIVE).itemsize()).isEqualTo(most * unit);
      if (unit > 1) {
        assertThatIllegalArgumentException()
            .isThrownBy(() -> new Text(code, most + 1, Mark.NATIVE))
            .withMessageContaining("" + (most + 1));
      }
      assertThat(new Text(code, 0, Mark.NATIVE).itemsize()).isZero();
      assertThatIllegalArgumentException().isThrownBy(() -> new Text(code, -1, Mark.NATIVE));
    }
  }

  @Test
  void pointersAndFunctionsNestAsDeepAsTheTextOfFormats() {
    Format pointer = Format.parse("i");
    Format argument = Format.parse("i");
    Format result = Format.parse("i");
    for (int depth = 0; depth < Sizes.MAX_DEPTH; depth++) {
      pointer = new Pointer(pointer, Mark.NATIVE);
      argument =
          new FunctionPointer(Sequence.of(List.of(Field.of(null, argument))), null, Mark.NATIVE);
      result = new FunctionPointer(Sequence.of(List.of()), result, Mark.NATIVE);
    }
    for (Format deep : List.of(pointer, argument, result)) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new Pointer(deep, Mark.NATIVE))
          .withMessage("nested deeper than 100");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new FunctionPointer(Sequence.of(List.of()), deep, Mark.NATIVE))
          .withMessage("nested deeper than 100");
      assertThatIllegalArgumentException()
          .isThrownBy(() ->
              new FunctionPointer(Sequence.of(List.of(Field.of(null, deep))), null, Mark.NATIVE))
          .withMessage("nested deeper than 100");
    }
  }

  @Test
  void opaqueItemsDifferByCodeSizeAndMark() {
    Opaque one = Opaque.of("[a]", 3, Mark.LITTLE);
    assertThat(one)
        .isEqualTo(Opaque.of("[a]", 3, Mark.LITTLE))
        .hasSameHashCodeAs(Opaque.of("[a]", 3, Mark.LITTLE));
    assertThat(one)
        .isNotEqualTo(Opaque.of("[b]", 3, Mark.LITTLE))
        .isNotEqualTo(Opaque.of("[a]", 4, Mark.LITTLE))
        .isNotEqualTo(Opaque.of("[a]", 3, Mark.BIG));
    Set<Integer> hashes = new HashSet<>();
    for (int size = 0; size < 100; size++) {
      for (String code : List.of("[a]", "[b]", "[c]")) {
        hashes.add(Opaque.of(code, size, Mark.LITTLE).hashCode());
      }
    }
    assertThat(hashes).hasSizeGreaterThan(130);
  }

  @ParameterizedTest
  @CsvSource({
    // the exporter's itemsize says that a wchar_t was meant by u
    "u, 4, w",
    "3u, 12, 3w",
    "3u, 13, 3u7x",
    "3u, 11, 3u5x",
    "3u, 6, 3u",
    "3w, 24, 3w12x",
    "3s, 6, 3s3x",
    "2h, 8, 2h4x",
    "x, 4, 4x",
    "'', 4, 4x"
  })
  void anItemsizeIsFilledUp(String text, long itemsize, String expected) {
    // not from the cache
    assertThat(FormatParser.parse(text, itemsize)).isEqualTo(Format.parse(expected));
    assertThat(Format.parse(text, itemsize).itemsize()).isEqualTo(itemsize);
  }

  @ParameterizedTest
  @CsvSource({
    "<8t, >8t, true",
    "<9t, >9t, false",
    "<9t, <9t, true",
    "P, @P, true",
    "P, ^P, true",
    "<P, >P, false",
    "g, ^g, true",
    "<g, >g, false",
    "Zg, ^Zg, true",
    "<Zg, >Zg, false",
    "P, Q, false",
    "g, 2d, false",
    "&i, &i, true",
    "<&i, >&i, false",
    "T{b:a:g:b:}, T{b:a:15xg:b:}, true",
    "(2)(3)h, '(2,3)h', true",
    "<B, >B, true",
    "<H, >H, false"
  })
  void formatsAreEquivalentThatMeanTheSameHere(String a, String b, boolean same) {
    assertThat(Format.parse(a).isEquivalentTo(Format.parse(b))).isEqualTo(same);
    assertThat(Format.parse(b).isEquivalentTo(Format.parse(a))).isEqualTo(same);
  }

  @Test
  void whatMeansNothingElsewhereHasNoCanonicalFormat() {
    for (String text : List.of("P", "g", "Zg", "O", "&i", "X{}", "<P", "2g", "T{P:a:}")) {
      assertThatThrownBy(() -> Format.parse(text).canonical())
          .as(text)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("has no meaning on another machine");
    }
    assertThat(Format.parse("8t").canonical()).isEqualTo(Format.parse("<8t").canonical());
    assertThat(Format.parse("<[a;1]").canonical()).isEqualTo(Format.parse(">[a;1]").canonical());
    assertThat(Format.parse("<[a;2]").canonical()).isNotEqualTo(Format.parse(">[a;2]").canonical());
  }

  @Test
  void aPictureKeepsPairsWholeAtBothEdges() {
    String pair = "\ud83d\ude00";
    for (int shift = 0; shift < 2; shift++) {
      String text = "i:" + pair.repeat(60) + ":" + "i".repeat(shift) + "~:" + pair.repeat(60) + ":";
      assertThatThrownBy(() -> Format.parse(text))
          .isInstanceOf(FormatException.class)
          .satisfies(e -> {
            String picture = e.getMessage().substring(e.getMessage().indexOf('\n') + 1);
            String line = picture.substring(0, picture.indexOf('\n'));
            assertThat(line).doesNotContain("\\u").startsWith("..." + pair).endsWith(pair + "...");
          });
    }
  }

  @ParameterizedTest(name = "{0} before, {1} behind")
  @CsvSource({
    // so many chars on either side, and whether the text is cut there
    "0, 36, false, false",
    "36, 1, false, false",
    "37, 36, true, false",
    "36, 37, false, true",
    "37, 37, true, true",
    "0, 0, false, false"
  })
  void aPictureSaysWhereTheTextIsCut(int before, int behind, boolean cut, boolean cutBehind) {
    String text = "a".repeat(before) + "b".repeat(behind);
    String left = (cut ? "..." : "") + "a".repeat(Math.min(36, before));
    String right = "b".repeat(Math.min(36, behind)) + (cutBehind ? "..." : "");
    assertThat(new FormatException("x", text, before))
        .hasMessage(
            "x, at index %d\n%s%s\n%s^".formatted(before, left, right, " ".repeat(left.length())));
  }

  /** A pair that a cut would divide stays whole; halves that are no pair are not joined. */
  @Test
  void aPictureIsNotCutWithinAPair() {
    String pair = "\ud83d\ude00";
    String a = "a".repeat(35);
    assertThat(new FormatException("x", pair + a, 37))
        .hasMessage("x, at index 37\n" + pair + a + "\n" + " ".repeat(36) + "^");
    assertThat(new FormatException("x", a + pair, 0))
        .hasMessage("x, at index 0\n" + a + pair + "\n^");
    assertThat(new FormatException("x", "\ude00\ud83d" + a, 37).getMessage())
        .contains("\n...\\ud83d" + a + "\n");
    assertThat(new FormatException("x", a + "\ude00\ud83d", 0).getMessage())
        .contains("\n" + a + "\\ude00...\n");
  }
}
