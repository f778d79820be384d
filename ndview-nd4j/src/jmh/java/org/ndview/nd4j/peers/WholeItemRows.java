package org.ndview.nd4j.peers;

import java.util.ArrayList;
import java.util.List;
import org.ndview.Casting;
import org.ndview.NdView;

/** Items of several numbers as a whole: records, complex numbers, bytes, text. */
final class WholeItemRows {
  private static final long N = 100_000;
  private static final Row.Goal GOAL = Row.Goal.EVEN.plain(0.8);

  /** Keeps results, so that nothing is optimised away. */
  private static volatile Object result;

  private WholeItemRows() {}

  /**
   * A kind of item.
   *
   * @param name what it is called
   * @param format ndview's
   * @param dtype NumPy's
   * @param bytes of an item
   */
  private record Kind(String name, String format, String dtype, int bytes) {}

  private static final String WIDE = "[('a', 'f8'), ('b', 'f8'), ('c', 'i4')]";
  private static final Kind COMPLEX = new Kind("complex128", "<Zd", "'<c16'", 16);
  private static final Kind FLOATS = new Kind("complex64", "<Zf", "'<c8'", 8);
  private static final Kind TURNED = new Kind("big-endian complex128", ">Zd", "'>c16'", 16);
  private static final Kind BYTES = new Kind("bytes of 8", "8s", "'S8'", 8);
  private static final Kind TEXT = new Kind("text of 5", "<5w", "'<U5'", 20);
  private static final Kind SWAPPED = new Kind("big-endian text of 5", ">5w", "'>U5'", 20);
  private static final Kind RECORD =
      new Kind(
          "records of 12 bytes",
          "T{<i:a:<f:b:<h:c:2x}",
          "{'names': ['a', 'b', 'c'], 'formats': ['<i4', '<f4', '<i2'], 'offsets': [0, 4, 8], 'itemsize': 12}",
          12);
  private static final Kind DOUBLES =
      new Kind("records of 20 bytes", "T{<d:a:<d:b:<i:c:}", WIDE, 20);

  static Group group() {
    List<Row> rows = new ArrayList<>();
    for (Kind[] pair :
        new Kind[][] {
          {FLOATS, COMPLEX},
          {COMPLEX, FLOATS},
          {TURNED, COMPLEX},
          {RECORD, DOUBLES},
          {SWAPPED, TEXT}
        }) {
      String name = pair[0].name + " to " + pair[1].name;
      rows.add(new Row("convertTo, " + name, GOAL, () -> convert(pair[0], pair[1])));
    }
    for (Kind kind : List.of(COMPLEX, FLOATS, BYTES, TEXT, RECORD)) {
      rows.add(new Row("contentEquals, " + kind.name, GOAL, () -> equal(kind)));
      rows.add(new Row("count, " + kind.name, GOAL, () -> count(kind)));
    }
    return new Group(
        "whole",
        "Whole items",
        "100,000 items of several numbers, converted, compared and counted as a whole. Goal: 1.0 of NumPy, plain kernels 0.8.",
        "",
        Group.Form.ALL,
        rows);
  }

  /** Items whose bytes are those of small numbers: no NaN, and valid text. */
  private static NdView items(Kind kind) {
    boolean big = kind.format.startsWith(">");
    return Data.counted(big ? ">i" : "<i", N * kind.bytes / 4).cast("B").cast(kind.format);
  }

  private static String items(Kind kind, String name) {
    String format = kind.format.startsWith(">") ? ">i" : "<i";
    return Data.make(name, format, N * kind.bytes / 4)
        + "%s = %s.view(np.dtype(%s))\n".formatted(name, name, kind.dtype);
  }

  private static Work convert(Kind from, Kind to) {
    NdView source = items(from);
    NdView target = items(to);
    return Work.of(() -> source.convertTo(target, Casting.UNSAFE))
        .numpy(items(from, "a") + items(to, "o"), "np.copyto(o, a, casting='unsafe')");
  }

  private static Work equal(Kind kind) {
    NdView a = items(kind);
    NdView b = items(kind);
    return Work.of(
            () -> {
              if (!a.contentEquals(b)) {
                throw new AssertionError();
              }
            })
        .numpy(items(kind, "a") + items(kind, "b"), "np.array_equal(a, b)", "(a == b).all()");
  }

  private static Work count(Kind kind) {
    NdView a = items(kind);
    Object value = a.get(5);
    return Work.of(() -> result = a.count(value))
        .numpy(items(kind, "a") + "v = a[5]\n", "np.count_nonzero(a == v)");
  }
}
