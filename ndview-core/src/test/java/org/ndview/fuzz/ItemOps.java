package org.ndview.fuzz;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import org.ndview.NdView;

/** Items one at a time: boxed, and as each of Java's types with each number of indices. */
final class ItemOps {
  private ItemOps() {}

  /** An index, sometimes outside, sometimes of another number of dimensions. */
  static long[] index(Choices c, Model model) {
    long[] index = new long[model.ndim()];
    for (int d = 0; d < index.length; d++) {
      int n = (int) model.shape()[d];
      index[d] = n == 0 || c.oneIn(150) ? c.of(n, -1) : c.below(n);
    }
    return c.oneIn(150) ? Arrays.copyOf(index, c.below(6)) : index;
  }

  private static boolean isOutside(long[] index, Model model) {
    for (int d = 0; d < index.length; d++) {
      if (index[d] < 0 || index[d] >= model.shape()[d]) {
        return true;
      }
    }
    return false;
  }

  private static Refusals refusals(long[] index, Model model) {
    boolean rank = index.length != model.ndim();
    return Refusals.none().illegal(rank).outside(!rank && isOutside(index, model));
  }

  static void get(Machine m, Pair p) {
    long[] index = index(m.c, p.model);
    m.ask(
        refusals(index, p.model),
        () -> "%s.get(%s);".formatted(p, Lib.arguments(index)),
        () -> p.view.get(index),
        () -> m.item(p.model, p.model.position(index)));
  }

  static void set(Machine m, Pair p) {
    long[] index = index(m.c, p.model);
    set(m, p, index, Items.value(m.c, p.model.item()));
  }

  static void set(Machine m, Pair p, long[] index, Object value) {
    Model model = p.model;
    byte[] made = new byte[model.size()];
    Refusals refusals = refusals(index, model).readOnly(model.readOnly());
    if (!refusals.isRefused()) {
      long place = model.places()[model.position(index)];
      System.arraycopy(m.bytes(place), Machine.offset(place), made, 0, made.length);
    }
    refusals.illegal(!model.item().put(made, 0, value));
    Object given = Lib.value(value);
    Object done =
        m.call(
            refusals,
            () -> "%s.set(%s%s);".formatted(p, Lib.code(value), Lib.more(index)),
            () -> {
              p.view.set(given, index);
              return null;
            });
    if (done != Machine.REFUSED) {
      write(m, model, model.position(index), made);
    }
  }

  static void write(Machine m, Model model, int k, byte[] item) {
    long place = model.places()[k];
    System.arraycopy(item, 0, m.bytes(place), Machine.offset(place), item.length);
    m.maybeNan(model.item(), place);
  }

  /** A character, of views of single ones. */
  static void character(Machine m, Pair p) {
    Model model = p.model;
    long[] i = index(m.c, model);
    boolean is = model.item() instanceof Item.Chars u && u.length() == 1;
    if (model.size() > model.item().size() || (!is && !m.c.oneIn(20))) {
      return;
    }
    if (m.c.oneIn(2)) {
      m.ask(
          refusals(i, model).illegal(!is),
          () -> "%s.getChar(%s);".formatted(p, Lib.arguments(i)),
          () -> i.length == 1 ? p.view.getChar(i[0]) : p.view.getChar(i),
          () -> {
            long place = model.places()[model.position(i)];
            boolean big = ((Item.Chars) model.item()).big();
            return (char) Num.raw(m.bytes(place), Machine.offset(place), 2, big);
          });
      return;
    }
    char value = (char) m.c.between(0, 0xffff);
    Object done =
        m.call(
            refusals(i, model).illegal(!is).readOnly(model.readOnly()),
            () -> "%s.setChar((char) %d%s);".formatted(p, (int) value, Lib.more(i)),
            () -> {
              if (i.length == 2) {
                p.view.setChar(value, i[0], i[1]);
              } else {
                p.view.setChar(value, i);
              }
              return null;
            });
    if (done != Machine.REFUSED) {
      long place = model.places()[model.position(i)];
      boolean big = ((Item.Chars) model.item()).big();
      Num.raw(m.bytes(place), Machine.offset(place), 2, big, value);
    }
  }

  private static final List<String> TYPES =
      List.of("Double", "Float", "Long", "Int", "Short", "Byte", "Boolean");

  static void getTyped(Machine m, Pair p) {
    long[] i = index(m.c, p.model);
    String type = m.c.of(TYPES);
    boolean array = m.c.oneIn(4);
    Refusals refusals = refusals(i, p.model);
    boolean number = p.model.item() instanceof Item.Scalar s && s.type().isReal();
    if (!number && p.model.item() instanceof Item.Scalar) {
      return; // what of complex numbers and characters is read as numbers: see ItemRulesTest
    }
    refusals.illegal(!number);
    Object wanted = null;
    if (!refusals.isRefused()) {
      end(m, p, i);
      wanted = as(type, m.key(p.model, p.model.position(i)));
      refusals.when(wanted == null, ArithmeticException.class);
    }
    Object value = wanted;
    m.ask(
        refusals,
        () -> "%s.get%s(%s);".formatted(p, type, array ? Lib.longs(i) : Lib.arguments(i)),
        () -> array ? TypedCalls.get(p.view, type, i) : TypedCalls.getByArity(p.view, type, i),
        () -> value);
  }

