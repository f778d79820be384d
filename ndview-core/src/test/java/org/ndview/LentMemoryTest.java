package org.ndview;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ndview.format.Format;

/** Views of memory that a neighbour has lent: nobody touches it after it was given back. */
class LentMemoryTest {
  private static final int POISON = 0x5A5A5A5A;

  /** Memory of a neighbour, who overwrites it as soon as it is given back. */
  private static final class Neighbour implements AutoCloseable {
    final Arena arena = Arena.ofShared();
    final MemorySegment memory;
    final AtomicInteger givenBack = new AtomicInteger();
    volatile Thread by;

    Neighbour(int items) {
      memory = arena.allocate(4L * items, 4);
    }

    NdView lend(String format, long... shape) {
      Format parsed = Format.parse(format);
      Layout layout = Layout.contiguous(Order.C, parsed.itemsize(), shape);
      return NdView.borrow(memory, parsed, layout, this, this::takeBack);
    }

    private void takeBack() {
      for (long i = 0; i < memory.byteSize() / 4; i++) {
        memory.setAtIndex(ValueLayout.JAVA_INT, i, POISON);
      }
      by = Thread.currentThread();
      givenBack.incrementAndGet();
    }

    void awaitGivenBack() throws InterruptedException {
      for (int i = 0; i < 2000 && givenBack.get() == 0; i++) {
        Thread.sleep(5);
      }
      assertThat(givenBack).hasValue(1);
    }

    @Override
    public void close() {
      arena.close();
    }
  }

  private static <T> T elsewhere(Callable<T> work) throws Exception {
    try (ExecutorService other = Executors.newSingleThreadExecutor()) {
      return other.submit(work).get();
    }
  }

  private static Throwable thrown(Callable<?> work) {
    try {
      work.call();
      return null;
    } catch (Throwable e) {
      return e;
    }
  }

  private static void assertRefuses(NdView view) {
    List<Callable<Object>> uses =
        List.of(view::toList, view::toBytes, view::copy, view::segment, () -> view.get(0));
    for (Callable<Object> use : uses) {
      assertThatThrownBy(use::call).isInstanceOf(IllegalStateException.class);
    }
    assertThat(view.toString()).contains("released");
  }

