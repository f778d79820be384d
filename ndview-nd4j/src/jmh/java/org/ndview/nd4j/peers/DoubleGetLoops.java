package org.ndview.nd4j.peers;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.ndview.NdView;

/** Doubles read in loops of one to four dimensions. */
final class DoubleGetLoops {
  private DoubleGetLoops() {}

  /** One dimension, read. */
  static final class Get1 extends ItemLoop {
    @Override
    double run() {
      long n0 = shape[0];
      NdView items = view;
      double sum = 0;
      for (long i = 0; i < n0; i++) {
        sum += items.getDouble(i);
      }
      return sum;
    }
  }

  /** One dimension, read by hand. */
  static final class RawGet1 extends ItemLoop {
    @Override
    double run() {
      long n0 = shape[0];
      MemorySegment memory = segment;
      long start = base;
      long s0 = strides[0];
      double sum = 0;
      for (long i = 0; i < n0; i++) {
        sum += memory.get(ValueLayout.JAVA_DOUBLE_UNALIGNED, start + i * s0);
      }
      return sum;
    }
  }

  /** Two dimensions, read. */
  static final class Get2 extends ItemLoop {
    @Override
    double run() {
      long n0 = shape[0];
      long n1 = shape[1];
      NdView items = view;
      double sum = 0;
      for (long i = 0; i < n0; i++) {
        for (long j = 0; j < n1; j++) {
          sum += items.getDouble(i, j);
        }
      }
      return sum;
    }
  }

  /** Two dimensions, read by hand. */
  static final class RawGet2 extends ItemLoop {
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
          sum += memory.get(ValueLayout.JAVA_DOUBLE_UNALIGNED, start + i * s0 + j * s1);
        }
      }
      return sum;
    }
  }

  /** Three dimensions, read. */
  static final class Get3 extends ItemLoop {
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
            sum += items.getDouble(i, j, k);
          }
        }
      }
      return sum;
    }
  }

  /** Three dimensions, read by hand. */
  static final class RawGet3 extends ItemLoop {
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
            sum += memory.get(ValueLayout.JAVA_DOUBLE_UNALIGNED, start + i * s0 + j * s1 + k * s2);
          }
        }
      }
      return sum;
    }
  }

  /** Four dimensions, read. */
  static final class Get4 extends ItemLoop {
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
              sum += items.getDouble(i, j, k, l);
            }
          }
        }
      }
      return sum;
    }
  }

  /** Four dimensions, read by hand. */
  static final class RawGet4 extends ItemLoop {
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
              sum +=
                  memory.get(
                      ValueLayout.JAVA_DOUBLE_UNALIGNED, start + i * s0 + j * s1 + k * s2 + l * s3);
            }
          }
        }
      }
      return sum;
    }
  }
}
