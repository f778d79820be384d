package org.ndview.nd4j.peers;

import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.ndview.Casting;
import org.ndview.NdView;
import org.ndview.Scaling;

/** A batch of 32 images of 224 x 224 pixels: normalised, and turned from pixels to planes. */
final class ImageRows {
  private static final double[] SCALE = {1 / 58.4, 1 / 57.1, 1 / 57.4};
  private static final double[] SHIFT = {-2.12, -2.04, -1.80};
  private static final long[] PIXELS = {32, 224, 224, 3};
  private static final long[] PLANES = {32, 3, 224, 224};
  private static final Row.Goal GOAL = Row.Goal.of(3, 3).plain(0.4);

  private ImageRows() {}

  static Group group() {
    List<Row> rows = new ArrayList<>();
    rows.add(
        new Row(
            "HWC uint8 to CHW float32, a scale and shift per channel", GOAL, ImageRows::channels));
    rows.add(new Row("HWC uint8 to CHW float32, one scale and shift", GOAL, ImageRows::uniform));
    for (String format : List.of("f", "B")) {
      String name = Data.name(format);
      rows.add(new Row("NHWC to NCHW, " + name, GOAL, () -> turn(format, PIXELS, 0, 3, 1, 2)));
      rows.add(new Row("NCHW to NHWC, " + name, GOAL, () -> turn(format, PLANES, 0, 2, 3, 1)));
    }
    return new Group(
        "images",
        "Images",
        "32 x 224 x 224 x 3, into memory that was written before. Goal: 3 times NumPy's best and ND4J's chain, plain kernels 1.2.",
        "memcpy of the result",
        Group.Form.ALL,
        rows);
  }

  private static final String NAMES =
      """
      p = counted((32,224,224,3), 'u1')
      a = p.transpose(0, 3, 1, 2)
      o = touched((32,3,224,224), 'f4')
      h = touched((32,224,224,3), 'f4')
      h1 = touched((224,224,3), 'f4')
      """;

  private static Work channels() {
    Scaling scaling = Scaling.perIndex(SCALE, SHIFT, 1);
    INDArray scale = Nd4j.createFromArray(SCALE).castTo(DataType.FLOAT).reshape(1, 3, 1, 1);
    INDArray shift = Nd4j.createFromArray(SHIFT).castTo(DataType.FLOAT).reshape(1, 3, 1, 1);
    String names =
        """
        s = np.array([1 / 58.4, 1 / 57.1, 1 / 57.4], 'f4')
        b = np.array([-2.12, -2.04, -1.80], 'f4')
        s4, b4 = s.reshape(3, 1, 1), b.reshape(3, 1, 1)
        table = np.arange(256, dtype='f4')[None, :] * s[:, None] + b[:, None]
        """;
    return normalised(
            scaling,
            NAMES + names,
            new String[] {
              "np.multiply(a, s4, out=o)\nnp.add(o, b4, out=o)",
              "for i in range(32):\n    np.multiply(a[i], s4, out=o[i])\n    np.add(o[i], b4, out=o[i])",
              "np.multiply(p, s, out=h)\nnp.add(h, b, out=h)\nnp.copyto(o, h.transpose(0, 3, 1, 2))",
              "for i in range(32):\n    np.multiply(p[i], s, out=h1)\n    np.add(h1, b, out=h1)\n    np.copyto(o[i], h1.transpose(2, 0, 1))",
              "for i in range(32):\n    for c in range(3):\n        np.multiply(a[i, c], s[c], out=o[i, c])\n        np.add(o[i, c], b[c], out=o[i, c])",
              "for i in range(32):\n    for c in range(3):\n        np.take(table[c], a[i, c], out=o[i, c], mode='clip')"
            })
        .nd4j(chain(floats -> floats.muli(scale).addi(shift)));
  }

  private static Work uniform() {
    String names = "s, b = np.float32(1 / 255), np.float32(-0.5)\n";
    return normalised(
            Scaling.of(1 / 255.0, -0.5),
            NAMES + names,
            new String[] {
              "np.multiply(a, s, out=o)\nnp.add(o, b, out=o)",
              "for i in range(32):\n    np.multiply(a[i], s, out=o[i])\n    np.add(o[i], b, out=o[i])",
              "for i in range(32):\n    np.multiply(p[i], s, out=h1)\n    np.add(h1, b, out=h1)\n    np.copyto(o[i], h1.transpose(2, 0, 1))"
            })
        .nd4j(chain(floats -> floats.muli(1 / 255.0).addi(-0.5)));
  }

  private static Work normalised(Scaling scaling, String names, String... statements) {
    NdView source = Data.counted("B", PIXELS).permute(0, 3, 1, 2);
    NdView target = Data.touched("f", PLANES);
    return Work.of(() -> source.convertTo(target, Casting.UNSAFE, scaling))
        .numpy(names, statements)
        .reference(Data.memcpy("f", PLANES));
  }

  /** Turned and cast by one assignment, and normalised in place; or cast first. */
  private static Runnable[] chain(java.util.function.Consumer<INDArray> normalise) {
    INDArray pixels = Data.nd4j("B", Data.counted("B", PIXELS));
    INDArray planes = Data.nd4jTouched("f", PLANES);
    return new Runnable[] {
      () -> {
        planes.assign(pixels.permute(0, 3, 1, 2));
        normalise.accept(planes);
      },
      () -> {
        try (INDArray floats = pixels.permute(0, 3, 1, 2).castTo(DataType.FLOAT)) {
          normalise.accept(floats);
        }
      },
      () -> {
        try (INDArray floats = pixels.castTo(DataType.FLOAT)) {
          planes.assign(floats.permute(0, 3, 1, 2));
          normalise.accept(planes);
        }
      }
    };
  }

  private static Work turn(String format, long[] shape, int... axes) {
    NdView source = Data.counted(format, shape).permute(axes);
    NdView target = Data.touched(format, source.shape());
    INDArray nd4jSource = Data.nd4j(format, Data.counted(format, shape));
    INDArray nd4jTarget = Data.nd4jTouched(format, source.shape());
    String numpyAxes = java.util.Arrays.toString(axes).replace('[', '(').replace(']', ')');
    return Work.of(() -> target.assign(source))
        .numpy(
            Data.make("p", format, shape)
                + "a = p.transpose("
                + numpyAxes
                + ")\n"
                + Data.room("o", format, source.shape()),
            "np.copyto(o, a)",
            "for i in range(len(a)):\n    np.copyto(o[i], a[i])")
        .nd4j(() -> nd4jTarget.assign(nd4jSource.permute(axes)))
        .reference(Data.memcpy(format, source.shape()));
  }
}
