package org.ndview;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.ndview.format.Format;
import org.ndview.internal.numeric.AffineBytes;

/**
 * Runs of numbers go through the kernels of the provider, numbers with a gap between them one way
 * through arrays: both give the same bits, whatever the numbers, the length and the place.
 */
class KernelsTest {
  private static final List<String> TYPES =
      List.of("?", "b", "B", "h", "H", "i", "I", "q", "Q", "e", "[bfloat16]", "f", "d");

  private static final Scaling SCALED = Scaling.of(1 / 255.0, -0.4375);

  /** Around where runs become long enough, and where blocks end. */
  private static final int[] LENGTHS = {1, 64, 65, 127, 128, 511, 512, 1087, 2600};

  /** So few numbers are converted without a kernel. */
  private static final int FEW = 63;

  /** Where floats end, halve and tie. */
  private static final double[] SPECIAL = {
    0.0,
    -0.0,
    1,
    -1,
    0.5,
    1.5,
    -2.5,
    Double.NaN,
    Double.POSITIVE_INFINITY,
    Double.NEGATIVE_INFINITY,
    Double.MIN_VALUE,
    Float.MIN_VALUE,
    Float.MIN_NORMAL,
    0x1p-133,
    0x1.8p-133,
    0x1.8000001p-133,
    0x1p-150,
    0x1.000001p-149,
    65504,
    65519.99,
    65520,
    0x1p-25,
    0x1.000001p-25,
    0x1p-24,
    2047.5,
    2049,
    Float.MAX_VALUE,
    0x1.fefffffp127,
    0x1.ffp127,
    0x1.ffffffp127,
    1e39,
    0x1p31,
    -0x1p31,
    0x1.fffffffcp30,
    0x1p32,
    0x1.8p32,
    0x1p53,
    0x1p62,
    0x1p63,
    -0x1p63,
    0x1.fffffffffffffp62,
    0x1p64,
    0x1.fffffffffffffp63,
    255,
    256,
    -129,
    32768,
    257.00390625,
    0x1.01p8,
    0x1.008p8,
    0x1.0080000001p8,
    0x1.0180000001p8
  };

  private static final long[] SPECIAL_LONGS = {
    0,
    1,
    -1,
    127,
    128,
    255,
    256,
    65535,
    65536,
    65519,
    65520,
    1L << 24,
    (1L << 24) + 1,
    (1L << 31) - 1,
    1L << 31,
    -(1L << 31),
    1L << 32,
    // just before what lies between two of bfloat16; the next two numbers follow
    (1L << 24) + (1L << 16) - 1,
    -(1L << 24) - (1L << 16) - 1,
    (1L << 30) + (1L << 22) - 1,
    -(1L << 30) - (1L << 22) - 1,
    (1L << 31) + (1L << 23) - 1,
    (1L << 52) - 1,
    1L << 52,
    (1L << 53) + 1,
    (1L << 53) + 3,
    (1L << 55) + (1L << 47),
    (1L << 55) + (1L << 47) + 1,
    (1L << 55) + (1L << 47) - 1,
    Long.MAX_VALUE,
    Long.MIN_VALUE,
    Long.MIN_VALUE + 1,
    0x7f80_0000_0000_0001L,
    0x7f7f_ffff_ffff_ffffL
  };

  static List<String> types() {
    return TYPES;
  }

  /** A view with the same numbers, each followed by a gap of its own size. */
  private static NdView apart(Format format, int n) {
    Layout layout =
        Layout.of(format.itemsize(), 0, new long[] {n}, new long[] {2 * format.itemsize()});
    return NdView.of(MemorySegment.ofArray(new byte[(int) layout.high() + 8]), format, layout);
  }

