/**
 * What the bridges to other libraries have in common, and what a bridge of your own can stand on.
 *
 * <p>A bridge gives a view's memory to a library, the neighbour, or makes a view of the neighbour's
 * memory. Its {@code wrap} never copies and its {@code copy} never shares; its {@code plan} tells
 * by a {@link org.ndview.bridge.Plan} which of them a view can have, and why. {@code wrap} refuses
 * what it cannot share by an {@link java.lang.UnsupportedOperationException} that says what the
 * plan says. So whether memory is shared is for the caller to decide, and never a surprise.
 *
 * <p>{@link org.ndview.bridge.BlockNeighbour} has these rules for libraries whose arrays are dense
 * blocks of numbers. What keeps memory there while the neighbour may touch it is {@link
 * org.ndview.NdView#hold}; what tells a view that the neighbour took its memory back is a {@link
 * org.ndview.MemoryGuard}.
 */
@NullMarked
package org.ndview.bridge;

import org.jspecify.annotations.NullMarked;
