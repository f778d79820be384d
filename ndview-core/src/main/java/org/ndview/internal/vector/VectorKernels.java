package org.ndview.internal.vector;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.ndview.Scaling;
import org.ndview.format.ScalarType;
import org.ndview.internal.bulk.RunKernel;
import org.ndview.internal.bulk.RunTransfer;
import org.ndview.internal.bulk.SplitKernel;
import org.ndview.internal.numeric.AffineBytes;
import org.ndview.internal.numeric.CountKernel;
import org.ndview.internal.numeric.EqualKernel;
import org.ndview.internal.numeric.FitKernel;
import org.ndview.internal.numeric.IntegerRange;
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
    return VectorSwaps.swap(width);
  }

  @Override
  public @Nullable List<RunTransfer.Step> conversion(
      ScalarType from, ScalarType to, Scaling.@Nullable Uniform scaling) {
    return scaling == null ? VectorPaths.of(from, to) : VectorPaths.of(from, to, scaling);
  }

  @Override
  public @Nullable SplitKernel split(
      ScalarType from, ScalarType to, List<Scaling.Uniform> scalings) {
    if (from != ScalarType.UINT8 || to != ScalarType.FLOAT32 || scalings.isEmpty()) {
      return null;
    }
    List<AffineBytes> floats = new ArrayList<>();
    for (Scaling.Uniform scaling : scalings) {
      AffineBytes exact = AffineBytes.of(false, scaling);
      if (exact == null) {
        return null;
      }
      floats.add(exact);
    }
    return new VectorImages(floats);
  }

  @Override
  public @Nullable CountKernel count(int width) {
    return switch (width) {
      case 1 -> VectorSearch8::count;
      case 2 -> VectorSearch16::count;
      case 4 -> VectorSearch32::count;
      case 8 -> VectorSearch64::count;
      default -> null;
    };
  }

  @Override
  public @Nullable EqualKernel equal(ScalarType type) {
    return switch (type) {
      case INT8, UINT8 -> VectorSearch8::equal;
      case INT16, UINT16 -> VectorSearch16::equal;
      case INT32, UINT32 -> VectorSearch32::equal;
      case INT64, UINT64 -> VectorSearch64::equal;
      case FLOAT32 -> VectorEquality::floats;
      case FLOAT64 -> VectorEquality::doubles;
      default -> null;
    };
  }

  @Override
  public @Nullable FitKernel fit(int width, IntegerRange range) {
    long offset = range.offset();
    long mask = range.mask();
    return switch (width) {
      case 1 -> (a, at, n) -> VectorSearch8.fit(a, at, n, offset, mask);
      case 2 -> (a, at, n) -> VectorSearch16.fit(a, at, n, offset, mask);
      case 4 -> (a, at, n) -> VectorSearch32.fit(a, at, n, offset, mask);
      case 8 -> (a, at, n) -> VectorSearch64.fit(a, at, n, offset, mask);
      default -> null;
    };
  }

  @Override
  public @Nullable FitKernel fit(ScalarType floats, double limit) {
    return switch (floats) {
      case FLOAT32 -> (a, at, n) -> VectorEquality.floatsFit(a, at, n, (float) limit);
      case FLOAT64 -> (a, at, n) -> VectorEquality.doublesFit(a, at, n, limit);
      default -> null;
    };
  }
}
