package org.ndview.internal.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ndview.Casting;
import org.ndview.Layout;
import org.ndview.NdView;
import org.ndview.format.Format;
import org.ndview.internal.memory.StridedMemory;
import org.ndview.internal.step.StepType;

/** Which lines are brought over by loops of their own, and when. */
class StepTransferTest {
  private static final StepTransfer.Numbers BYTES =
      new StepTransfer.Numbers(StepType.INT8, false, StepType.INT8, false, 1, 0);
  private static final StepTransfer.Numbers FLOATS =
      new StepTransfer.Numbers(StepType.FLOAT64, false, StepType.FLOAT32, false, 1, 0);
  private static final StepTransfer.Numbers INTS =
      new StepTransfer.Numbers(StepType.INT32, false, StepType.FLOAT32, false, 1, 0);

  private static StridedMemory memory(NdView view, long itemsize, long at, long n, long step) {
    Layout layout = Layout.of(itemsize, at, new long[] {n}, new long[] {step});
    return StridedMemory.of(view.segment(), layout);
  }

  private static StridedWalk walk(
      NdView a, long widthA, long atA, long stepA, NdView b, long atB, long stepB, long n) {
    return StridedWalk.anyOrder(memory(a, widthA, atA, n, stepA), memory(b, 4, atB, n, stepB));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "apart in both memories,      100, 16, 8, true",
    "far apart in the first,      100, 20, 4, true",
    "in steps of no loop,         100, 15, 4, true",
    "written in steps of none,    100, 8, 7, true",
    "near in the first,           100, 16, 4, false",
    "far apart in the second,     100, 8, 20, true",
    "runs,                        100, 8, 4, false",
    "few,                          63, 16, 8, false",
    "enough,                       64, 16, 8, true",
    "too far apart,               100, 72, 8, false",
    "backward in the first,       100, -16, 8, false",
    "one for all,                 100, 0, 8, false",
  })
  void linesThatAreWorthALoop(String name, int n, long stepA, long stepB, boolean worth) {
    try (NdView a = NdView.allocate("b", 20_000);
        NdView b = NdView.allocate("b", 20_000)) {
      StridedWalk walk = walk(a, 8, 10_000, stepA, b, 10_000, stepB, n);
      assertThat(StepTransfer.hasLines(walk, 8, 4)).as(name).isEqualTo(worth);
    }
  }

  @Test
  void arraysHaveNone() {
    try (NdView b = NdView.allocate("b", 20_000)) {
      NdView a = NdView.of(new byte[20_000]);
      assertThat(StepTransfer.hasLines(walk(a, 8, 0, 16, b, 0, 8, 100), 8, 4)).isFalse();
      assertThat(StepTransfer.hasLines(walk(b, 8, 0, 16, a, 0, 8, 100), 8, 4)).isFalse();
      StridedWalk walk = walk(a, 8, 0, 16, b, 0, 8, 100);
      assertThat(RecordTransfer.run(List.of(walk), List.of(FLOATS))).isFalse();
    }
  }

  /** Asks until a loop is compiled. */
  private static boolean once(BooleanSupplier work) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (!work.getAsBoolean()) {
      if (System.nanoTime() > end) {
        return false;
      }
      Thread.sleep(1);
    }
    return true;
  }

  /** Steps of seven bytes, that no loop of the library knows. */
  @Test
  void aLoopIsUsedOnceItIsCompiled() throws InterruptedException {
    long n = 3L << 10;
    try (NdView from = NdView.allocate("f", 7 * n);
        NdView to = NdView.allocate("f", 7 * n)) {
      for (long i = 0; i < from.size(); i++) {
        from.setFloat(i, i);
      }
      StridedWalk walk = walk(from, 4, 3, 7, to, 1, 9, n);
      assertThat(once(() -> StepTransfer.copy(walk, 4))).isTrue();
      NdView bytes = from.viewAs("b");
      NdView made = to.viewAs("b");
      for (long i = 0; i < n; i++) {
        for (long k = 0; k < 4; k++) {
          assertThat(made.getByte(1 + 9 * i + k)).isEqualTo(bytes.getByte(3 + 7 * i + k));
        }
        assertThat(made.getByte(9 * i)).isZero();
      }
      assertThat(StepTransfer.copy(walk(from, 4, 3, 8, to, 1, 8, n), 4))
          .as("steps that others know")
          .isFalse();
    }
  }

  /** A matrix of more columns than one loop has, of records of two types. */
  @Test
  void theNumbersOfARecordInOnePass() throws InterruptedException {
    int columns = 17;
    long n = 2500;
    long record = 12L * columns;
    try (NdView from = NdView.allocate("b", n * record);
        NdView to = NdView.allocate("f", n, columns + 1)) {
      List<StridedWalk> walks = new ArrayList<>();
      List<StepTransfer.Numbers> numbers = new ArrayList<>();
      for (int k = 0; k < columns; k++) {
        boolean ints = k % 3 == 0;
        NdView field = field(from, ints ? "i" : "d", n, record, 12L * k);
        for (long i = 0; i < n; i++) {
          field.setDouble(1000 * k + i, i);
        }
        long row = 4L * (columns + 1);
        walks.add(walk(from, ints ? 4 : 8, 12L * k, record, to, 4L * k, row, n));
        numbers.add(ints ? INTS : FLOATS);
      }
      assertThat(once(() -> RecordTransfer.run(walks, numbers))).isTrue();
      NdView expected = NdView.allocate("f", n, columns + 1);
      for (int k = 0; k < columns; k++) {
        field(from, k % 3 == 0 ? "i" : "d", n, record, 12L * k)
            .convertTo(expected.select(1, k), Casting.UNSAFE);
      }
      assertThat(to.contentEquals(expected)).isTrue();
      expected.close();
    }
  }

  private static NdView field(NdView bytes, String format, long n, long step, long at) {
    return bytes.asStrided(
        Format.parse(format),
        Layout.of(format.equals("i") ? 4 : 8, at, new long[] {n}, new long[] {step}));
  }

  /** What does not lie in the same records goes another way, and is not written. */
  @Test
  void onlyRecordsOfTheSameMemories() throws InterruptedException {
    try (NdView a = NdView.allocate("b", 20_000);
        NdView other = NdView.allocate("b", 20_000);
        NdView b = NdView.allocate("b", 20_000)) {
      a.fill(0x40); // of which doubles are 32.5
      StridedWalk first = walk(a, 8, 0, 40, b, 0, 12, 100);
      List<StridedWalk> both = List.of(first, walk(a, 8, 8, 40, b, 4, 12, 100));
      assertThat(once(() -> RecordTransfer.run(both, List.of(FLOATS, FLOATS)))).isTrue();
      assertThat(b.viewAs("f").getFloat(1)).isEqualTo(32.501961f);
      b.fill(0);
      refuses(first, walk(other, 8, 8, 40, b, 4, 12, 100), FLOATS);
      refuses(first, walk(a, 8, 8, 40, other, 4, 12, 100), FLOATS);
      refuses(first, walk(a, 8, 40, 40, b, 4, 12, 100), FLOATS);
      refuses(first, walk(a, 8, 8, 40, b, 12, 12, 100), FLOATS);
      refuses(first, walk(a, 8, 8, 32, b, 4, 12, 100), FLOATS);
      refuses(first, walk(a, 8, 8, 40, b, 4, 16, 100), FLOATS);
      refuses(first, walk(a, 8, 8, 40, b, 4, 12, 99), FLOATS);
      refuses(first, walk(a, 8, 8, 40, b, 4, 12, 100), BYTES);
      refuses(walk(a, 8, 0, 600, b, 0, 12, 30), walk(a, 8, 8, 600, b, 4, 12, 30), FLOATS);
      refuses(walk(a, 8, 0, 40, b, 0, 12, 30), walk(a, 8, 8, 40, b, 4, 12, 30), FLOATS);
      refuses(walk(a, 8, 0, 0, b, 0, 12, 100), walk(a, 8, 8, 0, b, 4, 12, 100), FLOATS);
      StepTransfer.Numbers scaled =
          new StepTransfer.Numbers(StepType.FLOAT64, false, StepType.FLOAT32, true, 2, 1);
      refuses(first, walk(a, 8, 8, 40, b, 4, 12, 100), scaled);
      StepTransfer.Numbers reversed =
          new StepTransfer.Numbers(StepType.FLOAT64, true, StepType.FLOAT32, false, 1, 0);
      refuses(first, walk(a, 8, 8, 40, b, 4, 12, 100), reversed);
      assertThat(b.toBytes()).containsOnly(0);
      assertThat(other.toBytes()).containsOnly(0);
    }
  }

  private static void refuses(StridedWalk first, StridedWalk second, StepTransfer.Numbers numbers) {
    for (int asked = 0; asked < 1000; asked++) {
      assertThat(RecordTransfer.run(List.of(first, second), List.of(FLOATS, numbers))).isFalse();
    }
  }
}
