package org.ndview.hostile;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.ndview.NdView;
import org.ndview.Scaling;
import org.ndview.Statistics;
import org.ndview.json.NdViewJackson2Module;
import org.ndview.json.NdViewModule;
import org.ndview.json.ViewDataException;
import org.ndview.json.ViewMetadata;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Documents of views, statistics and scalings, alone and by the modules for Jackson 3 and 2. */
final class JsonTargets {
  static final List<String> TOKENS =
      List.of(
          "{",
          "}",
          "[",
          "]",
          ",",
          ":",
          "\"",
          "null",
          "true",
          "1",
          "-1",
          "\"<i\"",
          "\"(2)T{}\"",
          "\"a.bin\"",
          "\"../a.bin\"",
          "\"shape\":[0],",
          "\"strides\":[0],",
          "\"data\":{\"uri\":\"a.bin\"},",
          "1e400",
          "\"NaN\"",
          "\"base64\":\"AAAA\"",
          "\\ud800",
          "\\u0000",
          "\"offset\":0,",
          "\"nbytes\":0,");

  private static final List<Class<? extends Throwable>> JACKSON = List.of(JacksonException.class);

  private JsonTargets() {}

  static List<Target> all() {
    JsonMapper mapper = JsonMapper.builder().addModule(new NdViewModule()).build();
    Path folder = folder();
    JsonMapper files =
        JsonMapper.builder().addModule(new NdViewModule().withFolder(folder)).build();
    com.fasterxml.jackson.databind.ObjectMapper two =
        com.fasterxml.jackson.databind.json.JsonMapper.builder()
            .addModule(new NdViewJackson2Module())
            .build();
    List<Class<? extends Throwable>> both =
        List.of(JacksonException.class, ViewDataException.class);
    return List.of(
        document("documents", both, 12_000, text -> ViewMetadata.parse(text).open()),
        document("documents", both, 2_000, text -> ViewMetadata.parse(text).open(folder)),
        document("documents", JACKSON, 3_000, text -> mapper.readValue(text, NdView.class)),
        document("documents", JACKSON, 1_000, text -> files.readValue(text, NdView.class)),
        document(
            "documents",
            List.of(com.fasterxml.jackson.core.JsonProcessingException.class),
            2_000,
            text -> two.readValue(text, NdView.class)),
        numbers("statistics", mapper, Statistics.class),
        numbers("scalings", mapper, Scaling.class));
  }

  private static Path folder() {
    try {
      Path folder = Files.createTempDirectory("hostile");
      Path file = Files.write(folder.resolve("a.bin"), new byte[128]);
      file.toFile().deleteOnExit();
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Opens a document. */
  @FunctionalInterface
  private interface Opening {
    NdView open(String text) throws Exception;
  }

  private static Target document(
      String name, List<Class<? extends Throwable>> refusals, int inputs, Opening opening) {
    return Target.ofText(
        name,
        TOKENS,
        refusals,
        2048,
        inputs,
        text -> {
          NdView view = opening.open(text);
          return new Target.Value(() -> Use.of(view), view::close);
        });
  }

  private static <T> Target numbers(String name, JsonMapper mapper, Class<T> type) {
    return Target.ofText(
        name,
        TOKENS,
        JACKSON,
        2048,
        4_000,
        text -> {
          T value = mapper.readValue(text, type);
          return Target.Value.of(() -> {
            String _ = String.valueOf(value);
            if (value != null
                && !mapper.readValue(mapper.writeValueAsString(value), type).equals(value)) {
              throw new AssertionError("written and read it is another: " + value);
            }
          });
        });
  }
}
