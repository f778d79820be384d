import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Fills StagingArray.java.template once for each type of items: StagingArray8, StagingArray16,
 * StagingArray32, StagingArray64, StagingArrayFloat and StagingArrayDouble.
 */
public final class GenerateStagingArrays {
  /** Arguments: the template, and the root of the sources to write. */
  public static void main(String[] args) throws IOException {
    Template template = Template.of(Path.of(args[0]));
    Path folder = Path.of(args[1], "org", "ndview", "internal", "bulk");
    write(folder, template, "8", 8, "byte", "Byte");
    write(folder, template, "16", 16, "short", "Short");
    write(folder, template, "32", 32, "int", "Integer");
    write(folder, template, "64", 64, "long", "Long");
    write(folder, template, "Float", 32, "float", "Float");
    write(folder, template, "Double", 64, "double", "Double");
  }

  private static void write(
      Path folder, Template template, String name, int bits, String type, String box)
      throws IOException {
    Map<String, String> values = new HashMap<>();
    values.put("name", name);
    values.put("type", type);
    values.put("Type", Character.toUpperCase(type.charAt(0)) + type.substring(1));
    values.put("TYPE", type.toUpperCase(Locale.ROOT));
    values.put("Box", box);
    values.put("bytes", Integer.toString(bits / 8));
    values.put("perLong", Integer.toString(64 / bits));
    // what sections are asked for by
    values.put(type, "");
    values.put("bits" + bits, "");
    if (type.equals("float") || type.equals("double")) {
      values.put("floating", "");
    }
    template.write(folder.resolve("StagingArray" + name + ".java"), values);
  }
}
