package org.ndview.examples.cli;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say what raw files are, and which array of a file is meant. */
final class Source {
  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "The files are raw items of this format: a name of NumPy or PEP 3118's.")
  private @Nullable String format;

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
    if (format != null) {
      return Opened.raw(file, format, shape, offset == null ? 0 : offset);
    }
    if (shape != null || offset != null) {
      throw new IllegalArgumentException("--shape and --offset are for raw items: add --format");
    }
    return Opened.open(file);
  }
}
