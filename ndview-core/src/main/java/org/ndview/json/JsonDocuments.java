package org.ndview.json;

import java.io.StringWriter;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.ndview.NdView;
import org.ndview.io.Progress;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/**
 * The texts behind {@link ViewMetadata#toJson} and {@link ViewMetadata#parse}. Of Jackson they need
 * the streaming part alone, which lives with any version of the others.
 */
final class JsonDocuments {
  // base64 may be as long as a String: the text that is read is there already
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder().maxStringLength(Integer.MAX_VALUE).build())
          .build();

  /** The length of a document without its base64, for most. */
  private static final int USUAL = 1024;

  private JsonDocuments() {}

  static String write(ViewMetadata metadata) {
    DataReference data = metadata.data();
    String base64 = data == null ? null : data.base64();
    int length = USUAL + (base64 == null ? 0 : base64.length());
    return write(metadata, MetadataWriter::write, length);
  }

  /** {@return the text that a writer makes of a value} */
  static <T> String write(T value, BiConsumer<T, JsonGenerator> writer) {
    return write(value, writer, USUAL);
  }

  private static <T> String write(T value, BiConsumer<T, JsonGenerator> writer, int length) {
    StringWriter text = new StringWriter(length);
    try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
      writer.accept(value, json);
    }
    return text.toString();
  }

  static ViewMetadata read(String json) {
    // a mark that a file may begin with, which Jackson passes over in bytes alone
    String text = json.startsWith("\ufeff") ? json.substring(1) : json;
    return read(text, MetadataReader::read);
  }

  /** {@return what a reader makes of a text} */
  static <T> T read(String text, Function<JsonParser, T> reader) {
    return read(FACTORY.createParser(ObjectReadContext.empty(), text), reader);
  }

  static ViewMetadata read(Path file, byte[] json) throws ViewDataException {
    return read(file, json, MetadataReader::read);
  }

  /** The document, with its base64 decoded. */
  static MetadataReader.Openable readToOpen(Path file, byte[] json) throws ViewDataException {
    return read(file, json, MetadataReader::readToOpen);
  }

  private static <T> T read(Path file, byte[] json, Function<JsonParser, T> reader)
      throws ViewDataException {
    try {
      return read(FACTORY.createParser(ObjectReadContext.empty(), json), reader);
    } catch (JacksonException e) {
      throw ViewDataException.in(file, e, e.getOriginalMessage(), "");
    }
  }

  private static <T> T read(JsonParser parser, Function<JsonParser, T> reader) {
    try (JsonParser json = parser) {
      json.nextToken();
      T document = reader.apply(json);
      if (json.nextToken() != null) {
        throw new DocumentException(json, "", "something follows the document", null);
      }
      return document;
    }
  }

  /**
   * {@return the view that a text describes}
   *
   * @param folder the folder that references are resolved in; null if none are followed
   * @throws DocumentException if it is none
   */
  static NdView open(String text, @Nullable Path folder) {
    try (JsonParser json = FACTORY.createParser(ObjectReadContext.empty(), text)) {
      json.nextToken();
      return open(json, folder);
    }
  }

  /**
   * {@return the view of the document that a parser stands at}
   *
   * @throws DocumentException if it is none
   */
  static NdView open(JsonParser json, @Nullable Path folder) {
    MetadataReader.Openable read = MetadataReader.readToOpen(json);
    try {
      return DataOpener.open(
          read.metadata(), read.decoded(), folder, MapMode.READ_ONLY, Progress.NONE);
    } catch (ViewDataException e) {
      String pointer = json.streamReadContext().pathAsPointer() + e.pointer();
      throw new DocumentException(json, pointer, e.detail(), e);
    }
  }

  /**
   * {@return the document of a view, with its bytes}
   *
   * @throws ViewNotWritten if it cannot be told
   */
  static ViewMetadata inline(NdView view, Storage storage) throws ViewNotWritten {
    try {
      return ViewMetadata.inline(view, storage);
    } catch (IllegalArgumentException
        | IllegalStateException
        | IndexOutOfBoundsException
        | UnsupportedOperationException e) {
      throw new ViewNotWritten(e);
    }
  }

  /** A view has no document: it is closed, or has pointers of this machine. */
  static final class ViewNotWritten extends Exception {
    private static final long serialVersionUID = 1;

    private ViewNotWritten(RuntimeException cause) {
      super("this view cannot be written: " + cause.getMessage(), cause);
    }
  }
}
