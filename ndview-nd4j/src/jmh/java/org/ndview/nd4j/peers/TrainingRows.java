package org.ndview.nd4j.peers;

import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.preprocessor.NormalizerStandardize;
import org.nd4j.linalg.factory.Nd4j;
import org.ndview.Casting;
import org.ndview.NdView;
import org.ndview.Scaling;
import org.ndview.Views;
import org.ndview.nd4j.NdArrays;

/**
 * What feeds a model: shuffled batches, records to matrices, windows, and what these are made of.
 */
final class TrainingRows {
  private static final Row.Goal GOAL = Row.Goal.of(1, 1);
  private static final Row.Goal IMAGES = Row.Goal.of(3, 3).plain(1);
  static final double[] SCALE = {1 / 58.4, 1 / 57.1, 1 / 57.4};
  static final double[] SHIFT = {-2.12, -2.04, -1.80};
  private static final int COLUMNS = 30;

  /** Records, four of whose fields are wanted. */
  static final String RECORD = "T{f:a:f:b:f:c:f:d:i:id:8s:tag:}";

  /** 100,000 of them as r of NumPy, and these four fields as the matrix m. */
  static final String RECORDS =
      "r = np.zeros(100000, [('a','f4'),('b','f4'),('c','f4'),('d','f4'),('id','i4'),('tag','S8')])\n"
          + "m = np.ndarray((100000, 4), 'f4', r, 0, (28, 4))\n";

  /** Scales and shifts of channels for NumPy, last and first. */
  static final String CHANNELS =
      """
      s = np.array([1 / 58.4, 1 / 57.1, 1 / 57.4], 'f4')
      b = np.array([-2.12, -2.04, -1.80], 'f4')
      s4, b4 = s.reshape(3, 1, 1), b.reshape(3, 1, 1)
      """;

  private TrainingRows() {}

  static Group group() {
    List<Row> rows = new ArrayList<>();
    rows.add(
        new Row(
            "64 shuffled images of 224 x 224 x 3, uint8 to NCHW float32, a scale and shift per channel",
            IMAGES,
            TrainingRows::images));
    rows.add(
        new Row(
            "statistics per channel of 50 images of 224 x 224 x 3, uint8",
            GOAL,
            () -> statistics("B", new long[] {50, 224, 224, 3}, 3)));
    rows.add(
        new Row(
            "statistics per channel of 50 images of 3 x 224 x 224, float32",
            GOAL,
            () -> statistics("f", new long[] {50, 3, 224, 224}, 1)));
    rows.add(
        new Row(
            "statistics per column of 200,000 rows of 30 float64",
            GOAL,
            () -> statistics("d", new long[] {200_000, COLUMNS}, 1)));
    rows.add(
        new Row(
            "1,024 shuffled rows of 30 float64, to float32, a scale and shift per column",
            GOAL,
            TrainingRows::table));
    rows.add(new Row("1,024 shuffled rows of 30 float64", GOAL, TrainingRows::rows));
    rows.add(new Row("100,000 shuffled int32 of 1,000,000", GOAL, TrainingRows::line));
    rows.add(new Row("5 of 100 columns of 10,000 float32", GOAL, TrainingRows::columns));
    rows.add(new Row("four float32 of 100,000 records of 28 bytes", GOAL, TrainingRows::records));
    rows.add(
        new Row(
            "1,024 shuffled windows of 256 over 10,000,000 float32", GOAL, TrainingRows::windows));
    rows.add(
        new Row("every 64th window of 256 over 10,000,000 float32", GOAL, TrainingRows::strided));
    rows.add(new Row("fill, 1,000,000 float32", GOAL, () -> fill("", ":")));
    rows.add(new Row("fill, every second of 2,000,000 float32", GOAL, () -> fill("[::2]", "::2")));
    rows.add(new Row("concatenate four of 1,000,000 float32", GOAL, TrainingRows::concatenate));
    rows.add(new Row("10,000 labels to rows of 10 float32", GOAL, TrainingRows::oneHot));
    return new Group(
        "training",
        "Feeding a model",
        "Into memory that was written before, unless it says new. Goal: 1.0 of NumPy and ND4J, images 3.",
        "",
        Group.Form.ALL,
        rows);
  }

  /** The same on every side. */
  static long[] shuffled(int count, int n) {
    long[] indices = new long[count];
    for (int i = 0; i < count; i++) {
      indices[i] = i * 7919L % n;
    }
    return indices;
  }

  static String indices(int count, int n) {
    return "x = np.arange(%d) * 7919 %% %d\n".formatted(count, n);
  }

