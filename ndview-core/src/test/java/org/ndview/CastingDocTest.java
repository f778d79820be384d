package org.ndview;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.ndview.testing.Python;

/** Each cell of the table of casting rules in docs/numpy.md, NumPy's by NumPy itself. */
class CastingDocTest {
  private static final String HEAD = "| value | from | to | `SAFE` |";

  /** The columns of the rules, in the order of the enum's constants. */
  private static final int RULES = 3;

  private static final int NUMPY = RULES + Casting.values().length;

  static boolean hasSameValue() {
    return Python.runs("import numpy; numpy.zeros(1).astype('f4', casting='same_value')");
  }

  static List<List<String>> rows() throws IOException {
    Path here = Path.of("docs/numpy.md");
    List<List<String>> rows = new ArrayList<>();
    boolean within = false;
    for (String line :
        Files.readAllLines(Files.exists(here) ? here : Path.of("../docs/numpy.md"))) {
      within = line.startsWith(HEAD) || (within && line.startsWith("|"));
      if (within && !line.startsWith(HEAD) && !line.startsWith("|---")) {
        rows.add(
            Arrays.stream(line.substring(1).split("\\|"))
                .map(cell -> cell.trim().replace("`", ""))
                .toList());
      }
    }
    return rows;
  }

  private static Object parsed(String text, String format) {
    return switch (format.charAt(format.length() - 1)) {
      case 'e', 'f', 'd', ']', 'g' ->
          format.startsWith("Z") ? complex(text) : (Object) Double.valueOf(text);
      default -> new BigInteger(text);
    };
  }

  private static Complex complex(String text) {
    int plus = text.indexOf('+', 1);
    return new Complex(
        Double.parseDouble(text.substring(0, plus)),
        Double.parseDouble(text.substring(plus + 1, text.length() - 1)));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void everyRuleDoesWhatTheTableSays(List<String> row) {
    NdView source = NdView.allocate(row.get(1), 1);
    source.set(parsed(row.get(0), row.get(1)), 0);
    List<String> made = new ArrayList<>();
    for (Casting rule : Casting.values()) {
      made.add(result(source, row.get(2), rule));
    }
    assertThat(made).isEqualTo(row.subList(RULES, NUMPY));
  }

  /** As NumPy writes numbers, of those that are in the table. */
  private static String text(Object item) {
    return item instanceof Number n
            && (item instanceof Float || item instanceof Double)
            && Math.rint(n.doubleValue()) == n.doubleValue()
            && Math.abs(n.doubleValue()) < 1e16
        ? n.longValue() + ".0"
        : String.valueOf(item);
  }

  private static String result(NdView source, String to, Casting rule) {
    NdView target = NdView.allocate(to, 1);
    try {
      source.convertTo(target, rule);
      return text(target.get(0));
    } catch (IllegalArgumentException e) {
      assertThat(target.toBytes()).containsOnly(0);
      return e.getMessage().contains("not allowed by the rule") ? "not allowed" : "refused";
    }
  }

  @Test
  void theTableHasRows() throws IOException {
    assertThat(rows()).hasSizeGreaterThan(20);
  }

  @Test
  @EnabledIf("hasSameValue")
  void numPyDoesWhatTheTableSays() throws Exception {
    String script =
        """
        import sys, warnings
        import numpy as np
        warnings.simplefilter("ignore")
        codes = {"?": "?", "b": "i1", "B": "u1", "h": "i2", "H": "u2", "i": "i4", "I": "u4",
                 "q": "i8", "Q": "u8", "e": "f2", "f": "f4", "d": "f8", "Zf": "c8", "Zd": "c16"}
        def shown(x):
            if isinstance(x, (bool, np.bool_)):
                return str(bool(x)).lower()
            if isinstance(x, np.complexfloating):
                return "%s+%sj" % (shown(x.real), shown(x.imag))
            if isinstance(x, np.floating):
                if abs(x) < 1e16 and x == int(x):
                    return "%d.0" % x
                return {"inf": "Infinity", "-inf": "-Infinity", "nan": "NaN"}.get(str(x), str(x))
            return str(x)
        for line in sys.stdin:
            value, a, b, rule = line.split()
            if b not in codes or a not in codes:
                print("no such format")
                continue
            item = complex(value) if a[0] == "Z" else float(value) if a in "efd" else int(value)
            try:
                print(shown(np.array([item], codes[a]).astype(codes[b], casting=rule)[0]))
            except TypeError:
                print("not allowed")
            except ValueError:
                print("refused")
        """;
    String[] rules = {"same_kind", "same_value", "unsafe"};
    List<String> questions = new ArrayList<>();
    List<String> table = new ArrayList<>();
    for (List<String> row : rows()) {
      for (int i = 0; i < rules.length; i++) {
        String cell = row.get(NUMPY + i);
        if (!cell.equals("undefined")) {
          String question = String.join(" ", row.subList(0, RULES)) + " " + rules[i];
          questions.add(question);
          table.add(question + ": " + cell);
        }
      }
    }
    List<String> answers = Python.run(List.of("-c", script), questions);
    assertThat(
            Stream.iterate(0, i -> i < answers.size(), i -> i + 1)
                .map(i -> questions.get(i) + ": " + answers.get(i)))
        .isEqualTo(table);
  }
}
