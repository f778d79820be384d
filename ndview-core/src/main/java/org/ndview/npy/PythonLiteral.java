package org.ndview.npy;

import java.math.BigInteger;
import java.util.List;
import java.util.SequencedMap;
import org.ndview.internal.check.BriefText;

/** A value that a Python literal wrote. {@code toString} is its repr. */
sealed interface PythonLiteral {
  /** The repr, cut where it is long: for errors about files that may be hostile. */
  default String brief() {
    return BriefText.of(toString());
  }

  /** A string. */
  record Text(String value) implements PythonLiteral {
    @Override
    public String toString() {
      return PythonRepr.quote(value);
    }
  }

  /** An integer of any size. */
  record Int(BigInteger value) implements PythonLiteral {
    private static final int MAX_DIGITS = 40;

    /** The number as a length. */
    long length(String what) {
      if (value.signum() < 0 || value.bitLength() > 63) {
        throw new IllegalArgumentException(
            what + " is " + this + ", which is not in the range from 0 to 2^63-1");
      }
      return value.longValue();
    }

    @Override
    public String toString() {
      return BriefText.of(value.toString(), MAX_DIGITS);
    }
  }

  /** True or False. */
  record Bool(boolean value) implements PythonLiteral {
    @Override
    public String toString() {
      return value ? "True" : "False";
    }
  }

  /** None. */
  record None() implements PythonLiteral {
    @Override
    public String toString() {
      return "None";
    }
  }

  /** A tuple. */
  record Tuple(List<PythonLiteral> parts) implements PythonLiteral {
    @Override
    public String toString() {
      return "(" + join(parts) + (parts.size() == 1 ? ",)" : ")");
    }
  }

  /** A list. */
  record Sequence(List<PythonLiteral> parts) implements PythonLiteral {
    @Override
    public String toString() {
      return "[" + join(parts) + "]";
    }
  }

  /** A dict whose keys are strings. */
  record Dict(SequencedMap<String, PythonLiteral> entries) implements PythonLiteral {
    @Override
    public String toString() {
      return "{"
          + String.join(
              ", ",
              entries.entrySet().stream()
                  .map(entry -> PythonRepr.quote(entry.getKey()) + ": " + entry.getValue())
                  .toList())
          + "}";
    }
  }

  /**
   * Reads a literal: nothing is evaluated.
   *
   * @param suffixes whether an L may follow a number, as Python 2 wrote it
   * @throws IllegalArgumentException if it is none; the message has the character
   */
  static PythonLiteral parse(String text, boolean suffixes) {
    return new PythonParser(text, suffixes).parse();
  }

  private static String join(List<PythonLiteral> parts) {
    return String.join(", ", parts.stream().map(PythonLiteral::toString).toList());
  }
}