  @ParameterizedTest
  @ValueSource(strings = {"i", ">i", "f", "T{h:a:H:b:}", "B"})
  void closingGivesTheMemoryBackAtOnceAndEndsAllViews(String format) throws Exception {
    try (Neighbour neighbour = new Neighbour(4)) {
      NdView view = neighbour.lend(format, 4);
      NdView slice = view.slice("1:");
      view.close();
      assertThat(neighbour.givenBack).hasValue(1);
      assertThat(neighbour.by).isSameAs(Thread.currentThread());
      for (NdView each : List.of(view, slice)) {
        assertRefuses(each);
        elsewhere(() -> {
          assertRefuses(each);
          return true;
        });
      }
      view.close();
      assertThat(neighbour.givenBack).hasValue(1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"i", ">i", "T{h:a:H:b:}"})
  void anyThreadUsesTheMemory(String format) throws Exception {
    try (Neighbour neighbour = new Neighbour(4)) {
      NdView view = neighbour.lend(format, 4);
      Object item = view.get(1);
      NdView slice =
          elsewhere(() -> {
            view.set(view.get(1), 2);
            assertThat(view.get(1)).isEqualTo(item);
            return view.slice("::-1");
          });
      assertThat(slice.toList()).isEqualTo(elsewhere(slice::toList));
      elsewhere(() -> {
        slice.fill(item);
        return true;
      });
      assertThat(view.trimmed().toList()).isEqualTo(slice.toList());
      view.close();
      assertThat(neighbour.givenBack).hasValue(1);
      assertRefuses(slice);
      assertThat(thrown(() -> elsewhere(slice::toList)))
          .hasCauseInstanceOf(IllegalStateException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void anotherThreadMayClose(boolean used) throws Exception {
    try (Neighbour neighbour = new Neighbour(4)) {
      NdView view = neighbour.lend("i", 4);
      view.setInt(1, 0);
      elsewhere(() -> {
        if (used) {
          assertThat(view.getInt(0)).isEqualTo(1);
        }
        view.close();
        return true;
      });
      assertThat(neighbour.givenBack).hasValue(1);
      assertThatThrownBy(() -> view.setInt(2, 0)).isInstanceOf(IllegalStateException.class);
      assertRefuses(view);
      assertThat(neighbour.memory.get(ValueLayout.JAVA_INT, 0)).isEqualTo(POISON);
    }
  }

  @Test
  void aThreadThatHasEndedWasTheOneThatTookIt() throws Exception {
    try (Neighbour neighbour = new Neighbour(4)) {
      NdView view = elsewhere(() -> neighbour.lend("i", 4));
      assertThat(view.getInt(3)).isZero();
      view.close();
      assertThat(neighbour.givenBack).hasValue(1);
    }
  }

  @Test
  void aVirtualThreadMayTakeIt() throws Exception {
    try (Neighbour neighbour = new Neighbour(4)) {
      Thread taking =
          Thread.ofVirtual()
              .start(() -> {
                NdView view = neighbour.lend("i", 4);
                Thread.yield();
                view.setInt(view.getInt(0) + 1, 0);
                view.close();
              });
      taking.join();
      assertThat(neighbour.givenBack).hasValue(1);
      assertThat(neighbour.by).isSameAs(taking);
    }
  }

  @Test
  void aHoldDelaysTheEnd() throws Exception {
    try (Neighbour neighbour = new Neighbour(4)) {
      NdView view = neighbour.lend("i", 4);
      NdView slice = view.slice("1:");
      MemoryHold hold = view.hold(() -> false);
      view.close();
      assertThat(neighbour.givenBack).hasValue(0);
      assertThat(slice.getInt(0)).isZero();
      elsewhere(() -> {
        hold.close();
        return true;
      });
      assertThat(neighbour.givenBack).hasValue(1);
      assertRefuses(slice);
    }
  }

  @Test
  void aValueThatClosesTheViewIsNotWritten() {
    try (Neighbour neighbour = new Neighbour(1)) {
      NdView view = neighbour.lend("i", 1);
      Number closing =
          new Number() {
            @Override
            public int intValue() {
              return (int) longValue();
            }

            @Override
            public long longValue() {
              view.close();
              return 1;
            }

            @Override
            public float floatValue() {
              return longValue();
            }

            @Override
            public double doubleValue() {
              return longValue();
            }

            @Override
            public String toString() {
              return "" + longValue();
            }
          };
      assertThat(
              thrown(() -> {
                view.set(closing, 0);
                return null;
              }))
          .isInstanceOfAny(IllegalStateException.class, IllegalArgumentException.class);
      view.close();
      assertThat(neighbour.givenBack).hasValue(1);
      assertThat(neighbour.memory.get(ValueLayout.JAVA_INT, 0)).isEqualTo(POISON);
    }
  }

  @Test
  void theCollectorGivesBackWhatNobodyClosed() throws Exception {
    try (Neighbour neighbour = new Neighbour(4)) {
      assertThat(neighbour.lend("i", 4).getInt(0)).isZero();
      for (int i = 0; i < 200 && neighbour.givenBack.get() == 0; i++) {
        System.gc();
        Thread.sleep(10);
      }
      neighbour.awaitGivenBack();
    }
  }

  @Test
  void severalThreadsWorkOnLargeMemory() throws Exception {
    int n = 1 << 20;
    try (Neighbour neighbour = new Neighbour(n)) {
      NdView view = neighbour.lend("i", n);
      view.fill(7);
      double[] to = new double[n];
      view.convertTo(NdView.of(to), Casting.SAME_KIND, Scaling.none(), Execution.PARALLEL);
      assertThat(to).containsOnly(7);
      view.close();
      assertThat(neighbour.givenBack).hasValue(1);
    }
  }

  @Test
  @SuppressWarnings("restricted")
  void lentMemoryDoesNotPressTheCollector() {
    long before = fullCollections();
    List<NdView> kept = new ArrayList<>();
    MemorySegment far = MemorySegment.ofAddress(1 << 20).reinterpret(1L << 40);
    for (int i = 0; i < 64; i++) {
      Layout layout = Layout.contiguous(Order.C, 1, 1L << 40);
      kept.add(NdView.borrow(far, Format.parse("B"), layout, this, () -> {}));
    }
    assertThat(fullCollections()).isEqualTo(before);
    kept.forEach(NdView::close);
  }

  private static long fullCollections() {
    return ManagementFactory.getGarbageCollectorMXBeans().stream()
        .filter(bean -> bean.getName().contains("Old") || bean.getName().contains("Mark"))
        .mapToLong(GarbageCollectorMXBean::getCollectionCount)
        .sum();
  }

  static Stream<Consumer<NdView>> work() {
    return Stream.of(
        view -> {
          // long loops, before which the compiler asks once
          int n = (int) view.size();
          int or = 0;
          for (int i = 0; i < 1000 * n; i++) {
            or |= view.getInt(i & (n - 1)) ^ 3;
          }
          check(or ^ 3);
        },
        view -> {
          int n = (int) view.size();
          for (int i = 0; i < 1000 * n; i++) {
            view.setInt(3, i & (n - 1));
          }
        },
        view -> check((int) view.get(5)),
        view -> view.fill(3),
        view -> {
          byte[] bytes = view.toBytes();
          check(bytes[0] | bytes[1] << 8 | bytes[2] << 16 | bytes[3] << 24);
        },
        view -> {
          try (NdView copy = view.copy()) {
            check(copy.getInt(copy.size() - 1));
          }
        },
        view -> {
          double[] to = new double[(int) view.size()];
          view.convertTo(NdView.of(to));
          check((int) to[to.length - 1]);
        },
        view -> ((List<?>) view.slice(":64").toList()).forEach(item -> check((int) item)));
  }

  private static void check(int item) {
    if (item != 0 && item != 3) {
      throw new AssertionError("memory was read after it was given back");
    }
  }

  @ParameterizedTest
  @MethodSource("work")
  void nobodyTouchesTheMemoryAfterItWasGivenBack(Consumer<NdView> work) throws Exception {
    int items = 1 << 12;
    for (int round = 0; round < 60; round++) {
      boolean taker = round % 3 != 0;
      boolean another = round % 3 != 1;
      try (Neighbour neighbour = new Neighbour(items)) {
        CountDownLatch begun = new CountDownLatch(1);
        NdView[] lent = new NdView[1];
        List<Throwable> failures = new ArrayList<>();
        Thread user =
            Thread.ofPlatform()
                .start(() -> {
                  lent[0] = neighbour.lend("i", items);
                  begun.countDown();
                  if (taker) {
                    use(lent[0], work, failures);
                  }
                });
        begun.await();
        Thread other =
            Thread.ofPlatform()
                .start(() -> {
                  if (another) {
                    use(lent[0], work, failures);
                  }
                });
        Thread.sleep(round % 6);
        lent[0].close();
        user.join();
        other.join();
        neighbour.awaitGivenBack();
        Thread.sleep(1);
        assertThat(failures).isEmpty();
        MemorySegment memory = neighbour.memory;
        for (int i = 0; i < items; i++) {
          assertThat(memory.getAtIndex(ValueLayout.JAVA_INT, i)).isEqualTo(POISON);
        }
      }
    }
  }

  /** Until the view refuses. */
  private static void use(NdView view, Consumer<NdView> work, List<Throwable> failures) {
    try {
      while (true) {
        work.accept(view);
      }
    } catch (IllegalStateException _) {
      // as it should be
    } catch (Throwable e) {
      synchronized (failures) {
        failures.add(e);
      }
    }
  }

  /**
   * The views that a thread has for itself ask no guard; those of guarded memory are none of them.
   */
  @ParameterizedTest
  @ValueSource(strings = {"b", "i", ">i", "d", "e", "?", "T{i:a:}"})
  void aGuardOfLentMemoryIsAskedAtEveryItem(String format) throws Exception {
    try (Neighbour neighbour = new Neighbour(8)) {
      NdView lent = neighbour.lend(format, 2);
      boolean[] gone = new boolean[1];
      MemoryGuard guard =
          () -> {
            if (gone[0]) {
              throw new IllegalStateException("gone");
            }
          };
      try (NdView view = lent.guarded("its owner", guard).owning()) {
        NdView part = view.slice("1:");
        assertThat(view.get(0)).isNotNull();
        gone[0] = true;
        for (Callable<?> use :
            List.<Callable<?>>of(
                () -> view.get(0),
                () -> part.get(0),
                view::toList,
                () -> elsewhere(() -> view.get(1)))) {
          assertThat(thrown(use)).hasStackTraceContaining("IllegalStateException: gone");
        }
        if (!format.startsWith("T")) {
          assertThat(thrown(() -> view.getDouble(0))).hasMessage("gone");
        }
      }
      neighbour.awaitGivenBack();
    }
  }
}
