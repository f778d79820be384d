package org.ndview;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.lang.foreign.MemorySegment;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ndview.format.Format;
import org.ndview.format.Scalar;
import org.ndview.format.ScalarType;
import org.ndview.internal.item.ItemValues;

/** convertTo, held to a model that computes with exact numbers, item by item. */
class ConversionTest {
  static final String[] FORMATS = {
    "?",
    "b",
    "B",
    "<h",
    ">H",
    "<i",
    ">I",
    "<q",
    ">q",
    "<Q",
    ">Q",
    "<e",
    ">e",
    "[bfloat16]",
    "<f",
    ">f",
    "<d",
    ">d",
    "<Zf",
    ">Zd",
    "<Ze"
  };

  static ScalarType type(String format) {
    return ((Scalar) Format.parse(format)).type();
  }

  private static boolean isFloat(ScalarType type) {
    return type.kind() == ScalarType.Kind.FLOAT;
  }

  /** The item that a conversion makes of another. */
  static Object model(Object item, ScalarType to) {
    Object real = item instanceof Complex c ? (Object) c.re() : item;
    double im = item instanceof Complex c ? c.im() : 0;
    return switch (to) {
      case COMPLEX32 -> new Complex(real(real, ScalarType.FLOAT16), real(im, ScalarType.FLOAT16));
      case COMPLEX64 -> new Complex(real(real, ScalarType.FLOAT32), real(im, ScalarType.FLOAT32));
      case COMPLEX128 -> new Complex(real(real, ScalarType.FLOAT64), im);
      case FLOAT64 -> real(real, to);
      case FLOAT16, BFLOAT16, FLOAT32 -> (float) real(real, to);
      case BOOL -> whole(im == 0 ? real : (Object) 1, to); // as NumPy: either part
      default -> whole(real, to);
    };
  }

  private static double real(Object item, ScalarType to) {
    if (item instanceof Boolean b) {
      return b ? 1 : 0;
    }
    Number number = (Number) item;
    double d = number.doubleValue();
    if (!Double.isFinite(d) || d == 0) {
      return d;
    }
    BigDecimal exact = exact(number);
    return switch (to) {
      case FLOAT64 -> exact.doubleValue();
      case FLOAT32 -> exact.floatValue();
      case FLOAT16 -> nearest(exact, to, 0x7c00);
      default -> nearest(exact, to, 0x7f80);
    };
  }

  private static BigDecimal exact(Number number) {
    return switch (number) {
      case BigInteger i -> new BigDecimal(i);
      case Float f -> new BigDecimal(f);
      case Double d -> new BigDecimal(d);
      default -> BigDecimal.valueOf(number.longValue());
    };
  }

  private static BigDecimal bits(int bits, ScalarType to) {
    // the value one past the last, for infinity
    float f =
        to == ScalarType.FLOAT16
            ? Float.float16ToFloat((short) bits)
            : Float.intBitsToFloat(bits << 16);
    if (Float.isInfinite(f)) {
      return to == ScalarType.FLOAT16 ? new BigDecimal(65536) : new BigDecimal(2).pow(128);
    }
    return new BigDecimal(f);
  }

  /** The nearest pattern, by halving, ties to the even one. */
  private static double nearest(BigDecimal exact, ScalarType to, int infinity) {
    BigDecimal v = exact.abs();
    int low = 0;
    int high = infinity;
    if (v.compareTo(bits(infinity, to)) >= 0) {
      low = infinity;
    }
    while (high - low > 1) {
      int middle = (low + high) / 2;
      if (bits(middle, to).compareTo(v) <= 0) {
        low = middle;
      } else {
        high = middle;
      }
    }
    int order = v.subtract(bits(low, to)).compareTo(bits(high, to).subtract(v));
    int best = order < 0 || order == 0 && low % 2 == 0 ? low : high;
    double d = best == infinity ? Double.POSITIVE_INFINITY : bits(best, to).doubleValue();
    return exact.signum() < 0 ? -d : d;
  }

