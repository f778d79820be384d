package org.ndview.json;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.ndview.Layout;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.exc.MismatchedInputException;

/**
 * Reads the document token by token, strictly whatever the mapper's settings are: no key twice,
 * none unknown, no number of another kind. What is derived from the rest is checked against it.
 */
final class MetadataReader extends ValueDeserializer<ViewMetadata> {
  private static final List<String> REQUIRED =
      List.of("ndview", "format", "itemsize", "shape", "strides", "offset", "nbytes");
  private static final int MOST_TEXT = 65536;
  private static final int MOST_DIMS = 64;

  @Override
  public ViewMetadata deserialize(JsonParser json, DeserializationContext context) {
    return new Document(json).read();
  }

  private static final class Document {
    private final JsonParser json;
    private final Map<String, Object> values = new HashMap<>();

    Document(JsonParser json) {
      this.json = json;
    }

    ViewMetadata read() {
      members(this::member);
      for (String key : REQUIRED) {
        if (!values.containsKey(key)) {
          throw wrong("the key \"" + key + "\" is missing");
        }
      }
      try {
        ViewMetadata metadata = build();
        verify(metadata);
        return metadata;
      } catch (DatabindException e) {
        throw e;
      } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
        throw wrong(e.getMessage(), e);
      }
    }

    private ViewMetadata build() {
      List<Long> shape = longs("shape");
      List<Long> strides = longs("strides");
      long itemsize = number("itemsize");
      long offset = number("offset");
      long extent =
          values.containsKey("extent")
              ? number("extent")
              : extent(itemsize, offset, shape, strides);
      return new ViewMetadata(
          (String) values.get("format"),
          itemsize,
          shape,
          strides,
          offset,
          number("nbytes"),
          extent,
          values.get("readonly") == Boolean.TRUE,
          (DataReference) values.get("data"));
    }

    private static long extent(long itemsize, long offset, List<Long> shape, List<Long> strides) {
      return Layout.of(itemsize, offset, ViewMetadata.array(shape), ViewMetadata.array(strides))
          .high();
    }

    /** What the document tells beside the numbers must follow from them. */
    private void verify(ViewMetadata metadata) {
      Layout layout = metadata.layout();
      verify("byteorder", metadata.byteorder());
      verify("c", layout.isCContiguous());
      verify("f", layout.isFContiguous());
      DataReference data = metadata.data();
      if (data != null && data.length() != null && data.length() < metadata.extent()) {
        throw wrong("data has " + data.length() + " bytes, the items span " + metadata.extent());
      }
    }

    private void verify(String key, Object derived) {
      if (values.containsKey(key) && !derived.equals(values.get(key))) {
        throw wrong(
            "\""
                + key
                + "\" is "
                + values.get(key)
                + ", but format, shape and strides make it "
                + derived);
      }
    }

    private long number(String key) {
      return (Long) values.get(key);
    }

    @SuppressWarnings("unchecked")
    private List<Long> longs(String key) {
      return (List<Long>) values.get(key);
    }

    private void member(String key) {
      switch (key) {
        case "ndview" -> {
          long version = integer(0);
          if (version != ViewMetadata.VERSION) {
            throw wrong(
                "this is version "
                    + version
                    + " of the document, and version "
                    + ViewMetadata.VERSION
                    + " is what can be read");
          }
          values.put(key, version);
        }
        case "format" -> values.put(key, text());
        case "itemsize", "offset", "nbytes", "extent" -> values.put(key, integer(0));
        case "shape" -> values.put(key, integers(0));
        case "strides" -> values.put(key, integers(Long.MIN_VALUE));
        case "readonly" -> values.put(key, bool());
        case "byteorder" -> values.put(key, text());
        case "contiguous" ->
            members(which -> {
              switch (which) {
                case "c", "f" -> values.put(which, bool());
                default -> throw unknown(which);
              }
            });
        case "suboffsets" -> {
          if (json.currentToken() != JsonToken.VALUE_NULL) {
            throw wrong("suboffsets are null in a document that can be read back");
          }
        }
        case "indirect" ->
            throw wrong(
                "documents with pointers (\"indirect\") cannot be read; write a copy() of the view");
        // for Python's eyes: the format says the same
        case "numpy" -> json.skipChildren();
        case "data" -> values.put(key, data());
        default -> throw unknown(key);
      }
    }

