package org.ndview.internal.vector;

import static org.ndview.format.ScalarType.FLOAT32;
import static org.ndview.format.ScalarType.FLOAT64;
import static org.ndview.format.ScalarType.INT16;
import static org.ndview.format.ScalarType.INT32;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.ndview.Scaling;
import org.ndview.format.ScalarType;
import org.ndview.internal.bulk.RunKernel;
import org.ndview.internal.bulk.RunTransfer.Step;

/**
 * Which loops, one after the other, lead from one type of numbers to another. All on the way but
 * the last keep every value, or what the last rounding needs of it.
 */
final class VectorPaths {
  private VectorPaths() {}

  /** {@return the steps, or null if there are none} */
  static @Nullable List<Step> of(ScalarType from, ScalarType to) {
    if (to == ScalarType.BOOL) {
      return then(to, VectorTruth.of(from));
    }
    RunKernel loop = loop(from, to);
    return loop != null ? then(to, loop) : byWay(from, to);
  }

  /** {@return the steps with scale and shift, which are in doubles, or null} */
  static @Nullable List<Step> of(ScalarType from, ScalarType to, Scaling.Uniform scaling) {
    RunKernel loop = scaled(from, to, scaling);
    if (loop != null) {
      return then(to, loop);
    }
    if (from == ScalarType.FLOAT16 || from == ScalarType.BFLOAT16) {
      return join(of(from, FLOAT32), of(FLOAT32, to, scaling));
    }
    if (from == FLOAT32 && isIntegerOfFewBits(to)) {
      List<Step> ints = then(INT32, VectorTruncation.scaledToInt32(scaling));
      return width(to) == 4 ? ints : join(ints, of(INT32, to));
    }
    List<Step> doubles = from == FLOAT64 ? List.of() : of(from, FLOAT64);
    List<Step> scaled = join(doubles, then(FLOAT64, VectorFloats.of(FLOAT64, FLOAT64, scaling)));
    return to == FLOAT64 ? scaled : join(scaled, of(FLOAT64, to));
  }

  private static @Nullable RunKernel loop(ScalarType from, ScalarType to) {
    return switch (from) {
      case BOOL -> width(to) == 1 ? VectorTruth.of(from) : VectorBool.to(to);
      case INT8 -> VectorInt8.to(to);
      case UINT8 -> VectorUInt8.to(to);
      case INT16 -> VectorInt16.to(to);
      case UINT16 -> VectorUInt16.to(to);
      case INT32 -> VectorInt32.to(to);
      case UINT32 -> VectorUInt32.to(to);
      case INT64, UINT64 -> VectorLongs.to(from, to);
      case FLOAT16 -> to == FLOAT32 ? new VectorHalves()::toFloat32 : null;
      case FLOAT32 -> to == ScalarType.FLOAT16 ? new VectorHalves()::ofFloat32 : ofFloat(from, to);
      case BFLOAT16, FLOAT64 -> ofFloat(from, to);
      case CHAR, LONG_DOUBLE, COMPLEX32, COMPLEX64, COMPLEX128, LONG_COMPLEX -> null;
    };
  }

  private static @Nullable RunKernel ofFloat(ScalarType from, ScalarType to) {
    RunKernel loop = VectorFloats.of(from, to);
    return loop != null ? loop : VectorTruncation.of(from, to);
  }

  private static @Nullable List<Step> byWay(ScalarType from, ScalarType to) {
    boolean toHalf = to == ScalarType.FLOAT16 || to == ScalarType.BFLOAT16;
    return switch (from) {
      case FLOAT16, BFLOAT16 -> by(from, FLOAT32, to);
      case BOOL, INT8, UINT8, INT16, UINT16 -> toHalf ? by(from, FLOAT32, to) : null;
      case INT32 -> toHalf ? join(then(FLOAT32, VectorInt32::toOdd), of(FLOAT32, to)) : null;
      case UINT32 -> toHalf ? join(then(FLOAT32, VectorUInt32::toOdd), of(FLOAT32, to)) : null;
      case INT64, UINT64 ->
          toHalf ? join(then(FLOAT64, OddLongs.toFloat64(from)), of(FLOAT64, to)) : null;
      case FLOAT32 -> null;
      case FLOAT64 -> {
        if (toHalf) {
          yield join(then(FLOAT32, VectorFloats.toOdd()), of(FLOAT32, to));
        }
        yield width(to) == 1 ? by(from, INT16, to) : null;
      }
      case CHAR, LONG_DOUBLE, COMPLEX32, COMPLEX64, COMPLEX128, LONG_COMPLEX -> null;
    };
  }

  private static @Nullable List<Step> by(ScalarType from, ScalarType between, ScalarType to) {
    return join(of(from, between), of(between, to));
  }

  private static @Nullable List<Step> then(ScalarType to, @Nullable RunKernel loop) {
    return loop == null ? null : List.of(new Step(width(to), loop));
  }

  private static @Nullable List<Step> join(
      @Nullable List<Step> first, @Nullable List<Step> second) {
    if (first == null || second == null) {
      return null;
    }
    List<Step> both = new ArrayList<>(first);
    both.addAll(second);
    return both;
  }

  private static @Nullable RunKernel scaled(
      ScalarType from, ScalarType to, Scaling.Uniform scaling) {
    return switch (from) {
      case BOOL -> VectorBool.to(to, scaling);
      case INT8 -> VectorInt8.to(to, scaling);
      case UINT8 -> VectorUInt8.to(to, scaling);
      case INT16 -> VectorInt16.to(to, scaling);
      case UINT16 -> VectorUInt16.to(to, scaling);
      case INT32 -> VectorInt32.to(to, scaling);
      case UINT32 -> VectorUInt32.to(to, scaling);
      case FLOAT32, FLOAT64 -> VectorFloats.of(from, to, scaling);
      case INT64, UINT64 -> VectorLongs.to(from, to, scaling);
      case FLOAT16, BFLOAT16 -> null;
      case CHAR, LONG_DOUBLE, COMPLEX32, COMPLEX64, COMPLEX128, LONG_COMPLEX -> null;
    };
  }

  private static boolean isIntegerOfFewBits(ScalarType type) {
    return (type.kind() == ScalarType.Kind.INT || type.kind() == ScalarType.Kind.UINT)
        && width(type) <= 4;
  }

  /** The width of a number (in bytes). */
  static int width(ScalarType type) {
    return switch (type) {
      case BOOL, INT8, UINT8 -> 1;
      case INT16, UINT16, FLOAT16, BFLOAT16 -> 2;
      case INT32, UINT32, FLOAT32 -> 4;
      case INT64, UINT64, FLOAT64 -> 8;
      case CHAR, LONG_DOUBLE, COMPLEX32, COMPLEX64, COMPLEX128, LONG_COMPLEX ->
          throw new IllegalArgumentException("no number: " + type);
    };
  }
}
