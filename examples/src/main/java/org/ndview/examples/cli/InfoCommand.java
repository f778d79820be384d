package org.ndview.examples.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
        List<Map<String, Object>> arrays = describe(opened);
        // of what is reported as a whole, nothing is left to list
        if (!arrays.isEmpty() || opened.names().isEmpty()) {
          documents.add(Written.document(file, opened.kind(), arrays));
          if (!json) {
            print(text(documents.getLast()));
          }
        }
      } catch (Output.Lost e) {
        throw e;
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

  private List<Map<String, Object>> describe(Opened opened) throws IOException {
    List<Map<String, Object>> arrays = new ArrayList<>();
    if (source.name() != null) {
      arrays.add(opened.describe(source.name()).document(source.name()));
    } else {
      describeAll(opened, arrays);
    }
    return arrays;
  }

  /** An array that cannot be read is reported, and the others are listed. */
  private void describeAll(Opened opened, List<Map<String, Object>> arrays) {
    for (String name : opened.names()) {
      try {
        arrays.add(opened.describe(name).document(name));
      } catch (IOException | RuntimeException e) {
        report(e);
      }
    }
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
