package org.ndview;

import java.util.Arrays;
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
    this(from, to, casting, scale, shift, scale != 1 || shift != 0);
  }

  private Conversion(
      NdView from, NdView to, Casting casting, double scale, double shift, boolean scaled) {
    this.from = from;
    this.to = to;
    this.casting = casting;
    this.scale = scale;
    this.shift = shift;
    this.scaled = scaled;
  }

  /**
   * With a scale and a shift for each index along an axis. Nothing can fail once the first index is
   * done.
   */
  static void perIndex(
      NdView from, NdView to, Casting casting, double[] scale, double[] shift, int axis) {
    to.checkSameShape(from);
    int dim = LayoutAxes.axis(axis, to.layout.ndim());
    long n = to.layout.shape(dim);
    if (scale.length != n || shift.length != n) {
      throw new IllegalArgumentException(
          "%d scales and %d shifts for the %d indices of dimension %d"
              .formatted(scale.length, shift.length, n, dim));
    }
    if (n == 0) {
      new Conversion(from, to, casting, 1, 0, true).run();
    }
    boolean copies = Copies.mayOverlap(from, to);
    NdView source = copies ? from.copy() : from;
    try {
      for (int i = 0; i < n; i++) {
        // a dimension of length 1 stays: behind pointers it could not go
        Index[] index = new Index[dim + 1];
        Arrays.fill(index, Index.all());
        index[dim] = Index.range(i, i + 1L);
        try (NdView part = source.slice(index);
            NdView target = to.slice(index)) {
          new Conversion(part, target, casting, scale[i], shift[i], true).run();
        }
      }
    } finally {
      if (copies) {
        source.close();
      }
    }
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
        new Conversion(between, to, casting, scale, shift, scaled).convert();
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
    if (walk.isEmpty()) {
      return;
    }
    Rows source = Rows.of(from.format);
    Rows target = Rows.of(to.format);
    to.checkReachable();
    from.checkReachable();
    if (source == null || target == null) {
      walk.rows(boxed(walk));
      return;
    }
    boolean integers = !scaled && !source.isFloat() && !target.isFloat();
    if (integers
        && casting == Casting.SAME_KIND
        && !Casting.SAFE.allows(source.type(), target.type())) {
      // all before the first is written
      checkRange(walk, source, target);
    }
    Kernels kernels = new Kernels(walk.size(), source, target, scale, shift, scaled);
    new Transfer(walk, kernels.in(), kernels.out(), kernels.choose()).run();
  }

  private void checkRange(Walk walk, Rows source, Rows target) {
    Block block = source.block(Rows.BLOCK);
    long[] numbers = new long[Rows.BLOCK];
    walk.rows((a, atA, _, _) -> {
      for (long i = 0; i < walk.n(); i += Rows.BLOCK) {
        int n = (int) Math.min(Rows.BLOCK, walk.n() - i);
        source.read(block, a, atA + i * walk.strideA(), walk.strideA(), n);
        source.toLongs(block.array(), numbers, n);
        checkRange(numbers, n, source, target);
      }
      return true;
    });
  }

  private void checkRange(long[] numbers, int n, Rows source, Rows target) {
    long min = target.min();
    long max = target.max();
    for (int k = 0; k < n; k++) {
      long v = numbers[k];
      boolean above =
          target.fitsLong() && (source.fitsLong() ? v > max : Long.compareUnsigned(v, max) > 0);
      boolean below = source.fitsLong() && v < min;
      if (above || below) {
        throw new IllegalArgumentException(
            "the value %s does not fit the format '%s', which holds %d to %s; Casting.UNSAFE keeps its low bits"
                .formatted(
                    source.fitsLong() ? Long.toString(v) : Long.toUnsignedString(v),
                    to.format,
                    min,
                    Long.toUnsignedString(max)));
      }
    }
  }

  /** Complex numbers and long doubles, item by item. */
  private Walk.Row boxed(Walk walk) {
    Codec reader = from.codec();
    Codec writer = to.codec();
    Rows rows = Rows.of(to.format);
    ScalarType target = type(to.format);
    double[] number = new double[1];
    Block block = rows == null ? null : rows.block(1);
    return (a, atA, b, atB) -> {
      for (long i = 0; i < walk.n(); i++) {
        Object value = reader.get(a, atA + i * walk.strideA());
        long at = atB + i * walk.strideB();
        if (target.kind() == ScalarType.Kind.COMPLEX) {
          writer.put(b, at, complex(value, target));
          continue;
        }
        number[0] = real(value) * scale + (scaled ? shift : 0);
        if (rows == null || block == null) {
          writer.put(b, at, number[0]);
        } else {
          rows.fromDoubles(number, block.array(), 1);
          if (rows.swapped()) {
            block.swapBytes(1);
          }
          block.write(0, b, at, 1);
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
}
