package org.ndview.examples;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import me.tongfei.progressbar.ProgressBar;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.ndview.Casting;
import org.ndview.NdView;
import org.ndview.Scaling;
import org.ndview.Statistics;
import org.ndview.io.AtomicFile;
import org.ndview.nd4j.NdArrays;
import org.ndview.nd4j.ViewDataSetIterator;

/**
 * A time series in binary records, and a network that says what comes a day later: windows that
 * slide over the series without a copy, a split by time, numbers standardised by the training part
 * alone, and the predictions as a chart. It tells each step.
 */
public final class Forecast {
  /** The load of a power grid in gigawatts and the temperature, each hour; packed, 18 bytes. */
  private static final String FORMAT = "T{<q:time:H:station:f:load:f:temperature:}";

  private static final int HOURS = 2 * 365 * 24;
  private static final int WINDOW = 7 * 24;
  private static final int AHEAD = 24;
  private static final int BATCH = 64;
  private static final int EPOCHS = 6;
  private static final int SHOWN = 14 * 24;

  private final Steps steps;
  private final Path folder;

  private Forecast(Path folder, PrintStream out) {
    this.folder = folder;
    steps = new Steps(out);
  }

  /**
   * Runs the example.
   *
   * @param args the folder to work in; without it, {@code target/forecast}
   * @throws IOException if a file cannot be read or written
   */
  public static void main(String[] args) throws IOException {
    System.setProperty("java.awt.headless", "true");
    run(Path.of(args.length > 0 ? args[0] : "target/forecast"), System.out);
  }

  /**
   * How far off predictions are, as the root of the mean square (in gigawatts).
   *
   * @param network the network's
   * @param sameAsToday those of one who says that tomorrow will be as today
   */
  record Errors(double network, double sameAsToday) {}

  /**
   * {@return how far off the predictions for the test part are}
   *
   * @param folder the folder to work in
   * @param out where the steps are told
   * @throws IOException if a file cannot be read or written
   */
  static Errors run(Path folder, PrintStream out) throws IOException {
    return new Forecast(folder, out).run();
  }

  private Errors run() throws IOException {
    steps.step("Write %,d records, as a data logger would", HOURS);
    Path file = write();
    steps.tell("%s, %,d bytes", file, Files.size(file));

    try (NdView bytes = NdView.map(file);
        NdView series = NdView.allocate("f", HOURS, 2)) {
      steps.step("Map the file, and take two fields of its records");
      NdView records = bytes.cast(FORMAT);
      steps.describe("records", records);
      steps.describe("load", records.field("load"));
      records.field("load").convertTo(series.select(1, 0));
      records.field("temperature").convertTo(series.select(1, 1));

      steps.step("Split by time; standardise by the training part alone");
      int split = HOURS * 3 / 4;
      Statistics known = series.slice(":" + split).statistics(1);
      steps.tell("%s", known);
      Scaling scaling = Scaling.standardize(known);
      series.convertTo(series, Casting.SAME_KIND, scaling);

      steps.step("Windows of %d hours, each with the load %d hours after its end", WINDOW, AHEAD);
      long examples = HOURS - WINDOW - AHEAD + 1;
      // (window, field, hour) as (window, numbers): hour by hour, as they lie
      NdView windows =
          series.windows(0, WINDOW).permute(0, 2, 1).reshape(-1, 2 * WINDOW).slice(":" + examples);
      NdView wanted = series.slice((WINDOW + AHEAD - 1) + ":, 0");
      steps.describe("windows", windows);
      steps.tell("which would be %,d bytes as copies, and are none", windows.nbytes());

      // so many examples want a load of the training part; those of the test see nothing of it
      int training = split - WINDOW - AHEAD + 1;
      MultiLayerNetwork network =
          train(windows.slice(":" + training), wanted.slice(":" + training));
      NdView load = bytes.cast(FORMAT).field("load");
      return test(network, windows.slice(split + ":"), load, split, known);
    }
  }

