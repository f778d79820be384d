package org.ndview.arrow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.Arena;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.message.ArrowFieldNode;
import org.apache.arrow.vector.types.Types.MinorType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.util.TransferPair;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.ndview.NdView;

/** Who keeps whose memory: views and vectors end in any order, and the allocator's count is 0. */
class ArrowLifetimeTest {
  private final BufferAllocator allocator = new RootAllocator();

  /** Fails where a buffer was not released. */
  @AfterEach
  void closeTheAllocator() {
    allocator.close();
  }

  private IntVector counted(int n) {
    IntVector vector = new IntVector("x", allocator);
    vector.allocateNew(n);
    for (int i = 0; i < n; i++) {
      vector.set(i, i);
    }
    vector.setValueCount(n);
    return vector;
  }

  @Test
  void aViewKeepsTheBufferOfAVectorThatIsClosed() {
    IntVector vector = counted(5);
    NdView view = ArrowVectors.view(vector);
    NdView part = view.slice("1::2");
    vector.close();
    assertThat(allocator.getAllocatedMemory()).isPositive();
    assertThat(part.toList()).isEqualTo(List.of(1, 3));
    view.close();
    view.close();
    assertThat(allocator.getAllocatedMemory()).isZero();
    assertThatThrownBy(part::toList).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aVectorOutlivesItsViews() {
    try (IntVector vector = counted(5)) {
      int before = vector.getDataBuffer().refCnt();
      for (int i = 0; i < 3; i++) {
        ArrowVectors.view(vector).close();
      }
      assertThat(vector.get(4)).isEqualTo(4);
      assertThat(vector.getDataBuffer().refCnt()).isEqualTo(before);
    }
  }

  @Test
  void theCollectorReleasesWhatNobodyClosed() throws Exception {
    try (IntVector vector = counted(5)) {
      int before = vector.getDataBuffer().refCnt();
      ArrowVectors.view(vector);
      for (int i = 0; i < 100 && vector.getDataBuffer().refCnt() > before; i++) {
        System.gc();
        Thread.sleep(5);
      }
      assertThat(vector.getDataBuffer().refCnt()).isEqualTo(before);
    }
  }

  @Test
  void anAllocatorThatIsClosedBeforeAViewSaysSoAndTheViewEndsQuietly() {
    BufferAllocator child = new RootAllocator();
    IntVector vector = new IntVector("x", child);
    vector.allocateNew(1);
    vector.set(0, 7);
    vector.setValueCount(1);
    NdView view = ArrowVectors.view(vector);
    vector.close();
    assertThatThrownBy(child::close).isInstanceOf(IllegalStateException.class);
    assertThat(view.getInt(0)).isEqualTo(7);
    view.close();
    assertThat(view.isReleased()).isTrue();
  }

  @Test
  void aVectorHoldsTheMemoryOfAViewThatIsClosed() {
    NdView view = NdView.allocate("i", 5);
    view.fill(3);
    NdView part = view.slice("1:4");
    FieldVector vector = ArrowVectors.wrap(part, "x", allocator);
    view.close();
    assertThat(vector.getObject(2)).isEqualTo(3);
    NdView again = ArrowVectors.view(vector);
    vector.close();
    assertThat(again.toList()).isEqualTo(List.of(3, 3, 3));
    assertThat(view.isReleased()).isTrue();
    again.close();
    assertThat(allocator.getAllocatedMemory()).isZero();
    assertThatThrownBy(part::toList).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void memoryIsFreedWhenTheVectorIsClosedAndNotBefore() {
    NdView view = NdView.allocate("i", 5);
    NdView part = view.slice("1:4");
    FieldVector first = ArrowVectors.wrap(view, "x", allocator);
    FieldVector second = ArrowVectors.wrap(part, "y", allocator);
    view.close();
    first.close();
    assertThat(part.getInt(0)).isZero();
    second.close();
    assertThatThrownBy(() -> part.getInt(0)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aVectorThatIsClosedFirstLeavesTheViewAlone() {
    try (NdView view = NdView.allocate("i", 5)) {
      ArrowVectors.wrap(view, "x", allocator).close();
      assertThat(view.getInt(4)).isZero();
    }
  }

  @Test
  void buffersThatMovedToAnotherAllocatorHoldItToo() {
    NdView view = NdView.allocate("i", 4);
    view.fill(9);
    try (BufferAllocator child = allocator.newChildAllocator("child", 0, 1 << 20)) {
      FieldVector vector = ArrowVectors.wrap(view, "x", allocator);
      TransferPair transfer = vector.getTransferPair(child);
      transfer.transfer();
      vector.close();
      NdView probe = view.slice(":");
      view.close();
      FieldVector moved = (FieldVector) transfer.getTo();
      assertThat(moved.getObject(3)).isEqualTo(9);
      try (NdView again = ArrowVectors.view(moved)) {
        assertThat(again.getInt(3)).isEqualTo(9);
      }
      moved.close();
      assertThatThrownBy(() -> probe.getInt(0)).isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void anArenaThatIsClosedEndsTheViewOfAVectorOverIt() {
    Arena arena = Arena.ofShared();
    try (FieldVector vector = ArrowVectors.wrap(NdView.allocate(arena, "i", 3), "x", allocator);
        NdView view = ArrowVectors.view(vector)) {
      NdView part = view.slice("1:");
      assertThat(view.toList()).isEqualTo(List.of(0, 0, 0));
      arena.close();
      assertThatThrownBy(() -> view.getInt(0)).isInstanceOf(IllegalStateException.class);
      assertThatThrownBy(part::toList).isInstanceOf(IllegalStateException.class);
      assertThatThrownBy(() -> ArrowVectors.view(vector)).isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void memoryOfOneThreadStaysThatThreadsBehindAVector() throws Exception {
    try (Arena arena = Arena.ofConfined();
        FieldVector vector = ArrowVectors.wrap(NdView.allocate(arena, "i", 3), "x", allocator);
        NdView view = ArrowVectors.view(vector);
        ExecutorService other = Executors.newSingleThreadExecutor()) {
      assertThat(view.getInt(0)).isZero();
      assertThat(other.submit(() -> thrown(() -> view.getInt(0))).get())
          .isInstanceOf(WrongThreadException.class);
    }
  }

  private static Throwable thrown(Runnable use) {
    try {
      use.run();
      return null;
    } catch (RuntimeException e) {
      return e;
    }
  }

  @Test
  void slicesAreSharedFromTheirFirstValue() {
    try (IntVector vector = counted(20)) {
      TransferPair slice = vector.getTransferPair(allocator);
      slice.splitAndTransfer(3, 5);
      try (FieldVector part = (FieldVector) slice.getTo();
          NdView view = ArrowVectors.view(part)) {
        assertThat(view.toList()).isEqualTo(List.of(3, 4, 5, 6, 7));
        view.setInt(-1, 0);
        assertThat(vector.get(3)).isEqualTo(-1);
      }
    }
    try (NdView batch = NdView.allocate("i", 6, 2);
        FieldVector vector = ArrowVectors.wrap(batch, "x", allocator);
        VectorSchemaRoot root = VectorSchemaRoot.of(vector)) {
      batch.setInt(8, 4, 1);
      root.setRowCount(6);
      try (VectorSchemaRoot rows = root.slice(3, 3);
          NdView view = ArrowVectors.view(rows.getVector(0))) {
        assertThat(view.toList()).isEqualTo(List.of(List.of(0, 0), List.of(0, 8), List.of(0, 0)));
      }
    }
  }

  @Test
  void aVectorThatGrewHasOtherMemory() {
    try (NdView view = NdView.allocate("i", 2)) {
      IntVector vector = (IntVector) ArrowVectors.wrap(view, "x", allocator);
      NdView before = ArrowVectors.view(vector);
      vector.setSafe(1000, 5);
      vector.setValueCount(1001);
      view.setInt(7, 0);
      assertThat(vector.get(0)).isZero();
      assertThat(before.getInt(0)).isEqualTo(7);
      before.close();
      vector.close();
    }
  }

  @Test
  void buffersThatAreShorterThanTheirValuesAreAnError() {
    Field field = Field.nullable("x", MinorType.BIGINT.getType());
    try (FieldVector vector = field.createVector(allocator);
        ArrowBuf bits = allocator.buffer(8);
        ArrowBuf data = allocator.buffer(64)) {
      bits.setOne(0L, 8L);
      ArrowBuf eight = data.slice(0, 64);
      vector.loadFieldBuffers(new ArrowFieldNode(9, 3), List.of(bits, eight));
      assertThatThrownBy(() -> ArrowVectors.view(vector))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "the vector 'x' tells of 9 values, for which its data buffer has 64 bytes and not 72");
      vector.loadFieldBuffers(new ArrowFieldNode(1000, 3), List.of(bits, eight));
      for (Runnable use :
          List.<Runnable>of(
              () -> ArrowVectors.view(vector),
              () -> ArrowVectors.copy(vector, 0),
              () -> ArrowVectors.validity(vector))) {
        assertThatThrownBy(use::run)
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessage(
                "the vector 'x' tells of 1000 values, for which its validity buffer has 8 bytes and not 125");
      }
      assertThatThrownBy(() -> ArrowVectors.values(vector))
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThat(allocator.getAllocatedMemory()).isZero();
  }

  @Test
  void aBufferThatWasReleasedBehindItsVectorIsAnError() {
    IntVector vector = counted(3);
    vector.getDataBuffer().close();
    vector.getValidityBuffer().close(); // both are of one piece of memory
    assertThatThrownBy(() -> ArrowVectors.values(vector))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("the data buffer of the vector 'x' was released");
    assertThatThrownBy(() -> ArrowVectors.view(vector))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("the validity buffer of the vector 'x' was released");
  }

  @Test
  void aVectorThatWasClosedHasNoValues() {
    IntVector vector = counted(3);
    vector.close();
    assertThat(ArrowVectors.view(vector).shape()).containsExactly(0);
  }
}
