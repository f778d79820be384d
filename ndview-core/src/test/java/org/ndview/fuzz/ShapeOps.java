package org.ndview.fuzz;

import java.util.Arrays;
import org.ndview.Layout;
import org.ndview.NdView;
import org.ndview.Order;
import org.ndview.format.Format;

/** Other shapes and formats over the same bytes. */
final class ShapeOps {
  private ShapeOps() {}

  /** Lengths whose product is n. */
  static long[] factors(Choices c, long n) {
    int ndim = c.between(n == 1 ? 0 : 1, 4);
    long[] shape = new long[ndim];
    long rest = n;
    for (int d = 0; d < ndim; d++) {
      long length = 1;
      for (int tries = 0; tries < 4 && rest > 1; tries++) {
        int f = c.between(2, 5);
        if (rest % f == 0) {
          length *= f;
          rest /= f;
        }
      }
      shape[d] = length;
    }
    if (ndim > 0) {
      shape[c.below(ndim)] *= rest;
    }
    return shape;
  }

  static void reshape(Machine m, Pair p) {
    Choices c = m.c;
    long n = p.model.count();
    long[] shape = factors(c, n);
    long[] given = shape.clone();
    boolean illegal = false;
    if (shape.length > 0 && c.oneIn(3)) {
      int d = c.below(shape.length);
      given[d] = -1;
      long known = 1;
      for (int k = 0; k < shape.length; k++) {
        known *= k == d ? 1 : shape[k];
      }
      illegal = known == 0;
    }
    if (shape.length > 0 && c.oneIn(50)) {
      given[c.below(shape.length)] += given[0] < 0 ? 0 : 1;
      illegal = Arrays.stream(given).noneMatch(k -> k < 0) && Model.product(given) != n;
      if (!illegal) {
        return;
      }
    }
    boolean same = Arrays.equals(given, p.model.shape());
    boolean refused = illegal || (!p.model.pointers() && !p.model.isStrided(shape));
    Refusals refusals =
        Refusals.none().illegal(refused).may(p.model.pointers(), IllegalArgumentException.class);
    m.derive(
        p,
        refusals,
        () -> p + ".reshape(" + Lib.arguments(given) + ")",
        () -> p.view.reshape(given),
        () -> same ? p.model : p.model.reshape(shape));
  }

  /** A format whose items a number of bytes are a multiple of, mostly. */
  private static Item target(Choices c, long bytes) {
    Item item = Items.any(c);
    for (int tries = 0; tries < 5 && bytes % item.size() != 0; tries++) {
      item = Items.any(c);
    }
    return bytes % item.size() == 0 || c.oneIn(10) ? item : Items.plain(Num.U8);
  }

  static void cast(Machine m, Pair p) {
    Choices c = m.c;
    Model model = p.model;
    long bytes = (long) model.count() * model.size();
    Item item = target(c, bytes);
    boolean whole = bytes % item.size() == 0;
    boolean isC = model.isContiguous(false);
    boolean isF = model.isContiguous(true);
    if (model.pointers() && model.count() == 0) {
      return;
    }
    if (c.oneIn(2)) {
      long[] shape = {bytes / item.size()};
      m.derive(
          p,
          Refusals.none().illegal(!whole || !(isC || isF)),
          () -> "%s.cast(\"%s\")".formatted(p, item.text()),
          () -> c.oneIn(2) ? p.view.cast(item.text()) : p.view.cast(Format.parse(item.text())),
          () -> model.cast(item, false, shape));
      return;
    }
    boolean fortran = c.oneIn(2);
    long[] shape = factors(c, bytes / item.size());
    if (shape.length > 0 && c.oneIn(40)) {
      shape[0] = c.oneIn(2) ? -1 : shape[0] + 1;
    }
    boolean fits =
        Arrays.stream(shape).allMatch(k -> k >= 0) && Model.product(shape) * item.size() == bytes;
    boolean refused = !fits || !(fortran ? isC || isF : isC);
    if (!fortran && c.oneIn(2) && shape.length > 0) {
      m.derive(
          p,
          Refusals.none().illegal(refused),
          () -> "%s.cast(\"%s\", %s)".formatted(p, item.text(), Lib.arguments(shape)),
          () -> p.view.cast(item.text(), shape),
          () -> model.cast(item, false, shape));
      return;
    }
    Order order = fortran ? Order.F : c.oneIn(2) ? Order.C : Order.A;
    m.derive(
        p,
        Refusals.none().illegal(refused),
        () -> "%s.cast(\"%s\", Order.%s%s)".formatted(p, item.text(), order, Lib.more(shape)),
        () -> p.view.cast(item.text(), order, shape),
        () -> model.cast(item, fortran, shape));
  }

