package org.ndview.internal.vector;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Floats of 16 bits. The Vector API does not convert them; C2 makes vector code of loops over
 * arrays of them.
 */
final class VectorHalves {
  private static final int BLOCK = 1024;
  private static final ValueLayout.OfShort HALF = ValueLayout.JAVA_SHORT_UNALIGNED;
  private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED;

  private final short[] halves = new short[BLOCK];
  private final float[] floats = new float[BLOCK];

  void toFloat32(MemorySegment a, long atA, MemorySegment b, long atB, int n) {
    for (int i = 0; i < n; i += BLOCK) {
      int m = Math.min(BLOCK, n - i);
      MemorySegment.copy(a, HALF, atA + 2L * i, halves, 0, m);
      widen(halves, floats, m);
      MemorySegment.copy(floats, 0, b, FLOAT, atB + 4L * i, m);
    }
  }

  void ofFloat32(MemorySegment a, long atA, MemorySegment b, long atB, int n) {
    for (int i = 0; i < n; i += BLOCK) {
      int m = Math.min(BLOCK, n - i);
      MemorySegment.copy(a, FLOAT, atA + 4L * i, floats, 0, m);
      round(floats, halves, m);
      MemorySegment.copy(halves, 0, b, HALF, atB + 2L * i, m);
    }
  }

  private static void widen(short[] halves, float[] floats, int n) {
    for (int i = 0; i < n; i++) {
      floats[i] = Float.float16ToFloat(halves[i]);
    }
  }

  private static void round(float[] floats, short[] halves, int n) {
    for (int i = 0; i < n; i++) {
      halves[i] = Float.floatToFloat16(floats[i]);
    }
  }
}