  private static Work images() {
    long[] all = {128, 224, 224, 3};
    long[] planes = {64, 3, 224, 224};
    NdView images = Data.counted("B", all);
    NdView target = Data.touched("f", planes).permute(0, 2, 3, 1);
    long[] indices = shuffled(64, 128);
    Scaling scaling = Scaling.perIndex(SCALE, SHIFT, 3);
    INDArray pixels = Data.nd4j("B", images);
    INDArray floats = Data.nd4jTouched("f", planes);
    INDArray scale = Nd4j.createFromArray(SCALE).castTo(DataType.FLOAT).reshape(1, 3, 1, 1);
    INDArray shift = Nd4j.createFromArray(SHIFT).castTo(DataType.FLOAT).reshape(1, 3, 1, 1);
    return Work.of(() -> images.takeTo(indices, 0, target, Casting.SAME_KIND, scaling))
        .numpy(
            Data.make("p", "B", all)
                + Data.room("o", "f", planes)
                + indices(64, 128)
                + CHANNELS
                + "h1 = touched((224,224,3), 'f4')\n",
            "np.multiply(p[x].transpose(0, 3, 1, 2), s4, out=o)\nnp.add(o, b4, out=o)",
            "for i, j in enumerate(x):\n    np.multiply(p[j].transpose(2, 0, 1), s4, out=o[i])\n    np.add(o[i], b4, out=o[i])",
            "for i, j in enumerate(x):\n    np.multiply(p[j], s, out=h1)\n    np.add(h1, b, out=h1)\n    np.copyto(o[i], h1.transpose(2, 0, 1))",
            "for i, j in enumerate(x):\n    for c in range(3):\n        np.multiply(p[j, :, :, c], s[c], out=o[i, c])\n        np.add(o[i, c], b[c], out=o[i, c])")
        .nd4j(() -> {
          for (int i = 0; i < indices.length; i++) {
            floats.slice(i).assign(pixels.slice(indices[i]).permute(2, 0, 1));
          }
          floats.muli(scale).addi(shift);
        });
  }

  /** NumPy and ND4J have no one pass for all of them. */
  private static Work statistics(String format, long[] shape, int kept) {
    NdView numbers = Data.counted(format, shape);
    INDArray array = Data.nd4j(format, numbers);
    List<Integer> others = new ArrayList<>();
    for (int d = 0; d < shape.length; d++) {
      if (d != kept) {
        others.add(d);
      }
    }
    String axis = "(" + others.toString().replaceAll("[\\[\\]]", "") + ",)";
    int[] dims = others.stream().mapToInt(Integer::intValue).toArray();
    return Work.of(() -> numbers.statistics(kept))
        .numpy(
            Data.make("p", format, shape),
            "p.mean(%1$s, 'f8'), p.std(%1$s, 'f8'), p.min(%1$s), p.max(%1$s)".formatted(axis))
        .nd4j(() -> {
          INDArray floats = format.equals("B") ? array.castTo(DataType.FLOAT) : array;
          try (INDArray mean = floats.mean(dims);
              INDArray std = floats.std(dims);
              INDArray min = floats.min(dims);
              INDArray max = floats.max(dims)) {
            mean.length();
          }
          if (floats != array) {
            floats.close();
          }
        });
  }

  private static Work table() {
    NdView table = Data.counted("d", 200_000, COLUMNS);
    NdView target = Data.touched("f", 1024, COLUMNS);
    long[] indices = shuffled(1024, 200_000);
    double[] factors = new double[COLUMNS];
    for (int c = 0; c < COLUMNS; c++) {
      factors[c] = (c + 1) / 7.0;
    }
    Scaling scaling = Scaling.perIndex(factors, factors, 1);
    NormalizerStandardize normalizer = new NormalizerStandardize();
    INDArray array = Data.nd4j("d", table);
    int[] rows = java.util.Arrays.stream(indices).mapToInt(i -> (int) i).toArray();
    normalizer.fit(new DataSet(array.getRows(rows), array.getRows(rows)));
    return Work.of(() -> table.takeTo(indices, 0, target, Casting.SAME_KIND, scaling))
        .numpy(
            Data.make("p", "d", 200_000, COLUMNS)
                + Data.room("o", "f", 1024, COLUMNS)
                + indices(1024, 200_000)
                + "s = (np.arange(30) + 1) / 7\n",
            "np.add(p[x] * s, s, out=o, casting='same_kind')",
            "h = p[x]\nnp.multiply(h, s, out=h)\nnp.add(h, s, out=o, casting='same_kind')")
        .nd4j(() -> {
          try (INDArray taken = array.getRows(rows);
              INDArray floats = taken.castTo(DataType.FLOAT)) {
            normalizer.transform(floats);
          }
        });
  }

  private static Work rows() {
    NdView table = Data.counted("d", 200_000, COLUMNS);
    NdView target = Data.touched("d", 1024, COLUMNS);
    long[] indices = shuffled(1024, 200_000);
    INDArray array = Data.nd4j("d", table);
    int[] rows = java.util.Arrays.stream(indices).mapToInt(i -> (int) i).toArray();
    return Work.of(() -> table.take(indices, 0, target))
        .numpy(
            Data.make("p", "d", 200_000, COLUMNS)
                + Data.room("o", "d", 1024, COLUMNS)
                + indices(1024, 200_000),
            "np.take(p, x, 0, out=o, mode='clip')")
        .nd4j(() -> array.getRows(rows).close());
  }