  private static void checkAll(NdView run, List<String> targets, Arena arena, int odd) {
    Format format = run.format();
    int n = (int) run.size();
    NdView apart = apart(format, n);
    apart.assign(run);
    for (String target : targets) {
      for (Scaling scaling : List.of(Scaling.none(), SCALED)) {
        Format to = Format.parse(target);
        NdView expected = apart(to, n);
        for (int i = 0; i < n; i += FEW) {
          Index few = Index.range(i, Math.min(n, i + FEW));
          apart.slice(few).convertTo(expected.slice(few), Casting.UNSAFE, scaling);
        }
        NdView actual =
            NdView.of(
                arena.allocate(n * to.itemsize() + 16).asSlice(odd),
                to,
                Layout.contiguous(Order.C, to.itemsize(), n));
        run.convertTo(actual, Casting.UNSAFE, scaling);
        assertThat(actual.toBytes())
            .as("%s to %s, %s, %d items", format, target, scaling, n)
            .isEqualTo(expected.toBytes());
      }
    }
  }

  private static NdView random(Random random, Format format, int n, MemorySegment memory) {
    NdView view = NdView.of(memory, format, Layout.contiguous(Order.C, format.itemsize(), n));
    byte[] bytes = new byte[(int) view.nbytes()];
    random.nextBytes(bytes);
    MemorySegment.copy(bytes, 0, memory, ValueLayout.JAVA_BYTE, 0, bytes.length);
    boolean floats = "efd[bfloat16]".contains(format.toString().replaceAll("[<>=]", ""));
    for (int i = 0; i < n; i++) {
      // random bits are floats far from all integers
      if (floats && random.nextBoolean()) {
        double number =
            random.nextInt(3) == 0
                ? SPECIAL[random.nextInt(SPECIAL.length)]
                : random.nextGaussian() * 300;
        NdView one = NdView.of(new double[] {number});
        one.convertTo(view.slice(Index.range(i, i + 1)), Casting.UNSAFE);
      } else if (format.itemsize() == 8 && random.nextInt(3) == 0) {
        NdView one = NdView.of(new long[] {SPECIAL_LONGS[random.nextInt(SPECIAL_LONGS.length)]});
        if (!floats) {
          one.convertTo(view.slice(Index.range(i, i + 1)), Casting.UNSAFE);
        }
      }
    }
    return view;
  }

  private static List<String> swapped(List<String> types) {
    List<String> both = new ArrayList<>(types);
    types.forEach(type -> both.add(">" + type));
    return both;
  }

