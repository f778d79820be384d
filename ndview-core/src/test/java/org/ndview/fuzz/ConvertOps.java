package org.ndview.fuzz;

import java.util.Arrays;
import org.ndview.Casting;
import org.ndview.Execution;
import org.ndview.NdView;
import org.ndview.Scaling;

/** Conversions between formats, with every rule and scaling, of all items or of some. */
final class ConvertOps {
  private ConvertOps() {}

  /** A scaling of the library, and what the model makes of it: scales and shifts along a dim. */
  record Scale(Scaling scaling, String code, double[] scales, double[] shifts, int dim) {
    /** The numbers for an index; null for none. */
    double[] at(long[] index) {
      int i = dim < 0 ? 0 : (int) index[dim];
      return scales == null ? null : new double[] {scales[i], shifts[i]};
    }
  }

  static final Scale NO_SCALE = new Scale(Scaling.none(), "Scaling.none()", null, null, -1);

  private static double factor(Choices c) {
    return c.of(1.0, 2.0, -1.0, 0.5, 1 / 255.0, 0.1, 0.0, 3.0, 1e-3, 1e10, 1e300, 257.0, -0.37);
  }

  private static double shift(Choices c) {
    return c.of(0.0, 1.0, -1.0, 0.5, -128.0, 1e-9, 100.25, -0.0);
  }

  /** None, one for all items, or one for each index of a dimension that is not too long. */
  static Scale scale(Choices c, long[] shape) {
    int kind = c.below(5);
    if (kind < 2 || (kind > 3 && shape.length == 0)) {
      return NO_SCALE;
    }
    if (kind < 4) {
      double s = factor(c);
      double t = shift(c);
      boolean none = s == 1 && t == 0;
      return new Scale(
          Scaling.of(s, t),
          "Scaling.of(%s, %s)".formatted(Lib.code(s), Lib.code(t)),
          none ? null : new double[] {s},
          none ? null : new double[] {t},
          -1);
    }
    int dim = c.below(shape.length);
    if (shape[dim] > 1 << 12) {
      return NO_SCALE;
    }
    int n = (int) shape[dim];
    double[] s = new double[n];
    double[] t = new double[n];
    double[] few = {factor(c), factor(c), factor(c)};
    for (int i = 0; i < n; i++) {
      s[i] = i < 3 ? few[i] : few[i % 3] * (1 + (i & 7));
      t[i] = i % 5 == 0 ? 0 : i - 1.5;
    }
    int given = c.oneIn(2) ? dim : dim - shape.length;
    return new Scale(
        Scaling.perIndex(s, t, given),
        "Scaling.perIndex(new double[] {%s}, new double[] {%s}, %d)"
            .formatted(numbers(s), numbers(t), given),
        s,
        t,
        dim);
  }

  private static String numbers(double[] d) {
    return String.join(", ", Arrays.stream(d).mapToObj(v -> "" + v).toList());
  }

  static boolean isNumber(Model m) {
    return m.item() instanceof Item.Scalar s && s.type() != Num.CHAR && m.size() == s.size();
  }

  static Num type(Model m) {
    return ((Item.Scalar) m.item()).type();
  }

  /** The numbers that some items become; null if one is refused. */
  static Object[] converted(Machine m, Model from, Model to, Casts.Rule rule, Scale scale) {
    Object[] made = new Object[to.count()];
    long[] index = new long[to.ndim()];
    Num type = type(to);
    double[] one = scale.dim < 0 ? scale.at(null) : null;
    for (int k = 0; k < made.length; k++) {
      double[] numbers = scale.dim < 0 ? one : scale.at(index);
      made[k] = Casts.fit(rule, type, m.key(from, k), numbers);
      if (made[k] == null) {
        return null;
      }
      Model.next(index, to.shape());
    }
    return made;
  }

  static void write(Machine m, Model to, Object[] numbers) {
    Item.Scalar item = (Item.Scalar) to.item();
    boolean floats = !item.type().isInt() && item.type() != Num.BOOL;
    for (int k = 0; k < numbers.length; k++) {
      long place = to.places()[k];
      item.type().write(m.bytes(place), Machine.offset(place), item.big(), numbers[k]);
      if (floats && isNan(numbers[k])) {
        m.maybeNan(item, place);
      }
    }
  }

