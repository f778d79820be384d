package org.ndview.examples.cli;

import java.io.IOException;
import java.nio.file.Path;
import org.ndview.NdView;
import picocli.CommandLine.Parameters;

/** The words of commands that show items: a file, and which of its items. */
final class Indexed {
  @Parameters(index = "0", paramLabel = "FILE", description = "The file.")
  private Path file;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "INDEX",
      defaultValue = "...",
      description = "The index in NumPy's syntax, such as '0, :5, ::-1'; all items without.")
  private String index;

  /**
   * {@return the file}
   *
   * @param source how it is opened
   * @throws IOException if it cannot be read, or is damaged
   */
  Opened open(Source source) throws IOException {
    return source.open(file);
  }

  /**
   * {@return the items}
   *
   * @param array the array that they are of
   */
  NdView of(NdView array) {
    return array.slice(index);
  }
}
