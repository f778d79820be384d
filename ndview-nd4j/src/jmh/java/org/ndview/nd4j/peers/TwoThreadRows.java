package org.ndview.nd4j.peers;

import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOpsHolder;
import org.ndview.Casting;
import org.ndview.Execution;
import org.ndview.NdView;
import org.ndview.Scaling;
import org.ndview.nd4j.NdArrays;

/** What feeds a model, with two threads on each side. */
final class TwoThreadRows {
  private static final Row.Goal GOAL = Row.Goal.of(1, 1);

  /** Each half of the work is one call of {@code half}, whose argument is 0 or 1. */
  private static final String POOL =
      "from multiprocessing.pool import ThreadPool\npool = ThreadPool(2)\n";

  private static final String BOTH = "pool.map(half, (0, 1))";

  private TwoThreadRows() {}

  static Group group() {
    List<Row> rows = new ArrayList<>();
    rows.add(
        new Row(
            "64 shuffled images of 224 x 224 x 3, uint8 to NCHW float32, a scale and shift per channel, two threads",
            GOAL,
            TwoThreadRows::images));
    rows.add(
        new Row(
            "statistics per channel of 50 images of 224 x 224 x 3, uint8, two threads",
            GOAL,
            TwoThreadRows::statistics));
    rows.add(
        new Row(
            "four float32 of 100,000 records of 28 bytes, two threads",
            GOAL,
            TwoThreadRows::records));
    rows.add(
        new Row(
            "every 64th window of 256 over 10,000,000 float32, two threads",
            GOAL,
            TwoThreadRows::windows));
    return new Group(
        "two",
        "Feeding a model, two threads",
        "`Execution.PARALLEL`, NumPy in a pool of two threads, ND4J with two threads of OpenMP. Goal: 1.0 of both.",
        "",
        Group.Form.ALL,
        rows);
  }

  /** ND4J's threads, until the row has been measured. */
  private static Work two(Work work) {
    var operations = NativeOpsHolder.getInstance().getDeviceNativeOps();
    operations.setOmpNumThreads(2);
    return work.end(() -> operations.setOmpNumThreads(1));
  }

  private static Work images() {
    long[] all = {128, 224, 224, 3};
    long[] planes = {64, 3, 224, 224};
    NdView images = Data.counted("B", all);
    NdView target = Data.touched("f", planes).permute(0, 2, 3, 1);
    long[] indices = TrainingRows.shuffled(64, 128);
    Scaling scaling = Scaling.perIndex(TrainingRows.SCALE, TrainingRows.SHIFT, 3);
    INDArray pixels = Data.nd4j("B", images);
    INDArray floats = Data.nd4jTouched("f", planes);
    INDArray scale =
        Nd4j.createFromArray(TrainingRows.SCALE).castTo(DataType.FLOAT).reshape(1, 3, 1, 1);
    INDArray shift =
        Nd4j.createFromArray(TrainingRows.SHIFT).castTo(DataType.FLOAT).reshape(1, 3, 1, 1);
    return two(
        Work.of(() ->
                images.takeTo(indices, 0, target, Casting.SAME_KIND, scaling, Execution.PARALLEL))
            .numpy(
                Data.make("p", "B", all)
                    + Data.room("o", "f", planes)
                    + POOL
                    + TrainingRows.indices(64, 128)
                    + TrainingRows.CHANNELS
                    + """
                    h1 = touched((2, 224, 224, 3), 'f4')
                    def half(k):
                        for i in range(32 * k, 32 * k + 32):
                            np.multiply(p[x[i]].transpose(2, 0, 1), s4, out=o[i])
                            np.add(o[i], b4, out=o[i])
                    def other(k):
                        for i in range(32 * k, 32 * k + 32):
                            np.multiply(p[x[i]], s, out=h1[k])
                            np.add(h1[k], b, out=h1[k])
                            np.copyto(o[i], h1[k].transpose(2, 0, 1))
                    """,
                BOTH,
                "pool.map(other, (0, 1))")
            .nd4j(() -> {
              for (int i = 0; i < indices.length; i++) {
                floats.slice(i).assign(pixels.slice(indices[i]).permute(2, 0, 1));
              }
              floats.muli(scale).addi(shift);
            }));
  }

  private static Work statistics() {
    long[] shape = {50, 224, 224, 3};
    NdView numbers = Data.counted("B", shape);
    INDArray array = Data.nd4j("B", numbers);
    int[] dims = {0, 1, 2};
    return two(
        Work.of(() -> numbers.statistics(Execution.PARALLEL, 3))
            .numpy(
                Data.make("p", "B", shape)
                    + POOL
                    + """
                    a = (0, 1, 2)
                    def half(k):
                        q = p[25 * k:25 * k + 25]
                        return q.mean(a, 'f8'), q.std(a, 'f8'), q.min(a), q.max(a)
                    """,
                BOTH)
            .nd4j(() -> {
              try (INDArray floats = array.castTo(DataType.FLOAT);
                  INDArray mean = floats.mean(dims);
                  INDArray std = floats.std(dims);
                  INDArray min = floats.min(dims);
                  INDArray max = floats.max(dims)) {
                mean.length();
              }
            }));
  }

  private static Work records() {
    NdView records = NdView.allocate(TrainingRows.RECORD, 100_000);
    NdView target = Data.touched("f", 100_000, 4);
    INDArray shared = NdArrays.sharedColumns(records, "a", "b", "c", "d").array();
    INDArray array = Data.nd4jTouched("f", 100_000, 4);
    NdView fields = NdArrays.view(shared);
    return two(
        Work.of(() ->
                fields.convertTo(target, Casting.SAME_KIND, Scaling.none(), Execution.PARALLEL))
            .numpy(
                Data.room("o", "f", 100_000, 4)
                    + POOL
                    + TrainingRows.RECORDS
                    + """
                    def half(k):
                        np.copyto(o[50000 * k:50000 * k + 50000], m[50000 * k:50000 * k + 50000])
                    """,
                BOTH)
            .nd4j(() -> array.assign(shared)));
  }

  private static Work windows() {
    NdView windows = Data.counted("f", 10_000_000).windows(0, 256).slice("::64");
    NdView target = Data.touched("f", windows.shape());
    return two(
        Work.of(() ->
                windows.convertTo(target, Casting.SAME_KIND, Scaling.none(), Execution.PARALLEL))
            .numpy(
                Data.make("p", "f", 10_000_000)
                    + "w = np.lib.stride_tricks.sliding_window_view(p, 256)[::64]\n"
                    + Data.room("o", "f", windows.shape())
                    + POOL
                    + """
                    m = len(w) // 2
                    def half(k):
                        np.copyto(o[m * k:len(w) if k else m], w[m * k:len(w) if k else m])
                    """,
                BOTH));
  }
}
