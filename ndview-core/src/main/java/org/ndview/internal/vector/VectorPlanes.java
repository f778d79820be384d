package org.ndview.internal.vector;

import static org.ndview.internal.memory.MemoryKind.plain;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.VectorSpecies;
import org.jspecify.annotations.Nullable;
import org.ndview.internal.bulk.PlaneKernel;
import org.ndview.internal.bulk.PlaneKernels;

/** Planes that are turned by the loop for the width of their items, and rows that are copied. */
public final class VectorPlanes implements PlaneKernels {
  private static final ByteOrder ORDER = ByteOrder.nativeOrder();
  private static final VectorSpecies<Byte> WIDE = ByteVector.SPECIES_256;
  private static final VectorSpecies<Byte> HALF = ByteVector.SPECIES_128;

  private static final ByWidth<PlaneKernel> TURN =
      new ByWidth<>(
          VectorTurns8::turn, VectorTurns16::turn, VectorTurns32::turn, VectorTurns64::turn);

  private static final ByWidth<PlaneKernel> REVERSE =
      new ByWidth<>(
          VectorTurns8::reverse,
          VectorTurns16::reverse,
          VectorTurns32::reverse,
          VectorTurns64::reverse);

  private static final ByWidth<PlaneKernel> COPY =
      new ByWidth<>(copying(1), copying(2), copying(4), copying(8));

  private VectorPlanes() {}

  /** {@return the kernels, or null if the machine's vectors are too narrow for them} */
  public static @Nullable PlaneKernels find() {
    return Lanes.areWide() ? new VectorPlanes() : null;
  }

  @Override
  public PlaneKernel turn(int width) {
    return TURN.of(width);
  }

  @Override
  public PlaneKernel reverse(int width) {
    return REVERSE.of(width);
  }

  @Override
  public PlaneKernel copy(int width) {
    return COPY.of(width);
  }

  private static PlaneKernel copying(int width) {
    return (a, atA, rowA, b, atB, rowB, m, n) -> copy(n * width, a, atA, rowA, b, atB, rowB, m);
  }

  private static void copy(
      int bytes,
      MemorySegment a,
      long atA,
      long rowA,
      MemorySegment b,
      long atB,
      long rowB,
      int m) {
    if (bytes > 4 * WIDE.length()) {
      int last = bytes - 4 * WIDE.length();
      for (int i = 0; i < m; i++) {
        group(a, atA + i * rowA, b, atB + i * rowB);
        group(a, atA + i * rowA + last, b, atB + i * rowB + last);
      }
    } else if (bytes > 2 * WIDE.length()) {
      four(bytes, a, atA, rowA, b, atB, rowB, m);
    } else if (bytes >= WIDE.length()) {
      int last = bytes - WIDE.length();
      for (int i = 0; i < m; i++) {
        wide(a, atA + i * rowA, b, atB + i * rowB);
        wide(a, atA + i * rowA + last, b, atB + i * rowB + last);
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

  /** Rows of up to four vectors: the last ones reach back to end with the row. */
  private static void four(
      int bytes,
      MemorySegment a,
      long atA,
      long rowA,
      MemorySegment b,
      long atB,
      long rowB,
      int m) {
    int third = bytes - 2 * WIDE.length();
    int last = bytes - WIDE.length();
    for (int i = 0; i < m; i++) {
      long p = atA + i * rowA;
      long q = atB + i * rowB;
      wide(a, p, b, q);
      wide(a, p + WIDE.length(), b, q + WIDE.length());
      wide(a, p + third, b, q + third);
      wide(a, p + last, b, q + last);
    }
  }

  private static void group(MemorySegment a, long atA, MemorySegment b, long atB) {
    wide(a, atA, b, atB);
    wide(a, atA + WIDE.length(), b, atB + WIDE.length());
    wide(a, atA + 2L * WIDE.length(), b, atB + 2L * WIDE.length());
    wide(a, atA + 3L * WIDE.length(), b, atB + 3L * WIDE.length());
  }

  private static void wide(MemorySegment a, long atA, MemorySegment b, long atB) {
    ByteVector.fromMemorySegment(WIDE, plain(a), atA, ORDER)
        .intoMemorySegment(plain(b), atB, ORDER);
  }

  private static void half(MemorySegment a, long atA, MemorySegment b, long atB) {
    ByteVector.fromMemorySegment(HALF, plain(a), atA, ORDER)
        .intoMemorySegment(plain(b), atB, ORDER);
  }

  private static void eight(MemorySegment a, long atA, MemorySegment b, long atB) {
    b.set(ValueLayout.JAVA_LONG_UNALIGNED, atB, a.get(ValueLayout.JAVA_LONG_UNALIGNED, atA));
  }
}
