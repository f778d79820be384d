package org.ndview.internal.vector;

import static org.ndview.internal.memory.MemoryKind.plain;
import static org.ndview.internal.vector.Lanes.DOUBLES;
import static org.ndview.internal.vector.Lanes.FLOATS;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/** Compares floats as numbers: zeros are equal, NaN equals nothing. */
final class VectorEquality {
  private static final int FLOAT_COUNT = FLOATS.length();
  private static final int DOUBLE_COUNT = DOUBLES.length();

  private VectorEquality() {}

  static boolean floats(MemorySegment a, long atA, MemorySegment b, long atB, int n) {
    int i = 0;
    for (; i <= n - 4 * FLOAT_COUNT; i += 4 * FLOAT_COUNT) {
      VectorMask<Float> equal =
          floatsOnce(a, atA, b, atB, i)
              .and(floatsOnce(a, atA, b, atB, i + FLOAT_COUNT))
              .and(floatsOnce(a, atA, b, atB, i + 2 * FLOAT_COUNT))
              .and(floatsOnce(a, atA, b, atB, i + 3 * FLOAT_COUNT));
      if (!equal.allTrue()) {
        return false;
      }
    }
    for (; i < n; i += FLOAT_COUNT) {
      if (!floatsOnce(a, atA, b, atB, Math.min(i, n - FLOAT_COUNT)).allTrue()) {
        return false;
      }
    }
    return true;
  }

  static boolean floatsSwapped(MemorySegment a, long atA, MemorySegment b, long atB, int n) {
    int i = 0;
    for (; i <= n - 4 * FLOAT_COUNT; i += 4 * FLOAT_COUNT) {
      VectorMask<Float> equal =
          floatsSwappedOnce(a, atA, b, atB, i)
              .and(floatsSwappedOnce(a, atA, b, atB, i + FLOAT_COUNT))
              .and(floatsSwappedOnce(a, atA, b, atB, i + 2 * FLOAT_COUNT))
              .and(floatsSwappedOnce(a, atA, b, atB, i + 3 * FLOAT_COUNT));
      if (!equal.allTrue()) {
        return false;
      }
    }
    for (; i < n; i += FLOAT_COUNT) {
      if (!floatsSwappedOnce(a, atA, b, atB, Math.min(i, n - FLOAT_COUNT)).allTrue()) {
        return false;
      }
    }
    return true;
  }

  private static VectorMask<Float> floatsSwappedOnce(
      MemorySegment a, long atA, MemorySegment b, long atB, int i) {
    return Kind.FLOATS
        .known(Kind.FLOATS.species().fromMemorySegment(plain(a), atA + 4L * i, Lanes.ORDER))
        .compare(
            VectorOperators.EQ,
            Kind.FLOATS.known(
                Kind.INTS
                    .known(
                        Kind.INTS.species().fromMemorySegment(plain(b), atB + 4L * i, Lanes.ORDER))
                    .lanewise(VectorOperators.REVERSE_BYTES)
                    .reinterpretAsFloats()));
  }

  private static VectorMask<Float> floatsOnce(
      MemorySegment a, long atA, MemorySegment b, long atB, int i) {
    return Kind.FLOATS
        .known(Kind.FLOATS.species().fromMemorySegment(plain(a), atA + 4L * i, Lanes.ORDER))
        .compare(
            VectorOperators.EQ,
            Kind.FLOATS.known(
                Kind.FLOATS.species().fromMemorySegment(plain(b), atB + 4L * i, Lanes.ORDER)));
  }

  static boolean doubles(MemorySegment a, long atA, MemorySegment b, long atB, int n) {
    int i = 0;
    for (; i <= n - 4 * DOUBLE_COUNT; i += 4 * DOUBLE_COUNT) {
      VectorMask<Double> equal =
          doublesOnce(a, atA, b, atB, i)
              .and(doublesOnce(a, atA, b, atB, i + DOUBLE_COUNT))
              .and(doublesOnce(a, atA, b, atB, i + 2 * DOUBLE_COUNT))
              .and(doublesOnce(a, atA, b, atB, i + 3 * DOUBLE_COUNT));
      if (!equal.allTrue()) {
        return false;
      }
    }
    for (; i < n; i += DOUBLE_COUNT) {
      if (!doublesOnce(a, atA, b, atB, Math.min(i, n - DOUBLE_COUNT)).allTrue()) {
        return false;
      }
    }
    return true;
  }

  static boolean doublesSwapped(MemorySegment a, long atA, MemorySegment b, long atB, int n) {
    int i = 0;
    for (; i <= n - 4 * DOUBLE_COUNT; i += 4 * DOUBLE_COUNT) {
      VectorMask<Double> equal =
          doublesSwappedOnce(a, atA, b, atB, i)
              .and(doublesSwappedOnce(a, atA, b, atB, i + DOUBLE_COUNT))
              .and(doublesSwappedOnce(a, atA, b, atB, i + 2 * DOUBLE_COUNT))
              .and(doublesSwappedOnce(a, atA, b, atB, i + 3 * DOUBLE_COUNT));
      if (!equal.allTrue()) {
        return false;
      }
    }
    for (; i < n; i += DOUBLE_COUNT) {
      if (!doublesSwappedOnce(a, atA, b, atB, Math.min(i, n - DOUBLE_COUNT)).allTrue()) {
        return false;
      }
    }
    return true;
  }

  private static VectorMask<Double> doublesSwappedOnce(
      MemorySegment a, long atA, MemorySegment b, long atB, int i) {
    return Kind.DOUBLES
        .known(Kind.DOUBLES.species().fromMemorySegment(plain(a), atA + 8L * i, Lanes.ORDER))
        .compare(
            VectorOperators.EQ,
            Kind.DOUBLES.known(
                Kind.LONGS
                    .known(
                        Kind.LONGS.species().fromMemorySegment(plain(b), atB + 8L * i, Lanes.ORDER))
                    .lanewise(VectorOperators.REVERSE_BYTES)
                    .reinterpretAsDoubles()));
  }

  private static VectorMask<Double> doublesOnce(
      MemorySegment a, long atA, MemorySegment b, long atB, int i) {
    return Kind.DOUBLES
        .known(Kind.DOUBLES.species().fromMemorySegment(plain(a), atA + 8L * i, Lanes.ORDER))
        .compare(
            VectorOperators.EQ,
            Kind.DOUBLES.known(
                Kind.DOUBLES.species().fromMemorySegment(plain(b), atB + 8L * i, Lanes.ORDER)));
  }
}
