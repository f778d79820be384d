package org.ndview.format;

import org.ndview.internal.check.BriefText;

/**
 * Bytes that have no value in Java: a Python object {@code O}, a type in brackets that is not
 * known, or an item whose format did not fit its itemsize ({@code [bytes;n]}).
 *
 * <p>Two are equal if all but their reasons are: the reason explains, the rest identifies.
 *
 * @param code {@code "O"} or the name in brackets, such as {@code "[float8_e5m2]"}
 * @param itemsize its size (in bytes)
 * @param alignment its alignment (in bytes), 1 but for {@code O} under {@code @}
 * @param mark the mark that it was written under
 * @param reason why it has no value, for the error when one is asked for
 */
public record Opaque(String code, long itemsize, int alignment, Mark mark, String reason)
    implements Format {

  /**
   * Checks that the text of this format means just this.
   *
   * @throws IllegalArgumentException if it does not
   */
  public Opaque {
    boolean object = code.equals("O");
    boolean named =
        code.length() > 2
            && code.startsWith("[")
            && code.endsWith("]")
            && Names.isTypeName(code.substring(1, code.length() - 1))
            && !code.equals(ScalarType.BFLOAT16.code());
    if (!object && !named) {
      throw new IllegalArgumentException(
          "not O and no opaque type in brackets: " + BriefText.of(code));
    }
    long size = object ? Abi.POINTER_SIZE : ScalarCodes.isByteType(code) ? 1 : itemsize;
    int align = object && mark.aligned() ? Abi.POINTER_ALIGNMENT : 1;
    if (itemsize < 0 || itemsize != size || alignment != align) {
      throw new IllegalArgumentException(
          "%s of %d bytes aligned to %d, rather than %d and %d"
              .formatted(code, itemsize, alignment, size, align));
    }
  }

  /**
   * {@return the opaque item of a code}
   *
   * @param code {@code "O"} or a name in brackets
   * @param itemsize its size (in bytes)
   * @param mark the mark before it
   * @throws IllegalArgumentException if the code has another size
   */
  public static Opaque of(String code, long itemsize, Mark mark) {
    int alignment = code.equals("O") && mark.aligned() ? Abi.POINTER_ALIGNMENT : 1;
    return new Opaque(code, itemsize, alignment, mark, ScalarCodes.opaqueReason(code));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Opaque o
        && code.equals(o.code)
        && itemsize == o.itemsize
        && mark == o.mark;
  }

  @Override
  public int hashCode() {
    return 31 * (31 * code.hashCode() + Long.hashCode(itemsize)) + mark.hashCode();
  }

  @Override
  public String toString() {
    return FormatPrinter.print(this);
  }
}
