package org.ndview.examples.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.ndview.NdView;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes a part of an array to another file. */
@Command(
    name = "slice",
    mixinStandardHelpOptions = true,
    description = "Writes the items at an index to a file, whose ending says what it becomes.")
final class SliceCommand extends FileCommand {
  @Parameters(index = "0", paramLabel = "FILE", description = "The file.")
  private Path file;

  @Parameters(
      index = "1",
      paramLabel = "INDEX",
      description = "The index in NumPy's syntax, such as '0, :5, ::-1'.")
  private String index;

  @Parameters(index = "2", paramLabel = "OUT", description = Target.DESCRIPTION)
  private Path out;

  @Option(names = "--json", description = "What was written, as one JSON document.")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    Target target = Target.of(out);
    try (Opened opened = source.open(file);
        Moving moving = new Moving(String.valueOf(out.getFileName()))) {
      NdView part = opened.view(source.name()).slice(index);
      String name = Objects.requireNonNullElse(source.name(), opened.names().getFirst());
      target.write(out, Map.of(name, part), moving);
      if (json) {
        println(Written.json(out));
      }
    }
    return NdViewCommand.FINE;
  }
}
