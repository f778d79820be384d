package org.ndview.stress;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.ndview.NdView;

/** Small memory with one number in it, and what becomes of those who read it. */
final class Owned {
  static final int VALUE = 42;

  /** What a refused call gives. */
  static final int REFUSED = -1;

  final NdView owner = NdView.allocate("i", 4);

  /** Of the same memory: does not own it. */
  final NdView view = owner.slice("::-1");

  Owned() {
    owner.fill(VALUE);
  }

  int read() {
    try {
      return view.getInt(3);
    } catch (IllegalStateException _) {
      return REFUSED;
    }
  }

  int readInBulk() {
    try {
      return view.toBytes()[4];
    } catch (IllegalStateException _) {
      return REFUSED;
    }
  }

  static int read(MemorySegment memory) {
    try {
      return memory.get(ValueLayout.JAVA_INT, 8);
    } catch (IllegalStateException _) {
      return REFUSED;
    }
  }
}
