package org.ndview.format;

import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * One number, truth value or byte of text.
 *
 * @param type what its bytes are
 * @param code the code as written: {@code "l"}, {@code "P"}, {@code "Zd"}, {@code "[bfloat16]"}
 * @param mark the mark that it was written under
 * @param itemsize its size (in bytes)
 * @param alignment its alignment (in bytes), 1 but under {@code @}
 */
public record Scalar(ScalarType type, String code, Mark mark, long itemsize, int alignment)
    implements Format {
  /** By mark and code, as many as there are of both: no code that means nothing gets in. */
  private static final List<Map<String, Scalar>> KNOWN =
      Stream.of(Mark.values()).<Map<String, Scalar>>map(_ -> new ConcurrentHashMap<>()).toList();

  /**
   * Checks that the code means just this under its mark.
   *
   * @throws IllegalArgumentException if it does not
   */
  public Scalar {
    ScalarCodes.Meaning meaning = ScalarCodes.scalar(code, mark);
    if (!meaning.equals(new ScalarCodes.Meaning(type, itemsize, alignment))) {
      throw new IllegalArgumentException(
          "%s under %s is %s, not %s of %d bytes aligned to %d"
              .formatted(code, mark, meaning, type, itemsize, alignment));
    }
  }

  /**
   * {@return the scalar that a code means under a mark}
   *
   * @param code the code, such as {@code "l"}
   * @param mark the mark before it
   * @throws IllegalArgumentException if it means none
   */
  public static Scalar of(String code, Mark mark) {
    Map<String, Scalar> known = KNOWN.get(mark.ordinal());
    Scalar scalar = known.get(code);
    if (scalar == null) {
      ScalarCodes.Meaning m = ScalarCodes.scalar(code, mark);
      scalar = new Scalar(m.type(), code, mark, m.itemsize(), m.alignment());
      known.put(code, scalar);
    }
    return scalar;
  }

  /**
   * {@return the scalar of a type, by the code that means it under every mark}
   *
   * @param type its type
   * @param mark the mark before it
   */
  public static Scalar of(ScalarType type, Mark mark) {
    return of(type.code(), mark);
  }

  /** {@return the order of its bytes} */
  public ByteOrder order() {
    return mark.order();
  }

  @Override
  public String toString() {
    return FormatPrinter.print(this);
  }
}
