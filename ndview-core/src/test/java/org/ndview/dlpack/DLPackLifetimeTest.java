package org.ndview.dlpack;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.ndview.NdView;

/** Who keeps the memory, and who calls the deleter when: once. */
class DLPackLifetimeTest {
  private static ForeignTensor tensor(Arena arena, TensorStruct struct) {
    MemorySegment data = arena.allocateFrom(JAVA_INT, 1, 2, 3, 4, 5, 6);
    return new ForeignTensor(arena, struct, data, 0, 32, new long[] {2, 3});
  }

  @ParameterizedTest
  @EnumSource
  void closingTheViewCallsTheDeleterOnce(TensorStruct struct) {
    try (Arena arena = Arena.ofShared()) {
      ForeignTensor tensor = tensor(arena, struct);
      NdView view = DLPack.view(tensor.struct, struct);
      NdView row = view.select(0, 1);
      assertThat(row.toList()).isEqualTo(List.of(4, 5, 6));
      row.close();
      assertThat(tensor.deleted).hasValue(0);
      NdView other = view.select(0, 0);
      view.close();
      assertThat(tensor.deleted).hasValue(1);
      view.close();
      assertThat(tensor.deleted).hasValue(1);
      assertThatThrownBy(() -> view.getInt(0, 0)).isInstanceOf(IllegalStateException.class);
      assertThatThrownBy(() -> other.getInt(0)).isInstanceOf(IllegalStateException.class);
      assertThatThrownBy(() -> other.toList()).isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void aTensorWithoutADeleterIsLeftAlone() {
    try (Arena arena = Arena.ofShared()) {
      ForeignTensor tensor = tensor(arena, TensorStruct.VERSIONED);
      tensor.struct.set(JAVA_LONG, 16, 0);
      DLPack.view(tensor.struct).close();
      DLPack.delete(tensor.struct, TensorStruct.VERSIONED);
      assertThat(tensor.deleted).hasValue(0);
    }
  }

  @Test
  void ofSeveralThreadsThatCloseOneCallsTheDeleter() throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(4);
        Arena arena = Arena.ofShared()) {
      for (int round = 0; round < 50; round++) {
        ForeignTensor tensor = tensor(arena, TensorStruct.VERSIONED);
        NdView view = DLPack.view(tensor.struct);
        threads.invokeAll(times(4, view::close));
        assertThat(tensor.deleted).hasValue(1);
      }
    }
  }

