import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Fills VectorTurns.java.template once for each width of items. */
public final class GenerateVectorTurns {
  /** Arguments: the template, and the root of the sources to write. */
  public static void main(String[] args) throws IOException {
    Template template = new Template(Files.readAllLines(Path.of(args[0])));
    Path folder = Path.of(args[1], "org", "ndview", "internal", "vector");
    Files.createDirectories(folder);
    write(folder, template, 8, "Byte", "ByteVector", "SPECIES_64", "SPECIES_128");
    write(folder, template, 16, "Short", "ShortVector", "SPECIES_128", "SPECIES_128");
    write(folder, template, 32, "Integer", "IntVector", "SPECIES_256", "SPECIES_256");
    write(folder, template, 64, "Long", "LongVector", "SPECIES_256", "SPECIES_256");
  }

  private static void write(
      Path folder,
      Template template,
      int bits,
      String box,
      String vector,
      String species,
      String line)
      throws IOException {
    Map<String, String> values = new HashMap<>();
    values.put("bits", Integer.toString(bits));
    values.put("bytes", Integer.toString(bits / 8));
    values.put("Box", box);
    values.put("Vector", vector);
    values.put("species", species);
    values.put("lineSpecies", line);
    // what sections are asked for by
    values.put(bits < 64 ? "lanes8" : "lanes4", "");
    Files.writeString(folder.resolve("VectorTurns" + bits + ".java"), template.fill(values));
  }
}
