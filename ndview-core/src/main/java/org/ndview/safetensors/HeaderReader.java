package org.ndview.safetensors;

import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.Set;
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
 */
final class HeaderReader {
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
                  .build())
          .build();

  private static final String METADATA = "__metadata__";

  private final JsonParser json;
  private final List<Map.Entry<String, SafetensorsHeader.Entry>> tensors = new ArrayList<>();
  private final SequencedMap<String, String> metadata = new LinkedHashMap<>();

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
      reader.members(true, reader::member);
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
                    entry.shape(),
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
      tensors.add(Map.entry(key, tensor()));
      return;
    }
    // MLX writes null where it has none; of a key that is repeated the last counts
    if (json.currentToken() != JsonToken.VALUE_NULL) {
      members(false, name -> metadata.put(name, text()));
    }
  }

  private SafetensorsHeader.Entry tensor() {
    Map<String, Object> values = new HashMap<>();
    members(
        false,
        key -> {
          if (values.containsKey(key)) {
            throw duplicate(key);
          }
          switch (key) {
            case "dtype" -> values.put(key, dtype());
            case "shape", "data_offsets" -> values.put(key, numbers());
            default -> json.skipChildren(); // what others say beside, as nntrainer does
          }
        });
    for (String key : List.of("dtype", "shape", "data_offsets")) {
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

  @SuppressWarnings("unchecked")
  private static List<Long> longs(@Nullable Object value) {
    return (List<Long>) Objects.requireNonNull(value);
  }

  private Dtype dtype() {
    String name = text();
    for (Dtype dtype : Dtype.values()) {
      if (dtype.name().equals(name)) {
        return dtype;
      }
    }
    throw wrong("the dtype " + quote(name) + " is unknown");
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

  private void members(boolean once, Consumer<String> member) {
    if (json.currentToken() != JsonToken.START_OBJECT) {
      throw wrong("an object was expected");
    }
    Set<String> seen = new HashSet<>();
    while (json.nextToken() != JsonToken.END_OBJECT) {
      String key = encodable(json.currentName());
      if (once && !seen.add(key)) {
        throw duplicate(key);
      }
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
