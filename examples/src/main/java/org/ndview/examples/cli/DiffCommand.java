package org.ndview.examples.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;
import org.ndview.Index;
import org.ndview.NdView;
import org.ndview.format.Scalar;
import org.ndview.format.ScalarType;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Compares two files: names, shapes and values. Formats may differ. */
@Command(
    name = "diff",
    mixinStandardHelpOptions = true,
    description = "The first difference of two files; the exit code is 1 if there is one.")
final class DiffCommand extends FileCommand {
  @Parameters(index = "0", paramLabel = "A", description = "A file.")
  private Path file;

  @Parameters(index = "1", paramLabel = "B", description = "Another.")
  private Path other;

  @Option(
      names = "--rtol",
      defaultValue = "0",
      description = "Numbers are the same if |a - b| <= atol + rtol * |b|,")
  private double rtol;

  @Option(names = "--atol", defaultValue = "0", description = "as in NumPy's allclose.")
  private double atol;

  @Option(names = "--equal-nan", description = "NaN is the same as NaN.")
  private boolean equalNan;

  @Option(names = "--json", description = "One JSON document.")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    Closeness close = new Closeness(rtol, atol, equalNan);
    Map<String, Object> found;
    try (Opened a = source.open(file);
        Opened b = source.open(other)) {
      found = first(a, b, close);
    }
    if (json) {
      println(JsonText.of(found == null ? Map.of("equal", true) : found));
    } else if (found != null) {
      println(Texts.plain(found.get("text").toString()));
    }
    return found == null ? NdViewCommand.FINE : NdViewCommand.DIFFERENCE;
  }

  private @Nullable Map<String, Object> first(Opened a, Opened b, Closeness close)
      throws IOException {
    if (source.name() != null || (a.names().size() == 1 && b.names().size() == 1)) {
      return differ("", view(a), view(b), close);
    }
    Set<String> names = new LinkedHashSet<>(a.names());
    names.addAll(b.names());
    for (String name : names) {
      if (!a.names().contains(name) || !b.names().contains(name)) {
        Path has = a.names().contains(name) ? file : other;
        String what = name.isEmpty() ? "an array without a name" : '"' + name + '"';
        return difference("name", "only %s has %s".formatted(has, what), "name", name);
      }
      Map<String, Object> found = differ(name, a.view(name), b.view(name), close);
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  private NdView view(Opened opened) throws IOException {
    return opened.view(opened.named() ? source.name() : null);
  }

  private @Nullable Map<String, Object> differ(String name, NdView a, NdView b, Closeness close) {
    String where = name.isEmpty() ? "" : name + ": ";
    if (!Arrays.equals(a.shape(), b.shape())) {
      String shapes =
          "%sthe shapes are %s and %s"
              .formatted(where, Arrays.toString(a.shape()), Arrays.toString(b.shape()));
      return difference("shape", shapes, "a", list(a.shape()), "b", list(b.shape()));
    }
    BiPredicate<NdView, NdView> same = exact(a, b) ? NdView::contentEquals : close;
    long[] index;
    try (Moving moving = new Moving(name.isEmpty() ? String.valueOf(file.getFileName()) : name)) {
      index = Difference.first(a, b, moving, same).orElse(null);
    }
    if (index == null) {
      return null;
    }
    Object x = item(a, index);
    Object y = item(b, index);
    String text =
        "%sfirst difference at %s: %s and %s".formatted(where, Arrays.toString(index), x, y);
    return difference("value", text, "index", list(index), "a", x, "b", y);
  }

  /** The value of an item, or its bytes where it has none. */
  private static Object item(NdView view, long[] index) {
    try {
      return view.get(index);
    } catch (UnsupportedOperationException _) {
      return "0x" + HexFormat.of().formatHex(view.slice(at(index)).toBytes());
    }
  }

  private static Index[] at(long[] index) {
    return Arrays.stream(index).mapToObj(Index::at).toArray(Index[]::new);
  }

  /** Tolerances of 0 need no doubles, which have not all integers. */
  private boolean exact(NdView a, NdView b) {
    return rtol == 0 && atol == 0 && !(equalNan && mayBeNan(a) && mayBeNan(b));
  }

  private static boolean mayBeNan(NdView view) {
    return view.format() instanceof Scalar scalar
        && (scalar.type().kind() == ScalarType.Kind.FLOAT
            || scalar.type().kind() == ScalarType.Kind.COMPLEX);
  }

  private static List<Long> list(long[] numbers) {
    return Arrays.stream(numbers).boxed().toList();
  }

  private static Map<String, Object> difference(
      String kind, String text, Object... namesAndValues) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("equal", false);
    all.put("difference", kind);
    all.put("text", text);
    for (int i = 0; i < namesAndValues.length; i += 2) {
      all.put(namesAndValues[i].toString(), namesAndValues[i + 1]);
    }
    return all;
  }
}
