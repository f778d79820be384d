package org.ndview.nd4j.peers;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.ndview.NdView;

/** Items of each type read in loops of two dimensions. */
final class TypedGetLoops {
  private TypedGetLoops() {}

  /** Bytes. */
  static final class ByteGet extends ItemLoop {
    @Override
    double run() {
      long n0 = shape[0];
      long n1 = shape[1];
      NdView items = view;
      int sum = 0;
      for (long i = 0; i < n0; i++) {
        for (long j = 0; j < n1; j++) {
          sum += items.getInt(i, j);
        }
      }
      return sum;
    }
  }

  /** Bytes by hand. */
  static final class RawByteGet extends ItemLoop {
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
          sum += memory.get(ValueLayout.JAVA_BYTE, start + i * s0 + j * s1);
        }
      }
      return sum;
    }
  }

  /** Shorts. */
  static final class ShortGet extends ItemLoop {
    @Override
    double run() {
      long n0 = shape[0];
      long n1 = shape[1];
      NdView items = view;
      int sum = 0;
      for (long i = 0; i < n0; i++) {
        for (long j = 0; j < n1; j++) {
          sum += items.getShort(i, j);
        }
      }
      return sum;
    }
  }

  /** Shorts by hand. */
  static final class RawShortGet extends ItemLoop {
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
          sum += memory.get(ValueLayout.JAVA_SHORT_UNALIGNED, start + i * s0 + j * s1);
        }
      }
      return sum;
    }
  }

  /** Ints. */
  static final class IntGet extends ItemLoop {
    @Override
    double run() {
      long n0 = shape[0];
      long n1 = shape[1];
      NdView items = view;
      int sum = 0;
      for (long i = 0; i < n0; i++) {
        for (long j = 0; j < n1; j++) {
          sum += items.getInt(i, j);
        }
      }
      return sum;
    }
  }

  /** Ints by hand. */
  static final class RawIntGet extends ItemLoop {
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
          sum += memory.get(ValueLayout.JAVA_INT_UNALIGNED, start + i * s0 + j * s1);
        }
      }
      return sum;
    }
  }

  /** Longs. */
  static final class LongGet extends ItemLoop {
    @Override
    double run() {
      long n0 = shape[0];
      long n1 = shape[1];
      NdView items = view;
      long sum = 0;
      for (long i = 0; i < n0; i++) {
        for (long j = 0; j < n1; j++) {
          sum += items.getLong(i, j);
        }
      }
      return sum;
    }
  }

  /** Longs by hand. */
  static final class RawLongGet extends ItemLoop {
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
          sum += memory.get(ValueLayout.JAVA_LONG_UNALIGNED, start + i * s0 + j * s1);
        }
      }
      return sum;
    }
  }

  /** Floats. */
  static final class FloatGet extends ItemLoop {
    @Override
    double run() {
      long n0 = shape[0];
      long n1 = shape[1];
      NdView items = view;
      float sum = 0;
      for (long i = 0; i < n0; i++) {
        for (long j = 0; j < n1; j++) {
          sum += items.getFloat(i, j);
        }
      }
      return sum;
    }
  }

  /** Floats by hand. */
  static final class RawFloatGet extends ItemLoop {
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
          sum += memory.get(ValueLayout.JAVA_FLOAT_UNALIGNED, start + i * s0 + j * s1);
        }
      }
      return sum;
    }
  }
}
