package org.ndview.nd4j.peers;

import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.ndview.NdView;

/** Memory of a few items, made and given back. */
final class SmallRows {
  private SmallRows() {}

  static Group group() {
    List<Row> rows = new ArrayList<>();
    for (long n : new long[] {10, 100, 1_000, 10_000}) {
      rows.add(
          new Row(
              "copy() and close, " + Data.count(n) + " float32",
              Row.Goal.of(0.5, 0),
              () -> copy(n)));
      rows.add(
          new Row(
              "allocate and close, " + Data.count(n) + " float32",
              Row.Goal.of(0.5, 0),
              () -> allocate(n)));
    }
    return new Group(
        "small",
        "Small memory",
        "Made and given back. Goal: below 1 microsecond, and 0.5 of NumPy.",
        "",
        Group.Form.ALL,
        rows);
  }

  private static Work copy(long n) {
    NdView view = Data.counted("f", n);
    INDArray array = Data.nd4j("f", view);
    return Work.of(() -> view.copy().close())
        .numpy(Data.make("a", "f", n), "a.copy()")
        .nd4j(() -> array.dup().close());
  }

  private static Work allocate(long n) {
    return Work.of(() -> NdView.allocate("f", n).close())
        .numpy("", "np.zeros(" + n + ", np.float32)")
        .nd4j(() -> Nd4j.create(DataType.FLOAT, n).close());
  }
}
