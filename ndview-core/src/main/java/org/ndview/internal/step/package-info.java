/**
 * Loops over numbers in steps, such as the fields of records, whose steps are constants to the
 * compiler: a hidden class is made for each plan that a program uses much. What is read in steps
 * and written in steps takes one pass so, without an array between, and records become a matrix in
 * one.
 *
 * <p>A JVM that makes no classes while it runs, such as a native image, goes the other way: {@code
 * internal.bulk} asks for a loop, and has one or not.
 *
 * <p>May name {@code internal.memory} alone.
 *
 * <p>For internal use only: not exported by the module, not part of the published documentation,
 * and free to change in any release.
 */
@NullMarked
package org.ndview.internal.step;

import org.jspecify.annotations.NullMarked;
