package org.ndview.internal.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Kernels wait for the compiler, while work goes another way. */
class WarmUpTest {
  private static final long MANY = 1 << 22;

  private final List<Runnable> tasks = new ArrayList<>();
  private final AtomicInteger runs = new AtomicInteger();

  @Test
  void aKernelIsUsedOnceItWasFastOnTrial() {
    WarmUp kernels = new WarmUp(false, tasks::add);
    assertThat(kernels.warm("k", MANY, _ -> runs.incrementAndGet())).isFalse();
    assertThat(runs).hasValue(0);
    tasks.forEach(Runnable::run);
    assertThat(runs).hasValueGreaterThan(1_000);
    assertThat(kernels.warm("k", MANY, _ -> runs.incrementAndGet())).isTrue();
    assertThat(kernels.warm("other", MANY, _ -> runs.incrementAndGet())).isFalse();
    assertThat(tasks).hasSize(2);
  }

  @Test
  void aKernelIsTriedOnlyWhenManyItemsAskedForIt() {
    WarmUp kernels = new WarmUp(false, tasks::add);
    for (int i = 0; i < 100; i++) {
      kernels.warm("k", 100, _ -> {});
    }
    assertThat(tasks).isEmpty();
    kernels.warm("k", MANY, _ -> {});
    kernels.warm("k", MANY, _ -> {});
    assertThat(tasks).hasSize(1);
  }

  @Test
  void theKernelThatMostWasAskedOfIsTriedFirst() {
    WarmUp kernels = new WarmUp(false, tasks::add);
    List<String> tried = new ArrayList<>();
    for (String kernel : List.of("once", "often", "never again")) {
      kernels.warm(kernel, MANY, _ -> tried.add(kernel));
    }
    kernels.warm("often", 1, _ -> {});
    for (Runnable task : tasks) {
      task.run();
    }
    assertThat(tried.getFirst()).isEqualTo("often");
    assertThat(tried).contains("once", "never again");
  }

  /** One that the compiler cannot make fast would keep all others waiting. */
  @Test
  void aKernelThatIsNotFastAfterAWhileLetsAnotherPass() {
    WarmUp kernels = new WarmUp(false, tasks::add);
    WarmUp.Trial slow =
        _ -> {
          runs.incrementAndGet();
          sleep();
        };
    kernels.warm("slow", 2 * MANY - 1, slow);
    kernels.warm("fast", MANY, _ -> {});
    tasks.get(0).run();
    assertThat(runs).hasValueBetween(1, 100);
    assertThat(kernels.warm("slow", 0, slow)).isFalse();
    assertThat(kernels.warm("fast", 0, _ -> {})).isFalse();
    tasks.get(1).run();
    assertThat(kernels.warm("fast", 0, _ -> {})).isTrue();
    assertThat(tasks).as("another turn for the slow one").hasSize(3);
    int before = runs.get();
    tasks.get(2).run();
    assertThat(runs).hasValueGreaterThan(before);
  }

  /** What only the first compiler has made is slow, and makes objects of vectors. */
  @Test
  void aKernelThatMakesObjectsIsNotCompiledYet() {
    List<Object> made = new ArrayList<>();
    for (int bytes : new int[] {256, 4096}) {
      tasks.clear();
      WarmUp kernels = new WarmUp(false, tasks::add);
      WarmUp.Trial objects =
          _ -> {
            made.clear();
            made.add(new byte[bytes]);
            long start = System.nanoTime();
            while (System.nanoTime() - start < 3_000) {
              Thread.onSpinWait();
            }
          };
      kernels.warm("k", MANY, objects);
      for (int turn = 0; turn < (bytes < 2048 ? 40 : 2) && !kernels.warm("k", 0, objects); turn++) {
        tasks.get(turn).run();
      }
      assertThat(kernels.warm("k", 0, objects)).isEqualTo(bytes < 2048);
    }
  }

  private final AtomicInteger bytes = new AtomicInteger();

  /** Makes an object of some bytes, and takes a while. */
  private void work(List<Object> made) {
    runs.incrementAndGet();
    made.clear();
    made.add(new byte[bytes.get()]);
    long start = System.nanoTime();
    while (System.nanoTime() - start < 2_000) {
      Thread.onSpinWait();
    }
  }

  private void runLast(int count) {
    assertThat(tasks).hasSize(count);
    tasks.getLast().run();
  }

