import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Fills StagingArray.java.template once for each type of items: StagingArray8, StagingArray16,
 * StagingArray32, StagingArray64, StagingArrayFloat and StagingArrayDouble; and so other templates.
 */
public final class GenerateByType {
  /** Arguments: the root of the sources to write, and the templates. */
  public static void main(String[] args) throws IOException {
    for (int i = 1; i < args.length; i++) {
      Path template = Path.of(args[i]);
      Path folder = Path.of(args[0], folder(template));
      write(folder, template, "8", 8, "byte", "Byte");
      write(folder, template, "16", 16, "short", "Short");
      write(folder, template, "32", 32, "int", "Integer");
      write(folder, template, "64", 64, "long", "Long");
      write(folder, template, "Float", 32, "float", "Float");
      write(folder, template, "Double", 64, "double", "Double");
    }
  }

  /** The folder of the template's package, which its first line names. */
  private static String folder(Path template) throws IOException {
    String name = Files.readAllLines(template).getFirst();
    return name.substring("package ".length(), name.indexOf(';')).replace('.', '/');
  }

  private static void write(
      Path folder, Path template, String name, int bits, String type, String box)
      throws IOException {
    String file = template.getFileName().toString();
    String base = file.substring(0, file.indexOf('.'));
    Map<String, String> values = new HashMap<>();
    values.put("name", name);
    values.put("type", type);
    values.put("Type", Character.toUpperCase(type.charAt(0)) + type.substring(1));
    values.put("TYPE", type.toUpperCase(Locale.ROOT));
    values.put("Box", box);
    values.put("bits", Integer.toString(bits));
    values.put("bytes", Integer.toString(bits / 8));
    // what steps are counted in: fields of records lie at multiples of four bytes
    values.put("unit", Integer.toString(Math.min(bits / 8, 4)));
    values.put("perLong", Integer.toString(64 / bits));
    values.put("other", type.equals("float") ? "double" : "float");
    // bytes that are bools become numbers in one pass
    values.put("truths", bits == 8 ? "byte|float|double" : "byte");
    // integers of no more bits, and of more
    String[] integers = {"byte", "short", "int", "long"};
    int own = Integer.numberOfTrailingZeros(bits / 8) + 1;
    values.put("others", String.join("|", List.of(integers).subList(0, own)));
    values.put("wider", String.join("|", List.of(integers).subList(own, integers.length)));
    // what sections are asked for by
    values.put(type, "");
    values.put("bits" + bits, "");
    if (type.equals("float") || type.equals("double")) {
      values.put("floating", "");
    } else if (bits <= 16) {
      values.put("few", "");
    }
    Template.of(template).write(folder.resolve(base + name + ".java"), values);
  }
}
