package org.ndview.internal.numeric;

import org.jspecify.annotations.Nullable;
import org.ndview.Scaling;
import org.ndview.format.ScalarType;
import org.ndview.internal.bulk.StepTransfer;
import org.ndview.internal.step.StepType;

/**
 * Which loop leads from numbers that lie a step apart to others: from the fields of records to the
 * columns of a matrix.
 */
final class StepPaths {
  private StepPaths() {}

  /**
   * {@return the work of a loop between two formats, or null if there is none} There is one from
   * integers and floats of 32 and 64 bits to floats of 32 and 64 bits, and between integers.
   *
   * @param scaling null for numbers that stay as they are
   */
  static StepTransfer.@Nullable Numbers of(
      NumericFormat from, NumericFormat to, Scaling.@Nullable Uniform scaling) {
    StepType in = type(from.type());
    StepType out = type(to.type());
    if (scaling == null && from.hasSameBits(to)) {
      // in which of the two they are reversed makes no difference
      boolean reversed = from.swapped() != to.swapped();
      StepType bits = out != null && to.isFloat() ? out : StepType.ofBits(to.bits() / 8);
      return new StepTransfer.Numbers(bits, reversed, bits, false, 1, 0);
    }
    boolean floats = from.isFloat() || scaling != null;
    if (in == null || out == null || to.swapped() || (floats && !to.isFloat())) {
      return null;
    }
    double scale = scaling == null ? 1 : scaling.scale();
    double shift = scaling == null ? 0 : scaling.shift();
    return new StepTransfer.Numbers(in, from.swapped(), out, scaling != null, scale, shift);
  }

  private static @Nullable StepType type(ScalarType type) {
    return switch (type) {
      case INT8 -> StepType.INT8;
      case UINT8 -> StepType.UINT8;
      case INT16 -> StepType.INT16;
      case UINT16 -> StepType.UINT16;
      case INT32 -> StepType.INT32;
      case UINT32 -> StepType.UINT32;
      case INT64 -> StepType.INT64;
      case FLOAT32 -> StepType.FLOAT32;
      case FLOAT64 -> StepType.FLOAT64;
      default -> null;
    };
  }
}
