package org.ndview.fuzz;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.ndview.Execution;
import org.ndview.NdView;
import org.ndview.Order;

/** Copies of all items: bytes, views, lists, arrays, text. */
final class CopyOps {
  private CopyOps() {}

  static Execution execution(Choices c) {
    return c.oneIn(2) ? Execution.PARALLEL : Execution.SEQUENTIAL;
  }

  private static boolean isFortran(Model model, Order order) {
    return order == Order.F
        || (order == Order.A && model.isContiguous(true) && !model.isContiguous(false));
  }

  static void toBytes(Machine m, Pair p) {
    Order order = m.c.of(Order.C, Order.F, Order.A);
    m.ask(
        Refusals.none(),
        () -> "%s.toBytes(Order.%s);".formatted(p, order),
        () -> p.view.toBytes(order),
        () -> m.gathered(p.model, isFortran(p.model, order)));
  }

  static void copy(Machine m, Pair p) {
    Order order = m.c.of(Order.C, Order.F, Order.A);
    Execution execution = execution(m.c);
    int id = m.name();
    NdView copy =
        (NdView)
            m.call(
                Refusals.none(),
                () ->
                    "NdView v%d = %s.copy(Order.%s, Execution.%s);"
                        .formatted(id, p, order, execution),
                () -> p.view.copy(order, execution));
    boolean fortran = isFortran(p.model, order);
    byte[] all = m.gathered(p.model, fortran);
    own(m, copy, p.model.item(), p.model.size(), p.model.shape(), fortran, all, id);
  }

  /** A view of memory of its own that holds some bytes. */
  static Pair own(
      Machine m,
      NdView view,
      Item item,
      int size,
      long[] shape,
      boolean fortran,
      byte[] all,
      int id) {
    Mem.Life life = new Mem.Life(view::close, "v" + id + ".close();");
    Mem mem = m.memory(all, 0, all.length, view.segment().asSlice(0, all.length), life);
    Model model =
        Model.of(
            item,
            size,
            mem.id,
            0,
            shape,
            Model.contiguous(size, fortran, shape),
            view.isReadOnly());
    Pair made = m.add(view, model, life, mem, 0, all.length, id);
    made.owns = true;
    return made;
  }

  static void hex(Machine m, Pair p) {
    if (m.c.oneIn(2)) {
      m.ask(
          Refusals.none(),
          () -> p + ".hex();",
          () -> p.view.hex(),
          () -> HexFormat.of().formatHex(m.gathered(p.model, false)));
      return;
    }
    char sep = m.c.of(':', '-', ' ', '\u00e9');
    int group = m.c.between(-5, 5);
    m.ask(
        Refusals.none().illegal(sep > 127),
        () -> "%s.hex('%s', %d);".formatted(p, sep, group),
        () -> p.view.hex(sep, group),
        () -> grouped(m.gathered(p.model, false), sep, group));
  }

  private static String grouped(byte[] bytes, char sep, int group) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < bytes.length; i++) {
      int done = group < 0 ? i : bytes.length - i;
      if (i > 0 && group != 0 && done % group == 0) {
        out.append(sep);
      }
      out.append("%02x".formatted(bytes[i]));
    }
    return out.toString();
  }

  static void toList(Machine m, Pair p) {
    m.ask(
        Refusals.none(),
        () -> p + ".toList();",
        () -> p.view.toList(),
        () -> nested(m, p.model, 0, 0));
  }

  private static Object nested(Machine m, Model model, int d, int first) {
    if (d == model.ndim()) {
      return m.item(model, first);
    }
    int part = (int) model.steps()[d];
    boolean none = model.count() == 0;
    List<Object> list = new ArrayList<>();
    for (int i = 0; i < model.shape()[d]; i++) {
      list.add(nested(m, model, d + 1, none ? 0 : first + i * part));
    }
    return list;
  }

  static void toArray(Machine m, Pair p) {
    Object array = m.call(Refusals.none(), () -> p + ".toArray();", () -> p.view.toArray());
    List<Object> leaves = new ArrayList<>();
    long[] shape = p.model.ndim() == 0 ? new long[] {1} : p.model.shape();
    leaves(array, shape, 0, leaves);
    Machine.check(leaves.size() == p.model.count(), "leaves", p.model.count(), leaves.size());
    for (int k = 0; k < leaves.size(); k++) {
      Object item = m.item(p.model, k);
      // a padded item is none of Java's primitive types
      boolean padded = p.model.size() > p.model.item().size();
      Object wanted = padded ? item : narrow(p.model.item(), item);
      Machine.check(Lib.same(wanted, leaves.get(k)), "item " + k, wanted, leaves.get(k));
    }
  }

  /** As the narrowest of Java's types that hold all values of a format. */
  private static Object narrow(Item item, Object value) {
    if (item instanceof Item.Scalar s) {
      return switch (s.type()) {
        case I8 -> ((Integer) value).byteValue();
        case I16 -> ((Integer) value).shortValue();
        default -> value;
      };
    }
    return item instanceof Item.Chars u && u.length() == 1
        ? (Object) (((String) value).isEmpty() ? (char) 0 : ((String) value).charAt(0))
        : value;
  }

  private static void leaves(Object array, long[] shape, int d, List<Object> leaves) {
    int n = java.lang.reflect.Array.getLength(array);
    Machine.check(n == shape[d], "length of dimension " + d, shape[d], n);
    for (int i = 0; i < n; i++) {
      Object part = java.lang.reflect.Array.get(array, i);
      if (d + 1 < shape.length) {
        leaves(part, shape, d + 1, leaves);
      } else {
        leaves.add(part);
      }
    }
  }

  static void iterate(Machine m, Pair p) {
    Model model = p.model;
    m.ask(
        Refusals.none().illegal(model.ndim() == 0),
        () -> "for (Object part : " + p + ") {}",
        () -> {
          List<Object> all = new ArrayList<>();
          for (Object part : p.view) {
            all.add(part instanceof NdView v ? v.toBytes() : part);
          }
          return all;
        },
        () -> {
          List<Object> all = new ArrayList<>();
          byte[] bytes = m.gathered(model, false);
          int rows = (int) model.shape()[0];
          int part = rows == 0 ? 0 : bytes.length / rows;
          for (int i = 0; i < rows; i++) {
            all.add(
                model.ndim() == 1
                    ? m.item(model, i)
                    : Arrays.copyOfRange(bytes, i * part, (i + 1) * part));
          }
          return all;
        });
  }

  /** Text never fails. */
  static void text(Machine m, Pair p) {
    Object text = m.call(Refusals.none(), () -> p + ".toString();", () -> p.view.toString());
    Machine.check(!((String) text).isEmpty(), "text", "some", text);
  }

  static void segment(Machine m, Pair p) {
    Model model = p.model;
    boolean plain = model.isContiguous(false) && !model.pointers();
    if (model.count() == 0 || isSwapped(model.item())) {
      return;
    }
    m.ask(
        Refusals.none().when(!plain, UnsupportedOperationException.class),
        () -> p + ".contiguousSegment();",
        () -> p.view.contiguousSegment().toArray(java.lang.foreign.ValueLayout.JAVA_BYTE),
        () -> m.gathered(model, false));
  }

  /** Of structures too: one of another byte order is in the way. */
  private static boolean isSwapped(Item item) {
    return !(item instanceof Item.Scalar s)
        || s.big() != (java.nio.ByteOrder.nativeOrder() == java.nio.ByteOrder.BIG_ENDIAN);
  }
}
