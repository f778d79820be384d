package org.ndview.json;

import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;

/** Writes documents for Jackson 3. */
final class DocumentSerializer<T> extends ValueSerializer<T> {
  /** Writes the document of a value. */
  interface Writer<T> {
    void write(T value, JsonGenerator json) throws JsonDocuments.ViewNotWritten;
  }

  private final Writer<T> writer;

  DocumentSerializer(Writer<T> writer) {
    this.writer = writer;
  }

  @Override
  public void serialize(T value, JsonGenerator json, SerializationContext context) {
    try {
      writer.write(value, json);
    } catch (JsonDocuments.ViewNotWritten e) {
      throw DatabindException.from(json, e.getMessage(), e.getCause());
    }
  }
}
