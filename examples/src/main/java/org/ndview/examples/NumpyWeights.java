package org.ndview.examples;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.ndview.Casting;
import org.ndview.NdView;
import org.ndview.Scaling;
import org.ndview.nd4j.HandOver;
import org.ndview.nd4j.NdArrays;
import org.ndview.npy.Compression;
import org.ndview.npy.Npz;
import org.ndview.npy.NpzFile;
import org.ndview.npy.NpzOptions;

/**
 * Weights from NumPy to ND4J and back: a network that NumPy trained (see make.py beside its file)
 * classifies images in ND4J, answers as it did in NumPy, and is written for NumPy again. It tells
 * each step.
 */
public final class NumpyWeights {
  private static final long TRAINING = 8000;

  private final PrintStream out;
  private final Path folder;

  private NumpyWeights(Path folder, PrintStream out) {
    this.folder = folder;
    this.out = out;
  }

  /**
   * Runs the example.
   *
   * @param args the folder to work in; without it, {@code target/numpy-weights}
   * @throws IOException if a file cannot be read or written
   */
  public static void main(String[] args) throws IOException {
    run(Path.of(args.length > 0 ? args[0] : "target/numpy-weights"), System.out);
  }

  /**
   * {@return the share of images for which ND4J answered as NumPy did, from 0 to 1}
   *
   * @param folder the folder to work in
   * @param out where the steps are told
   * @throws IOException if a file cannot be read or written
   */
  static double run(Path folder, PrintStream out) throws IOException {
    return new NumpyWeights(folder, out).run();
  }

  private double run() throws IOException {
    step("Read the arrays of a .npz file that NumPy wrote");
    Path file = Unpack.copy("/numpy-weights/weights.npz", folder);
    NpzFile arrays = read(file);
    arrays.forEach(this::describe);

    step("Hand the weights to ND4J");
    SequencedMap<String, INDArray> weights = new LinkedHashMap<>();
    for (String name : new String[] {"w1", "b1", "w2", "b2"}) {
      weights.put(name, handOver(name, arrays.get(name)));
    }

    step("Classify the images that were not trained on");
    Path imageFile = Unpack.gunzip("/fashion-mnist/t10k-images-idx3-ubyte.gz", folder);
    Path labelFile = Unpack.gunzip("/fashion-mnist/t10k-labels-idx1-ubyte.gz", folder);
    NdView images = IdxFile.open(imageFile, 3).items().slice(TRAINING + ":");
    NdView labels = IdxFile.open(labelFile, 1).items().slice(TRAINING + ":");
    double deviation = arrays.get("deviation").getDouble();
    INDArray features = Nd4j.createUninitialized(DataType.FLOAT, images.shape()[0], 784);
    NdView featureView = NdArrays.view(features);
    images
        .reshape(featureView.shape())
        .convertTo(
            featureView,
            Casting.SAME_KIND,
            Scaling.of(1 / 255.0 / deviation, -arrays.get("mean").getDouble() / deviation));
    NdView answers = NdArrays.view(classify(features, weights));
    double right = same(answers, labels);
    double asNumpy = same(answers, arrays.get("predicted"));
    tell("right: %.4f of %,d images", right, labels.size());
    tell("as NumPy answered: %.4f", asNumpy);
    tell(
        "the first: %s, and it is: %s",
        arrays.get("names").get(answers.getLong(0)), arrays.get("names").get(labels.getLong(0)));

    step("Write the weights from ND4J's memory, and read them again");
    Path again = folder.resolve("from-nd4j.npz");
    SequencedMap<String, NdView> views = new LinkedHashMap<>();
    weights.forEach((name, array) -> views.put(name, NdArrays.view(array)));
    views.put("names", arrays.get("names"));
    try (Bar bar = new Bar("from-nd4j.npz")) {
      Npz.write(again, views, Compression.STORED, bar);
    }
    tell("%s, %,d bytes", again, Files.size(again));
    NpzFile reread = read(again);
    boolean equal = true;
    for (Map.Entry<String, INDArray> weight : weights.entrySet()) {
      INDArray array = handOver(weight.getKey(), reread.get(weight.getKey()));
      equal &= array.equals(weight.getValue());
    }
    tell("equal weights: %s", equal);
    reread.close();
    arrays.close();
    return asNumpy;
  }

  /** Mapped so that ND4J, in which nothing is read-only, may write without changing the file. */
  private static NpzFile read(Path file) throws IOException {
    try (Bar bar = new Bar(file.getFileName().toString())) {
      return Npz.read(file, NpzOptions.ALL.withMode(MapMode.PRIVATE).withProgress(bar));
    }
  }

  private INDArray handOver(String name, NdView view) {
    HandOver plan = NdArrays.plan(view);
    tell(
        "%s: %s, since %s",
        name, plan.shares() ? "shared, nothing was copied" : "copied", plan.reason());
    return plan.shares() ? NdArrays.wrap(view) : NdArrays.copy(view);
  }

  private static INDArray classify(INDArray features, Map<String, INDArray> weights) {
    INDArray hidden = features.mmul(weights.get("w1")).addiRowVector(weights.get("b1"));
    INDArray active = Nd4j.math().max(hidden, Nd4j.zerosLike(hidden));
    INDArray scores = active.mmul(weights.get("w2")).addiRowVector(weights.get("b2"));
    return Nd4j.argMax(scores, 1);
  }

  private static double same(NdView answers, NdView expected) {
    long same = 0;
    for (long i = 0; i < answers.size(); i++) {
      same += answers.getLong(i) == expected.getLong(i) ? 1 : 0;
    }
    return (double) same / answers.size();
  }

  private void describe(String name, NdView view) {
    tell(
        "%s: format '%s', shape %s, strides %s bytes",
        name, view.format(), Arrays.toString(view.shape()), Arrays.toString(view.strides()));
  }

  private void step(String text) {
    out.printf("%n%s%n", text);
  }

  private void tell(String text, Object... values) {
    out.printf(Locale.ROOT, "  " + text + "%n", values);
  }
}
