package org.ndview.examples.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import org.ndview.NdView;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Prints bytes. */
@Command(
    name = "hex",
    mixinStandardHelpOptions = true,
    description = "The bytes of the items at an index, in C order.")
final class HexCommand extends FileCommand {
  private static final int ROW = 16;

  @Parameters(index = "0", paramLabel = "FILE", description = "The file.")
  private Path file;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "INDEX",
      defaultValue = "...",
      description = "The index in NumPy's syntax; all items without.")
  private String index;

  @Option(
      names = "--limit",
      paramLabel = "BYTES",
      defaultValue = "256",
      description = "How many bytes are shown at most; ${DEFAULT-VALUE} without.")
  private int limit;

  @Override
  public Integer call() throws IOException {
    if (limit < 0) {
      throw new IllegalArgumentException("--limit is " + limit + ", less than no byte");
    }
    try (Opened opened = source.open(file)) {
      NdView part = opened.view(source.name()).slice(index);
      byte[] bytes = first(part);
      for (int at = 0; at < bytes.length; at += ROW) {
        println(row(bytes, at));
      }
      if (bytes.length < part.nbytes()) {
        println("... %d more bytes".formatted(part.nbytes() - bytes.length));
      }
    }
    return NdViewCommand.FINE;
  }

  private byte[] first(NdView part) {
    if (part.nbytes() <= limit) {
      return part.toBytes();
    }
    if (part.isCContiguous()) {
      return part.cast("B", part.nbytes()).slice(":" + limit).toBytes();
    }
    try (NdView copy = part.copy()) {
      return copy.cast("B", copy.nbytes()).slice(":" + limit).toBytes();
    }
  }

  private static String row(byte[] bytes, int at) {
    int end = Math.min(at + ROW, bytes.length);
    String text =
        new String(bytes, at, end - at, StandardCharsets.ISO_8859_1).replaceAll("[^ -~]", ".");
    String hex = HexFormat.ofDelimiter(" ").formatHex(bytes, at, end);
    return "%08x  %-47s  %s".formatted(at, hex, text);
  }
}
