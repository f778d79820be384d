package org.ndview.nd4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.ndview.NdView;

/** Who keeps whose memory: each side the other's, for as long as it is reached itself. */
class LifetimeTest {
  /** So large that the allocator gives it back to the system, and a use after that crashes. */
  private static final long LARGE = 4 << 20;

  /** Memory that tells when it is freed. */
  @SuppressWarnings("restricted")
  private static NdView watched(AtomicBoolean freed) {
    MemorySegment memory =
        Arena.global().allocate(800, 8).reinterpret(800, Arena.ofAuto(), s -> freed.set(true));
    return Numbers.fill(NdView.of(memory, "d", 10, 10));
  }

  private static void collect() {
    for (int i = 0; i < 5; i++) {
      System.gc();
      pause();
    }
  }

  private static void pause() {
    try {
      Thread.sleep(20);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static void awaitFreed(AtomicBoolean freed) {
    for (int i = 0; i < 500 && !freed.get(); i++) {
      System.gc();
      pause();
    }
    assertThat(freed).isTrue();
  }

  private static void assertKept(UnaryOperator<Object> kept) {
    AtomicBoolean freed = new AtomicBoolean();
    Supplier<Object> make = () -> kept.apply(NdArrays.wrap(watched(freed)));
    Object keeper = make.get();
    collect();
    assertThat(freed).isFalse();
    Reference.reachabilityFence(keeper);
    keeper = null;
    awaitFreed(freed);
  }

  @Test
  void anArrayKeepsTheViewsMemory() {
    assertKept(array -> array);
  }

  @Test
  void whatNd4jMakesOfAnArrayKeepsItToo() {
    assertKept(array -> ((INDArray) array).transpose().reshape(10, 10).getRow(3));
    assertKept(array -> ((INDArray) array).get(NDArrayIndex.interval(2, 5), NDArrayIndex.all()));
    assertKept(array -> ((INDArray) array).getScalar(3, 3));
    assertKept(array -> ((INDArray) array).data());
  }

  @Test
  void aViewOfAnArrayKeepsItsMemory() {
    assertKept(array -> NdArrays.view((INDArray) array));
    assertKept(array -> NdArrays.view((INDArray) array).slice("1:, ::2").transpose());
    assertKept(array -> NdArrays.wrap(NdArrays.view((INDArray) array)));
  }

  @Test
  void theSegmentOfAViewOfAnArrayKeepsItsMemory() {
    assertKept(array -> NdArrays.view((INDArray) array).segment());
    assertKept(array -> NdArrays.view((INDArray) array).segment().asSlice(80, 8).asReadOnly());
  }

  @Test
  void closingAnArrayLetsTheViewsMemoryGo() {
    AtomicBoolean freed = new AtomicBoolean();
    INDArray array = NdArrays.wrap(watched(freed));
    array.close();
    awaitFreed(freed);
    assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> NdArrays.view(array));
    array.close();
    Reference.reachabilityFence(array);
  }

  @Test
  void closingAnArrayLeavesTheViewAsItWas() {
    NdView view = Numbers.view("i", 5);
    NdArrays.wrap(view).close();
    collect();
    assertThat(view.toList()).hasToString("[1, 2, 3, 4, 5]");
  }

  @Test
  void closingAViewLeavesItsMemoryToTheArray() {
    List<INDArray> arrays = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      try (NdView view = NdView.allocate("i", LARGE)) {
        arrays.add(NdArrays.wrap(view).addi(i));
      }
    }
    collect();
    for (int i = 0; i < 8; i++) {
      assertThat(arrays.get(i).sumNumber().longValue()).isEqualTo(i * LARGE);
    }
  }

  @Test
  void viewsReadNd4jsMemoryAfterItsArraysAreGone() {
    List<NdView> views = new ArrayList<>();
    List<MemorySegment> segments = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      INDArray array = Nd4j.valueArrayOf(new long[] {LARGE}, i, DataType.INT32);
      views.add(NdArrays.view(array).slice("::2"));
      segments.add(
          NdArrays.view(Nd4j.valueArrayOf(new long[] {LARGE}, i, DataType.INT32)).segment());
    }
    collect();
    Nd4j.create(DataType.INT32, LARGE).addi(100);
    for (int i = 0; i < 8; i++) {
      assertThat(views.get(i).count(i)).isEqualTo(LARGE / 2);
      assertThat(segments.get(i).getAtIndex(ValueLayout.JAVA_INT, LARGE - 1)).isEqualTo(i);
    }
  }

  @Test
  void manyShortLivedArraysFreeNothingTwice() {
    NdView view = Numbers.view("f", 100);
    for (int i = 0; i < 20_000; i++) {
      INDArray array = NdArrays.wrap(view);
      if (i % 3 == 0) {
        array.close();
      } else if (i % 1000 == 1) {
        System.gc();
      }
    }
    collect();
    assertThat(NdArrays.wrap(view).sumNumber().intValue()).isEqualTo(100 * 101 / 2);
  }

  /** In many threads, under a collector that never rests. */
  @Test
  void viewsKeepLargeArraysWhileThreadsReadThem() throws Exception {
    long length = 300_000; // 2.4 MB: given back to the system when freed
    AtomicBoolean done = new AtomicBoolean();
    Thread collector =
        Thread.ofPlatform()
            .start(() -> {
              while (!done.get()) {
                System.gc();
              }
            });
    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      List<Future<?>> readers = new ArrayList<>();
      for (int t = 0; t < 8; t++) {
        int seed = t;
        readers.add(
            threads.submit(() -> {
              for (int i = 0; i < 40; i++) {
                int value = 100 * seed + i;
                NdView view = lastReference(length, value);
                assertThat(view.count((double) value)).isEqualTo(length / 2);
                assertThat(view.getDouble(length / 2 - 1)).isEqualTo(value);
                assertThat(NdArrays.wrap(view).sumNumber().doubleValue())
                    .isEqualTo(value * (length / 2.0));
              }
            }));
      }
      for (Future<?> reader : readers) {
        reader.get();
      }
    } finally {
      done.set(true);
      collector.join();
    }
  }

  private static NdView lastReference(long length, int value) {
    return NdArrays.view(Nd4j.valueArrayOf(new long[] {length}, value, DataType.DOUBLE))
        .slice("::2");
  }
}
