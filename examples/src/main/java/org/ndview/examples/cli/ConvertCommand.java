package org.ndview.examples.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
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

  @Parameters(
      index = "1",
      paramLabel = "B",
      description =
          "The new file: .npy, .npz, .safetensors, .json (with its bytes beside it) or .png.")
  private Path out;

  @Option(
      names = "--dtype",
      paramLabel = "FORMAT",
      description = "The format of the new items: a name of NumPy or PEP 3118's.")
  private @Nullable String dtype;

  @Option(
      names = "--rule",
      paramLabel = "RULE",
      defaultValue = "same_kind",
      description =
          "Which conversions are allowed: safe, same_kind, same_value, saturating, unsafe.")
  private Casting rule;

  @Option(names = "--order", description = "The order of the new items: C or F.")
  private @Nullable Order order;

  @Option(names = "--scale", defaultValue = "1", description = "Each number times this,")
  private double scale;

  @Option(names = "--shift", defaultValue = "0", description = "plus this.")
  private double shift;

  @Override
  public Integer call() throws IOException {
    Target target = Target.of(out);
    Scaling scaling = Scaling.of(scale, shift);
    Format format = dtype == null ? null : Dtypes.parse(dtype);
    List<NdView> made = new ArrayList<>();
    try (Opened opened = source.open(file)) {
      List<String> names = source.name() == null ? opened.names() : List.of(source.name());
      if (!target.many() && names.size() != 1) {
        opened.view(null);
      }
      SequencedMap<String, NdView> arrays = new LinkedHashMap<>();
      for (String name : names) {
        NdView view = opened.view(name);
        if (format != null || order != null || !scaling.equals(Scaling.none())) {
          view = convert(view, format == null ? view.format() : format, scaling);
          made.add(view);
        }
        arrays.put(name, view);
      }
      target.write(out, arrays);
    } finally {
      made.forEach(NdView::close);
    }
    return NdViewCommand.FINE;
  }

  private NdView convert(NdView view, Format format, Scaling scaling) {
    NdView made = allocate(format, view.shape());
    try {
      if (format.equals(view.format()) && scaling.equals(Scaling.none())) {
        made.assign(view);
      } else {
        view.convertTo(made, rule, scaling);
      }
      return made;
    } catch (RuntimeException e) {
      made.close();
      throw e;
    }
  }

  private NdView allocate(Format format, long[] shape) {
    if (order != Order.F) {
      return NdView.allocate(format, shape);
    }
    long[] reversed = new long[shape.length];
    for (int d = 0; d < shape.length; d++) {
      reversed[d] = shape[shape.length - 1 - d];
    }
    return NdView.allocate(format, reversed).transpose().owning();
  }
}
