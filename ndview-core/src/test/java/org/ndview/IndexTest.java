package org.ndview;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IndexTest {

  @Test
  void parseReadsNumPysBasicIndexing() {
    assertThat(Index.parse("1:10:2, ..., ::-1, newaxis, -3, None, :, 4:, :-5, +6:7"))
        .containsExactly(
            Index.range(1, 10, 2),
            Index.ellipsis(),
            Index.step(-1),
            Index.newAxis(),
            Index.at(-3),
            Index.newAxis(),
            Index.all(),
            Index.from(4),
            Index.to(-5),
            Index.range(6, 7));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\t\n"})
  void noTextIsNoIndex(String text) {
    assertThat(Index.parse(text)).isEmpty();
    Layout layout = Layout.contiguous(Order.C, 1, 2, 3);
    assertThat(layout.slice(text)).isEqualTo(layout);
  }

  @Test
  void blanksAndACommaAtTheEndAreAllowed() {
    assertThat(Index.parse("  1 :2: 3 ,4,  ")).containsExactly(Index.range(1, 2, 3), Index.at(4));
    assertThat(Index.parse("::")).containsExactly(Index.all());
  }

  @Test
  void aTextSeenBeforeIsTheSameIndexAsWhenItWasNew() {
    // more texts than are kept, of the lengths around the longest that is
    for (int round = 0; round < 2; round++) {
      for (int i = 0; i < 1000; i++) {
        String text = " ".repeat(i % 70) + i + ":" + 2 * i + ":" + (i + 1);
        assertThat(Index.parse(text)).containsExactly(Index.range(i, 2L * i, i + 1L));
      }
      // texts of one hash
      assertThat(Index.parse("1:2")).containsExactly(Index.range(1, 2));
      assertThatThrownBy(() -> Index.parse("Aa")).hasMessageContaining("\"Aa\"");
      assertThatThrownBy(() -> Index.parse("BB")).hasMessageContaining("\"BB\"");
    }
  }

  @Test
  void hugeNumbersAreClampedToLong() {
    String huge = "99999999999999999999999";
    assertThat(Index.parse("-" + huge + ":" + huge + ":-" + huge + "," + huge))
        .containsExactly(
            Index.range(Long.MIN_VALUE, Long.MAX_VALUE, Long.MIN_VALUE), Index.at(Long.MAX_VALUE));
    Layout layout = Layout.contiguous(Order.C, 1, 5);
    assertThat(layout.slice("-" + huge + ":" + huge)).isEqualTo(layout);
    assertThat(layout.slice(huge + "::-" + huge).shape()).containsExactly(1);
    assertThat(layout.slice(huge + "::-" + huge).offset()).isEqualTo(4);
    assertThat(layout.slice("::" + huge).shape()).containsExactly(1);
    assertThatThrownBy(() -> layout.slice(huge)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> layout.slice("-" + huge))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1:x | 2 | expected ','",
        "x | 0 | expected an integer, a slice, '...' or 'newaxis'",
        "1, , 2 | 3 | expected an integer, a slice, '...' or 'newaxis'",
        "',' | 0 | expected an integer, a slice, '...' or 'newaxis'",
        "1 2 | 2 | expected ','",
        "1:2:3:4 | 5 | expected ','",
        "... ... | 4 | expected ','",
        "- 1 | 0 | expected an integer, a slice, '...' or 'newaxis'",
        "1.5 | 1 | expected ','",
        ".. | 0 | expected an integer, a slice, '...' or 'newaxis'",
        "newaxes | 0 | expected an integer, a slice, '...' or 'newaxis'",
        "٣ | 0 | expected an integer, a slice, '...' or 'newaxis'",
        "1_000 | 1 | expected ','",
        "1:2: 0 | 5 | slice step cannot be zero"
      })
  void badTextIsRefusedWithItsPlace(String text, int place, String expected) {
    assertThatThrownBy(() -> Index.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("index \"" + text + "\" at " + place + ": " + expected);
  }

  @Test
  void aStepOfZeroIsRefused() {
    assertThatThrownBy(() -> Index.step(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("slice step cannot be zero");
    assertThatThrownBy(() -> Index.range(1, 2, 0)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void toStringParsesBack() {
    List<Index> index =
        List.of(
            Index.at(-3),
            Index.range(1, -2),
            Index.range(1, 2, -3),
            Index.from(2),
            Index.to(2),
            Index.step(2),
            Index.all(),
            Index.ellipsis(),
            Index.newAxis());
    String text = String.join(", ", index.stream().map(Object::toString).toList());
    assertThat(text).isEqualTo("-3, 1:-2, 1:2:-3, 2:, :2, ::2, :, ..., newaxis");
    assertThat(Index.parse(text)).isEqualTo(index);
  }
}
