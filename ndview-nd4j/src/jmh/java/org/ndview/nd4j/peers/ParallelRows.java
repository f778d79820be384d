package org.ndview.nd4j.peers;

import java.util.ArrayList;
import java.util.List;
import org.ndview.Casting;
import org.ndview.Execution;
import org.ndview.NdView;
import org.ndview.Scaling;

/** Execution.PARALLEL beside one thread. */
final class ParallelRows {
  private static final int PERMUTES = 60;
  private static final long SIDE = 4096;

  private ParallelRows() {}

  static Group group() {
    List<Row> rows = new ArrayList<>();
    Row.Goal goal = Row.Goal.reference(0.95);
    Permutation.all().stream()
        .limit(PERMUTES)
        .forEach(p -> rows.add(new Row(p.name(), goal, () -> assign(p.source()))));
    for (String format : List.of("f", "B", "d")) {
      String name = "transposed " + SIDE + " x " + SIDE + " " + Data.name(format);
      rows.add(new Row(name, goal, () -> assign(Data.counted(format, SIDE, SIDE).transpose())));
      String backwards = "reversed " + SIDE + " x " + SIDE + " " + Data.name(format);
      rows.add(new Row(backwards, goal, () -> assign(Data.counted(format, SIDE, SIDE).flip(0, 1))));
    }
    rows.add(new Row("images, HWC uint8 to CHW float32", goal, ParallelRows::images));
    return new Group(
        "parallel",
        "`Execution.PARALLEL`",
        "The first "
            + PERMUTES
            + " layouts of the set above, large matrices and images. Goal: never slower than one thread by more than noise (0.95), and faster by 1.5 on two real cores that do nothing else.",
        "one thread",
        Group.Form.SUMMARY,
        rows);
  }

  private static Work assign(NdView source) {
    NdView target = Data.touched(source.format().toString(), source.shape());
    return Work.of(() -> target.assign(source, Execution.PARALLEL))
        .reference(() -> target.assign(source));
  }

  private static Work images() {
    NdView source = Data.counted("B", 32, 224, 224, 3).permute(0, 3, 1, 2);
    NdView target = Data.touched("f", source.shape());
    Scaling scaling = Scaling.of(1 / 255.0, -0.5);
    return Work.of(() -> source.convertTo(target, Casting.UNSAFE, scaling, Execution.PARALLEL))
        .reference(() -> source.convertTo(target, Casting.UNSAFE, scaling));
  }
}
