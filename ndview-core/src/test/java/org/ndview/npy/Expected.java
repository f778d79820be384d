package org.ndview.npy;

import java.io.IOException;
import java.math.BigDecimal;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.ndview.Complex;
import org.ndview.StructValue;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What an array is that NumPy wrote: see make.py beside the files.
 *
 * @param hex its bytes in C order, empty if there are too many
 * @param items as tolist() gives them, null if there are too many
 */
record Expected(
    String name, String file, List<Long> shape, boolean fortran, String hex, JsonNode items) {

  /** A file beside make.py. */
  static Path resource(String name) {
    try {
      return Path.of(Objects.requireNonNull(Expected.class.getResource(name), name).toURI());
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
  }

  static Stream<Expected> all() throws IOException {
    JsonMapper mapper = new JsonMapper();
    return Files.readAllLines(resource("expected.jsonl")).stream()
        .map(line -> mapper.readValue(line, Expected.class));
  }

  Path path() {
    return resource(file);
  }

  /** A dtype that is another on machines with another long double. */
  boolean ofThisMachine() {
    return name.startsWith("long_");
  }

  @Override
  public String toString() {
    return name;
  }

  /** Items in one form, whichever side they come from. */
  static Object plain(Object item) {
    return switch (item) {
      case JsonNode node when node.isArray() -> node.valueStream().map(Expected::plain).toList();
      case JsonNode node when node.isObject() -> strip(node.get("hex").asString());
      case JsonNode node when node.isNumber() -> number(node.decimalValue());
      case JsonNode node when node.isBoolean() -> node.asBoolean();
      case JsonNode node -> node.asString();
      case StructValue struct -> struct.values().stream().map(Expected::plain).toList();
      case List<?> list -> list.stream().map(Expected::plain).toList();
      case Complex c -> List.of(plain(c.re()), plain(c.im()));
      case Double d when !Double.isFinite(d) -> Double.isNaN(d) ? "nan" : d > 0 ? "inf" : "-inf";
      case byte[] bytes -> strip(HexFormat.of().formatHex(bytes));
      case Number n -> number(new BigDecimal(n.toString()));
      default -> item;
    };
  }

  /** As a double, unless it is an integer that no double has. */
  private static Object number(BigDecimal n) {
    BigDecimal whole = n.stripTrailingZeros();
    return whole.scale() <= 0 && whole.precision() < 40
        ? whole.toBigInteger()
        : (Object) (float) n.doubleValue();
  }

  /** NumPy's own bytes end before the zeros at their end. */
  private static String strip(String hex) {
    return hex.replaceFirst("(00)+$", "");
  }

  static Object[] longs(long... values) {
    return Arrays.stream(values).boxed().toArray();
  }
}
