package org.ndview.examples.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What is in a file, as {@code info} tells it and other commands tell what they wrote. */
final class Written {
  private Written() {}

  /** {@return a file as a document, with the arrays that were found in it} */
  static Map<String, Object> document(Path file, Kind kind, List<Map<String, Object>> arrays)
      throws IOException {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("file", file.toString());
    document.put("kind", kind.label);
    document.put("bytes", Files.size(file));
    document.put("arrays", arrays);
    return document;
  }

  /** {@return a file that was written, as {@code info --json} has it} */
  static String json(Path file) throws IOException {
    try (Opened opened = Opened.open(file, Reading.PLAIN)) {
      List<Map<String, Object>> arrays = new ArrayList<>();
      for (String name : opened.names()) {
        arrays.add(opened.describe(name).document(name));
      }
      return JsonText.of(document(file, opened.kind(), arrays));
    }
  }
}
