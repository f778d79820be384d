import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Fills the templates of the kernels of the Vector API: those that move or compare items once for
 * each width of items, those that convert integers once for each type of at most 32 bits.
 */
public final class GenerateVectors {
  /** Arguments: the folder of the templates, and the root of the sources to write. */
  public static void main(String[] args) throws IOException {
    Path templates = Path.of(args[0]);
    Path folder = Path.of(args[1], "org", "ndview", "internal", "vector");
    Template pixels = Template.of(templates.resolve("VectorPixels.java.template"));
    Template search = Template.of(templates.resolve("VectorSearch.java.template"));
    Template turns = Template.of(templates.resolve("VectorTurns.java.template"));
    for (Items items : Items.values()) {
      for (int channels = 2; channels <= 4; channels++) {
        String name = "VectorPixels" + channels + "x" + items.bits;
        pixels.write(folder.resolve(name + ".java"), items.pixels(channels));
      }
      search.write(folder.resolve("VectorSearch" + items.bits + ".java"), items.holes());
      turns.write(folder.resolve("VectorTurns" + items.bits + ".java"), items.turns());
    }
    turns.write(folder.resolve("VectorQuads16.java"), quads(Items.SHORT, "SPECIES_64"));
    turns.write(folder.resolve("VectorQuads32.java"), quads(Items.INT, "SPECIES_128"));
    Template ints = Template.of(templates.resolve("VectorInts.java.template"));
    for (int bits = 8; bits <= 32; bits *= 2) {
      ints.write(folder.resolve("VectorInt" + bits + ".java"), integers("Int", bits));
      ints.write(folder.resolve("VectorUInt" + bits + ".java"), integers("UInt", bits));
    }
    ints.write(folder.resolve("VectorBool.java"), truth());
  }

  /** Blocks of four rows and columns. */
  private static Map<String, String> quads(Items items, String block) {
    Map<String, String> values = items.turns();
    values.put("name", "Quads" + items.bits);
    values.put("block", block);
    values.remove("lanes8");
    values.put("lanes4", "");
    return values;
  }

  /** The items of a width, whatever they mean, and the vectors of them. */
  private enum Items {
    // bytes and shorts do not cross the halves of a wider vector at once
    BYTE("Byte", Byte.SIZE, "Byte", "SPECIES_128", "SPECIES_64", "SPECIES_128"),
    SHORT("Short", Short.SIZE, "Short", "SPECIES_128", "SPECIES_128", "SPECIES_128"),
    INT("Int", Integer.SIZE, "Integer", "SPECIES_PREFERRED", "SPECIES_256", "SPECIES_256"),
    LONG("Long", Long.SIZE, "Long", "SPECIES_PREFERRED", "SPECIES_256", "SPECIES_256");

    private final String lanes;
    private final int bits;
    private final String box;
    private final String pixels;
    private final String block;
    private final String line;

    /** With the vectors of pixels, of blocks that are turned, and of lines that are reversed. */
    Items(String lanes, int bits, String box, String pixels, String block, String line) {
      this.lanes = lanes;
      this.bits = bits;
      this.box = box;
      this.pixels = pixels;
      this.block = block;
      this.line = line;
    }

    /** Of pixels of so many items. */
    Map<String, String> pixels(int channels) {
      Map<String, String> values = holes();
      values.put("channels", Integer.toString(channels));
      values.put("others", list(1, channels, "|", ""));
      values.put("parameters", list(0, channels, ", ", lanes + "Vector v"));
      values.put("arguments", list(0, channels, ", ", "v"));
      values.put(channels == 4 ? "turned" : "blended", "");
      return values;
    }

    /** Of blocks that are turned: bytes have faster shuffles than shorts, two for each. */
    Map<String, String> turns() {
      Map<String, String> values = holes();
      values.put("lanes", this == SHORT ? "2" : "1");
      if (this == SHORT) {
        values.put("Box", BYTE.box);
        values.put("Vector", "ByteVector");
      }
      return values;
    }

    Map<String, String> holes() {
      String type = lanes.toLowerCase(Locale.ROOT);
      Map<String, String> values = widths(bits);
      values.put("Box", box);
      values.put("name", "Turns" + bits);
      values.put("Vector", lanes + "Vector");
      values.put("Lanes", lanes);
      values.put("type", type);
      values.put("TYPE", lanes.toUpperCase(Locale.ROOT));
      values.put("unaligned", this == BYTE ? "" : "_UNALIGNED");
      values.put("cast", this == LONG ? "" : "(" + type + ") ");
      values.put("pixels", pixels);
      values.put("block", block);
      values.put("line", line);
      // what sections are asked for by
      values.put(this == LONG ? "lanes4" : "lanes8", "");
      if (this == INT || this == LONG) {
        values.put("sums", "");
      }
      return values;
    }
  }

  private static String list(int from, int to, String separator, String text) {
    return IntStream.range(from, to).mapToObj(k -> text + k).collect(Collectors.joining(separator));
  }

  private static Map<String, String> integers(String type, int bits) {
    boolean signed = type.equals("Int");
    Map<String, String> values = widths(bits);
    values.put("name", type + bits);
    values.put("signed", Boolean.toString(signed));
    values.put("extend", signed ? "" : "ZERO_EXTEND_");
    values.put("half", signed ? "halfOfBytes" : "halfOfUnsignedBytes");
    values.put("shorts", bits < Integer.SIZE ? "TWICE" : "COUNT");
    values.put("truth", "");
    values.put("truthOfInts", "");
    values.put("long", signed || bits < Integer.SIZE ? "" : "ZERO_EXTEND_");
    // what sections are asked for by
    values.put("bits" + bits, "");
    values.put((type + bits).toLowerCase(Locale.ROOT), "");
    return values;
  }

  /** Bytes that are true unless they are 0. */
  private static Map<String, String> truth() {
    Map<String, String> values = integers("UInt", Byte.SIZE);
    values.put("name", "Bool");
    values.put("truth", ".lanewise(VectorOperators.UMIN, (byte) 1)");
    values.put("truthOfInts", ".min(1)");
    return values;
  }

  private static Map<String, String> widths(int bits) {
    Map<String, String> values = new HashMap<>();
    values.put("bits", Integer.toString(bits));
    values.put("bytes", Integer.toString(bits / Byte.SIZE));
    return values;
  }
}
