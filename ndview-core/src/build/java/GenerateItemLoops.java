import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Fills ItemLoop.java.template, of the benchmarks, once for each loop that is measured: each type
 * in two dimensions, doubles in one to four; read and written, by a view and by hand. Each is a
 * class of its own, since the compiler profiles per method body.
 */
public final class GenerateItemLoops {
  private static final List<String> INDICES = List.of("i", "j", "k", "l");
  private static final List<String> STEPS = List.of("i * s0", "j * s1", "k * s2", "l * s3");

  /** Arguments: the template, and the root of the sources to write. */
  public static void main(String[] args) throws IOException {
    Template template = Template.of(Path.of(args[0]));
    Path folder = Path.of(args[1], "org", "ndview", "nd4j", "peers");
    // types of less than 32 bits are read and written by what ints are, or by their own
    write(folder, template, 2, "Byte", "Int", "int", "", "(int) j & 63", "(byte) (j & 63)");
    write(folder, template, 2, "Short", "Short", "int", "_UNALIGNED", "(short) j", "(short) j");
    write(folder, template, 2, "Int", "Int", "int", "_UNALIGNED", "(int) j & 63", "(int) j & 63");
    write(folder, template, 2, "Long", "Long", "long", "_UNALIGNED", "j", "j");
    write(folder, template, 2, "Float", "Float", "float", "_UNALIGNED", "j", "j");
    for (int dims = 1; dims <= INDICES.size(); dims++) {
      String value = INDICES.get(dims - 1);
      write(folder, template, dims, "Double", "Double", "double", "_UNALIGNED", value, value);
    }
  }

  private static void write(
      Path folder,
      Template template,
      int dims,
      String type,
      String accessor,
      String sum,
      String mark,
      String value,
      String rawValue)
      throws IOException {
    String at = String.join(", ", INDICES.subList(0, dims));
    String layout = "ValueLayout.JAVA_" + type.toUpperCase(Locale.ROOT) + mark;
    String place = layout + ", start + " + String.join(" + ", STEPS.subList(0, dims));
    Map<String, String> works =
        Map.of(
            type + "Get", "sum += items.get" + accessor + "(" + at + ")",
            type + "Set", "items.set" + accessor + "(" + value + ", " + at + ")",
            "Raw" + type + "Get", "sum += memory.get(" + place + ")",
            "Raw" + type + "Set", "memory.set(" + place + ", " + rawValue + ")");
    for (Map.Entry<String, String> work : works.entrySet()) {
      String name = work.getKey() + dims;
      Map<String, String> values = new HashMap<>();
      values.put("name", name);
      values.put("type", type.toLowerCase(Locale.ROOT));
      values.put("dims", Integer.toString(dims));
      values.put("sum", sum);
      values.put("work", work.getValue());
      // what sections are asked for by
      for (int over = 1; over < dims; over++) {
        values.put("over" + over, "");
      }
      if (name.startsWith("Raw")) {
        values.put("raw", "");
      }
      template.write(folder.resolve(name + ".java"), values);
    }
  }
}
