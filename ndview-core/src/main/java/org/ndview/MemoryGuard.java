package org.ndview;

/**
 * Tells whether memory that another library owns is still what a view was made of. It is asked at
 * every access to an item, and at the start of every bulk operation, so it should cost next to
 * nothing: see {@link NdView#of(java.lang.foreign.MemorySegment, org.ndview.format.Format, Layout,
 * Object, MemoryGuard)}.
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
