package org.ndview.examples;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import me.tongfei.progressbar.ProgressBar;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.ndview.NdView;
import org.ndview.Order;
import org.ndview.Scaling;
import org.ndview.nd4j.DataSetBuilder;
import org.ndview.nd4j.NdArrays;
import org.ndview.nd4j.ViewDataSetIterator;
import org.ndview.npy.Npy;

/**
 * A classifier that learns from images in one mapped file, which is larger than the heap: 10,000
 * images, moved by up to two pixels, as one {@code .npy} file. Batches are gathered from the
 * mapping in a random order, and the system keeps of the file what fits. It tells each step.
 */
public final class LargerThanHeap {
  private static final int TRAINING = 9000;
  private static final int DOWN = 1;
  private static final int RIGHT = 2;
  private static final int BATCH = 100;
  private static final double MB = 1 << 20;

  private final Steps steps;
  private final Path folder;

  private LargerThanHeap(Path folder, PrintStream out) {
    this.folder = folder;
    steps = new Steps(out);
  }

  /**
   * Runs the example. Start it with a small heap, such as {@code -Xmx64m}.
   *
   * @param args the folder to work in; without it, {@code target/larger-than-heap}
   * @throws IOException if a file cannot be read or written
   */
  public static void main(String[] args) throws IOException {
    System.setProperty("java.awt.headless", "true");
    // JavaCPP would count the mapped file as memory of its own, and stop at twice the heap
    System.setProperty("org.bytedeco.javacpp.maxPhysicalBytes", "0");
    run(Path.of(args.length > 0 ? args[0] : "target/larger-than-heap"), System.out);
  }

  /**
   * {@return the share of the test images that were classified right, from 0 to 1}
   *
   * @param folder the folder to work in
   * @param out where the steps are told
   * @throws IOException if a file cannot be read or written
   */
  static double run(Path folder, PrintStream out) throws IOException {
    return new LargerThanHeap(folder, out).run();
  }

  private double run() throws IOException {
    steps.step("Unpack the images, and write each in %d places", places());
    Path imageFile = Unpack.gunzip("/fashion-mnist/t10k-images-idx3-ubyte.gz", folder);
    Path labelFile = Unpack.gunzip("/fashion-mnist/t10k-labels-idx1-ubyte.gz", folder);
    Path file = folder.resolve("moved.npy");
    try (NdView images = IdxFile.open(imageFile, 3).items();
        NdView labels = IdxFile.open(labelFile, 1).items();
        NdView repeated = NdView.allocate("B", (long) places() * TRAINING)) {
      NdView known = labels.slice(":" + TRAINING);
      repeated.reshape(places(), TRAINING).assign(known.broadcastTo(places(), TRAINING));
      write(images.slice(":" + TRAINING), file);
      long heap = Runtime.getRuntime().maxMemory();
      steps.tell(
          "%s has %.0f MB, the heap at most %.0f MB", file, Files.size(file) / MB, heap / MB);

      steps.step("Map the file, and take the statistics of all its pixels");
      try (NdView moved = Npy.read(file)) {
        steps.describe("images", moved);
        // one channel: grey
        Scaling scaling = Scaling.standardize(moved.statistics(3));
        steps.tell("%s", scaling);
        MultiLayerNetwork network = train(moved, repeated, scaling, Files.size(file));
        return test(network, images.slice(TRAINING + ":"), labels.slice(TRAINING + ":"), scaling);
      }
    }
  }

  private static int places() {
    return (2 * DOWN + 1) * (2 * RIGHT + 1);
  }

  private static void write(NdView images, Path file) throws IOException {
    try (NdView all = Npy.create(file, "B", Order.C, (long) places() * TRAINING, 28, 28, 1);
        ProgressBar bar = Steps.bar("write", "places", places())) {
      NdView places = all.reshape(places(), TRAINING, 28, 28);
      for (int place = 0; place < places(); place++) {
        int down = place / (2 * RIGHT + 1) - DOWN;
        int right = place % (2 * RIGHT + 1) - RIGHT;
        places
            .select(0, place)
            .slice(":, " + to(down) + ", " + to(right))
            .assign(images.slice(":, " + to(-down) + ", " + to(-right)));
        bar.step();
      }
    }
  }

  /** The pixels that are left in the picture, where it moves by so many. */
  private static String to(int moved) {
    return moved < 0 ? ":" + moved : moved + ":";
  }

  private MultiLayerNetwork train(NdView images, NdView labels, Scaling scaling, long fileSize)
      throws IOException {
    long n = images.shape()[0];
    steps.step("Train on %,d images, each once, in a random order", n);
    MultiLayerNetwork network = Networks.ofImages(28, 28, 1, FashionMnist.NAMES.length);
    List<Double> heap = new ArrayList<>();
    Runtime runtime = Runtime.getRuntime();
    long began = System.nanoTime();
    try (ViewDataSetIterator batches =
            batches(images, labels, scaling).shuffle(5).prefetch(2).buffers(1).build();
        ProgressBar bar = Steps.bar("train", "images", n)) {
      Networks.afterEachBatch(
          network,
          () -> {
            bar.stepBy(BATCH);
            heap.add((runtime.totalMemory() - runtime.freeMemory()) / MB);
          });
      network.fit(batches);
    }
    steps.tell("%,.0f images a second", n / ((System.nanoTime() - began) / 1e9));
    draw(heap, runtime.maxMemory() / MB, fileSize / MB);
    return network;
  }

  private static DataSetBuilder batches(NdView images, NdView labels, Scaling scaling) {
    return NdArrays.dataSets(images, labels)
        .batch(BATCH)
        .scaling(scaling)
        .permute(0, 3, 1, 2)
        .oneHot(FashionMnist.NAMES.length);
  }

  private double test(MultiLayerNetwork network, NdView images, NdView labels, Scaling scaling) {
    steps.step("Test on %,d images that it has not seen in any place", labels.size());
    NdView channels = images.slice("..., newaxis");
    try (ViewDataSetIterator batches = batches(channels, labels, scaling).build()) {
      double accuracy = network.evaluate(batches).accuracy();
      steps.tell("accuracy: %.3f", accuracy);
      return accuracy;
    }
  }

  private void draw(List<Double> heap, double most, double fileSize) throws IOException {
    XYChart chart =
        new XYChartBuilder()
            .width(900)
            .height(320)
            .title("Memory of the heap while the network learns from a larger file")
            .xAxisTitle("thousand images")
            .yAxisTitle("MB")
            .build();
    chart.getStyler().setLegendPosition(LegendPosition.OutsideE);
    double[] images = new double[heap.size()];
    for (int i = 0; i < images.length; i++) {
      images[i] = BATCH * i / 1000.0;
    }
    double[] ends = {0, images[images.length - 1]};
    Charts.line(chart, "the file", ends, new double[] {fileSize, fileSize});
    Charts.line(chart, "largest heap", ends, new double[] {most, most});
    Charts.line(
        chart, "used heap", images, heap.stream().mapToDouble(Double::doubleValue).toArray());
    Path file = folder.resolve("memory.png");
    if (Charts.write(chart, file)) {
      steps.tell("%s: the used heap, the largest, and the file", file);
    } else {
      steps.tell("this machine has no fonts, and no chart is drawn");
    }
  }
}
