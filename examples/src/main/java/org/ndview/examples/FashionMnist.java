package org.ndview.examples;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.ndview.Casting;
import org.ndview.NdView;
import org.ndview.Scaling;
import org.ndview.json.Storage;
import org.ndview.json.ViewFiles;
import org.ndview.nd4j.NdArrays;

/**
 * From real images to a trained classifier, through views: Fashion-MNIST's files are mapped, seen
 * as images, handed to ND4J without a copy, normalised straight into ND4J's memory, learned, and
 * written as JSON and bytes. It tells each step.
 */
public final class FashionMnist {
  /** The names of the classes. */
  static final String[] NAMES = {
    "T-shirt/top",
    "Trouser",
    "Pullover",
    "Dress",
    "Coat",
    "Sandal",
    "Shirt",
    "Sneaker",
    "Bag",
    "Ankle boot"
  };

  /** {@return the names of the classes, in the order of the labels} */
  public static List<String> names() {
    return List.of(NAMES);
  }

  private static final long TRAINING = 8000;
  private static final long BATCH = 100;
  private static final int EPOCHS = 30;
  private static final double RATE = 0.2;
  private static final int SHOWN = 32;

  private final PrintStream out;
  private final Path folder;

  private FashionMnist(Path folder, PrintStream out) {
    this.folder = folder;
    this.out = out;
  }

  /**
   * Runs the example.
   *
   * @param args the folder to work in; without it, {@code target/fashion-mnist}
   * @throws IOException if a file cannot be read or written
   */
  public static void main(String[] args) throws IOException {
    System.setProperty("java.awt.headless", "true");
    run(Path.of(args.length > 0 ? args[0] : "target/fashion-mnist"), System.out);
  }

  /**
   * {@return the share of the test images that were classified right, from 0 to 1}
   *
   * @param folder the folder to work in
   * @param out where the steps are told
   * @throws IOException if a file cannot be read or written
   */
  static double run(Path folder, PrintStream out) throws IOException {
    return new FashionMnist(folder, out).run();
  }

  private double run() throws IOException {
    step("Unpack");
    Path imageFile = Unpack.gunzip("/fashion-mnist/t10k-images-idx3-ubyte.gz", folder);
    Path labelFile = Unpack.gunzip("/fashion-mnist/t10k-labels-idx1-ubyte.gz", folder);
    tell(
        "%s, %,d bytes; %s, %,d bytes",
        imageFile, Files.size(imageFile), labelFile, Files.size(labelFile));

    step("Map the files, and see what is in them");
    IdxFile imageIdx = IdxFile.open(imageFile, 3);
    IdxFile labelIdx = IdxFile.open(labelFile, 1);
    tell("images: header '%s' = %s", imageIdx.header().format(), imageIdx.header().get());
    tell("labels: header '%s' = %s", labelIdx.header().format(), labelIdx.header().get());
    NdView images = imageIdx.items();
    NdView labels = labelIdx.items();
    describe("pixels", images);
    describe("labels", labels);

    step("Hand a batch of images to ND4J");
    NdView batch = images.slice("1000:1064");
    handOver(batch);

    step("Normalise all images, uint8 to float32, in one pass into ND4J's own memory");
    long n = images.shape()[0];
    INDArray features = Nd4j.createUninitialized(DataType.FLOAT, n, images.size() / n);
    NdView featureView = NdArrays.view(features);
    images
        .reshape(featureView.shape())
        .convertTo(featureView, Casting.SAME_KIND, Scaling.of(1 / 255.0, 0));
    describe("features, a view of the INDArray (shared)", featureView);
    tell("ND4J's mean of them: %.4f", features.meanNumber().doubleValue());

    step("Train a softmax classifier on %,d images", TRAINING);
    SoftmaxClassifier classifier = train(featureView, labels);
    double accuracy = test(classifier, featureView, labels);

    step("Write the batch as JSON and bytes, and rebuild it");
    writeAndRebuild(batch);

    step("Draw a contact sheet");
    draw(classifier, images, featureView, labels);
    return accuracy;
  }

  private void handOver(NdView batch) {
    describe("batch", batch);
    INDArray array = NdArrays.wrap(batch);
    boolean shared =
        array.data().pointer().address() == batch.segment().address() + batch.layout().offset();
    tell(
        "INDArray %s of shape %s: %s",
        array.dataType(),
        Arrays.toString(array.shape()),
        shared ? "the same memory, nothing was copied" : "a copy");
    tell(
        "mean by ND4J %.4f, by the view's own items %.4f",
        array.castTo(DataType.DOUBLE).meanNumber().doubleValue(), mean(batch));
    NdView back = NdArrays.view(array);
    tell("and back as a view: equal items: %s", back.contentEquals(batch));
  }

