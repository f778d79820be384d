package org.ndview.internal.bulk;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.ndview.internal.memory.OwnedMemory;

/**
 * Native memory for a while, with any contents. A small one is lent: its bytes are in the cache
 * from the last use, where new memory would have to come to it.
 */
final class Room implements AutoCloseable {
  /** The most bytes of a room that is lent: about a cache of the second level. */
  static final long LENT = 1 << 20;

  /** So many are lent at a time; who comes when all are out gets memory that is freed at once. */
  private static final int MOST =
      Math.clamp(2L * Runtime.getRuntime().availableProcessors(), 4, 16);

  private static final Queue<MemorySegment> FREE = new ConcurrentLinkedQueue<>();
  private static final AtomicInteger MADE = new AtomicInteger();

  private final MemorySegment segment;
  private final Runnable end;

  private Room(MemorySegment segment, Runnable end) {
    this.segment = segment;
    this.end = end;
  }

  /** {@return memory of as many bytes, which nobody else uses until it is closed} */
  static Room of(long bytes) {
    MemorySegment lent = bytes <= LENT ? lend() : null;
    if (lent != null) {
      return new Room(lent.asSlice(0, bytes), () -> FREE.add(lent));
    }
    OwnedMemory own = OwnedMemory.unset(bytes);
    return new Room(own.segment(), own::close);
  }

  private static @Nullable MemorySegment lend() {
    MemorySegment free = FREE.poll();
    if (free != null || MADE.get() >= MOST) {
      return free;
    }
    MemorySegment made = Arena.ofAuto().allocate(LENT, 64);
    MADE.incrementAndGet(); // one more than that, if threads meet here, does no harm
    return made;
  }

  MemorySegment segment() {
    return segment;
  }

  @Override
  public void close() {
    end.run();
  }
}