  private Path write() throws IOException {
    Random random = new Random(2026);
    try (NdView records = NdView.allocate(FORMAT, HOURS)) {
      NdView time = records.field("time");
      NdView load = records.field("load");
      NdView temperature = records.field("temperature");
      records.field("station").fill(17);
      double weather = 0;
      double demand = 0;
      for (int i = 0; i < HOURS; i++) {
        weather = 0.98 * weather + 0.5 * random.nextGaussian();
        demand = 0.9 * demand + 0.3 * random.nextGaussian();
        double day = 2 * Math.PI * (i % 24) / 24;
        double year = 2 * Math.PI * i / (365 * 24);
        double warm = 11 - 9 * Math.cos(year) - 4 * Math.cos(day - 0.6) + weather;
        boolean weekend = i / 24 % 7 > 4;
        double power =
            52
                - 9 * Math.cos(day - 0.9)
                - 2 * Math.cos(2 * day)
                - (weekend ? 7 : 0)
                + demand
                + 0.5 * Math.max(0, 15 - warm)
                + 0.9 * Math.max(0, warm - 22);
        time.setLong(1_704_067_200L + 3600L * i, i);
        load.setFloat((float) power, i);
        temperature.setFloat((float) warm, i);
      }
      Path file = Files.createDirectories(folder).resolve("grid.bin");
      AtomicFile.write(file, records.segment().asByteBuffer());
      return file;
    }
  }

  private MultiLayerNetwork train(NdView windows, NdView wanted) {
    long n = windows.shape()[0];
    steps.step("Train on %,d windows", n);
    MultiLayerNetwork network = Networks.ofNumbers(windows.shape()[1]);
    try (ViewDataSetIterator batches =
            NdArrays.dataSets(windows, wanted).batch(BATCH).shuffle(1).prefetch(2).build();
        ProgressBar bar = Steps.bar("train", "windows", EPOCHS * n)) {
      Networks.afterEachBatch(network, () -> bar.stepBy(BATCH));
      network.fit(batches, EPOCHS);
    }
    return network;
  }

  /** The first window begins with the first hour that the network has not seen. */
  private Errors test(
      MultiLayerNetwork network, NdView windows, NdView load, int split, Statistics known)
      throws IOException {
    steps.step("Predict the load of %,d hours that it has not seen", windows.shape()[0]);
    double[] predicted;
    try (INDArray features = NdArrays.copy(windows);
        INDArray output = network.output(features)) {
      predicted = output.toDoubleVector();
    }
    int first = split + WINDOW + AHEAD - 1;
    double network2 = 0;
    double same2 = 0;
    for (int i = 0; i < predicted.length; i++) {
      predicted[i] = predicted[i] * known.at(0).std() + known.at(0).mean();
      double truth = load.getFloat(first + i);
      network2 += Math.pow(predicted[i] - truth, 2);
      same2 += Math.pow(load.getFloat(first + i - AHEAD) - truth, 2);
    }
    Errors errors =
        new Errors(Math.sqrt(network2 / predicted.length), Math.sqrt(same2 / predicted.length));
    steps.tell(
        "off by %.2f GW; one who says that it will be as a day before, by %.2f GW",
        errors.network(), errors.sameAsToday());
    draw(predicted, load, first);
    return errors;
  }

  private void draw(double[] predicted, NdView load, int first) throws IOException {
    XYChart chart =
        new XYChartBuilder()
            .width(900)
            .height(360)
            .title("The load of a grid, and what was said of it %d hours before".formatted(AHEAD))
            .xAxisTitle("days")
            .yAxisTitle("GW")
            .build();
    chart.getStyler().setXAxisMaxLabelCount(SHOWN / 24);
    chart.getStyler().setLegendPosition(LegendPosition.OutsideE);
    double[] days = IntStream.range(0, SHOWN).mapToDouble(i -> i / 24.0).toArray();
    double[] truth = IntStream.range(0, SHOWN).mapToDouble(i -> load.getFloat(first + i)).toArray();
    Charts.line(chart, "load", days, truth);
    Charts.line(chart, "predicted", days, Arrays.copyOf(predicted, SHOWN));
    Path file = folder.resolve("forecast.png");
    if (Charts.write(chart, file)) {
      steps.tell("%s: two weeks of them", file);
    } else {
      steps.tell("this machine has no fonts, and no chart is drawn");
    }
  }
}
