package org.ndview.internal.vector;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.ndview.internal.bulk.PlaneKernel;
import org.ndview.internal.bulk.PlaneKernels;
import org.ndview.internal.bulk.RowKernel;

/** Planes that are turned by the loop for the width of their items, and rows that are copied. */
public final class VectorPlanes implements PlaneKernels {
  private static final ByWidth<PlaneKernel> TURN =
      new ByWidth<>(
          VectorTurns8::turn, VectorTurns16::turn, VectorTurns32::turn, VectorTurns64::turn);

  private static final ByWidth<PlaneKernel> FEW =
      new ByWidth<>(
          VectorTurns8::turn, VectorQuads16::turn, VectorQuads32::turn, VectorTurns64::turn);

  private static final ByWidth<PlaneKernel> REVERSE =
      new ByWidth<>(
          VectorTurns8::reverse,
          VectorTurns16::reverse,
          VectorTurns32::reverse,
          VectorTurns64::reverse);

  // a kernel for rows of each length: one for all of them is more than the compiler takes at once
  private static final List<PlaneKernel> COPY =
      List.of(VectorRows32::copy, VectorRows64::copy, VectorRows128::copy, VectorRows256::copy);

  private static final List<RowKernel> GATHER =
      List.of(
          VectorRows32::gather, VectorRows64::gather, VectorRows128::gather, VectorRows256::gather);

  private VectorPlanes() {}

  /** {@return the kernels, or null if the machine's vectors are too narrow for them} */
  public static @Nullable PlaneKernels find() {
    return Lanes.areWide() ? new VectorPlanes() : null;
  }

  @Override
  public PlaneKernel turn(int width, long least) {
    return (least < FEWEST ? FEW : TURN).of(width);
  }

  @Override
  public PlaneKernel reverse(int width) {
    return REVERSE.of(width);
  }

  @Override
  public PlaneKernel copy(long bytes) {
    return COPY.get(length(bytes) - length(FEWEST_BYTES));
  }

  @Override
  public RowKernel gather(long bytes) {
    return GATHER.get(length(bytes) - length(FEWEST_BYTES));
  }

  /** The next power of two (as an exponent). */
  private static int length(long bytes) {
    return Long.SIZE - Long.numberOfLeadingZeros(bytes - 1);
  }
}
