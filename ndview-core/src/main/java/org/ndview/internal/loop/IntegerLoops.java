package org.ndview.internal.loop;

import org.ndview.internal.bulk.RunKernel;

/**
 * The loops that read integers of one width.
 *
 * <p>Where a mask is asked for: of an integer with a sign it is -1; of one without, the bits that
 * it has.
 */
public sealed interface IntegerLoops permits RunLoops8, RunLoops16, RunLoops32, RunLoops64 {
  /**
   * {@return the loops of a width}
   *
   * @param width in bytes: 1, 2, 4 or 8
   */
  static IntegerLoops of(int width) {
    return switch (width) {
      case 1 -> new RunLoops8();
      case 2 -> new RunLoops16();
      case 4 -> new RunLoops32();
      case 8 -> new RunLoops64();
      default -> throw new IllegalArgumentException("no integer has " + width + " bytes");
    };
  }

  /** {@return the loop to integers of one byte, which keep the low bits} */
  RunKernel toBytes(long mask);

  /** {@return the loop to integers of two bytes} */
  RunKernel toShorts(long mask);

  /** {@return the loop to integers of four bytes} */
  RunKernel toInts(long mask);

  /** {@return the loop to integers of eight bytes} */
  RunKernel toLongs(long mask);

  /** {@return the loop to bytes: 1 for numbers that have a bit of a mask, 0 for the others} */
  StagedLoop<byte[]> truthToBytes(long mask);

  /** {@return the loop to floats} */
  StagedLoop<float[]> toFloats(boolean signed);

  /** {@return the loop to doubles} */
  StagedLoop<double[]> toDoubles(boolean signed);

  /** {@return the loop to floats, scaled and shifted as doubles} */
  StagedLoop<float[]> toFloats(boolean signed, double scale, double shift);

  /** {@return the loop to doubles, scaled and shifted} */
  StagedLoop<double[]> toDoubles(boolean signed, double scale, double shift);

  /** {@return the loop that reverses the bytes of each} */
  StagedLoop<?> swap();
}
