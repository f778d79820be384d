package org.ndview.fuzz;

import java.util.ArrayList;
import java.util.List;

/** A part of an index, as NumPy has them: an integer, a range, an ellipsis, a new axis. */
public sealed interface Part {
  /** One index, negative from the end. */
  record At(long i) implements Part {
    @Override
    public String toString() {
      return "" + i;
    }
  }

  /** A range; null for what is left out. */
  record Range(Long start, Long stop, Long step) implements Part {
    @Override
    public String toString() {
      return (start == null ? "" : start)
          + ":"
          + (stop == null ? "" : stop)
          + (step == null ? "" : ":" + step);
    }

    /** The first index, the step and how many, of a dimension of n. */
    long[] of(long n) {
      long by = step == null ? 1 : step;
      long least = by < 0 ? -1 : 0;
      long most = by < 0 ? n - 1 : n;
      long from = start == null ? by < 0 ? most : least : clamp(start, n, least, most);
      long to = stop == null ? by < 0 ? least : most : clamp(stop, n, least, most);
      long count = 0;
      for (long i = from; by < 0 ? i > to : i < to; i += by) {
        count++;
      }
      // as NumPy has it, nothing has no direction
      return new long[] {from, count == 0 ? 1 : by, count};
    }

    private static long clamp(long i, long n, long least, long most) {
      return Math.clamp(i < 0 ? i + n : i, least, most);
    }
  }

  /** What an index leaves out. */
  record Rest() implements Part {
    @Override
    public String toString() {
      return "...";
    }
  }

  /** A dimension of length 1 more. */
  record New() implements Part {
    @Override
    public String toString() {
      return "newaxis";
    }
  }

  /** An index for a shape, mostly a right one. */
  static List<Part> any(Choices c, long[] shape) {
    List<Part> parts = new ArrayList<>();
    int used = c.below(shape.length + 1) + (c.oneIn(40) ? 1 : 0);
    boolean rest = false;
    boolean back = c.oneIn(5);
    for (int i = 0; i < used; i++) {
      if (c.oneIn(12)) {
        parts.add(new New());
      }
      if (!rest && back) {
        rest = true;
        parts.add(new Rest());
      }
      // after an ellipsis, dimensions count from the last
      int d = rest ? shape.length - used + i : i;
      long n = d >= 0 && d < shape.length ? shape[d] : 1;
      parts.add(any(c, n));
    }
    return parts;
  }

  private static Part any(Choices c, long n) {
    int reach = (int) Math.min(n, 1000);
    return switch (c.below(8)) {
      case 0 -> new Range(null, null, null);
      case 1, 2 -> new At(n == 0 || c.oneIn(40) ? n : c.between(-reach, reach - 1));
      case 3 -> new Range(null, null, -1L);
      case 4 -> new Range((long) c.between(-reach - 1, reach + 1), null, null);
      case 5 -> new Range(null, (long) c.between(-reach - 1, reach + 1), null);
      default ->
          new Range(
              c.oneIn(2) ? null : (Long) (long) c.between(-reach - 1, reach + 1),
              c.oneIn(2) ? null : (Long) (long) c.between(-reach - 1, reach + 1),
              c.oneIn(60) ? 0L : (Long) (long) (c.oneIn(2) ? c.between(1, 3) : -c.between(1, 3)));
    };
  }

  static String text(List<Part> parts) {
    return String.join(", ", parts.stream().map(Part::toString).toList());
  }

  /** How many dimensions of a view an index uses up. */
  static int used(List<Part> parts) {
    return (int) parts.stream().filter(p -> p instanceof At || p instanceof Range).count();
  }

  /** Whether an integer of an index lies outside its dimension. */
  static boolean isOutside(List<Part> parts, long[] shape) {
    int d = 0;
    for (Part part : parts) {
      switch (part) {
        case At(long i) -> {
          if (i < -shape[d] || i >= shape[d]) {
            return true;
          }
          d++;
        }
        case Range _ -> d++;
        case Rest _ -> d += shape.length - used(parts);
        case New _ -> {}
      }
    }
    return false;
  }

  /** The view that an index names, which is a right one. */
  static Model slice(Model view, List<Part> parts) {
    List<Long> shape = new ArrayList<>();
    List<Long> steps = new ArrayList<>();
    List<Long> strides = new ArrayList<>();
    long first = 0;
    long[] old = view.steps();
    int d = 0;
    List<Part> all = new ArrayList<>(parts);
    if (!parts.contains(new Rest())) {
      all.add(new Rest());
    }
    for (Part part : all) {
      switch (part) {
        case At(long i) -> first += (i < 0 ? i + view.shape()[d] : i) * old[d++];
        case Range range -> {
          long[] found = range.of(view.shape()[d]);
          first += found[2] == 0 ? 0 : found[0] * old[d];
          shape.add(found[2]);
          steps.add(found[1] * old[d]);
          strides.add(view.strides()[d] == Model.ANY ? Model.ANY : found[1] * view.strides()[d]);
          d++;
        }
        case Rest _ -> {
          int rest = view.ndim() - used(parts);
          for (int k = 0; k < rest; k++) {
            shape.add(view.shape()[d]);
            steps.add(old[d]);
            strides.add(view.strides()[d++]);
          }
        }
        case New _ -> {
          shape.add(1L);
          steps.add(0L);
          strides.add(Model.ANY);
        }
      }
    }
    return view.pick(longs(shape), first, longs(steps), longs(strides));
  }

  private static long[] longs(List<Long> list) {
    return list.stream().mapToLong(Long::longValue).toArray();
  }
}
