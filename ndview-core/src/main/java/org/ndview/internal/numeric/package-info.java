/** Internal. */
@NullMarked
package org.ndview.internal.numeric;

import org.jspecify.annotations.NullMarked;
