package org.ndview.examples;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.channels.FileChannel.MapMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Random;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.ndview.NdView;
import org.ndview.io.AtomicFile;
import org.ndview.nd4j.Columns;
import org.ndview.nd4j.HandOver;
import org.ndview.nd4j.NdArrays;

/**
 * From records in a file, such as a C program or {@code struct.pack} writes them, to what a model
 * learns from: a matrix of normalised features and a vector of labels. The file is mapped, its
 * fields are seen as columns, and the columns become one matrix of ND4J. It tells each step.
 */
public final class SensorRecords {
  /** A row of a CSV file, in 40 bytes: packed, little-endian. */
  private static final String FORMAT =
      "T{<q:time:H:station:?:valid:B:flags:"
          + "f:temperature:f:humidity:f:pressure:(2)f:wind:7s:tag:b:alarm:}";

  private static final String[] FEATURES = {"temperature", "humidity", "pressure", "wind"};
  private static final int RECORDS = 5000;

  private final PrintStream out;
  private final Path folder;

  private SensorRecords(Path folder, PrintStream out) {
    this.folder = folder;
    this.out = out;
  }

  /**
   * Runs the example.
   *
   * @param args the folder to work in; without it, {@code target/sensor-records}
   * @throws IOException if the file cannot be written or read
   */
  public static void main(String[] args) throws IOException {
    run(Path.of(args.length > 0 ? args[0] : "target/sensor-records"), System.out);
  }

  /**
   * What the records give.
   *
   * @param features a row for each record: mean 0 and deviation 1 in each column
   * @param labels 1 for each record with an alarm, 0 for the others
   */
  record Samples(INDArray features, INDArray labels) {}

  /**
   * {@return the samples that the example makes of its records}
   *
   * @param folder the folder to work in
   * @param out where the steps are told
   * @throws IOException if the file cannot be written or read
   */
  static Samples run(Path folder, PrintStream out) throws IOException {
    return new SensorRecords(folder, out).run();
  }

  private Samples run() throws IOException {
    step("Write %,d records, as a data logger would", RECORDS);
    Path file = write();
    tell("%s, %,d bytes", file, Files.size(file));

    step("Map the file, and see the records in it");
    // private: ND4J may write to what it shares, and the file stays as it is
    try (NdView bytes = NdView.map(file, MapMode.PRIVATE, 0, Files.size(file))) {
      NdView records = bytes.cast(FORMAT);
      describe("records", records);
      tell("the first: %s", records.get(0));
      describe("temperature", records.field("temperature"));
      describe("wind", records.field("wind"));

      step("Ask what ND4J can share");
      ask("temperature", records.field("temperature"));
      ask("time", records.field("time"));
      ask("station", records.field("station"));
      ask("alarm, the last first", records.field("alarm").slice("::-1"));
      ask("tag", records.field("tag"));

      step("Fields to the columns of a feature matrix");
      Columns columns = NdArrays.sharedColumns(records, FEATURES);
      describe("features", columns);
      describe("of several types", NdArrays.columns(records, "station", "flags", "temperature"));

      step("Normalise the features with ND4J: mean 0, deviation 1");
      INDArray features = normalise(columns);

      step("The labels, as a vector");
      INDArray labels = NdArrays.copy(records.field("alarm"), DataType.FLOAT);
      describe("labels (a copy)", NdArrays.view(labels));
      tell("%.0f of %,d records have an alarm", labels.sumNumber().doubleValue(), labels.length());
      return new Samples(features, labels);
    }
  }

  private INDArray normalise(Columns columns) {
    INDArray raw = columns.array();
    INDArray mean = raw.mean(0);
    INDArray deviation = raw.std(0);
    INDArray features = raw.subRowVector(mean).diviRowVector(deviation);
    for (int i = 0; i < columns.names().size(); i++) {
      tell(
          "%-12s mean %8.2f, deviation %5.2f, then mean %.3f, deviation %.3f",
          columns.names().get(i),
          mean.getDouble(i),
          deviation.getDouble(i),
          // no -0.000
          Math.abs(features.getColumn(i).meanNumber().doubleValue()),
          features.getColumn(i).stdNumber().doubleValue());
    }
    describe("normalised (ND4J's own memory)", NdArrays.view(features));
    return features;
  }

  private Path write() throws IOException {
    Random random = new Random(2026);
    try (NdView records = NdView.allocate(FORMAT, RECORDS)) {
      NdView time = records.field("time");
      NdView station = records.field("station");
      NdView valid = records.field("valid");
      NdView flags = records.field("flags");
      NdView temperature = records.field("temperature");
      NdView humidity = records.field("humidity");
      NdView pressure = records.field("pressure");
      NdView wind = records.field("wind");
      NdView tag = records.field("tag");
      NdView alarm = records.field("alarm");
      for (int i = 0; i < RECORDS; i++) {
        int place = i % 12;
        float warm = (float) (12 + 8 * Math.sin(i * 2 * Math.PI / 288) + random.nextGaussian());
        float gust = (float) Math.abs(4 * random.nextGaussian());
        time.setLong(1_767_225_600L + 300L * (i / 12), i);
        station.setInt(40_000 + place, i);
        valid.setBoolean(i % 97 != 0, i);
        flags.setInt(place << 4 | (i & 15), i);
        temperature.setFloat(warm, i);
        humidity.setFloat((float) (65 - warm + 5 * random.nextGaussian()), i);
        pressure.setFloat((float) (1013 + 6 * random.nextGaussian()), i);
        wind.setFloat(gust, i, 0);
        wind.setFloat(360 * random.nextFloat(), i, 1);
        tag.set("mast-%02d".formatted(place).getBytes(StandardCharsets.US_ASCII), i);
        alarm.setInt(gust > 8 || warm > 21 ? 1 : 0, i);
      }
      Path file = Files.createDirectories(folder).resolve("records.bin");
      AtomicFile.write(file, records.segment().asByteBuffer());
      return file;
    }
  }

  private void ask(String name, NdView view) {
    HandOver plan = NdArrays.plan(view);
    tell("%s: %s, since %s", name, plan.way().name().toLowerCase(Locale.ROOT), plan.reason());
  }

  private void describe(String name, Columns columns) {
    INDArray array = columns.array();
    tell(
        "%s: columns %s, %s of shape %s, strides %s items, %s",
        name,
        columns.names(),
        array.dataType(),
        Arrays.toString(array.shape()),
        Arrays.toString(array.stride()),
        columns.shared() ? "shared: nothing was copied" : "a copy");
  }

  private void describe(String name, NdView view) {
    tell(
        "%s: format '%s', shape %s, strides %s bytes",
        name, view.format(), Arrays.toString(view.shape()), Arrays.toString(view.strides()));
  }

  private void step(String text, Object... values) {
    out.printf(Locale.ROOT, "%n" + text + "%n", values);
  }

  private void tell(String text, Object... values) {
    out.printf(Locale.ROOT, "  " + text + "%n", values);
  }
}
