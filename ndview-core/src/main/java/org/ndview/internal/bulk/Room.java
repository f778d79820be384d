package org.ndview.internal.bulk;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.ndview.internal.memory.OwnedMemory;

/**
 * Native memory for a while, with any contents. A small one is lent: its bytes are in the cache
 * from the last use, where new memory would have to come to it.
 */
final class Room implements AutoCloseable {
  /** The most bytes of a room that is lent: about a cache of the second level. */
  static final long LENT = 1 << 20;

  private static final Kept<MemorySegment> ROOMS =
      new Kept<>(8, () -> Arena.ofAuto().allocate(LENT, 64));

  private final MemorySegment segment;
  private final Runnable end;

  private Room(MemorySegment segment, Runnable end) {
    this.segment = segment;
    this.end = end;
  }

  /** {@return memory of as many bytes, which nobody else uses until it is closed} */
  static Room of(long bytes) {
    if (bytes <= LENT) {
      MemorySegment lent = ROOMS.take();
      return new Room(lent.asSlice(0, bytes), () -> ROOMS.give(lent));
    }
    OwnedMemory own = OwnedMemory.unset(bytes);
    return new Room(own.segment(), own::close);
  }

  MemorySegment segment() {
    return segment;
  }

  @Override
  public void close() {
    end.run();
  }
}
