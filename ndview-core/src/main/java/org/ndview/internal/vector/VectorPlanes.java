package org.ndview.internal.vector;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.VectorSpecies;
import org.jspecify.annotations.Nullable;
import org.ndview.internal.bulk.PlaneKernels;

/** Planes that are turned by the loop for the width of their items, and rows that are copied. */
public final class VectorPlanes implements PlaneKernels {
  private static final ByteOrder ORDER = ByteOrder.nativeOrder();
  private static final VectorSpecies<Byte> WIDE = ByteVector.SPECIES_256;
  private static final VectorSpecies<Byte> HALF = ByteVector.SPECIES_128;

  private VectorPlanes() {}

  /** {@return the kernels, or null if the machine's vectors are too narrow for them} */
  public static @Nullable PlaneKernels find() {
    return Lanes.areWide() ? new VectorPlanes() : null;
  }

  @Override
  public void turn(
      int width,
      MemorySegment a,
      long atA,
      long rowA,
      MemorySegment b,
      long atB,
      long rowB,
      int m,
      int n) {
    switch (width) {
      case 1 -> VectorTurns8.turn(a, atA, rowA, b, atB, rowB, m, n);
      case 2 -> VectorTurns16.turn(a, atA, rowA, b, atB, rowB, m, n);
      case 4 -> VectorTurns32.turn(a, atA, rowA, b, atB, rowB, m, n);
      case 8 -> VectorTurns64.turn(a, atA, rowA, b, atB, rowB, m, n);
      default -> throw new IllegalArgumentException("a width of " + width);
    }
  }

  @Override
  public void copy(
      int bytes,
      MemorySegment a,
      long atA,
      long rowA,
      MemorySegment b,
      long atB,
      long rowB,
      int m) {
    if (bytes >= WIDE.length()) {
      for (int i = 0; i < m; i++) {
        wide(a, atA + i * rowA, b, atB + i * rowB, bytes - WIDE.length());
      }
    } else if (bytes >= HALF.length()) {
      int last = bytes - HALF.length();
      for (int i = 0; i < m; i++) {
        half(a, atA + i * rowA, b, atB + i * rowB);
        half(a, atA + i * rowA + last, b, atB + i * rowB + last);
      }
    } else {
      int last = bytes - Long.BYTES;
      for (int i = 0; i < m; i++) {
        eight(a, atA + i * rowA, b, atB + i * rowB);
        eight(a, atA + i * rowA + last, b, atB + i * rowB + last);
      }
    }
  }

  /** The last vector reaches back to end with the row. */
  private static void wide(MemorySegment a, long atA, MemorySegment b, long atB, int last) {
    for (int i = 0; i < last; i += WIDE.length()) {
      ByteVector.fromMemorySegment(WIDE, a, atA + i, ORDER).intoMemorySegment(b, atB + i, ORDER);
    }
    ByteVector.fromMemorySegment(WIDE, a, atA + last, ORDER)
        .intoMemorySegment(b, atB + last, ORDER);
  }

  private static void half(MemorySegment a, long atA, MemorySegment b, long atB) {
    ByteVector.fromMemorySegment(HALF, a, atA, ORDER).intoMemorySegment(b, atB, ORDER);
  }

  private static void eight(MemorySegment a, long atA, MemorySegment b, long atB) {
    b.set(ValueLayout.JAVA_LONG_UNALIGNED, atB, a.get(ValueLayout.JAVA_LONG_UNALIGNED, atA));
  }
}
