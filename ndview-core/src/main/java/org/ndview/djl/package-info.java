/**
 * The bridge between views and the arrays of DJL, the Deep Java Library: {@link
 * org.ndview.djl.DjlArrays}.
 *
 * <p>It needs {@code ai.djl:api} and an engine among the program's own dependencies; ndview-core
 * brings neither. Memory is shared with the PyTorch engine on the CPU, and copied for others.
 *
 * <pre>{@code NDArray array = DjlArrays.wrap(manager, view);    // the view's memory
 * NDArray array = DjlArrays.copy(manager, view);    // memory of DJL's own
 * NdView view = DjlArrays.view(array);              // DJL's memory
 * NdView view = DjlArrays.copy(array);              // a copy of it
 * }</pre>
 *
 * <p>DJL takes dense blocks of numbers in the machine's byte order, does not look at a buffer's
 * position, and ends the JVM where PyTorch does not know a data type. So {@code wrap} checks first,
 * and refuses, with the reason, what DJL cannot hold; {@link org.ndview.djl.DjlArrays#plan} tells
 * beforehand. {@code wrap} never copies instead.
 *
 * <p>A view may be closed before an array over it: its memory stays until DJL cannot touch it any
 * more. A view of an array notices at its next use that the array, or its manager, was closed.
 */
@NullMarked
package org.ndview.djl;

import org.jspecify.annotations.NullMarked;
