package org.ndview.image;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import org.ndview.NdView;
import org.ndview.Scaling;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Image files into slots of batches, beside ImageIO's decoding alone. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class ImagesBenchmark {
  private static final int SIZE = 224;
  private static final ReadOptions SCALED =
      ReadOptions.DEFAULT.withScaling(Scaling.of(1 / 255.0, 0));

  private final NdView bytes = NdView.allocate("B", 4, SIZE, SIZE, 3);
  private final NdView floats = NdView.allocate("f", 4, 3, SIZE, SIZE);
  private final NdView gray = NdView.allocate("B", SIZE, SIZE);
  private final BufferedImage image = new BufferedImage(SIZE, SIZE, BufferedImage.TYPE_3BYTE_BGR);
  private Path folder = Path.of("");
  private Path png = folder;
  private Path jpeg = folder;

  @Setup(Level.Trial)
  public void write() throws IOException {
    Random random = new Random(1);
    for (int y = 0; y < SIZE; y++) {
      for (int x = 0; x < SIZE; x++) {
        int red = (int) (120 + 90 * Math.sin(x / 30.0) + random.nextInt(20));
        int green = (int) (120 + 90 * Math.cos(y / 25.0) + random.nextInt(20));
        image.setRGB(x, y, red << 16 | green << 8 | (x + y) / 2);
      }
    }
    folder = Files.createTempDirectory("images");
    png = folder.resolve("image.png");
    jpeg = folder.resolve("image.jpg");
    ImageIO.write(image, "png", png.toFile());
    ImageIO.write(image, "jpeg", jpeg.toFile());
  }

  @TearDown(Level.Trial)
  public void delete() throws IOException {
    Files.delete(png);
    Files.delete(jpeg);
    Files.delete(folder);
  }

  @Benchmark
  public NdView pngIntoBytes() throws IOException {
    NdView slot = bytes.select(0, 2);
    Images.read(png, slot);
    return slot;
  }

  @Benchmark
  public NdView pngIntoScaledPlanes() throws IOException {
    NdView slot = floats.select(0, 2).permute(1, 2, 0);
    Images.read(png, slot, SCALED);
    return slot;
  }

  @Benchmark
  public BufferedImage pngByImageIo() throws IOException {
    return ImageIO.read(png.toFile());
  }

  @Benchmark
  public NdView jpegIntoBytes() throws IOException {
    NdView slot = bytes.select(0, 2);
    Images.read(jpeg, slot);
    return slot;
  }

  @Benchmark
  public BufferedImage jpegByImageIo() throws IOException {
    return ImageIO.read(jpeg.toFile());
  }

  @Benchmark
  public ImageInfo info() throws IOException {
    return Images.info(png);
  }

  @Benchmark
  public NdView view() {
    return Images.view(image, ChannelOrder.RGB);
  }

  @Benchmark
  public NdView copyTurned() {
    NdView slot = bytes.select(0, 1);
    Images.copyTo(image, slot);
    return slot;
  }

  @Benchmark
  public NdView copyGray() {
    Images.copyTo(image, gray);
    return gray;
  }
}
