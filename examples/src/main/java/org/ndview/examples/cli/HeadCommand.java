package org.ndview.examples.cli;

import java.io.IOException;
import org.ndview.NdView;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Prints items. */
@Command(
    name = "head",
    mixinStandardHelpOptions = true,
    description = "The items at an index, as NumPy prints them: summarised when there are many.")
final class HeadCommand extends FileCommand {
  private static final long MOST_JSON = 1_000_000;

  @Mixin private Indexed indexed;

  @Option(names = "--json", description = "The items as JSON arrays, all of them.")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    try (Opened opened = indexed.open(source)) {
      NdView part = indexed.of(opened.view(source.name()));
      if (json && part.size() > MOST_JSON) {
        throw new IllegalArgumentException(
            "%d items are more than the %d that JSON is made of: give a narrower index"
                .formatted(part.size(), MOST_JSON));
      }
      println(json ? JsonText.of(part.toList()) : text(part));
    }
    return NdViewCommand.FINE;
  }

  /** The items as text, of which the first line is not. A view's text tells why it has none. */
  private static String text(NdView part) {
    String text = part.toString();
    String items = text.substring(text.indexOf(":\n") + 2);
    if (items.startsWith("<") && items.endsWith(">")) {
      throw new UnsupportedOperationException(items.substring(1, items.length() - 1));
    }
    return text;
  }
}
