/**
 * The bridge between views and ND4J's arrays: {@link org.ndview.nd4j.NdArrays}.
 *
 * <p>An {@code INDArray} is a view too: a buffer of numbers, a shape and strides. So in most cases
 * one piece of memory serves both sides, and a write on one is a read on the other:
 *
 * <pre>{@code NdView view = NdArrays.view(array);      // ND4J's memory, seen from here
 * INDArray array = NdArrays.wrap(view);    // a view's memory, seen from ND4J
 * INDArray array = NdArrays.copy(view);    // memory of ND4J's own
 * }</pre>
 *
 * <p>The first always shares. ND4J's arrays are the narrower of the two: strides of theirs count
 * items, not bytes, and may only go forward, there is no byte order but the machine's, nothing is
 * read-only, and the memory is outside of the Java heap. ND4J checks next to none of that itself
 * and crashes, or computes something else. So {@code wrap} checks it first, and refuses, with the
 * reason, what ND4J cannot hold; {@link org.ndview.nd4j.NdArrays#plan} tells beforehand. {@code
 * wrap} never copies instead: whether memory is shared is for the caller to decide, who has {@code
 * copy} for the other case.
 *
 * <p>Records become a matrix by {@link org.ndview.nd4j.NdArrays#columns}: a row for each record, a
 * column for each field.
 *
 * <p>Either side keeps the memory of the other alive for as long as it can be reached itself. An
 * {@code INDArray} that is closed, and a workspace that is left, take their memory with them: views
 * of it notice at their next use. What nobody can notice is an arena that is closed under its
 * {@code INDArray}. See the methods.
 *
 * <p>ND4J's native (CPU) back end is the one that is served: CUDA's keeps a mirrored copy on the
 * device, which shares nothing.
 */
@NullMarked
package org.ndview.nd4j;

import org.jspecify.annotations.NullMarked;
