/** Internal. */
@NullMarked
package org.ndview.internal.memory;

import org.jspecify.annotations.NullMarked;
