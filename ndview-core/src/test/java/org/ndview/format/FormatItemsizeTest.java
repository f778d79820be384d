package org.ndview.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FormatItemsizeTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "i | 4 | i",
        "i | 8 | i4x",
        "T{i:a:h:b:} | 8 | T{i:a:h:b:}",
        "T{i:a:h:b:} | 16 | T{i:a:h:b:10x}",
        "T{i:a:h:b:} | 9 | T{i:a:h:b:^3x}",
        "T{<i:a:h:b:} | 8 | T{<i:a:h:b:2x}",
        "'' | 0 | ''",
        "'' | 3 | 3x",
        "ix | 8 | ix3x",
        "3x | 5 | 5x",
        "3s | 5 | 3s2x",
        "(2)i | 12 | (2)i4x",
        "<ib | 8 | <ib3x",
        "T{} | 4 | T{4x}",
        "2h | 8 | 2h4x",
        "B | 8 | B7x",
        "O | 16 | O8x",
        "[foo] | 6 | [foo;6]",
        " < [foo] | 6 | <[foo;6]",
        "[foo;2] | 6 | [foo;2]4x",
        "<u | 4 | <w",
        "<2u | 8 | <2w",
        "<u | 3 | <ux",
        "u:a: | 4 | u:a:2x",
      })
  void largerItemsizeIsPaddingAtTheEnd(String text, long itemsize, String expected) {
    Format format = Format.parse(text, itemsize);
    assertThat(format).hasToString(expected).isEqualTo(Format.parse(expected));
    assertThat(format.itemsize()).isEqualTo(itemsize);
  }

  @Test
  void smallerItemsizeLeavesBytesAndTheNumbers() {
    Opaque format = (Opaque) Format.parse("T{<i:a:<i:b:}", 4);
    assertThat(format.itemsize()).isEqualTo(4);
    assertThat(format.reason())
        .isEqualTo("the items of T{<i:a:i:b:} need 8 bytes, and its exporter has 4");
    assertThat(format).hasToString("[bytes;4]").isEqualTo(Format.parse("[bytes;4]"));
    assertThat(Format.parse("d", 0).itemsize()).isZero();
  }

  @Test
  void negativeItemsizeIsRefused() {
    assertThatThrownBy(() -> Format.parse("i", -1)).hasMessage("itemsize -1 is negative");
  }

  @Test
  void withItemsizeGrowsOnly() {
    Format format = Format.parse("T{ib}");
    assertThat(format.withItemsize(8)).isSameAs(format);
    assertThat(format.withItemsize(12).canonical()).hasToString("T{<ib7x}");
    assertThatThrownBy(() -> format.withItemsize(7))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("itemsize 7 is smaller than the 8 bytes of T{ib}");
    assertThat(Format.parse("u").withItemsize(4)).hasToString("u2x");
  }
}