  private static double mean(NdView images) {
    double sum = 0;
    for (long i = 0; i < images.shape()[0]; i++) {
      for (long y = 0; y < images.shape()[1]; y++) {
        for (long x = 0; x < images.shape()[2]; x++) {
          sum += images.getInt(i, y, x);
        }
      }
    }
    return sum / images.size();
  }

  private SoftmaxClassifier train(NdView features, NdView labels) {
    SoftmaxClassifier classifier = new SoftmaxClassifier(features.shape()[1], NAMES.length);
    INDArray oneHot = Nd4j.zeros(DataType.FLOAT, TRAINING, NAMES.length);
    NdView oneHotView = NdArrays.view(oneHot);
    for (long i = 0; i < TRAINING; i++) {
      oneHotView.setFloat(1, i, labels.getInt(i));
    }
    tell(
        "labels as one-hot rows, written through a view of the INDArray (shared): %s",
        shape(oneHotView));
    for (int epoch = 0; epoch < EPOCHS; epoch++) {
      for (long from = 0; from < TRAINING; from += BATCH) {
        String rows = from + ":" + (from + BATCH);
        // sliced as views and wrapped: no batch is copied
        classifier.step(
            NdArrays.wrap(features.slice(rows)), NdArrays.wrap(oneHotView.slice(rows)), RATE);
      }
    }
    tell(
        "%d epochs of %d batches of %d, each a slice that ND4J shares",
        EPOCHS, TRAINING / BATCH, BATCH);
    return classifier;
  }

  private double test(SoftmaxClassifier classifier, NdView features, NdView labels) {
    NdView rest = features.slice(TRAINING + ":");
    NdView predicted = NdArrays.view(classifier.predict(NdArrays.wrap(rest)));
    NdView truth = labels.slice(TRAINING + ":");
    long right = 0;
    for (long i = 0; i < truth.size(); i++) {
      right += predicted.getLong(i) == truth.getLong(i) ? 1 : 0;
    }
    double accuracy = (double) right / truth.size();
    tell("accuracy on the other %,d images: %.3f", truth.size(), accuracy);
    return accuracy;
  }

  private void writeAndRebuild(NdView batch) throws IOException {
    Files.createDirectories(folder);
    Path json = folder.resolve("batch.json");
    ViewFiles.write(json, batch, Storage.AS_IT_LIES);
    tell("%s: %s", json, Files.readString(json).strip());
    try (NdView again = ViewFiles.read(json)) {
      tell(
          "rebuilt from %s and the block that it names: equal items: %s",
          json.getFileName(), again.contentEquals(batch));
    }
  }

  private void draw(SoftmaxClassifier classifier, NdView images, NdView features, NdView labels)
      throws IOException {
    String shown = TRAINING + ":" + (TRAINING + SHOWN);
    NdView predicted = NdArrays.view(classifier.predict(NdArrays.wrap(features.slice(shown))));
    NdView truth = labels.slice(shown);
    List<ContactSheet.Caption> captions = new ArrayList<>();
    for (long i = 0; i < SHOWN; i++) {
      captions.add(
          new ContactSheet.Caption(
              NAMES[predicted.getInt(i)], predicted.getInt(i) == truth.getInt(i)));
    }
    Path sheet = folder.resolve("contact-sheet.png");
    boolean labelled = ContactSheet.write(images.slice(shown), captions, sheet);
    tell("%s: %d images with their predicted labels, wrong ones in red", sheet, SHOWN);
    if (!labelled) {
      tell(
          "this machine has no fonts, so here are the labels: %s",
          captions.stream().map(ContactSheet.Caption::text).toList());
    }
  }

  private void step(String text, Object... values) {
    out.printf(Locale.ROOT, "%n" + text + "%n", values);
  }

  private void tell(String text, Object... values) {
    out.printf(Locale.ROOT, "  " + text + "%n", values);
  }

  private void describe(String name, NdView view) {
    tell(
        "%s: format '%s', shape %s, strides %s bytes%s",
        name,
        view.format(),
        shape(view),
        Arrays.toString(view.strides()),
        view.isReadOnly() ? ", read-only" : "");
  }

  private static String shape(NdView view) {
    return Arrays.toString(view.shape());
  }
}
