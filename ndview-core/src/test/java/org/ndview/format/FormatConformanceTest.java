package org.ndview.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.condition.EnabledIf;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Every line of conformance/format.jsonl: what struct and NumPy say of a format. */
@EnabledIf("org.ndview.format.Platforms#lp64LittleEndian")
class FormatConformanceTest {
  @TestFactory
  Stream<DynamicTest> eachLineAsStructAndNumPyHaveIt() throws IOException {
    JsonMapper json = new JsonMapper();
    List<DynamicTest> tests = new ArrayList<>();
    try (InputStream in = getClass().getResourceAsStream("/conformance/format.jsonl")) {
      for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n")) {
        JsonNode row = json.readTree(line);
        String name = row.get("dialect").asString() + " " + row.get("format").asString();
        tests.add(DynamicTest.dynamicTest(name.replace('\0', '0'), () -> check(row)));
      }
    }
    assertThat(tests).hasSizeGreaterThan(500);
    return tests.stream();
  }

  private static void check(JsonNode row) {
    String text = row.get("format").asString();
    if (!row.get("valid").asBoolean()) {
      assertThatThrownBy(() -> Format.parse(text)).isInstanceOf(FormatException.class);
      return;
    }
    long itemsize = row.get("itemsize").asLong();
    Format format = Format.parse(text);
    assertThat(Format.parse(format.toString())).isEqualTo(format);
    if (row.get("dialect").asString().equals("struct")) {
      assertThat(format.itemsize()).isEqualTo(itemsize);
      return;
    }
    // NumPy pads the end of a plain sequence too, and leaves padding to the itemsize
    Format sized = Format.parse(text, itemsize);
    assertThat(sized.itemsize()).isEqualTo(itemsize);
    assertThat(sized).isNotInstanceOf(Opaque.class);
    assertThat(Format.parse(sized.toString())).isEqualTo(sized);
    checkFacts(sized, row.get("facts"));
    if (!text.contains("g")) { // a long double has no canonical format
      checkFacts(sized.canonical(), row.get("facts"));
    }
  }

  private static void checkFacts(Format format, JsonNode facts) {
    assertThat(format.itemsize()).isEqualTo(facts.get("itemsize").asLong());
    if (facts.has("fields")) {
      List<Field> fields =
          ((Compound) format).fields().stream().filter(f -> !f.isPadding()).toList();
      assertThat(fields).hasSize(facts.get("fields").size());
      for (int i = 0; i < fields.size(); i++) {
        JsonNode fact = facts.get("fields").get(i);
        Field field = fields.get(i);
        assertThat(field.offset()).isEqualTo(fact.get("offset").asLong());
        if (field.name() != null) { // NumPy invents f0, f1 for those without
          assertThat(field.name()).isEqualTo(fact.get("name").asString());
        }
        checkFacts(field.format(), fact);
      }
    } else if (facts.has("shape")) {
      List<Long> shape = new ArrayList<>();
      facts.get("shape").forEach(n -> shape.add(n.asLong()));
      SubArray array = (SubArray) format;
      assertThat(array.shape()).isEqualTo(shape);
      checkFacts(array.element(), facts.get("base"));
    } else {
      assertThat(format.itemsize()).isEqualTo(facts.get("size").asLong());
      assertThat(kind(format)).isEqualTo(facts.get("kind").asString());
      if (format instanceof Scalar scalar && scalar.itemsize() > 1) {
        boolean big = scalar.order() == ByteOrder.BIG_ENDIAN;
        assertThat(big ? "big" : "little").isEqualTo(facts.get("order").asString());
      }
    }
  }

  private static String kind(Format format) {
    return switch (format) {
      case Text t -> t.code() == 'w' ? "U" : "S";
      case Pad _ -> "V";
      case Scalar s ->
          switch (s.type().kind()) {
            case BOOL -> "b";
            case CHAR -> "S";
            case INT -> "i";
            case UINT -> "u";
            case FLOAT -> "f";
            case COMPLEX -> "c";
          };
      default -> throw new AssertionError(format);
    };
  }
}
