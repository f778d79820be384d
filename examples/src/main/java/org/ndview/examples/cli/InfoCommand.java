package org.ndview.examples.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ndview.NdView;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Tells what is in files. A file that cannot be read is reported, and the others are listed. */
@Command(
    name = "info",
    mixinStandardHelpOptions = true,
    description = "Names, formats, shapes, orders and sizes of the arrays in files.")
final class InfoCommand extends FileCommand {
  private static final List<String> HEAD = List.of("name", "format", "order", "shape", "bytes");

  @Parameters(arity = "1..*", paramLabel = "FILE", description = "The files.")
  private List<Path> files;

  @Option(names = "--json", description = "One JSON document.")
  private boolean json;

  private boolean failed;

  @Override
  public Integer call() {
    List<Map<String, Object>> documents = new ArrayList<>();
    for (Path file : files) {
      try (Opened opened = source.open(file)) {
        Map<String, Object> document = describe(file, opened);
        documents.add(document);
        if (!json) {
          print(text(document));
        }
      } catch (IOException | RuntimeException e) {
        report(e);
      }
    }
    if (json) {
      println(JsonText.of(documents));
    }
    return failed ? NdViewCommand.FAILURE : NdViewCommand.FINE;
  }

  private void report(Exception e) {
    failed = true;
    NdViewCommand.report(spec.commandLine().getErr(), e);
  }

  private Map<String, Object> describe(Path file, Opened opened) throws IOException {
    List<Map<String, Object>> arrays = new ArrayList<>();
    if (source.name() != null) {
      arrays.add(describe(source.name(), opened.view(source.name())));
    } else {
      describeAll(opened, arrays);
    }
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("file", file.toString());
    document.put("kind", opened.kind().label);
    document.put("bytes", Files.size(file));
    document.put("arrays", arrays);
    return document;
  }

  /** An array that cannot be read is reported, and the others are listed. */
  private void describeAll(Opened opened, List<Map<String, Object>> arrays) {
    for (String name : opened.names()) {
      try {
        arrays.add(describe(name, opened.view(name)));
      } catch (IOException | RuntimeException e) {
        report(e);
      }
    }
  }

  private static Map<String, Object> describe(String name, NdView view) {
    Map<String, Object> array = new LinkedHashMap<>();
    array.put("name", name);
    array.put("format", view.format().toString());
    array.put("order", Texts.order(view));
    array.put("shape", Arrays.stream(view.shape()).boxed().toList());
    array.put("itemsize", view.itemsize());
    array.put("bytes", view.nbytes());
    return array;
  }

  private static String text(Map<String, Object> document) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(HEAD);
    for (Object array : (List<?>) document.get("arrays")) {
      Map<?, ?> values = (Map<?, ?>) array;
      String name = values.get("name").toString();
      rows.add(
          HEAD.stream()
              .map(column -> column.equals("name") && name.isEmpty() ? "-" : values.get(column))
              .map(value -> Texts.plain(value.toString()))
              .toList());
    }
    String line =
        "%s: %s, %s bytes%n"
            .formatted(
                Texts.plain(document.get("file").toString()),
                document.get("kind"),
                document.get("bytes"));
    return line + Texts.table(rows, 4);
  }
}
