/** Views. */
@NullMarked
package org.ndview;

import org.jspecify.annotations.NullMarked;
