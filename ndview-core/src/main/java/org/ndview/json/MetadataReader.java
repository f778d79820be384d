package org.ndview.json;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.ndview.Layout;
import org.ndview.PointerTable;
import org.ndview.internal.check.BriefText;
import org.ndview.io.Progress;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Reads the document token by token, strictly whatever a mapper's settings are: no key twice, none
 * unknown, no number of another kind. What the numbers mean together is {@link MetadataBuilder}'s
 * to check.
 */
final class MetadataReader {
  private static final int MOST_NESTED = 64;

  private MetadataReader() {}

  static ViewMetadata read(JsonParser json) {
    return new Document(json, false).read();
  }

  /**
   * A document whose view is going to be opened.
   *
   * @param decoded what its base64 stands for; null if it has none
   */
  record Openable(ViewMetadata metadata, Base64Text.@Nullable Decoded decoded) {}

  /** Decodes the document's base64 while it is checked. */
  static Openable readToOpen(JsonParser json) {
    Document document = new Document(json, true);
    ViewMetadata metadata = document.read();
    return new Openable(metadata, document.decoded);
  }

  /** What is wrong with a part of the value that a parser is at the end of. */
  private static DocumentException wrong(
      JsonParser json, String pointer, @Nullable String message, @Nullable Throwable cause) {
    String path = json.streamReadContext().pathAsPointer() + pointer;
    return new DocumentException(json, path, String.valueOf(message), cause);
  }

  private static final class Document {
    private final JsonParser json;
    private final boolean opens;
    private Base64Text.@Nullable Decoded decoded;
    private final Map<String, Object> values = new HashMap<>();
    private @Nullable DocumentException unknown;

    Document(JsonParser json, boolean opens) {
      this.json = json;
      this.opens = opens;
    }

    ViewMetadata read() {
      members(this::member);
      if (unknown != null) {
        throw unknown;
      }
      try {
        return new MetadataBuilder(values).build();
      } catch (MetadataBuilder.Flaw e) {
        throw MetadataReader.wrong(json, e.pointer(), e.getMessage(), e.getCause());
      }
    }

    private void member(String key) {
      switch (key) {
        case "ndview" -> {
          checkVersion(integer(0));
          values.put(key, ViewMetadata.VERSION);
        }
        case "format" -> values.put(key, text());
        case "itemsize", "offset", "nbytes", "extent" -> values.put(key, integer(0));
        case "shape" -> values.put(key, integers(0, Layout.MAX_NDIM, "dimensions"));
        case "strides" -> values.put(key, integers(Long.MIN_VALUE, Layout.MAX_NDIM, "dimensions"));
        case "readonly" -> values.put(key, bool());
        case "byteorder" -> values.put(key, text());
        case "contiguous" ->
            members(which -> {
              switch (which) {
                case "c", "f" -> values.put(key + "/" + which, bool());
                default -> throw unknown(which);
              }
            });
        case "suboffsets" -> {
          if (json.currentToken() != JsonToken.VALUE_NULL) {
            throw wrong(
                "suboffsets are null in a document that can be read back; those of \"indirect\""
                    + " have a table");
          }
        }
        case "indirect" -> values.put(key, indirect());
        case "numpy" -> {
          if (json.currentToken() != JsonToken.VALUE_NULL) {
            values.put(key, nested(0));
          }
        }
        case "data" -> values.put(key, data());
        default -> {
          // a document from the future has such keys, and then its version is what is wrong
          unknown = unknown == null ? unknown(key) : unknown;
          json.skipChildren();
        }
      }
    }

    private void checkVersion(long version) {
      if (version != ViewMetadata.VERSION) {
        throw wrong(
            "this is version %d of the document, %s; version %d is what can be read"
                .formatted(
                    version,
                    version > ViewMetadata.VERSION
                        ? "written by something newer"
                        : "which there never was",
                    ViewMetadata.VERSION));
      }
    }

    private Indirect indirect() {
      Map<String, List<Long>> parts = new HashMap<>();
      members(key -> {
        switch (key) {
          case "suboffsets" -> parts.put(key, integers(-1, Layout.MAX_NDIM, "dimensions"));
          case "table" -> parts.put(key, integers(0, PointerTable.MOST, "pointers"));
          // for the reader's eye
          case "note" -> text();
          default -> throw unknown(key);
        }
      });
      for (String key : List.of("suboffsets", "table")) {
        if (!parts.containsKey(key)) {
          throw wrong("the key \"" + key + "\" is missing");
        }
      }
      try {
        return new Indirect(
            Objects.requireNonNull(parts.get("suboffsets")),
            Objects.requireNonNull(parts.get("table")));
      } catch (IllegalArgumentException e) {
        throw wrong(e.getMessage(), e);
      }
    }

