package org.ndview.fuzz;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.ndview.NdView;
import org.ndview.Views;

/** Views made of several, and labels as rows. */
final class JoinOps {
  private JoinOps() {}

  static void join(Machine m, Pair p) {
    Choices c = m.c;
    if (m.used() >= Machine.MOST_MEMORIES) {
      return;
    }
    boolean stacks = c.oneIn(2);
    int ndim = p.model.ndim();
    if (!stacks && ndim == 0) {
      return;
    }
    int dim = c.below(stacks ? ndim + 1 : ndim);
    List<Pair> parts = new ArrayList<>(List.of(p));
    int n = c.between(1, 3);
    List<Pair> fit =
        m.views.stream()
            .filter(q ->
                !q.isOver()
                    && AssignOps.same(p.model, q.model)
                    && !AssignOps.isUnsure(p.model, q.model))
            .filter(q ->
                stacks
                    ? Arrays.equals(q.model.shape(), p.model.shape())
                    : joins(p.model, q.model, dim))
            .toList();
    while (parts.size() < n) {
      parts.add(c.of(fit));
    }
    if (parts.stream().mapToLong(q -> q.model.count()).sum() > m.mostItems || ndim > 6) {
      return;
    }
    Model joined = stacks ? stacked(parts, dim) : concatenated(parts, dim);
    NdView[] views = parts.stream().map(q -> q.view).toArray(NdView[]::new);
    int given = c.oneIn(2) ? dim : dim - (stacks ? ndim + 1 : ndim);
    String arguments =
        given + ", " + String.join(", ", parts.stream().map(Pair::toString).toList());
    String name = stacks ? "stack" : "concatenate";
    byte[] all = m.gathered(joined, false);
    if (ConvertOps.isNumber(p.model) && c.oneIn(3)) {
      Pair room = ConvertOps.room(m, Items.number(c), joined.shape());
      joinTo(m, room, joined, views, given, name, arguments);
      return;
    }
    int id = m.name();
    NdView made =
        (NdView)
            m.call(
                Refusals.none(),
                () -> "NdView v%d = Views.%s(%s);".formatted(id, name, arguments),
                () -> stacks ? Views.stack(given, views) : Views.concatenate(given, views));
    CopyOps.own(m, made, p.model.item(), p.model.size(), joined.shape(), false, all, id);
  }

  private static void joinTo(
      Machine m, Pair room, Model joined, NdView[] views, int dim, String name, String arguments) {
    Num from = ConvertOps.type(joined);
    Num to = ConvertOps.type(room.model);
    boolean refused =
        !AssignOps.same(joined, room.model)
            && joined.count() > 0
            && !Casts.allowed(Casts.Rule.SAME_KIND, from, to);
    Object[] numbers = new Object[joined.count()];
    if (!AssignOps.same(joined, room.model)) {
      for (int k = 0; k < numbers.length && !refused; k++) {
        numbers[k] = Casts.fit(Casts.Rule.SAME_KIND, to, m.key(joined, k), null);
        refused = numbers[k] == null;
      }
      if (joined.count() == 0) {
        return; // whether the rule is looked at for no items is not said
      }
    }
    Object done =
        m.call(
            Refusals.none().illegal(refused),
            () -> "Views.%sTo(%s, %s);".formatted(name, room, arguments),
            () -> {
              if (name.equals("stack")) {
                Views.stackTo(room.view, dim, views);
              } else {
                Views.concatenateTo(room.view, dim, views);
              }
              return null;
            });
    if (done == Machine.REFUSED) {
      return;
    }
    if (AssignOps.same(joined, room.model)) {
      m.scatter(m.gathered(joined, false), room.model);
    } else {
      ConvertOps.write(m, room.model, numbers);
    }
  }

  private static boolean joins(Model a, Model b, int dim) {
    if (a.ndim() != b.ndim()) {
      return false;
    }
    for (int d = 0; d < a.ndim(); d++) {
      if (d != dim && a.shape()[d] != b.shape()[d]) {
        return false;
      }
    }
    return true;
  }

  private static Model stacked(List<Pair> parts, int dim) {
    Model first = parts.getFirst().model;
    long[] shape = new long[first.ndim() + 1];
    for (int d = 0; d < shape.length; d++) {
      shape[d] = d < dim ? first.shape()[d] : d == dim ? parts.size() : first.shape()[d - 1];
    }
    return each(
        first,
        shape,
        (index, old) -> {
          for (int d = 0; d < old.length; d++) {
            old[d] = index[d < dim ? d : d + 1];
          }
          return parts.get((int) index[dim]).model;
        });
  }

  private static Model concatenated(List<Pair> parts, int dim) {
    Model first = parts.getFirst().model;
    long[] shape = first.shape().clone();
    shape[dim] = parts.stream().mapToLong(q -> q.model.shape()[dim]).sum();
    return each(
        first,
        shape,
        (index, old) -> {
          System.arraycopy(index, 0, old, 0, old.length);
          for (Pair part : parts) {
            if (old[dim] < part.model.shape()[dim]) {
              return part.model;
            }
            old[dim] -= part.model.shape()[dim];
          }
          throw new AssertionError(dim);
        });
  }

  private interface Source {
    Model of(long[] index, long[] old);
  }

  private static Model each(Model like, long[] shape, Source source) {
    long[] places = new long[(int) Model.product(shape)];
    long[] index = new long[shape.length];
    long[] old = new long[like.ndim()];
    for (int k = 0; k < places.length; k++) {
      Model from = source.of(index, old);
      places[k] = from.places()[from.position(old)];
      Model.next(index, shape);
    }
    return new Model(like.item(), like.size(), shape, shape, places, false, true);
  }

  static void oneHot(Machine m, Pair p) {
    Choices c = m.c;
    int classes = c.between(1, 12) * (c.oneIn(2) ? 10 : 1);
    Model labels = p.model;
    if (m.used() >= Machine.MOST_MEMORIES || (long) labels.count() * classes > m.mostItems) {
      return;
    }
    Item.Scalar item = Items.scalar(c, Items.number(c));
    boolean refused =
        !ConvertOps.isNumber(labels) || ConvertOps.type(labels).kind == 'z' && labels.count() > 0;
    int[] found = new int[labels.count()];
    for (int k = 0; k < found.length && !refused; k++) {
      Object n = m.key(labels, k);
      Object whole = n instanceof Dyadic ? null : Casts.taken(Num.I64, n);
      refused = !(whole instanceof Long i) || i < 0 || i >= classes;
      found[k] = refused ? 0 : (int) (long) (Long) whole;
    }
    int id = m.name();
    Object made =
        m.call(
            Refusals.none().illegal(refused),
            () ->
                "NdView v%d = Views.oneHot(%s, \"%s\", %d);".formatted(id, p, item.text(), classes),
            () -> Views.oneHot(p.view, item.text(), classes));
    if (made == Machine.REFUSED) {
      return;
    }
    byte[] all = new byte[found.length * classes * item.size()];
    Object one = Casts.convert(item.type(), 1L);
    for (int k = 0; k < found.length; k++) {
      item.type().write(all, (k * classes + found[k]) * item.size(), item.big(), one);
    }
    long[] shape = Arrays.copyOf(labels.shape(), labels.ndim() + 1);
    shape[labels.ndim()] = classes;
    CopyOps.own(m, (NdView) made, item, item.size(), shape, false, all, id);
  }
}
