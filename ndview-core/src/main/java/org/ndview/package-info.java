/**
 * Typed, strided, n-dimensional views of memory: PEP 3118 for the JVM.
 *
 * <h2>The model</h2>
 *
 * <pre>
 * {@code element[i0, ..., ik] = memory[offset + i0*strides[0] + ... + ik*strides[k]]     all in bytes, 64 bits, any sign
 * }</pre>
 *
 * <p>and, where a dimension d has a pointer ({@code suboffsets[d] >= 0}), the address reached after
 * the step along d holds one: it is followed, and {@code suboffsets[d]} is added. Three types, each
 * of use alone, hold the three parts of this:
 *
 * <ul>
 *   <li>{@link org.ndview.format.Format} says what one item means: a struct format such as {@code
 *       <i} or {@code T{<d:x:<d:y:}}. It knows no shape and no memory.
 *   <li>{@link org.ndview.Layout} says where items lie: itemsize, offset, shape, strides,
 *       suboffsets. It is arithmetic alone, and knows neither memory nor what an item means. All
 *       slicing, reshaping and permuting is done here.
 *   <li>{@link org.ndview.NdView} puts a {@link java.lang.foreign.MemorySegment} under both, with a
 *       lifetime and a read-only flag.
 * </ul>
 *
 * <h2>Where to begin</h2>
 *
 * <pre>
 * {@code NdView image = NdView.map(path).slice("16:").cast("B", 10_000, 28, 28);   // a file, seen as images
 * NdView right = image.slice("0, :, ::-1");                                  // the first one, mirrored
 * int grey = right.getInt(3, 4);
 * }</pre>
 *
 * <p>Every method of NdView that returns an NdView shares the memory, but {@code copy}. A layout is
 * checked once, when a view is made, so that no access can leave its memory; indices are checked at
 * each access.
 */
@NullMarked
package org.ndview;

import org.jspecify.annotations.NullMarked;
