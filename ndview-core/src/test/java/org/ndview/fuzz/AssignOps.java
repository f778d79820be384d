package org.ndview.fuzz;

import java.util.Arrays;
import java.util.List;
import org.ndview.Execution;

/** Copies between views that are there, over one another or not, and one value to all items. */
final class AssignOps {
  private AssignOps() {}

  /** memoryview's rule: lengths after the first 0 do not matter. */
  static boolean sameShape(long[] a, long[] b) {
    for (int d = 0; d < a.length && a.length == b.length; d++) {
      if (a[d] != b[d]) {
        return false;
      }
      if (a[d] == 0) {
        return true;
      }
    }
    return a.length == b.length;
  }

  /** A view of this shape and format if there is one, else any. */
  static Pair like(Machine m, Pair p, boolean format) {
    List<Pair> fit =
        m.views.stream()
            .filter(q -> !q.isOver() && Arrays.equals(q.model.shape(), p.model.shape()))
            .filter(q -> !format || same(p.model, q.model))
            .toList();
    return fit.isEmpty() || m.c.oneIn(20) ? m.view() : m.c.of(fit);
  }

  static boolean same(Model a, Model b) {
    return a.size() == b.size()
        && (a.item().same(b.item()))
        && (a.size() == a.item().size() || a.item().equals(b.item()));
  }

  /** Whether only the texts of structures may tell whether they are the same. */
  static boolean isUnsure(Model a, Model b) {
    boolean structures = !(a.item() instanceof Item.Scalar) || !(b.item() instanceof Item.Scalar);
    boolean padded = a.size() > a.item().size() || b.size() > b.item().size();
    return (structures || padded) && a.size() == b.size() && !a.item().equals(b.item());
  }

  static void assign(Machine m, Pair p) {
    boolean fresh = ConvertOps.isNumber(p.model) && m.c.oneIn(2);
    Pair from =
        fresh ? ConvertOps.target(m, ConvertOps.type(p.model), p.model.shape()) : like(m, p, true);
    if (from.isOver() || isUnsure(p.model, from.model)) {
      return;
    }
    Execution execution = CopyOps.execution(m.c);
    Model model = p.model;
    boolean unlike = !same(model, from.model) || !sameShape(model.shape(), from.model.shape());
    byte[] all = unlike ? null : m.gathered(from.model, false);
    Object done =
        m.call(
            Refusals.none().illegal(unlike).readOnly(model.readOnly()),
            () -> "%s.assign(%s, Execution.%s);".formatted(p, from, execution),
            () -> {
              p.view.assign(from.view, execution);
              return null;
            });
    if (done != Machine.REFUSED && model.count() > 0) {
      m.scatter(all, model);
    }
  }

  static void fill(Machine m, Pair p) {
    Choices c = m.c;
    Model model = p.model;
    Object value = Items.value(c, model.item());
    Object given = Lib.value(value);
    Execution execution = CopyOps.execution(c);
    byte[] item = new byte[model.size()];
    boolean refused = !model.item().put(item, 0, value);
    Object done =
        m.call(
            Refusals.none().illegal(refused).readOnly(model.readOnly()),
            () -> "%s.fill(%s, Execution.%s);".formatted(p, Lib.code(value), execution),
            () -> {
              p.view.fill(given, execution);
              return null;
            });
    if (done == Machine.REFUSED) {
      return;
    }
    for (long place : model.places()) {
      model.item().put(m.bytes(place), Machine.offset(place), value);
      m.maybeNan(model.item(), place);
    }
  }
}
