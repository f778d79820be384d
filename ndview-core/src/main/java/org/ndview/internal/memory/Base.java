package org.ndview.internal.memory;

import org.ndview.MemoryGuard;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/**
 * What a view stands on.
 *
 * @param segment the memory that the layout's offset counts in
 * @param space where pointers may lead
 * @param owner of memory that was made for the view; null if somebody else owns it
 * @param readOnly whether the view refuses writes
 * @param obj what was viewed; kept reachable
 * @param guard asked before each use; null for memory that tells by itself when it is gone
 */
public record Base(
    MemorySegment segment,
    Space space,
    @Nullable Owner owner,
    boolean readOnly,
    Object obj,
    @Nullable MemoryGuard guard) {
  public static Base of(MemorySegment segment, Object obj) {
    return new Base(segment, new Space.Single(segment), null, segment.isReadOnly(), obj, null);
  }

  public static Base owned(MemorySegment segment, Owner owner, Object obj) {
    return new Base(segment, new Space.Single(segment), owner, segment.isReadOnly(), obj, null);
  }

  public Base guarded(MemoryGuard by) {
    return new Base(segment, space, owner, readOnly, obj, by);
  }

  public Base at(MemorySegment other) {
    return new Base(other, space, owner, readOnly, obj, guard);
  }

  public Base asReadOnly() {
    return new Base(segment, space, owner, true, obj, guard);
  }
}