    private DataReference data() {
      Map<String, Object> parts = new HashMap<>();
      members(key -> {
        switch (key) {
          case "uri", "sha256" -> parts.put(key, text());
          case "base64" -> parts.put(key, string());
          case "offset", "length" -> parts.put(key, integer(0));
          default -> throw unknown(key);
        }
      });
      String base64 = (String) parts.get("base64");
      String sha256 = (String) parts.get("sha256");
      if (opens && base64 != null) {
        decoded = decoded(base64, sha256 != null);
      }
      try {
        return new DataReference(
            (String) parts.get("uri"),
            (Long) parts.getOrDefault("offset", 0L),
            (Long) parts.get("length"),
            base64,
            sha256);
      } catch (Base64Text.Malformed e) {
        throw MetadataReader.wrong(json, "/base64", e.getMessage(), e);
      } catch (IllegalArgumentException e) {
        throw wrong(e.getMessage(), e);
      }
    }

    private static Base64Text.@Nullable Decoded decoded(String base64, boolean hashed) {
      try {
        return Base64Text.decode(base64, hashed, Progress.NONE);
      } catch (Base64Text.Malformed _) {
        return null; // the reference tells what is wrong, with other things before
      }
    }

    /** Strings, integers and arrays of such. */
    private Object nested(int depth) {
      return switch (json.currentToken()) {
        case VALUE_STRING -> text();
        case VALUE_NUMBER_INT -> integer(0);
        case START_ARRAY -> {
          if (depth == MOST_NESTED) {
            throw wrong("arrays are nested more than " + MOST_NESTED + " deep");
          }
          List<Object> parts = new ArrayList<>();
          while (json.nextToken() != JsonToken.END_ARRAY) {
            parts.add(nested(depth + 1));
          }
          yield parts;
        }
        default -> throw expected("a string, an integer or an array");
      };
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
          throw wrong("the key \"" + BriefText.of(key) + "\" stands twice");
        }
        json.nextToken();
        member.accept(key);
      }
    }

    private List<Long> integers(long min, int most, String what) {
      if (json.currentToken() != JsonToken.START_ARRAY) {
        throw expected("an array of integers");
      }
      List<Long> numbers = new ArrayList<>();
      while (json.nextToken() != JsonToken.END_ARRAY) {
        if (numbers.size() == most) {
          throw wrong("there are more than " + most + " " + what);
        }
        numbers.add(integer(min));
      }
      return numbers;
    }

    private long integer(long min) {
      String wanted = min == Long.MIN_VALUE ? "an integer" : "an integer from " + min;
      if (json.currentToken() != JsonToken.VALUE_NUMBER_INT) {
        throw expected(wanted);
      }
      if (json.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
        throw wrong("the number " + BriefText.of(json.getString()) + " does not fit 64 bits");
      }
      long number = json.getLongValue();
      if (number < min) {
        throw expected(wanted);
      }
      return number;
    }

    private String text() {
      if (json.currentToken() == JsonToken.VALUE_STRING
          && json.getStringLength() > ViewMetadata.MOST_FORMAT) {
        throw wrong("the text is longer than " + ViewMetadata.MOST_FORMAT + " characters");
      }
      String text = string();
      int lone = LoneSurrogates.first(text);
      if (lone >= 0) {
        throw wrong(
            "the text has half a character at index %d: the surrogate U+%04X alone"
                .formatted(lone, (int) text.charAt(lone)));
      }
      return text;
    }

    private String string() {
      if (json.currentToken() != JsonToken.VALUE_STRING) {
        throw expected("a string");
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

    private DocumentException expected(String what) {
      return wrong("expected " + what + ", found " + found());
    }

    private String found() {
      return switch (json.currentToken()) {
        case START_OBJECT -> "an object";
        case START_ARRAY -> "an array";
        case VALUE_STRING -> "the string \"" + BriefText.of(json.getString()) + "\"";
        case null -> "the end";
        default -> BriefText.of(json.getString());
      };
    }

    private DocumentException unknown(String key) {
      return wrong("the key \"" + BriefText.of(key) + "\" is unknown");
    }

    private DocumentException wrong(String message) {
      return wrong(message, null);
    }

    private DocumentException wrong(@Nullable String message, @Nullable Throwable cause) {
      return MetadataReader.wrong(json, "", message, cause);
    }
  }
}
