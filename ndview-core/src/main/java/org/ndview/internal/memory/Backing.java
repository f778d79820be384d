package org.ndview.internal.memory;

import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;
import org.ndview.MemoryGuard;

/** What a view stands on: memory, where its pointers may lead, and who keeps it. Immutable. */
public final class Backing {
  private final MemorySegment segment;
  private final AddressSpace space;
  private final @Nullable OwnedMemory owner;
  private final boolean readOnly;
  private final Object obj;
  private final @Nullable MemoryGuard guard;
  // of the space and the segment, asked so often that they are remembered
  private final MemorySegment.Scope scope;
  private final MemoryKind kind;
  private final @Nullable OpenFlag open;
  private final @Nullable LentMemory lent;

  private Backing(
      MemorySegment segment,
      AddressSpace space,
      @Nullable OwnedMemory owner,
      boolean readOnly,
      Object obj,
      @Nullable MemoryGuard guard) {
    this.segment = segment;
    this.space = space;
    this.owner = owner;
    this.readOnly = readOnly;
    this.obj = obj;
    this.guard = guard;
    scope = space.scope();
    kind = MemoryKind.of(segment);
    open = owner == null ? null : owner.open();
    lent = owner instanceof LentMemory memory && isOwn(memory, segment) ? memory : null;
  }

  /**
   * Whether it is the segment for one thread: equal are segments of one place, whoever may use
   * them.
   */
  private static boolean isOwn(LentMemory memory, MemorySegment segment) {
    MemorySegment own = memory.segment();
    return segment.equals(own) && segment.scope().equals(own.scope());
  }

  /** {@return memory that somebody else owns, in which pointers stay} */
  public static Backing of(MemorySegment segment, Object obj) {
    return of(segment, new AddressSpace.Segment(segment), obj);
  }

  /** {@return memory that somebody else owns, with a space of its own for pointers} */
  public static Backing of(MemorySegment segment, AddressSpace space, Object obj) {
    return new Backing(segment, space, null, segment.isReadOnly(), obj, null);
  }

  /** {@return memory that a view made, which is what it views} */
  public static Backing owned(OwnedMemory owner) {
    return owned(owner, owner);
  }

  /** {@return memory that a view made} */
  public static Backing owned(OwnedMemory owner, Object obj) {
    MemorySegment segment = owner.segment();
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
    Backing any = forAllThreads();
    return new Backing(any.segment, any.space, owner, readOnly, belongsTo, both);
  }

  /** {@return the same memory, with a segment that is not one thread's alone} */
  public Backing forAllThreads() {
    if (lent == null) {
      return this;
    }
    MemorySegment shared = lent.shared();
    AddressSpace itself = new AddressSpace.Segment(shared);
    return new Backing(shared, itself, owner, readOnly, obj, guard);
  }

  /** {@return a segment of the same memory, or of another part of its space} */
  public Backing at(MemorySegment other) {
    return new Backing(other, space, owner, readOnly, obj, guard);
  }

  /** {@return a segment of pointers that lead into this memory by another space} */
  public Backing at(MemorySegment other, AddressSpace by) {
    return new Backing(other, by, owner, readOnly, obj, guard);
  }

  /** {@return the same memory, not to be written} */
  public Backing asReadOnly() {
    return readOnly ? this : new Backing(segment, space, owner, true, obj, guard);
  }

  /** {@return the memory that the layout's offset counts in, for those who ask {@link #open}} */
  public MemorySegment segment() {
    return segment;
  }

  /**
   * {@return the same memory for somebody who asks nobody: it refuses by itself when it is gone}
   */
  public MemorySegment exported() {
    return owner == null ? segment : owner.exported(segment);
  }

  /** {@return where pointers may lead} */
  public AddressSpace space() {
    return space;
  }

  /** {@return the owner of memory that a view made; null if somebody else owns it} */
  public @Nullable OwnedMemory owner() {
    return owner;
  }

  /** {@return whether the view refuses writes} */
  public boolean readOnly() {
    return readOnly;
  }

  /** {@return what was viewed; it is kept reachable} */
  public Object obj() {
    return obj instanceof OwnedMemory memory ? memory.exported(memory.segment()) : obj;
  }

  /**
   * {@return what is asked before each use; null for memory that tells by itself when it is gone}
   */
  public @Nullable MemoryGuard guard() {
    return guard;
  }

  /** {@return the kind of the segment's memory} */
  public MemoryKind kind() {
    return kind;
  }

  /** {@return memory that has a segment for one thread and another for the rest; else null} */
  public @Nullable LentMemory lent() {
    return lent;
  }

  /** {@return what is asked before each use; null for memory that tells when it is touched} */
  public @Nullable OpenFlag open() {
    return open;
  }

  /** {@return whether the memory is still there} */
  public boolean isAlive() {
    return scope.isAlive() && (open == null || open.isOpen());
  }
}
