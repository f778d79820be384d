package org.ndview.hostile;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * The inputs that others are made of, beside the reader's name in a file of its own: valid ones,
 * and under them what once failed. A line is a text, with the escapes of Java, or bytes, as {@code
 * hex:}, or as the name of a file of other tests, {@code file:}. What begins with # is a comment.
 */
final class Corpus {
  private Corpus() {}

  static List<byte[]> of(String target) {
    List<byte[]> seeds = new ArrayList<>();
    for (String line :
        new String(resource("/hostile/" + target + ".txt"), StandardCharsets.UTF_8)
            .lines()
            .toList()) {
      if (line.startsWith("hex:")) {
        seeds.add(HexFormat.of().parseHex(line.substring(4)));
      } else if (line.startsWith("file:")) {
        seeds.add(resource("/org/ndview/" + line.substring(5)));
      } else if (!line.isEmpty() && !line.startsWith("#")) {
        seeds.add(Target.bytes(unescaped(line)));
      }
    }
    return seeds;
  }

  private static byte[] resource(String name) {
    try (InputStream in = Corpus.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("there is no " + name);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String unescaped(String line) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < line.length(); i++) {
      if (line.startsWith("\\u", i)) {
        out.append((char) Integer.parseInt(line.substring(i + 2, i + 6), 16));
        i += 5;
      } else {
        out.append(line.charAt(i));
      }
    }
    return out.toString();
  }

  /** A line of the file that stands for an input. */
  static String line(Target target, byte[] input) {
    if (!target.isText()) {
      return "hex:" + HexFormat.of().formatHex(input);
    }
    StringBuilder out = new StringBuilder();
    for (char c : Target.text(input).toCharArray()) {
      boolean plain = c >= ' ' && c <= '~' && !(c == '#' && out.isEmpty());
      out.append(plain ? String.valueOf(c) : "\\u%04x".formatted((int) c));
    }
    return out.toString();
  }
}
