package org.ndview.fuzz;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.ndview.Index;

/** Views of views. */
final class ViewOps {
  private ViewOps() {}

  static void slice(Machine m, Pair p) {
    Choices c = m.c;
    List<Part> parts = Part.any(c, p.model.shape());
    boolean tooMany = Part.used(parts) > p.model.ndim();
    boolean zero =
        parts.stream()
            .anyMatch(r -> r instanceof Part.Range(_, _, Long step) && step != null && step == 0);
    boolean outside = !tooMany && Part.isOutside(parts, p.model.shape());
    boolean integers = parts.stream().anyMatch(r -> r instanceof Part.At);
    Refusals refusals =
        Refusals.none()
            .illegal(zero)
            .outside(tooMany || outside)
            .may(p.model.pointers() && integers, UnsupportedOperationException.class);
    String text = Part.text(parts);
    if (c.oneIn(2)) {
      derive(
          m,
          p,
          refusals,
          () -> "slice(Index.parse(\"" + text + "\").toArray(Index[]::new))",
          () -> p.view.slice(parts.stream().map(ViewOps::index).toArray(Index[]::new)),
          () -> Part.slice(p.model, parts));
    } else {
      derive(
          m,
          p,
          refusals,
          () -> "slice(\"" + text + "\")",
          () -> p.view.slice(text),
          () -> Part.slice(p.model, parts));
    }
  }

  private static Index index(Part part) {
    return switch (part) {
      case Part.At(long i) -> Index.at(i);
      case Part.Rest _ -> Index.ellipsis();
      case Part.New _ -> Index.newAxis();
      case Part.Range(Long start, Long stop, Long step) -> {
        if (start == null && stop == null) {
          yield step == null ? Index.all() : Index.step(step);
        }
        long by = step == null ? 1 : step;
        yield stop == null
            ? Index.from(start, by)
            : start == null ? Index.to(stop, by) : Index.range(start, stop, by);
      }
    };
  }

  private static void derive(
      Machine m,
      Pair p,
      Refusals refusals,
      java.util.function.Supplier<String> code,
      Machine.Call call,
      java.util.function.Supplier<Model> model) {
    if (p.model.pointers()) {
      // an integer may follow a pointer: the segment is another then
      int id = m.name();
      Object made =
          m.call(refusals, () -> "NdView v" + id + " = " + p + "." + code.get() + ";", call);
      if (made != Machine.REFUSED) {
        PointerOps.add(m, p, (org.ndview.NdView) made, model.get(), id);
      }
      return;
    }
    m.derive(p, refusals, () -> p + "." + code.get(), call, model);
  }

  /** A dimension, sometimes one that is none. */
  static int dim(Choices c, int ndim) {
    return c.oneIn(60) || ndim == 0 ? c.of(ndim, -ndim - 1) : c.between(-ndim, ndim - 1);
  }

  static boolean isDim(int d, int ndim) {
    return d >= -ndim && d < ndim;
  }

  static int from0(int d, int ndim) {
    return d < 0 ? d + ndim : d;
  }

  static void select(Machine m, Pair p) {
    int ndim = p.model.ndim();
    int dim = dim(m.c, ndim);
    boolean is = isDim(dim, ndim);
    long n = is ? p.model.shape()[from0(dim, ndim)] : 1;
    long i = n == 0 || m.c.oneIn(50) ? n : m.c.between((int) -n, (int) n - 1);
    Refusals refusals =
        Refusals.none()
            .illegal(!is)
            .outside(is && i >= n)
            .may(p.model.pointers(), UnsupportedOperationException.class);
    derive(
        m,
        p,
        refusals,
        () -> "select(%d, %d)".formatted(dim, i),
        () -> p.view.select(dim, i),
        () -> {
          Part[] parts = new Part[from0(dim, ndim) + 1];
          Arrays.fill(parts, new Part.Range(null, null, null));
          parts[parts.length - 1] = new Part.At(i);
          return Part.slice(p.model, List.of(parts));
        });
  }

  private static Refusals mayNotExpress(Pair p, boolean illegal) {
    return Refusals.none()
        .illegal(illegal)
        .may(p.model.pointers(), IllegalArgumentException.class)
        .may(p.model.pointers(), UnsupportedOperationException.class);
  }

  static void permute(Machine m, Pair p) {
    Choices c = m.c;
    int n = p.model.ndim();
    switch (c.below(4)) {
      case 0 -> {
        int[] axes = c.order(n);
        int[] given = Arrays.stream(axes).map(a -> c.oneIn(4) ? a - n : a).toArray();
        boolean wrong = n > 0 && c.oneIn(50);
        int repeated = given.length > 0 ? given[c.below(n)] : 0;
        if (wrong) {
          given[n - 1] = n == 1 ? 1 : given[0];
        }
        derive(
            m,
            p,
            mayNotExpress(p, wrong && repeated >= -n),
            () -> "permute(" + Lib.ints(given) + ")",
            () -> p.view.permute(given),
            () -> p.model.permute(axes));
      }
      case 1 ->
          derive(
              m,
              p,
              mayNotExpress(p, false),
              () -> "transpose()",
              () -> p.view.transpose(),
              () -> p.model.permute(IntStream.range(0, n).map(d -> n - 1 - d).toArray()));
      case 2 -> {
        int a = dim(c, n);
        int b = dim(c, n);
        derive(
            m,
            p,
            mayNotExpress(p, !isDim(a, n) || !isDim(b, n)),
            () -> "swapAxes(%d, %d)".formatted(a, b),
            () -> p.view.swapAxes(a, b),
            () -> {
              int[] axes = IntStream.range(0, n).toArray();
              axes[from0(a, n)] = from0(b, n);
              axes[from0(b, n)] = from0(a, n);
              return p.model.permute(axes);
            });
      }
      default -> {
        int a = dim(c, n);
        int b = dim(c, n);
        derive(
            m,
            p,
            mayNotExpress(p, !isDim(a, n) || !isDim(b, n)),
            () -> "moveAxis(%d, %d)".formatted(a, b),
            () -> p.view.moveAxis(a, b),
            () -> {
              List<Integer> axes =
                  IntStream.range(0, n)
                      .boxed()
                      .collect(Collectors.toCollection(java.util.ArrayList::new));
              axes.remove(from0(a, n));
              axes.add(from0(b, n), from0(a, n));
              return p.model.permute(axes.stream().mapToInt(d -> d).toArray());
            });
      }
    }
  }

