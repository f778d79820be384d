package org.ndview.examples;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import me.tongfei.progressbar.ProgressBar;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.evaluation.classification.Evaluation;
import org.ndview.NdView;
import org.ndview.Scaling;
import org.ndview.Statistics;
import org.ndview.image.ImageInfo;
import org.ndview.image.Images;
import org.ndview.nd4j.DataSetBuilder;
import org.ndview.nd4j.NdArrays;
import org.ndview.nd4j.ViewDataSetIterator;

/**
 * From a folder of PNG images, one folder inside for each class, to a trained classifier: the
 * images are read into one batch, statistics are taken, shuffled and normalised batches made while
 * the network learns, and what it got right and wrong is drawn. It tells each step.
 */
public final class ImageFolder {
  private static final int IMAGES = 6000;
  private static final int TRAINING = 5000;
  private static final int BATCH = 50;
  private static final int EPOCHS = 5;
  private static final int SHOWN = 32;

  private final Steps steps;
  private final Path folder;

  private ImageFolder(Path folder, PrintStream out) {
    this.folder = folder;
    steps = new Steps(out);
  }

  /**
   * Runs the example.
   *
   * @param args the folder to work in; without it, {@code target/image-folder}
   * @throws IOException if a file cannot be read or written
   */
  public static void main(String[] args) throws IOException {
    System.setProperty("java.awt.headless", "true");
    run(Path.of(args.length > 0 ? args[0] : "target/image-folder"), System.out);
  }

  /**
   * {@return the share of the test images that were classified right, from 0 to 1}
   *
   * @param folder the folder to work in
   * @param out where the steps are told
   * @throws IOException if a file cannot be read or written
   */
  static double run(Path folder, PrintStream out) throws IOException {
    return new ImageFolder(folder, out).run();
  }

  /** A file, and which of the folders it is in. */
  private record Example(Path file, int label) {}

  private double run() throws IOException {
    steps.step("A folder of PNG images");
    Path pngs = folder.resolve("pngs");
    if (!Files.exists(pngs)) {
      write(pngs);
    }
    List<String> names = folders(pngs);
    List<Example> examples = examples(pngs, names);
    ImageInfo info = Images.info(examples.getFirst().file());
    steps.tell("%,d images in the folders %s; the first: %s", examples.size(), names, info);

    steps.step("Read them into one batch, in a random order");
    Collections.shuffle(examples, new Random(7));
    long[] shape = {examples.size(), info.height(), info.width(), info.channels().channels()};
    try (NdView images = NdView.allocate("B", shape);
        NdView labels = NdView.allocate("B", examples.size())) {
      read(examples, images, labels);
      steps.describe("images", images);

      steps.step("Statistics of each channel, of the training images alone");
      NdView training = images.slice(":" + TRAINING);
      Statistics channels = training.statistics(3);
      steps.tell("%s", channels);
      Scaling scaling = Scaling.standardize(channels);

      steps.step("Train on %,d images", TRAINING);
      MultiLayerNetwork network = train(training, labels.slice(":" + TRAINING), scaling, names);
      return test(
          network, images.slice(TRAINING + ":"), labels.slice(TRAINING + ":"), scaling, names);
    }
  }

  /** The images of Fashion-MNIST, as somebody else might have left them. */
  private void write(Path pngs) throws IOException {
    Path imageFile = Unpack.gunzip("/fashion-mnist/t10k-images-idx3-ubyte.gz", folder);
    Path labelFile = Unpack.gunzip("/fashion-mnist/t10k-labels-idx1-ubyte.gz", folder);
    Path part = Files.createDirectories(folder.resolve("pngs.part"));
    try (NdView images = IdxFile.open(imageFile, 3).items();
        NdView labels = IdxFile.open(labelFile, 1).items();
        ProgressBar bar = Steps.bar("write", "images", IMAGES)) {
      for (int i = 0; i < IMAGES; i++) {
        String name = FashionMnist.NAMES[labels.getInt(i)].replace('/', ' ');
        Path file = Files.createDirectories(part.resolve(name)).resolve("%05d.png".formatted(i));
        // the image is a view of the mapped file: nothing is copied on the way to the encoder
        ImageIO.write(Images.image(images.select(0, i)), "png", file.toFile());
        bar.step();
      }
    }
    Files.move(part, pngs);
  }

