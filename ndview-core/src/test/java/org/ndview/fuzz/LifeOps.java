package org.ndview.fuzz;

import java.util.List;
import org.ndview.Casting;
import org.ndview.NdView;
import org.ndview.Order;

/** Ends of views and of memory, and use after them. */
final class LifeOps {
  private LifeOps() {}

  /** Ends a memory, an owner or a guard. */
  static void endOne(Machine m) {
    List<Mem.Life> lives = m.lives.stream().filter(Mem.Life::mayEnd).toList();
    if (lives.isEmpty()) {
      // what never ends is forgotten
      m.views.clear();
      m.memories.forEach(mem -> mem.forgotten = true);
      return;
    }
    Mem.Life life = m.c.of(lives);
    m.say(() -> life.code);
    life.end();
  }

  static void closeView(Machine m) {
    Pair p = m.view();
    if (p == null) {
      return;
    }
    m.call(
        Refusals.none(),
        () -> p + ".close();",
        () -> {
          p.view.close();
          return null;
        });
    p.closed = true;
    if (p.owns && p.life.mayEnd()) {
      p.life.end();
    }
    Machine.check(p.view.isReleased(), "isReleased", true, false);
  }

  private record Use(String code, java.util.function.Consumer<NdView> run) {}

  private static final List<Use> USES =
      List.of(
          new Use("ndim()", NdView::ndim),
          new Use("shape()", NdView::shape),
          new Use("format()", NdView::format),
          new Use("layout()", NdView::layout),
          new Use("segment()", NdView::segment),
          new Use("isReadOnly()", NdView::isReadOnly),
          new Use("toBytes()", NdView::toBytes),
          new Use("toList()", NdView::toList),
          new Use("toArray()", NdView::toArray),
          new Use("hex()", NdView::hex),
          new Use("copy()", NdView::copy),
          new Use("copy(Order.F)", v -> v.copy(Order.F)),
          new Use("get()", NdView::get),
          new Use("get(0)", v -> v.get(0)),
          new Use("get(0, 0)", v -> v.get(0, 0)),
          new Use("getInt(0)", v -> v.getInt(0)),
          new Use("getDouble(0, 0)", v -> v.getDouble(0, 0)),
          new Use("getLong(0, 0, 0)", v -> v.getLong(0, 0, 0)),
          new Use("setInt(1, 0)", v -> v.setInt(1, 0)),
          new Use("setDouble(1, 0, 0)", v -> v.setDouble(1, 0, 0)),
          new Use("set(1, 0)", v -> v.set(1, 0)),
          new Use("slice(\":\")", v -> v.slice(":")),
          new Use("transpose()", NdView::transpose),
          new Use("reshape(-1)", v -> v.reshape(-1)),
          new Use("cast(\"B\")", v -> v.cast("B")),
          new Use("viewAs(\"B\")", v -> v.viewAs("B")),
          new Use("toReadOnly()", NdView::toReadOnly),
          new Use("duplicate()", NdView::duplicate),
          new Use("statistics()", NdView::statistics),
          new Use("count(1)", v -> v.count(1)),
          new Use("indexOf(1)", v -> v.indexOf(1)),
          new Use("iterator()", NdView::iterator),
          new Use("metadata()", NdView::metadata),
          new Use("contentEquals", v -> v.contentEquals(NdView.of(new byte[1]))),
          new Use("contentEquals as other", v -> NdView.of(new byte[1]).contentEquals(v)),
          new Use("assign", v -> v.assign(NdView.of(new byte[1]))),
          new Use("assign from", v -> NdView.of(new byte[1]).assign(v)),
          new Use("convertTo", v -> v.convertTo(NdView.of(new byte[1]), Casting.UNSAFE)),
          new Use("convertTo as target", v -> NdView.of(new byte[1]).convertTo(v, Casting.UNSAFE)),
          new Use("fill(1)", v -> v.fill(1)));

  private static final List<Use> ITEMS =
      USES.stream().filter(u -> u.code.startsWith("get") || u.code.startsWith("set")).toList();

  /** A view that is over refuses every use, in the same way. */
  static void useAfter(Machine m, Pair p) {
    Use use = m.c.of(USES);
    m.call(
        // what would be refused of a view that lives is refused by whichever reason is seen first
        Refusals.none()
            .released(true)
            .illegal(!p.closed && ITEMS.contains(use))
            .outside(!p.closed && ITEMS.contains(use))
            .readOnly(!p.closed && use.code.startsWith("set")),
        () -> "use(" + p + "); // " + use.code,
        () -> {
          use.run.accept(p.view);
          return null;
        });
    Machine.check(p.view.isReleased() || !p.closed, "isReleased", true, p.view.isReleased());
    Object text = m.call(Refusals.none(), () -> p + ".toString();", () -> p.view.toString());
    boolean released = p.closed || p.view.isReleased();
    Machine.check(!released || text.equals("NdView (released)"), "text", "NdView (released)", text);
  }
}
