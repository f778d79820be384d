package org.ndview.internal.memory;

import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;
import org.ndview.MemoryGuard;

/**
 * What a view stands on.
 *
 * @param segment the memory that the layout's offset counts in
 * @param space where pointers may lead
 * @param owner of memory that a view made; null if somebody else owns it
 * @param readOnly whether the view refuses writes
 * @param obj what was viewed; kept reachable
 * @param guard asked before each use; null for memory that tells by itself when it is gone
 */
public record Backing(
    MemorySegment segment,
    AddressSpace space,
    @Nullable OwnedMemory owner,
    boolean readOnly,
    Object obj,
    @Nullable MemoryGuard guard) {
  public static Backing of(MemorySegment segment, Object obj) {
    return new Backing(
        segment, new AddressSpace.Segment(segment), null, segment.isReadOnly(), obj, null);
  }

  public static Backing owned(MemorySegment segment, OwnedMemory owner, Object obj) {
    return new Backing(
        segment, new AddressSpace.Segment(segment), owner, segment.isReadOnly(), obj, null);
  }

  /** {@return the same memory, of which a guard is asked too} */
  public Backing guarded(Object belongsTo, MemoryGuard by) {
    MemoryGuard before = guard;
    MemoryGuard both =
        before == null
            ? by
            : () -> {
              by.check();
              before.check();
            };
    return new Backing(segment, space, owner, readOnly, belongsTo, both);
  }

  /** {@return whether the memory is still there} */
  public boolean isAlive() {
    return space.isAlive();
  }

  public Backing at(MemorySegment other) {
    return new Backing(other, space, owner, readOnly, obj, guard);
  }

  public Backing asReadOnly() {
    return new Backing(segment, space, owner, true, obj, guard);
  }
}
