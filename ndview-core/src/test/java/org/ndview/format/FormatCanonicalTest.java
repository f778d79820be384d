package org.ndview.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@EnabledIf("org.ndview.format.Platforms#lp64LittleEndian")
class FormatCanonicalTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "i | <i",
        "l | <q",
        "=l | <i",
        "^L | <Q",
        "n | <q",
        "N | <Q",
        "F | <Zf",
        "D | <Zd",
        "!d | >d",
        "b | b",
        "<b | b",
        ">?c | ?c",
        "3s | 3s",
        "<3s | 3s",
        "2w | <2w",
        ">2u | >2u",
        "T{bi} | T{b3x<i}",
        "T{ib} | T{<ib3x}",
        "ib | <ib",
        "bi | b3x<i",
        "ix | <ix",
        "ib0i | <ib3x",
        "xx | 2x",
        "x2x | 3x",
        "ii | <2i",
        "i2ii | <4i",
        "ihh | <i2h",
        "@ | ''",
        "T{xxi} | T{4x<i}",
        "T{b:a:=i:b:>h:c:} | T{b:a:<i:b:>h:c:}",
        "T{3h} | T{(3)<h}",
        "(2)T{dB} | (2)T{<dB7x}",
        "bT{i} | b3xT{<i}",
        "T{>i:a:b:b:T{b:x:}:c:} | T{>i:a:b:b:T{b:x:}:c:}",
        "[bfloat16] | <[bfloat16]",
        ">[float8_e5m2] | [float8_e5m2]",
        ">[foo;3] | >[foo;3]",
        "[bytes;3] | [bytes;3]",
        "4t | 4t",
        ">9t | >9t",
        "9t | <9t",
        "i0i | <i0x",
        "0x | 0x",
        "2x:raw: | 2x:raw:",
        "T{0xi} | T{<i}",
        "i:a: | <i:a:",
        "T{b(2)xi} | T{b3x<i}",
      })
  void canonicalText(String text, String canonical) {
    assertThat(Format.parse(text).canonical()).hasToString(canonical);
    assertThat(Format.parse(canonical).canonical()).isEqualTo(Format.parse(canonical));
  }

  @ParameterizedTest
  @CsvSource({"P", "O", "&i", "X{}", "<z", "<Z", "g", "Zg", "<G", "T{iT{(2)P}}"})
  void machineDependentCodesAreRefusedByName(String text) {
    String code =
        text.contains("z") || text.contains("<Z") ? "&" : text.replaceAll("[^PO&XgZG]", "");
    assertThatThrownBy(() -> Format.parse(text).canonical())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(code)
        .hasMessageContaining("no meaning on another machine");
  }
}