  /** Whether a NaN of any bits would be written, and then something over a part of it. */
  static boolean isVague(Model to, Object[] numbers) {
    if (numbers == null || to.size() == 1 || Arrays.stream(numbers).noneMatch(ConvertOps::isNan)) {
      return false;
    }
    long[] places = to.places().clone();
    Arrays.sort(places);
    for (int k = 1; k < places.length; k++) {
      if (places[k] - places[k - 1] < to.size() && places[k] != places[k - 1]) {
        return true;
      }
    }
    return false;
  }

  private static boolean isNan(Object n) {
    return n instanceof Num.Pair p
        ? isNan(p.re()) || isNan(p.im())
        : n instanceof Double d && d.isNaN();
  }

  /** What refuses a conversion without a look at the items. */
  static Refusals refusals(Model from, Model to, Casts.Rule rule, boolean scaled) {
    Num source = type(from);
    Num target = type(to);
    Num given = scaled && source.kind != 'f' ? Num.F64 : source;
    boolean complex = scaled && (source.kind == 'z' || target.kind == 'z');
    return Refusals.none()
        .illegal(!Casts.allowed(rule, given, target) || complex)
        .readOnly(to.readOnly());
  }

  static void convert(Machine m, Pair p) {
    if (isNumber(p.model) && !m.c.oneIn(3)) {
      convert(m, p, target(m, partner(m.c, type(p.model)), p.model.shape()));
      return;
    }
    Pair q = AssignOps.like(m, p, false);
    if (!q.isOver()) {
      convert(m, p, q);
    }
  }

  /** A type to convert to, of those that lose most more often. */
  private static Num partner(Choices c, Num from) {
    if (c.oneIn(2)) {
      return Items.number(c);
    }
    return switch (from.kind) {
      case 'i', 'u' ->
          from.size == 8
              ? c.of(Num.BF16, Num.F32, Num.F64, Num.I8)
              : c.of(Num.F16, Num.BF16, Num.I8, Num.U8);
      case 'f' -> c.of(Num.U64, Num.U32, Num.I8, Num.I64, Num.F16, Num.BF16, Num.BOOL);
      default -> Items.number(c);
    };
  }

  /** A new view for one step, which stays for more where there is room. */
  static Pair target(Machine m, Num type, long... shape) {
    Pair q = room(m, type, shape);
    if (m.used() > Machine.MOST_MEMORIES || !m.c.oneIn(4)) {
      m.briefly(q);
    }
    return q;
  }

  static void convert(Machine m, Pair p, Pair q) {
    Choices c = m.c;
    if (!isNumber(p.model) || !isNumber(q.model)) {
      return;
    }
    if (c.oneIn(2)) {
      ItemOps.set(m, p); // one among many, which may be refused
      ItemOps.set(m, p);
    }
    Casts.Rule rule = c.of(Casts.Rule.values());
    convert(m, p, q, rule, scale(c, q.model.shape()));
  }

  /** The last that fit float16, bfloat16 and float32, and what is behind them. */
  private static final Double[] ENDS = {
    65504.0,
    Math.nextDown(65520.0),
    65520.0,
    0x1.fep127,
    Math.nextDown(0x1.ffp127),
    0x1.ffp127,
    0x1.fffffep127,
    Math.nextDown(0x1.ffffffp127),
    0x1.ffffffp127,
    1e39
  };

  private static Object end(Choices c, Num type) {
    return type.isInt() ? Items.boundary(c, type) : (Object) (c.of(ENDS) * c.of(1, -1));
  }

