/**
 * Formats: what one item of a buffer means.
 *
 * <p>A buffer is bytes. Its format says how to read an item of them, in the notation of PEP 3118:
 * the letters of Python's {@code struct}, with structures, sub-arrays and names around them. {@code
 * "<3h"} is three little-endian integers of 2 bytes; {@code "T{<i:id:<f:score:}"} is a record with
 * two named fields.
 *
 * <p>{@link org.ndview.format.Format#parse(String)} turns such a text into a tree:
 *
 * <ul>
 *   <li>the leaves are {@link org.ndview.format.Scalar}, {@link org.ndview.format.Text}, {@link
 *       org.ndview.format.Bits}, {@link org.ndview.format.Pad} and {@link
 *       org.ndview.format.Opaque}, each with the byte-order {@link org.ndview.format.Mark} that it
 *       was written under;
 *   <li>{@link org.ndview.format.SubArray} repeats one element over a shape, {@link
 *       org.ndview.format.Pointer} and {@link org.ndview.format.FunctionPointer} are addresses;
 *   <li>{@link org.ndview.format.Struct} ({@code T{...}}) and {@link org.ndview.format.Sequence} (a
 *       plain run of items) hold {@link org.ndview.format.Field}s, each with its offset.
 * </ul>
 *
 * <p>Three rules decide the sizes. Under {@code @}, where a format starts, an item is placed at a
 * multiple of its alignment, as a C compiler places it; under every other mark items lie side by
 * side. A mark holds until the next one, also across the end of a {@code T{...}}. A {@code T{...}}
 * that ends under {@code @} is rounded up to its alignment; a plain sequence is not, as in {@code
 * struct.calcsize}.
 *
 * <p>A format under {@code @} means what the C compiler of this machine means. {@link
 * org.ndview.format.Format#canonical()} writes it for all machines.
 *
 * <p>All of it is immutable, and nothing here knows of memory.
 */
@NullMarked
package org.ndview.format;

import org.jspecify.annotations.NullMarked;
