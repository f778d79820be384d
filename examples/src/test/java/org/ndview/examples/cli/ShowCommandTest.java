package org.ndview.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ndview.NdView;
import org.ndview.Order;
import org.ndview.examples.cli.Commands.Run;
import org.ndview.image.Images;
import org.ndview.npy.Npy;

/** The pictures that {@code show} makes, pixel by pixel. */
class ShowCommandTest {
  @TempDir static Path folder;
  private static Commands commands;

  @BeforeAll
  static void files() throws IOException {
    commands = new Commands(folder);
    NdView bytes = NdView.of(new byte[] {0, 51, (byte) 255, 102, 0, 1}).cast("B");
    Npy.write(at("gray.npy"), bytes.reshape(2, 3));
    Npy.write(at("hwc.npy"), bytes.reshape(1, 2, 3));
    Npy.write(at("chw.npy"), bytes.reshape(3, 1, 2));
    Npy.write(at("nchw.npy"), bytes.reshape(1, 3, 2, 1));
    Npy.write(at("rgba.npy"), NdView.of(new byte[] {9, 8, 7, 6}).cast("B").reshape(1, 1, 4));
    Npy.write(at("ga.npy"), NdView.of(new byte[] {9, 6}).cast("B").reshape(1, 1, 2));
    Npy.write(at("unit.npy"), NdView.of(new float[] {0, 0.5f, 1}).reshape(1, 1, 3));
    double nan = Double.NaN;
    double inf = Double.POSITIVE_INFINITY;
    Npy.write(at("map.npy"), NdView.of(new double[] {-1, 3, nan, 1, inf, -inf}).reshape(2, 3));
    NdView ramp = NdView.of(new double[] {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15});
    Npy.write(at("ramp.npy"), ramp.reshape(4, 4).copy(Order.F));
    Npy.write(at("flat.npy"), NdView.of(new float[] {7, 7}).reshape(1, 2));
    Npy.write(at("nans.npy"), NdView.of(new double[] {nan}));
    Npy.write(at("labels.npy"), NdView.of(new byte[] {0, 9}).cast("B"));
    Npy.write(at("scalar.npy"), NdView.of(new long[] {Long.MIN_VALUE}).reshape());
    Npy.write(at("batch.npy"), NdView.allocate("B", 5, 6, 7));
    Npy.write(at("empty.npy"), NdView.allocate("d", 0, 3));
    Npy.write(at("complex.npy"), NdView.allocate("Zd", 2, 2));
    Npy.write(at("struct.npy"), NdView.allocate("T{<f:x:<h:n:}", 2, 2));
    NdView big = NdView.allocate(">h", 1, 2);
    NdView.of(new short[] {-300, 300}).reshape(1, 2).convertTo(big);
    Npy.write(at("big.npy"), big);
  }

  private static Path at(String name) {
    return folder.resolve(name);
  }

