package org.ndview.examples.cli;

import java.io.StringWriter;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.ndview.Complex;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonWriteFeature;

/** Values as JSON. NaN and infinities are strings, complex numbers pairs, structs arrays. */
final class JsonText {
  /** ASCII alone: not every standard output writes all characters. */
  private static final JsonFactory FACTORY =
      JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

  private JsonText() {}

  /** {@return a document of one line} */
  static String of(@Nullable Object value) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
      write(json, value);
    }
    return text.toString();
  }

  private static void write(JsonGenerator json, @Nullable Object value) {
    switch (value) {
      case null -> json.writeNull();
      case Map<?, ?> map -> {
        json.writeStartObject();
        map.forEach((name, member) -> {
          json.writeName(name.toString());
          write(json, member);
        });
        json.writeEndObject();
      }
      case List<?> list -> array(json, list);
      case Complex complex -> array(json, List.of(complex.re(), complex.im()));
      case Boolean truth -> json.writeBoolean(truth);
      case Double number -> json.writeNumber(number);
      case Float number -> json.writeNumber(number);
      case BigInteger number -> json.writeNumber(number);
      case Byte number -> json.writeNumber(number);
      case Short number -> json.writeNumber(number);
      case Integer number -> json.writeNumber(number);
      case Long number -> json.writeNumber(number);
      case byte[] bytes -> json.writeString(new String(bytes, StandardCharsets.ISO_8859_1));
      default -> json.writeString(value.toString());
    }
  }

  private static void array(JsonGenerator json, List<?> list) {
    json.writeStartArray();
    list.forEach(item -> write(json, item));
    json.writeEndArray();
  }
}
