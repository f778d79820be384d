package org.ndview.examples.cli;

import java.io.IOException;
import java.nio.file.Path;
import org.ndview.NdView;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Prints items. */
@Command(
    name = "head",
    mixinStandardHelpOptions = true,
    description = "The items at an index, as NumPy prints them: summarised when there are many.")
final class HeadCommand extends FileCommand {
  private static final long MOST_JSON = 1_000_000;

  @Parameters(index = "0", paramLabel = "FILE", description = "The file.")
  private Path file;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "INDEX",
      defaultValue = "...",
      description = "The index in NumPy's syntax, such as '0, :5, ::-1'; all items without.")
  private String index;

  @Option(names = "--json", description = "The items as JSON arrays, all of them.")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    try (Opened opened = source.open(file)) {
      NdView part = opened.view(source.name()).slice(index);
      if (json && part.size() > MOST_JSON) {
        throw new IllegalArgumentException(
            "%d items are more than the %d that JSON is made of: give a narrower index"
                .formatted(part.size(), MOST_JSON));
      }
      println(json ? JsonText.of(part.toList()) : part.toString());
    }
    return NdViewCommand.FINE;
  }
}