  private static Object whole(Object item, ScalarType to) {
    if (to == ScalarType.BOOL) {
      return item instanceof Boolean ? item : (Object) (((Number) item).doubleValue() != 0);
    }
    Object number = item instanceof Boolean b ? (Object) (b ? 1 : 0) : item;
    BigInteger whole;
    if (number instanceof Float || number instanceof Double) {
      double d = ((Number) number).doubleValue();
      BigInteger most =
          to == ScalarType.UINT64
              ? BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE)
              : BigInteger.valueOf(Long.MAX_VALUE);
      BigInteger least = BigInteger.valueOf(Long.MIN_VALUE);
      whole =
          Double.isNaN(d)
              ? BigInteger.ZERO
              : Double.isInfinite(d)
                  ? d > 0 ? most : least
                  : new BigDecimal(d)
                      .setScale(0, RoundingMode.DOWN)
                      .toBigInteger()
                      .min(most)
                      .max(least);
    } else {
      whole = exact((Number) number).toBigInteger();
    }
    long low = whole.longValue();
    return switch (to) {
      case INT8 -> (int) (byte) low;
      case UINT8 -> (int) low & 0xff;
      case INT16 -> (int) (short) low;
      case UINT16 -> (int) low & 0xffff;
      case INT32 -> (int) low;
      case UINT32 -> low & 0xffff_ffffL;
      case INT64 -> low;
      default -> new BigInteger(Long.toUnsignedString(low));
    };
  }

  /** Random bits, and numbers near the edges of the types. */
  private static Object number(Random random, ScalarType type, Format format) {
    Object any = NdViewTyped.fresh(random, format);
    if (random.nextInt(3) == 0 || type == ScalarType.BOOL || any instanceof Complex) {
      return any;
    }
    BigInteger edge =
        BigInteger.ONE.shiftLeft(random.nextInt(65)).add(BigInteger.valueOf(random.nextInt(5) - 2));
    if (random.nextBoolean()) {
      edge = edge.negate();
    }
    return isFloat(type) ? edge.doubleValue() / (random.nextInt(3) + 1) : edge;
  }

  static NdView filled(Random random, String text, long... shape) {
    NdView view = NdView.allocate(text, shape);
    for (long[] index : LayoutWalk.indices(shape)) {
      try {
        view.set(number(random, type(text), view.format()), index);
      } catch (IllegalArgumentException e) {
        view.set(1, index);
      }
    }
    return view;
  }

  static NdView turned(Random random, NdView view) {
    return switch (random.nextInt(4)) {
      case 0 -> view;
      case 1 -> view.transpose();
      case 2 -> view.slice("::-1, ::2");
      default -> view.slice("1:, ::-1");
    };
  }

  @Test
  void aComplexNumberLeavesItsNegativeZero() {
    NdView from = NdView.allocate("Zd", 1);
    from.set(new Complex(-0.0, 1), 0);
    NdView to = NdView.allocate("d", 1);
    from.convertTo(to, Casting.UNSAFE);
    assertThat(to.getDouble(0)).isEqualTo(-0.0);
  }

  @Property(tries = 3000)
  void isThatOfTheItems(@ForAll Random random) {
    String from = FORMATS[random.nextInt(FORMATS.length)];
    String to = FORMATS[random.nextInt(FORMATS.length)];
    NdView source = turned(random, filled(random, from, 4, 5));
    NdView target = turned(random, NdView.allocate(to, 4, 5));
    if (!java.util.Arrays.equals(target.shape(), source.shape())) {
      target = NdView.allocate(to, source.shape());
    }
    source.convertTo(target, Casting.UNSAFE);
    for (long[] index : LayoutWalk.indices(source.shape())) {
      Object item = source.get(index);
      assertThat(Answers.shown(target.get(index)))
          .as("%s of '%s' to '%s'", item, from, to)
          .isEqualTo(Answers.shown(model(item, type(to))));
    }
  }

  @Property(tries = 1000)
  void inPlaceIsAsIfTheSourceWereCopiedBefore(@ForAll Random random) {
    String from = FORMATS[random.nextInt(FORMATS.length)];
    String to = FORMATS[random.nextInt(FORMATS.length)];
    NdView bytes = NdView.of(new byte[400]);
    byte[] noise = new byte[400];
    random.nextBytes(noise);
    bytes.assign(NdView.of(noise));
    NdView source = over(random, bytes.segment(), from);
    NdView target = over(random, bytes.segment(), to);
    try (NdView copy = source.copy();
        NdView expected = NdView.allocate(to, 9)) {
      copy.convertTo(expected, Casting.UNSAFE);
      source.convertTo(target, Casting.UNSAFE);
      assertThat(target.hex()).isEqualTo(expected.hex());
    }
  }

  private static NdView over(Random random, MemorySegment memory, String format) {
    NdView view = NdView.of(memory.asSlice(random.nextInt(40)), format, 20);
    return random.nextBoolean() ? view.slice("18::-2").slice(":9") : view.slice(":9");
  }

  @Property(tries = 2000)
  void withinAKindNothingIsWrappedAndNothingWrittenThen(@ForAll Random random) {
    String from = FORMATS[random.nextInt(11)];
    String to = FORMATS[random.nextInt(11)];
    NdView source = filled(random, from, random.nextInt(4), 3);
    NdView target = filled(random, to, source.shape());
    byte[] before = target.toBytes();
    boolean fits = true;
    for (long[] index : LayoutWalk.indices(source.shape())) {
      Object item = source.get(index);
      fits &= ItemValues.equal(item, model(item, type(to)));
    }
    if (Casting.SAME_KIND.allows(type(from), type(to)) && fits) {
      source.convertTo(target);
      assertThat(target.contentEquals(source)).isTrue();
    } else {
      assertThatExceptionOfType(IllegalArgumentException.class)
          .isThrownBy(() -> source.convertTo(target));
      assertThat(target.toBytes()).isEqualTo(before);
    }
  }

  @Test
  void scaleAndShiftAreComputedInDoubles() {
    NdView source = NdView.of(new byte[] {0, 1, -1, 127}).cast("B");
    NdView target = NdView.allocate("f", 4);
    source.convertTo(target, Casting.SAME_KIND, Scaling.of(1 / 255.0, -0.5));
    assertThat(target.toArray())
        .isEqualTo(
            new float[] {
              -0.5f,
              (float) (1 / 255.0 - 0.5),
              (float) (255 * (1 / 255.0) - 0.5),
              (float) (127 * (1 / 255.0) - 0.5)
            });
    NdView whole = NdView.allocate("h", 4);
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> source.convertTo(whole, Casting.SAME_KIND, Scaling.of(2, 0)))
        .withMessageContaining("with scale and shift");
    source.convertTo(whole, Casting.UNSAFE, Scaling.of(2, 0.75));
    assertThat(whole.toArray()).isEqualTo(new short[] {0, 2, 510, 254});
  }

  @Test
  void theMessageTellsTheValueAndTheRange() {
    NdView source = NdView.of(new int[] {1, 300});
    NdView target = NdView.of(new byte[2]);
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> source.convertTo(target))
        .withMessage(
            "the value 300 at index [1] does not fit the format 'b', which holds -128 to 127; Casting.UNSAFE"
                + " keeps its low bits");
    source.convertTo(target, Casting.UNSAFE);
    assertThat(target.toList()).isEqualTo(List.of(1, 44));
  }

  @Test
  void integersOf64BitsAreRoundedOnce() {
    // 2^60 + 2^36 + 1 is just above the middle of two floats, and as a double is the middle
    long v = (1L << 60) + (1L << 36) + 1;
    NdView target = NdView.allocate("f", 1);
    NdView.of(new long[] {v}).convertTo(target);
    assertThat(target.getFloat(0)).isEqualTo((float) v).isNotEqualTo((float) (double) v);
    NdView complex = NdView.allocate("Zf", 1);
    NdView.of(new long[] {v}).convertTo(complex);
    assertThat(complex.get(0)).isEqualTo(new Complex((float) v, 0));
    complex.set(v, 0);
    assertThat(complex.get(0)).isEqualTo(new Complex((float) v, 0));
  }

  @ParameterizedTest
  @CsvSource({
    "b, h, true, true", "h, b, false, true", "B, b, false, true", "b, B, false, false",
    "B, h, true, true", "i, f, false, true", "h, f, true, true", "q, d, true, true",
    "Q, q, false, true", "q, Q, false, false", "f, e, false, true", "d, i, false, false",
    "Zf, f, false, false", "f, Zf, true, true", "d, Zf, false, true", "?, b, true, true",
    "b, ?, false, false", "i, Zd, true, true", "e, f, true, true", "H, e, false, true",
    "b, e, true, true", "Zd, Zf, false, true",
  })
  void theRulesAreThoseOfNumPysCanCast(String from, String to, boolean safe, boolean sameKind) {
    assertThat(Casting.SAFE.allows(type(from), type(to))).isEqualTo(safe);
    assertThat(Casting.SAME_KIND.allows(type(from), type(to))).isEqualTo(sameKind);
    assertThat(Casting.UNSAFE.allows(type(from), type(to))).isTrue();
  }
}
