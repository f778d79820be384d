package org.ndview.examples.cli;

import java.util.Map;
import org.ndview.format.Format;

/** Formats as they are typed: NumPy's names of numbers, or formats of PEP 3118. */
final class Dtypes {
  private static final Map<String, String> NAMES =
      Map.ofEntries(
          Map.entry("bool", "?"),
          Map.entry("int8", "b"),
          Map.entry("int16", "<h"),
          Map.entry("int32", "<i"),
          Map.entry("int64", "<q"),
          Map.entry("uint8", "B"),
          Map.entry("uint16", "<H"),
          Map.entry("uint32", "<I"),
          Map.entry("uint64", "<Q"),
          Map.entry("float16", "<e"),
          Map.entry("bfloat16", "[bfloat16]"),
          Map.entry("float32", "<f"),
          Map.entry("float64", "<d"),
          Map.entry("complex64", "<Zf"),
          Map.entry("complex128", "<Zd"));

  private Dtypes() {}

  /**
   * {@return the format}
   *
   * @throws IllegalArgumentException if the text is neither
   */
  static Format parse(String text) {
    return Format.parse(NAMES.getOrDefault(text, text));
  }
}
