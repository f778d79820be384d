package org.ndview.internal.memory;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * Memory with any contents that slabs use in turn, and that nobody else sees.
 *
 * @param arena whose end frees it
 * @param memory the memory, aligned
 */
record RawBlock(Arena arena, MemorySegment memory) {
  static RawBlock allocate(long bytes) {
    Arena arena = Arena.ofShared();
    MemoryBudget.reserve(bytes);
    try {
      return new RawBlock(arena, SystemMemory.allocate(bytes, false, arena));
    } catch (RuntimeException | Error e) {
      arena.close();
      MemoryBudget.release(bytes);
      throw e;
    }
  }

  void free() {
    arena.close();
    MemoryBudget.release(memory.byteSize());
  }
}
