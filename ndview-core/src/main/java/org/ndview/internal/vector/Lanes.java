package org.ndview.internal.vector;

import static org.ndview.internal.memory.MemoryKind.plain;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;
import org.jspecify.annotations.Nullable;

/**
 * The kinds of vectors: those of the machine's width for items of 4 and of 8 bytes, and narrower
 * ones with as many lanes as the first has.
 */
final class Lanes {
  static final ByteOrder ORDER = ByteOrder.nativeOrder();
  static final VectorSpecies<Integer> INTS = IntVector.SPECIES_PREFERRED;
  static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
  static final VectorSpecies<Double> DOUBLES = DoubleVector.SPECIES_PREFERRED;
  static final VectorSpecies<Long> LONGS = LongVector.SPECIES_PREFERRED;

  /** How many ints a vector has; one of bytes or shorts may have as many. */
  static final int COUNT = INTS.length();

  static final VectorSpecies<Byte> BYTES = VectorSpecies.of(byte.class, bits(Byte.SIZE * COUNT));
  static final VectorSpecies<Short> SHORTS =
      VectorSpecies.of(short.class, bits(Short.SIZE * COUNT));

  /** How many shorts a vector has; one of bytes may have as many. */
  static final int TWICE = 2 * COUNT;

  static final VectorSpecies<Short> TWICE_SHORTS = ShortVector.SPECIES_PREFERRED;
  static final VectorSpecies<Byte> TWICE_BYTES =
      VectorSpecies.of(byte.class, bits(Byte.SIZE * TWICE));

  /** How many bytes a vector has. */
  static final int MOST = 4 * COUNT;

  static final VectorSpecies<Byte> MOST_BYTES = ByteVector.SPECIES_PREFERRED;

  /** Half as many, as many as a vector of doubles has. */
  static final VectorSpecies<Float> HALF_FLOATS =
      VectorSpecies.of(float.class, bits(Float.SIZE * COUNT / 2));

  static final VectorSpecies<Integer> HALF_INTS =
      VectorSpecies.of(int.class, bits(Integer.SIZE * COUNT / 2));

  static final VectorSpecies<Short> HALF_SHORTS =
      VectorSpecies.of(short.class, bits(Short.SIZE * COUNT / 2));

  /** Null where no vector has so few bytes. */
  static final @Nullable VectorSpecies<Byte> HALF_BYTES =
      COUNT < 16 ? null : VectorSpecies.of(byte.class, bits(Byte.SIZE * COUNT / 2));

  /** Every second lane, then those between. */
  private static final VectorShuffle<Integer> APART =
      VectorShuffle.fromOp(INTS, i -> i < COUNT / 2 ? 2 * i : 2 * i - COUNT + 1);

  /** What brings each byte of an int to the upper end, in a lane of its own. */
  private static final IntVector UPWARD =
      IntVector.fromArray(
          IntVector.SPECIES_128,
          ORDER == ByteOrder.LITTLE_ENDIAN ? new int[] {24, 16, 8, 0} : new int[] {0, 8, 16, 24},
          0);

  private Lanes() {}

  /** {@return the lower halves of longs: those of the first vector, then those of the second} */
  static IntVector lowerHalves(LongVector first, LongVector second) {
    LongVector both = first.and(0xffff_ffffL).or(second.lanewise(VectorOperators.LSHL, 32));
    return Kind.INTS.known(both.reinterpretAsInts()).rearrange(APART);
  }

  /** {@return half as many bytes as a vector has ints, as ints} */
  static IntVector halfOfBytes(MemorySegment memory, long at) {
    if (HALF_INTS == IntVector.SPECIES_128) {
      return fourBytes(memory, at).lanewise(VectorOperators.ASHR, 24);
    }
    return Kind.HALF_INTS.known(
        eightBytes(memory, at).convertShape(VectorOperators.B2I, Kind.HALF_INTS.species(), 0));
  }

  /** The same of bytes without a sign. */
  static IntVector halfOfUnsignedBytes(MemorySegment memory, long at) {
    if (HALF_INTS == IntVector.SPECIES_128) {
      return fourBytes(memory, at).lanewise(VectorOperators.LSHR, 24);
    }
    return Kind.HALF_INTS.known(
        eightBytes(memory, at)
            .convertShape(VectorOperators.ZERO_EXTEND_B2I, Kind.HALF_INTS.species(), 0));
  }

  /** No vector has so few bytes. */
  private static IntVector fourBytes(MemorySegment memory, long at) {
    int bytes = plain(memory).get(ValueLayout.JAVA_INT_UNALIGNED, at);
    return IntVector.broadcast(IntVector.SPECIES_128, bytes).lanewise(VectorOperators.LSHL, UPWARD);
  }

  private static ByteVector eightBytes(MemorySegment memory, long at) {
    return Kind.EIGHT_BYTES.known(
        Kind.EIGHT_BYTES.species().fromMemorySegment(plain(memory), at, Lanes.ORDER));
  }

  private static VectorShape bits(int bits) {
    return VectorShape.forBitSize(Math.max(bits, VectorShape.S_64_BIT.vectorBitSize()));
  }

  /** {@return whether the machine's vectors are wide enough for the kinds above} */
  static boolean areWide() {
    return COUNT >= 8
        && FLOATS.length() == COUNT
        && DOUBLES.length() == COUNT / 2
        && LONGS.length() == COUNT / 2
        && TWICE_SHORTS.length() == TWICE
        && MOST_BYTES.length() == MOST;
  }

  static void store(DoubleVector first, DoubleVector second, MemorySegment b, long at) {
    first.intoMemorySegment(plain(b), at, ORDER);
    second.intoMemorySegment(plain(b), at + 4L * COUNT, ORDER);
  }

  /** Rounds doubles to floats. */
  static void storeAsFloats(DoubleVector first, DoubleVector second, MemorySegment b, long at) {
    Kind.HALF_FLOATS
        .known(first.convertShape(VectorOperators.D2F, Kind.HALF_FLOATS.species(), 0))
        .intoMemorySegment(plain(b), at, ORDER);
    Kind.HALF_FLOATS
        .known(second.convertShape(VectorOperators.D2F, Kind.HALF_FLOATS.species(), 0))
        .intoMemorySegment(plain(b), at + 2L * COUNT, ORDER);
  }

  /** The upper halves of floats, rounded to nearest, ties to even; a NaN stays one. */
  static ShortVector roundToBFloat16(FloatVector floats) {
    IntVector bits = Kind.INTS.known(floats.reinterpretAsInts());
    IntVector half = bits.lanewise(VectorOperators.LSHR, 16).and(1).add(0x7fff);
    VectorMask<Float> nan = floats.test(VectorOperators.IS_NAN);
    IntVector rounded =
        bits.add(half).blend(0x7fc0_0000, nan.cast(INTS)).lanewise(VectorOperators.ASHR, 16);
    return Kind.SHORTS.known(rounded.convertShape(VectorOperators.I2S, Kind.SHORTS.species(), 0));
  }
}
