package org.ndview.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.module.SimpleModule;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.ndview.NdView;
import org.ndview.Scaling;
import org.ndview.Statistics;
import tools.jackson.core.JacksonException;

/**
 * What {@link NdViewModule} is, for Jackson 2 ({@code com.fasterxml.jackson}): an ObjectMapper that
 * has it reads and writes {@link NdView}, {@link ViewMetadata}, {@link Statistics} and {@link
 * Scaling}. {@code ObjectMapper.findAndRegisterModules()} finds it. Spring Boot 3 registers it
 * where it is a bean, and Quarkus where an {@code ObjectMapperCustomizer} does.
 *
 * <p>The documents are the same. They pass as text from one Jackson to the other, so that a view is
 * in memory once more while it is read or written. The mapper's own limit for the length of strings
 * (20 million characters unless it is raised) holds for the base64 that it reads.
 */
public final class NdViewJackson2Module extends SimpleModule {
  private static final long serialVersionUID = 1;

  /** Reads what we wrote, however long. */
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder().maxStringLength(Integer.MAX_VALUE).build())
          .build();

  private final Storage storage;
  private final transient @Nullable Path folder;

  /** Makes the module that writes views in C order, and follows no references to files. */
  public NdViewJackson2Module() {
    this(Storage.C, null);
  }

  private NdViewJackson2Module(Storage storage, @Nullable Path folder) {
    super(NdViewJackson2Module.class.getName());
    this.storage = storage;
    this.folder = folder;
    addSerializer(ViewMetadata.class, new Writer<>(ViewMetadata::toJson));
    addDeserializer(ViewMetadata.class, new Reader<>(ViewMetadata.class, ViewMetadata::parse));
    addSerializer(NdView.class, new Writer<>(view -> JsonDocuments.inline(view, storage).toJson()));
    addDeserializer(
        NdView.class, new Reader<>(NdView.class, text -> JsonDocuments.open(text, folder)));
    addSerializer(
        Statistics.class, new Writer<>(it -> JsonDocuments.write(it, StatisticsJson::write)));
    addDeserializer(
        Statistics.class,
        new Reader<>(
            Statistics.class, text -> JsonDocuments.read(text, StatisticsJson::readStatistics)));
    addSerializer(
        Scaling.class, new Writer<>(it -> JsonDocuments.write(it, StatisticsJson::write)));
    addDeserializer(
        Scaling.class,
        new Reader<>(Scaling.class, text -> JsonDocuments.read(text, StatisticsJson::readScaling)));
  }

  /**
   * {@return the module that writes views in a way}
   *
   * @param how what is written of a view: only the items, or all that the view spans
   */
  public NdViewJackson2Module withStorage(Storage how) {
    return new NdViewJackson2Module(how, folder);
  }

  /**
   * {@return the module that also reads views whose bytes are in files, as {@link
   * ViewMetadata#open(Path)} does: mapped, read-only, until the view is closed}
   *
   * @param below the folder that references are resolved in, and never leave
   */
  public NdViewJackson2Module withFolder(Path below) {
    return new NdViewJackson2Module(storage, below);
  }

  private interface Teller<T> {
    String tell(T value) throws JsonDocuments.ViewNotWritten;
  }

  private static final class Writer<T> extends JsonSerializer<T> {
    private final Teller<T> teller;

    Writer(Teller<T> teller) {
      this.teller = teller;
    }

    @Override
    public void serialize(T value, JsonGenerator json, SerializerProvider provider)
        throws IOException {
      String text;
      try {
        text = teller.tell(value);
      } catch (JsonDocuments.ViewNotWritten e) {
        throw JsonMappingException.from(json, e.getMessage(), e.getCause());
      }
      // token by token, since a generator need not write JSON
      try (JsonParser document = FACTORY.createParser(text)) {
        document.nextToken();
        json.copyCurrentStructure(document);
      }
    }
  }

  private static final class Reader<T> extends JsonDeserializer<T> {
    private final Class<T> type;
    private final Function<String, T> reader;

    Reader(Class<T> type, Function<String, T> reader) {
      this.type = type;
      this.reader = reader;
    }

    @Override
    public T deserialize(JsonParser json, DeserializationContext context) throws IOException {
      String place = json.getParsingContext().pathAsPointer().toString();
      StringWriter text = new StringWriter();
      try (JsonGenerator copy = FACTORY.createGenerator(text)) {
        copy.copyCurrentStructure(json);
      }
      try {
        return reader.apply(text.toString());
      } catch (DocumentException e) {
        throw wrong(json, DocumentException.message(place + e.pointer(), e.detail()), e);
      } catch (IllegalArgumentException e) {
        throw wrong(json, type.getSimpleName() + ": " + e.getMessage(), e);
      } catch (JacksonException e) {
        throw wrong(json, DocumentException.message(place, e.getOriginalMessage()), e);
      }
    }

    private MismatchedInputException wrong(JsonParser json, String message, Throwable cause) {
      MismatchedInputException e = MismatchedInputException.from(json, type, message);
      e.initCause(cause);
      return e;
    }
  }
}