    private DataReference data() {
      Map<String, Object> parts = new HashMap<>();
      members(key -> {
        switch (key) {
          case "uri", "base64", "sha256" -> parts.put(key, text());
          case "offset", "length" -> parts.put(key, integer(0));
          default -> throw unknown(key);
        }
      });
      try {
        return new DataReference(
            (String) parts.get("uri"),
            (Long) parts.getOrDefault("offset", 0L),
            (Long) parts.get("length"),
            (String) parts.get("base64"),
            (String) parts.get("sha256"));
      } catch (IllegalArgumentException e) {
        throw wrong(e.getMessage(), e);
      }
    }

    /** The members of an object; the parser stands at a value when one is read. */
    private void members(Consumer<String> member) {
      if (json.currentToken() != JsonToken.START_OBJECT) {
        throw expected("an object");
      }
      Set<String> seen = new HashSet<>();
      while (json.nextToken() != JsonToken.END_OBJECT) {
        String key = json.currentName();
        if (!seen.add(key)) {
          throw wrong("the key \"" + key + "\" stands twice");
        }
        json.nextToken();
        member.accept(key);
      }
    }

    private List<Long> integers(long min) {
      if (json.currentToken() != JsonToken.START_ARRAY) {
        throw expected("an array of integers");
      }
      List<Long> numbers = new ArrayList<>();
      while (json.nextToken() != JsonToken.END_ARRAY) {
        if (numbers.size() == MOST_DIMS) {
          throw wrong("there are more than " + MOST_DIMS + " dimensions");
        }
        numbers.add(integer(min));
      }
      return numbers;
    }

    private long integer(long min) {
      if (json.currentToken() != JsonToken.VALUE_NUMBER_INT) {
        throw expected(min == 0 ? "an integer from 0" : "an integer");
      }
      if (json.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
        throw wrong("the number " + json.getString() + " does not fit 64 bits");
      }
      long number = json.getLongValue();
      if (number < min) {
        throw expected("an integer from 0");
      }
      return number;
    }

    private String text() {
      if (json.currentToken() != JsonToken.VALUE_STRING) {
        throw expected("a string");
      }
      if (json.getStringLength() > MOST_TEXT && "format".equals(json.currentName())) {
        throw wrong("the format is longer than " + MOST_TEXT + " characters");
      }
      return json.getString();
    }

    private boolean bool() {
      return switch (json.currentToken()) {
        case VALUE_TRUE -> true;
        case VALUE_FALSE -> false;
        default -> throw expected("true or false");
      };
    }

    private MismatchedInputException expected(String what) {
      return wrong("expected " + what + ", found " + found());
    }

    private String found() {
      return switch (json.currentToken()) {
        case START_OBJECT -> "an object";
        case START_ARRAY -> "an array";
        case VALUE_STRING -> "the string \"" + json.getString() + "\"";
        case null -> "the end";
        default -> json.getString();
      };
    }

    private MismatchedInputException unknown(String key) {
      return wrong("the key \"" + key + "\" is unknown");
    }

    private MismatchedInputException wrong(String message) {
      return wrong(message, null);
    }

    private MismatchedInputException wrong(String message, @Nullable Throwable cause) {
      String path = json.streamReadContext().pathAsPointer().toString();
      String place = path.isEmpty() ? "view metadata: " : "view metadata at " + path + ": ";
      MismatchedInputException e =
          MismatchedInputException.from(json, ViewMetadata.class, place + message);
      if (cause != null) {
        e.initCause(cause);
      }
      return e;
    }
  }
}
