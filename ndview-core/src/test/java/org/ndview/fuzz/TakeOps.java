package org.ndview.fuzz;

import java.util.List;
import org.ndview.Casting;
import org.ndview.Execution;

/** Items by index, as they are or converted on the way. */
final class TakeOps {
  private TakeOps() {}

  static void take(Machine m, Pair p) {
    Choices c = m.c;
    if (p.model.ndim() == 0) {
      return;
    }
    int ndim = p.model.ndim();
    int dim = c.below(ndim);
    int n = (int) p.model.shape()[dim];
    List<Pair> fit =
        m.views.stream()
            .filter(q -> !q.isOver() && q.model.ndim() == ndim && fits(p.model, q.model, dim))
            .toList();
    Pair q = c.of(fit);
    if (ConvertOps.isNumber(p.model) && n > 0 && c.oneIn(3)) {
      long[] shape = p.model.shape().clone();
      shape[dim] = c.between(0, m.large ? 1500 : 6);
      if (Model.product(shape) <= m.mostItems) {
        q = ConvertOps.target(m, c.oneIn(2) ? ConvertOps.type(p.model) : Items.number(c), shape);
      }
    }
    take(m, p, q, dim);
  }

  private static void take(Machine m, Pair p, Pair q, int dim) {
    Choices c = m.c;
    int ndim = p.model.ndim();
    int n = (int) p.model.shape()[dim];
    boolean converts = ConvertOps.isNumber(p.model) && ConvertOps.isNumber(q.model) && !c.oneIn(3);
    if (!converts
        && (AssignOps.isUnsure(p.model, q.model)
            || !AssignOps.same(p.model, q.model) && c.oneIn(2))) {
      return;
    }
    long[] indices = new long[(int) q.model.shape()[dim]];
    if (n == 0 && indices.length > 0) {
      return;
    }
    boolean wrong = indices.length > 0 && c.oneIn(40);
    boolean turned = indices.length > 200 && c.oneIn(2);
    for (int i = 0; i < indices.length; i++) {
      indices[i] = turned || indices.length > 2000 ? (i * 7919L + 13) % n : c.between(-n, n - 1);
    }
    if (wrong) {
      indices[c.below(indices.length)] = c.of(n, -n - 1);
    }
    int given = c.oneIn(2) ? dim : dim - ndim;
    Execution execution = CopyOps.execution(c);
    Model chosen = wrong ? null : chosen(p.model, q.model, dim, indices);
    if (converts) {
      takeTo(m, p, q, indices, given, chosen, execution);
      return;
    }
    boolean unlike = !AssignOps.same(p.model, q.model);
    byte[] all = chosen == null || unlike ? null : m.gathered(chosen, false);
    Object done =
        m.call(
            Refusals.none().outside(wrong).illegal(unlike).readOnly(q.model.readOnly()),
            () ->
                "%s.take(%s, %d, %s, Execution.%s);"
                    .formatted(p, Lib.longs(indices), given, q, execution),
            () -> {
              p.view.take(indices, given, q.view, execution);
              return null;
            });
    if (done != Machine.REFUSED) {
      m.scatter(all, q.model);
    }
  }

  private static void takeTo(
      Machine m, Pair p, Pair q, long[] indices, int dim, Model chosen, Execution execution) {
    Casts.Rule rule = m.c.of(Casts.Rule.values());
    ConvertOps.Scale scale = ConvertOps.scale(m.c, q.model.shape());
    Refusals refusals =
        ConvertOps.refusals(p.model, q.model, rule, scale.scales() != null).outside(chosen == null);
    Object[] made = null;
    if (!refusals.isRefused()) {
      made = ConvertOps.converted(m, chosen, q.model, rule, scale);
      refusals.illegal(made == null);
      if (ConvertOps.isVague(q.model, made)) {
        return;
      }
    }
    Object done =
        m.call(
            refusals,
            () ->
                "%s.takeTo(%s, %d, %s, Casting.%s, %s, Execution.%s);"
                    .formatted(p, Lib.longs(indices), dim, q, rule, scale.code(), execution),
            () -> {
              p.view.takeTo(
                  indices, dim, q.view, Casting.valueOf(rule.name()), scale.scaling(), execution);
              return null;
            });
    if (done != Machine.REFUSED) {
      ConvertOps.write(m, q.model, made);
    }
  }

  private static boolean fits(Model a, Model b, int dim) {
    for (int d = 0; d < a.ndim(); d++) {
      if (d != dim && a.shape()[d] != b.shape()[d]) {
        return false;
      }
    }
    return true;
  }

  private static Model chosen(Model from, Model to, int dim, long[] indices) {
    long[] places = new long[to.count()];
    long[] index = new long[to.ndim()];
    long[] old = new long[to.ndim()];
    long n = from.shape()[dim];
    for (int k = 0; k < places.length; k++) {
      System.arraycopy(index, 0, old, 0, old.length);
      long i = indices[(int) index[dim]];
      old[dim] = i < 0 ? i + n : i;
      places[k] = from.places()[from.position(old)];
      Model.next(index, to.shape());
    }
    return new Model(from.item(), from.size(), to.shape(), to.strides(), places, true, true);
  }
}
