package org.ndview.internal.memory;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.ndview.MemoryHold;

/**
 * A part of a slab. Closing it sets a flag, which its views ask before each use.
 *
 * <p>Those who cannot be made to ask (a caller with the segment, a neighbour with the address) get
 * the same bytes with an arena of their own, which is made when first wanted; from then on that
 * arena's end is the part's.
 */
final class SlabPart extends OwnedMemory {
  private final Slab slab;
  private final MemorySegment segment;
  private final OpenFlag open = new OpenFlag();
  private @Nullable WholeMemory alone;

  SlabPart(Slab slab, MemorySegment segment) {
    this.slab = slab;
    this.segment = segment;
  }

  @Override
  public MemorySegment segment() {
    return segment;
  }

  @Override
  MemorySegment exported(MemorySegment part) {
    long at = part.address() - segment.address();
    boolean within = at >= 0 && at <= segment.byteSize() - part.byteSize();
    if (!part.isNative() || !within) {
      return part; // pointers of a view's own
    }
    MemorySegment whole = alone().segment();
    return part.byteSize() == whole.byteSize() ? whole : whole.asSlice(at, part.byteSize());
  }

  private synchronized WholeMemory alone() {
    WholeMemory made = alone;
    if (made == null) {
      if (!open.isOpen()) {
        throw new IllegalStateException(
            "the memory of the view was freed: the view that owns it was closed");
      }
      Arena arena = Arena.ofShared();
      MemorySegment bytes = NativeAccess.lent(segment, arena);
      made = new WholeMemory(bytes, release(arena, open, slab));
      alone = made;
    }
    return made;
  }

  /** Leads to the slab, which must not go before, and not to the part. */
  private static MemoryRelease release(Arena arena, OpenFlag open, Slab slab) {
    return new MemoryRelease(
        arena,
        () -> {
          open.end();
          slab.end();
        });
  }

  @Override
  OpenFlag open() {
    return open;
  }

  @Override
  public void close() {
    WholeMemory own;
    synchronized (this) {
      own = alone;
      if (own == null && !open.end()) {
        return;
      }
    }
    if (own == null) {
      slab.end();
    } else {
      own.close();
    }
  }

  @Override
  public boolean isFreed() {
    return !open.isOpen();
  }

  @Override
  public MemoryHold hold(BooleanSupplier ended) {
    return alone().hold(ended);
  }
}
