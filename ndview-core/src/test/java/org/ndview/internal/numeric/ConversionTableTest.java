package org.ndview.internal.numeric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.ndview.Casting;
import org.ndview.Execution;
import org.ndview.Layout;
import org.ndview.Scaling;
import org.ndview.format.Format;
import org.ndview.format.Scalar;
import org.ndview.format.ScalarType;
import org.ndview.internal.item.ScalarCodec;
import org.ndview.internal.memory.StridedMemory;

/**
 * Between all numeric types, under each rule, with scalings of each kind and between memories that
 * lie in every way, tables become what their items become one by one; or the first that does not
 * fit is refused, and nothing is written.
 */
class ConversionTableTest {
  private static final List<String> OTHERS = List.of("g", "Zf", "Zd");

  /** No scaling, one for all, and one for each row or column, of three in turn. */
  private enum Scaled {
    NOT,
    ALL,
    ROWS,
    COLUMNS
  }

  private static final Scaling.Uniform[] FACTORS = {
    new Scaling.Uniform(0.5, 1),
    new Scaling.Uniform(-3, 2.25),
    new Scaling.Uniform(1 / 255.0, -0.45)
  };

  private static final int[] PIXELS = {520, 3};
  private static final int[] PLANE = {66, 70};

  /** Goes round all ways, whatever comes next. */
  private int turn;

  static Stream<String> codes() {
    return Stream.concat(
        Items.all().stream().map(Items::code), OTHERS.stream().map(code -> ">" + code));
  }

  /** An item, and what each of the factors makes of it; of null the rule makes nothing. */
  private record Item(byte[] bytes, byte @Nullable [][] made) {}

  private static byte @Nullable [] made(
      Object item,
      ScalarCodec writer,
      int size,
      Casting casting,
      Scaling.@Nullable Uniform factors) {
    byte[] made = new byte[size];
    MemorySegment memory = MemorySegment.ofArray(made);
    Object number = factors == null ? item : (Object) Conversion.scaled(item, factors);
    boolean refuses = casting != Casting.UNSAFE && casting != Casting.SATURATING;
    if (refuses && factors != null) {
      double before = Conversion.scaled(item, new Scaling.Uniform(1, 0));
      if (Double.isInfinite((Double) number) && Double.isFinite(before)) {
        return null;
      }
    }
    try {
      switch (casting) {
        case SAFE, SAME_KIND -> {
          if (writer.overflowsConverted(number)) {
            return null;
          }
          if (number instanceof Boolean b) {
            writer.convert(memory, 0, b);
          } else {
            writer.put(memory, 0, number);
          }
        }
        case SAME_VALUE -> writer.convertSame(memory, 0, number);
        case SATURATING -> writer.saturate(memory, 0, number);
        case UNSAFE -> writer.convert(memory, 0, number);
      }
      return made;
    } catch (IllegalArgumentException _) {
      return null;
    }
  }

  private static List<Item> items(String code, Scalar target, Casting casting, boolean scaled) {
    ScalarCodec writer = new ScalarCodec(target);
    int size = (int) target.itemsize();
    Scalar format = (Scalar) Format.parse(code);
    ScalarCodec reader = new ScalarCodec(format);
    MemorySegment memory =
        OTHERS.contains(code.substring(1)) ? otherNumbers(format) : Items.of(code).memory();
    List<Item> items = new ArrayList<>();
    int itemsize = (int) format.itemsize();
    for (long at = 0; at < memory.byteSize(); at += itemsize) {
      byte[] bytes = new byte[itemsize];
      MemorySegment.copy(memory, at, MemorySegment.ofArray(bytes), 0, itemsize);
      byte @Nullable [][] made = new byte[FACTORS.length][];
      for (int f = 0; f < made.length; f++) {
        boolean same = f > 0 && !scaled;
        made[f] =
            same
                ? made[0]
                : made(reader.key(memory, at), writer, size, casting, scaled ? FACTORS[f] : null);
      }
      items.add(new Item(bytes, made));
    }
    return items;
  }

  private static MemorySegment otherNumbers(Scalar format) {
    double[] numbers = {
      0, 1, -1, 100, 0.5, 65519, 65520, 1e39, 1e300, Double.NaN, 1 / 0.0, 7, -0.0
    };
    ScalarCodec codec = new ScalarCodec(format);
    MemorySegment memory =
        MemorySegment.ofArray(new byte[(int) format.itemsize() * numbers.length]);
    for (int i = 0; i < numbers.length; i++) {
      codec.convert(memory, i * format.itemsize(), numbers[i]);
    }
    return memory;
  }

  private static int factor(Scaled scaled, int row, int column) {
    return switch (scaled) {
      case NOT, ALL -> 0;
      case ROWS -> row % FACTORS.length;
      case COLUMNS -> column % FACTORS.length;
    };
  }