  /** Writes an end of a type of integers to a view of floats, now and then. */
  private static void end(Machine m, Pair p, long[] i) {
    Choices c = m.c;
    Model model = p.model;
    boolean floats = model.item() instanceof Item.Scalar s && s.type().kind == 'f';
    if (!floats || model.readOnly() || model.size() > model.item().size() || !c.oneIn(3)) {
      return;
    }
    double value = Math.scalb(c.oneIn(2) ? 1.0 : -1.0, c.of(63, 31, 15, 7)) + c.of(0.0, -1.0);
    byte[] made = new byte[model.size()];
    if (model.item().put(made, 0, value)) {
      m.call(
          Refusals.none(),
          () -> "%s.set(%s%s);".formatted(p, Lib.code(value), Lib.more(i)),
          () -> {
            p.view.set(value, i);
            return null;
          });
      write(m, model, model.position(i), made);
    }
  }

  /** A number as one of Java's types; null where that cannot hold it. */
  private static Object as(String type, Object n) {
    return switch (type) {
      case "Double" -> Casts.toDouble(n);
      case "Float" ->
          n instanceof Double d
              ? (float) (double) d
              : n instanceof Dyadic d ? (Object) (float) toFloat(d) : (float) toFloat(n);
      case "Boolean" -> Casts.convert(Num.BOOL, n);
      case "Long" -> whole(Num.I64, n);
      case "Int" -> whole(Num.I32, n) instanceof Long l ? (Object) (int) (long) l : null;
      case "Short" -> whole(Num.I16, n) instanceof Long l ? (Object) (short) (long) l : null;
      default -> whole(Num.I8, n) instanceof Long l ? (Object) (byte) (long) l : null;
    };
  }

  private static double toFloat(Object n) {
    return (Double) Casts.convert(Num.F32, n);
  }

  private static Object whole(Num type, Object n) {
    if (!(n instanceof Dyadic exact)) {
      return Casts.taken(type, n);
    }
    // a long double that no double is may still be a whole number of 63 bits
    BigInteger whole = exact.whole();
    boolean fits = whole.bitLength() < Long.SIZE && exact.compare(new Dyadic(whole, 0)) == 0;
    return fits ? Casts.taken(type, whole) : null;
  }

  /** A number, often at an end of a type of integers. */
  private static double real(Choices c, Item item) {
    if (!(item instanceof Item.Scalar s) || !s.type().isInt() || c.oneIn(2)) {
      return Items.real(c);
    }
    double beyond = Math.scalb(1.0, s.type().digits());
    double end = c.oneIn(2) ? beyond : s.type().kind == 'i' ? -beyond : 0;
    return end + c.of(0.0, 0.0, -1.0, 1.0);
  }

  static void setTyped(Machine m, Pair p) {
    Choices c = m.c;
    Model model = p.model;
    long[] i = index(c, model);
    String type = c.of(TYPES);
    boolean array = c.oneIn(4);
    boolean number = model.item() instanceof Item.Scalar s && s.type().isReal();
    if (!number && model.item() instanceof Item.Scalar) {
      return; // complex numbers take real ones: see TypedPairsTest
    }
    Object value =
        switch (type) {
          case "Double" -> real(c, model.item());
          case "Float" -> (float) real(c, model.item());
          case "Long" -> Items.whole(c);
          case "Int" -> (int) Items.whole(c);
          case "Short" -> (short) Items.whole(c);
          case "Byte" -> (byte) Items.whole(c);
          default -> c.oneIn(2);
        };
    byte[] made = new byte[model.size()];
    Refusals refusals =
        refusals(i, model)
            .illegal(!number)
            .readOnly(model.readOnly())
            .illegal(number && !model.item().put(made, 0, value));
    if (number && !refusals.isRefused() && model.size() > model.item().size()) {
      long place = model.places()[model.position(i)];
      System.arraycopy(m.bytes(place), Machine.offset(place), made, 0, made.length);
      model.item().put(made, 0, value);
    }
    NdView view = p.view;
    Object done =
        m.call(
            refusals,
            () ->
                "%s.set%s(%s%s);"
                    .formatted(p, type, Lib.code(value), array ? ", " + Lib.longs(i) : Lib.more(i)),
            () -> {
              if (array) {
                TypedCalls.set(view, value, i);
              } else {
                TypedCalls.setByArity(view, value, i);
              }
              return null;
            });
    if (done != Machine.REFUSED) {
      write(m, model, model.position(i), made);
    }
  }
}
