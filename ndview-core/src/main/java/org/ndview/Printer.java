package org.ndview;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Shows a view as NumPy prints an array: aligned, with brackets, and summarised when large. */
final class Printer {
  /** NumPy's print options. */
  private static final int THRESHOLD = 1000;

  private static final int EDGE = 3;
  private static final int WIDTH = 75;
  private static final int PRECISION = 8;

  private final NdView view;
  private final boolean summary;
  private Function<Object, String> format = Values::text;

  private Printer(NdView view) {
    this.view = view;
    summary = view.size() > THRESHOLD;
  }

  static String print(NdView view) {
    StringBuilder head =
        new StringBuilder("NdView format '").append(view.format).append("', shape (");
    for (int d = 0; d < view.layout.ndim(); d++) {
      head.append(d == 0 ? "" : ", ").append(view.layout.shape(d));
    }
    head.append(view.layout.ndim() == 1 ? ",)" : ")")
        .append(view.base.readOnly() ? ", read-only:\n" : ":\n");
    try {
      return head + new Printer(view).body();
    } catch (IllegalStateException
        | IndexOutOfBoundsException
        | UnsupportedOperationException
        | IllegalArgumentException e) {
      // toString never fails: memory that was closed, a wild pointer, an item without a value
      return head + "<" + e.getMessage() + ">";
    }
  }

  private String body() {
    if (view.size() == 0) {
      return "[]";
    }
    List<Object> shown = new ArrayList<>();
    collect(new long[view.layout.ndim()], 0, shown);
    format = formatter(shown);
    StringBuilder out = new StringBuilder();
    print(out, new long[view.layout.ndim()], 0);
    return out.toString();
  }