  private static Scaling scaling(Scaled scaled, int rows, int columns) {
    if (scaled == Scaled.NOT) {
      return Scaling.none();
    }
    if (scaled == Scaled.ALL) {
      return FACTORS[0];
    }
    int n = scaled == Scaled.ROWS ? rows : columns;
    double[] scale = new double[n];
    double[] shift = new double[n];
    for (int i = 0; i < n; i++) {
      scale[i] = FACTORS[i % FACTORS.length].scale();
      shift[i] = FACTORS[i % FACTORS.length].shift();
    }
    return Scaling.perIndex(scale, shift, scaled == Scaled.ROWS ? 0 : 1);
  }

  private void check(String from, String to, Casting casting) {
    ScalarType source = type(from);
    ScalarType target = type(to);
    boolean complex =
        source.kind() == ScalarType.Kind.COMPLEX || target.kind() == ScalarType.Kind.COMPLEX;
    List<Item> items = List.of();
    for (Scaled scaled : complex ? List.of(Scaled.NOT) : List.of(Scaled.values())) {
      boolean toDouble = scaled != Scaled.NOT && source.kind() != ScalarType.Kind.FLOAT;
      if (!casting.allows(toDouble ? ScalarType.FLOAT64 : source, target)) {
        checkForbidden(from, to, casting, scaled);
        continue;
      }
      if (scaled == Scaled.NOT || scaled == Scaled.ALL || items.isEmpty()) {
        items = items(from, (Scalar) Format.parse(to), casting, scaled != Scaled.NOT);
      }
      List<Item> fitting = new ArrayList<>(items);
      fitting.removeIf(item -> Stream.of(item.made).anyMatch(made -> made == null));
      List<Item> refused = new ArrayList<>(items);
      refused.removeAll(fitting);
      if (!fitting.isEmpty()) {
        run(from, to, casting, scaled, fitting, null);
      }
      if (!fitting.isEmpty() && !refused.isEmpty()) {
        run(from, to, casting, scaled, fitting, refused.get(turn % refused.size()));
      }
    }
  }

  private static void checkForbidden(String from, String to, Casting casting, Scaled scaled) {
    try (Arena arena = Arena.ofConfined()) {
      Placed a = Placed.of(arena, Placed.Way.DENSE, true, Format.parse(from), 2, 3);
      Placed b = Placed.of(arena, Placed.Way.DENSE, true, Format.parse(to), 2, 3);
      byte[] before = b.bytes();
      Scaling scaling = scaling(scaled, 2, 3);
      assertThatIllegalArgumentException()
          .isThrownBy(
              () -> Conversion.run(a.view(), b.view(), casting, scaling, Execution.SEQUENTIAL))
          .withMessageMatching("casting from .* is not allowed by the rule " + casting + ".*")
          .withMessageContaining(scaled == Scaled.NOT ? "' to '" : "' with scale and shift to '");
      assertThat(b.bytes()).isEqualTo(before);
    }
  }

  private static ScalarType type(String code) {
    return ((Scalar) Format.parse(code)).type();
  }

  /** Converts items that fit, and where one is given, one among them that does not. */
  private void run(
      String from,
      String to,
      Casting casting,
      Scaled scaled,
      List<Item> fitting,
      @Nullable Item other) {
    int t = turn++;
    // few numbers; rows that make runs together; pixels; planes
    int[][] sizes = {{5, 8}, {5, 8}, {5, 8}, {17, 31}, {5, 8}, t % 18 == 5 ? PLANE : PIXELS};
    int rows = sizes[t % 6][0];
    int columns = sizes[t % 6][1];
    Placed.Way[] ways = Placed.Way.values();
    int row = -1;
    int column = -1;
    try (Arena arena = Arena.ofConfined()) {
      Format in = Format.parse(from);
      boolean turns = rows > 20;
      Placed.Way way =
          turns
              ? t / 6 % 2 == 0 ? Placed.Way.TURNED : Placed.Way.DENSE
              : t % 4 == 0 ? Placed.Way.DENSE : ways[t / 4 % 5];
      Placed.Way wayTo =
          turns
              ? t / 6 % 2 == 0 ? Placed.Way.DENSE : Placed.Way.TURNED
              : t % 4 < 2 ? Placed.Way.DENSE : ways[t / 20 % 5];
      Placed a = Placed.of(arena, way, t % 7 < 4, in, rows, columns);
      Placed b = Placed.of(arena, wayTo, t % 5 < 3, Format.parse(to), rows, columns);
      Placed expected = Placed.of(arena, wayTo, t % 5 < 3, Format.parse(to), rows, columns);
      for (int i = 0; i < rows; i++) {
        for (int j = 0; j < columns; j++) {
          Item item = fitting.get((i * columns + j) % fitting.size());
          a.put(i, j, item.bytes);
          expected.put(i, j, item.made[factor(scaled, i, j)]);
        }
      }
      byte[] before = b.bytes();
      if (other != null) {
        int place = t % 2 == 0 ? rows * columns - 1 : (t * 13) % (rows * columns);
        for (int k = 0; k < FACTORS.length * columns && row < 0; k++) {
          int at = (place + rows * columns - k) % (rows * columns);
          if (other.made[factor(scaled, at / columns, at % columns)] == null) {
            row = at / columns;
            column = at % columns;
            a.put(row, column, other.bytes);
          }
        }
      }
      Scaling scaling = scaling(scaled, rows, columns);
      String what = from + " " + way + " to " + to + " " + wayTo + " " + casting + " " + scaled;
      if (row < 0) {
        Conversion.run(a.view(), b.view(), casting, scaling, Execution.SEQUENTIAL);
        if (wayTo == Placed.Way.BEHIND_POINTERS) {
          assertThat(rest(b, rows)).as(what).isEqualTo(rest(expected, rows));
        } else {
          assertThat(b.bytes()).as(what).isEqualTo(expected.bytes());
        }
      } else {
        assertThatIllegalArgumentException()
            .as(what)
            .isThrownBy(
                () -> Conversion.run(a.view(), b.view(), casting, scaling, Execution.SEQUENTIAL))
            .withMessageContaining(" at index [" + row + ", " + column + "] ")
            .withMessageEndingWith(wayOut(casting, type(to)));
        assertThat(b.bytes()).as(what).isEqualTo(before);
      }
    }
  }

