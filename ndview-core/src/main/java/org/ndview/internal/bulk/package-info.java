/** Internal. */
@NullMarked
package org.ndview.internal.bulk;

import org.jspecify.annotations.NullMarked;
