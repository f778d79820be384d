package org.ndview.nd4j.peers;

import java.util.ArrayList;
import java.util.List;
import org.ndview.Casting;
import org.ndview.NdView;

/** Memory of small inner dimensions, from 10 to 10,000,000 items. */
final class GridRows {
  static final String KEY = "grid";
  static final List<String> WORK = List.of("assign", "convertTo", "contentEquals", "toBytes");
  static final List<String> SHAPES =
      List.of("N x 2", "N x 3", "N x 4", "N x 5", "N x 7", "2 x N", "3 x N", "3 x N x 2");
  static final long[] SIZES = {10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000};

  /** Keeps results, so that nothing is optimised away. */
  private static volatile Object result;

  private GridRows() {}

  static Group group() {
    List<Row> rows = new ArrayList<>();
    for (String work : WORK) {
      for (String shape : SHAPES) {
        for (long n : SIZES) {
          rows.add(
              new Row(
                  name(work, shape, n), Row.Goal.of(0.8, 0), () -> work(work, shape(shape, n))));
        }
      }
    }
    return new Group(
        KEY,
        "Small inner dimensions",
        "float32 (`convertTo`: int32 to float32), transposed. Goal: never below 0.8 of NumPy. As a picture: [performance-grid.svg](performance-grid.svg).",
        "",
        Group.Form.SUMMARY,
        rows);
  }

  static String name(String work, String shape, long n) {
    return work + " of " + shape + ", " + Data.count(n);
  }

  /** {@return N x 3 and its like, of about as many items} */
  private static long[] shape(String pattern, long items) {
    String[] parts = pattern.split(" x ");
    long known = 1;
    for (String part : parts) {
      known *= part.equals("N") ? 1 : Long.parseLong(part);
    }
    long[] shape = new long[parts.length];
    for (int d = 0; d < parts.length; d++) {
      shape[d] = parts[d].equals("N") ? Math.ceilDiv(items, known) : Long.parseLong(parts[d]);
    }
    return shape;
  }

  private static Work work(String work, long[] shape) {
    String from = work.equals("convertTo") ? "i" : "f";
    NdView source = Data.counted(from, shape).transpose();
    String a = Data.make("p", from, shape) + "a = p.T\n";
    if (work.equals("toBytes")) {
      return Work.of(() -> result = source.toBytes()).numpy(a, "a.tobytes()");
    }
    if (work.equals("contentEquals")) {
      NdView same = source.copy();
      return Work.of(
              () -> {
                if (!source.contentEquals(same)) {
                  throw new AssertionError();
                }
              })
          .numpy(
              a + "b = a.copy()\n" + Data.room("m", "?", source.shape()),
              "np.array_equal(a, b)",
              "np.equal(a, b, out=m).all()",
              "(a == b).all()");
    }
    NdView target = Data.touched("f", source.shape());
    String room = a + Data.room("o", "f", source.shape());
    return work.equals("assign")
        ? Work.of(() -> target.assign(source)).numpy(room, "np.copyto(o, a)")
        : Work.of(() -> source.convertTo(target, Casting.UNSAFE))
            .numpy(room, "np.copyto(o, a, casting='unsafe')");
  }
}
