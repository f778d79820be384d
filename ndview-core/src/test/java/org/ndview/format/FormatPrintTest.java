package org.ndview.format;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FormatPrintTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "l",
        "i",
        "<i",
        ">i",
        "^i",
        "=i",
        "",
        "T{=d:x:>h:y:}",
        "(2,3)<f",
        "(2,3)<3s",
        "3h",
        "0i",
        "0s",
        "xx",
        "3x",
        "b3xi",
        "<b>b",
        "T{b:a:=i:b:}",
        "T{}",
        "&&<q",
        "&(2)<i",
        "X{}",
        "X{id-><f}",
        "X{i}",
        "5t",
        "[bfloat16]",
        "<[foo;3]",
        "T{2w: a b :}",
        "O",
        "<P",
        "Zf",
        "F",
        "i:a:",
        "ii0x",
        "T{i^x}",
        "(2)T{<i}@i",
      })
  void textPrintsItself(String text) {
    assertThat(Format.parse(text)).hasToString(text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "@i | i",
        "!i | >i",
        "1s | s",
        "1i | i",
        "< i | <i",
        " i  h | ih",
        "<i<i | <ii",
        "<(2, 3)f | (2,3)<f",
        "2(3)i | (2,3)i",
        "2T{i} | (2)T{i}",
        "2i:a: | (2)i:a:",
        "T{3h} | T{(3)h}",
        "<T{i} | T{<i}",
        "007i | 7i",
        "3<i | <3i",
        "<z | <&c",
        "[bfloat16;2] | [bfloat16]",
        "X{ i -> f } | X{i->f}",
        "& i | &i",
        "i :a: | i:a:",
        "@T{^i}xi | T{^i}xi",
        "T{i<T{}} | T{iT{}}",
        "<T{}i | T{}<i",
      })
  void textPrintsInOneNotation(String text, String printed) {
    assertThat(Format.parse(text)).hasToString(printed);
    assertThat(Format.parse(printed)).isEqualTo(Format.parse(text));
  }

  @Test
  void shortTextsAreCachedAndLongOnesAreNot() {
    String text = "T{i:cached:}";
    assertThat(Format.parse(text)).isSameAs(Format.parse(new String(text.toCharArray())));
    String longText = "i".repeat(FormatCache.MAX_LENGTH + 1);
    assertThat(Format.parse(longText))
        .isEqualTo(Format.parse(longText))
        .isNotSameAs(Format.parse(longText));
  }

  @Test
  void cacheTellsTextsInOneSlotApart() {
    for (int round = 0; round < 2; round++) {
      for (int n = 2; n < 2000; n++) {
        assertThat(Format.parse(n + "s")).isEqualTo(new Text('s', n, Mark.NATIVE));
      }
    }
    assertThat("Aa".hashCode()).isEqualTo("BB".hashCode());
    assertThat(Format.parse("i:Aa:")).isNotEqualTo(Format.parse("i:BB:"));
  }
}
