/** Internal. */
@NullMarked
package org.ndview.internal.export;

import org.jspecify.annotations.NullMarked;
