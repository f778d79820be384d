package org.ndview.nd4j.peers;

import java.util.ArrayList;
import java.util.List;
import org.ndview.Casting;
import org.ndview.NdView;

/** Numbers of the other byte order, swapped alone, or converted as well. */
final class ByteOrderRows {
  private static final long N = 1_000_000;
  private static final List<String> WIDE = List.of("h", "H", "i", "I", "q", "Q", "e", "f", "d");

  private ByteOrderRows() {}

  static Group group() {
    List<Row> rows = new ArrayList<>();
    for (String format : List.of("h", "i", "q", "e", "f", "d")) {
      for (long n : new long[] {N, 10_000}) {
        add(rows, Row.Goal.EVEN, ">" + format, format, n);
      }
    }
    for (String from : WIDE) {
      for (String to : List.of("f", "d")) {
        if (!from.equals(to)) {
          add(rows, Row.Goal.EVEN.plain(0.8), ">" + from, to, N);
        }
      }
    }
    for (String from : List.of("B", "h", "i", "f", "d")) {
      for (String to : List.of(">h", ">i", ">q", ">e", ">f", ">d")) {
        if (!to.equals(">" + from)) {
          add(rows, Row.Goal.EVEN.plain(0.8), from, to, N);
        }
      }
    }
    return new Group(
        "order",
        "Byte order",
        "Numbers of the other byte order read or written. Goal: 1.0 of NumPy, plain kernels that convert too 0.8.",
        "memcpy",
        Group.Form.ALL,
        rows);
  }

  private static void add(List<Row> rows, Row.Goal goal, String from, String to, long n) {
    String name = Data.name(from) + " to " + Data.name(to) + ", " + Data.count(n);
    rows.add(
        new Row(
            name,
            goal,
            () -> {
              NdView source = Data.counted(from, n);
              NdView target = Data.touched(to, n);
              return Work.of(() -> source.convertTo(target, Casting.UNSAFE))
                  .numpy(
                      Data.make("a", from, n) + Data.room("o", to, n),
                      "np.copyto(o, a, casting='unsafe')")
                  .reference(Data.memcpy(to, n));
            }));
  }
}
