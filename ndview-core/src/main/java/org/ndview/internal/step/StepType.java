package org.ndview.internal.step;

/** How a number is stored. Each of 64 bits has a sign. */
public enum StepType {
  INT8,
  UINT8,
  INT16,
  UINT16,
  INT32,
  UINT32,
  INT64,
  FLOAT32,
  FLOAT64;

  /**
   * {@return the integer of a width, with a sign}
   *
   * @param width in bytes: 1, 2, 4 or 8
   */
  public static StepType ofBits(int width) {
    return switch (width) {
      case 1 -> INT8;
      case 2 -> INT16;
      case 4 -> INT32;
      case 8 -> INT64;
      default -> throw new IllegalArgumentException("no number has " + width + " bytes");
    };
  }

  /** {@return how wide a number is (in bytes)} */
  public int width() {
    return switch (this) {
      case INT8, UINT8 -> 1;
      case INT16, UINT16 -> 2;
      case INT32, UINT32, FLOAT32 -> 4;
      case INT64, FLOAT64 -> 8;
    };
  }
}
