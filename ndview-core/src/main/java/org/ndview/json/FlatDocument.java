package org.ndview.json;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.ndview.internal.check.BriefText;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * An object of numbers, texts and lists of numbers, read strictly: no key twice, none unknown, none
 * missing. Numbers that are not finite are the texts NaN, Infinity and -Infinity.
 */
final class FlatDocument {
  private final Map<String, List<String>> lists = new HashMap<>();
  private final Map<String, String> values = new HashMap<>();

  /**
   * Reads it.
   *
   * @throws IllegalArgumentException if it is not such an object
   */
  FlatDocument(JsonParser json) {
    if (json.currentToken() != JsonToken.START_OBJECT) {
      throw new IllegalArgumentException("expected an object, found " + text(json));
    }
    while (json.nextToken() == JsonToken.PROPERTY_NAME) {
      String key = json.currentName();
      if (lists.containsKey(key) || values.containsKey(key)) {
        throw new IllegalArgumentException("duplicate key \"" + BriefText.of(key) + "\"");
      }
      if (json.nextToken() == JsonToken.START_ARRAY) {
        List<String> list = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
          list.add(value(json, key));
        }
        lists.put(key, list);
      } else {
        values.put(key, value(json, key));
      }
    }
  }

  private static String value(JsonParser json, String key) {
    JsonToken token = json.currentToken();
    if (token == null || !(token.isNumeric() || token == JsonToken.VALUE_STRING)) {
      throw new IllegalArgumentException(
          "%s: expected a number, found %s".formatted(BriefText.of(key), text(json)));
    }
    return json.getString();
  }

  private static String text(JsonParser json) {
    String text = json.getString();
    return text == null ? "nothing" : BriefText.of(text);
  }

  /** {@return a text, which is taken} */
  String take(String key) {
    return present(values.remove(key), key);
  }

  /** {@return a list of whole numbers, which is taken} */
  List<Long> takeLongs(String key) {
    return present(lists.remove(key), key).stream().map(text -> toLong(text, key)).toList();
  }

  /** {@return a list of numbers, which is taken} */
  List<Double> takeDoubles(String key) {
    return present(lists.remove(key), key).stream().map(text -> toDouble(text, key)).toList();
  }

  double takeDouble(String key) {
    return toDouble(take(key), key);
  }

  int takeInt(String key) {
    return toInt(toLong(take(key), key), key);
  }

  static int toInt(long n, String key) {
    if ((int) n != n) {
      throw new IllegalArgumentException(key + ": " + n + " is not an int");
    }
    return (int) n;
  }

  /** Refuses what nobody has taken. */
  void end() {
    lists.keySet().forEach(key -> values.put(key, ""));
    if (!values.isEmpty()) {
      throw new IllegalArgumentException(
          "unknown key " + BriefText.list(values.keySet().stream().sorted().toList()));
    }
  }

  private static <T> T present(@Nullable T value, String key) {
    if (value == null) {
      throw new IllegalArgumentException("the key \"" + key + "\" is missing, or of another kind");
    }
    return value;
  }

  private static long toLong(String text, String key) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "%s: expected a whole number, found %s".formatted(key, BriefText.of(text)), e);
    }
  }

  private static double toDouble(String text, String key) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "%s: expected a number, found %s".formatted(key, BriefText.of(text)), e);
    }
  }

  static void write(JsonGenerator json, String key, long[] numbers) {
    json.writeName(key);
    json.writeArray(numbers, 0, numbers.length);
  }

  static void write(JsonGenerator json, String key, double[] numbers) {
    json.writeName(key);
    json.writeStartArray();
    for (double number : numbers) {
      write(json, number);
    }
    json.writeEndArray();
  }

  static void write(JsonGenerator json, double number) {
    if (Double.isFinite(number)) {
      json.writeNumber(number);
    } else {
      json.writeString(String.valueOf(number));
    }
  }
}
