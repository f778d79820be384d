package org.ndview;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.ref.WeakReference;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.Pipe;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.ndview.format.Format;

/** Memory that a view made goes when that view is closed; other memory is left alone. */
class NdViewLifetimeTest {
  @TempDir private Path folder;

  static Stream<Arguments> derivations() {
    return Stream.of(
        Arguments.of("slice", (UnaryOperator<NdView>) v -> v.slice("1:")),
        Arguments.of("select", (UnaryOperator<NdView>) v -> v.select(0, 1)),
        Arguments.of("permute", (UnaryOperator<NdView>) v -> v.permute(1, 0)),
        Arguments.of("transpose", (UnaryOperator<NdView>) NdView::transpose),
        Arguments.of("reshape", (UnaryOperator<NdView>) v -> v.reshape(-1)),
        Arguments.of("squeeze", (UnaryOperator<NdView>) NdView::squeeze),
        Arguments.of("broadcastTo", (UnaryOperator<NdView>) v -> v.broadcastTo(2, 2, 3)),
        Arguments.of("cast", (UnaryOperator<NdView>) v -> v.cast("B")),
        Arguments.of("cast shape", (UnaryOperator<NdView>) v -> v.cast("B", 6, 4)),
        Arguments.of("duplicate", (UnaryOperator<NdView>) NdView::duplicate),
        Arguments.of("toReadOnly", (UnaryOperator<NdView>) NdView::toReadOnly),
        Arguments.of("trimmed", (UnaryOperator<NdView>) NdView::trimmed),
        Arguments.of("iterator", (UnaryOperator<NdView>) v -> (NdView) v.iterator().next()),
        Arguments.of("field", (UnaryOperator<NdView>) v -> v.cast("T{<i:x:}", 2, 3).field("x")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("derivations")
  void closingTheOwnerFreesTheMemoryAndEndsWhatWasMadeOfIt(
      String name, UnaryOperator<NdView> derive) {
    NdView whole = NdView.allocate("i", 2, 3);
    MemorySegment.Scope scope = whole.segment().scope();
    NdView part = derive.apply(whole);
    NdView partOfPart = part.duplicate();
    assertThat(part.obj()).isSameAs(whole.obj());
    whole.close();
    whole.close();
    assertThat(scope.isAlive()).isFalse();
    for (NdView view : List.of(part, partOfPart)) {
      assertThat(view.isReleased()).isTrue();
      assertThat(view).hasToString("NdView (released)");
      assertThatExceptionOfType(IllegalStateException.class)
          .isThrownBy(view::shape)
          .withMessage("the memory of the view was freed: the view that owns it was closed");
      assertThatExceptionOfType(IllegalStateException.class).isThrownBy(view::toList);
      assertThatExceptionOfType(IllegalStateException.class)
          .isThrownBy(() -> view.get(new long[part.layout.ndim()]));
      view.close();
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("derivations")
  void closingAnotherViewEndsItAlone(String name, UnaryOperator<NdView> derive) {
    try (NdView whole = NdView.allocate("i", 2, 3)) {
      NdView part = derive.apply(whole);
      NdView partOfPart = part.duplicate();
      part.close();
      part.close();
      assertThat(part.isReleased()).isTrue();
      assertThatExceptionOfType(IllegalStateException.class)
          .isThrownBy(part::size)
          .withMessage("the view is released");
      assertThat(partOfPart.toList()).isNotNull();
      assertThat(whole.get(1, 1)).isEqualTo(0);
    }
  }

  @Test
  void anOwningPartFreesTheMemoryToo() {
    NdView whole = NdView.allocate("i", 2, 3);
    NdView part = whole.slice("1").owning();
    part.close();
    assertThat(whole.isReleased()).isTrue();
    NdView array = NdView.of(new int[2]).owning();
    array.close();
    assertThat(array.isReleased()).isTrue();
  }

  @Test
  void aHoldKeepsTheMemoryUntilItEnds() {
    NdView whole = NdView.allocate("i", 2, 3);
    NdView part = whole.slice("1");
    MemorySegment segment = whole.segment();
    AtomicBoolean ended = new AtomicBoolean();
    MemoryHold told = part.hold(() -> false);
    part.hold(ended::get);
    whole.close();
    assertThat(whole.isReleased()).isTrue();
    assertThat(segment.scope().isAlive()).isTrue();
    told.close();
    told.close();
    assertThat(segment.scope().isAlive()).isTrue();
    ended.set(true);
    assertThat(segment.scope().isAlive()).isTrue();
    // asked when memory is next made
    NdView.allocate("b").close();
    assertThat(segment.scope().isAlive()).isFalse();
    assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> part.hold(() -> false));
  }

  @Test
  void holdsThatEndedBeforeDelayNothing() {
    NdView whole = NdView.allocate("i", 2, 3);
    MemorySegment segment = whole.segment();
    whole.hold(() -> false).close();
    whole.hold(() -> true);
    whole.close();
    assertThat(segment.scope().isAlive()).isFalse();
  }

  @Test
  void manyHoldsAreAskedAFewTimesEach() {
    AtomicLong asked = new AtomicLong();
    try (NdView whole = NdView.allocate("i", 2, 3)) {
      for (int i = 0; i < 10_000; i++) {
        whole.hold(() -> asked.incrementAndGet() > 40_000);
      }
      assertThat(asked.get()).isLessThan(40_000);
      asked.set(40_000);
    }
    NdView ended = NdView.allocate("i");
    MemorySegment segment = ended.segment();
    for (int i = 0; i < 10_000; i++) {
      ended.hold(() -> false).close();
    }
    ended.close();
    assertThat(segment.scope().isAlive()).isFalse();
  }

  @Test
  void aHoldOutlastsEveryViewThatTheCollectorTakes() throws InterruptedException {
    List<WeakReference<NdView>> views = new ArrayList<>();
    List<MemoryHold> holds = new ArrayList<>();
    MemorySegment.Scope scope = droppedWithHold(views, holds);
    for (int i = 0; i < 200 && views.getFirst().get() != null; i++) {
      System.gc();
      Thread.sleep(10);
    }
    Thread.sleep(50);
    assertThat(views.getFirst().get()).isNull();
    assertThat(scope.isAlive()).isTrue();
    holds.getFirst().close();
    for (int i = 0; i < 200 && scope.isAlive(); i++) {
      Thread.sleep(10);
    }
    assertThat(scope.isAlive()).isFalse();
  }

  private static MemorySegment.Scope droppedWithHold(
      List<WeakReference<NdView>> views, List<MemoryHold> holds) {
    NdView view = NdView.allocate("i", 4);
    views.add(new WeakReference<>(view));
    holds.add(view.hold(() -> false));
    return view.segment().scope();
  }

  /** A blocked write holds the memory as a native call does. */
  @Test
  void memoryThatASystemCallWorksOnIsFreedAfterIt() throws Exception {
    NdView view = NdView.allocate("b", 8 << 20);
    MemorySegment segment = view.segment();
    Pipe pipe = Pipe.open();
    Thread writer =
        Thread.ofPlatform()
            .start(() -> {
              try {
                pipe.sink().write(segment.asByteBuffer());
              } catch (IOException e) {
                throw new AssertionError(e);
              }
            });
    // the first byte is read, and the pipe cannot take them all
    pipe.source().read(ByteBuffer.allocate(1));
    view.close();
    assertThat(view.isReleased()).isTrue();
    assertThat(segment.scope().isAlive()).isTrue();
    ByteBuffer drain = ByteBuffer.allocate(1 << 20);
    for (int n = 1; n < 8 << 20; n += drain.position()) {
      pipe.source().read(drain.clear());
    }
    writer.join();
    NdView.allocate("b").close();
    assertThat(segment.scope().isAlive()).isFalse();
    pipe.sink().close();
    pipe.source().close();
  }

  @Test
  void memoryOfAnArenaIsTheArenas() throws IOException {
    Path file = Files.write(folder.resolve("data"), new byte[] {1, 2, 3, 4});
    List<NdView> views = new ArrayList<>();
    try (Arena arena = Arena.ofConfined()) {
      views.add(NdView.allocate(arena, "i", 2, 3));
      views.add(NdView.map(file, arena));
      views.add(NdView.map(file, FileChannel.MapMode.PRIVATE, 1, 3, arena));
      assertThat(views.get(0).toBytes()).hasSize(24).containsOnly(0);
      assertThat(views.get(0).segment().address() % 64).isZero();
      assertThat(views.get(1).toBytes()).containsExactly(1, 2, 3, 4);
      assertThat(views.get(1).isReadOnly()).isTrue();
      assertThat(views.get(1).obj()).isEqualTo(file);
      assertThat(views.get(2).toBytes()).containsExactly(2, 3, 4);
      assertThat(views.get(2).isReadOnly()).isFalse();
      NdView part = views.get(0).slice("1");
      views.get(0).close();
      assertThat(views.get(0).isReleased()).isTrue();
      assertThat(part.get(2)).isEqualTo(0);
      views.add(part);
    }
    for (NdView view : views) {
      assertThatExceptionOfType(IllegalStateException.class).isThrownBy(view::toList);
      assertThatExceptionOfType(IllegalStateException.class).isThrownBy(view::shape);
    }
    Arena closed = Arena.ofShared();
    closed.close();
    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(() -> NdView.allocate(closed, "i", 2));
    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(() -> NdView.map(file, closed));
  }

  @Test
  void aCopyOwnsItsMemory() {
    try (NdView whole = NdView.allocate("i", 2, 3)) {
      NdView copy = whole.copy();
      MemorySegment.Scope scope = copy.segment().scope();
      assertThat(scope.equals(whole.segment().scope())).isFalse();
      copy.close();
      assertThat(scope.isAlive()).isFalse();
      assertThat(whole.get(1, 1)).isEqualTo(0);
    }
  }

  @Test
  void memoryOfOthersIsLeftAlone() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment memory = arena.allocate(16);
      NdView view = NdView.of(memory, "i", 4);
      NdView part = view.slice("1");
      view.close();
      assertThat(part.get()).isEqualTo(0);
      part.close();
      assertThat(memory.scope().isAlive()).isTrue();
    }
  }

  @Test
  void allocatedMemoryIsZeroWritableAndAligned() {
    try (NdView view = NdView.allocate("d", 3, 4)) {
      assertThat(view.toBytes()).containsOnly(0).hasSize(96);
      assertThat(view.isReadOnly()).isFalse();
      assertThat(view.segment().isNative()).isTrue();
      assertThat(view.segment().address() % 64).isZero();
      assertThat(view.obj()).isEqualTo(view.segment());
    }
    try (NdView empty = NdView.allocate("d", 0, 4);
        NdView nothing = NdView.allocate("")) {
      assertThat(empty.toBytes()).isEmpty();
      assertThat(nothing.itemsize()).isZero();
    }
  }

  @Test
  void aMappedFileIsReadOnlyAndUnmappedWhenItIsClosed() throws IOException {
    Path file = Files.write(folder.resolve("data"), new byte[] {1, 2, 3, 4, 5, 6, 7, 8});
    NdView view = NdView.map(file);
    assertThat(view.obj()).isEqualTo(file);
    assertThat(view.format()).hasToString("B");
    assertThat(view.shape()).containsExactly(8);
    assertThat(view.isReadOnly()).isTrue();
    NdView numbers = view.cast("<i");
    MemorySegment.Scope scope = view.segment().scope();
    assertThat(numbers.toList()).isEqualTo(List.of(0x04030201, 0x08070605));
    view.close();
    assertThat(scope.isAlive()).isFalse();
    assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> numbers.getInt(0));
  }

  @Test
  void aPartOfAFileIsMappedForWriting() throws IOException {
    Path file = Files.write(folder.resolve("data"), new byte[4]);
    try (NdView view = NdView.map(file, FileChannel.MapMode.READ_WRITE, 2, 4)) {
      view.set(9, 0);
      view.set(7, 3);
    }
    assertThat(Files.readAllBytes(file)).containsExactly(0, 0, 9, 0, 0, 7);
    try (NdView view = NdView.map(file, FileChannel.MapMode.PRIVATE, 2, 4)) {
      assertThat(view.isReadOnly()).isFalse();
      view.set(1, 0);
      assertThat(view.get(0)).isEqualTo(1);
    }
    assertThat(Files.readAllBytes(file)).containsExactly(0, 0, 9, 0, 0, 7);
  }

  @Test
  void anEmptyFileIsAnEmptyView() throws IOException {
    Path file = Files.createFile(folder.resolve("empty"));
    try (NdView view = NdView.map(file)) {
      assertThat(view.size()).isZero();
      assertThat(view.toBytes()).isEmpty();
    }
  }

  @Test
  void whatCannotBeMapped() throws IOException {
    Path file = Files.write(folder.resolve("data"), new byte[4]);
    assertThatExceptionOfType(UncheckedIOException.class)
        .isThrownBy(() -> NdView.map(folder.resolve("none")));
    FileChannel.MapMode mode = FileChannel.MapMode.READ_ONLY;
    for (long[] part : new long[][] {{0, 5}, {4, 1}, {5, 0}, {1, Long.MAX_VALUE}}) {
      assertThatExceptionOfType(UncheckedIOException.class)
          .isThrownBy(() -> NdView.map(file, mode, part[0], part[1]))
          .withMessageContaining("has 4 bytes, too short for " + part[1] + " from byte " + part[0]);
    }
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> NdView.map(file, mode, -1, 1))
        .withMessage("the position is negative: -1");
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> NdView.map(file, mode, 0, -1))
        .withMessage("the size is negative: -1");
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> NdView.map(file, FileChannel.MapMode.READ_WRITE, 1, Long.MAX_VALUE));
    assertThat(Files.size(file)).isEqualTo(4);
  }

  @Test
  void closingInSeveralThreadsReleasesOnce() throws InterruptedException {
    for (int round = 0; round < 50; round++) {
      NdView whole = NdView.allocate("i", 8);
      MemorySegment.Scope scope = whole.segment().scope();
      NdView other = whole.slice("2:");
      CountDownLatch start = new CountDownLatch(1);
      List<Thread> threads = new ArrayList<>();
      for (int t = 0; t < 4; t++) {
        Thread thread =
            new Thread(() -> {
              try {
                start.await();
              } catch (InterruptedException e) {
                throw new AssertionError(e);
              }
              whole.close();
            });
        threads.add(thread);
        thread.start();
      }
      start.countDown();
      for (Thread thread : threads) {
        thread.join();
      }
      assertThat(scope.isAlive()).isFalse();
      assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> other.getInt(0));
    }
  }

  @Test
  void slicingWhileOthersCloseEitherWorksOrIsRefused() throws InterruptedException {
    for (int round = 0; round < 50; round++) {
      NdView whole = NdView.allocate("i", 8);
      List<Throwable> faults = new ArrayList<>();
      Thread slicer =
          new Thread(() -> {
            try {
              for (int i = 0; i < 1000; i++) {
                whole.slice("1:").getInt(2);
              }
            } catch (IllegalStateException e) {
              assertThat(e.getMessage()).containsAnyOf("released", "freed", "closed");
            } catch (RuntimeException | Error e) {
              faults.add(e);
            }
          });
      slicer.start();
      whole.close();
      slicer.join();
      assertThat(faults).isEmpty();
    }
  }

  private static MemorySegment.Scope dropped(List<WeakReference<NdView>> views) {
    NdView whole = NdView.allocate("i", 1 << 10);
    NdView part = whole.slice("1:");
    views.add(new WeakReference<>(whole));
    views.add(new WeakReference<>(part));
    return whole.segment().scope();
  }

  @Test
  void theCollectorFreesWhatNobodyCloses() throws InterruptedException {
    List<WeakReference<NdView>> views = new ArrayList<>();
    MemorySegment.Scope scope = dropped(views);
    for (int i = 0; i < 200 && scope.isAlive(); i++) {
      System.gc();
      Thread.sleep(10);
    }
    assertThat(views).allMatch(reference -> reference.get() == null);
    assertThat(scope.isAlive()).isFalse();
  }

  @Test
  void onePartKeepsTheMemory() throws InterruptedException {
    NdView part = NdView.allocate("i", 1 << 10).slice("5");
    for (int i = 0; i < 5; i++) {
      System.gc();
      Thread.sleep(5);
    }
    assertThat(part.segment().scope().isAlive()).isTrue();
    part.set(7);
    assertThat(part.get()).isEqualTo(7);
  }

  @Test
  void aViewKeepsItsArrayAndItsRows() {
    float[][] rows = {{1, 2, 3}, {4, 5, 6}};
    NdView view = NdView.ofRows(rows);
    assertThat(view.obj()).isSameAs(rows);
    assertThat(view.shape()).containsExactly(2, 3);
    assertThat(view.suboffsets()).containsExactly(0, -1);
    rows[1][2] = 60;
    assertThat(view.getFloat(1, 2)).isEqualTo(60);
    view.setFloat(10, 0, 0);
    assertThat(rows[0][0]).isEqualTo(10);
    // looked up once
    rows[1] = new float[3];
    assertThat(view.getFloat(1, 2)).isEqualTo(60);
    assertThat(view.slice("::-1, 1").toList()).isEqualTo(List.of(5f, 2f));
    NdView row = view.slice("1");
    view.close();
    assertThat(row.toList()).isEqualTo(List.of(4f, 5f, 60f));
    assertThat(row.suboffsets()).isEmpty();
  }

  @Test
  void rowsOfEveryTypeAndDepth() {
    assertThat(NdView.ofRows(new byte[][] {{1}, {2}}).toList())
        .isEqualTo(List.of(List.of(1), List.of(2)));
    assertThat(NdView.ofRows(new short[][] {{1, 2}}).toList()).isEqualTo(List.of(List.of(1, 2)));
    assertThat(NdView.ofRows(new char[][] {{'a'}}).toList()).isEqualTo(List.of(List.of("a")));
    assertThat(NdView.ofRows(new long[][] {{1}}).toList()).isEqualTo(List.of(List.of(1L)));
    double[][][] deep = {{{1, 2}, {3, 4}}, {{5, 6}, {7, 8}}};
    NdView view = NdView.ofRows(deep);
    assertThat(view.suboffsets()).containsExactly(0, 0, -1);
    assertThat(view.toArray()).isEqualTo(deep);
    assertThat(view.slice("1, 0").toList()).isEqualTo(List.of(5.0, 6.0));
    assertThat(NdView.ofRows(new int[0][]).shape()).containsExactly(0, 0);
    assertThat(NdView.ofRows(new int[2][0]).toList()).isEqualTo(List.of(List.of(), List.of()));
  }

  @Test
  void whatAreNoRows() {
    Object[][] faults = {
      {new int[3], "not int[]"},
      {new boolean[1][1], "not boolean[][]"},
      {"text", "not java.lang.String"},
      {new Integer[1][1], "not java.lang.Integer[][]"},
      {new int[][] {{1}, {2, 3}}, "ragged: along dimension 1 one has length 2, another 1"},
      {new int[][] {{1}, null}, "row 1 along dimension 0 is null"},
    };
    for (Object[] fault : faults) {
      assertThatExceptionOfType(IllegalArgumentException.class)
          .isThrownBy(() -> NdView.ofRows(fault[0]))
          .withMessageContaining((String) fault[1]);
    }
  }

  @Test
  void asStridedIsChecked() {
    NdView bytes = NdView.allocate("B", 8);
    NdView shorts =
        bytes.asStrided(Format.parse("<h"), Layout.of(2, 6, new long[] {2}, new long[] {-4}));
    bytes.set(7, 2);
    assertThat(shorts.toList()).isEqualTo(List.of(0, 7));
    assertThat(bytes.toReadOnly().asStrided(Format.parse("b"), bytes.layout()).isReadOnly())
        .isTrue();
    assertThatThrownBy(() -> bytes.asStrided(Format.parse("<h"), Layout.contiguous(Order.C, 2, 5)))
        .isInstanceOf(IndexOutOfBoundsException.class)
        .hasMessageContaining("8 bytes");
    assertThatThrownBy(() -> bytes.asStrided(Format.parse("<h"), bytes.layout()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'<h' takes 2 bytes");
    bytes.close();
    assertThat(shorts.isReleased()).isTrue();
  }
}
