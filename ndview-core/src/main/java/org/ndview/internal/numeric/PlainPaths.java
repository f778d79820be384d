package org.ndview.internal.numeric;

import org.ndview.Scaling;
import org.ndview.format.ScalarType;
import org.ndview.internal.bulk.RunKernel;
import org.ndview.internal.item.HalfFloats;
import org.ndview.internal.loop.BFloat16Loops;
import org.ndview.internal.loop.IntegerLoops;
import org.ndview.internal.loop.PackedLoops;
import org.ndview.internal.loop.RunLoops16;
import org.ndview.internal.loop.RunLoops64;
import org.ndview.internal.loop.RunLoops8;
import org.ndview.internal.loop.RunLoopsDouble;
import org.ndview.internal.loop.RunLoopsFloat;
import org.ndview.internal.loop.StagedLoop;

/**
 * Which loops, one after the other, lead from one type of numbers to another. All on the way but
 * the last keep every value, or what the last rounding needs of it.
 */
public final class PlainPaths {
  /** The mask of numbers that keep all of their bits. */
  private static final long ALL = -1;

  /** The bits of an int. */
  private static final long INT_BITS = 0xffff_ffffL;

  /** The bits of a short. */
  private static final long SHORT_BITS = 0xffff;

  private static final BFloat16Loops BFLOATS = new BFloat16Loops(ALL);

  private PlainPaths() {}

  /** {@return the loop between two types} */
  public static RunKernel of(ScalarType from, ScalarType to) {
    if (from == ScalarType.BOOL) {
      return ofBools(to);
    }
    return switch (to) {
      case BOOL -> truthToBytes(from);
      case FLOAT32 ->
          switch (from) {
            case FLOAT64 -> RunLoopsDouble.toFloats(RunLoopsDouble.read());
            case BFLOAT16 -> BFLOATS.toFloatBits();
            default -> floats(from);
          };
      case FLOAT64 -> doubles(from);
      // exact: an integer of more bits than a float has lies beyond all half floats
      case FLOAT16 ->
          from == ScalarType.FLOAT64
              ? RunLoopsDouble.toFloat16(RunLoopsDouble.read())
              : RunLoopsFloat.toFloat16(floats(from));
      case BFLOAT16 -> toBFloat16(from);
      case INT8, UINT8, INT16, UINT16, INT32, UINT32, INT64, UINT64 -> toIntegers(from, to);
      case CHAR, LONG_DOUBLE, COMPLEX32, COMPLEX64, COMPLEX128, LONG_COMPLEX -> throw none(to);
    };
  }

  /** {@return the loop with scale and shift, which are in doubles} */
  public static RunKernel of(ScalarType from, ScalarType to, Scaling.Uniform scaling) {
    double scale = scaling.scale();
    double shift = scaling.shift();
    if (to == ScalarType.FLOAT32) {
      boolean bytes = from == ScalarType.INT8 || from == ScalarType.UINT8;
      AffineBytes exact = bytes ? AffineBytes.of(isSigned(from), scaling) : null;
      return exact == null ? floats(from, scale, shift) : scaled(floats(from), exact);
    }
    StagedLoop<double[]> doubles = doubles(from, scale, shift);
    return switch (to) {
      case BOOL -> RunLoopsDouble.truthToBytes(doubles);
      case FLOAT16 -> RunLoopsDouble.toFloat16(doubles);
      case BFLOAT16 -> RunLoopsDouble.toBFloat16(doubles);
      case FLOAT64 -> doubles;
      default -> toIntegers(doubles, to);
    };
  }

  /** Rounded once: floats have every number that is read as one, or an odd one beside it. */
  private static StagedLoop<short[]> toBFloat16(ScalarType from) {
    return switch (from) {
      case FLOAT32 -> BFLOATS.ofFloats();
      case INT32 -> BFLOATS.ofInts(true);
      case UINT32 -> BFLOATS.ofInts(false);
      case INT64, UINT64, FLOAT64 -> RunLoopsDouble.toBFloat16(oddDoubles(from));
      default -> BFLOATS.of(floats(from));
    };
  }

