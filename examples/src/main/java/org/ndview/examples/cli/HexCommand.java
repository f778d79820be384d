package org.ndview.examples.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.ndview.Index;
import org.ndview.NdView;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Prints bytes. */
@Command(
    name = "hex",
    mixinStandardHelpOptions = true,
    description = "The bytes of the items at an index, in C order.")
final class HexCommand extends FileCommand {
  private static final int ROW = 16;

  @Mixin private Indexed indexed;

  @Option(
      names = "--limit",
      paramLabel = "BYTES",
      defaultValue = "256",
      description = "How many bytes are shown at most; ${DEFAULT-VALUE} without.")
  private int limit;

  @Option(names = "--json", description = "The bytes as hexadecimal digits in a JSON document.")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    if (limit < 0) {
      throw new IllegalArgumentException("--limit is " + limit + ", less than no byte");
    }
    try (Opened opened = indexed.open(source)) {
      NdView part = indexed.of(opened.view(source.name()));
      byte[] bytes = first(part);
      if (json) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("hex", HexFormat.of().formatHex(bytes));
        document.put("more", part.nbytes() - bytes.length);
        println(JsonText.of(document));
        return NdViewCommand.FINE;
      }
      for (int at = 0; at < bytes.length; at += ROW) {
        println(row(bytes, at));
      }
      if (bytes.length < part.nbytes()) {
        println("... %d more bytes".formatted(part.nbytes() - bytes.length));
      }
    }
    return NdViewCommand.FINE;
  }

  /** {@return the first bytes, of as much of each dimension as they may come from} */
  private byte[] first(NdView part) {
    long[] shape = part.shape();
    Index[] firsts = new Index[shape.length];
    long left = Math.ceilDiv(limit, Math.max(1, part.itemsize()));
    for (int d = shape.length - 1; d >= 0; d--) {
      firsts[d] = Index.to(Math.min(left, shape[d]));
      left = shape[d] == 0 ? 0 : Math.ceilDiv(left, shape[d]);
    }
    byte[] bytes = part.slice(firsts).toBytes();
    return bytes.length <= limit ? bytes : Arrays.copyOf(bytes, limit);
  }

  private static String row(byte[] bytes, int at) {
    int end = Math.min(at + ROW, bytes.length);
    String text =
        new String(bytes, at, end - at, StandardCharsets.ISO_8859_1).replaceAll("[^ -~]", ".");
    String hex = HexFormat.ofDelimiter(" ").formatHex(bytes, at, end);
    return "%08x  %-47s  %s".formatted(at, hex, text);
  }
}
