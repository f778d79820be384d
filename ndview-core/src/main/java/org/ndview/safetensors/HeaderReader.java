package org.ndview.safetensors;

import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.ndview.Layout;
import org.ndview.internal.check.BriefText;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads the JSON of a header token by token, and checks that the tensors lie side by side from its
 * end to the file's, as the reference implementation does.
 *
 * <p>Source of the rules: what {@code safetensors} 0.8.0 reads and refuses, by serde and its
 * serde_json. Of a tensor's name that stands twice the last counts, though each must be a tensor; a
 * tensor may be an array of its three values, a dtype an object of its name; what else stands in a
 * tensor is passed over, but must be JSON whose numbers are finite.
 */
final class HeaderReader {
  /** Objects and arrays within each other. */
  private static final int DEPTH = 127;

  /** Without a table of names, which a hostile header could fill. */
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .disable(TokenStreamFactory.Feature.CANONICALIZE_PROPERTY_NAMES)
          // the header's own limit is enough: names and texts may be as long as it is
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNameLength(Safetensors.MAX_HEADER)
                  .maxStringLength(Safetensors.MAX_HEADER)
                  .maxNumberLength(Safetensors.MAX_HEADER)
                  .maxNestingDepth(DEPTH)
                  .build())
          .build();

  private static final String METADATA = "__metadata__";
  private static final List<String> KEYS = List.of("dtype", "shape", "data_offsets");

  private final JsonParser json;
  private final Map<String, SafetensorsHeader.Entry> named = new LinkedHashMap<>();
  private final SequencedMap<String, String> metadata = new LinkedHashMap<>();

  private boolean metadataSeen;

  private HeaderReader(JsonParser json) {
    this.json = json;
  }

  /**
   * Reads a header.
   *
   * @param text its JSON
   * @param data how many bytes follow it
   * @throws IllegalArgumentException if it is malformed, or does not fit the data
   */
  static SafetensorsHeader read(String text, long data) {
    try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), new StringReader(text))) {
      HeaderReader reader = new HeaderReader(json);
      json.nextToken();
      reader.members(reader::member);
      if (json.nextToken() != null) {
        throw reader.wrong("something follows the object");
      }
      return reader.checked(data);
    } catch (JacksonException e) {
      throw new IllegalArgumentException(
          "character %d of the header: %s"
              .formatted(
                  e.getLocation() == null ? -1 : e.getLocation().getCharOffset(),
                  e.getOriginalMessage()),
          e);
    }
  }

  private SafetensorsHeader checked(long data) {
    List<Map.Entry<String, SafetensorsHeader.Entry>> tensors = new ArrayList<>(named.entrySet());
    // stable: empty tensors stay as the header has them
    tensors.sort(
        Comparator.comparingLong(
                (Map.Entry<String, SafetensorsHeader.Entry> tensor) -> tensor.getValue().begin())
            .thenComparingLong(tensor -> tensor.getValue().end()));
    SequencedMap<String, SafetensorsHeader.Entry> all = new LinkedHashMap<>();
    long at = 0;
    for (var tensor : tensors) {
      String name = tensor.getKey();
      SafetensorsHeader.Entry entry = tensor.getValue();
      if (entry.begin() != at) {
        throw new IllegalArgumentException(
            "the tensor %s begins at byte %d of the data, and the one before it ends at %d"
                .formatted(quote(name), entry.begin(), at));
      }
      long nbytes;
      try {
        nbytes = Tensor.nbytes(entry.dtype(), entry.shape());
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException("the tensor " + quote(name) + ": " + e.getMessage(), e);
      }
      if (entry.end() - at != nbytes) {
        throw new IllegalArgumentException(
            "the tensor %s: %s of shape %s takes %d bytes, and its data_offsets [%d, %d] have %d"
                .formatted(
                    quote(name),
                    entry.dtype(),
                    BriefText.numbers(entry.shape()),
                    nbytes,
                    entry.begin(),
                    entry.end(),
                    entry.end() - at));
      }
      at = entry.end();
      all.put(name, entry);
    }
    if (at != data) {
      throw new IllegalArgumentException(
          "the tensors take %d bytes, and %d follow the header".formatted(at, data));
    }
    return new SafetensorsHeader(all, metadata);
  }

  private void member(String key) {
    if (!key.equals(METADATA)) {
      named.put(key, tensor());
      return;
    }
    if (metadataSeen) {
      throw duplicate(key);
    }
    metadataSeen = true;
    // MLX writes null where it has none; of a key that is repeated the last counts
    if (json.currentToken() != JsonToken.VALUE_NULL) {
      members(name -> metadata.put(name, text()));
    }
  }

  private SafetensorsHeader.Entry tensor() {
    Map<String, Object> values = new HashMap<>();
    if (json.currentToken() == JsonToken.START_ARRAY) {
      for (String key : KEYS) {
        json.nextToken();
        value(values, key);
      }
      if (json.nextToken() != JsonToken.END_ARRAY) {
        throw wrong("a tensor is a dtype, a shape and data_offsets, and nothing after them");
      }
    } else {
      members(key -> value(values, key));
    }
    for (String key : KEYS) {
      if (!values.containsKey(key)) {
        throw wrong("the key " + quote(key) + " is missing");
      }
    }
    List<Long> shape = longs(values.get("shape"));
    List<Long> offsets = longs(values.get("data_offsets"));
    if (shape.size() > Layout.MAX_NDIM) {
      throw wrong(shape.size() + " dimensions, more than " + Layout.MAX_NDIM);
    }
    if (offsets.size() != 2 || offsets.getFirst() > offsets.getLast()) {
      throw wrong("data_offsets are a begin and an end, not " + offsets);
    }
    return new SafetensorsHeader.Entry(
        (Dtype) Objects.requireNonNull(values.get("dtype")),
        shape,
        offsets.getFirst(),
        offsets.getLast());
  }

  private void value(Map<String, Object> values, String key) {
    if (values.containsKey(key)) {
      throw duplicate(key);
    }
    switch (key) {
      case "dtype" -> values.put(key, dtype());
      case "shape", "data_offsets" -> values.put(key, numbers());
      default -> skip(); // what others say beside, as nntrainer does
    }
  }

  /** Passes over a value, which must be one all the same. */
  private void skip() {
    int depth = 0;
    while (true) {
      switch (json.currentToken()) {
        case START_OBJECT, START_ARRAY -> depth++;
        case END_OBJECT, END_ARRAY -> depth--;
        case PROPERTY_NAME -> encodable(json.currentName());
        case VALUE_STRING -> text();
        case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> {
          if (Double.isInfinite(Double.parseDouble(json.getString()))) {
            throw wrong("a number out of range");
          }
        }
        case VALUE_TRUE, VALUE_FALSE, VALUE_NULL -> {}
        case null, default -> throw wrong("a value was expected");
      }
      if (depth == 0) {
        return;
      }
      json.nextToken();
    }
  }

  @SuppressWarnings("unchecked")
  private static List<Long> longs(@Nullable Object value) {
    return (List<Long>) Objects.requireNonNull(value);
  }

  private Dtype dtype() {
    String name = json.currentToken() == JsonToken.START_OBJECT ? onlyKey() : text();
    for (Dtype dtype : Dtype.values()) {
      if (dtype.name().equals(name)) {
        return dtype;
      }
    }
    throw wrong("the dtype " + quote(name) + " is unknown");
  }

  /** The key of an object that has no other, with null: serde's other spelling of a name. */
  private String onlyKey() {
    List<String> keys = new ArrayList<>();
    members(key -> {
      keys.add(key);
      if (json.currentToken() != JsonToken.VALUE_NULL || keys.size() > 1) {
        throw wrong("one name was expected, with null");
      }
    });
    if (keys.isEmpty()) {
      throw wrong("a name was expected");
    }
    return keys.getFirst();
  }

  private List<Long> numbers() {
    if (json.currentToken() != JsonToken.START_ARRAY) {
      throw wrong("an array of numbers was expected");
    }
    List<Long> numbers = new ArrayList<>();
    while (json.nextToken() != JsonToken.END_ARRAY) {
      if (json.currentToken() != JsonToken.VALUE_NUMBER_INT
          || json.getNumberType() == JsonParser.NumberType.BIG_INTEGER
          || json.getString().startsWith("-")) {
        throw wrong("an integer from 0 to 2^63-1 was expected");
      }
      numbers.add(json.getLongValue());
    }
    return numbers;
  }

  private String text() {
    if (json.currentToken() != JsonToken.VALUE_STRING) {
      throw wrong("a string was expected");
    }
    return encodable(json.getString());
  }

  private void members(Consumer<String> member) {
    if (json.currentToken() != JsonToken.START_OBJECT) {
      throw wrong("an object was expected");
    }
    while (json.nextToken() != JsonToken.END_OBJECT) {
      String key = encodable(json.currentName());
      json.nextToken();
      member.accept(key);
    }
  }

  private IllegalArgumentException duplicate(String key) {
    return wrong("the key " + quote(key) + " stands twice");
  }

  private String encodable(String text) {
    if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
      throw wrong("half of a surrogate pair");
    }
    return text;
  }

  private static String quote(String name) {
    return '"' + BriefText.of(name) + '"';
  }

  private IllegalArgumentException wrong(String message) {
    String path = json.streamReadContext().pathAsPointer().toString();
    return new IllegalArgumentException(
        "character %d of the header%s: %s"
            .formatted(
                json.currentTokenLocation().getCharOffset(),
                path.isEmpty() ? "" : ", at " + BriefText.of(path),
                message));
  }
}
