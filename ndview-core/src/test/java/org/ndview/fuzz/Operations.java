package org.ndview.fuzz;

import java.util.ArrayList;
import java.util.List;

/** The operations of programs, each with how often it is chosen. */
final class Operations {
  private Operations() {}

  private interface OfView {
    void run(Machine m, Pair p) throws Exception;
  }

  private record Operation(String name, OfView run) {}

  private static final List<Operation> ALL = new ArrayList<>();

  private static void add(int weight, String name, OfView run) {
    for (int i = 0; i < weight; i++) {
      ALL.add(new Operation(name, run));
    }
  }

  static {
    add(6, "slice", ViewOps::slice);
    add(2, "select", ViewOps::select);
    add(3, "permute", ViewOps::permute);
    add(1, "flip", ViewOps::flip);
    add(1, "squeeze", ViewOps::squeeze);
    add(2, "broadcast", ViewOps::broadcast);
    add(1, "windows", ViewOps::windows);
    add(1, "readOnly", ViewOps::readOnly);
    add(3, "reshape", ShapeOps::reshape);
    add(3, "cast", ShapeOps::cast);
    add(2, "viewAs", ShapeOps::viewAs);
    add(2, "field", ShapeOps::field);
    add(2, "strided", ShapeOps::strided);
    add(1, "trimmed", ShapeOps::trimmed);
    add(4, "get", ItemOps::get);
    add(6, "set", ItemOps::set);
    add(6, "getTyped", ItemOps::getTyped);
    add(6, "setTyped", ItemOps::setTyped);
    add(2, "character", ItemOps::character);
    add(3, "toBytes", CopyOps::toBytes);
    add(3, "copy", CopyOps::copy);
    add(1, "hex", CopyOps::hex);
    add(2, "toList", CopyOps::toList);
    add(2, "toArray", CopyOps::toArray);
    add(1, "iterate", CopyOps::iterate);
    add(1, "text", CopyOps::text);
    add(1, "segment", CopyOps::segment);
    add(5, "assign", AssignOps::assign);
    add(3, "fill", AssignOps::fill);
    add(14, "convert", ConvertOps::convert);
    add(7, "beside", ConvertOps::beside);
    add(3, "fitting", ConvertOps::fitting);
    add(4, "take", TakeOps::take);
    add(3, "equal", FindOps::equal);
    add(2, "equalCopy", FindOps::equalCopy);
    add(2, "equalBits", FindOps::equalBits);
    add(3, "equalTurned", FindOps::equalTurned);
    add(4, "equalConverted", FindOps::equalConverted);
    add(4, "search", FindOps::search);
    add(2, "statistics", FindOps::statistics);
    add(2, "join", JoinOps::join);
    add(1, "oneHot", JoinOps::oneHot);
    add(1, "json", (m, p) -> seldom(m, p, 3, FileOps::json));
    add(1, "metadata", (m, p) -> seldom(m, p, 3, FileOps::metadata));
    add(1, "npy", (m, p) -> seldom(m, p, 8, FileOps::npy));
    add(1, "closeView", (m, _) -> LifeOps.closeView(m));
  }

  private static void made(Machine m) {
    try {
      MakeOps.make(m);
    } catch (java.io.IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What takes long, one time in n. */
  private static void seldom(Machine m, Pair p, int n, OfView run) throws Exception {
    if (m.c.oneIn(n)) {
      run.run(m, p);
    }
  }

  /** One step: an operation on a view, or new memory, or an end. */
  static void step(Machine m) {
    int op = m.c.below(ALL.size() + 12);
    Pair p = op < ALL.size() ? m.view() : null;
    if (p == null) {
      if (op == ALL.size() + 11 && !m.views.isEmpty()) {
        LifeOps.endOne(m);
      } else {
        made(m);
      }
      return;
    }
    if (p.isOver()) {
      LifeOps.useAfter(m, p);
      if (m.c.oneIn(2)) {
        m.forget(p);
      }
      return;
    }
    try {
      ALL.get(op).run.run(m, p);
    } catch (RuntimeException e) {
      throw new IllegalStateException("the model failed in " + ALL.get(op).name, e);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
