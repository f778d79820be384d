package org.ndview.examples.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import org.ndview.Casting;
import org.ndview.NdView;
import org.ndview.Order;
import org.ndview.Scaling;
import org.ndview.format.Format;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes the arrays of a file to another, of the same kind or another. */
@Command(
    name = "convert",
    mixinStandardHelpOptions = true,
    description = "Writes all arrays to a file, whose ending says what it becomes.")
final class ConvertCommand extends FileCommand {
  @Parameters(index = "0", paramLabel = "A", description = "The file.")
  private Path file;

  @Parameters(index = "1", paramLabel = "B", description = Target.DESCRIPTION)
  private Path out;

  @Option(
      names = "--dtype",
      completionCandidates = Candidates.Formats.class,
      paramLabel = "FORMAT",
      description = "The format of the new items: a name of NumPy or PEP 3118's.")
  private @Nullable Format dtype;

  @Option(
      names = "--rule",
      completionCandidates = Candidates.Rules.class,
      paramLabel = "RULE",
      defaultValue = "same_kind",
      description =
          "Which conversions are allowed: safe, same_kind, same_value, saturating, unsafe.")
  private Casting rule;

  @Option(
      names = "--order",
      defaultValue = "A",
      description = "The order of the new items: C, F, or that of the old, which is A.")
  private Order order;

  @Option(names = "--scale", defaultValue = "1", description = "Each number times this,")
  private double scale;

  @Option(names = "--shift", defaultValue = "0", description = "plus this.")
  private double shift;

  @Option(names = "--json", description = "What was written, as one JSON document.")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    Target target = Target.of(out);
    if (order == Order.F && !target.ordered()) {
      throw new IllegalArgumentException(
          "--order is F, and files such as %s have C order alone".formatted(out));
    }
    Conversion conversion = new Conversion(dtype, order, rule, Scaling.of(scale, shift));
    List<Made> made = new ArrayList<>();
    try (Opened opened = source.open(file);
        Moving moving = new Moving(String.valueOf(out.getFileName()))) {
      List<String> names = source.name() == null ? opened.names() : List.of(source.name());
      if (!target.many() && names.size() != 1) {
        opened.view(null);
      }
      SequencedMap<String, NdView> arrays = new LinkedHashMap<>();
      for (String name : names) {
        arrays.put(name, opened.view(name));
      }
      Target.checkFolder(out);
      if (conversion.isNone()) {
        target.write(out, arrays, moving);
      } else if (target == Target.NPY && conversion.canWrite(out, arrays.firstEntry().getValue())) {
        conversion.write(out, arrays.firstEntry().getValue(), moving);
      } else {
        for (Map.Entry<String, NdView> array : arrays.entrySet()) {
          Made converted = converted(conversion, array.getKey(), array.getValue());
          made.add(converted);
          array.setValue(converted.view());
        }
        target.write(out, arrays, moving);
      }
      if (json) {
        println(Written.json(out));
      }
    } finally {
      made.forEach(Made::close);
    }
    return NdViewCommand.FINE;
  }

  private Made converted(Conversion conversion, String name, NdView view) throws IOException {
    Path folder = Objects.requireNonNull(out.toAbsolutePath().getParent());
    try (Moving moving = new Moving(name.isEmpty() ? "convert" : name)) {
      return conversion.of(view, folder, moving);
    } catch (IllegalArgumentException | UnsupportedOperationException e) {
      throw name.isEmpty() ? e : new IllegalArgumentException(name + ": " + e.getMessage(), e);
    }
  }
}
