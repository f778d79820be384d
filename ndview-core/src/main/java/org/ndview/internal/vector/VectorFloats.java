package org.ndview.internal.vector;

import static org.ndview.internal.memory.MemoryKind.plain;
import static org.ndview.internal.vector.Lanes.COUNT;
import static org.ndview.internal.vector.Lanes.LONGS;
import static org.ndview.internal.vector.Lanes.ORDER;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import org.jspecify.annotations.Nullable;
import org.ndview.Scaling;
import org.ndview.format.ScalarType;
import org.ndview.internal.bulk.RunKernel;
import org.ndview.internal.item.HalfFloats;

/**
 * From floats to floats of another width, or to the same with scale and shift. The last vector of a
 * run reaches back to end with it.
 */
final class VectorFloats {
  /** The bits of a double's fraction that a float's has not. */
  private static final long NO_FLOAT_BITS = (1L << (52 - 23)) - 1;

  /** The bits of the least double that a float holds with all of its own. */
  private static final long LEAST_FLOAT = Double.doubleToRawLongBits(Float.MIN_NORMAL);

  private VectorFloats() {}

  /** {@return the loop from a type to a type, or null} */
  static @Nullable RunKernel of(ScalarType from, ScalarType to) {
    return switch (from) {
      case FLOAT32 ->
          switch (to) {
            case FLOAT64 -> VectorFloats::widen;
            case BFLOAT16 -> VectorFloats::round;
            default -> null;
          };
      case FLOAT64 ->
          switch (to) {
            case FLOAT32 -> VectorFloats::narrow;
            default -> null;
          };
      case BFLOAT16 -> to == ScalarType.FLOAT32 ? VectorFloats::widenBFloat16 : null;
      default -> null;
    };
  }

  /** {@return the loop from a type to a type with scale and shift, or null} */
  static @Nullable RunKernel of(ScalarType from, ScalarType to, Scaling.Uniform scaling) {
    double scale = scaling.scale();
    double shift = scaling.shift();
    return switch (from) {
      case FLOAT32 ->
          switch (to) {
            case FLOAT32 -> (a, atA, b, atB, n) -> scale(a, atA, b, atB, n, scale, shift);
            case FLOAT64 -> (a, atA, b, atB, n) -> widen(a, atA, b, atB, n, scale, shift);
            default -> null;
          };
      case FLOAT64 ->
          switch (to) {
            case FLOAT32 -> (a, atA, b, atB, n) -> narrow(a, atA, b, atB, n, scale, shift);
            case FLOAT64 -> (a, atA, b, atB, n) -> scaleDoubles(a, atA, b, atB, n, scale, shift);
            default -> null;
          };
      default -> null;
    };
  }

  private static DoubleVector doubles(MemorySegment a, long at, int i) {
    return Kind.DOUBLES.known(
        Kind.DOUBLES.species().fromMemorySegment(plain(a), at + 8L * i, Lanes.ORDER));
  }

  /** Doubles of as many floats: no vector is cut, which C2 does well only at times. */
  private static DoubleVector widened(MemorySegment a, long at, int i) {
    return Kind.DOUBLES.known(
        Kind.HALF_FLOATS
            .known(Kind.HALF_FLOATS.species().fromMemorySegment(plain(a), at + 4L * i, Lanes.ORDER))
            .convertShape(VectorOperators.F2D, Kind.DOUBLES.species(), 0));
  }

  private static FloatVector floats(MemorySegment a, long at, int i) {
    return Kind.FLOATS.known(
        Kind.FLOATS.species().fromMemorySegment(plain(a), at + 4L * i, Lanes.ORDER));
  }

  private static void widen(MemorySegment a, long atA, MemorySegment b, long atB, int n) {
    for (int i = 0; i < n - COUNT; i += COUNT) {
      widenOnce(a, atA, b, atB, i);
    }
    widenOnce(a, atA, b, atB, n - COUNT);
  }

  private static void widenOnce(MemorySegment a, long atA, MemorySegment b, long atB, int i) {
    Lanes.store(widened(a, atA, i), widened(a, atA, i + COUNT / 2), b, atB + 8L * i);
  }

  private static void narrow(MemorySegment a, long atA, MemorySegment b, long atB, int n) {
    for (int i = 0; i < n - COUNT; i += COUNT) {
      narrowOnce(a, atA, b, atB, i);
    }
    narrowOnce(a, atA, b, atB, n - COUNT);
  }

  private static void narrowOnce(MemorySegment a, long atA, MemorySegment b, long atB, int i) {
    Lanes.storeAsFloats(doubles(a, atA, i), doubles(a, atA, i + COUNT / 2), b, atB + 4L * i);
  }

  private static void round(MemorySegment a, long atA, MemorySegment b, long atB, int n) {
    for (int i = 0; i < n - COUNT; i += COUNT) {
      roundOnce(a, atA, b, atB, i);
    }
    roundOnce(a, atA, b, atB, n - COUNT);
  }

  private static void roundOnce(MemorySegment a, long atA, MemorySegment b, long atB, int i) {
    Lanes.roundToBFloat16(floats(a, atA, i)).intoMemorySegment(plain(b), atB + 2L * i, ORDER);
  }

  /** {@return the loop to floats to be rounded once more: see {@link HalfFloats#roundToOdd}} */
  static RunKernel toOdd() {
    Attempt attempt = VectorFloats::roundToOdd;
    return attempt.or(Double.BYTES, Float.BYTES, VectorFloats::roundEachToOdd);
  }