  /** {@return the samples of a picture, as digits} */
  private static String samples(String png) throws IOException {
    try (NdView pixels = Images.read(at(png))) {
      return HexFormat.of().formatHex(pixels.toBytes());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "gray.npy                                    | 0033ff660001",
        "gray.npy :,::-1                             | ff3300010066",
        "gray.npy --max 51                           | 00ffffff0005",
        "hwc.npy                                     | 0033ff660001",
        "chw.npy --channels first                    | 00ff00336601",
        "nchw.npy --channels first                   | 00ff00336601",
        "hwc.npy 0,:,:2 --channels none              | 0033" + "6600",
        "rgba.npy                                    | 09080706",
        "ga.npy                                      | 09090906",
        "unit.npy                                    | 0080ff",
        "map.npy                                     | 440154fde725ff000021918cfde725440154",
        "map.npy --min 1 --max 2 --nan #0000FF       | 440154fde7250000ff440154fde725440154",
        "map.npy 1 --map gray                        | 80ff00",
        "map.npy 0 --map gray                        | 000000ffffffff0000",
        "ramp.npy --size 2 --map gray                | 0033ccff",
        "flat.npy                                    | 21918c21918c",
        "nans.npy                                    | ff0000",
        "labels.npy                                  | 440154fde725",
        "scalar.npy                                  | 21918c",
        "big.npy                                     | 440154fde725",
        "struct.npy 0 --field n                      | 21918c21918c",
        "complex.npy 0,:2 --view d                   | 21918c21918c",
        "gray.npy --map viridis --max 255 :1,::2     | 440154fde725",
      })
  void pixelsAreTheNumbersColours(String words, String samples) throws IOException {
    Run run = commands.run("show @" + words + " -o @out.png --zoom 1");
    assertThat(run.err()).isEmpty();
    assertThat(run.code()).isZero();
    assertThat(run.out()).startsWith("@out.png: ");
    assertThat(samples("out.png")).isEqualTo(samples);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "chw.npy --channels first | 128 | 64 ",
        "gray.npy                 | 192 | 128",
        "labels.npy               | 128 | 64",
        "labels.npy --zoom 3      | 6   | 3",
        "labels.npy --size 8      | 8   | 8",
        "ramp.npy --size 2        | 2   | 2",
        "scalar.npy               | 64  | 64",
      })
  void smallArraysAreEnlarged(String words, int width, int height) throws IOException {
    Run run = commands.run("show @" + words + " -o @out.png --json");
    assertThat(run.err()).isEmpty();
    assertThat(run.out())
        .startsWith("{\"file\":\"@out.png\",\"shape\":[")
        .contains("\"width\":%d,\"height\":%d,".formatted(width, height));
    assertThat(Images.info(at("out.png")))
        .matches(info -> info.width() == width && info.height() == height);
  }

  @Test
  void aThinMapIsMadeThickEnoughToBeSeen() throws IOException {
    Npy.write(at("row.npy"), NdView.of(new float[10_000]));
    Run run = commands.run("show @row.npy -o @out.png");
    assertThat(run.out())
        .isEqualTo("@out.png: 1000 x 16 pixels of the shape [10000], viridis from 0.0 to 0.0\n");
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "the file has no holes there")
  void ofAHugeArrayAPictureIsMadeOfAFewItems() throws IOException {
    try (NdView huge = Npy.create(at("huge.npy"), "B", Order.C, 3_000_000, 1000)) {
      huge.select(0, 2_999_999).fill(200);
    }
    Run run = commands.run("show @huge.npy -o @out.png --size 128 --max 1");
    assertThat(run.out())
        .contains("16 x 128 pixels of the shape [3000000, 1000], gray from 0.0 to 1.0");
    assertThat(commands.run("head @huge.npy -1,0 --json").out()).isEqualTo("200\n");
    assertThat(commands.run("hex @huge.npy ::-1,::-1 --limit 2 --json").out())
        .isEqualTo("{\"hex\":\"c8c8\",\"more\":2999999998}\n");
    Files.delete(at("huge.npy"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "batch.npy -o @out.png                     | the shape [5, 6, 7] is not",
        "batch.npy -o @out.png --channels last     | has 7 channels, not 1 to 4",
        "batch.npy -o @out.png --channels none     | an INDEX takes one picture, such as '0'",
        "gray.npy -o @out.png --channels last      | the shape [2, 3] is not",
        "empty.npy -o @out.png                     | the shape [0, 3] has no items",
        "complex.npy -o @out.png                   | --view sees the parts of complex numbers",
        "struct.npy -o @out.png                    | --field takes a field of structs",
        "gray.npy -o @out.jpg                      | ends in none of",
        "gray.npy -o @out.npy                      | does not end in .png",
        "gray.npy                                  | --output",
        "gray.npy -o @nowhere/out.png              | its folder is not there",
        "gray.npy -o @out.png --size 0             | --size is 0",
        "gray.npy -o @out.png --zoom -1            | --zoom is -1",
        "gray.npy -o @out.png --zoom 9999          | 9999 pixels for each of 2 items",
        "gray.npy -o @out.png --min 2 --max 1      | --min is 2.0, and --max 1.0",
        "gray.npy -o @out.png --min NaN --max 1    | --min is NaN",
        "gray.npy -o @out.png --nan red            | --nan is 'red'",
        "gray.npy -o @out.png --map jet            | --map",
      })
  void whatIsNoPictureIsRefusedAndTheOldFileStays(String words, String message) throws IOException {
    Files.writeString(at("out.png"), "old");
    Run run = commands.run("show @" + words);
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).startsWith("ndview: ").contains(message).hasLineCount(1);
    assertThat(at("out.png")).hasContent("old");
  }

  /** Brighter means more, also in print: no two steps of the map are as bright as each other. */
  @Test
  void viridisBecomesBrighterAllTheWay() {
    double last = -1;
    for (int i = 0; i <= 100; i++) {
      double brightness = 0;
      double[] weights = {0.299, 0.587, 0.114};
      for (int c = 0; c < 3; c++) {
        brightness += weights[c] * Byte.toUnsignedInt(Palette.VIRIDIS.at(i / 100.0, c));
      }
      assertThat(brightness).isGreaterThan(last);
      last = brightness;
    }
  }
}
