/**
 * Loops over numbers in plain Java, each of a form that C2 compiles well: what converts, compares
 * and checks numbers where the JVM has no module for vectors. Each that converts stands for one
 * pair of types as they lie in memory, and is a method of its own, generated from a template, so
 * that no loop is compiled for what another was used for.
 *
 * <p>May name {@code internal.bulk}, {@code internal.memory} and the rounding of {@code
 * internal.item}; {@code internal.numeric} chooses among them.
 *
 * <p>For internal use only: not exported by the module, not part of the published documentation,
 * and free to change in any release.
 */
@NullMarked
package org.ndview.internal.loop;

import org.jspecify.annotations.NullMarked;