  private static String wayOut(Casting casting, ScalarType to) {
    boolean floats = to.kind() == ScalarType.Kind.FLOAT || to.kind() == ScalarType.Kind.COMPLEX;
    String makes = floats ? "makes it infinite" : "keeps its low bits";
    return "; Casting.UNSAFE " + (casting == Casting.SAME_VALUE ? "allows that" : makes);
  }

  /** What is read is what was there before anything was written. */
  @ParameterizedTest
  @CsvSource({
    "i, d, 0, 0",
    "d, i, 0, 0",
    "i, f, 4, 0",
    "i, f, 0, 4",
    "i, >i, 4, 0",
    "h, g, 0, 0",
    "Zf, Zd, 16, 0",
    "T{h:a:b:b:}, T{i:a:b:b:}, 6, 0",
    "B, B, 1, 0",
    "i, d, 6400, 0",
    "d, f, 0, 6400"
  })
  void memoriesMayOverlap(String from, String to, int at, int atTo) {
    Format in = Format.parse(from);
    Format out = Format.parse(to);
    for (int n : new int[] {10, 600}) {
      for (Scaled scaled : Scaled.values()) {
        byte[] bytes = new byte[16 * n + 6500];
        for (int i = 0; i < bytes.length; i++) {
          bytes[i] = (byte) (i % 60);
        }
        RawView a = line(MemorySegment.ofArray(bytes), in, at, n);
        RawView apart = line(MemorySegment.ofArray(bytes.clone()), in, at, n);
        RawView b = line(MemorySegment.ofArray(bytes), out, atTo, n);
        RawView expected = line(MemorySegment.ofArray(bytes.clone()), out, atTo, n);
        if (scaled != Scaled.NOT && (ItemConversion.isOf(in, out) || from.equals("Zf"))) {
          continue;
        }
        Scaling scaling = scaling(scaled, 1, n);
        Conversion.run(apart, expected, Casting.UNSAFE, scaling, Execution.SEQUENTIAL);
        Conversion.run(a, b, Casting.UNSAFE, scaling, Execution.SEQUENTIAL);
        assertThat(b.memory().segment().mismatch(expected.memory().segment())).isEqualTo(-1);
      }
    }
  }

  private static RawView line(MemorySegment memory, Format format, long offset, int n) {
    long size = format.itemsize();
    Layout layout = Layout.of(size, offset, new long[] {1, n}, new long[] {0, size});
    return RawView.of(StridedMemory.of(memory, layout), format);
  }

  /** What follows the pointers. */
  private static byte[] rest(Placed table, int rows) {
    byte[] bytes = table.bytes();
    return java.util.Arrays.copyOfRange(bytes, rows * Long.BYTES, bytes.length);
  }

  @ParameterizedTest
  @MethodSource("codes")
  void tablesBecomeWhatTheirItemsBecome(String from) {
    turn = from.length() == 1 ? from.charAt(0) : from.charAt(1);
    for (String to : Stream.concat(Items.CODES.stream(), OTHERS.stream()).toList()) {
      for (Casting casting : Casting.values()) {
        check(from, (turn % 2 == 0 ? "<" : ">") + to, casting);
      }
    }
  }
}