  @ParameterizedTest
  @MethodSource("types")
  void runsAreConvertedAsNumbersApart(String type) {
    Random random = new Random(17);
    for (int n : LENGTHS) {
      for (String mark : List.of("", ">")) {
        Format format = Format.parse(mark + type);
        try (Arena arena = Arena.ofConfined()) {
          int odd = random.nextInt(8);
          MemorySegment memory =
              switch (random.nextInt(4)) {
                case 0 ->
                    MemorySegment.ofArray(new byte[(int) (n * format.itemsize() + odd)])
                        .asSlice(odd);
                case 1 -> MemorySegment.ofArray(new long[(int) (n * format.itemsize() / 8 + 1)]);
                default -> arena.allocate(n * format.itemsize() + odd).asSlice(odd);
              };
          checkAll(random(random, format, n, memory), swapped(TYPES), arena, odd);
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("types")
  void specialNumbersAreConvertedAsNumbersApart(String type) {
    Format format = Format.parse(type);
    boolean integers = "bBhHiIqQ?".contains(type);
    int n = integers ? SPECIAL_LONGS.length * 3 : 2 * SPECIAL.length;
    try (Arena arena = Arena.ofConfined()) {
      NdView run = NdView.allocate(arena, format, n);
      for (int i = 0; i < n; i++) {
        NdView one =
            integers
                ? NdView.of(
                    new long[] {SPECIAL_LONGS[i % SPECIAL_LONGS.length] + i / SPECIAL_LONGS.length})
                : NdView.of(
                    new double[] {SPECIAL[i % SPECIAL.length] * (i < SPECIAL.length ? 1 : -1)});
        one.convertTo(run.slice(Index.range(i, i + 1)), Casting.UNSAFE);
      }
      checkAll(run, TYPES, arena, 0);
    }
  }

  @ParameterizedTest
  @MethodSource("types")
  void allNumbersOfOneAndTwoBytesAreConvertedAsNumbersApart(String type) {
    Format format = Format.parse(type);
    if (format.itemsize() > 2) {
      return;
    }
    try (Arena arena = Arena.ofConfined()) {
      int n = 1 << (8 * format.itemsize());
      NdView run = NdView.allocate(arena, format, n);
      for (int i = 0; i < n; i++) {
        if (format.itemsize() == 1) {
          run.segment().set(ValueLayout.JAVA_BYTE, i, (byte) i);
        } else {
          run.segment().set(ValueLayout.JAVA_SHORT, 2L * i, (short) i);
        }
      }
      checkAll(run, TYPES, arena, 0);
    }
  }

  /** Images of height, width and channels, and their planes, with channels in either order. */
  @ParameterizedTest
  @MethodSource("types")
  void pixelsBecomePlanesAndPlanesPixels(String type) {
    Random random = new Random(5);
    Scaling perChannel =
        Scaling.perIndex(new double[] {1 / 255.0, 0.5, -2}, new double[] {0.1, -1, 3}, -1);
    for (int n : new int[] {63, 64, 65, 1023, 1025, 4200}) {
      for (String target : List.of(type, "f", ">f", "d", "h", "B", "e")) {
        Format from = Format.parse(type);
        Format to = Format.parse(target);
        try (Arena arena = Arena.ofConfined()) {
          long bytes = 6L * n * from.itemsize();
          NdView pixels =
              random(random, from, 6 * n, arena.allocate(bytes + 3).asSlice(3)).reshape(2, n, 3);
          NdView planes = NdView.allocate(arena, from, 2, 3, n).permute(0, 2, 1);
          planes.assign(pixels);
          for (NdView source :
              List.of(pixels, planes, pixels.flip(2), planes.flip(2), planes.flip(1))) {
            boolean heap = random.nextBoolean();
            for (Scaling scaling : List.of(Scaling.none(), SCALED, perChannel)) {
              NdView expected = apart(to, 6 * n).reshape(2, n, 3);
              NdView apart = apart(from, 6 * n).reshape(2, n, 3);
              apart.assign(source);
              for (int i = 0; i < n; i += FEW) {
                Index few = Index.range(i, Math.min(n, i + FEW));
                apart.slice(few).convertTo(expected.slice(few), Casting.UNSAFE, scaling);
              }
              MemorySegment memory =
                  heap
                      ? MemorySegment.ofArray(new byte[(int) (6 * n * to.itemsize())])
                      : arena.allocate(6L * n * to.itemsize());
              NdView whole =
                  NdView.of(memory, to, Layout.contiguous(Order.C, to.itemsize(), 2, 3, n))
                      .permute(0, 2, 1);
              NdView joined =
                  NdView.of(memory, to, Layout.contiguous(Order.C, to.itemsize(), 2, n, 3));
              for (NdView actual : List.of(whole, joined)) {
                source.convertTo(actual, Casting.UNSAFE, scaling);
                assertThat(actual.toBytes())
                    .as("%s to %s, %s, %d pixels", from, to, scaling, n)
                    .isEqualTo(expected.toBytes());
              }
            }
          }
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("types")
  void runsAreSearchedAndComparedAsNumbersApart(String type) {
    Random random = new Random(11);
    for (int n : LENGTHS) {
      for (String mark : List.of("", ">")) {
        Format format = Format.parse(mark + type);
        try (Arena arena = Arena.ofConfined()) {
          int odd = random.nextInt(8);
          boolean heap = random.nextInt(3) == 0;
          long bytes = n * format.itemsize() + odd;
          MemorySegment memory =
              heap ? MemorySegment.ofArray(new byte[(int) bytes]) : arena.allocate(bytes);
          NdView run = random(random, format, n, memory.asSlice(odd));
          NdView apart = apart(format, n);
          apart.assign(run);
          for (int k = 0; k < 6; k++) {
            Object value = k == 0 ? (Object) 0 : k == 1 ? (Object) 1.5 : run.get(random.nextInt(n));
            assertThat(run.count(value)).as("%s %s", format, value).isEqualTo(apart.count(value));
            assertThat(run.indexOf(value)).isEqualTo(apart.indexOf(value));
            long slow = -1;
            for (int i = n - 1; i >= 0; i--) {
              slow = run.slice(Index.at(i)).contains(value) ? i : slow;
            }
            assertThat(run.indexOf(value)).isEqualTo(slow);
          }
          for (String other : swapped(TYPES)) {
            NdView twin = NdView.allocate(arena, other, n);
            run.convertTo(twin, Casting.UNSAFE);
            NdView twinApart = apart(twin.format(), n);
            twinApart.assign(twin);
            assertThat(run.contentEquals(twin))
                .as("%s and %s, %d items", format, other, n)
                .isEqualTo(apart.contentEquals(twinApart));
            // one item that differs, anywhere
            NdView same = NdView.allocate(arena, format, n);
            same.assign(run);
            int at = random.nextInt(n);
            same.slice(Index.range(at, at + 1))
                .assign(NdView.of(new byte[(int) format.itemsize()]).viewAs(format));
            NdView sameApart = apart(format, n);
            sameApart.assign(same);
            assertThat(run.contentEquals(same)).isEqualTo(apart.contentEquals(sameApart));
            assertThat(same.contentEquals(twin))
                .as("%s and %s, %d items, item %d is 0", format, other, n, at)
                .isEqualTo(sameApart.contentEquals(twinApart))
                .isEqualTo(twin.contentEquals(same));
          }
        }
      }
    }
  }

  /** Under SAME_KIND a number that does not fit is refused, wherever it stands. */
  @ParameterizedTest
  @MethodSource("types")
  void numbersThatDoNotFitAreFoundInRuns(String type) {
    Random random = new Random(23);
    Format format = Format.parse(type);
    for (int n : new int[] {63, 64, 65, 100, 577}) {
      for (String target : TYPES) {
        for (int k = 0; k < 8; k++) {
          try (Arena arena = Arena.ofConfined()) {
            NdView run = NdView.allocate(arena, format, n);
            NdView odd = random(random, format, n, arena.allocate(n * format.itemsize()));
            int at = random.nextInt(n);
            for (int i = 0; i < (k == 0 ? 0 : k < 4 ? 1 : n); i++) {
              Index one = Index.range((at + i) % n, (at + i) % n + 1);
              run.slice(one).assign(odd.slice(one));
            }
            NdView apart = apart(format, n);
            apart.assign(run);
            Format to = Format.parse(target);
            assertThat(refusal(run, NdView.allocate(arena, to, n)))
                .as("%s to %s, %d items", type, target, n)
                .isEqualTo(refusal(apart, apart(to, n)));
          }
        }
      }
    }
  }

  private static String refusal(NdView from, NdView to) {
    try {
      from.convertTo(to, Casting.SAME_KIND);
      return "none";
    } catch (IllegalArgumentException e) {
      return e.getMessage();
    }
  }

  @Test
  void scaledBytesAreTheDoublesRoundedOnce() {
    Random random = new Random(3);
    int exact = 0;
    for (int k = 0; k < 200; k++) {
      double scale = k < 3 ? 1 / 255.0 : random.nextGaussian();
      double shift = k == 0 ? 0 : random.nextGaussian() * 3;
      for (String type : List.of("b", "B")) {
        exact +=
            AffineBytes.of(type.equals("b"), new Scaling.Uniform(scale, shift)) == null ? 0 : 1;
        try (NdView bytes = NdView.allocate(type, 256);
            NdView floats = NdView.allocate("f", 256)) {
          for (int i = 0; i < 256; i++) {
            bytes.segment().set(ValueLayout.JAVA_BYTE, i, (byte) i);
          }
          bytes.convertTo(floats, Casting.UNSAFE, Scaling.of(scale, shift));
          for (int i = 0; i < 256; i++) {
            assertThat(floats.getFloat(i)).isEqualTo((float) (bytes.getInt(i) * scale + shift));
          }
        }
      }
    }
    // else the fast way would not be looked at
    assertThat(exact).isGreaterThan(350);
  }

  @Test
  void theProviderIsTheOneOfTheModulesThatTheJvmWasStartedWith() {
    boolean vectors = ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
    String name = Execution.kernels();
    assertThat(name).startsWith(vectors && !name.equals("plain") ? "vector" : "plain");
  }
}
