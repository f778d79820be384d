package org.ndview.examples.spark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import me.tongfei.progressbar.ProgressBar;
import org.ndview.Casting;
import org.ndview.NdView;
import org.ndview.Scaling;
import org.ndview.examples.IdxFile;
import org.ndview.examples.Steps;
import org.ndview.examples.Unpack;
import org.ndview.json.Storage;
import org.ndview.json.ViewFiles;
import org.ndview.npy.Npy;
import org.ndview.safetensors.Safetensors;

/**
 * Makes shards of images in colour from the 10,000 of Fashion-MNIST: {@code images} of the shape
 * (rows, 3, 28, 28) and {@code labels}, unsigned bytes. Each shard has all training images, moved
 * to another place. The channels are the image, its negative, and the image at half its brightness.
 */
final class ShardWriter {
  /** How many images are learned from; the others are the test. */
  static final int TRAINING = 8000;

  /** The names of the arrays of a shard. */
  static final String IMAGES = "images";

  static final String LABELS = "labels";

  private static final int CHANNELS = 3;
  private static final int SIDE = 28;

  /** The places: up to one pixel up or down and two to each side, then the same mirrored. */
  private static final int DOWN = 1;

  private static final int RIGHT = 2;

  private ShardWriter() {}

  /** {@return the bytes of one shard's images} */
  static long bytes() {
    return (long) TRAINING * CHANNELS * SIDE * SIDE;
  }

  /**
   * Writes the shards that are not there: {@code train}, and one shard in {@code test}.
   *
   * @param folder the folder of both
   * @param shards how many there are to be learned from
   * @throws IOException if a file cannot be read or written
   */
  static void write(Path folder, int shards) throws IOException {
    Path train = Files.createDirectories(folder.resolve("train"));
    Path test = Files.createDirectories(folder.resolve("test"));
    Path imageFile = Unpack.gunzip("/fashion-mnist/t10k-images-idx3-ubyte.gz", folder);
    Path labelFile = Unpack.gunzip("/fashion-mnist/t10k-labels-idx1-ubyte.gz", folder);
    int there = Shard.list(train).size();
    try (NdView images = IdxFile.open(imageFile, 3).items();
        NdView labels = IdxFile.open(labelFile, 1).items();
        ProgressBar bar = Steps.bar("write", "shards", shards)) {
      bar.stepTo(there);
      for (int shard = there; shard < shards; shard++) {
        write(train, shard, images.slice(":" + TRAINING), labels.slice(":" + TRAINING));
        bar.step();
      }
      if (Shard.list(test).isEmpty()) {
        // of the place 7 no pixel is moved
        write(test, places() / 4, images.slice(TRAINING + ":"), labels.slice(TRAINING + ":"));
      }
    }
  }

  private static int places() {
    return 2 * (2 * DOWN + 1) * (2 * RIGHT + 1);
  }

  private static void write(Path folder, int number, NdView grey, NdView labels)
      throws IOException {
    long n = grey.shape()[0];
    ShardKind kind = ShardKind.values()[number % ShardKind.values().length];
    // as cameras write them, the raw ones have their channels last: the document says so
    boolean channelsLast = kind == ShardKind.RAW;
    try (NdView memory =
        channelsLast
            ? NdView.allocate("B", n, SIDE, SIDE, CHANNELS)
            : NdView.allocate("B", n, CHANNELS, SIDE, SIDE)) {
      NdView images = channelsLast ? memory.permute(0, 3, 1, 2) : memory;
      colour(images, move(grey, images.select(1, 0), number % places()));
      write(folder, "shard-%03d".formatted(number), kind, images, labels);
    }
  }

  private static void write(Path folder, String name, ShardKind kind, NdView images, NdView labels)
      throws IOException {
    switch (kind) {
      case NPY -> {
        Npy.write(folder.resolve(name + "." + LABELS + ".npy"), labels);
        Npy.write(folder.resolve(name + "." + IMAGES + ".npy"), images);
      }
      case SAFETENSORS ->
          Safetensors.write(
              folder.resolve(name + ".safetensors"),
              Map.of(IMAGES, images, LABELS, labels),
              Map.of());
      case RAW -> {
        ViewFiles.write(folder.resolve(name + "." + LABELS + ".json"), labels, Storage.C);
        ViewFiles.write(folder.resolve(name + "." + IMAGES + ".json"), images, Storage.AS_IT_LIES);
      }
    }
  }

  /** Moves images, and mirrors them from half of the places on, into the first channel. */
  private static NdView move(NdView grey, NdView channel, int place) {
    int at = place % (places() / 2);
    int down = at / (2 * RIGHT + 1) - DOWN;
    int right = at % (2 * RIGHT + 1) - RIGHT;
    NdView from = at == place ? grey : grey.slice("..., ::-1");
    channel
        .slice(":, " + to(down) + ", " + to(right))
        .assign(from.slice(":, " + to(-down) + ", " + to(-right)));
    return channel;
  }

  /** The pixels that are left in the picture, where it moves by so many. */
  private static String to(int moved) {
    return moved < 0 ? ":" + moved : moved + ":";
  }

  private static void colour(NdView images, NdView grey) {
    List<Scaling> channels = List.of(Scaling.of(-1, 255), Scaling.of(0.5, 0));
    for (int i = 0; i < channels.size(); i++) {
      grey.convertTo(images.select(1, 1 + i), Casting.SATURATING, channels.get(i));
    }
  }
}
