package org.ndview.nd4j.peers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.datavec.image.loader.NativeImageLoader;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.ndview.Casting;
import org.ndview.NdView;
import org.ndview.Scaling;
import org.ndview.image.Images;

/** A batch of image files, read into normalised planes, beside DataVec's loader. */
final class FileRows {
  private static final int FILES = 16;
  private static final int SIDE = 224;
  private static final Row.Goal GOAL = Row.Goal.of(0, 1);
  private static final double[] SCALE = {1 / 58.4, 1 / 57.1, 1 / 57.4};
  private static final double[] SHIFT = {-2.12, -2.04, -1.80};

  private FileRows() {}

  static Group group() {
    List<Row> rows = new ArrayList<>();
    String name = "16 PNG files of 224 x 224 x 3 to NCHW float32, a scale and shift per channel";
    rows.add(new Row(name, GOAL, () -> files(1)));
    rows.add(new Row(name + ", two threads", GOAL, () -> files(2)));
    return new Group(
        "files",
        "Image files",
        "`Images.read` into the slots of a batch, converted at once; DataVec's `NativeImageLoader`"
            + " (OpenCV) in the place of ND4J. Goal: 1.0.",
        "",
        Group.Form.ALL,
        rows);
  }

  private static Work files(int threads) {
    Path folder = folder();
    List<Path> files = write(folder);
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    NdView batch = Data.touched("B", FILES, SIDE, SIDE, 3);
    NdView planes = Data.touched("f", FILES, 3, SIDE, SIDE);
    Scaling scaling = Scaling.perIndex(SCALE, SHIFT, 1);
    INDArray floats = Nd4j.zeros(DataType.FLOAT, FILES, 3, SIDE, SIDE);
    INDArray scale = Nd4j.createFromArray(SCALE).castTo(DataType.FLOAT).reshape(1, 3, 1, 1);
    INDArray shift = Nd4j.createFromArray(SHIFT).castTo(DataType.FLOAT).reshape(1, 3, 1, 1);
    NativeImageLoader[] loaders = new NativeImageLoader[threads];
    for (int t = 0; t < threads; t++) {
      loaders[t] = new NativeImageLoader(SIDE, SIDE, 3);
    }
    return Work.of(() ->
            each(
                pool,
                threads,
                (first, end, _) -> {
                  for (int i = first; i < end; i++) {
                    Images.read(files.get(i), batch.select(0, i));
                  }
                  NdView pixels = batch.slice(first + ":" + end).permute(0, 3, 1, 2);
                  NdView target = planes.slice(first + ":" + end);
                  pixels.convertTo(target, Casting.SAME_KIND, scaling);
                }))
        .nd4j(() ->
            each(
                pool,
                threads,
                (first, end, thread) -> {
                  for (int i = first; i < end; i++) {
                    INDArray slot = floats.slice(i).reshape(1, 3, SIDE, SIDE);
                    try (INDArray image = loaders[thread].asMatrix(files.get(i).toFile())) {
                      slot.assign(image);
                    }
                    slot.muli(scale).addi(shift);
                  }
                }))
        .end(() -> {
          pool.shutdown();
          delete(folder);
        });
  }

  /** What a thread does with some of the files. */
  private interface Part {
    void run(int first, int end, int thread) throws IOException;
  }

  private static void each(ExecutorService pool, int threads, Part part) {
    try {
      if (threads == 1) {
        part.run(0, FILES, 0);
        return;
      }
      List<Future<?>> parts = new ArrayList<>();
      for (int t = 0; t < threads; t++) {
        int thread = t;
        int first = t * FILES / threads;
        int end = (t + 1) * FILES / threads;
        parts.add(
            pool.submit(() -> {
              part.run(first, end, thread);
              return null;
            }));
      }
      for (Future<?> each : parts) {
        each.get();
      }
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static Path folder() {
    try {
      return Files.createTempDirectory("images");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Images with slopes and noise, which deflate about as photographs do. */
  private static List<Path> write(Path folder) {
    Random random = new Random(1);
    List<Path> files = new ArrayList<>();
    try (NdView image = NdView.allocate("b", SIDE, SIDE, 3)) {
      for (int f = 0; f < FILES; f++) {
        for (int y = 0; y < SIDE; y++) {
          for (int x = 0; x < SIDE; x++) {
            for (int c = 0; c < 3; c++) {
              image.setByte((byte) (x / (c + 1) + y / 2 + f * 7 + random.nextInt(12)), y, x, c);
            }
          }
        }
        Path file = folder.resolve(f + ".png");
        Images.writePng(file, image.viewAs("B"));
        files.add(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return files;
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
