package org.ndview.json;

import java.util.function.Function;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.exc.MismatchedInputException;

/** Reads a document for Jackson 3, and says what is wrong with it as a mapper does. */
final class DocumentDeserializer<T> extends ValueDeserializer<T> {
  private final Class<T> type;
  private final Function<JsonParser, T> reader;

  /**
   * Makes one.
   *
   * @param type what is read
   * @param reader reads it from a parser that stands at its document
   */
  DocumentDeserializer(Class<T> type, Function<JsonParser, T> reader) {
    this.type = type;
    this.reader = reader;
  }

  @Override
  public T deserialize(JsonParser json, DeserializationContext context) {
    try {
      return reader.apply(json);
    } catch (DocumentException e) {
      throw mismatch(json, e.getOriginalMessage(), e);
    } catch (IllegalArgumentException e) {
      throw mismatch(json, type.getSimpleName() + ": " + e.getMessage(), e);
    }
  }

  private MismatchedInputException mismatch(JsonParser json, String message, Throwable cause) {
    MismatchedInputException mismatch = MismatchedInputException.from(json, type, message);
    mismatch.initCause(cause);
    return mismatch;
  }
}
