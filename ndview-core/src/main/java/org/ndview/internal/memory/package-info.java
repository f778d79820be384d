/**
 * Where the bytes of a view are: whose memory it is and when it is freed, which addresses may be
 * touched, where pointers may lead, and raw access at an address. {@link MemoryKind} and {@link
 * Outline} are what loops over memory owe the compiler.
 *
 * <p>May name values of {@code org.ndview}. Never {@code NdView}. A test over the compiled classes
 * holds this.
 *
 * <p>For internal use only: not exported by the module, not part of the published documentation,
 * and free to change in any release.
 */
@NullMarked
package org.ndview.internal.memory;

import org.jspecify.annotations.NullMarked;
