/**
 * What the bridges to files share: a file written whole or not at all, the items of a view as a
 * stream of bytes, and a listener that is told how far a long read or write is.
 */
@NullMarked
package org.ndview.io;

import org.jspecify.annotations.NullMarked;
