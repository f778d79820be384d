package org.ndview.nd4j.peers;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.ndview.NdView;

/** Doubles written in loops of one to four dimensions. */
final class DoubleSetLoops {
  private DoubleSetLoops() {}

  /** One dimension, written. */
  static final class Set1 extends ItemLoop {
    @Override
    double run() {
      long n0 = shape[0];
      NdView items = view;
      double sum = 0;
      for (long i = 0; i < n0; i++) {
        items.setDouble(i, i);
      }
      return sum;
    }
  }

  /** One dimension, written by hand. */
  static final class RawSet1 extends ItemLoop {
    @Override
    double run() {
      long n0 = shape[0];
      MemorySegment memory = segment;
      long start = base;
      long s0 = strides[0];
      double sum = 0;
      for (long i = 0; i < n0; i++) {
        memory.set(ValueLayout.JAVA_DOUBLE_UNALIGNED, start + i * s0, i);
      }
      return sum;
    }
  }

  /** Two dimensions, written. */
  static final class Set2 extends ItemLoop {
    @Override
    double run() {
      long n0 = shape[0];
      long n1 = shape[1];
      NdView items = view;
      double sum = 0;
      for (long i = 0; i < n0; i++) {
        for (long j = 0; j < n1; j++) {
          items.setDouble(j, i, j);
        }
      }
      return sum;
    }
  }

  /** Two dimensions, written by hand. */
  static final class RawSet2 extends ItemLoop {
    @Override
    double run() {
      long n0 = shape[0];
      long n1 = shape[1];
      MemorySegment memory = segment;
      long start = base;
      long s0 = strides[0];
      long s1 = strides[1];
      double sum = 0;
      for (long i = 0; i < n0; i++) {
        for (long j = 0; j < n1; j++) {
          memory.set(ValueLayout.JAVA_DOUBLE_UNALIGNED, start + i * s0 + j * s1, j);
        }
      }
      return sum;
    }
  }

  /** Three dimensions, written. */
  static final class Set3 extends ItemLoop {
    @Override
    double run() {
      long n0 = shape[0];
      long n1 = shape[1];
      long n2 = shape[2];
      NdView items = view;
      double sum = 0;
      for (long i = 0; i < n0; i++) {
        for (long j = 0; j < n1; j++) {
          for (long k = 0; k < n2; k++) {
            items.setDouble(k, i, j, k);
          }
        }
      }
      return sum;
    }
  }

  /** Three dimensions, written by hand. */
  static final class RawSet3 extends ItemLoop {
    @Override
    double run() {
      long n0 = shape[0];
      long n1 = shape[1];
      long n2 = shape[2];
      MemorySegment memory = segment;
      long start = base;
      long s0 = strides[0];
      long s1 = strides[1];
      long s2 = strides[2];
      double sum = 0;
      for (long i = 0; i < n0; i++) {
        for (long j = 0; j < n1; j++) {
          for (long k = 0; k < n2; k++) {
            memory.set(ValueLayout.JAVA_DOUBLE_UNALIGNED, start + i * s0 + j * s1 + k * s2, k);
          }
        }
      }
      return sum;
    }
  }

  /** Four dimensions, written. */
  static final class Set4 extends ItemLoop {
    @Override
    double run() {
      long n0 = shape[0];
      long n1 = shape[1];
      long n2 = shape[2];
      long n3 = shape[3];
      NdView items = view;
      double sum = 0;
      for (long i = 0; i < n0; i++) {
        for (long j = 0; j < n1; j++) {
          for (long k = 0; k < n2; k++) {
            for (long l = 0; l < n3; l++) {
              items.setDouble(l, i, j, k, l);
            }
          }
        }
      }
      return sum;
    }
  }

  /** Four dimensions, written by hand. */
  static final class RawSet4 extends ItemLoop {
    @Override
    double run() {
      long n0 = shape[0];
      long n1 = shape[1];
      long n2 = shape[2];
      long n3 = shape[3];
      MemorySegment memory = segment;
      long start = base;
      long s0 = strides[0];
      long s1 = strides[1];
      long s2 = strides[2];
      long s3 = strides[3];
      double sum = 0;
      for (long i = 0; i < n0; i++) {
        for (long j = 0; j < n1; j++) {
          for (long k = 0; k < n2; k++) {
            for (long l = 0; l < n3; l++) {
              memory.set(
                  ValueLayout.JAVA_DOUBLE_UNALIGNED, start + i * s0 + j * s1 + k * s2 + l * s3, l);
            }
          }
        }
      }
      return sum;
    }
  }
}