  @Test
  void ofSeveralThreadsThatDeleteOneEndsTheExport() throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      for (int round = 0; round < 50; round++) {
        NdView view = NdView.allocate("f", 8);
        ExportedTensor tensor = DLPack.export(view);
        MemorySegment pointer = tensor.address();
        long deleter = TensorCodec.deleter(pointer, TensorStruct.VERSIONED);
        NdView row = view.duplicate();
        view.close();
        assertThat(row.isReleased()).isFalse();
        row.getFloat(0);
        threads.invokeAll(times(4, () -> NativeCalls.delete(pointer.address(), deleter)));
        assertThat(tensor.isEnded()).isTrue();
        assertThatThrownBy(() -> row.getFloat(0)).isInstanceOf(IllegalStateException.class);
      }
    }
  }

  private static List<Callable<Object>> times(int n, Runnable task) {
    return IntStream.range(0, n).mapToObj(_ -> Executors.callable(task)).toList();
  }

  @Test
  void closingTheOwnerWaitsForTheConsumer() {
    NdView view = NdView.allocate("d", 1 << 16);
    view.setDouble(3, 5);
    NdView kept = view.duplicate();
    MemorySegment pointer = DLPack.export(view).handOver();
    view.close();
    try (NdView theirs = DLPack.view(pointer)) {
      assertThat(theirs.getDouble(5)).isEqualTo(3);
      assertThat(kept.getDouble(5)).isEqualTo(3);
    }
    assertThatThrownBy(() -> kept.getDouble(5)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aTensorThatNobodyTookEndsWithItsHandle() {
    NdView view = NdView.allocate("d", 4);
    ExportedTensor tensor = DLPack.export(view);
    NdView kept = view.duplicate();
    view.close();
    assertThat(kept.getDouble(0)).isZero();
    tensor.close();
    tensor.close();
    assertThat(tensor.isEnded()).isTrue();
    assertThat(tensor.toString()).contains("ended");
    assertThatThrownBy(tensor::address).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(tensor::handOver).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> kept.getDouble(0)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aTensorThatWasHandedOverIsTheConsumersToEnd() {
    try (NdView view = NdView.allocate("d", 4)) {
      ExportedTensor tensor = DLPack.export(view);
      MemorySegment pointer = tensor.handOver();
      tensor.close();
      assertThat(tensor.isEnded()).isFalse();
      assertThatThrownBy(tensor::handOver)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("handed over already");
      DLPack.delete(pointer, TensorStruct.VERSIONED);
      assertThat(tensor.isEnded()).isTrue();
    }
  }

  @Test
  void oneTensorHasOneView() {
    try (NdView view = NdView.allocate("d", 4)) {
      ExportedTensor tensor = DLPack.export(view);
      MemorySegment pointer = tensor.address();
      NdView theirs = DLPack.view(pointer);
      assertThatThrownBy(() -> DLPack.view(pointer))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("has a view already");
      assertThatThrownBy(() -> DLPack.delete(pointer, TensorStruct.VERSIONED))
          .isInstanceOf(IllegalStateException.class);
      tensor.close(); // taken
      assertThat(theirs.getDouble(0)).isZero();
      theirs.close();
      assertThat(tensor.isEnded()).isTrue();
    }
  }

  @Test
  void aTensorsViewExportedAgainKeepsTheTensor() {
    try (Arena arena = Arena.ofShared()) {
      ForeignTensor tensor = tensor(arena, TensorStruct.VERSIONED);
      NdView view = DLPack.view(tensor.struct);
      NdView again = DLPack.view(DLPack.export(view).handOver());
      view.close();
      assertThat(tensor.deleted).hasValue(0);
      assertThat(again.getInt(1, 2)).isEqualTo(6);
      again.close();
      assertThat(tensor.deleted).hasValue(1);
    }
  }

  @Test
  void theCollectorCallsTheDeleterOfAViewThatNobodyCloses() throws Exception {
    try (Arena arena = Arena.ofShared()) {
      ForeignTensor tensor = tensor(arena, TensorStruct.VERSIONED);
      assertThat(DLPack.view(tensor.struct).getInt(0, 0)).isEqualTo(1);
      for (int i = 0; i < 200 && tensor.deleted.get() == 0; i++) {
        System.gc();
        Thread.sleep(10);
      }
      assertThat(tensor.deleted).hasValue(1);
    }
  }

  @Test
  void theCollectorEndsATensorThatNobodyTook() throws Exception {
    NdView view = NdView.allocate("d", 4);
    NdView kept = view.duplicate();
    MemorySegment pointer = DLPack.export(view).address();
    view.close();
    System.gc();
    Thread.sleep(50);
    assertThat(kept.getDouble(0)).isZero(); // the pointer keeps it
    assertThat(pointer.byteSize()).isZero();
    java.lang.ref.Reference.reachabilityFence(pointer);
    pointer = MemorySegment.NULL;
    assertThat(pointer.address()).isZero();
    for (int i = 0; i < 200 && !isGone(kept); i++) {
      System.gc();
      Thread.sleep(10);
    }
    assertThat(isGone(kept)).isTrue();
  }

  private static boolean isGone(NdView view) {
    try {
      view.getDouble(0);
      return false;
    } catch (IllegalStateException _) {
      return true;
    }
  }

  @Test
  void aReleasedViewIsNotExported() {
    NdView view = NdView.allocate("d", 4);
    view.close();
    assertThatThrownBy(() -> DLPack.export(view)).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> DLPack.exportCopy(view)).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> DLPack.refusal(view, TensorStruct.VERSIONED))
        .isInstanceOf(IllegalStateException.class);
    Arena arena = Arena.ofShared();
    NdView closed = NdView.allocate(arena, "d", 4);
    arena.close();
    assertThatThrownBy(() -> DLPack.export(closed)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aTensorThatWasRefusedIsStillItsOwners() {
    try (Arena arena = Arena.ofShared()) {
      ForeignTensor tensor = tensor(arena, TensorStruct.VERSIONED).device(2, 0);
      assertThatThrownBy(() -> DLPack.view(tensor.struct)).hasMessageContaining("CUDA");
      assertThat(tensor.deleted).hasValue(0);
      DLPack.delete(tensor.struct, TensorStruct.VERSIONED);
      assertThat(tensor.deleted).hasValue(1);
    }
  }
}
