package org.ndview.internal.loop;

import java.lang.foreign.ValueLayout;

/** Numbers in the machine's byte order, wherever they begin. */
final class Raw {
  static final ValueLayout.OfByte BYTE = ValueLayout.JAVA_BYTE;
  static final ValueLayout.OfShort SHORT = ValueLayout.JAVA_SHORT_UNALIGNED;
  static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED;
  static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED;
  static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED;
  static final ValueLayout.OfDouble DOUBLE = ValueLayout.JAVA_DOUBLE_UNALIGNED;

  // how far apart they lie (in bytes)
  static final long BYTE_STEP = Byte.BYTES;
  static final long SHORT_STEP = Short.BYTES;
  static final long INT_STEP = Integer.BYTES;
  static final long LONG_STEP = Long.BYTES;

  private Raw() {}
}
