/** Formats. */
@NullMarked
package org.ndview.format;

import org.jspecify.annotations.NullMarked;
