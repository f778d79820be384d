package org.ndview.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.condition.EnabledIf;

/** The examples of docs/format.md; the head of a table says what its rows claim. */
@EnabledIf("org.ndview.format.Platforms#lp64LittleEndian")
class FormatDocTest {
  @TestFactory
  List<DynamicTest> everyExampleHolds() throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    List<String> head = List.of();
    for (String line : Files.readAllLines(page())) {
      List<String> cells = cells(line);
      if (cells.isEmpty()) {
        head = List.of();
      } else if (head.isEmpty()) {
        head = cells;
      } else if (!line.startsWith("|---")) {
        String kind = head.getFirst() + ", " + head.get(1);
        for (String code : cells.getFirst().split(" (?=`)")) {
          tests.add(DynamicTest.dynamicTest(code + " " + line, () -> check(kind, code, cells)));
        }
      }
    }
    assertThat(tests).hasSizeGreaterThan(80);
    return tests;
  }

  private static void check(String kind, String cell, List<String> cells) {
    String text = cell.replace("`", "");
    switch (kind) {
      case "format, itemsize" ->
          assertThat(Format.parse(text).itemsize()).isEqualTo(Long.parseLong(cells.get(1)));
      case "format, exporter's itemsize" ->
          assertThat(Format.parse(text, Long.parseLong(cells.get(1))))
              .hasToString(cells.get(2).replace("`", ""));
      case "not a format, why" ->
          assertThatThrownBy(() -> Format.parse(text)).isInstanceOf(FormatException.class);
      case "code, standard" -> {
        checkSize("<" + text, cells.get(1));
        checkSize(text, cells.get(2));
      }
      case "mark, byte order" ->
          assertThat(Format.parse(text.substring(0, 1) + "bd").itemsize())
              .isEqualTo(cells.get(3).equals("none") ? 9 : 16);
      case "question, others" -> assertThat(cells).hasSize(3);
      default -> throw new AssertionError("a table that is not checked: " + kind);
    }
  }

  private static void checkSize(String text, String size) {
    if (size.equals("none")) {
      assertThatThrownBy(() -> Format.parse(text)).isInstanceOf(FormatException.class);
    } else {
      assertThat(Format.parse(text).itemsize()).isEqualTo(Long.parseLong(size));
    }
  }

  private static List<String> cells(String line) {
    if (!line.startsWith("|")) {
      return List.of();
    }
    return Arrays.stream(line.substring(1).split("\\|")).map(String::trim).toList();
  }

  /** The tests run in the module or in the root. */
  private static Path page() {
    Path here = Path.of("docs/format.md");
    return Files.exists(here) ? here : Path.of("../docs/format.md");
  }
}
