package org.ndview.internal.memory;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** What the JVM warns about, unless it was started with native access for this module. */
@SuppressWarnings("restricted")
final class NativeAccess {
  /** Asked once: a warning about another library would enable it. */
  static final boolean ENABLED = NativeAccess.class.getModule().isNativeAccessEnabled();

  private NativeAccess() {}

  /** {@return the same bytes, which go with an arena; whose they are must be there as long} */
  static MemorySegment lent(MemorySegment memory, Arena arena) {
    return memory.reinterpret(arena, null);
  }
}
