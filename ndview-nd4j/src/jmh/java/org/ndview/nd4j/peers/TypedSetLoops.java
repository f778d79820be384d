package org.ndview.nd4j.peers;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.ndview.NdView;

/** Items of each type written in loops of two dimensions. */
final class TypedSetLoops {
  private TypedSetLoops() {}

  /** Bytes. */
  static final class ByteSet extends ItemLoop {
    @Override
    double run() {
      long n0 = shape[0];
      long n1 = shape[1];
      NdView items = view;
      int sum = 0;
      for (long i = 0; i < n0; i++) {
        for (long j = 0; j < n1; j++) {
          items.setInt((int) j & 63, i, j);
        }
      }
      return sum;
    }
  }

  /** Bytes by hand. */
  static final class RawByteSet extends ItemLoop {
    @Override
    double run() {
      long n0 = shape[0];
      long n1 = shape[1];
      MemorySegment memory = segment;
      long start = base;
      long s0 = strides[0];
      long s1 = strides[1];
      int sum = 0;
      for (long i = 0; i < n0; i++) {
        for (long j = 0; j < n1; j++) {
          memory.set(ValueLayout.JAVA_BYTE, start + i * s0 + j * s1, (byte) (j & 63));
        }
      }
      return sum;
    }
  }

  /** Shorts. */
  static final class ShortSet extends ItemLoop {
    @Override
    double run() {
      long n0 = shape[0];
      long n1 = shape[1];
      NdView items = view;
      int sum = 0;
      for (long i = 0; i < n0; i++) {
        for (long j = 0; j < n1; j++) {
          items.setShort((short) j, i, j);
        }
      }
      return sum;
    }
  }

  /** Shorts by hand. */
  static final class RawShortSet extends ItemLoop {
    @Override
    double run() {
      long n0 = shape[0];
      long n1 = shape[1];
      MemorySegment memory = segment;
      long start = base;
      long s0 = strides[0];
      long s1 = strides[1];
      int sum = 0;
      for (long i = 0; i < n0; i++) {
        for (long j = 0; j < n1; j++) {
          memory.set(ValueLayout.JAVA_SHORT_UNALIGNED, start + i * s0 + j * s1, (short) j);
        }
      }
      return sum;
    }
  }

  /** Ints. */
  static final class IntSet extends ItemLoop {
    @Override
    double run() {
      long n0 = shape[0];
      long n1 = shape[1];
      NdView items = view;
      int sum = 0;
      for (long i = 0; i < n0; i++) {
        for (long j = 0; j < n1; j++) {
          items.setInt((int) j & 63, i, j);
        }
      }
      return sum;
    }
  }

  /** Ints by hand. */
  static final class RawIntSet extends ItemLoop {
    @Override
    double run() {
      long n0 = shape[0];
      long n1 = shape[1];
      MemorySegment memory = segment;
      long start = base;
      long s0 = strides[0];
      long s1 = strides[1];
      int sum = 0;
      for (long i = 0; i < n0; i++) {
        for (long j = 0; j < n1; j++) {
          memory.set(ValueLayout.JAVA_INT_UNALIGNED, start + i * s0 + j * s1, (int) j & 63);
        }
      }
      return sum;
    }
  }

  /** Longs. */
  static final class LongSet extends ItemLoop {
    @Override
    double run() {
      long n0 = shape[0];
      long n1 = shape[1];
      NdView items = view;
      long sum = 0;
      for (long i = 0; i < n0; i++) {
        for (long j = 0; j < n1; j++) {
          items.setLong(j, i, j);
        }
      }
      return sum;
    }
  }

  /** Longs by hand. */
  static final class RawLongSet extends ItemLoop {
    @Override
    double run() {
      long n0 = shape[0];
      long n1 = shape[1];
      MemorySegment memory = segment;
      long start = base;
      long s0 = strides[0];
      long s1 = strides[1];
      long sum = 0;
      for (long i = 0; i < n0; i++) {
        for (long j = 0; j < n1; j++) {
          memory.set(ValueLayout.JAVA_LONG_UNALIGNED, start + i * s0 + j * s1, j);
        }
      }
      return sum;
    }
  }

  /** Floats. */
  static final class FloatSet extends ItemLoop {
    @Override
    double run() {
      long n0 = shape[0];
      long n1 = shape[1];
      NdView items = view;
      float sum = 0;
      for (long i = 0; i < n0; i++) {
        for (long j = 0; j < n1; j++) {
          items.setFloat(j, i, j);
        }
      }
      return sum;
    }
  }

  /** Floats by hand. */
  static final class RawFloatSet extends ItemLoop {
    @Override
    double run() {
      long n0 = shape[0];
      long n1 = shape[1];
      MemorySegment memory = segment;
      long start = base;
      long s0 = strides[0];
      long s1 = strides[1];
      float sum = 0;
      for (long i = 0; i < n0; i++) {
        for (long j = 0; j < n1; j++) {
          memory.set(ValueLayout.JAVA_FLOAT_UNALIGNED, start + i * s0 + j * s1, j);
        }
      }
      return sum;
    }
  }
}