  private static List<String> folders(Path pngs) throws IOException {
    try (Stream<Path> entries = Files.list(pngs)) {
      return entries.map(Path::getFileName).map(Path::toString).sorted().toList();
    }
  }

  private static List<Example> examples(Path pngs, List<String> names) throws IOException {
    List<Example> examples = new ArrayList<>();
    for (int label = 0; label < names.size(); label++) {
      try (Stream<Path> files = Files.list(pngs.resolve(names.get(label)))) {
        for (Path file : files.sorted().toList()) {
          examples.add(new Example(file, label));
        }
      }
    }
    return examples;
  }

  private void read(List<Example> examples, NdView images, NdView labels) throws IOException {
    try (ProgressBar bar = Steps.bar("read", "images", examples.size())) {
      for (int i = 0; i < examples.size(); i++) {
        // one of another size, or a corrupt one, is an error that names the file
        Images.read(examples.get(i).file(), images.select(0, i));
        labels.setInt(examples.get(i).label(), i);
        bar.step();
      }
    }
  }

  /** Batches of NCHW, as the network wants them, made of NHWC on the way. */
  private static DataSetBuilder batches(
      NdView images, NdView labels, Scaling scaling, List<String> names) {
    return NdArrays.dataSets(images, labels)
        .batch(BATCH)
        .scaling(scaling)
        .permute(0, 3, 1, 2)
        .oneHot(names.size())
        .labelNames(names.toArray(String[]::new));
  }

  private MultiLayerNetwork train(
      NdView images, NdView labels, Scaling scaling, List<String> names) {
    long[] shape = images.shape();
    MultiLayerNetwork network = Networks.ofImages(shape[1], shape[2], shape[3], names.size());
    try (ViewDataSetIterator batches =
            batches(images, labels, scaling, names).shuffle(42).prefetch(2).build();
        ProgressBar bar = Steps.bar("train", "images", EPOCHS * shape[0])) {
      Networks.afterEachBatch(network, () -> bar.stepBy(BATCH));
      // each epoch in another order
      network.fit(batches, EPOCHS);
    }
    steps.tell(
        "%d epochs of batches of %d, shuffled, normalised and made ahead by another thread",
        EPOCHS, BATCH);
    return network;
  }

  private double test(
      MultiLayerNetwork network, NdView images, NdView labels, Scaling scaling, List<String> names)
      throws IOException {
    steps.step("Test on the other %,d images", labels.size());
    try (ViewDataSetIterator batches = batches(images, labels, scaling, names).build()) {
      Evaluation evaluation = network.evaluate(batches);
      steps.tell("accuracy: %.3f", evaluation.accuracy());
      batches.reset();
      int[] predicted = network.predict(batches.next().getFeatures());
      draw(images, labels, predicted, evaluation, names);
      return evaluation.accuracy();
    }
  }

  private void draw(
      NdView images, NdView labels, int[] predicted, Evaluation evaluation, List<String> names)
      throws IOException {
    List<ContactSheet.Caption> captions = new ArrayList<>();
    for (int i = 0; i < SHOWN; i++) {
      captions.add(
          new ContactSheet.Caption(names.get(predicted[i]), predicted[i] == labels.getInt(i)));
    }
    Path sheet = folder.resolve("contact-sheet.png");
    ContactSheet.write(images.slice(":" + SHOWN).squeeze(3), captions, sheet);
    steps.tell("%s: %d images with their predicted classes, wrong ones in red", sheet, SHOWN);
    Path matrix = folder.resolve("confusion.png");
    String title =
        "%.1f%% of %,d images are right".formatted(100 * evaluation.accuracy(), labels.size());
    if (Charts.confusion(evaluation.getConfusion(), names, title, matrix)) {
      steps.tell("%s: which class was taken for which", matrix);
    } else {
      steps.tell("this machine has no fonts, and no chart is drawn");
    }
  }
}
