package org.ndview.nd4j.peers;

import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.ndview.Casting;
import org.ndview.NdView;

/** Square matrices, transposed: those that fit the caches and those that do not. */
final class SquareRows {
  private static final long[] SIDES = {32, 100, 316, 1000, 2048, 3000};

  private SquareRows() {}

  static Group group() {
    List<Row> rows = new ArrayList<>();
    for (long n : SIDES) {
      for (String format : List.of("f", "d", "B")) {
        rows.add(new Row("assign " + name(format, n), Row.Goal.EVEN, () -> assign(format, n)));
      }
      for (String format : List.of("i", "d", "B")) {
        rows.add(
            new Row(
                "convertTo " + name(format, n) + " to float32",
                Row.Goal.EVEN,
                () -> convert(format, n)));
      }
      for (String format : List.of("f", "d", "B")) {
        rows.add(
            new Row("contentEquals " + name(format, n), Row.Goal.of(1, 0), () -> equal(format, n)));
      }
    }
    return new Group(
        "square",
        "Transposed matrices",
        "Into memory that was written before. Goal: 1.0 of NumPy at every size.",
        "",
        Group.Form.ALL,
        rows);
  }

  private static String name(String format, long n) {
    return n + " x " + n + ", " + Data.name(format);
  }

  private static Work assign(String format, long n) {
    NdView source = Data.counted(format, n, n);
    NdView target = Data.touched(format, n, n);
    NdView turned = source.transpose();
    INDArray nd4jSource = Data.nd4j(format, source).transpose();
    INDArray nd4jTarget = Data.nd4jTouched(format, n, n);
    return Work.of(() -> target.assign(turned))
        .numpy(
            Data.make("p", format, n, n) + "a = p.T\n" + Data.room("o", format, n, n),
            "np.copyto(o, a)")
        .nd4j(() -> nd4jTarget.assign(nd4jSource));
  }

  private static Work convert(String format, long n) {
    NdView source = Data.counted(format, n, n);
    NdView target = Data.touched("f", n, n);
    NdView turned = source.transpose();
    INDArray nd4jSource = Data.nd4j(format, source).transpose();
    INDArray nd4jTarget = Data.nd4jTouched("f", n, n);
    return Work.of(() -> turned.convertTo(target, Casting.UNSAFE))
        .numpy(
            Data.make("p", format, n, n) + "a = p.T\n" + Data.room("o", "f", n, n),
            "np.copyto(o, a, casting='unsafe')")
        .nd4j(() -> nd4jTarget.assign(nd4jSource));
  }

  private static Work equal(String format, long n) {
    NdView left = Data.counted(format, n, n);
    NdView right = left.transpose().copy().transpose();
    return Work.of(
            () -> {
              if (!left.contentEquals(right)) {
                throw new AssertionError();
              }
            })
        .numpy(
            Data.make("a", format, n, n) + "b = a.T.copy().T\n" + Data.room("m", "?", n, n),
            "np.array_equal(a, b)",
            "np.equal(a, b, out=m).all()");
  }
}
