package org.ndview.internal.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** Each loop over steps that it knows moves its items alone, and there is none for other steps. */
class KnownStepsTest {
  private static final int BYTES = 1 << 11;

  /** Where lines begin that may step back. */
  private static final int MIDDLE = BYTES / 2 + 1;

  private static final int N = 7;

  private interface Gather {
    boolean gather(Object items, int to, MemorySegment memory, long at, int n, long step);
  }

  private interface Copy {
    boolean copy(
        MemorySegment from, long at, long step, MemorySegment memory, long to, long stepTo, int n);
  }

  private enum Type {
    BYTES(
        1,
        (a, to, m, at, n, s) -> KnownSteps8.gather((byte[]) a, to, m, at, n, s),
        KnownSteps8::copy),
    SHORTS(
        2,
        (a, to, m, at, n, s) -> KnownSteps16.gather((short[]) a, to, m, at, n, s),
        KnownSteps16::copy),
    INTS(
        4,
        (a, to, m, at, n, s) -> KnownSteps32.gather((int[]) a, to, m, at, n, s),
        KnownSteps32::copy),
    LONGS(
        8,
        (a, to, m, at, n, s) -> KnownSteps64.gather((long[]) a, to, m, at, n, s),
        KnownSteps64::copy),
    FLOATS(
        4,
        (a, to, m, at, n, s) -> KnownStepsFloat.gather((float[]) a, to, m, at, n, s),
        KnownStepsFloat::copy),
    DOUBLES(
        8,
        (a, to, m, at, n, s) -> KnownStepsDouble.gather((double[]) a, to, m, at, n, s),
        KnownStepsDouble::copy);

    private final int width;
    private final Gather gather;
    private final Copy copy;

    Type(int width, Gather gather, Copy copy) {
      this.width = width;
      this.gather = gather;
      this.copy = copy;
    }

    /** A loop is known for 1 to 16 times as many bytes. */
    boolean isKnown(long step) {
      int unit = Math.min(width, 4);
      return step > 0 && step % unit == 0 && step / unit <= 16;
    }

    Object array(int n) {
      return switch (this) {
        case BYTES -> new byte[n];
        case SHORTS -> new short[n];
        case INTS -> new int[n];
        case LONGS -> new long[n];
        case FLOATS -> new float[n];
        case DOUBLES -> new double[n];
      };
    }
  }

  @TempDir static Path directory;

  private final Arena arena = Arena.ofConfined();
  private List<MemorySegment> outside = List.of();

  @BeforeEach
  void memories() throws IOException {
    try (FileChannel file =
        FileChannel.open(
            directory.resolve("mapped"),
            StandardOpenOption.CREATE,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE)) {
      outside =
          List.of(
              arena.allocate(BYTES, 8), file.map(FileChannel.MapMode.READ_WRITE, 0, BYTES, arena));
    }
    outside.forEach(KnownStepsTest::noise);
  }

  @AfterEach
  void close() {
    arena.close();
  }

  private static MemorySegment noise(MemorySegment memory) {
    for (long i = 0; i < memory.byteSize(); i++) {
      // no float is NaN, and no item is like another near it
      memory.set(ValueLayout.JAVA_BYTE, i, (byte) ((i * 31 + (i >> 7) * 5 + 1) & 0x3f));
    }
    return memory;
  }

  private static MemorySegment bytes(Object array) {
    return switch (array) {
      case byte[] a -> MemorySegment.ofArray(a);
      case short[] a -> MemorySegment.ofArray(a);
      case int[] a -> MemorySegment.ofArray(a);
      case long[] a -> MemorySegment.ofArray(a);
      case float[] a -> MemorySegment.ofArray(a);
      case double[] a -> MemorySegment.ofArray(a);
      default -> throw new AssertionError();
    };
  }

  private static IntStream steps(Type type) {
    return IntStream.rangeClosed(-type.width, 17 * type.width);
  }

  @ParameterizedTest
  @EnumSource
  void itemsOfALineAreRead(Type type) {
    Stream<MemorySegment> all =
        Stream.concat(outside.stream(), Stream.of(noise(bytes(new byte[BYTES]))));
    for (MemorySegment memory : all.toList()) {
      steps(type)
          .forEach(step -> {
            Object items = type.array(N + 3);
            boolean known = type.isKnown(step) && memory.isNative();
            assertThat(type.gather.gather(items, 2, memory, MIDDLE, N, step)).isEqualTo(known);
            MemorySegment expected = bytes(type.array(N + 3));
            for (int i = 0; known && i < N; i++) {
              MemorySegment.copy(
                  memory, MIDDLE + (long) i * step, expected, (2L + i) * type.width, type.width);
            }
            assertThat(bytes(items).mismatch(expected)).as("step %d", step).isEqualTo(-1);
          });
    }
  }

  @ParameterizedTest
  @EnumSource
  void itemsOfALineAreCopiedToAnother(Type type) {
    MemorySegment to = arena.allocate(BYTES / 2, 1);
    for (MemorySegment from : outside) {
      steps(type)
          .forEach(step -> {
            for (int stepTo = -type.width; stepTo <= 5 * type.width; stepTo++) {
              boolean known =
                  type.isKnown(step)
                      && stepTo > 0
                      && stepTo % type.width == 0
                      && stepTo < 5 * type.width;
              to.fill((byte) 0);
              MemorySegment expected = bytes(new byte[BYTES / 2]);
              assertThat(type.copy.copy(from, MIDDLE, step, to, 99, stepTo, N)).isEqualTo(known);
              for (int i = 0; known && i < N; i++) {
                long at = 99 + (long) i * stepTo;
                MemorySegment.copy(from, MIDDLE + (long) i * step, expected, at, type.width);
              }
              assertThat(to.mismatch(expected)).as("step %d to %d", step, stepTo).isEqualTo(-1);
            }
          });
    }
  }

  @ParameterizedTest
  @EnumSource(
      mode = Mode.EXCLUDE,
      names = {"FLOATS", "DOUBLES"})
  void pixelsAreSplitAndJoined(Type type) {
    for (int channels = 2; channels <= 4; channels++) {
      pixelsAreSplitAndJoined(type, channels);
    }
  }

  private void pixelsAreSplitAndJoined(Type type, int channels) {
    int w = type.width;
    long plane = (N + 2L) * w + 1;
    // of mapped memory there is no loop
    MemorySegment memory = outside.getFirst();
    MemorySegment planes = arena.allocate(BYTES, 1);
    MemorySegment pixels = arena.allocate(BYTES, 1);
    MemorySegment expectedPlanes = bytes(new byte[BYTES]);
    MemorySegment expectedPixels = bytes(new byte[BYTES]);
    for (int i = 0; i < N; i++) {
      for (int k = 0; k < channels; k++) {
        long pixel = ((long) channels * i + k) * w;
        long item = k * plane + (long) i * w;
        MemorySegment.copy(memory, 5 + pixel, expectedPlanes, 9 + item, w);
        MemorySegment.copy(memory, 5 + item, expectedPixels, 9 + pixel, w);
      }
    }
    new PlainPixels().split(channels, w).run(memory, 5, planes, 9, plane, N);
    assertThat(planes.mismatch(expectedPlanes)).isEqualTo(-1);
    new PlainPixels().join(channels, w).run(memory, 5, plane, pixels, 9, N);
    assertThat(pixels.mismatch(expectedPixels)).isEqualTo(-1);
  }
}
