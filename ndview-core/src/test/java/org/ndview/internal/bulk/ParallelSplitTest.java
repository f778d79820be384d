package org.ndview.internal.bulk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ndview.Execution;
import org.ndview.Layout;
import org.ndview.Order;
import org.ndview.internal.memory.AddressSpace;
import org.ndview.internal.memory.StridedMemory;
import org.ndview.testing.ChildJvm;

class ParallelSplitTest {
  private static final byte[] BYTES = new byte[1 << 22];

  private static StridedMemory strided(long itemsize, String shape, String axes) {
    long[] lengths = java.util.Arrays.stream(shape.split(" ")).mapToLong(Long::parseLong).toArray();
    int[] order = java.util.Arrays.stream(axes.split(" ")).mapToInt(Integer::parseInt).toArray();
    return StridedMemory.of(
        MemorySegment.ofArray(BYTES), Layout.contiguous(Order.C, itemsize, lengths).permute(order));
  }

  @ParameterizedTest(name = "{0} permuted by {1}")
  @CsvSource({
    // the middle, which is close in neither
    "40 50 60 35, 3 2 1 0, 40 50 60 35, 1",
    "100 90 80, 2 1 0, 100 90 80, 1",
    // as they lie: the outermost
    "1000 1000, 0 1, 1000 1000, 0",
    // pixels to planes: not into planes, each of which reads every pixel
    "500000 8, 1 0, 500000 8, 1"
  })
  void theDividedDimensionLeavesLongRunsInBothMemories(
      String shape, String axes, String same, int expected) {
    StridedMemory from = strided(1, shape, axes);
    StridedMemory to =
        StridedMemory.of(
            MemorySegment.ofArray(BYTES), Layout.contiguous(Order.C, 1, from.layout().shape()));
    Queue<long[]> parts = new ConcurrentLinkedQueue<>();
    ParallelSplit.each(Execution.PARALLEL, from, to, (_, part) -> parts.add(part.layout().shape()));
    long[] whole = to.layout().shape();
    assertThat(parts)
        .hasSizeGreaterThan(1)
        .allSatisfy(part -> {
          for (int d = 0; d < whole.length; d++) {
            if (d == expected) {
              assertThat(part[d]).isLessThan(whole[d]);
            } else {
              assertThat(part[d]).isEqualTo(whole[d]);
            }
          }
        });
    assertThat(parts.stream().mapToLong(part -> part[expected]).sum()).isEqualTo(whole[expected]);
  }

  /** In C order or not, or of one index in the first dimension: what lies together stays so. */
  @ParameterizedTest(name = "{0} permuted by {1}, at most {2}")
  @CsvSource({"1000 10, 0 1, 7, 0", "1000 10, 1 0, 7, 1", "1 1000 10, 0 1 2, 3, 1"})
  void partsInTurnAreDividedAlike(String shape, String axes, int most, int expected) {
    StridedMemory memory = strided(4, shape, axes);
    List<long[]> parts = new ArrayList<>();
    assertThat(ParallelSplit.inTurn(most, memory, memory, (a, b) -> parts.add(b.layout().shape())))
        .isTrue();
    assertThat(parts).hasSize(most);
    assertThat(parts.stream().mapToLong(part -> part[expected]).sum())
        .isEqualTo(memory.layout().shape(expected));
  }

  @Test
  void partsInTurnEndAtTheFirstThatIsNotTrue() {
    StridedMemory memory = strided(1, "100", "0");
    AtomicInteger seen = new AtomicInteger();
    assertThat(ParallelSplit.inTurn(10, memory, memory, (_, _) -> seen.incrementAndGet() < 3))
        .isFalse();
    assertThat(seen).hasValue(3);
  }