  /** Some dimensions, each once, with a mistake now and then. */
  private static int[] dims(Choices c, int ndim) {
    int[] order = c.order(ndim);
    int n = c.below(ndim + 1);
    int[] dims = Arrays.copyOf(order, n);
    for (int i = 0; i < n; i++) {
      dims[i] = c.oneIn(3) ? dims[i] - ndim : dims[i];
    }
    if (n > 0 && c.oneIn(40)) {
      dims[n - 1] = c.oneIn(2) ? dims[0] : ndim;
    }
    return dims;
  }

  private static boolean areWrong(int[] dims, int ndim) {
    return Arrays.stream(dims).anyMatch(d -> !isDim(d, ndim))
        || Arrays.stream(dims).map(d -> from0(d, ndim)).distinct().count() < dims.length;
  }

  static void flip(Machine m, Pair p) {
    int n = p.model.ndim();
    int[] dims = dims(m.c, n);
    derive(
        m,
        p,
        Refusals.none().illegal(areWrong(dims, n)),
        () -> "flip(" + Lib.ints(dims) + ")",
        () -> p.view.flip(dims),
        () -> {
          Set<Integer> turned =
              Arrays.stream(dims).map(d -> from0(d, n)).boxed().collect(Collectors.toSet());
          Part[] parts = new Part[n];
          Arrays.setAll(
              parts,
              d -> new Part.Range(null, null, dims.length == 0 || turned.contains(d) ? -1L : null));
          return Part.slice(p.model, List.of(parts));
        });
  }

  static void squeeze(Machine m, Pair p) {
    int n = p.model.ndim();
    long[] shape = p.model.shape();
    if (m.c.oneIn(2)) {
      derive(
          m,
          p,
          mayNotExpress(p, false),
          () -> "squeeze()",
          () -> p.view.squeeze(),
          () -> squeezed(p.model, IntStream.range(0, n).filter(d -> shape[d] == 1).toArray()));
      return;
    }
    int[] dims = dims(m.c, n);
    boolean wrong = areWrong(dims, n) || Arrays.stream(dims).anyMatch(d -> shape[from0(d, n)] != 1);
    if (wrong && !m.c.oneIn(10)) {
      return;
    }
    if (dims.length == 0) {
      return; // squeeze() of no arguments is the other method
    }
    derive(
        m,
        p,
        mayNotExpress(p, wrong),
        () -> "squeeze(" + Lib.ints(dims) + ")",
        () -> p.view.squeeze(dims),
        () -> squeezed(p.model, Arrays.stream(dims).map(d -> from0(d, n)).toArray()));
  }

  private static Model squeezed(Model model, int[] dims) {
    Part[] parts = new Part[model.ndim()];
    Arrays.fill(parts, new Part.Range(null, null, null));
    for (int d : dims) {
      parts[d] = new Part.At(0);
    }
    return Part.slice(model, List.of(parts));
  }

  static void broadcast(Machine m, Pair p) {
    Choices c = m.c;
    int more = c.below(3);
    long[] shape = new long[p.model.ndim() + more];
    boolean wrong = false;
    for (int d = 0; d < shape.length; d++) {
      long n = d < more ? 1 : p.model.shape()[d - more];
      shape[d] = n == 1 ? c.between(0, 4) : n;
      if (c.oneIn(50)) {
        wrong |= d >= more && n != 1;
        shape[d] = n == 1 ? 1 : n + 1;
      }
    }
    if (Model.product(shape) > m.mostItems) {
      return;
    }
    boolean refused = wrong;
    derive(
        m,
        p,
        mayNotExpress(p, refused),
        () -> "broadcastTo(" + Lib.arguments(shape) + ")",
        () -> p.view.broadcastTo(shape),
        () -> p.model.broadcast(shape));
  }

  static void windows(Machine m, Pair p) {
    int n = p.model.ndim();
    int dim = dim(m.c, n);
    boolean is = isDim(dim, n);
    long most = is ? p.model.shape()[from0(dim, n)] : 1;
    long length =
        m.c.between(m.c.oneIn(40) ? -1 : 0, (int) Math.min(most, 5) + (m.c.oneIn(40) ? 1 : 0));
    if (p.model.count() * Math.max(length, 2) > m.mostItems || n > 5) {
      return;
    }
    derive(
        m,
        p,
        mayNotExpress(p, !is || length < 0 || length > most),
        () -> "windows(%d, %d)".formatted(dim, length),
        () -> p.view.windows(dim, length),
        () -> p.model.windows(from0(dim, n), length));
  }

  static void readOnly(Machine m, Pair p) {
    if (m.c.oneIn(2)) {
      derive(
          m,
          p,
          Refusals.none(),
          () -> "toReadOnly()",
          () -> p.view.toReadOnly(),
          () -> p.model.readOnlyToo());
    } else {
      derive(m, p, Refusals.none(), () -> "duplicate()", () -> p.view.duplicate(), () -> p.model);
    }
  }
}
