package org.ndview.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Texts as a terminal shows them. */
class TextsTest {
  @ParameterizedTest
  @CsvSource({
    "abc, 3",
    // e with an accent of its own, and with one that follows it
    "\u00e9, 1",
    "e\u0301, 1",
    // Han, kana, Hangul, and Latin letters as wide as these
    "\u91cd\u307f, 4",
    "\ud55c\uae00, 4",
    "\uff21, 2",
    // kana of half the width
    "\uff76, 1",
    // beyond the characters of 16 bits: Han and a picture
    "\ud840\udc00, 2",
    "\ud83d\ude00, 2",
    // Greek and Cyrillic
    "\u03b1\u0416, 2"
  })
  void wideCharactersTakeTwoColumnsAndAccentsNone(String text, int columns) {
    assertThat(Texts.columns(text)).isEqualTo(columns);
  }

  @ParameterizedTest
  @CsvSource({
    "a\\e[31mb, a\\u001b[31mb",
    // the direction is turned, and turned back
    "exe\u202egnp, exe\\u202egnp",
    "a\u2066b\u2069, a\\u2066b\\u2069",
    // a line ends, as with a line feed
    "a\u2028b, a\\u2028b",
    // half of a character
    "a\ud83d, a\\ud83d",
    // beyond 16 bits: a tag, which no one sees
    "a\udb40\udc41, a\\ue0041",
    // words of Persian, and a picture of two
    "\u0645\u06cc\u200c\u0631, \u0645\u06cc\u200c\u0631",
    "\ud83d\udc68\u200d\ud83d\udc69, \ud83d\udc68\u200d\ud83d\udc69"
  })
  void whatTerminalsObeyIsWrittenOut(String text, String shown) {
    assertThat(Texts.plain(text.replace("\\e", "\u001b"))).isEqualTo(shown);
  }

  @Test
  void columnsOfATableStandBelowEachOther() {
    List<List<String>> rows =
        List.of(
            List.of("name", "bytes"),
            List.of("\u91cd\u307f", "8"),
            List.of("e\u0301", "16"),
            List.of("weights", "128"));
    assertThat(Texts.table(rows, 1).lines())
        .containsExactly(
            "name     bytes", // 7 columns, 2 between, 5 columns
            "\u91cd\u307f         8",
            "e\u0301           16",
            "weights    128");
  }
}
