package org.ndview.internal.export;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.LongStream;
import org.ndview.Complex;
import org.ndview.format.Format;
import org.ndview.format.Scalar;
import org.ndview.format.ScalarType;
import org.ndview.internal.check.BriefText;
import org.ndview.internal.item.ItemValues;
import org.ndview.internal.numeric.RawView;

/**
 * Shows a view as {@code str} shows a NumPy array, to the letter where the items are numbers, bools
 * or complex numbers: aligned, between brackets, in lines of 75, summarised when there are more
 * than 1000 items.
 *
 * <p>Not as NumPy: structs and plain formats of several items are one item each, with their names,
 * and are not aligned; bytes keep the zeros at their end, text is not escaped; a long double shows
 * the digits of the nearest double. NumPy has no bfloat16 of its own: it is shown as a half is.
 */
public final class ArrayPrinter {
  /** NumPy's print options. */
  private static final int THRESHOLD = 1000;

  private static final int EDGE = 3;

  /** More items than this are never shown: of further dimensions the first index alone is. */
  private static final int MOST_SHOWN = 50_000;

  private static final int WIDTH = 75;

  private final RawView view;
  private final boolean summary;

  /** The first dimension of which more than the first index is shown. */
  private final int shownFrom;

  private Function<Object, String> format = ItemValues::text;

  private ArrayPrinter(RawView view) {
    this.view = view;
    summary = view.size() > THRESHOLD;
    int d = view.layout().ndim();
    long shown = 1;
    while (d > 0 && shown * Math.min(view.layout().shape(d - 1), 2 * EDGE) <= MOST_SHOWN) {
      shown *= Math.min(view.layout().shape(d - 1), 2 * EDGE);
      d--;
    }
    shownFrom = summary ? d : 0;
  }

  public static String print(RawView view, Runnable check) {
    StringBuilder head =
        new StringBuilder("NdView format '")
            .append(BriefText.of(view.format()))
            .append("', shape (");
    for (int d = 0; d < view.layout().ndim(); d++) {
      head.append(d == 0 ? "" : ", ").append(view.layout().shape(d));
    }
    head.append(view.layout().ndim() == 1 ? ",)" : ")")
        .append(view.readOnly() ? ", read-only:\n" : ":\n");
    try {
      check.run();
      return head + new ArrayPrinter(view).body();
    } catch (IllegalStateException
        | IndexOutOfBoundsException
        | UnsupportedOperationException
        | IllegalArgumentException
        | WrongThreadException e) {
      // toString never fails: memory that was closed or is another thread's, a wild pointer, an
      // item without a value
      return head + "<" + e.getMessage() + ">";
    } catch (InternalError _) {
      return head + "<the file that the memory is mapped from was cut short>";
    }
  }

  private String body() {
    if (view.size() == 0) {
      return "[]";
    }
    if (view.layout().ndim() == 0) {
      return alone(view.get(), view.format());
    }
    List<Object> shown = new ArrayList<>();
    collect(new long[view.layout().ndim()], 0, shown);
    format = formatter(shown, view.format());
    return print(new long[view.layout().ndim()], 0, WIDTH);
  }

  /** The indices along a dimension that are shown; -1 stands for those left out. */
  private List<Long> along(int d) {
    long n = view.layout().shape(d);
    if (d < shownFrom && n > 1) {
      return List.of(0L, -1L);
    }
    if (!summary || n <= 2 * EDGE) {
      return LongStream.range(0, n).boxed().toList();
    }
    LongStream first = LongStream.concat(LongStream.range(0, EDGE), LongStream.of(-1));
    return LongStream.concat(first, LongStream.range(n - EDGE, n)).boxed().toList();
  }

  private void collect(long[] index, int d, List<Object> shown) {
    if (d == index.length) {
      shown.add(view.get(index));
      return;
    }
    for (long i : along(d)) {
      if (i >= 0) {
        index[d] = i;
        collect(index, d + 1, shown);
      }
    }
  }

  /**
   * The items behind an index, between brackets.
   *
   * @param width where the row ends at the latest, before the brackets that close it
   */
  private String print(long[] index, int d, int width) {
    if (d == index.length) {
      return format.apply(view.get(index));
    }
    String indent = " ".repeat(d + 1);
    boolean row = d == index.length - 1;
    StringBuilder out = new StringBuilder("[");
    StringBuilder line = new StringBuilder(indent);
    String separator = "";
    for (long i : along(d)) {
      String item = "...";
      if (i >= 0) {
        index[d] = i;
        item = print(index, d + 1, width - 1);
      }
      line.append(separator);
      if (row && line.length() > indent.length() && line.length() + item.length() > width - 1) {
        out.append(line.toString().stripTrailing().substring(indent.length()))
            .append('\n')
            .append(indent);
        line = new StringBuilder(indent);
      }
      line.append(item);
      separator = row ? " " : "\n".repeat(index.length - d - 1) + indent;
    }
    return out.append(line.substring(indent.length())).append(']').toString();
  }

  private static Function<Object, String> formatter(List<Object> shown, Format format) {
    Object sample = shown.getFirst();
    ScalarType type = part(format, sample);
    if (sample instanceof Float || sample instanceof Double) {
      FloatText text = new FloatText(doubles(shown, v -> (Number) v), type, false);
      return v -> text.of(((Number) v).doubleValue());
    }
    if (sample instanceof Complex) {
      FloatText re = new FloatText(doubles(shown, v -> ((Complex) v).re()), type, false);
      FloatText im = new FloatText(doubles(shown, v -> ((Complex) v).im()), type, true);
      return v -> {
        String text = im.of(((Complex) v).im());
        int end = text.stripTrailing().length();
        return re.of(((Complex) v).re()) + text.substring(0, end) + "j" + text.substring(end);
      };
    }
    if (sample instanceof Boolean) {
      return v -> (boolean) v ? " True" : "False";
    }
    if (sample instanceof Number && !(sample instanceof Byte)) {
      int width = shown.stream().mapToInt(v -> ItemValues.text(v).length()).max().orElse(0);
      return v -> {
        String text = ItemValues.text(v);
        return " ".repeat(width - text.length()) + text;
      };
    }
    return ItemValues::text;
  }

  private static List<Double> doubles(List<Object> shown, Function<Object, Number> number) {
    return shown.stream().map(number).map(Number::doubleValue).toList();
  }

  /** The type of floats, or of the parts of complex numbers. */
  private static ScalarType part(Format format, Object sample) {
    if (format instanceof Scalar scalar) {
      switch (scalar.type()) {
        case FLOAT16, COMPLEX32 -> {
          return ScalarType.FLOAT16;
        }
        case BFLOAT16 -> {
          return ScalarType.BFLOAT16;
        }
        case COMPLEX64 -> {
          return ScalarType.FLOAT32;
        }
        default -> {}
      }
    }
    return sample instanceof Float ? ScalarType.FLOAT32 : ScalarType.FLOAT64;
  }

  /** An item that stands alone, of a view without dimensions. */
  private static String alone(Object item, Format format) {
    ScalarType type = part(format, item);
    return switch (item) {
      case Boolean b -> b ? "True" : "False";
      case Float f -> FloatText.alone(f, type, false, true);
      case Double d -> FloatText.alone(d, type, false, true);
      case Complex(double re, double im) when re == 0 && Math.copySign(1, re) > 0 ->
          FloatText.alone(im, type, false, false) + "j";
      case Complex(double re, double im) ->
          "("
              + FloatText.alone(re, type, false, false)
              + FloatText.alone(im, type, true, false)
              + "j)";
      default -> ItemValues.text(item);
    };
  }
}
