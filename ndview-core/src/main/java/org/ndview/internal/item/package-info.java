/** Internal. */
@NullMarked
package org.ndview.internal.item;

import org.jspecify.annotations.NullMarked;
