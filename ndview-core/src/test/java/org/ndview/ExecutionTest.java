package org.ndview;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Random;
import java.util.concurrent.ForkJoinPool;
import java.util.function.BiConsumer;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What many threads do is what one does. */
class ExecutionTest {
  private static NdView random(String format, long... shape) {
    NdView view = NdView.allocate(format, shape);
    MemorySegment memory = view.segment();
    byte[] bytes = new byte[(int) memory.byteSize()];
    new Random(shape.length).nextBytes(bytes);
    MemorySegment.copy(MemorySegment.ofArray(bytes), 0, memory, 0, bytes.length);
    return view;
  }

  static Stream<NdView> views() {
    return Stream.of(
        random("i", 1_000_003),
        random("i", 1_000_003).slice("::-1"),
        random("i", 701, 499).transpose(),
        random("i", 3, 400_001),
        random("i", 100_001, 2, 3).permute(2, 0, 1),
        random("i", 1, 1, 300_000),
        random("i", 2, 3, 4),
        random("i", 0, 5),
        random("i", 1000).broadcastTo(300, 1000),
        NdView.of(new int[300_000]),
        NdView.ofRows(new int[600][500]));
  }

  @ParameterizedTest
  @MethodSource("views")
  void copiesAndConversionsAndComparisonsAreTheSame(NdView view) {
    try (NdView one = view.copy();
        NdView many = view.copy(Order.C, Execution.PARALLEL);
        NdView floats = NdView.allocate(">d", view.shape());
        NdView same = NdView.allocate(">d", view.shape())) {
      assertThat(many.toBytes()).isEqualTo(one.toBytes());
      assertThat(view.copy(Order.F, Execution.PARALLEL).toBytes()).isEqualTo(one.toBytes());
      view.convertTo(floats, Casting.SAFE, Scaling.of(0.5, 1));
      view.convertTo(same, Casting.SAFE, Scaling.of(0.5, 1), Execution.PARALLEL);
      assertThat(same.toBytes()).isEqualTo(floats.toBytes());
      assertThat(view.contentEquals(one, Execution.PARALLEL)).isTrue();
      if (view.size() > 0) {
        Object last = one.reshape(-1).get(view.size() - 1);
        assertThat(view.count(last, Execution.PARALLEL)).isEqualTo(one.count(last)).isPositive();
        one.reshape(-1).setInt((Integer) last + 1, view.size() - 1);
        assertThat(view.contentEquals(one, Execution.PARALLEL)).isFalse();
      }
      many.assign(view.copy().slice("..., ::-1"), Execution.PARALLEL);
      assertThat(many.contentEquals(view.slice("..., ::-1"))).isTrue();
    }
  }

  @Test
  void viewsOverEachOtherAreCopiedAsIfCopiedBefore() {
    NdView one = random("i", 700, 700);
    NdView many = random("i", 700, 700);
    one.assign(one.transpose());
    many.assign(many.transpose(), Execution.PARALLEL);
    assertThat(many.toBytes()).isEqualTo(one.toBytes());
  }

  @Test
  void ofItemsOverEachOtherTheLastWrittenCounts() {
    NdView from = random("i", 1000, 300);
    NdView one = overlapping();
    NdView many = overlapping();
    one.assign(from);
    many.assign(from, Execution.PARALLEL);
    assertThat(many.toBytes()).isEqualTo(one.toBytes());
  }

  private static NdView overlapping() {
    return NdView.of(
        MemorySegment.ofArray(new int[1300]),
        org.ndview.format.Format.parse("i"),
        Layout.of(4, 0, new long[] {1000, 300}, new long[] {4, 4}));
  }

  @Test
  void memoryOfAConfinedArenaStaysWithItsThread() {
    try (Arena arena = Arena.ofConfined()) {
      NdView mine = NdView.of(arena.allocate(4_000_000), "i", 1_000_000);
      NdView other = random("i", 1_000_000);
      mine.assign(other, Execution.PARALLEL);
      assertThat(mine.contentEquals(other, Execution.PARALLEL)).isTrue();
      assertThat(mine.copy(Order.C, Execution.PARALLEL).contentEquals(other)).isTrue();
    }
  }

  @Test
  void aBlockOfAConfinedArenaStaysWithItsThreadBehindPointers() {
    try (Arena arena = Arena.ofConfined()) {
      NdView block = NdView.of(arena.allocate(8 * 400_000), "i", 800_000);
      block.assign(random("i", 800_000));
      Layout layout =
          Layout.of(4, 0, new long[] {8, 100_000}, new long[] {8, 4}, new long[] {0, -1});
      long[] offsets = LongStream.range(0, 8).map(i -> i * 400_000).toArray();
      NdView rows = PointerTable.view(block, block.format(), layout, offsets);
      NdView copy = rows.copy(Order.C, Execution.PARALLEL);
      assertThat(copy.contentEquals(rows, Execution.PARALLEL)).isTrue();
      assertThat(copy.reshape(800_000).contentEquals(block)).isTrue();
      assertThat(rows.count(block.getInt(0), Execution.PARALLEL)).isPositive();
    }
  }

  @Test
  void anErrorInOneThreadIsTheCallersAndNothingIsWritten() {
    NdView from = random("i", 2_000_000);
    NdView to = NdView.allocate("h", 2_000_000);
    assertThatThrownBy(
            () -> from.convertTo(to, Casting.SAME_KIND, Scaling.none(), Execution.PARALLEL))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("does not fit the format 'h'");
    assertThat(to.count(0)).isEqualTo(to.size());
  }

  @Test
  void memoryThatIsClosedIsAnIllegalState() {
    Arena arena = Arena.ofShared();
    NdView view = NdView.of(arena.allocate(4_000_000), "i", 1_000_000);
    arena.close();
    assertThatThrownBy(() -> view.copy(Order.C, Execution.PARALLEL))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void anInterruptEndsNothingAndStaysSet() {
    NdView view = random("i", 2_000_000);
    Thread.currentThread().interrupt();
    NdView copy = view.copy(Order.C, Execution.PARALLEL);
    assertThat(Thread.interrupted()).isTrue();
    assertThat(copy.contentEquals(view)).isTrue();
  }

  @Test
  void aTaskOfThePoolMayAskToo() throws Exception {
    NdView view = random("i", 2_000_000);
    NdView copy =
        ForkJoinPool.commonPool().submit(() -> view.copy(Order.C, Execution.PARALLEL)).get();
    assertThat(copy.contentEquals(view)).isTrue();
  }

  @Test
  void manyCallersAtOnceGetTheirOwn() throws Exception {
    NdView view = random("i", 1_000_000);
    BiConsumer<Integer, NdView[]> work =
        (i, out) -> out[i] = view.slice(i + "::" + 8).copy(Order.C, Execution.PARALLEL);
    NdView[] out = new NdView[8];
    try (var threads = java.util.concurrent.Executors.newFixedThreadPool(8)) {
      for (int i = 0; i < 8; i++) {
        int k = i;
        threads.submit(() -> work.accept(k, out));
      }
    }
    for (int i = 0; i < 8; i++) {
      assertThat(out[i].contentEquals(view.slice(i + "::8"))).isTrue();
    }
  }
}
