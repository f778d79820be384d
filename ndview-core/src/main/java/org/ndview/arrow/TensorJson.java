package org.ndview.arrow;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.ndview.Layout;
import org.ndview.internal.check.BriefText;

/** The metadata of tensors as JSON, by the Jackson that Arrow brings. */
final class TensorJson {
  private static final JsonFactory JSON =
      JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private TensorJson() {}

  static String write(FixedShapeTensor tensor) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartObject();
      json.writeArrayFieldStart("shape");
      for (long length : tensor.shape()) {
        json.writeNumber(length);
      }
      json.writeEndArray();
      if (!tensor.permutation().isEmpty()) {
        json.writeArrayFieldStart("permutation");
        for (int dim : tensor.permutation()) {
          json.writeNumber(dim);
        }
        json.writeEndArray();
      }
      if (!tensor.dimNames().isEmpty()) {
        json.writeArrayFieldStart("dim_names");
        for (String name : tensor.dimNames()) {
          json.writeString(name);
        }
        json.writeEndArray();
      }
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e); // of a text, never
    }
    return text.toString();
  }

  /** Keys that the extension does not have yet are passed over. */
  static FixedShapeTensor read(String text) {
    try (JsonParser json = JSON.createParser(text)) {
      expect(json, json.nextToken(), JsonToken.START_OBJECT);
      List<Long> shape = null;
      List<Integer> permutation = List.of();
      List<String> names = List.of();
      while (json.nextToken() != JsonToken.END_OBJECT) {
        String key = json.currentName();
        JsonToken value = json.nextToken();
        switch (key) {
          case "shape" -> shape = array(json, value, TensorJson::number);
          case "permutation" -> permutation = optional(json, value, TensorJson::dimension);
          case "dim_names" -> names = optional(json, value, TensorJson::name);
          default -> json.skipChildren();
        }
      }
      JsonToken behind = json.nextToken();
      if (behind != null) {
        throw unexpected(json, behind, "the end");
      }
      if (shape == null) {
        throw new IllegalArgumentException("no shape");
      }
      return new FixedShapeTensor(shape, permutation, names);
    } catch (IOException | IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "'%s' is not what %s has as metadata: %s"
              .formatted(
                  BriefText.of(text),
                  FixedShapeTensor.NAME,
                  BriefText.of(String.valueOf(e.getMessage()))),
          e);
    }
  }

  private interface Element<T> {
    T read(JsonParser json) throws IOException;
  }

  private static <T> List<T> optional(JsonParser json, JsonToken token, Element<T> element)
      throws IOException {
    return token == JsonToken.VALUE_NULL ? List.of() : array(json, token, element);
  }

  private static <T> List<T> array(JsonParser json, JsonToken token, Element<T> element)
      throws IOException {
    expect(json, token, JsonToken.START_ARRAY);
    List<T> elements = new ArrayList<>();
    while (json.nextToken() != JsonToken.END_ARRAY) {
      elements.add(element.read(json));
      if (elements.size() > Layout.MAX_NDIM) {
        throw new IllegalArgumentException("more than " + Layout.MAX_NDIM + " dimensions");
      }
    }
    return elements;
  }

  private static long number(JsonParser json) throws IOException {
    expect(json, json.currentToken(), JsonToken.VALUE_NUMBER_INT);
    return json.getLongValue();
  }

  private static int dimension(JsonParser json) throws IOException {
    expect(json, json.currentToken(), JsonToken.VALUE_NUMBER_INT);
    return json.getIntValue();
  }

  private static String name(JsonParser json) throws IOException {
    expect(json, json.currentToken(), JsonToken.VALUE_STRING);
    return json.getText();
  }

  private static void expect(JsonParser json, @Nullable JsonToken found, JsonToken expected) {
    if (found != expected) {
      throw unexpected(json, found, expected.toString());
    }
  }

  private static IllegalArgumentException unexpected(
      JsonParser json, @Nullable JsonToken found, String expected) {
    return new IllegalArgumentException(
        "at character %d is %s, and %s was expected"
            .formatted(
                json.currentTokenLocation().getCharOffset(),
                found == null ? "the end" : found,
                expected));
  }
}
