/**
 * Many items as something else: lists, arrays, text, hexadecimal digits.
 *
 * <p>May name all the other packages of the engine, formats, and values of {@code org.ndview}.
 * Never {@code NdView}. A test over the compiled classes holds this.
 *
 * <p>For internal use only: not exported by the module, not part of the published documentation,
 * and free to change in any release.
 */
@NullMarked
package org.ndview.internal.export;

import org.jspecify.annotations.NullMarked;
