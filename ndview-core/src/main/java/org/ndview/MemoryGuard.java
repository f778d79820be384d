package org.ndview;

/**
 * Tells whether memory that another library owns is still what a view was made of. It is asked at
 * every access to an item, and at the start of every bulk operation, so it should cost next to
 * nothing: see {@link NdView#of(java.lang.foreign.MemorySegment, org.ndview.format.Format, Layout,
 * Object, MemoryGuard)}.
 *
 * <p>An item access costs what it costs without a guard, and the check. The checks of the first
 * four classes of guards that a program uses are compiled into its loops: one that reads a plain
 * field costs nothing that can be measured. Further classes, and guards of views that have one
 * already, cost a call an item, some nanoseconds. So make guards objects of one class with a field,
 * and not a lambda for each use.
 */
@FunctionalInterface
public interface MemoryGuard {
  /**
   * Returns if the memory may be used.
   *
   * @throws IllegalStateException if it was freed, or belongs to somebody else by now; the message
   *     says why
   */
  void check();
}
