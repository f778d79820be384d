package org.ndview.internal.vector;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.ndview.Scaling;
import org.ndview.format.ScalarType;
import org.ndview.internal.bulk.RunKernel;
import org.ndview.internal.bulk.RunTransfer;
import org.ndview.internal.numeric.RunKernels;

/** Kernels written with the Vector API, for vectors of 256 bits and more. */
public final class VectorKernels implements RunKernels {
  private VectorKernels() {}

  /** {@return the kernels, or null if the machine's vectors are too narrow for them} */
  public static @Nullable RunKernels find() {
    return Lanes.areWide() ? new VectorKernels() : null;
  }

  @Override
  public String name() {
    return "vector (jdk.incubator.vector, " + Lanes.INTS.vectorBitSize() + " bits)";
  }

  @Override
  public @Nullable RunKernel swap(int width) {
    return VectorBits.swap(width);
  }

  @Override
  public @Nullable List<RunTransfer.Step> conversion(
      ScalarType from, ScalarType to, Scaling.@Nullable Uniform scaling) {
    RunKernel loop = scaling == null ? loop(from, to) : scaled(from, to, scaling);
    if (loop != null) {
      return List.of(new RunTransfer.Step(width(to), loop));
    }
    // by way of what holds all values of the first type
    for (ScalarType between : between(from, to)) {
      RunKernel first = loop(from, between);
      RunKernel second = scaling == null ? loop(between, to) : scaled(between, to, scaling);
      if (first != null && second != null) {
        List<RunTransfer.Step> steps = new ArrayList<>();
        steps.add(new RunTransfer.Step(width(between), first));
        steps.add(new RunTransfer.Step(width(to), second));
        return steps;
      }
    }
    return null;
  }

  private static List<ScalarType> between(ScalarType from, ScalarType to) {
    return switch (from) {
      case BOOL -> List.of(ScalarType.UINT8);
      case BFLOAT16 -> List.of(ScalarType.FLOAT32);
      case INT32, UINT32 -> to == ScalarType.BFLOAT16 ? List.of(ScalarType.FLOAT64) : List.of();
      default -> List.of();
    };
  }

  private static @Nullable RunKernel loop(ScalarType from, ScalarType to) {
    return switch (from) {
      case BOOL -> width(to) == 1 ? VectorBits::truth : null;
      case INT8 -> to == ScalarType.BOOL ? VectorBits::truth : VectorInt8.to(to);
      case UINT8 -> to == ScalarType.BOOL ? VectorBits::truth : VectorUInt8.to(to);
      case INT16 -> VectorInt16.to(to);
      case UINT16 -> VectorUInt16.to(to);
      case INT32 -> VectorInt32.to(to);
      case UINT32 -> VectorUInt32.to(to);
      case INT64, UINT64 -> VectorBits.ofLongs(to);
      case BFLOAT16, FLOAT32, FLOAT64 -> VectorFloats.of(from, to);
      case CHAR, FLOAT16, LONG_DOUBLE, COMPLEX32, COMPLEX64, COMPLEX128, LONG_COMPLEX -> null;
    };
  }

  private static @Nullable RunKernel scaled(
      ScalarType from, ScalarType to, Scaling.Uniform scaling) {
    return switch (from) {
      case INT8 -> VectorInt8.to(to, scaling);
      case UINT8 -> VectorUInt8.to(to, scaling);
      case INT16 -> VectorInt16.to(to, scaling);
      case UINT16 -> VectorUInt16.to(to, scaling);
      case INT32 -> VectorInt32.to(to, scaling);
      case UINT32 -> VectorUInt32.to(to, scaling);
      case FLOAT32, FLOAT64 -> VectorFloats.of(from, to, scaling);
      case BOOL, INT64, UINT64, BFLOAT16 -> null;
      case CHAR, FLOAT16, LONG_DOUBLE, COMPLEX32, COMPLEX64, COMPLEX128, LONG_COMPLEX -> null;
    };
  }

  /** The width of a number (in bytes). */
  private static int width(ScalarType type) {
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