  private static boolean roundToOdd(MemorySegment a, long atA, MemorySegment b, long atB, int n) {
    LongVector tiny = LongVector.zero(LONGS);
    for (int i = 0; i < n - COUNT / 2; i += COUNT / 2) {
      tiny = tiny.or(roundToOddOnce(a, atA, b, atB, i));
    }
    tiny = tiny.or(roundToOddOnce(a, atA, b, atB, n - COUNT / 2));
    return tiny.compare(VectorOperators.GE, 0).allTrue();
  }

  /** Returns numbers that are below 0 for what a float holds with fewer bits, but for 0. */
  private static LongVector roundToOddOnce(
      MemorySegment a, long atA, MemorySegment b, long atB, int i) {
    LongVector bits = Kind.LONGS.known(doubles(a, atA, i).reinterpretAsLongs());
    // a bit that is lost carries into the last that stays
    LongVector odd = bits.or(bits.and(NO_FLOAT_BITS).add(NO_FLOAT_BITS)).and(~NO_FLOAT_BITS);
    Kind.HALF_FLOATS
        .known(
            Kind.DOUBLES
                .known(odd.reinterpretAsDoubles())
                .convertShape(VectorOperators.D2F, Kind.HALF_FLOATS.species(), 0))
        .intoMemorySegment(plain(b), atB + 4L * i, ORDER);
    LongVector magnitude = bits.and(Long.MAX_VALUE);
    return magnitude.sub(LEAST_FLOAT).lanewise(VectorOperators.AND_NOT, magnitude.sub(1));
  }

  private static void roundEachToOdd(MemorySegment a, long atA, MemorySegment b, long atB, int n) {
    for (int i = 0; i < n; i++) {
      float odd = HalfFloats.roundToOdd(a.get(ValueLayout.JAVA_DOUBLE_UNALIGNED, atA + 8L * i));
      b.set(ValueLayout.JAVA_FLOAT_UNALIGNED, atB + 4L * i, odd);
    }
  }

  private static void widenBFloat16(MemorySegment a, long atA, MemorySegment b, long atB, int n) {
    for (int i = 0; i < n - COUNT; i += COUNT) {
      widenBFloat16Once(a, atA, b, atB, i);
    }
    widenBFloat16Once(a, atA, b, atB, n - COUNT);
  }

  private static void widenBFloat16Once(
      MemorySegment a, long atA, MemorySegment b, long atB, int i) {
    Kind.INTS
        .known(
            Kind.SHORTS
                .known(Kind.SHORTS.species().fromMemorySegment(plain(a), atA + 2L * i, Lanes.ORDER))
                .convertShape(VectorOperators.ZERO_EXTEND_S2I, Kind.INTS.species(), 0))
        .lanewise(VectorOperators.LSHL, Short.SIZE)
        .intoMemorySegment(plain(b), atB + 4L * i, ORDER);
  }

  private static void scale(
      MemorySegment a, long atA, MemorySegment b, long atB, int n, double scale, double shift) {
    for (int i = 0; i < n - COUNT; i += COUNT) {
      scaleOnce(a, atA, b, atB, i, scale, shift);
    }
    scaleOnce(a, atA, b, atB, n - COUNT, scale, shift);
  }

  private static void scaleOnce(
      MemorySegment a, long atA, MemorySegment b, long atB, int i, double scale, double shift) {
    Lanes.storeAsFloats(
        widened(a, atA, i).mul(scale).add(shift),
        widened(a, atA, i + COUNT / 2).mul(scale).add(shift),
        b,
        atB + 4L * i);
  }

  private static void widen(
      MemorySegment a, long atA, MemorySegment b, long atB, int n, double scale, double shift) {
    for (int i = 0; i < n - COUNT; i += COUNT) {
      widenOnce(a, atA, b, atB, i, scale, shift);
    }
    widenOnce(a, atA, b, atB, n - COUNT, scale, shift);
  }

  private static void widenOnce(
      MemorySegment a, long atA, MemorySegment b, long atB, int i, double scale, double shift) {
    Lanes.store(
        widened(a, atA, i).mul(scale).add(shift),
        widened(a, atA, i + COUNT / 2).mul(scale).add(shift),
        b,
        atB + 8L * i);
  }

  private static void narrow(
      MemorySegment a, long atA, MemorySegment b, long atB, int n, double scale, double shift) {
    for (int i = 0; i < n - COUNT; i += COUNT) {
      narrowOnce(a, atA, b, atB, i, scale, shift);
    }
    narrowOnce(a, atA, b, atB, n - COUNT, scale, shift);
  }

  private static void narrowOnce(
      MemorySegment a, long atA, MemorySegment b, long atB, int i, double scale, double shift) {
    Lanes.storeAsFloats(
        doubles(a, atA, i).mul(scale).add(shift),
        doubles(a, atA, i + COUNT / 2).mul(scale).add(shift),
        b,
        atB + 4L * i);
  }

  private static void scaleDoubles(
      MemorySegment a, long atA, MemorySegment b, long atB, int n, double scale, double shift) {
    for (int i = 0; i < n - COUNT; i += COUNT) {
      scaleDoublesOnce(a, atA, b, atB, i, scale, shift);
    }
    scaleDoublesOnce(a, atA, b, atB, n - COUNT, scale, shift);
  }

  private static void scaleDoublesOnce(
      MemorySegment a, long atA, MemorySegment b, long atB, int i, double scale, double shift) {
    Lanes.store(
        doubles(a, atA, i).mul(scale).add(shift),
        doubles(a, atA, i + COUNT / 2).mul(scale).add(shift),
        b,
        atB + 8L * i);
  }
}
