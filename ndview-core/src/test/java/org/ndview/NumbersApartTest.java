package org.ndview;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ndview.format.Format;

/**
 * Numbers that lie apart, in every kind of memory, around the lengths from which loops of their own
 * take, copy and list them: each is what it is item by item, and nothing else is written.
 */
class NumbersApartTest {
  private static final List<String> STEPS = List.of("::1", "::-1", "::2", "::-2", "::3", "::7");

  @TempDir private Path folder;
  private final Random random = new Random(7);

  /** Random bytes in each kind of memory, with a base that is not aligned. */
  private List<MemorySegment> memories(int bytes) throws IOException {
    byte[] noise = new byte[bytes + 8];
    random.nextBytes(noise);
    MemorySegment heap = MemorySegment.ofArray(noise);
    MemorySegment longs = MemorySegment.ofArray(new long[noise.length / 8 + 1]);
    MemorySegment off = Arena.ofAuto().allocate(noise.length, 1).copyFrom(heap);
    Path file = Files.write(Files.createTempFile(folder, "noise", ""), noise);
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      MemorySegment mapped =
          channel.map(FileChannel.MapMode.PRIVATE, 0, channel.size(), Arena.ofAuto());
      return List.of(heap, longs.copyFrom(heap), off.asSlice(3), mapped);
    }
  }

  private static NdView line(MemorySegment memory, String type, long n, String step) {
    Format format = Format.parse(type);
    return NdView.of(memory, format, Layout.contiguous(Order.C, format.itemsize(), n)).slice(step);
  }

  private static byte[] itemByItem(NdView source, long[] indices, NdView target) {
    byte[] before = Answers.bytes(target.segment());
    for (int i = 0; i < indices.length; i++) {
      long n = source.shape()[0];
      target.set(source.get(indices[i] < 0 ? indices[i] + n : indices[i]), i);
    }
    byte[] expected = Answers.bytes(target.segment());
    target.segment().copyFrom(MemorySegment.ofArray(before));
    return expected;
  }

  @ParameterizedTest
  @ValueSource(strings = {"B", "h", "i", "q"})
  void areTakenByIndex(String type) throws IOException {
    int width = (int) Format.parse(type).itemsize();
    int block = 4096 / width;
    for (int count : new int[] {1, block - 1, block, 2 * block + 3}) {
      for (MemorySegment from : memories(5000 * width)) {
        for (MemorySegment to : memories(2 * count * width)) {
          String step = STEPS.get(random.nextInt(STEPS.size()));
          NdView source = line(from.asReadOnly(), type, 5000, step);
          NdView target = line(to, type, 2L * count, "::2");
          target = random.nextBoolean() ? target.flip(0) : target;
          long n = source.shape()[0];
          long[] indices = random.longs(count, -n, n).toArray();
          byte[] expected = itemByItem(source, indices, target);
          source.take(indices, 0, target);
          assertThat(Answers.bytes(to)).as("%d, %s", count, step).isEqualTo(expected);
        }
      }
    }
  }

  @Test
  void areTakenFromWhereTheyAreWritten() {
    MemorySegment memory = Arena.ofAuto().allocate(4000 * 4L);
    NdView line = line(memory, "i", 4000, "::1");
    for (int i = 0; i < 4000; i++) {
      line.setInt(i, i);
    }
    long[] indices = random.longs(3000, -4000, 4000).toArray();
    NdView target = line.slice("500:3500");
    byte[] expected = itemByItem(line.copy(), indices, target);
    line.take(indices, 0, target);
    assertThat(Answers.bytes(memory)).isEqualTo(expected);
  }

  @Test
  void noneIsTakenIfOneIndexIsOutside() {
    NdView source = NdView.allocate("i", 10);
    NdView target = NdView.allocate("i", 5000);
    target.fill(7);
    for (long outside : new long[] {10, -11, Long.MIN_VALUE, Long.MAX_VALUE}) {
      long[] indices = random.longs(5000, -10, 10).toArray();
      indices[4321] = outside;
      indices[4999] = 12;
      assertThatExceptionOfType(IndexOutOfBoundsException.class)
          .isThrownBy(() -> source.take(indices, 0, target))
          .withMessage(
              "index %d at position 4321 of the indices is out of bounds for dimension 0 of length 10",
              outside);
      assertThat(target.count(7)).isEqualTo(5000);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"B", "h", "i", "q"})
  void areCopiedFromAnyStepToAnyStep(String type) throws IOException {
    int width = (int) Format.parse(type).itemsize();
    for (int n : new int[] {127, 128, 4096 / width + 1}) {
      for (String stepA : STEPS) {
        for (String stepB : STEPS) {
          List<MemorySegment> sources = memories(7 * n * width);
          List<MemorySegment> targets = memories(7 * n * width);
          for (int m = 0; m < sources.size(); m++) {
            NdView source = line(sources.get(m), type, 7L * n, stepA).slice(":" + n);
            NdView target = line(targets.get(m), type, 7L * n, stepB).slice(":" + n);
            long[] all = LongStream.range(0, n).toArray();
            byte[] expected = itemByItem(source, all, target);
            target.assign(source);
            assertThat(Answers.bytes(targets.get(m)))
                .as("%d from %s to %s", n, stepA, stepB)
                .isEqualTo(expected);
          }
        }
      }
    }
  }

  /**
   * As fields lie in records: a step of any number of bytes, to what is dense, or apart as well.
   */
  @ParameterizedTest
  @ValueSource(strings = {"B", "h", "i", "q", "f", "d", ">i", ">d"})
  void areCopiedAndConvertedFromEveryStepInBytes(String type) throws IOException {
    int width = (int) Format.parse(type).itemsize();
    for (int step = width; step <= 70; step += step < 20 ? 1 : 1 + random.nextInt(6)) {
      int n = step % 8 == 0 ? 1100 : 64 + random.nextInt(70);
      for (MemorySegment from : memories(step * n)) {
        NdView source = apart(from, type, n, step);
        for (String to : List.of(type, "f", "d", "h", "q")) {
          int wide = (int) Format.parse(to).itemsize();
          int stepTo = random.nextBoolean() ? wide : wide * (2 + random.nextInt(4));
          List<MemorySegment> targets = memories(stepTo * n);
          MemorySegment target = targets.get(random.nextInt(targets.size()));
          byte[] expected = convertedOneByOne(source, apart(target, to, n, stepTo));
          source.convertTo(apart(target, to, n, stepTo), Casting.UNSAFE);
          assertThat(Answers.bytes(target))
              .as("%d of %s to %s, %d to %d", n, type, to, step, stepTo)
              .isEqualTo(expected);
        }
      }
    }
  }

  private static NdView apart(MemorySegment memory, String type, long n, long step) {
    Format format = Format.parse(type);
    long[] shape = {n};
    return NdView.of(memory, format, Layout.of(format.itemsize(), 0, shape, new long[] {step}));
  }

  private static byte[] convertedOneByOne(NdView source, NdView target) {
    byte[] before = Answers.bytes(target.segment());
    for (long i = 0; i < source.size(); i++) {
      source.slice(i + ":" + (i + 1)).convertTo(target.slice(i + ":" + (i + 1)), Casting.UNSAFE);
    }
    byte[] expected = Answers.bytes(target.segment());
    target.segment().copyFrom(MemorySegment.ofArray(before));
    return expected;
  }

  /** Below and above what goes through memory between, in one part, in many, and in none. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "4095",
        "4096",
        "70001",
        "63,65",
        "65,64",
        "300,301",
        "1,5,4000",
        "3,70000,1",
        "70000,2",
        "2,70000",
        "20,30,41"
      })
  void areListedAsBytesInEachOrder(String lengths) {
    long[] shape = Arrays.stream(lengths.split(",")).mapToLong(Long::parseLong).toArray();
    int n = Math.toIntExact(Layout.nbytes(4, shape));
    byte[] noise = new byte[n];
    random.nextBytes(noise);
    for (Answers.Memory kind : Answers.Memory.values()) {
      NdView view = NdView.of(kind.of(noise), "i", shape);
      List<NdView> views =
          List.of(view, view.transpose(), view.flip(0), view.flip(view.ndim() - 1), spread(view));
      for (NdView v : views) {
        assertThat(v.toBytes()).isEqualTo(bytes(v));
        assertThat(v.toBytes(Order.F)).isEqualTo(bytes(v.transpose()));
      }
    }
  }

  private static NdView spread(NdView view) {
    return view.slice(view.ndim() == 1 ? "::5" : "..., ::2");
  }

  private static byte[] bytes(NdView view) {
    ByteBuffer bytes =
        ByteBuffer.allocate(Math.toIntExact(view.nbytes())).order(ByteOrder.nativeOrder());
    for (long[] index : LayoutWalk.indices(view.shape())) {
      bytes.putInt(view.getInt(index));
    }
    return bytes.array();
  }
}
