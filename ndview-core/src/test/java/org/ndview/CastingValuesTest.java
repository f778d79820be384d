package org.ndview;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.ndview.format.ScalarType;
import org.ndview.internal.item.ItemValues;
import org.ndview.testing.Python;

/** SATURATING and SAME_VALUE, held to exact numbers item by item, on every way of conversion. */
class CastingValuesTest {
  /** More than a block, and than a table of bytes; long enough for kernels of runs. */
  private static final int ITEMS = 700;

  private static boolean isInteger(ScalarType type) {
    return type.kind() == ScalarType.Kind.INT || type.kind() == ScalarType.Kind.UINT;
  }

  /** The nearest integer of a type, toward zero. */
  private static Object saturated(Object item, ScalarType to) {
    Object real = item instanceof Complex c ? (Object) c.re() : item;
    if (!isInteger(to)) {
      return ConversionTest.model(item, to);
    }
    Number number = real instanceof Boolean b ? (Number) (b ? 1 : 0) : (Number) real;
    int bits = 8 * (int) to.itemsize();
    boolean signed = to.kind() == ScalarType.Kind.INT;
    BigInteger max = BigInteger.ONE.shiftLeft(signed ? bits - 1 : bits).subtract(BigInteger.ONE);
    BigInteger min = signed ? max.negate().subtract(BigInteger.ONE) : BigInteger.ZERO;
    double d = number.doubleValue();
    BigInteger whole =
        Double.isNaN(d)
            ? BigInteger.ZERO
            : Double.isInfinite(d)
                ? (d > 0 ? max : min)
                : ItemValues.decimal(number).setScale(0, RoundingMode.DOWN).toBigInteger();
    return ConversionTest.model(whole.max(min).min(max), to);
  }

  private static boolean survives(Object item, ScalarType to) {
    Object made = saturated(item, to);
    if (item instanceof Complex c && c.im() != 0 && to.kind() != ScalarType.Kind.COMPLEX) {
      return false;
    }
    return same(re(item), re(made)) && same(im(item), im(made));
  }

  private static boolean same(Object a, Object b) {
    return ItemValues.equal(a, b) || (isNaN(a) && isNaN(b));
  }

  private static boolean isNaN(Object a) {
    return a instanceof Number n && Double.isNaN(n.doubleValue());
  }

  private static Object re(Object item) {
    return item instanceof Complex c ? (Object) c.re() : item;
  }

  private static Object im(Object item) {
    return item instanceof Complex c ? (Object) c.im() : 0.0;
  }

  private static String any(Random random) {
    return ConversionTest.FORMATS[random.nextInt(ConversionTest.FORMATS.length)];
  }

  /** Numbers that most formats hold, or near the edges of types. */
  private static NdView numbers(Random random, String format, boolean small, long... shape) {
    NdView view = NdView.allocate(format, shape);
    if (!small) {
      return ConversionTest.filled(random, format, shape);
    }
    boolean truth = format.equals("?");
    for (long[] index : LayoutWalk.indices(shape)) {
      view.set(truth ? random.nextInt(2) : random.nextInt(128), index);
    }
    return view;
  }

  @Property(tries = 1000)
  void saturatedItemsAreTheNearestThereAre(@ForAll Random random) {
    String from = any(random);
    String to = any(random);
    int rows = random.nextInt(8) == 0 ? ITEMS : 4;
    NdView source = ConversionTest.turned(random, numbers(random, from, false, rows, 5));
    NdView target = NdView.allocate(to, source.shape());
    source.convertTo(target, Casting.SATURATING, Scaling.none(), execution(random));
    for (long[] index : LayoutWalk.indices(source.shape())) {
      Object item = source.get(index);
      assertThat(Answers.shown(target.get(index)))
          .as("%s of '%s' to '%s'", item, from, to)
          .isEqualTo(Answers.shown(saturated(item, ConversionTest.type(to))));
    }
  }

  private static Execution execution(Random random) {
    return random.nextBoolean() ? Execution.SEQUENTIAL : Execution.PARALLEL;
  }

