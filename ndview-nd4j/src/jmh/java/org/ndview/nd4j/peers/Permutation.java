package org.ndview.nd4j.peers;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.ndview.NdView;

/**
 * A layout of a set that a fixed seed makes: three to six dimensions in another order, some of them
 * backwards, with short and long inner runs.
 *
 * @param format the type of the items
 * @param shape the shape in memory
 * @param axes the order of the dimensions
 * @param flipped the dimensions, in the new order, that go backwards
 */
record Permutation(String format, long[] shape, int[] axes, int[] flipped) {
  static final int COUNT = 200;

  private static final long SEED = 12;
  private static final String[] FORMATS = {"B", "h", "f", "d"};
  private static final int[] SHORT = {2, 3, 4, 5, 7, 8};
  private static final long MIN_ITEMS = 100_000;
  private static final long MAX_ITEMS = 600_000;

  /** {@return the set} */
  static List<Permutation> all() {
    Random random = new Random(SEED);
    List<Permutation> all = new ArrayList<>();
    while (all.size() < COUNT) {
      Permutation next = next(random, 3 + all.size() % 4);
      if (next != null) {
        all.add(next);
      }
    }
    return all;
  }

  private static Permutation next(Random random, int ndim) {
    long[] shape = new long[ndim];
    long items = 1;
    for (int d = 0; d < ndim; d++) {
      double even = Math.pow(MAX_ITEMS, 1.0 / ndim);
      shape[d] =
          random.nextInt(3) == 0
              ? SHORT[random.nextInt(SHORT.length)]
              : 2 + random.nextInt((int) (2 * even));
      items *= shape[d];
    }
    int[] axes = shuffled(random, ndim);
    boolean moved = false;
    for (int d = 0; d < ndim; d++) {
      moved |= axes[d] != d;
    }
    int[] flipped =
        java.util.stream.IntStream.range(0, ndim).filter(_ -> random.nextInt(6) == 0).toArray();
    String format = FORMATS[random.nextInt(FORMATS.length)];
    if (items < MIN_ITEMS || items > MAX_ITEMS || !moved) {
      return null;
    }
    return new Permutation(format, shape, axes, flipped);
  }

  private static int[] shuffled(Random random, int n) {
    int[] order = new int[n];
    for (int i = 0; i < n; i++) {
      int j = random.nextInt(i + 1);
      order[i] = order[j];
      order[j] = i;
    }
    return order;
  }

  String name() {
    StringBuilder text =
        new StringBuilder(Data.name(format) + " " + Data.times(shape) + ", axes " + list(axes));
    if (flipped.length > 0) {
      text.append(", reversed ").append(list(flipped));
    }
    return text.toString();
  }

  private static String list(int[] numbers) {
    StringBuilder text = new StringBuilder();
    for (int n : numbers) {
      text.append(text.isEmpty() ? "" : " ").append(n);
    }
    return text.toString();
  }

  NdView source() {
    NdView turned = Data.counted(format, shape).permute(axes);
    return flipped.length == 0 ? turned : turned.flip(flipped);
  }

  /** {@return the same as a Python expression of p} */
  String numpy() {
    String turned = "p.transpose((" + list(axes).replace(" ", ", ") + "))";
    return flipped.length == 0
        ? turned
        : "np.flip(" + turned + ", (" + list(flipped).replace(" ", ", ") + ",))";
  }
}