  /** Numbers that all fit another type but for one, or none, with infinities and NaNs of floats. */
  static void fitting(Machine m, Pair p) {
    Choices c = m.c;
    Num type = !isNumber(p.model) || c.oneIn(2) ? c.of(Num.F64, Num.F32) : type(p.model);
    Item.Scalar item = Items.scalar(c, type);
    Pair from = room(m, item, Contents.fitting(c, item), p.model.shape());
    m.briefly(from);
    Num to = c.oneIn(2) ? partner(c, type) : c.of(Num.F16, Num.BF16, Num.F32, Num.I8, Num.I16);
    switch (c.below(3)) {
      case 0 -> {}
      case 1 -> ItemOps.set(m, from);
      default -> ItemOps.set(m, from, ItemOps.index(c, from.model), end(c, to));
    }
    Casts.Rule rule = c.of(Casts.Rule.SAME_KIND, Casts.Rule.SAME_VALUE, Casts.Rule.SAFE);
    convert(m, from, target(m, to, p.model.shape()), rule, NO_SCALE);
  }

  static void convert(Machine m, Pair p, Pair q, Casts.Rule rule, Scale scale) {
    Execution execution = CopyOps.execution(m.c);
    boolean shapes = !Arrays.equals(p.model.shape(), q.model.shape());
    if (shapes && scale.dim >= 0) {
      return;
    }
    Refusals refusals = refusals(p.model, q.model, rule, scale.scales != null).illegal(shapes);
    Object[] made = null;
    if (!refusals.isRefused()) {
      made = converted(m, p.model, q.model, rule, scale);
      refusals.illegal(made == null);
      if (isVague(q.model, made)) {
        return;
      }
    }
    Object done =
        m.call(
            refusals,
            () ->
                "%s.convertTo(%s, Casting.%s, %s, Execution.%s);"
                    .formatted(p, q, rule, scale.code, execution),
            () -> {
              p.view.convertTo(q.view, Casting.valueOf(rule.name()), scale.scaling, execution);
              return null;
            });
    if (done != Machine.REFUSED) {
      write(m, q.model, made);
    }
  }

  /** A new view of numbers of a shape, to convert to. */
  static Pair room(Machine m, Num type, long... shape) {
    Item item = Items.scalar(m.c, type);
    return room(m, item, Contents.any(m.c, item), shape);
  }

  static Pair room(Machine m, Item item, Contents contents, long... shape) {
    Choices c = m.c;
    int n = (int) Model.product(shape);
    boolean fortran = c.oneIn(3);
    // rows that lie apart, as in a part of a larger array
    int apart = !fortran && shape.length > 1 && n > 0 && c.oneIn(4) ? c.between(1, 3) : 0;
    long[] strides = Model.contiguous(item.size(), fortran, shape);
    if (apart > 0) {
      strides[0] += (long) apart * item.size();
    }
    int bytes = apart > 0 ? (int) (shape[0] * strides[0]) : n * item.size();
    Mem mem = MakeOps.memory(m, contents, bytes);
    Model model = Model.of(item, item.size(), mem.id, mem.start, shape, strides, false);
    int id = m.name();
    String layout =
        apart > 0
            ? "Layout.of(%d, 0, %s, %s)"
                .formatted(item.size(), Lib.longs(shape), Lib.longs(strides))
            : "Layout.contiguous(Order.%s, %d%s)"
                .formatted(fortran ? "F" : "C", item.size(), Lib.more(shape));
    org.ndview.Layout lies =
        apart > 0
            ? org.ndview.Layout.of(item.size(), 0, shape, strides)
            : org.ndview.Layout.contiguous(
                fortran ? org.ndview.Order.F : org.ndview.Order.C, item.size(), shape);
    NdView view =
        (NdView)
            m.call(
                Refusals.none(),
                () ->
                    "NdView v%d = NdView.of(m%d.asSlice(%d, %d), Format.parse(\"%s\"), %s);"
                        .formatted(id, mem.id, mem.start, mem.length, item.text(), layout),
                () -> NdView.of(mem.part(), org.ndview.format.Format.parse(item.text()), lies));
    return m.add(view, model, mem.life, mem, mem.start, mem.length, id);
  }

  /** Makes room beside a view, so that conversions find shapes that fit. */
  static void beside(Machine m, Pair p) {
    if (m.used() < Machine.MOST_MEMORIES) {
      boolean same = m.c.oneIn(4) && isNumber(p.model);
      room(m, same ? type(p.model) : Items.number(m.c), p.model.shape());
    }
  }
}
