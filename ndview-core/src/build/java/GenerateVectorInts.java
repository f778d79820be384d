import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Fills VectorInts.java.template once for each type of integers of 8, 16 and 32 bits. */
public final class GenerateVectorInts {
  /** Arguments: the template, and the root of the sources to write. */
  public static void main(String[] args) throws IOException {
    Template template = new Template(Files.readAllLines(Path.of(args[0])));
    Path folder = Path.of(args[1], "org", "ndview", "internal", "vector");
    Files.createDirectories(folder);
    for (int bits = 8; bits <= 32; bits *= 2) {
      write(folder, template, "Int" + bits, bits, true);
      write(folder, template, "UInt" + bits, bits, false);
    }
  }

  private static void write(Path folder, Template template, String name, int bits, boolean signed)
      throws IOException {
    Map<String, String> values = new HashMap<>();
    values.put("name", name);
    values.put("bits", Integer.toString(bits));
    values.put("bytes", Integer.toString(bits / 8));
    values.put("signed", Boolean.toString(signed));
    values.put("extend", signed ? "" : "ZERO_EXTEND_");
    values.put("long", signed || bits < 32 ? "" : "ZERO_EXTEND_");
    // what sections are asked for by
    values.put("bits" + bits, "");
    values.put(name.toLowerCase(Locale.ROOT), "");
    Files.writeString(folder.resolve("Vector" + name + ".java"), template.fill(values));
  }
}
