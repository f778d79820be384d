package org.ndview.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.ndview.Layout;
import org.ndview.NdView;
import org.ndview.Order;
import org.ndview.format.Format;

/** Memory stays while DJL may touch it, and goes when it may not. */
class DjlLifetimeTest {
  private final AtomicInteger givenBack = new AtomicInteger();
  private final MemorySegment memory = Arena.ofAuto().allocate(16, 4);
  private NDManager manager;
  private NdView view;

  @BeforeEach
  void lendMemory() {
    PyTorch.assumeHere();
    manager = NDManager.newBaseManager();
    AtomicInteger count = givenBack;
    view =
        NdView.borrow(
            memory,
            Format.parse("f"),
            Layout.contiguous(Order.C, 4, 4),
            memory,
            count::incrementAndGet);
    NdView.of(new float[] {1, 2, 3, 4}).convertTo(view);
  }

  @AfterEach
  void closeTheManager() {
    if (manager != null) {
      manager.close();
    }
  }

  /** Holds are asked then. */
  private static void allocate() {
    NdView.allocate("d", 1000).close();
  }

  private void assertHeld(boolean held) {
    allocate();
    assertThat(givenBack).hasValue(held ? 0 : 1);
  }

  // the memory of views

  @Test
  void closingTheOwnerLeavesTheMemoryToTheArrayAndClosingThatFreesIt() {
    NDArray array = DjlArrays.wrap(manager, view);
    NdView part = view.slice("1:");
    view.close();
    assertHeld(true);
    assertThat(array.toFloatArray()).containsExactly(1, 2, 3, 4);
    NdView again = DjlArrays.view(array);
    assertThat(again.getFloat(3)).isEqualTo(4);
    array.close();
    assertThatThrownBy(() -> again.getFloat(3)).isInstanceOf(IllegalStateException.class);
    assertHeld(false);
    assertThatThrownBy(part::toList).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void closingTheManagerFreesItAtOnce() {
    DjlArrays.wrap(manager, view);
    view.close();
    assertHeld(true);
    manager.close();
    assertThat(givenBack).hasValue(1);
  }

  @Test
  void anArrayClosedFirstLeavesTheMemoryToTheOwner() {
    DjlArrays.wrap(manager, view).close();
    assertHeld(true);
    assertThat(view.getFloat(1)).isEqualTo(2);
    view.close();
    assertThat(givenBack).hasValue(1);
  }

  @Test
  void slicesAndReshapesOfTheArrayKeepItToo() {
    NDArray array = DjlArrays.wrap(manager, view);
    NDArray part = array.get("2:");
    NDArray table = array.reshape(2, 2);
    view.close();
    array.close();
    assertHeld(true);
    assertThat(part.toFloatArray()).containsExactly(3, 4);
    NdView seen = DjlArrays.view(part);
    assertThat(seen.toList()).isEqualTo(List.of(3f, 4f));
    part.close();
    assertHeld(true);
    assertThat(table.toFloatArray()).containsExactly(1, 2, 3, 4);
    table.close();
    assertHeld(false);
    assertThatThrownBy(seen::toList).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void anArrayAttachedToAnotherManagerKeepsItThere() {
    NDManager other = NDManager.newBaseManager();
    NDArray array = DjlArrays.wrap(manager, view);
    array.attach(other);
    view.close();
    manager.close();
    assertHeld(true);
    assertThat(array.toFloatArray()).containsExactly(1, 2, 3, 4);
    other.close();
    assertThat(array.isReleased()).isTrue();
    assertHeld(false);
  }

  @Test
  void anArrayDetachedFromAllKeepsItUntilItIsClosed() {
    NDArray array = DjlArrays.wrap(manager, view);
    array.detach();
    view.close();
    manager.close();
    assertHeld(true);
    assertThat(array.toFloatArray()).containsExactly(1, 2, 3, 4);
    array.close();
    assertHeld(false);
  }

  @Test
  void whatIsLeftOfClosedArraysIsClearedByLaterOnes() {
    for (int i = 0; i < 100; i++) {
      DjlArrays.wrap(manager, view).close();
    }
    assertThat(manager.toString()).matches(".*Resource size: [0-3]$");
  }

  @Test
  void aViewThatNobodyHasAnyMoreKeepsItsMemoryByTheArray() throws Exception {
    NDArray array = DjlArrays.wrap(manager, NdView.of(new float[] {1, 2, 3}).copy());
    for (int i = 0; i < 5; i++) {
      System.gc();
      NdView.allocate("f", 3).fill(-1); // whatever was freed is used again
    }
    assertThat(array.toFloatArray()).containsExactly(1, 2, 3);
  }

  @Test
  void aClosedManagerTakesNothingAndHoldsNothing() {
    manager.close();
    assertThatThrownBy(() -> DjlArrays.wrap(manager, view))
        .isInstanceOf(IllegalStateException.class);
    view.close();
    assertThat(givenBack).hasValue(1);
  }

  @Test
  void releasedViewsAndClosedArenasMakeNoArray() {
    view.close();
    assertThatThrownBy(() -> DjlArrays.wrap(manager, view))
        .isInstanceOf(IllegalStateException.class);
    NdView late;
    try (Arena arena = Arena.ofConfined()) {
      late = NdView.allocate(arena, "f", 2);
    }
    assertThatThrownBy(() -> DjlArrays.copy(manager, late))
        .isInstanceOf(IllegalStateException.class);
  }

  // the memory of arrays

  @Test
  void aViewOfAnArrayRefusesWhenTheArrayOrItsManagerIsClosed() {
    NDArray array = manager.ones(new Shape(3));
    NdView seen = DjlArrays.view(array);
    NdView part = seen.slice("1:");
    assertThat(part.toList()).isEqualTo(List.of(1f, 1f));
    array.close();
    for (NdView gone : List.of(seen, part)) {
      assertThatThrownBy(() -> gone.getFloat(0))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("the NDArray was closed");
      assertThatThrownBy(gone::toList).isInstanceOf(IllegalStateException.class);
    }
    assertThatThrownBy(() -> DjlArrays.view(array)).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> DjlArrays.copy(array)).isInstanceOf(IllegalStateException.class);
    NdView other = DjlArrays.view(manager.ones(new Shape(3)));
    manager.close();
    assertThatThrownBy(() -> other.getFloat(0)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aWrappingArrayThatWasGivenOtherMemoryIsViewedThere() {
    NDArray array = DjlArrays.wrap(manager, view);
    ByteBuffer other = ByteBuffer.allocateDirect(16).order(ByteOrder.nativeOrder());
    other.putFloat(0, 42);
    array.set(other);
    NdView seen = DjlArrays.view(array);
    assertThat(seen.getFloat(0)).isEqualTo(array.toFloatArray()[0]);
    assertThat(seen.getFloat(0)).isEqualTo(42);
  }
}