  @Property(tries = 700)
  void scaledItemsAreSaturatedAfterScaling(@ForAll Random random) {
    String from = ConversionTest.FORMATS[random.nextInt(18)];
    String to = ConversionTest.FORMATS[random.nextInt(18)];
    NdView source =
        ConversionTest.turned(
            random,
            numbers(random, from, random.nextBoolean(), random.nextInt(8) == 0 ? 300 : 4, 4));
    NdView target = NdView.allocate(to, source.shape());
    int dim = random.nextInt(2);
    double[] scale = new double[(int) source.shape()[dim]];
    double[] shift = new double[scale.length];
    double[] factors = {1.5, -2, 1e-3, 300, 0.1};
    for (int i = 0; i < scale.length; i++) {
      scale[i] = factors[random.nextInt(factors.length)];
      shift[i] = random.nextInt(7) - 3.25;
    }
    boolean uniform = random.nextBoolean();
    Scaling scaling =
        uniform ? Scaling.of(scale[0], shift[0]) : Scaling.perIndex(scale, shift, dim);
    source.convertTo(target, Casting.SATURATING, scaling, execution(random));
    for (long[] index : LayoutWalk.indices(source.shape())) {
      Object item = source.get(index);
      int at = uniform ? 0 : (int) index[dim];
      double v = item instanceof Boolean b ? b ? 1 : 0 : ((Number) item).doubleValue();
      double scaled = v * scale[at] + shift[at];
      assertThat(Answers.shown(target.get(index)))
          .as("%s * %s + %s of '%s' to '%s'", item, scale[at], shift[at], from, to)
          .isEqualTo(Answers.shown(saturated(scaled, ConversionTest.type(to))));
    }
  }

  @Property(tries = 1000)
  void underSameValueAllStayOrNothingIsWritten(@ForAll Random random) {
    String from = any(random);
    String to = any(random);
    boolean small = random.nextInt(4) > 0;
    NdView source =
        ConversionTest.turned(
            random, numbers(random, from, small, random.nextInt(8) == 0 ? ITEMS : 4, 3));
    if (small) {
      // one that may not survive, anywhere
      long[] at = {random.nextLong(source.shape()[0]), random.nextLong(source.shape()[1])};
      source.set(numbers(random, from, false, 1).get(0), at);
    }
    NdView target = NdView.allocate(to, source.shape());
    long[] first = null;
    for (long[] index : LayoutWalk.indices(source.shape())) {
      if (first == null && !survives(source.get(index), ConversionTest.type(to))) {
        first = index.clone();
      }
    }
    Execution execution = execution(random);
    if (first == null) {
      source.convertTo(target, Casting.SAME_VALUE, Scaling.none(), execution);
      for (long[] index : LayoutWalk.indices(source.shape())) {
        Object made = saturated(source.get(index), ConversionTest.type(to));
        assertThat(Answers.shown(target.get(index))).isEqualTo(Answers.shown(made));
      }
    } else {
      assertThatIllegalArgumentException()
          .as("%s of '%s' to '%s'", source.get(first), from, to)
          .isThrownBy(() -> source.convertTo(target, Casting.SAME_VALUE, Scaling.none(), execution))
          .withMessageContaining(
              "at index [%d, %d] is not the same in the format '%s'"
                  .formatted(first[0], first[1], target.format()));
      assertThat(target.toBytes()).containsOnly(0);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "B, f, 0.5, 0, true", "B, f, 0.1, 0, false", "B, b, 0.5, 0, true", "f, B, 2, 1, true",
    "d, d, 1e200, 0, true", "d, e, 0.25, 0.5, true", "q, ?, 0, 1, true", "i, Q, -1, 0, false"
  })
  void scaledNumbersMustStayToo(String from, String to, double scale, double shift, boolean same) {
    NdView source = NdView.allocate(from, 3, 300);
    for (int i = 0; i < 300; i++) {
      source.set(2 * (i % 60), 1, i);
    }
    for (Scaling scaling :
        List.of(
            Scaling.of(scale, shift),
            Scaling.perIndex(
                new double[] {scale, scale, scale}, new double[] {shift, shift, shift}, 0))) {
      NdView target = NdView.allocate(to, 3, 300);
      if (same) {
        source.convertTo(target, Casting.SAME_VALUE, scaling);
        for (int i = 0; i < 300; i++) {
          double v = 2 * (i % 60) * scale + shift;
          assertThat(target.format().toString().equals("?") ? 1 : target.getDouble(1, i))
              .isEqualTo(v);
        }
      } else {
        assertThatIllegalArgumentException()
            .isThrownBy(() -> source.convertTo(target, Casting.SAME_VALUE, scaling))
            .withMessageContaining("2 * " + scale + " + 0.0 at index [1, 1] is not the same");
        assertThat(target.toBytes()).containsOnly(0);
      }
    }
  }