  static void viewAs(Machine m, Pair p) {
    Choices c = m.c;
    Model model = p.model;
    int n = model.ndim();
    long last = n == 0 ? 1 : model.shape()[n - 1];
    Item item = target(c, c.oneIn(2) ? model.size() : last * model.size());
    boolean same = item.size() == model.size();
    long[] shape = model.shape().clone();
    boolean refused = false;
    boolean unsure = false;
    if (!same) {
      long bytes = last * model.size();
      boolean divides =
          item.size() < model.size() ? model.size() % item.size() == 0 : bytes % item.size() == 0;
      if (n > 0) {
        shape[n - 1] = bytes / item.size();
      }
      // the items of the last dimension one after the other
      long stride = n == 0 ? 0 : p.view.strides()[n - 1];
      boolean dense = n > 0 && (stride == model.size() || last == 1);
      unsure = n > 0 && (last <= 1 || model.count() == 0);
      refused = n == 0 || !divides || !dense;
    }
    if (unsure && !same) {
      return; // whether a dimension of length 1 is dense is for NumPy to say: see ViewAlgebraTest
    }
    Refusals refusals =
        Refusals.none().illegal(refused).may(model.pointers(), IllegalArgumentException.class);
    m.derive(
        p,
        refusals,
        () -> "%s.viewAs(\"%s\")".formatted(p, item.text()),
        () -> p.view.viewAs(item.text()),
        () -> same ? model.inside(item, item.size(), 0) : dense(model, item, shape));
  }

  private static Model dense(Model model, Item item, long[] shape) {
    int n = shape.length;
    long[] places = new long[(int) Model.product(shape)];
    int old = (int) model.shape()[n - 1];
    int each = (int) shape[n - 1];
    for (int k = 0; k < places.length; k++) {
      places[k] = model.places()[k / each * old] + (long) (k % each) * item.size();
    }
    long[] strides = model.strides().clone();
    strides[n - 1] = item.size();
    return new Model(item, item.size(), shape, strides, places, model.readOnly(), model.pointers());
  }

  static void field(Machine m, Pair p) {
    Choices c = m.c;
    if (!(p.model.item() instanceof Item.Struct s) || s.fields().getFirst().name() == null) {
      if (c.oneIn(10)) {
        m.call(Refusals.none().illegal(true), () -> p + ".field(\"a\");", () -> p.view.field("a"));
      }
      return;
    }
    Item.Field field = c.of(s.fields());
    m.derive(
        p,
        Refusals.none(),
        () -> "%s.field(\"%s\")".formatted(p, field.name()),
        () -> p.view.field(field.name()),
        () ->
            field.item() instanceof Item.Array a
                ? p.model.inside(a.element(), a.element().size(), field.offset(), a.shape())
                : p.model.inside(field.item(), field.item().size(), field.offset()));
  }

  static void strided(Machine m, Pair p) {
    Choices c = m.c;
    if (p.home == null || p.model.pointers()) {
      return;
    }
    // items anywhere in a memory could be written over the pointers that a view of it follows
    if (m.views.stream().anyMatch(q -> q.home == p.home && q.model.pointers())) {
      return;
    }
    Item item = Items.any(c);
    Layouts.Placed placed = Layouts.any(m, item.size(), Layouts.shape(m, 0));
    if (Model.product(placed.shape()) > m.mostItems) {
      return;
    }
    long room = p.length - (placed.high() - placed.low());
    long offset = -placed.low() + (room > 0 ? c.below((int) Math.min(room + 1, 1 << 20)) : 0);
    boolean refused = room < 0;
    if (refused && !c.oneIn(4)) {
      return;
    }
    m.derive(
        p,
        Refusals.none().outside(refused && Model.product(placed.shape()) > 0),
        () ->
            "%s.asStrided(Format.parse(\"%s\"), Layout.of(%d, %dL, %s, %s))"
                .formatted(
                    p,
                    item.text(),
                    item.size(),
                    offset,
                    Lib.longs(placed.shape()),
                    Lib.longs(placed.strides())),
        () ->
            p.view.asStrided(
                Format.parse(item.text()),
                Layout.of(item.size(), offset, placed.shape(), placed.strides())),
        () ->
            Model.of(
                item,
                item.size(),
                p.home.id,
                p.from + offset,
                placed.shape(),
                placed.strides(),
                p.model.readOnly()));
  }

  static void trimmed(Machine m, Pair p) {
    if (p.home == null || p.model.pointers() || p.model.count() == 0) {
      return;
    }
    int id = m.name();
    Object made =
        m.call(
            Refusals.none(),
            () -> "NdView v%d = %s.trimmed();".formatted(id, p),
            () -> p.view.trimmed());
    long low = Arrays.stream(p.model.places()).min().orElseThrow();
    long high = Arrays.stream(p.model.places()).max().orElseThrow() + p.model.size();
    NdView view = (NdView) made;
    Machine.check(
        view.segment().byteSize() == high - low, "bytes", high - low, view.segment().byteSize());
    m.add(view, p.model, p.life, p.home, (int) low, (int) (high - low), id);
  }
}
