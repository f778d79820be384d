package org.ndview.format;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Random texts of the whole grammar. */
final class FormatTexts {
  private static final List<String> CODES =
      List.of(
          "?",
          "c",
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
          "e",
          "f",
          "d",
          "g",
          "Ze",
          "Zf",
          "Zd",
          "Zg",
          "F",
          "D",
          "P",
          "O",
          "s",
          "p",
          "u",
          "w",
          "x",
          "t",
          "[bfloat16]",
          "[float8_e5m2]",
          "[some type;3]",
          "X{}");

  private static final List<String> PORTABLE =
      List.of(
          "?",
          "c",
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
          "e",
          "f",
          "d",
          "Ze",
          "Zf",
          "Zd",
          "F",
          "D",
          "s",
          "p",
          "u",
          "w",
          "x",
          "t",
          "[bfloat16]",
          "[float8_e5m2]",
          "[a;3]");

  private FormatTexts() {}

  static Arbitrary<String> all() {
    return items(CODES, 3, true);
  }

  /** Only what has a canonical format. */
  static Arbitrary<String> portable() {
    return items(PORTABLE, 3, false);
  }

  private static Arbitrary<String> items(List<String> codes, int depth, boolean addresses) {
    return item(codes, depth, addresses)
        .list()
        .ofMaxSize(5)
        .map(items -> {
          StringBuilder text = new StringBuilder();
          for (int i = 0; i < items.size(); i++) {
            text.append(items.get(i).replace("#", "n" + i)); // names differ
          }
          return text.toString();
        });
  }

  private static Arbitrary<String> item(List<String> codes, int depth, boolean addresses) {
    Arbitrary<String> base = Arbitraries.of(codes);
    if (depth > 0) {
      Arbitrary<String> struct = items(codes, depth - 1, addresses).map(s -> "T{" + s + "}");
      Arbitrary<String> target = Arbitraries.of(codes).map(s -> "&" + s);
      Arbitrary<String> function =
          items(codes, depth - 1, addresses).map(s -> "X{" + s + "-> T{" + s + "}}");
      List<Arbitrary<String>> kinds =
          new ArrayList<>(List.of(base, base, base, base, struct, struct));
      if (addresses) {
        kinds.addAll(List.of(target, function));
      }
      base = Arbitraries.of(kinds).flatMap(kind -> kind);
    }
    Arbitrary<String> mark = Arbitraries.of("", "", "", "@", "^", "=", "<", ">", "!", "< ");
    Arbitrary<String> count = Arbitraries.of("", "", "", "0", "1", "2", "7");
    Arbitrary<String> shape = Arbitraries.of("", "", "", "", "(2)", "(1, 3)", "(0)", "(2)(2)");
    Arbitrary<String> name = Arbitraries.of("", "", ":#:", " :# \u00e9\ud83d\ude00 {}:", " ");
    Arbitrary<Boolean> countFirst = Arbitraries.of(true, false);
    return Combinators.combine(mark, count, shape, base, name, countFirst)
        .as((m, n, s, b, l, first) -> m + (first ? n + s : s + n) + b + l);
  }
}
