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
  private static final PlaneKernel EIGHTS = VectorPlanes::eights;
  private static final PlaneKernel HALVES = VectorPlanes::halves;
  private static final PlaneKernel WIDES = VectorPlanes::wides;
  private static final PlaneKernel FOURS = VectorPlanes::fours;
  private static final PlaneKernel MANY = VectorPlanes::eightWides;

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
    if (bytes > 4L * WIDE.length()) {
      return MANY;
    }
    if (bytes > 2L * WIDE.length()) {
      return FOURS;
    }
    return bytes >= WIDE.length() ? WIDES : bytes >= HALF.length() ? HALVES : EIGHTS;
  }

  private static void eights(
      MemorySegment a, long atA, long rowA, MemorySegment b, long atB, long rowB, int m, int n) {
    int last = n - Long.BYTES;
    for (int i = 0; i < m; i++) {
      eight(a, atA + i * rowA, b, atB + i * rowB);
      eight(a, atA + i * rowA + last, b, atB + i * rowB + last);
    }
  }

  private static void halves(
      MemorySegment a, long atA, long rowA, MemorySegment b, long atB, long rowB, int m, int n) {
    int last = n - HALF.length();
    for (int i = 0; i < m; i++) {
      half(a, atA + i * rowA, b, atB + i * rowB);
      half(a, atA + i * rowA + last, b, atB + i * rowB + last);
    }
  }

  private static void wides(
      MemorySegment a, long atA, long rowA, MemorySegment b, long atB, long rowB, int m, int n) {
    int last = n - WIDE.length();
    for (int i = 0; i < m; i++) {
      wide(a, atA + i * rowA, b, atB + i * rowB);
      wide(a, atA + i * rowA + last, b, atB + i * rowB + last);
    }
  }

  /** Rows of up to four vectors: the last ones reach back to end with the row. */
  private static void fours(
      MemorySegment a, long atA, long rowA, MemorySegment b, long atB, long rowB, int m, int n) {
    int third = n - 2 * WIDE.length();
    int last = n - WIDE.length();
    for (int i = 0; i < m; i++) {
      long p = atA + i * rowA;
      long q = atB + i * rowB;
      wide(a, p, b, q);
      wide(a, p + WIDE.length(), b, q + WIDE.length());
      wide(a, p + third, b, q + third);
      wide(a, p + last, b, q + last);
    }
  }

  /** Rows of up to eight: the last four reach back. */
  private static void eightWides(
      MemorySegment a, long atA, long rowA, MemorySegment b, long atB, long rowB, int m, int n) {
    int last = n - 4 * WIDE.length();
    for (int i = 0; i < m; i++) {
      group(a, atA + i * rowA, b, atB + i * rowB);
      group(a, atA + i * rowA + last, b, atB + i * rowB + last);
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
    plain(b)
        .set(
            ValueLayout.JAVA_LONG_UNALIGNED,
            atB,
            plain(a).get(ValueLayout.JAVA_LONG_UNALIGNED, atA));
  }
}
