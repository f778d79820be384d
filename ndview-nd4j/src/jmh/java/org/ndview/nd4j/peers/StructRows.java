package org.ndview.nd4j.peers;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.ndview.Casting;
import org.ndview.NdView;
import org.ndview.Views;

/** Records of 7 to 64 bytes: their columns, and lists of them. */
final class StructRows {
  private static final long N = 100_000;
  private static final long LISTED = 10_000;

  /** A record, in the words of both sides. */
  private record Kind(int bytes, String format, String dtype) {}

  private static final List<Kind> KINDS =
      List.of(
          new Kind(7, "T{<f:x:<H:y:B:z:}", "[('x','<f4'),('y','<u2'),('z','u1')]"),
          new Kind(12, "T{<f:x:<i:y:<f:z:}", "[('x','<f4'),('y','<i4'),('z','<f4')]"),
          new Kind(
              16, "T{<f:x:<f:y:<f:z:<f:w:}", "[('x','<f4'),('y','<f4'),('z','<f4'),('w','<f4')]"),
          new Kind(20, "T{<d:y:<f:x:<q:z:}", "[('y','<f8'),('x','<f4'),('z','<i8')]"),
          new Kind(
              32,
              "T{<f:x:<i:y:<d:z:16s:tag:}",
              "[('x','<f4'),('y','<i4'),('z','<f8'),('tag','S16')]"),
          new Kind(
              64,
              "T{<f:x:<i:y:<d:z:48s:tag:}",
              "[('x','<f4'),('y','<i4'),('z','<f8'),('tag','S48')]"));

  /** Keeps results, so that nothing is optimised away. */
  private static volatile Object result;

  private StructRows() {}

  static Group group() {
    List<Row> rows = new ArrayList<>();
    for (Kind kind : KINDS) {
      String end = " of records of " + kind.bytes + " bytes";
      rows.add(new Row("a column of float32" + end, Row.Goal.of(1, 0), () -> columns(kind, "x")));
      rows.add(
          new Row(
              "a column as float32, converted" + end, Row.Goal.of(1, 0), () -> columns(kind, "y")));
      rows.add(
          new Row(
              "a matrix of three columns" + end,
              Row.Goal.of(1, 0),
              () -> columns(kind, "x", "y", "z")));
    }
    for (Kind kind : KINDS) {
      String name =
          "toList, each visited, of " + Data.count(LISTED) + " records of " + kind.bytes + " bytes";
      rows.add(new Row(name, Row.Goal.of(10, 0), () -> list(kind)));
    }
    return new Group(
        "struct",
        "Structs",
        Data.count(N) + " records. Goal: 1.0 of NumPy; toList 10.",
        "",
        Group.Form.ALL,
        rows);
  }

  private static NdView records(Kind kind, long n) {
    NdView records = NdView.allocate(kind.format, n);
    NdView numbers = Data.counted("i", n);
    for (String field : List.of("x", "y", "z")) {
      numbers.convertTo(records.field(field), Casting.UNSAFE);
    }
    return records;
  }

  private static String numpy(Kind kind, long n) {
    return "r = touched(%d, %s)\n"
            .formatted(n, "np.dtype(" + kind.dtype + ")")
            .replace("touched", "np.zeros")
        + "n = counted(%d, 'i4')\nr['x'], r['y'], r['z'] = n, n, n\n".formatted(n);
  }

  private static Work columns(Kind kind, String... fields) {
    NdView records = records(kind, N);
    if (fields.length == 1) {
      NdView target = Data.touched("f", N);
      NdView column = records.field(fields[0]);
      return Work.of(() -> column.convertTo(target, Casting.UNSAFE))
          .numpy(
              numpy(kind, N) + Data.room("o", "f", N) + "a = r['" + fields[0] + "']\n",
              "np.copyto(o, a, casting='unsafe')");
    }
    NdView matrix = Data.touched("f", N, fields.length);
    StringBuilder assigns = new StringBuilder();
    for (int k = 0; k < fields.length; k++) {
      assigns.append("m[:, %d] = r['%s']\n".formatted(k, fields[k]));
    }
    String names = String.join("','", fields);
    NdView[] views = new NdView[fields.length];
    Arrays.setAll(views, k -> records.field(fields[k]));
    return Work.of(() -> Views.stackTo(matrix, 1, Casting.UNSAFE, views))
        .numpy(
            numpy(kind, N)
                + Data.room("m", "f", N, fields.length)
                + "from numpy.lib.recfunctions import structured_to_unstructured\n",
            assigns.toString().strip(),
            "np.copyto(m, structured_to_unstructured(r[['" + names + "']], dtype='f4'))");
  }

  private static Work list(Kind kind) {
    NdView records = records(kind, LISTED);
    return Work.of(
            () -> {
              for (Object record : (List<?>) records.toList()) {
                result = record;
              }
            })
        .numpy(numpy(kind, LISTED), "for x in r.tolist(): pass");
  }
}