  /** The compiler may make a kernel once more, and worse. */
  @Test
  void aKernelInUseThatBecomesSlowIsUsedNoMoreUntilItIsFastAgain() {
    WarmUp kernels = new WarmUp(false, tasks::add, Long.MAX_VALUE, 0);
    List<Object> made = new ArrayList<>();
    WarmUp.Trial trial = _ -> work(made);
    kernels.warm("k", MANY, trial);
    runLast(1);
    assertThat(kernels.warm("k", 1, trial)).isTrue();
    assertThat(tasks).as("a short use is not worth a look").hasSize(1);
    // still fast
    int before = runs.get();
    assertThat(kernels.warm("k", MANY, trial)).isTrue();
    runLast(2);
    assertThat(runs.get() - before).isBetween(16, 48);
    assertThat(kernels.warm("k", 1, trial)).isTrue();
    // slow
    bytes.set(4096);
    assertThat(kernels.warm("k", MANY, trial)).as("not known yet").isTrue();
    before = runs.get();
    runLast(3);
    assertThat(runs.get() - before).isEqualTo(48);
    assertThat(kernels.warm("k", MANY, trial)).isFalse();
    runLast(4);
    assertThat(kernels.warm("k", 1, trial)).isFalse();
    // fast again
    bytes.set(0);
    for (int count = 5; !kernels.warm("k", 1, trial); count++) {
      runLast(count);
    }
    assertThat(kernels.warm("k", 1, trial)).isTrue();
  }

  @Test
  void aKernelThatFailsLaterIsUsedNoMore() {
    WarmUp kernels = new WarmUp(false, tasks::add, Long.MAX_VALUE, 0);
    kernels.warm("k", MANY, _ -> {});
    runLast(1);
    WarmUp.Trial fails =
        _ -> {
          throw new IllegalStateException("no");
        };
    assertThat(kernels.warm("k", MANY, fails)).isTrue();
    runLast(2);
    assertThat(kernels.warm("k", MANY, fails)).isFalse();
    assertThat(tasks).hasSize(2);
  }

  @Test
  void oneOfManyShortUsesIsWorthALook() {
    WarmUp kernels = new WarmUp(false, tasks::add, Long.MAX_VALUE, 0);
    kernels.warm("k", MANY, _ -> {});
    runLast(1);
    for (int use = 1; use < 64; use++) {
      kernels.warm("k", 4095, _ -> {});
    }
    assertThat(tasks).hasSize(1);
    kernels.warm("k", 1, _ -> {});
    assertThat(tasks).hasSize(2);
  }

  @Test
  void aKernelInUseIsLeftAloneForAWhile() {
    WarmUp kernels = new WarmUp(false, tasks::add, Long.MAX_VALUE, Long.MAX_VALUE / 4);
    kernels.warm("k", MANY, _ -> {});
    runLast(1);
    for (int use = 0; use < 1_000; use++) {
      kernels.warm("k", MANY, _ -> {});
    }
    assertThat(tasks).hasSize(1);
  }

  @Test
  void theJvmTellsWhatAThreadAllocates() {
    long before = ThreadAllocation.bytes();
    byte[] made = new byte[1 << 20];
    assertThat(ThreadAllocation.bytes() - before).isGreaterThanOrEqualTo(made.length);
  }

  private static void sleep() {
    try {
      Thread.sleep(20);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** The compiler may have had much else to do. */
  @Test
  void aKernelThatWasSlowIsTriedAgainWhenManyTimesAsMuchAskedForIt() {
    WarmUp kernels = new WarmUp(false, tasks::add, -1, Long.MAX_VALUE);
    kernels.warm("k", MANY, _ -> {});
    tasks.forEach(Runnable::run);
    for (int i = 0; i < 62; i++) {
      assertThat(kernels.warm("k", MANY, _ -> {})).isFalse();
    }
    assertThat(tasks).hasSize(1);
    kernels.warm("k", MANY, _ -> {});
    assertThat(tasks).hasSize(2);
  }

  @Test
  void aKernelThatFailsIsNeverUsed() {
    WarmUp kernels = new WarmUp(false, tasks::add);
    WarmUp.Trial fails =
        _ -> {
          throw new IllegalStateException("no");
        };
    kernels.warm("k", MANY, fails);
    tasks.forEach(Runnable::run);
    for (int i = 0; i < 100; i++) {
      assertThat(kernels.warm("k", Long.MAX_VALUE, fails)).isFalse();
    }
    assertThat(tasks).hasSize(1);
  }
}
