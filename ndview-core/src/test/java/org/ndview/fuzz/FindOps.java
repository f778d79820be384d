package org.ndview.fuzz;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.ndview.Execution;
import org.ndview.Statistics;
import org.ndview.Statistics.Summary;

/** Equality, search and statistics. */
final class FindOps {
  private FindOps() {}

  static void equal(Machine m, Pair p) {
    Pair q = AssignOps.like(m, p, m.c.oneIn(2));
    if (q.isOver()) {
      return;
    }
    Execution execution = CopyOps.execution(m.c);
    m.ask(
        Refusals.none(),
        () -> "%s.contentEquals(%s, Execution.%s);".formatted(p, q, execution),
        () -> p.view.contentEquals(q.view, execution),
        () -> {
          if (!AssignOps.sameShape(p.model.shape(), q.model.shape())) {
            return false;
          }
          for (int k = 0; k < p.model.count(); k++) {
            if (!Item.equal(m.key(p.model, k), m.key(q.model, k))) {
              return false;
            }
          }
          return true;
        });
  }

  /** A copy with one item changed, or none. */
  static void equalCopy(Machine m, Pair p) {
    if (m.used() >= Machine.MOST_MEMORIES) {
      return;
    }
    CopyOps.copy(m, p);
    Pair copy = m.views.getLast();
    if (m.c.oneIn(2)) {
      damage(m, copy);
    }
    compare(m, p, copy);
  }

  /** Turns a bit of an item, the sign of a number more often. */
  private static void damage(Machine m, Pair p) {
    Choices c = m.c;
    if (p.model.count() == 0) {
      return;
    }
    int k = c.below(p.model.count());
    int size = p.model.size();
    boolean sign = p.model.item() instanceof Item.Scalar && c.oneIn(3);
    boolean big = p.model.item() instanceof Item.Scalar scalar && scalar.big();
    long place = p.model.places()[k] + (sign ? big ? 0 : size - 1 : c.below(size));
    byte[] bytes = m.bytes(place);
    int at = Machine.offset(place);
    bytes[at] ^= (byte) (sign ? 0x80 : 1 << c.below(8));
    m.say(() ->
        "%s.segment().set(ValueLayout.JAVA_BYTE, %d, (byte) %d);"
            .formatted(p, at - p.home.start, bytes[at]));
    p.home.actual.set(java.lang.foreign.ValueLayout.JAVA_BYTE, at, bytes[at]);
  }

  /** Numbers in two byte orders, equal but for a bit, or in all. */
  static void equalTurned(Machine m, Pair p) {
    Choices c = m.c;
    Num type = ConvertOps.isNumber(p.model) ? ConvertOps.type(p.model) : c.of(Num.REALS);
    Item.Scalar item = Items.marked(type, c.oneIn(2));
    Item.Scalar turned = Items.marked(type, !item.big());
    long[] shape = p.model.shape();
    Pair a = ConvertOps.room(m, item, Contents.numbers(c, item), shape);
    Pair b = ConvertOps.room(m, turned, Contents.numbers(c, turned), shape);
    m.briefly(a);
    m.briefly(b);
    ConvertOps.convert(m, a, b, Casts.Rule.UNSAFE, ConvertOps.NO_SCALE);
    m.checkMemory();
    if (c.oneIn(2)) {
      damage(m, b);
    }
    compare(m, a, b);
  }

  /** The same bits as numbers of another type. */
  static void equalBits(Machine m, Pair p) {
    Choices c = m.c;
    if (!ConvertOps.isNumber(p.model)) {
      return;
    }
    Num type = ConvertOps.type(p.model);
    List<Num> fit = Num.REALS.stream().filter(t -> t.size == type.size).toList();
    Item item = fit.isEmpty() ? p.model.item() : Items.scalar(c, c.of(fit));
    Pair q =
        m.derive(
            p,
            Refusals.none(),
            () -> "%s.viewAs(\"%s\")".formatted(p, item.text()),
            () -> p.view.viewAs(item.text()),
            () -> p.model.inside(item, item.size(), 0));
    compare(m, p, q);
  }

  /** What a view was converted to: equal but where something was lost. */
  static void equalConverted(Machine m, Pair p) {
    if (!ConvertOps.isNumber(p.model)) {
      return;
    }
    Pair q = ConvertOps.target(m, Items.number(m.c), p.model.shape());
    ConvertOps.convert(m, p, q);
    compare(m, p, q);
  }

  private static void compare(Machine m, Pair p, Pair q) {
    boolean wanted = true;
    for (int k = 0; k < p.model.count() && wanted; k++) {
      wanted = Item.equal(m.key(p.model, k), m.key(q.model, k));
    }
    boolean equal = wanted;
    Execution execution = CopyOps.execution(m.c);
    m.ask(
        Refusals.none(),
        () -> "%s.contentEquals(%s, Execution.%s);".formatted(p, q, execution),
        () -> p.view.contentEquals(q.view, execution),
        () -> equal);
  }

  static void search(Machine m, Pair p) {
    Choices c = m.c;
    Model model = p.model;
    if (!(model.item() instanceof Item.Scalar s) || model.size() > s.size()) {
      return;
    }
    boolean there = model.count() > 0 && !c.oneIn(3);
    Object value = there ? m.item(model, c.below(model.count())) : Items.value(c, s);
    Object given = Lib.value(value);
    Object key =
        s.type() == Num.CHAR || value instanceof byte[] || value instanceof String
            ? value
            : Casts.number(value);
    long count = 0;
    long first = -1;
    for (int k = 0; k < model.count(); k++) {
      if (Item.equal(m.key(model, k), key)) {
        first = count++ == 0 ? k : first;
      }
    }
    long found = count;
    long at = first;
    String text = Lib.code(value);
    switch (c.below(3)) {
      case 0 -> {
        Execution execution = CopyOps.execution(c);
        m.ask(
            Refusals.none(),
            () -> "%s.count(%s, Execution.%s);".formatted(p, text, execution),
            () -> p.view.count(given, execution),
            () -> found);
      }
      case 1 ->
          m.ask(
              Refusals.none(),
              () -> "%s.indexOf(%s);".formatted(p, text),
              () -> p.view.indexOf(given),
              () -> at);
      default ->
          m.ask(
              Refusals.none(),
              () -> "%s.contains(%s);".formatted(p, text),
              () -> p.view.contains(given),
              () -> at >= 0);
    }
  }

