package org.ndview.json;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/** The mapper behind {@link ViewMetadata#toJson} and {@link ViewMetadata#parse}. */
final class JsonDocuments {
  // base64 may be as long as a String: the text that is read is there already
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder().maxStringLength(Integer.MAX_VALUE).build())
          .build();
  private static final JsonMapper MAPPER =
      JsonMapper.builder(FACTORY)
          .addModule(new NdViewModule())
          .addModule(
              new SimpleModule("documents to open")
                  .addDeserializer(MetadataReader.Openable.class, new OpenableReader()))
          .build();

  private JsonDocuments() {}

  static String write(ViewMetadata metadata) {
    return MAPPER.writeValueAsString(metadata);
  }

  static ViewMetadata read(String json) {
    // a mark that a file may begin with, which Jackson passes over in bytes alone
    String text = json.startsWith("\ufeff") ? json.substring(1) : json;
    return checked(MAPPER.readValue(text, ViewMetadata.class));
  }

  static ViewMetadata read(Path file, byte[] json) throws ViewDataException {
    try {
      return checked(MAPPER.readValue(json, ViewMetadata.class));
    } catch (JacksonException e) {
      throw ViewDataException.in(file, e, e.getOriginalMessage(), "");
    }
  }

  /** The document, with its base64 decoded. */
  static MetadataReader.Openable readToOpen(Path file, byte[] json) throws ViewDataException {
    try {
      return checked(MAPPER.readValue(json, MetadataReader.Openable.class));
    } catch (JacksonException e) {
      throw ViewDataException.in(file, e, e.getOriginalMessage(), "");
    }
  }

  private static final class OpenableReader extends ValueDeserializer<MetadataReader.Openable> {
    @Override
    public MetadataReader.Openable deserialize(JsonParser json, DeserializationContext context) {
      return MetadataReader.readToOpen(json);
    }
  }

  private static <T> T checked(@Nullable T document) {
    if (document == null) {
      throw MismatchedInputException.from(
          null, ViewMetadata.class, "view metadata: expected an object, found null");
    }
    return document;
  }
}
