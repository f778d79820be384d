import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * A source with named holes, in the manner of the JDK's X-Buffer.java.template.
 *
 * <ul>
 *   <li>{@code $name$}: the value of that name
 *   <li>{@code #if[name]}, {@code #if[!name]} to {@code #end}: these lines only if there is such a
 *       value, or only if there is none
 *   <li>{@code #for[name=a|b|c]} to {@code #end}: these lines once for each of the values, which
 *       may have holes, or, of {@code <n}, for each number from 0 below n; the name in capitals has
 *       the value in capitals, and the name with a capital has the value with one
 * </ul>
 *
 * A directive has a line of its own. A hole without a value, and a directive without its end, are
 * errors.
 */
final class Template {
  private static final Pattern HOLE = Pattern.compile("\\$(\\w+)\\$");
  private static final Pattern IF = Pattern.compile("#if\\[(!?)(\\w+)]");
  private static final Pattern FOR = Pattern.compile("#for\\[(\\w+)=([^]]+)]");

  private final List<String> lines;
  private int next;

  Template(List<String> lines) {
    this.lines = lines;
  }

  static Template of(Path file) throws IOException {
    return new Template(Files.readAllLines(file));
  }

  /** Writes the text, with its holes filled, to a file. */
  void write(Path file, Map<String, String> values) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, fill(values));
  }

  /** {@return the text with its holes filled} */
  String fill(Map<String, String> values) {
    StringBuilder out = new StringBuilder();
    next = 0;
    block(values, true, out);
    if (next < lines.size()) {
      throw fault("an #end too many");
    }
    return out.toString();
  }

  /** The lines up to an {@code #end} that is not of one of them, or to the end of the text. */
  private void block(Map<String, String> values, boolean wanted, StringBuilder out) {
    for (; next < lines.size() && !lines.get(next).strip().equals("#end"); next++) {
      String line = lines.get(next);
      Matcher condition = IF.matcher(line.strip());
      Matcher loop = FOR.matcher(line.strip());
      if (condition.matches()) {
        boolean holds = values.containsKey(condition.group(2)) == condition.group(1).isEmpty();
        inner(values, wanted && holds, out);
      } else if (loop.matches()) {
        int begin = next;
        for (String value : values(filled(loop.group(2), values))) {
          next = begin;
          Map<String, String> more = new HashMap<>(values);
          more.put(loop.group(1), value);
          more.put(loop.group(1).toUpperCase(Locale.ROOT), value.toUpperCase(Locale.ROOT));
          more.put(capital(loop.group(1)), capital(value));
          inner(more, wanted, out);
        }
      } else if (line.strip().startsWith("#")) {
        throw fault("unknown directive");
      } else if (wanted) {
        out.append(filled(line, values)).append('\n');
      }
    }
  }

  private static String[] values(String list) {
    return list.startsWith("<")
        ? IntStream.range(0, Integer.parseInt(list.substring(1)))
            .mapToObj(Integer::toString)
            .toArray(String[]::new)
        : list.split("\\|");
  }

  private String filled(String line, Map<String, String> values) {
    return HOLE.matcher(line).replaceAll(hole -> value(values, hole.group(1)));
  }

  private static String capital(String name) {
    return name.isEmpty() ? "" : Character.toUpperCase(name.charAt(0)) + name.substring(1);
  }

  private void inner(Map<String, String> values, boolean wanted, StringBuilder out) {
    int begin = next++;
    block(values, wanted, out);
    if (next == lines.size()) {
      next = begin;
      throw fault("no #end");
    }
  }

  private String value(Map<String, String> values, String name) {
    String value = values.get(name);
    if (value == null) {
      throw fault("no value for $" + name + "$");
    }
    return Matcher.quoteReplacement(value);
  }

  private IllegalArgumentException fault(String what) {
    return new IllegalArgumentException(
        "line %d of the template: %s: %s".formatted(next + 1, what, lines.get(next).strip()));
  }
}
