package org.ndview.internal.vector;

import static org.ndview.format.ScalarType.FLOAT32;
import static org.ndview.format.ScalarType.FLOAT64;
import static org.ndview.format.ScalarType.INT16;
import static org.ndview.format.ScalarType.INT32;
import static org.ndview.internal.numeric.NumericFormat.width;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.ndview.Scaling;
import org.ndview.format.ScalarType;
import org.ndview.internal.bulk.RunKernel;
import org.ndview.internal.bulk.RunTransfer.Step;
import org.ndview.internal.numeric.PlainPaths;

/**
 * Which loops, one after the other, lead from one type of numbers to another. All on the way but
 * the last keep every value, or what the last rounding needs of it.
 */
final class VectorPaths {
  private VectorPaths() {}

  /** {@return the steps, or null if there are none} */
  static @Nullable List<Step> of(ScalarType from, ScalarType to) {
    if (isPlain(from, to)) {
      return then(to, PlainPaths.of(from, to));
    }
    if (to == ScalarType.BOOL) {
      return then(to, VectorTruth.of(from));
    }
    RunKernel loop = loop(from, to);
    return loop != null ? then(to, loop) : byWay(from, to);
  }

  /** Whether C2 makes vector code of plain loops that is no slower: the API has no half floats. */
  private static boolean isPlain(ScalarType from, ScalarType to) {
    return switch (to) {
      case BOOL -> from == FLOAT64 || from == ScalarType.INT64 || from == ScalarType.UINT64;
      case FLOAT16 -> from == FLOAT32 || isInteger(from);
      case FLOAT32 -> from == ScalarType.FLOAT16 || from == ScalarType.INT64;
      case FLOAT64 -> from == ScalarType.FLOAT16;
      default -> false;
    };
  }

  /** {@return the steps with scale and shift, which are in doubles, or null} */
  static @Nullable List<Step> of(ScalarType from, ScalarType to, Scaling.Uniform scaling) {
    RunKernel loop = scaled(from, to, scaling);
    if (loop != null) {
      return then(to, loop);
    }
    if (isInteger(to) && (isInteger(from) || from == ScalarType.FLOAT16)) {
      return then(to, PlainPaths.of(from, to, scaling));
    }
    if (isHalf(from)) {
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
      case FLOAT16 -> null;
      case FLOAT32 -> ofFloat(from, to);
      case BFLOAT16, FLOAT64 -> ofFloat(from, to);
      case CHAR, LONG_DOUBLE, COMPLEX32, COMPLEX64, COMPLEX128, LONG_COMPLEX -> null;
    };
  }

  private static @Nullable RunKernel ofFloat(ScalarType from, ScalarType to) {
    RunKernel loop = VectorFloats.of(from, to);
    return loop != null ? loop : VectorTruncation.of(from, to);
  }

  private static @Nullable List<Step> byWay(ScalarType from, ScalarType to) {
    boolean toBFloat16 = to == ScalarType.BFLOAT16;
    return switch (from) {
      case FLOAT16, BFLOAT16 -> by(from, FLOAT32, to);
      case BOOL -> isHalf(to) ? by(from, FLOAT32, to) : null;
      case INT8, UINT8, INT16, UINT16 -> toBFloat16 ? by(from, FLOAT32, to) : null;
      case INT32 -> toBFloat16 ? join(then(FLOAT32, VectorInt32::toOdd), of(FLOAT32, to)) : null;
      case UINT32 -> toBFloat16 ? join(then(FLOAT32, VectorUInt32::toOdd), of(FLOAT32, to)) : null;
      case INT64, UINT64 ->
          toBFloat16 ? join(then(FLOAT64, OddLongs.toFloat64(from)), of(FLOAT64, to)) : null;
      case FLOAT32 -> null;
      case FLOAT64 -> {
        if (isHalf(to)) {
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

  private static boolean isHalf(ScalarType type) {
    return type == ScalarType.FLOAT16 || type == ScalarType.BFLOAT16;
  }

  private static boolean isInteger(ScalarType type) {
    return type.kind() == ScalarType.Kind.INT || type.kind() == ScalarType.Kind.UINT;
  }

  private static boolean isIntegerOfFewBits(ScalarType type) {
    return isInteger(type) && width(type) <= 4;
  }
}
