package org.ndview.format;

import java.nio.ByteOrder;

/** Conditions on the machine that expected results were computed for. */
final class Platforms {
  private Platforms() {}

  static boolean lp64LittleEndian() {
    return Abi.size("long") == 8
        && Abi.POINTER_SIZE == 8
        && Abi.LONG_DOUBLE_SIZE == 16
        && ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN;
  }
}
