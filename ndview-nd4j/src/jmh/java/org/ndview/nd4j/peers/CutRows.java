package org.ndview.nd4j.peers;

import java.util.ArrayList;
import java.util.List;
import org.ndview.Casting;
import org.ndview.Index;
import org.ndview.NdView;

/** Rows of a few numbers that are cut from wider rows, as a crop or some columns of a table are. */
final class CutRows {
  private static final long N = 1_000_000;
  private static final List<String> WORK =
      List.of("assign", "assign into", "convertTo float32", "contentEquals", "count", "toBytes");

  /** Each with how many numbers of a row are taken. */
  private static final long[][] WIDTHS = {{4, 3}, {6, 5}, {12, 10}, {24, 20}, {40, 33}};

  /** Keeps results, so that nothing is optimised away. */
  private static volatile Object result;

  private CutRows() {}

  static Group group() {
    List<Row> rows = new ArrayList<>();
    for (String work : WORK) {
      for (String format : List.of("B", "h", "i", "d")) {
        for (long[] width : WIDTHS) {
          String name =
              "%s, %s, %d of %d in a row".formatted(work, Data.name(format), width[1], width[0]);
          Row.Goal goal = Row.Goal.EVEN.plain(0.8);
          rows.add(new Row(name, goal, () -> work(work, format, width[0], width[1])));
        }
      }
    }
    return new Group(
        "cut",
        "Cut rows",
        "A million numbers in rows that are cut from wider ones (`a[:, :k]`). Goal: 1.0 of NumPy, plain kernels 0.8.",
        "",
        Group.Form.ALL,
        rows);
  }

  private static Work work(String work, String format, long whole, long part) {
    long[] shape = {N / part, whole};
    long[] cut = {N / part, part};
    NdView source = cut(Data.counted(format, shape), part);
    String a = Data.make("p", format, shape) + "a = p[:, :%d]\n".formatted(part);
    return switch (work) {
      case "assign" -> {
        NdView target = Data.touched(format, cut);
        yield Work.of(() -> target.assign(source))
            .numpy(a + Data.room("o", format, cut), "np.copyto(o, a)");
      }
      case "assign into" -> {
        NdView numbers = Data.counted(format, cut);
        yield Work.of(() -> source.assign(numbers))
            .numpy(a + Data.make("b", format, cut), "np.copyto(a, b)");
      }
      case "convertTo float32" -> {
        NdView target = Data.touched("f", cut);
        yield Work.of(() -> source.convertTo(target, Casting.UNSAFE))
            .numpy(a + Data.room("o", "f", cut), "np.copyto(o, a, casting='unsafe')");
      }
      case "contentEquals" -> {
        NdView same = cut(Data.counted(format, shape), part);
        yield Work.of(
                () -> {
                  if (!source.contentEquals(same)) {
                    throw new AssertionError();
                  }
                })
            .numpy(
                a
                    + Data.make("q", format, shape)
                    + "b = q[:, :%d]\n".formatted(part)
                    + Data.room("m", "?", cut),
                "np.array_equal(a, b)",
                "np.equal(a, b, out=m).all()",
                "(a == b).all()");
      }
      case "count" ->
          Work.of(() -> result = source.count(5))
              .numpy(
                  a + Data.room("m", "?", cut),
                  "np.count_nonzero(a == 5)",
                  "np.count_nonzero(np.equal(a, 5, out=m))");
      default -> Work.of(() -> result = source.toBytes()).numpy(a, "a.tobytes()");
    };
  }

  private static NdView cut(NdView rows, long part) {
    return rows.slice(Index.all(), Index.range(0, part));
  }
}
