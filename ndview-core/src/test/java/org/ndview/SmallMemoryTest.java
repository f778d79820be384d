package org.ndview;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Small memory lies beside that of other views, and is still a view's own. */
class SmallMemoryTest {
  private static final int[] SIZES = {
    0, 1, 63, 64, 65, 127, 128, 129, 1024, 1025, 8192, 8193, 131_072, 131_073, 524_288, 524_289,
    4 << 20
  };

  @Test
  void everyBlockIsAlignedAndZeroAlsoWhereOthersWereBefore() {
    for (int round = 0; round < 300; round++) {
      for (int size : SIZES) {
        if (size > 10_000 && round % 20 != 0) {
          continue;
        }
        try (NdView view = NdView.allocate("B", size)) {
          assertThat(view.count(0)).isEqualTo(size);
          view.assign(NdView.of(filled(size)).cast("B"));
          if (round % 50 == 0) {
            assertThat(view.segment().address() % 64).isZero();
          }
        }
      }
    }
  }

  private static byte[] filled(int size) {
    byte[] bytes = new byte[size];
    java.util.Arrays.fill(bytes, (byte) -1);
    return bytes;
  }

  @Test
  void viewsAliveAtOnceShareNothing() {
    List<NdView> views = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      NdView view = NdView.allocate("q", 1 + i % 30);
      for (long k = 0; k < view.size(); k++) {
        view.setLong(i, k);
      }
      views.add(view);
    }
    for (int i = 0; i < views.size(); i++) {
      assertThat(views.get(i).count(i)).isEqualTo(1 + i % 30);
      views.get(i).close();
    }
  }

  static Stream<Arguments> segments() {
    return Stream.of(
        segment("of the view", NdView::segment),
        segment("read-only", view -> view.toReadOnly().segment()),
        segment("of a part", view -> view.slice("2:4").trimmed().segment()),
        segment("what is viewed", view -> (MemorySegment) view.obj()),
        segment("of a copy's cast", view -> view.cast("B").segment()));
  }

  private static Arguments segment(String name, Function<NdView, MemorySegment> of) {
    return Arguments.of(name, of);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("segments")
  void aSegmentThatIsKeptRefusesAfterTheClose(String name, Function<NdView, MemorySegment> of) {
    NdView view = NdView.of(new int[] {1, 2, 3, 4, 5}).copy();
    MemorySegment segment = of.apply(view);
    assertThat(segment.get(ValueLayout.JAVA_INT, 0)).isEqualTo(segment.byteSize() == 8 ? 3 : 1);
    view.setInt(7, 2);
    assertThat(segment.mismatch(of.apply(view))).isEqualTo(-1);
    view.close();
    assertThat(segment.scope().isAlive()).isFalse();
    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(() -> segment.get(ValueLayout.JAVA_INT, 0));
    assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> of.apply(view));
  }

  @Test
  void everyUseAfterTheCloseIsRefusedWhileNeighboursLive() {
    try (NdView neighbour = NdView.allocate("i", 4)) {
      NdView view = NdView.allocate("i", 4);
      NdView part = view.slice("1:");
      NdView bytes = view.cast("4s");
      NdView free = NdView.allocate("i", 4);
      view.close();
      view.close();
      for (Runnable use :
          List.<Runnable>of(
              () -> part.getInt(0),
              () -> part.setInt(1, 0),
              () -> bytes.get(0),
              () -> bytes.set(new byte[4], 0),
              () -> part.slice("1"),
              part::toBytes,
              part::copy,
              part::hex,
              part::iterator,
              () -> free.assign(view),
              () -> view.assign(free),
              () -> view.convertTo(free),
              () -> free.convertTo(view),
              () -> free.contentEquals(view),
              () -> part.hold(() -> true),
              part::segment,
              part::shape)) {
        assertThatExceptionOfType(IllegalStateException.class).isThrownBy(use::run);
      }
      assertThat(part.isReleased()).isTrue();
      assertThat(part).hasToString("NdView (released)");
      assertThat(neighbour.count(0)).isEqualTo(4);
      assertThat(free.count(0)).isEqualTo(4);
      free.close();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"get", "set", "of a part"})
  void aThreadInAHotLoopIsToldOfTheClose(String use) throws Exception {
    NdView neighbour = NdView.allocate("d", 100);
    NdView view = NdView.allocate("d", 100);
    CountDownLatch hot = new CountDownLatch(1);
    try (ExecutorService executor = Executors.newSingleThreadExecutor()) {
      Future<Double> loop =
          executor.submit(() -> {
            for (int i = 0; i < 200; i++) {
              spin(view, use, 1000);
            }
            hot.countDown();
            return spin(view, use, Long.MAX_VALUE);
          });
      hot.await();
      Thread.sleep(50);
      view.close();
      assertThatExceptionOfType(java.util.concurrent.ExecutionException.class)
          .isThrownBy(() -> loop.get(20, TimeUnit.SECONDS))
          .withCauseInstanceOf(IllegalStateException.class);
    }
    neighbour.close();
  }

  private static double spin(NdView view, String use, long times) {
    return switch (use) {
      case "get" -> get(view, times);
      case "set" -> set(view, times);
      default -> get(view.slice("10:"), times);
    };
  }

  private static double get(NdView view, long times) {
    double sum = 0;
    for (long i = 0; i < times; i++) {
      sum += view.getDouble(i & 63);
    }
    return sum;
  }

  private static double set(NdView view, long times) {
    for (long i = 0; i < times; i++) {
      view.setDouble(1, i & 63);
    }
    return 0;
  }

  @Test
  void aHoldKeepsTheBytesWhereTheyAre() {
    NdView view = NdView.of(new int[] {1, 2, 3}).copy();
    MemorySegment segment = view.segment();
    MemoryHold hold = view.hold(() -> false);
    view.close();
    for (int i = 0; i < 1000; i++) {
      NdView.of(new int[] {7, 8, 9}).copy().close();
    }
    assertThat(segment.toArray(ValueLayout.JAVA_INT)).containsExactly(1, 2, 3);
    hold.close();
    assertThat(segment.scope().isAlive()).isFalse();
  }

  @Test
  void aSegmentTakenWhileAnotherThreadClosesIsWholeOrRefused() throws Exception {
    try (ExecutorService executor = Executors.newSingleThreadExecutor()) {
      for (int i = 0; i < 500; i++) {
        NdView view = NdView.allocate("q", 4);
        Future<?> close = executor.submit(view::close);
        try {
          MemorySegment segment = view.segment();
          segment.get(ValueLayout.JAVA_LONG, 0);
        } catch (IllegalStateException _) {
          // it was closed before; the JDK interrupts a thread that it stops within an access
          Thread.interrupted();
        }
        close.get();
        assertThat(view.isReleased()).isTrue();
      }
    }
  }
}