  private static IntegerLoops integers(ScalarType from) {
    return IntegerLoops.of(NumericFormat.width(from));
  }

  private static boolean isSigned(ScalarType type) {
    return type.kind() == ScalarType.Kind.INT;
  }

  /** All bits of a type. */
  private static long bits(ScalarType type) {
    return ALL >>> (Long.SIZE - 8 * NumericFormat.width(type));
  }

  /** The bits that a number other than zero has some of: of a float all but the sign. */
  private static long truth(ScalarType type) {
    return type.kind() == ScalarType.Kind.FLOAT ? bits(type) >>> 1 : bits(type);
  }

  /** To floats, rounded once. */
  private static StagedLoop<float[]> floats(ScalarType from) {
    return switch (from) {
      case BOOL -> new RunLoops8().truthToFloats(truth(from));
      case FLOAT16 -> RunLoops16.float16ToFloats();
      case BFLOAT16 -> BFLOATS.toFloats();
      case FLOAT32 -> RunLoopsFloat.read();
      case FLOAT64 -> throw none(from);
      default -> integers(from).toFloats(isSigned(from));
    };
  }

  /** To doubles, rounded once. */
  private static StagedLoop<double[]> doubles(ScalarType from) {
    return switch (from) {
      case BOOL -> new RunLoops8().truthToDoubles(truth(from));
      case FLOAT16, BFLOAT16, FLOAT32 -> RunLoopsFloat.toDoubles(floats(from));
      case FLOAT64 -> RunLoopsDouble.read();
      default -> integers(from).toDoubles(isSigned(from));
    };
  }

  /** To doubles that are rounded once more. */
  private static StagedLoop<double[]> oddDoubles(ScalarType from) {
    return switch (from) {
      case INT64 -> RunLoops64.signedToOdd();
      case UINT64 -> RunLoops64.unsignedToOdd();
      default -> doubles(from);
    };
  }

  private static StagedLoop<float[]> floats(ScalarType from, double scale, double shift) {
    return switch (from) {
      case BOOL, FLOAT16, BFLOAT16, FLOAT32 -> RunLoopsFloat.toFloats(floats(from), scale, shift);
      case FLOAT64 -> RunLoopsDouble.toFloats(RunLoopsDouble.read(), scale, shift);
      default -> integers(from).toFloats(isSigned(from), scale, shift);
    };
  }

  private static StagedLoop<float[]> scaled(StagedLoop<float[]> bytes, AffineBytes exact) {
    return RunLoopsFloat.toFloats(
        bytes, exact.scale(), exact.shift(), exact.scaleRest(), exact.shiftRest());
  }

  private static StagedLoop<double[]> doubles(ScalarType from, double scale, double shift) {
    return switch (from) {
      case BOOL, FLOAT64 -> RunLoopsDouble.toDoubles(doubles(from), scale, shift);
      case FLOAT16, BFLOAT16, FLOAT32 -> RunLoopsFloat.toDoubles(floats(from), scale, shift);
      default -> integers(from).toDoubles(isSigned(from), scale, shift);
    };
  }

  private static RunKernel truthToBytes(ScalarType from) {
    return switch (NumericFormat.width(from)) {
      case 1 -> PackedLoops.byteTruthToBytes();
      case 2 -> PackedLoops.shortTruthToBytes(truth(from));
      case 4 -> PackedLoops.intTruthToBytes(truth(from), ALL);
      default -> integers(from).truthToBytes(truth(from));
    };
  }

  private static RunKernel toIntegers(ScalarType from, ScalarType to) {
    return switch (from) {
      case FLOAT16, BFLOAT16, FLOAT32 -> floatsTo(floats(from), to);
      case FLOAT64 -> toIntegers(RunLoopsDouble.read(), to);
      default -> between(from, to);
    };
  }

