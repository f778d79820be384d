package org.ndview.hostile;

import java.util.List;
import org.ndview.Index;
import org.ndview.NdView;
import org.ndview.format.Format;
import org.ndview.format.FormatException;

/** Formats and indices. */
final class TextTargets {
  private static final List<String> FORMAT =
      List.of(
          "T{",
          "}",
          "X{",
          "->",
          "&",
          "(2)",
          "(2,3)",
          "(",
          ")",
          ":a:",
          ":",
          "<",
          ">",
          "^",
          "@",
          "=",
          "!",
          "Zd",
          "Zg",
          "Z",
          "g",
          "t",
          "7t",
          "x",
          "s",
          "p",
          "w",
          "u",
          "O",
          "P",
          "n",
          "[bfloat16]",
          "[some;3]",
          "[",
          ";",
          "]",
          "z",
          "i",
          "q",
          "0",
          "99",
          "\u0000",
          "\u00e9",
          "\ud800",
          " ",
          "\t");
  private static final List<String> INDEX =
      List.of(
          ":", "::", ",", "...", "newaxis", "None", "-", "+", "1", "0", " ", ":0", "::-1", "\u0661",
          "\u0000", "\u2003", ".", "x", "[", "\ud800");

  private TextTargets() {}

  static List<Target> all() {
    return List.of(
        Target.ofText(
            "formats", FORMAT, List.of(FormatException.class), 2048, 40_000, TextTargets::format),
        Target.ofText(
            "itemsizes", FORMAT, List.of(FormatException.class), 2048, 20_000, TextTargets::sized),
        Target.ofText(
            "indices",
            INDEX,
            List.of(
                IllegalArgumentException.class,
                IndexOutOfBoundsException.class,
                UnsupportedOperationException.class),
            512,
            30_000,
            TextTargets::index));
  }

  private static Target.Value format(String text) {
    Format format = Format.parse(text);
    return Target.Value.of(() -> {
      Use.of(format);
      if (format.itemsize() > 0 && format.itemsize() < 4096) {
        Use.of(NdView.of(new byte[(int) format.itemsize()]).cast(format));
      }
    });
  }

  /** An exporter's itemsize, then its text. */
  private static Target.Value sized(String text) {
    int space = text.indexOf(' ');
    long itemsize = Structs.number(space < 0 ? "4" : text.substring(0, space)) & Long.MAX_VALUE;
    Format format = Format.parse(text.substring(space + 1), itemsize);
    return Target.Value.of(() -> {
      if (format.itemsize() != itemsize) {
        throw new AssertionError("an itemsize of " + format.itemsize() + " for " + itemsize);
      }
      Use.of(format);
      if (itemsize > 0 && itemsize < 4096) {
        Use.of(NdView.of(new byte[(int) itemsize]).cast(format));
      }
    });
  }

  private static Target.Value index(String text) {
    NdView view = NdView.of(new int[120]).reshape(2, 3, 4, 5);
    NdView sliced = view.slice(text);
    return Target.Value.of(() -> {
      Use.of(sliced);
      if (!view.slice(Index.parse(text).toArray(new Index[0])).layout().equals(sliced.layout())) {
        throw new AssertionError("parsed, the index is another");
      }
    });
  }
}
