/**
 * Many items as bytes: walks over strided memory that merge what steps evenly, transposes in tiles,
 * copies, and the split over threads.
 *
 * <p>May name {@code internal.memory} and values of {@code org.ndview}; nothing of what an item
 * means. Never {@code NdView}. A test over the compiled classes holds this.
 *
 * <p>For internal use only: not exported by the module, not part of the published documentation,
 * and free to change in any release.
 */
@NullMarked
package org.ndview.internal.bulk;

import org.jspecify.annotations.NullMarked;