  /** Between integers; narrow ones several at once. */
  private static RunKernel between(ScalarType from, ScalarType to) {
    long mask = isSigned(from) ? ALL : bits(from);
    int width = NumericFormat.width(from);
    return switch (to) {
      case INT8, UINT8 ->
          switch (width) {
            case 2 -> PackedLoops.shortsToBytes();
            case 4 -> PackedLoops.intsToBytes(ALL);
            default -> integers(from).toBytes(mask);
          };
      case INT16, UINT16 ->
          switch (width) {
            case 1 -> PackedLoops.bytesToShorts(isSigned(from), INT_BITS);
            case 4 -> PackedLoops.intsToShorts();
            default -> integers(from).toShorts(mask);
          };
      case INT32, UINT32 ->
          from == ScalarType.UINT16
              ? PackedLoops.unsignedShortsToInts(INT_BITS)
              : integers(from).toInts(mask);
      case INT64, UINT64 -> integers(from).toLongs(mask);
      default -> throw none(to);
    };
  }

  /** A true bool becomes the bits of one. */
  private static RunKernel ofBools(ScalarType to) {
    RunLoops8 bytes = new RunLoops8();
    long any = truth(ScalarType.BOOL);
    return switch (to) {
      case BOOL, INT8, UINT8 -> PackedLoops.byteTruthToBytes();
      case INT16, UINT16 -> truthToShorts((short) 1);
      case FLOAT16 -> truthToShorts(Float.floatToFloat16(1));
      case BFLOAT16 -> truthToShorts(HalfFloats.bfloat16(1));
      case INT32, UINT32 -> truthToInts(1);
      case FLOAT32 -> truthToInts(Float.floatToRawIntBits(1));
      case INT64, UINT64 -> bytes.truthToLongs(any, 1);
      case FLOAT64 -> bytes.truthToLongs(any, Double.doubleToRawLongBits(1));
      case CHAR, LONG_DOUBLE, COMPLEX32, COMPLEX64, COMPLEX128, LONG_COMPLEX -> throw none(to);
    };
  }

  private static RunKernel truthToShorts(short one) {
    return PackedLoops.byteTruthToShorts(one, INT_BITS);
  }

  private static RunKernel truthToInts(int one) {
    return PackedLoops.byteTruthToInts(one, SHORT_BITS);
  }

  private static RunKernel floatsTo(StagedLoop<float[]> floats, ScalarType to) {
    return switch (to) {
      case INT8, UINT8 -> RunLoopsFloat.toBytes(floats, PackedLoops.intsToBytes(ALL));
      case INT16, UINT16 -> RunLoopsFloat.toShorts(floats, PackedLoops.intsToShorts());
      case INT32 -> RunLoopsFloat.toInts(floats);
      case UINT32 -> RunLoopsFloat.toUnsignedInts(floats);
      case INT64 -> RunLoopsFloat.toLongs(floats);
      case UINT64 -> RunLoopsFloat.toUnsignedLongs(floats);
      default -> throw none(to);
    };
  }

  private static RunKernel toIntegers(StagedLoop<double[]> doubles, ScalarType to) {
    return switch (to) {
      case INT8, UINT8 -> RunLoopsDouble.toBytes(doubles, PackedLoops.intsToBytes(ALL));
      case INT16, UINT16 -> RunLoopsDouble.toShorts(doubles, PackedLoops.intsToShorts());
      case INT32 -> RunLoopsDouble.toInts(doubles);
      case UINT32 -> RunLoopsDouble.toUnsignedInts(doubles);
      case INT64 -> RunLoopsDouble.toLongs(doubles);
      case UINT64 -> RunLoopsDouble.toUnsignedLongs(doubles);
      default -> throw none(to);
    };
  }

  private static AssertionError none(ScalarType type) {
    return new AssertionError(type);
  }
}
