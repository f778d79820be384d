/**
 * Which of the libraries that parts of ndview need are there.
 *
 * <p>May name nothing of ndview. Never {@code NdView}. A test over the compiled classes holds this.
 *
 * <p>For internal use only: not exported by the module, not part of the published documentation,
 * and free to change in any release.
 */
@NullMarked
package org.ndview.internal.library;

import org.jspecify.annotations.NullMarked;