  private static Work line() {
    NdView line = Data.counted("i", 1_000_000);
    NdView target = Data.touched("i", 100_000);
    long[] indices = shuffled(100_000, 1_000_000);
    return Work.of(() -> line.take(indices, 0, target))
        .numpy(
            Data.make("p", "i", 1_000_000)
                + Data.room("o", "i", 100_000)
                + indices(100_000, 1_000_000),
            "np.take(p, x, out=o, mode='clip')");
  }

  private static Work columns() {
    NdView table = Data.counted("f", 10_000, 100);
    NdView target = Data.touched("f", 10_000, 5);
    long[] indices = {3, 17, 50, 99, 2};
    INDArray array = Data.nd4j("f", table);
    return Work.of(() -> table.take(indices, 1, target))
        .numpy(
            Data.make("p", "f", 10_000, 100)
                + Data.room("o", "f", 10_000, 5)
                + "x = np.array([3, 17, 50, 99, 2])\n",
            "np.take(p, x, 1, out=o, mode='clip')")
        .nd4j(() -> array.getColumns(3, 17, 50, 99, 2).close());
  }

  private static Work records() {
    NdView records = NdView.allocate(RECORD, 100_000);
    NdView target = Data.touched("f", 100_000, 4);
    INDArray shared = NdArrays.sharedColumns(records, "a", "b", "c", "d").array();
    INDArray array = Data.nd4jTouched("f", 100_000, 4);
    NdView fields = NdArrays.view(shared);
    return Work.of(() -> fields.convertTo(target))
        .numpy(
            Data.room("o", "f", 100_000, 4) + RECORDS,
            "for i, n in enumerate('abcd'):\n    o[:, i] = r[n]",
            "np.copyto(o, m)")
        .nd4j(() -> array.assign(shared));
  }

  private static Work windows() {
    NdView windows = Data.counted("f", 10_000_000).windows(0, 256);
    NdView target = Data.touched("f", 1024, 256);
    long[] indices = shuffled(1024, 9_999_000);
    return Work.of(() -> windows.take(indices, 0, target))
        .numpy(
            Data.make("p", "f", 10_000_000)
                + Data.room("o", "f", 1024, 256)
                + indices(1024, 9_999_000)
                + "w = np.lib.stride_tricks.sliding_window_view(p, 256)\n",
            "np.copyto(o, w[x])",
            "for i, j in enumerate(x):\n    o[i] = p[j:j + 256]");
  }

  private static Work strided() {
    NdView windows = Data.counted("f", 10_000_000).windows(0, 256).slice("::64");
    NdView target = Data.touched("f", windows.shape());
    return Work.of(() -> windows.convertTo(target))
        .numpy(
            Data.make("p", "f", 10_000_000)
                + "w = np.lib.stride_tricks.sliding_window_view(p, 256)[::64]\n"
                + Data.room("o", "f", windows.shape()),
            "np.copyto(o, w)");
  }

  private static Work fill(String numpy, String slice) {
    long n = numpy.isEmpty() ? 1_000_000 : 2_000_000;
    NdView view = Data.touched("f", n).slice(slice);
    INDArray array = Data.nd4jTouched("f", 1_000_000);
    Work work =
        Work.of(() -> view.fill(1.5f))
            .numpy(Data.room("o", "f", n) + "v = o" + numpy + "\n", "v.fill(1.5)", "v[...] = 1.5");
    return numpy.isEmpty() ? work.nd4j(() -> array.assign(1.5f)) : work;
  }

  private static Work concatenate() {
    NdView part = Data.counted("f", 1_000_000);
    NdView target = Data.touched("f", 4_000_000);
    INDArray array = Data.nd4j("f", part);
    return Work.of(() -> Views.concatenateTo(target, 0, part, part, part, part))
        .numpy(
            Data.make("p", "f", 1_000_000) + Data.room("o", "f", 4_000_000),
            "np.concatenate((p, p, p, p), out=o)")
        .nd4j(() -> Nd4j.concat(0, array, array, array, array).close());
  }

  private static Work oneHot() {
    NdView labels = NdView.allocate("q", 10_000);
    NdView target = Data.touched("f", 10_000, 10);
    return Work.of(() -> Views.oneHotTo(labels, target))
        .numpy(
            "l = np.zeros(10000, 'i8')\ne = np.eye(10, dtype='f4')\nr = np.arange(10000)\n"
                + Data.room("o", "f", 10_000, 10),
            "np.take(e, l, 0, out=o, mode='clip')",
            "o.fill(0)\no[r, l] = 1");
  }
}