  /** The indices along a dimension that are shown; -1 stands for those left out. */
  private List<Long> along(int d) {
    long n = view.layout.shape(d);
    List<Long> indices = new ArrayList<>();
    for (long i = 0; i < n; i++) {
      if (summary && n > 2 * EDGE && i == EDGE) {
        indices.add(-1L);
        i = n - EDGE;
      }
      indices.add(i);
    }
    return indices;
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

  private void print(StringBuilder out, long[] index, int d) {
    if (d == index.length) {
      out.append(format.apply(view.get(index)));
      return;
    }
    out.append('[');
    boolean last = d == index.length - 1;
    int column = d + 1;
    boolean first = true;
    for (long i : along(d)) {
      String item = "...";
      if (i >= 0) {
        index[d] = i;
        StringBuilder part = new StringBuilder();
        print(part, index, d + 1);
        item = part.toString();
      }
      if (!first) {
        boolean wraps = last && column + 1 + item.length() > WIDTH;
        out.append(
            last
                ? wraps ? "\n" + " ".repeat(d + 1) : " "
                : "\n".repeat(index.length - d - 1) + " ".repeat(d + 1));
        column = wraps ? d + 1 : column + 1;
      }
      out.append(item);
      column += item.length();
      first = false;
    }
    out.append(']');
  }

  private static Function<Object, String> formatter(List<Object> shown) {
    Object sample = shown.getFirst();
    if (sample instanceof Float || sample instanceof Double) {
      return floats(shown.stream().map(v -> (Number) v).toList());
    }
    if (sample instanceof Complex) {
      Function<Object, String> re =
          floats(shown.stream().map(v -> part((Complex) v, false, (Complex) v)).toList());
      Function<Object, String> im =
          floats(shown.stream().map(v -> part((Complex) v, true, (Complex) v)).toList());
      return v -> complex(re.apply(((Complex) v).re()), im.apply(((Complex) v).im()));
    }
    Function<Object, String> text =
        sample instanceof Boolean ? v -> (boolean) v ? "True" : "False" : Values::text;
    if (sample instanceof Number && !(sample instanceof Byte) || sample instanceof Boolean) {
      int width = shown.stream().mapToInt(v -> text.apply(v).length()).max().orElse(0);
      return v -> " ".repeat(width - text.apply(v).length()) + text.apply(v);
    }
    return text;
  }

  private static Number part(Complex value, boolean imaginary, Complex all) {
    return imaginary ? all.im() : value.re();
  }

  private static String complex(String re, String im) {
    String plain = im.strip();
    return re
        + (plain.startsWith("-") ? "" : "+")
        + plain
        + "j"
        + " ".repeat(im.length() - plain.length());
  }

  private static Function<Object, String> floats(List<Number> shown) {
    List<BigDecimal> finite =
        shown.stream()
            .filter(v -> Double.isFinite(v.doubleValue()))
            .map(Printer::shortest)
            .toList();
    double max = 0;
    double min = Double.POSITIVE_INFINITY;
    for (BigDecimal v : finite) {
      if (v.signum() != 0) {
        max = Math.max(max, v.abs().doubleValue());
        min = Math.min(min, v.abs().doubleValue());
      }
    }
    boolean exponent = max >= 1e8 || max > 0 && (min < 1e-4 || max / min > 1000);
    int digits = 0;
    for (BigDecimal v : finite) {
      digits = Math.max(digits, exponent ? mantissa(v).scale() : Math.max(rounded(v).scale(), 0));
    }
    int fraction = digits;
    Function<Object, String> text =
        v -> exponent ? scientific((Number) v, fraction) : positional((Number) v, fraction);
    int width = shown.stream().mapToInt(v -> text.apply(v).length()).max().orElse(0);
    return v -> {
      String t = text.apply(v);
      // nan and inf are short: everything is aligned on its right
      return " ".repeat(Math.max(0, width - t.length())) + t;
    };
  }

  /** The shortest decimal number that reads back as this float. */
  private static BigDecimal shortest(Number v) {
    return new BigDecimal(v.toString()).stripTrailingZeros();
  }

  private static BigDecimal rounded(BigDecimal v) {
    return v.scale() > PRECISION
        ? v.setScale(PRECISION, RoundingMode.HALF_EVEN).stripTrailingZeros()
        : v;
  }

  /** As d.ddd: the scale is the number of digits after the point. */
  private static BigDecimal mantissa(BigDecimal v) {
    if (v.signum() == 0) {
      return BigDecimal.ZERO;
    }
    BigDecimal one = rounded(v.scaleByPowerOfTen(v.scale() - v.precision() + 1));
    return one.scale() < 0 ? one.setScale(0) : one;
  }

  private static String special(double v) {
    return Double.isNaN(v) ? "nan" : v > 0 ? "inf" : "-inf";
  }

  private static String positional(Number v, int fraction) {
    double d = v.doubleValue();
    if (!Double.isFinite(d)) {
      return special(d);
    }
    BigDecimal r = rounded(shortest(v));
    String text = r.setScale(Math.max(r.scale(), 0)).toPlainString();
    String sign = Math.copySign(1, d) < 0 && r.signum() == 0 ? "-" : "";
    int point = text.indexOf('.');
    int digits = point < 0 ? 0 : text.length() - point - 1;
    return sign + text + (point < 0 ? "." : "") + " ".repeat(fraction - digits);
  }

  private static String scientific(Number v, int fraction) {
    double d = v.doubleValue();
    if (!Double.isFinite(d)) {
      return special(d);
    }
    BigDecimal exact = shortest(v);
    BigDecimal m = mantissa(exact);
    int e = exact.signum() == 0 ? 0 : exact.precision() - exact.scale() - 1;
    String text = m.setScale(Math.max(fraction, m.scale())).toPlainString();
    String sign = Math.copySign(1, d) < 0 && m.signum() == 0 ? "-" : "";
    return sign
        + text
        + (text.contains(".") ? "" : ".")
        + "e"
        + (e < 0 ? "-" : "+")
        + (Math.abs(e) < 10 ? "0" : "")
        + Math.abs(e);
  }
}
