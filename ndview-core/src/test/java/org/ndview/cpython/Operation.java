package org.ndview.cpython;

import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.ndview.Casting;
import org.ndview.NdView;
import org.ndview.format.Format;

/**
 * One operation on one view, as a line: {@code kind; format; shape; index; argument}. The bytes
 * follow from the line, so that it stands for the whole case.
 *
 * @param kind what is done
 * @param format the format of the view
 * @param shape its lengths, in C order
 * @param index the text that slices it before
 * @param argument a format, lengths, axes or an index
 */
record Operation(String kind, String format, String shape, String index, String argument) {
  static final List<String> KINDS =
      List.of("cast", "slice", "reshape", "permute", "view", "field", "astype", "equal");

  /** What memoryview reads. */
  private static final List<String> NATIVE =
      List.of("?", "b", "B", "h", "H", "i", "I", "l", "L", "q", "Q", "f", "d", "c");

  private static final List<String> NUMBERS =
      List.of(
          "?", "b", "B", "<h", ">h", "<H", ">i", "<I", "<q", ">q", ">Q", "<Q", "<e", ">e", "<f",
          ">f", "<d", ">d", "<Zf", ">Zd");
  private static final List<String> STRUCTS =
      List.of("T{b:a:=i:b:}", "T{<h:x:>f:y:}", "T{B:p:(2)>h:q:}", "T{i:a:f:c:d:b:}");
  private static final List<String> PARTS =
      List.of(
          ":", "::-1", "::2", "1:", ":-1", "::-2", ":0", "newaxis", "...", "0", "-1", "1", "2",
          "-3");

  private static final double[] SPECIAL = {
    0,
    -0.0,
    1,
    -1,
    0.1,
    0.5,
    1.5,
    2.5,
    -2.5,
    255,
    256,
    65504,
    65519.99,
    65520,
    16777217,
    16777219,
    1e-7,
    5.9604644775390625e-8,
    2.98e-8,
    6.1e-5,
    1e-45,
    1.17549435e-38,
    3.4028235e38,
    3.40282357e38,
    1e300,
    -1e300,
    4.9e-324,
    0x1ffdffffffp-26,
    9007199254740993.0,
    Double.POSITIVE_INFINITY,
    Double.NEGATIVE_INFINITY,
    Double.NaN
  };

  /** What every integer holds when the fraction is cut. */
  private static final double[] MODEST = {0, -0.0, 0.5, 1.5, 0.999, 100.7, 127, 3};

  static Operation parse(String line) {
    String[] parts = line.split(";", -1);
    return new Operation(
        parts[0].strip(), parts[1].strip(), parts[2].strip(), parts[3].strip(), parts[4].strip());
  }

  @Override
  public String toString() {
    return String.join("; ", kind, format, shape, index, argument);
  }

  static Operation random(Random random) {
    String kind = pick(KINDS, random);
    int ndim = random.nextInt(4);
    String shape = lengths(random.ints(ndim, random.nextInt(9) == 0 ? 0 : 1, 5).toArray());
    boolean whole = random.nextInt(3) == 0;
    String index = whole ? "..." : index(random, ndim, false);
    return new Operation(
        kind,
        switch (kind) {
          case "cast", "equal" -> pick(NATIVE, random);
          case "field" -> pick(STRUCTS, random);
          default -> pick(NUMBERS, random);
        },
        shape,
        index,
        switch (kind) {
          case "slice" -> index(random, ndim, true);
          case "reshape" -> lengths(random.ints(random.nextInt(4), -1, 7).toArray());
          case "permute" -> lengths(random.ints(ndim, -ndim, ndim + 1).toArray());
          case "field" -> pick(List.of("a", "b", "c", "x", "y", "p", "q", ""), random);
          case "cast", "equal" -> pick(NATIVE, random);
          default -> pick(NUMBERS, random);
        });
  }

