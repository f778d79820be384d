package org.ndview.nd4j.peers;

import java.util.List;
import java.util.stream.Collectors;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.ndview.NdView;

/** The random set of permutes, copied to C order. */
final class PermuteRows {
  private PermuteRows() {}

  static Group group() {
    List<Row> rows =
        Permutation.all().stream()
            .map(p -> new Row(p.name(), Row.Goal.EVEN, () -> work(p)))
            .collect(Collectors.toList());
    return new Group(
        "permute",
        "Permutes",
        "A set of "
            + Permutation.COUNT
            + " layouts made by a fixed seed: 3 to 6 dimensions, items of 1, 2, 4 and 8 bytes, short and long inner runs,"
            + " reversed axes; assigned to C order. ND4J does those of floats and doubles without reversed axes. Goal: 1.0 of NumPy and ND4J, all of them.",
        "",
        Group.Form.SUMMARY,
        rows);
  }

  private static Work work(Permutation p) {
    NdView source = p.source();
    NdView target = Data.touched(p.format(), source.shape());
    Work work =
        Work.of(() -> target.assign(source))
            .numpy(
                Data.make("p", p.format(), p.shape())
                    + "a = "
                    + p.numpy()
                    + "\n"
                    + Data.room("o", p.format(), source.shape()),
                "np.copyto(o, a)");
    if (p.flipped().length > 0 || p.format().equals("B") || p.format().equals("h")) {
      return work;
    }
    INDArray nd4jSource =
        Data.nd4j(p.format(), Data.counted(p.format(), p.shape())).permute(p.axes());
    INDArray nd4jTarget = Data.nd4jTouched(p.format(), source.shape());
    return work.nd4j(() -> nd4jTarget.assign(nd4jSource), () -> nd4jSource.dup('c').close());
  }
}