  /** Enough parts, then long runs in both, then the farthest apart in what is written. */
  @ParameterizedTest(name = "{0}: {1} to {2}, at most {3}")
  @CsvSource({
    // the shape, the strides of both memories, most parts, a dimension to leave whole; the
    // dimension
    "100 100, 100 1, 100 1, 8, -1, 0",
    "100 100, 1 100, 1 100, 8, -1, 1",
    "7 100, 100 1, 100 1, 8, -1, 1",
    "8 100, 100 1, 100 1, 8, -1, 0",
    "8 8000, 8000 1, 8000 1, 8, 0, 1",
    "100 100, 100 1, 100 1, 8, 0, 1",
    // of runs that are as long, the farther one of the second memory
    "100 100, 100000 10000, 10000 100000, 8, -1, 1",
    "100 100, 10000 100000, -100000 10000, 8, -1, 0",
    "100 100, 10000 100000, 10000 -100000, 8, -1, 1",
    // a part has 12 items: those of 342 bytes are as long as matters, and those of 20 longer than
    // 10
    "100 100, 342 34200, 10 1000, 8, -1, 1",
    "100 100, 34200 342, 34200 342, 8, -1, 0",
    "100 100, -10 1000, 10 1000, 8, -1, 1",
    "100 100, 10 20, 60000 50000, 8, -1, 1",
    // of equals the first
    "100 100, 5000 5000, 5000 5000, 8, -1, 0",
    // what is the same along a dimension is read whole by each part
    "100 100, 0 20, 1 100, 8, -1, 1",
    "100 100, 0 1, 1000 1, 8, -1, 0",
    // two parts are better than one, and nothing is divided into one
    "1 2, 2 1, 2 1, 8, -1, 1",
    "1 1, 1 1, 1 1, 8, -1, -1",
    "2 1, 1 1, 1 1, 8, 0, -1"
  })
  void theDimensionToDivide(
      String shape, String stridesA, String stridesB, int most, int whole, int expected) {
    assertThat(ParallelSplit.divided(layout(shape, stridesA), layout(shape, stridesB), most, whole))
        .isEqualTo(expected);
  }

  private static Layout layout(String shape, String strides) {
    long[] lengths = java.util.Arrays.stream(shape.split(" ")).mapToLong(Long::parseLong).toArray();
    long[] steps = java.util.Arrays.stream(strides.split(" ")).mapToLong(Long::parseLong).toArray();
    long offset = 0;
    for (int d = 0; d < steps.length; d++) {
      offset += Math.max(0, -steps[d]) * (lengths[d] - 1);
    }
    return Layout.of(1, offset, lengths, steps);
  }

  @Test
  void behindAPointerOnlyTheFirstDimensionIsDivided() {
    long[] shape = {3, 100};
    Layout plain = Layout.of(1, 0, shape, new long[] {8, 1000});
    Layout behind = Layout.of(1, 0, shape, new long[] {8, 1000}, new long[] {0, -1});
    assertThat(ParallelSplit.divided(plain, plain, 8, -1)).isEqualTo(1);
    assertThat(ParallelSplit.divided(behind, plain, 8, -1)).isZero();
    assertThat(ParallelSplit.divided(plain, behind, 8, -1)).isZero();
    Layout one = Layout.of(1, 0, new long[0], new long[0]);
    assertThat(ParallelSplit.divided(one, one, 8, -1)).isEqualTo(-1);
  }

  @RepeatedTest(20)
  void aPartThatThrowsStopsTheOthersAndNobodyIsAtWorkAfterwards() {
    StridedMemory all = strided(1, "4194304", "0");
    AtomicInteger working = new AtomicInteger();
    AtomicInteger begun = new AtomicInteger();
    assertThatThrownBy(() ->
            SharedParts.run(
                1000,
                4,
                i -> {
                  begun.incrementAndGet();
                  working.incrementAndGet();
                  try {
                    if (i == 3) {
                      throw new IllegalArgumentException("part 3");
                    }
                    Thread.sleep(1);
                  } catch (InterruptedException e) {
                    throw new AssertionError(e);
                  } finally {
                    working.decrementAndGet();
                  }
                }))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("part 3");
    assertThat(working).hasValue(0);
    assertThat(begun.get()).isLessThan(50);
    assertThat(all.layout().nbytes()).isPositive();
  }

  @Test
  void anInterruptOfWhoWaitsForAHelperStaysSet() throws InterruptedException {
    Thread caller = Thread.currentThread();
    CountDownLatch begun = new CountDownLatch(1);
    AtomicBoolean done = new AtomicBoolean();
    AtomicBoolean helped = new AtomicBoolean();
    SharedParts.run(
        2,
        1,
        _ -> {
          try {
            if (Thread.currentThread() == caller) {
              helped.set(begun.await(20, TimeUnit.SECONDS));
              return;
            }
            begun.countDown();
            Thread.sleep(50); // until the caller waits
            caller.interrupt();
            Thread.sleep(50);
            done.set(true);
          } catch (InterruptedException e) {
            throw new AssertionError(e);
          }
        });
    assertThat(Thread.interrupted()).isTrue();
    assertThat(helped).isTrue();
    assertThat(done).isTrue();
  }

