package org.ndview.nd4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.conf.WorkspaceConfiguration;
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

  /** ND4J's own rule: parts ignore a close, and a transpose closes the array. */
  @Test
  void closingATransposeClosesTheArray() {
    for (UnaryOperator<INDArray> all :
        List.<UnaryOperator<INDArray>>of(INDArray::transpose, a -> a.permute(1, 0))) {
      INDArray array = NdArrays.wrap(Numbers.view("f", 2, 3));
      NdView view = NdArrays.view(array);
      all.apply(array).close();
      assertThat(array.wasClosed()).isTrue();
      assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> view.get(0, 0));
    }
    INDArray array = NdArrays.wrap(Numbers.view("f", 2, 3));
    INDArray part = array.get(NDArrayIndex.all(), NDArrayIndex.interval(0, 2));
    assertThat(part.closeable()).isFalse();
    part.close();
    assertThat(NdArrays.view(array).getFloat(1, 2)).isEqualTo(6);
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
  void aViewOfAWrappedArrayObeysTheArenaOfTheView() {
    NdView back;
    NdView part;
    try (Arena arena = Arena.ofShared()) {
      back = NdArrays.view(NdArrays.wrap(NdView.of(arena.allocate(4 * LARGE, 8), "f", LARGE)));
      part = NdArrays.view(NdArrays.wrap(back.slice("10:"))).slice("::2");
      back.setFloat(7, 12);
      assertThat(part.getFloat(1)).isEqualTo(7);
      assertThat(back.obj()).isInstanceOf(INDArray.class);
    }
    for (NdView view : List.of(back, part)) {
      assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> view.getFloat(0));
      assertThatExceptionOfType(IllegalStateException.class).isThrownBy(view::toArray);
      assertThatExceptionOfType(IllegalStateException.class)
          .isThrownBy(() -> NdArrays.view((INDArray) view.obj()));
    }
  }

  @Test
  void aViewOfAWrappedViewOfAnArrayObeysThatArray() {
    INDArray array = Nd4j.create(DataType.FLOAT, LARGE);
    NdView back = NdArrays.view(NdArrays.wrap(NdArrays.view(array)));
    INDArray last = NdArrays.wrap(back);
    NdView again = NdArrays.view(last).slice("5:");
    again.setFloat(3, 0);
    assertThat(array.getFloat(5)).isEqualTo(3);
    array.close();
    for (NdView view : List.of(back, again)) {
      assertThatExceptionOfType(IllegalStateException.class)
          .isThrownBy(() -> view.getFloat(0))
          .withMessage("the INDArray was closed, and ND4J has freed its memory");
    }
    assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> NdArrays.view(last));
  }

  @Test
  void aViewOfAWrappedViewObeysBothArrays() {
    NdView view = Numbers.view("f", 2, 3);
    INDArray array = NdArrays.wrap(view);
    NdView back = NdArrays.view(array.transpose());
    assertThat(back.getFloat(2, 1)).isEqualTo(view.getFloat(1, 2));
    array.close();
    assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> back.getFloat(2, 1));
    assertThat(view.getFloat(1, 2)).isEqualTo(6);
  }

  @Test
  void aViewOfAWrappedViewObeysTheWorkspaceOfTheView() {
    WorkspaceConfiguration configuration =
        WorkspaceConfiguration.builder().initialSize(1 << 20).build();
    NdView back;
    try (var _ = Nd4j.getWorkspaceManager().getAndActivateWorkspace(configuration, "Lifetime")) {
      back = NdArrays.view(NdArrays.wrap(NdArrays.view(Nd4j.ones(DataType.FLOAT, 2, 3))));
      assertThat(back.getFloat(1, 2)).isEqualTo(1);
    }
    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(() -> back.getFloat(1, 2))
        .withMessageContaining("Lifetime, whose scope has ended");
  }

  @Test
  void aViewOfAWrappedViewObeysTheThreadOfTheView() throws Exception {
    try (Arena arena = Arena.ofConfined();
        ExecutorService other = Executors.newSingleThreadExecutor()) {
      NdView view = NdView.of(arena.allocate(24, 8), "f", 6);
      NdView back = NdArrays.view(NdArrays.wrap(view));
      assertThat(back.getFloat(0)).isZero();
      assertThatExceptionOfType(ExecutionException.class)
          .isThrownBy(() -> other.submit(() -> back.getFloat(0)).get())
          .withCauseInstanceOf(WrongThreadException.class);
    }
  }

  @Test
  void aClosedOwnerEndsViewsOfArraysAtTheLatestWithTheMemory() {
    NdView view = NdView.allocate("f", 2, 3);
    INDArray array = NdArrays.wrap(view);
    NdView back = NdArrays.view(array);
    view.close();
    array.addi(1);
    assertThat(array.sumNumber().intValue()).isEqualTo(6);
    array.close();
    // whoever makes memory asks some of those that wait, in turn: other tests left others waiting
    for (int i = 0; i < 10_000 && !back.isReleased(); i++) {
      NdView.allocate("b").close();
    }
    assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> back.getFloat(0, 0));
    assertThat(back.isReleased()).isTrue();
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
                assertThat(sum(NdArrays.wrap(view))).isEqualTo(value * (length / 2.0));
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

  /** Not ND4J's sumNumber, which may find the array of its result collected before it reads it. */
  private static double sum(INDArray array) {
    INDArray sum = array.sum();
    double number = sum.getDouble(0);
    Reference.reachabilityFence(sum);
    return number;
  }

  private static NdView lastReference(long length, int value) {
    return NdArrays.view(Nd4j.valueArrayOf(new long[] {length}, value, DataType.DOUBLE))
        .slice("::2");
  }
}
