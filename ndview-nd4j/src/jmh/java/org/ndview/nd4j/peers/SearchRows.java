package org.ndview.nd4j.peers;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.ndview.NdView;
import org.ndview.Order;

/** Equality, search, and what is made of a view's bytes. */
final class SearchRows {
  private static final long[] SIZES = {1_000_000, 10_000};
  private static final List<String> FORMATS = List.of("i", "f", "d", "B");

  /** Keeps results, so that nothing is optimised away. */
  private static volatile Object result;

  private SearchRows() {}

  static Group group() {
    List<Row> rows = new ArrayList<>();
    for (long n : SIZES) {
      for (String format : FORMATS) {
        equal(rows, format, format, n);
      }
      equal(rows, "i", "d", n);
      equal(rows, "B", "f", n);
      equal(rows, "i", ">i", n);
      equal(rows, "d", ">d", n);
      equal(rows, "i", ">d", n);
      for (String format : FORMATS) {
        search(rows, format, n);
      }
      bytes(rows, n);
    }
    return new Group(
        "search",
        "Equality, search, bytes",
        "Goal: 1.0 of NumPy; `count` and `indexOf` 1.5. NumPy's masks go to memory that was written before.",
        "",
        Group.Form.ALL,
        rows);
  }

  private static void equal(List<Row> rows, String a, String b, long n) {
    String name =
        "equal, "
            + Data.name(a)
            + (a.equals(b) ? "" : " and " + Data.name(b))
            + ", "
            + Data.count(n);
    rows.add(
        new Row(
            name,
            Row.Goal.of(1, 0),
            () -> {
              NdView left = Data.counted(a, n);
              NdView right = Data.counted(b, n);
              return Work.of(
                      () -> {
                        if (!left.contentEquals(right)) {
                          throw new AssertionError(name);
                        }
                      })
                  .numpy(
                      Data.make("a", a, n) + Data.make("b", b, n) + Data.room("m", "?", n),
                      "np.array_equal(a, b)",
                      "np.equal(a, b, out=m).all()");
            }));
  }

  private static void search(List<Row> rows, String format, long n) {
    String end = " of " + Data.name(format) + ", " + Data.count(n);
    Object one = format.equals("f") || format.equals("d") ? (Object) 1.0 : (Object) 1;
    Object last = format.equals("f") || format.equals("d") ? (Object) 100.0 : (Object) 100;
    add(
        rows,
        "count" + end,
        1.5,
        format,
        n,
        v -> v.count(one),
        "np.count_nonzero(a == 1)",
        "np.count_nonzero(np.equal(a, 1, out=m))");
    add(
        rows,
        "indexOf the last" + end,
        1.5,
        format,
        n,
        v -> v.indexOf(last),
        "np.argmax(a == 100)",
        "np.argmax(np.equal(a, 100, out=m))",
        "np.flatnonzero(a == 100)[0]");
    add(
        rows,
        "contains the last" + end,
        1.5,
        format,
        n,
        v -> v.contains(last),
        "100 in a",
        "np.equal(a, 100, out=m).any()");
  }

  private static void bytes(List<Row> rows, long n) {
    String end = " of int32, " + Data.count(n);
    add(rows, "hex" + end, 1, "i", n, v -> v.hex(), "a.data.hex()", "a.tobytes().hex()");
    add(rows, "toBytes" + end, 1, "i", n, v -> v.toBytes(), "a.tobytes()");
    add(
        rows,
        "toBytes in F order" + end,
        1,
        "i",
        n,
        v -> square(v).toBytes(Order.F),
        "a.reshape(100, -1).tobytes('F')");
    add(
        rows,
        "toBytes of the transposed" + end,
        1,
        "i",
        n,
        v -> square(v).transpose().toBytes(),
        "a.reshape(100, -1).T.tobytes()");
    add(
        rows,
        "toBytes of every second" + end,
        1,
        "i",
        n,
        v -> v.slice("::2").toBytes(),
        "a[::2].tobytes()");
    add(
        rows,
        "toBytes backwards" + end,
        1,
        "i",
        n,
        v -> v.slice("::-1").toBytes(),
        "a[::-1].tobytes()");
  }

  private static NdView square(NdView view) {
    return view.reshape(100, view.size() / 100);
  }

  private static void add(
      List<Row> rows,
      String name,
      double goal,
      String format,
      long n,
      Function<NdView, Object> call,
      String... numpy) {
    rows.add(
        new Row(
            name,
            Row.Goal.of(goal, 0),
            () -> {
              NdView view = Data.counted(format, n);
              int[] value = {100};
              NdView.of(value).convertTo(view.slice("-1:"), org.ndview.Casting.UNSAFE);
              return Work.of(() -> result = call.apply(view))
                  .numpy(
                      Data.make("a", format, n) + "a[-1] = 100\n" + Data.room("m", "?", n), numpy);
            }));
  }
}
