import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Fills VectorSearch.java.template once for each width of items. */
public final class GenerateVectorSearches {
  /** Arguments: the template, and the root of the sources to write. */
  public static void main(String[] args) throws IOException {
    Template template = new Template(Files.readAllLines(Path.of(args[0])));
    Path folder = Path.of(args[1], "org", "ndview", "internal", "vector");
    Files.createDirectories(folder);
    write(folder, template, 8, "Byte", "byte", "ByteVector");
    write(folder, template, 16, "Short", "short", "ShortVector");
    write(folder, template, 32, "Integer", "int", "IntVector");
    write(folder, template, 64, "Long", "long", "LongVector");
  }

  private static void write(
      Path folder, Template template, int bits, String box, String type, String vector)
      throws IOException {
    Map<String, String> values = new HashMap<>();
    values.put("bits", Integer.toString(bits));
    values.put("bytes", Integer.toString(bits / 8));
    values.put("Box", box);
    values.put("Vector", vector);
    values.put("type", type);
    values.put("cast", type.equals("long") ? "" : "(" + type + ") ");
    values.put("Lanes", vector.replace("Vector", ""));
    if (bits >= Integer.SIZE) {
      values.put("sums", "");
    }
    Files.writeString(folder.resolve("VectorSearch" + bits + ".java"), template.fill(values));
  }
}
