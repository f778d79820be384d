package org.ndview;

import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;
import org.ndview.format.Format;
import org.ndview.format.Scalar;
import org.ndview.format.ScalarType;

/** Converts the items of a view to another numeric format, in one pass through small arrays. */
final class Conversion {
  private final NdView from;
  private final NdView to;
  private final Casting casting;
  private final double scale;
  private final double shift;
  private final boolean scaled;

  Conversion(NdView from, NdView to, Casting casting, double scale, double shift) {
    this.from = from;
    this.to = to;
    this.casting = casting;
    this.scale = scale;
    this.shift = shift;
    scaled = scale != 1 || shift != 0;
  }

  void run() {
    ScalarType source = type(from.format);
    ScalarType target = type(to.format);
    // scaling makes a double of an integer
    ScalarType given =
        scaled && source.kind() != ScalarType.Kind.FLOAT ? ScalarType.FLOAT64 : source;
    if (!casting.allows(given, target)) {
      throw new IllegalArgumentException(
          "casting from '%s'%s to '%s' is not allowed by the rule %s; Casting.UNSAFE allows every one"
              .formatted(from.format, scaled ? " with scale and shift" : "", to.format, casting));
    }
    to.checkSameShape(from);
    to.checkWritable();
    if (scaled
        && (source.kind() == ScalarType.Kind.COMPLEX || target.kind() == ScalarType.Kind.COMPLEX)) {
      throw new IllegalArgumentException(
          "scale and shift are for real numbers, not for '"
              + from.format
              + "' to '"
              + to.format
              + "'");
    }
    if (Copies.mayOverlap(from, to)) {
      NdView between = from.copy();
      try {
        new Conversion(between, to, casting, scale, shift).convert();
      } finally {
        between.close();
      }
    } else {
      convert();
    }
  }

  private static ScalarType type(Format format) {
    if (format instanceof Scalar scalar && scalar.type().kind() != ScalarType.Kind.CHAR) {
      return scalar.type();
    }
    throw new IllegalArgumentException(
        "convertTo is between numeric formats, and '"
            + format
            + "' is none; field() gives a numeric field");
  }

  private void convert() {
    Walk walk = Walk.anyOrder(Walk.Side.of(from), Walk.Side.of(to));
    Rows source = Rows.of(from.format);
    Rows target = Rows.of(to.format);
    to.checkReachable();
    from.checkReachable();
    if (source == null || target == null) {
      walk.rows(boxed(walk));
      return;
    }
    Numbers numbers = new Numbers(walk, source, target);
    if (numbers.checks) {
      // all before the first is written
      walk.rows(numbers::check);
    }
    walk.rows(numbers);
  }

  /** Complex numbers and long doubles, item by item. */
  private Walk.Row boxed(Walk walk) {
    Codec reader = from.codec();
    Codec writer = to.codec();
    Rows rows = Rows.of(to.format);
    ScalarType target = type(to.format);
    double[] number = new double[1];
    long[] raw = new long[1];
    return (a, atA, b, atB) -> {
      for (long i = 0; i < walk.n(); i++) {
        Object value = reader.get(a, atA + i * walk.strideA());
        long at = atB + i * walk.strideB();
        if (target.kind() == ScalarType.Kind.COMPLEX) {
          writer.put(b, at, complex(value, target));
          continue;
        }
        number[0] = real(value) * scale + (scaled ? shift : 0);
        if (rows == null) {
          writer.put(b, at, number[0]);
        } else {
          rows.fromDoubles(number, raw, 1);
          rows.scatter(b, at, 0, raw, 1);
        }
      }
      return true;
    };
  }

  private static double real(Object value) {
    return switch (value) {
      case Complex c -> c.re();
      case Boolean b -> b ? 1 : 0;
      default -> ((Number) value).doubleValue();
    };
  }

  /**
   * Rounded to the target's parts here: a conversion overflows to infinity, where a set refuses.
   */
  private static Complex complex(Object value, ScalarType target) {
    double im = value instanceof Complex c ? c.im() : 0;
    // one rounding from an integer of 64 bits
    double odd = value instanceof Number n ? Halves.toOdd(n) : real(value);
    return switch (target) {
      case COMPLEX32 ->
          new Complex(
              Float.float16ToFloat(Halves.float16(odd)), Float.float16ToFloat(Halves.float16(im)));
      case COMPLEX64 -> new Complex((float) odd, (float) im);
      default -> new Complex(real(value), im);
    };
  }

  private final class Numbers implements Walk.Row {
    private final Walk walk;
    private final Rows source;
    private final Rows target;
    private final boolean whole;
    private final boolean narrows;
    final boolean checks;
    private final long[] raw = new long[Rows.BLOCK];
    private final double @Nullable [] doubles;

    Numbers(Walk walk, Rows source, Rows target) {
      this.walk = walk;
      this.source = source;
      this.target = target;
      // between integers no double stands in the way
      whole = !scaled && !source.isFloat() && !target.isFloat();
      doubles = whole ? null : new double[Rows.BLOCK];
      // one rounding, not two
      narrows = !scaled && !source.isFloat() && source.bits() == 64 && target.bits() < 64;
      checks =
          whole
              && casting == Casting.SAME_KIND
              && !Casting.SAFE.allows(source.type(), target.type());
    }

    @Override
    public boolean visit(MemorySegment a, long atA, MemorySegment b, long atB) {
      long strideA = walk.strideA();
      long strideB = walk.strideB();
      for (long i = 0; i < walk.n(); i += Rows.BLOCK) {
        int n = (int) Math.min(Rows.BLOCK, walk.n() - i);
        source.gather(a, atA + i * strideA, strideA, raw, n);
        if (doubles == null) {
          source.toLongs(raw, n);
          target.fromLongs(raw, n);
        } else {
          if (narrows) {
            source.toOdd(raw, doubles, n);
          } else {
            source.toDoubles(raw, doubles, n);
          }
          if (scaled) {
            for (int k = 0; k < n; k++) {
              doubles[k] = doubles[k] * scale + shift;
            }
          }
          target.fromDoubles(doubles, raw, n);
        }
        target.scatter(b, atB + i * strideB, strideB, raw, n);
      }
      return true;
    }

    boolean check(MemorySegment a, long atA, MemorySegment b, long atB) {
      long min = target.min();
      long max = target.max();
      for (long i = 0; i < walk.n(); i += Rows.BLOCK) {
        int n = (int) Math.min(Rows.BLOCK, walk.n() - i);
        source.gather(a, atA + i * walk.strideA(), walk.strideA(), raw, n);
        source.toLongs(raw, n);
        for (int k = 0; k < n; k++) {
          long v = raw[k];
          boolean above =
              source.fitsLong()
                  ? target.fitsLong() && v > max
                  : target.fitsLong() && Long.compareUnsigned(v, max) > 0;
          boolean below = source.fitsLong() && v < min;
          if (above || below) {
            String text = source.fitsLong() ? Long.toString(v) : Long.toUnsignedString(v);
            throw new IllegalArgumentException(
                "the value %s does not fit the format '%s', which holds %d to %s; Casting.UNSAFE keeps its low bits"
                    .formatted(text, to.format, min, Long.toUnsignedString(max)));
          }
        }
      }
      return true;
    }
  }
}
