package org.ndview.examples.cli;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.ndview.NdView;
import org.ndview.format.Format;
import org.ndview.image.ReadOptions;
import picocli.CommandLine.Option;

/** The options that say what raw files are, and what of a file is meant. */
final class Source {
  @Option(
      names = "--format",
      completionCandidates = Candidates.Formats.class,
      paramLabel = "FORMAT",
      description = "The files are raw items of this format: a name of NumPy or PEP 3118's.")
  private @Nullable Format format;

  @Option(
      names = "--shape",
      paramLabel = "N",
      split = ",",
      description = "The shape of raw items, in C order; one dimension of all without.")
  private long @Nullable [] shape;

  @Option(
      names = "--offset",
      paramLabel = "BYTES",
      description = "Where the first raw item begins, in bytes.")
  private @Nullable Long offset;

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "The array of an .npz or safetensors file.")
  private @Nullable String name;

  @Option(
      names = "--field",
      paramLabel = "FIELD",
      description = "The field of structs that is meant; a.b is b of the structs in a.")
  private @Nullable String field;

  @Option(
      names = "--view",
      completionCandidates = Candidates.Formats.class,
      paramLabel = "FORMAT",
      description = "The bytes of the items as another format, as NumPy's a.view(dtype).")
  private @Nullable Format view;

  @Option(
      names = "--dates-as-integers",
      description = "NumPy's dates are read as integers of 64 bits.")
  private boolean dates;

  @Option(
      names = "--max-pixels",
      paramLabel = "N",
      description = "How many pixels an image may have; 2^28 without.")
  private long maxPixels = ReadOptions.MAX_PIXELS;

  /** {@return the array that is meant, or null for the only one} */
  @Nullable String name() {
    return name;
  }

  /**
   * {@return a file}
   *
   * @throws IOException if it cannot be read, or is damaged
   * @throws IllegalArgumentException if it is not what the options say
   */
  Opened open(Path file) throws IOException {
    if (format == null && (shape != null || offset != null)) {
      throw new IllegalArgumentException("--shape and --offset are for raw items: add --format");
    }
    RawBytes raw = format == null ? null : new RawBytes(format, shape, offset == null ? 0 : offset);
    boolean whole = field == null && view == null;
    return Opened.open(file, new Reading(raw, dates, maxPixels, whole, this::part));
  }

  private NdView part(NdView array) {
    NdView part = array;
    if (field != null) {
      for (String step : field.split("\\.", -1)) {
        part = part.field(step);
      }
    }
    return view == null ? part : part.viewAs(view);
  }
}