  @Test
  void aScaledNumberDoesNotBecomeInfinite() {
    NdView source = NdView.of(new double[] {1, Double.POSITIVE_INFINITY, Double.NaN, 1e308});
    NdView target = NdView.allocate("d", 4);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> source.convertTo(target, Casting.SAME_VALUE, Scaling.of(10, 0)))
        .withMessageContaining("1.0E308 * 10.0 + 0.0 at index [3]");
    source.slice(":3").convertTo(target.slice(":3"), Casting.SAME_VALUE, Scaling.of(10, 0));
    assertThat(target.toList()).isEqualTo(List.of(10.0, Double.POSITIVE_INFINITY, Double.NaN, 0.0));
  }

  @ParameterizedTest
  @EnumSource(Execution.class)
  void fieldsOfStructuresFollowTheRule(Execution execution) {
    NdView source = NdView.allocate("T{<i:a:>d:b:(2)<h:c:5s:d:}", 3);
    source.set(List.of(1, 2.0, List.of(3, 4), new byte[] {65, 66, 67, 68}), 0);
    source.set(List.of(-5, 1e40, List.of(-300, 300), new byte[] {65}), 1);
    source.set(List.of(300, Double.NaN, List.of(0, 0), new byte[0]), 2);
    NdView target = NdView.allocate("T{B:a:<f:b:(2)b:c:3s:d:}", 3);
    source.convertTo(target, Casting.SATURATING, Scaling.none(), execution);
    assertThat(target.field("a").toList()).isEqualTo(List.of(1, 0, 255));
    assertThat(target.field("b").toList())
        .isEqualTo(List.of(2f, Float.POSITIVE_INFINITY, Float.NaN));
    assertThat(target.field("c").toList())
        .isEqualTo(List.of(List.of(3, 4), List.of(-128, 127), List.of(0, 0)));
    assertThat((byte[]) target.field("d").get(0)).isEqualTo(new byte[] {65, 66, 67});
    NdView same = NdView.allocate("T{B:a:<f:b:(2)b:c:3s:d:}", 3);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> source.convertTo(same, Casting.SAME_VALUE, Scaling.none(), execution))
        .withMessageContaining("in the item at index [0]: ");
    source.set(List.of(1, 2.0, List.of(3, 4), new byte[] {65, 66}), 0);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> source.convertTo(same, Casting.SAME_VALUE, Scaling.none(), execution))
        .withMessageContaining("in the item at index [1]: the value -5 is not the same in")
        .withMessageContaining("where it would be 251");
    assertThat(same.toBytes()).containsOnly(0);
    NdView fits = source.slice("::2").copy();
    fits.field("a").set(255, 1);
    fits.convertTo(same.slice(":2"), Casting.SAME_VALUE, Scaling.none(), execution);
    assertThat(same.field("a").toList()).isEqualTo(List.of(1, 255, 0));
    assertThat(same.field("b").toList()).isEqualTo(List.of(2f, Float.NaN, 0f));
  }

  @Test
  void longDoublesAreLookedAtInAllOfTheirDigits() {
    NdView wide = NdView.allocate("g", 2);
    NdView.of(new long[] {Long.MAX_VALUE, 1}).convertTo(wide, Casting.SAME_VALUE);
    NdView whole = NdView.allocate("q", 2);
    wide.convertTo(whole, Casting.SAME_VALUE);
    assertThat(whole.toList()).isEqualTo(List.of(Long.MAX_VALUE, 1L));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> wide.convertTo(NdView.allocate("d", 2), Casting.SAME_VALUE))
        .withMessageContaining("9223372036854775807 at index [0]");
    NdView bytes = NdView.allocate("B", 2);
    wide.convertTo(bytes, Casting.SATURATING);
    assertThat(bytes.toList()).isEqualTo(List.of(255, 1));
    wide.set(-1.5, 0);
    NdView unsigned = NdView.allocate("Q", 2);
    wide.convertTo(unsigned, Casting.SATURATING);
    assertThat(unsigned.toList()).isEqualTo(List.of(BigInteger.ZERO, BigInteger.ONE));
  }

  static boolean hasSameValue() {
    return CastingDocTest.hasSameValue();
  }

  /** In one byte order: of the other, NumPy 2.4 looks at no value. */
  private static final String[] NUMPY = {
    "?", "b1", "b", "i1", "B", "u1", "<h", "<i2", "<H", "<u2", "<i", "<i4", "<I", "<u4", "<q",
    "<i8", "<Q", "<u8", "<e", "<f2", "<f", "<f4", "<d", "<f8", "<Zf", "<c8", "<Zd", "<c16"
  };

  /** The bytes that NumPy's same_value makes of one item, or that it refuses it. */
  @Test
  @EnabledIf("hasSameValue")
  void sameValueIsNumpys() throws Exception {
    String script =
        """
        import sys, warnings
        import numpy as np
        warnings.simplefilter("ignore")
        for line in sys.stdin:
            a, b, data = line.split()
            try:
                x = np.frombuffer(bytes.fromhex(data), a).astype(b, casting="same_value")
                print(x.tobytes().hex())
            except ValueError:
                print("refused")
        """;
    Random random = new Random(14);
    List<String> questions = new ArrayList<>();
    List<String> answers = new ArrayList<>();
    for (int a = 0; a < NUMPY.length; a += 2) {
      for (int b = 0; b < NUMPY.length; b += 2) {
        for (int i = 0; i < 24; i++) {
          NdView source = numbers(random, NUMPY[a], i % 2 == 0, 1);
          NdView target = NdView.allocate(NUMPY[b], 1);
          // NumPy makes a bool of every number; and there are many NaNs
          if ((NUMPY[b].equals("?") && !List.of(0, 1).contains(source.get(0)))
              || source.get(0).toString().contains("NaN")) {
            continue;
          }
          questions.add(NUMPY[a + 1] + " " + NUMPY[b + 1] + " " + source.hex());
          String to = NUMPY[a + 1] + " " + NUMPY[b + 1] + " " + source.hex() + " ";
          try {
            source.convertTo(target, Casting.SAME_VALUE);
            answers.add(to + HexFormat.of().formatHex(target.toBytes()));
          } catch (IllegalArgumentException e) {
            answers.add(to + "refused");
          }
        }
      }
    }
    List<String> expected = new ArrayList<>(Python.run(List.of("-c", script), questions));
    for (int i = 0; i < expected.size(); i++) {
      expected.set(i, questions.get(i) + " " + expected.get(i));
    }
    assertThat(answers).isEqualTo(expected);
    assertThat(answers).filteredOn(x -> x.endsWith("refused")).hasSizeBetween(500, 4000);
  }

  @Test
  void decimalsOfTheModelAreExact() {
    assertThat(saturated(-0.9, ScalarType.INT8)).isEqualTo(0);
    assertThat(saturated(new BigDecimal("255.9").doubleValue(), ScalarType.UINT8)).isEqualTo(255);
  }
}
