package org.ndview.examples.cli;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.ndview.format.Format;
import org.ndview.format.FormatException;
import org.ndview.npy.NumpyDtype;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Formats as they are typed: NumPy's names of numbers, formats of PEP 3118, or else NumPy's codes,
 * such as {@code <f8}. No text is both of these: a format does not end with a digit.
 */
final class Dtypes implements ITypeConverter<Format> {
  private static final Map<String, String> NAMES =
      new TreeMap<>(
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
              Map.entry("complex128", "<Zd")));

  /** {@return NumPy's names of numbers} */
  static Set<String> names() {
    return NAMES.keySet();
  }

  @Override
  public Format convert(String text) {
    try {
      return Format.parse(NAMES.getOrDefault(text, text));
    } catch (FormatException e) {
      return numpy(text, e);
    }
  }

  private static Format numpy(String text, FormatException e) {
    try {
      return NumpyDtype.parse("'" + text + "'").format();
    } catch (UnsupportedOperationException known) {
      throw new TypeConversionException(String.valueOf(known.getMessage()));
    } catch (IllegalArgumentException _) {
      // the message shows the place on lines of its own
      String why = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
      throw new TypeConversionException(
          "'%s' is neither a format of PEP 3118 (%s) nor a code of NumPy such as >f8 nor one of %s"
              .formatted(text, why, String.join(", ", names())));
    }
  }
}
