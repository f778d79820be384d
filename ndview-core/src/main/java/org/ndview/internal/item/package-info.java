/**
 * One item: its bytes to a boxed value and back, and the exact casts that typed access makes.
 *
 * <p>May name values of {@code org.ndview}, and formats; not memory beyond one segment and an
 * offset, and no shape. Never {@code NdView}. A test over the compiled classes holds this.
 *
 * <p>For internal use only: not exported by the module, not part of the published documentation,
 * and free to change in any release.
 */
@NullMarked
package org.ndview.internal.item;

import org.jspecify.annotations.NullMarked;