  // statistics

  private static final MathContext DIGITS = new MathContext(60);

  static void statistics(Machine m, Pair p) {
    Choices c = m.c;
    Model model = p.model;
    boolean real =
        model.item() instanceof Item.Scalar s && s.type().isReal() && model.size() == s.size();
    if (!real) {
      if (c.oneIn(8)) {
        m.call(
            Refusals.none().illegal(true), () -> p + ".statistics();", () -> p.view.statistics());
      }
      return;
    }
    if (model.count() > 50_000 && (ConvertOps.type(model).size > 4 || !c.oneIn(4))) {
      return;
    }
    int n = model.ndim();
    int[] kept = Arrays.copyOf(c.order(n), c.below(Math.min(n, 2) + 1));
    int[] given = Arrays.stream(kept).map(d -> c.oneIn(3) ? d - n : d).toArray();
    Statistics is =
        (Statistics)
            m.call(
                Refusals.none(),
                () -> "%s.statistics(%s);".formatted(p, Lib.ints(given)),
                () -> p.view.statistics(given));
    Statistics helped =
        (Statistics)
            m.call(
                Refusals.none(),
                () ->
                    "%s.statistics(Execution.PARALLEL%s%s);"
                        .formatted(p, given.length == 0 ? "" : ", ", Lib.ints(given)),
                () -> p.view.statistics(Execution.PARALLEL, given));
    Machine.check(is.equals(helped), "statistics with other threads", is, helped);
    long[] shape = Arrays.stream(kept).mapToLong(d -> model.shape()[d]).toArray();
    int cells = (int) Model.product(shape);
    Machine.check(is.summaries().size() == cells, "summaries", cells, is.summaries().size());
    List<List<Double>> items = new ArrayList<>();
    for (int i = 0; i < cells; i++) {
      items.add(new ArrayList<>());
    }
    long[] index = new long[n];
    for (int k = 0; k < model.count(); k++) {
      long cell = 0;
      for (int d = 0; d < kept.length; d++) {
        cell = cell * shape[d] + index[kept[d]];
      }
      items.get((int) cell).add(Casts.toDouble(m.key(model, k)));
      Model.next(index, model.shape());
    }
    for (int i = 0; i < cells; i++) {
      summary(items.get(i), is.summaries().get(i));
    }
  }

  private static void summary(List<Double> items, Summary is) {
    List<Double> numbers = items.stream().filter(d -> !d.isNaN()).toList();
    long infinite = numbers.stream().filter(d -> d.isInfinite()).count();
    Machine.check(is.count() == items.size(), "count", items.size(), is.count());
    Machine.check(
        is.nans() == items.size() - numbers.size(),
        "nans",
        items.size() - numbers.size(),
        is.nans());
    Machine.check(is.infinities() == infinite, "infinities", infinite, is.infinities());
    double least = numbers.stream().mapToDouble(d -> d).min().orElse(Double.NaN);
    double most = numbers.stream().mapToDouble(d -> d).max().orElse(Double.NaN);
    Machine.check(
        is.min() == least || numbers.isEmpty() && Double.isNaN(is.min()), "min", least, is.min());
    Machine.check(
        is.max() == most || numbers.isEmpty() && Double.isNaN(is.max()), "max", most, is.max());
    if (numbers.isEmpty() || infinite > 0) {
      double sum = numbers.stream().mapToDouble(d -> d).filter(Double::isInfinite).sum();
      Double mean = numbers.isEmpty() ? Double.NaN : sum;
      Machine.check(mean.equals(is.mean()), "mean", mean, is.mean());
      Machine.check(Double.isNaN(is.variance()), "variance", Double.NaN, is.variance());
      return;
    }
    BigDecimal n = BigDecimal.valueOf(numbers.size());
    BigDecimal sum = BigDecimal.ZERO;
    BigDecimal ofSquares = BigDecimal.ZERO;
    for (double d : numbers) {
      BigDecimal exact = new BigDecimal(d);
      sum = sum.add(exact);
      ofSquares = ofSquares.add(exact.multiply(exact));
    }
    // what numbers leave that cancel each other has the digits of a pair of doubles, no more
    double left = Math.max(Math.abs(least), Math.abs(most)) * 0x1p-100;
    near("mean", is.mean(), sum.divide(n, DIGITS), 1, Math.max(Double.MIN_VALUE, left));
    BigDecimal squares = n.multiply(ofSquares).subtract(sum.multiply(sum)).divide(n, DIGITS);
    if (squares.compareTo(new BigDecimal(1e307)) > 0) {
      return; // the sum may be infinite, as NumPy's is
    }
    // what underflows is lost
    double lost = numbers.size() * Double.MIN_NORMAL;
    near("variance", is.variance(), squares.divide(n, DIGITS), 4, lost);
  }

  private static void near(String what, double is, BigDecimal exact, int ulps, double least) {
    double error = new BigDecimal(is).subtract(exact).abs().doubleValue();
    double most = Math.max(ulps * Math.ulp(exact.doubleValue()), least);
    Machine.check(error <= most, what, exact.doubleValue(), is);
  }
}