  private static String index(Random random, int ndim, boolean any) {
    return random
        .ints(random.nextInt(ndim + 1 + (any ? 1 : 0)), 0, any ? PARTS.size() : 7)
        .mapToObj(PARTS::get)
        .collect(Collectors.joining(", "));
  }

  private static String lengths(int[] lengths) {
    return Arrays.stream(lengths).mapToObj(Integer::toString).collect(Collectors.joining(","));
  }

  private static <T> T pick(List<T> from, Random random) {
    return from.get(random.nextInt(from.size()));
  }

  long[] numbers(String text) {
    return text.isEmpty()
        ? new long[0]
        : Arrays.stream(text.split(",")).mapToLong(n -> Long.parseLong(n.strip())).toArray();
  }

  /** Whether both sides promise an answer, and the same. */
  boolean isDefined() {
    boolean fromBytes = "bBc".contains(format) || "bBc".contains(argument);
    return switch (kind) {
      // memoryview casts from and to bytes alone
      case "cast" -> fromBytes && !format.equals("?") && !argument.equals("?");
      // of a complex number NumPy drops a part, with a warning
      case "astype" -> !format.contains("Z") || argument.contains("Z");
      case "view" -> !argument.equals("?"); // of which C knows two values
      case "equal" -> !format.equals("c") && !argument.equals("c"); // no numbers there
      default -> true;
    };
  }

  /** Whether NumPy or memoryview may refuse what the library does. */
  boolean mayDoMore(NdView view) {
    return kind.equals("cast") && (view.size() == 0 || !view.isCContiguous());
  }

  /** The view, over native memory of its own. */
  NdView made() {
    Random random = new Random(toString().hashCode());
    long[] lengths = numbers(shape);
    NdView view = NdView.allocate(format, lengths);
    NdView flat = view.reshape(view.size());
    byte[] odd = {0, 1, 2, 0x7f, (byte) 0x80, (byte) 0xff, (byte) 0xfe, 'a'};
    boolean fraction = "efd".indexOf(format.charAt(format.length() - 1)) >= 0;
    double[] from = isFraction(argument) || !kind.equals("astype") ? SPECIAL : MODEST;
    if (fraction && !format.contains("Z")) {
      double[] numbers = new double[(int) flat.size()];
      Arrays.setAll(numbers, _ -> from[random.nextInt(from.length)]);
      NdView.of(numbers).convertTo(flat, Casting.UNSAFE);
      return view;
    }
    for (long i = 0; i < view.nbytes(); i++) {
      byte value = odd[random.nextInt(odd.length)];
      // what else a bool may be, C does not say
      view.segment().set(ValueLayout.JAVA_BYTE, i, (byte) (format.equals("?") ? value & 1 : value));
    }
    return view;
  }

  private static boolean isFraction(String format) {
    return !format.isEmpty() && "efd".indexOf(format.charAt(format.length() - 1)) >= 0;
  }

  /** {@return what the library says of the view; null if it refuses} */
  NdView run(NdView view) {
    return switch (kind) {
      case "cast" -> refused(() -> view.cast(argument));
      case "slice" -> refused(() -> view.slice(argument));
      case "reshape" -> refused(() -> view.reshape(numbers(argument)));
      case "permute" -> refused(() -> view.permute(axes(numbers(argument))));
      case "view" -> refused(() -> view.viewAs(argument));
      case "field" -> refused(() -> view.field(argument));
      default -> converted(view);
    };
  }

  /** Negative ones count from the end. */
  private static int[] axes(long[] axes) {
    return Arrays.stream(axes).mapToInt(a -> (int) a).toArray();
  }

  /** The items in the other format. */
  NdView converted(NdView view) {
    NdView target = NdView.allocate(Format.parse(argument), view.shape());
    view.convertTo(target, Casting.UNSAFE);
    return target;
  }

  private static NdView refused(Supplier<NdView> call) {
    try {
      return call.get();
    } catch (IllegalArgumentException | IndexOutOfBoundsException _) {
      return null;
    }
  }
}
