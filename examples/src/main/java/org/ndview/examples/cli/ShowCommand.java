package org.ndview.examples.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.ndview.Index;
import org.ndview.NdView;
import org.ndview.Statistics;
import org.ndview.image.Images;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes a picture of an array. */
@Command(
    name = "show",
    mixinStandardHelpOptions = true,
    description = {
      "A PNG file of an image, or of numbers as a heat map.",
      "Arrays of (height, width, channels) or (channels, height, width) with 1 to 4 channels are"
          + " images: gray, gray with alpha, RGB or RGBA. So are bytes of (height, width), as"
          + " gray. Other numbers of (height, width) are a heat map, and a row of them is one of"
          + " one row."
    })
final class ShowCommand extends FileCommand {
  /** Of how many rows and columns of a block the mean is taken. */
  private static final int MOST_OF_BLOCK = 16;

  private static final int USUAL_SIDE = 256;
  private static final int THIN = 16;
  private static final int MOST_ZOOM = 64;
  private static final int MOST_SIDE = 16_384;

  @Parameters(index = "0", paramLabel = "FILE", description = "The file.")
  private Path file;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "INDEX",
      defaultValue = "...",
      description = "The index of the picture in NumPy's syntax, such as 0; all items without.")
  private String index;

  @Option(
      names = {"-o", "--output"},
      required = true,
      paramLabel = "OUT",
      description = "The new file, whose name ends in .png.")
  private Path out;

  @Option(
      names = "--channels",
      completionCandidates = Candidates.OfChannels.class,
      paramLabel = "WHERE",
      description =
          "Which dimension has the channels: first, last, none. Without it the last if it has"
              + " 1 to 4 of them, else the first.")
  private @Nullable Channels channels;

  @Option(
      names = "--map",
      completionCandidates = Candidates.Palettes.class,
      paramLabel = "MAP",
      description = "The colours of single numbers: viridis (of heat maps), gray (of images).")
  private @Nullable Palette palette;

  @Option(
      names = "--min",
      paramLabel = "NUMBER",
      description =
          "The number of the first colour. Without it 0 for images of integers, or of numbers"
              + " from 0 to 1; else the least that is shown.")
  private @Nullable Double min;

  @Option(
      names = "--max",
      paramLabel = "NUMBER",
      description =
          "The number of the last colour. Without it that of white for images; else the greatest"
              + " that is shown.")
  private @Nullable Double max;

  @Option(
      names = "--nan",
      paramLabel = "RRGGBB",
      defaultValue = "ff0000",
      description = "The colour of NaN; ${DEFAULT-VALUE}, which is red, without.")
  private String nan;

  @Option(
      names = "--size",
      paramLabel = "PIXELS",
      defaultValue = "1024",
      description =
          "How wide or high the picture is at most; ${DEFAULT-VALUE} without. Of larger arrays a"
              + " pixel is the mean of a block, or of 16 x 16 items spread over it.")
  private int size;

  @Option(
      names = "--zoom",
      paramLabel = "N",
      description = "How many pixels wide and high an item is; small arrays are enlarged without.")
  private @Nullable Integer zoom;

  @Option(names = "--json", description = "What was made, as one JSON document.")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    byte[] nanColour = check();
    try (Opened opened = source.open(file);
        Moving moving = new Moving(String.valueOf(file.getFileName()))) {
      NdView array = opened.view(source.name()).slice(index);
      Picture picture = Picture.of(array, channels);
      Cells cells = cells(picture, moving);
      Painting painting = painting(picture, cells, nanColour);
      NdView pixels =
          painting.paint(cells, zoom(picture, cells, true), zoom(picture, cells, false));
      Images.writePng(out, pixels);
      tell(array, pixels, cells, painting);
    }
    return NdViewCommand.FINE;
  }

  /** {@return the colour of NaN, if the options are such as can be} */
  private byte[] check() throws IOException {
    if (Target.of(out) != Target.PNG) {
      throw new IllegalArgumentException(out + " does not end in .png, which show writes");
    }
    Target.checkFolder(out);
    if (size < 1 || size > MOST_SIDE) {
      throw new IllegalArgumentException(
          "--size is %d, not from 1 to %d pixels".formatted(size, MOST_SIDE));
    }
    if (zoom != null && (zoom < 1 || zoom > MOST_SIDE)) {
      throw new IllegalArgumentException(
          "--zoom is %d, not from 1 to %d pixels".formatted(zoom, MOST_SIDE));
    }
    if (min != null && max != null && !(min <= max)) {
      throw new IllegalArgumentException("--min is %s, and --max %s".formatted(min, max));
    }
    String digits = nan.startsWith("#") ? nan.substring(1) : nan;
    if (!digits.matches("[0-9a-fA-F]{6}")) {
      throw new IllegalArgumentException(
          "--nan is '%s', not six digits such as ff0000".formatted(nan));
    }
    return HexFormat.of().parseHex(digits);
  }

  /** The shorter side of what is eight times as long, or longer, keeps enough to be seen. */
  private Cells cells(Picture picture, Moving moving) {
    long rows = picture.view().shape()[0];
    long columns = picture.view().shape()[1];
    long step = Math.ceilDiv(Math.max(rows, columns), size);
    long shorter = Math.min(rows, columns);
    long least = Math.max(1, Math.min(step, shorter / Math.max(1, size / 8)));
    long high = rows > columns ? step : least;
    long wide = columns >= rows ? step : least;
    long down = Math.ceilDiv(high, MOST_OF_BLOCK);
    long across = Math.ceilDiv(wide, MOST_OF_BLOCK);
    NdView looked = picture.view().slice(Index.step(down), Index.step(across));
    return Cells.of(looked, Math.ceilDiv(high, down), Math.ceilDiv(wide, across), moving);
  }

  private Painting painting(Picture picture, Cells cells, byte[] nanColour) {
    Statistics.Summary shown = finite(picture, cells).statistics().total();
    double least = shown.numbers() == 0 ? 0 : shown.min();
    double greatest = shown.numbers() == 0 ? 0 : shown.max();
    double white = picture.white();
    if (picture.image() && (!Double.isNaN(white) || (least >= 0 && greatest <= 1))) {
      least = 0;
      greatest = Double.isNaN(white) ? 1 : white;
    }
    Palette usual = picture.image() ? Palette.GRAY : Palette.VIRIDIS;
    return new Painting(
        min == null ? least : min,
        max == null ? greatest : max,
        palette == null ? usual : palette,
        nanColour,
        Double.isNaN(white) ? 1 : white);
  }

  /** {@return the colours, with NaN for what is infinite, which would leave no other colours} */
  private static NdView finite(Picture picture, Cells cells) {
    double[] finite =
        Arrays.stream(cells.values()).map(x -> Double.isInfinite(x) ? Double.NaN : x).toArray();
    return NdView.of(finite)
        .reshape(cells.height(), cells.width(), cells.channels())
        .slice("..., :" + picture.colours());
  }

  /** {@return how many pixels an item has down, or across} A thin map is made thicker. */
  private int zoom(Picture picture, Cells cells, boolean down) {
    int longest = Math.max(cells.height(), cells.width());
    int length = down ? cells.height() : cells.width();
    int times = Math.clamp(Math.min(size, USUAL_SIDE) / longest, 1, MOST_ZOOM);
    if (!picture.image()) {
      times = Math.max(times, Math.ceilDiv(Math.min(size, THIN), length));
    }
    int wanted = zoom == null ? times : zoom;
    if ((long) wanted * length > MOST_SIDE) {
      throw new IllegalArgumentException(
          "%d pixels for each of %d items are more than %d: give a smaller --zoom, or --size"
              .formatted(wanted, length, MOST_SIDE));
    }
    return wanted;
  }

  private void tell(NdView array, NdView pixels, Cells cells, Painting painting) {
    List<Long> shape = Arrays.stream(array.shape()).boxed().toList();
    long[] side = pixels.shape();
    long nans = Arrays.stream(cells.values()).filter(Double::isNaN).count();
    String map = cells.channels() < 3 ? painting.palette().name().toLowerCase(Locale.ROOT) : "rgb";
    if (json) {
      Map<String, Object> document = new LinkedHashMap<>();
      document.put("file", out.toString());
      document.put("shape", shape);
      document.put("width", side[1]);
      document.put("height", side[0]);
      document.put("map", map);
      document.put("min", painting.min());
      document.put("max", painting.max());
      document.put("nans", nans);
      println(JsonText.of(document));
      return;
    }
    println(
        Texts.plain(
            "%s: %d x %d pixels of the shape %s, %s from %s to %s%s"
                .formatted(
                    out,
                    side[1],
                    side[0],
                    shape,
                    map,
                    painting.min(),
                    painting.max(),
                    nans == 0 ? "" : ", %d NaN".formatted(nans))));
  }
}
