package org.ndview.format;

import java.io.Serializable;

/**
 * What one item of a view means: a PEP 3118 format, parsed.
 *
 * <p>{@link #parse(String)} reads one, {@link #toString()} writes one that parses back to an equal
 * value. A format is immutable, has no memory and no shape of its own, and is one of the records
 * that this interface permits; a {@code switch} over them is complete.
 *
 * <p>For example:
 *
 * {@snippet lang="java" :
 * Format record = Format.parse("T{<H:id:<d:value:3s:tag:}");
 * System.out.println(record.itemsize()); // 13
 * System.out.println(Format.parse("<i").isEquivalentTo(Format.parse("=i"))); // true
 * }
 */
public sealed interface Format extends Serializable
    permits Scalar, Text, Pad, Pointer, FunctionPointer, Opaque, Bits, SubArray, Compound {

  /**
   * {@return the format that a text describes}
   *
   * <p>The size is that of Python's {@code struct.calcsize}: items are aligned under {@code @}, and
   * nothing follows the last one. A {@code T{...}} is a C structure, with padding at its end.
   *
   * @param text the format, such as {@code "i"}, {@code "<3h"} or {@code "T{<i:id:<f:score:}"}
   * @throws FormatException if the text is not a format
   */
  static Format parse(String text) {
    return FormatCache.parse(text);
  }

  /**
   * {@return the format of a buffer whose exporter tells its itemsize beside the text}
   *
   * <p>The exporter's itemsize wins. If it is larger than that of the text, the rest is padding at
   * the end: NumPy writes none, and leaves it to the itemsize. If it is smaller, the items cannot
   * be where the text has them: the format is an {@link Opaque} of that many bytes whose reason
   * gives the numbers. A lone {@code [name]} that is not known takes this size. A lone {@code u} of
   * twice its size is {@code w}: ctypes writes a wchar_t of 4 bytes so.
   *
   * <p>ctypes of Python 3.11 writes no padding in its structures, but a mark before every scalar. A
   * {@code T{...}} of that kind is laid out as a C compiler does. If that does not give the
   * itemsize, it is an {@link Opaque}: its fields cannot be known.
   *
   * @param text the format
   * @param itemsize the size of an item by its exporter (in bytes)
   * @throws FormatException if the text is not a format
   * @throws IllegalArgumentException if {@code itemsize} is negative
   */
  static Format parse(String text, long itemsize) {
    if (itemsize < 0) {
      throw new IllegalArgumentException("itemsize " + itemsize + " is negative");
    }
    return FormatCache.parse(text, itemsize);
  }

  /** {@return the size of one item (in bytes)} */
  long itemsize();

  /**
   * {@return the alignment of one item (in bytes), a power of two}
   *
   * <p>It is 1 but for what was written under {@code @}.
   */
  int alignment();

  /** {@return the text of this format, which parses to an equal one} */
  @Override
  String toString();

  /**
   * {@return a format with the same values and this itemsize, the rest being padding at the end}
   *
   * @param itemsize the size of one item (in bytes)
   * @throws IllegalArgumentException if {@code itemsize} is smaller than {@link #itemsize()}
   */
  default Format withItemsize(long itemsize) {
    return Padding.grow(this, itemsize);
  }

  /**
   * {@return the same format for any machine: marks {@code <} or {@code >} only, standard sizes,
   * all padding written out}
   *
   * <p>Formats that mean the same (types, byte orders, offsets, names, itemsize, nesting of
   * sub-arrays) have equal canonical formats, and a canonical format is its own.
   *
   * @throws IllegalArgumentException if it holds what means nothing on another machine: an address
   *     ({@code P O & X{}}) or a long double ({@code g Zg}), whose size depends on the platform
   */
  default Format canonical() {
    return Canonical.of(this);
  }

  /**
   * {@return whether items of the other format are the same as those of this one on this machine:
   * of equal types, byte orders, places, names and itemsize} Sub-arrays of sub-arrays are as those
   * of one shape: {@code (2)(3)i} as {@code (2,3)i}. The letters may differ: where a C long has 8
   * bytes, {@code l}, {@code q} and {@code =q} are equivalent. {@code P} is not equivalent to
   * {@code Q}, since an address is not a number.
   *
   * @param other the other format
   */
  default boolean isEquivalentTo(Format other) {
    return equals(other)
        || (itemsize() == other.itemsize() && Canonical.here(this).equals(Canonical.here(other)));
  }
}