  @Test
  void everyIndexIsInOnePartAndPartsAreNearlyAsLong() {
    int n = 1003;
    int[] visits = new int[n];
    StridedMemory all = strided(1, n + " 1000", "0 1");
    ParallelSplit.each(
        Execution.PARALLEL,
        all,
        all,
        (_, part) -> {
          int first = (int) (part.layout().offset() / 1000);
          for (int i = first; i < first + part.layout().shape(0); i++) {
            visits[i]++;
          }
        });
    assertThat(visits).containsOnly(1);
  }

  @Test
  void whatIsSmallAndWhatOneThreadOwnsIsNotDivided() {
    int most = (int) ParallelSplit.WORTHWHILE;
    assertThat(parts(Execution.PARALLEL, strided(1, "" + most, "0"))).isGreaterThan(1);
    assertThat(parts(Execution.PARALLEL, strided(1, "" + (most - 1), "0"))).isEqualTo(1);
    assertThat(parts(Execution.SEQUENTIAL, strided(1, "" + most, "0"))).isEqualTo(1);
    try (Arena mine = Arena.ofConfined();
        Arena shared = Arena.ofShared()) {
      Layout line = Layout.contiguous(Order.C, 1, most);
      MemorySegment confined = mine.allocate(most);
      MemorySegment open = shared.allocate(most);
      assertThat(parts(Execution.PARALLEL, StridedMemory.of(confined, line))).isEqualTo(1);
      assertThat(parts(Execution.PARALLEL, StridedMemory.of(open, line))).isGreaterThan(1);
      AddressSpace behind = new AddressSpace.Segment(confined);
      assertThat(parts(Execution.PARALLEL, new StridedMemory(behind, open, line))).isEqualTo(1);
    }
  }

  private static int parts(Execution execution, StridedMemory memory) {
    AtomicInteger parts = new AtomicInteger();
    ParallelSplit.each(execution, memory, memory, (_, _) -> parts.incrementAndGet());
    return parts.get();
  }

  @Test
  void numberedPartsAreThoseOfTheCaller() {
    for (Execution execution : Execution.values()) {
      AtomicInteger[] done = new AtomicInteger[7];
      java.util.Arrays.setAll(done, _ -> new AtomicInteger());
      StridedMemory all = strided(1, "4194304", "0");
      ParallelSplit.numbered(execution, all, done.length, i -> done[i].incrementAndGet());
      assertThat(done).allSatisfy(times -> assertThat(times).hasValue(1));
    }
  }

  @Test
  void everyPartIsDoneOnce() {
    AtomicInteger[] done = new AtomicInteger[500];
    java.util.Arrays.setAll(done, _ -> new AtomicInteger());
    SharedParts.run(done.length, 3, i -> done[i].incrementAndGet());
    assertThat(done).allSatisfy(times -> assertThat(times).hasValue(1));
  }

  /** In a pool whose only thread is the caller, nobody takes them. */
  @ParameterizedTest
  @CsvSource({"7, 3, 3", "7, 6, 6", "7, 9, 6", "1, 3, 0", "2, 0, 0"})
  void noMoreHelpersAreAskedThanHaveAPartAndNoneStaysInTheQueue(int count, int helpers, int forked)
      throws Exception {
    try (ForkJoinPool pool = new ForkJoinPool(1)) {
      List<Integer> queued =
          pool.submit(
                  () -> {
                    List<Integer> seen = new ArrayList<>();
                    SharedParts.run(
                        count, helpers, _ -> seen.add(ForkJoinTask.getQueuedTaskCount()));
                    seen.add(ForkJoinTask.getQueuedTaskCount());
                    return seen;
                  })
              .get(20, TimeUnit.SECONDS);
      assertThat(queued.subList(0, count)).containsOnly(forked);
      assertThat(queued.getLast()).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 4})
  void aPoolWithoutAFreeThreadDelaysNobody(int parallelism) throws Exception {
    ChildJvm child =
        ChildJvm.run(
            ParallelProgram.class,
            List.of("-Djava.util.concurrent.ForkJoinPool.common.parallelism=" + parallelism));
    assertThat(child.exit()).as(child.output()).isZero();
    assertThat(child.value("platform")).isEqualTo("done");
    assertThat(child.value("virtual")).isEqualTo("done");
    assertThat(child.value("interrupted")).isEqualTo("done");
    // what is left in the queues holds no memory of the views
    assertThat(child.value("collected")).isEqualTo("true");
  }
}
