/**
 * What refusals share: limits of the JVM, and values, names and formats as messages show them. It
 * knows of no other package; every other one may use it. For internal use only.
 */
@NullMarked
package org.ndview.internal.check;

import org.jspecify.annotations.NullMarked;
