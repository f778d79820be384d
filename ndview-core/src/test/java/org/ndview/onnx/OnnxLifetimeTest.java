package org.ndview.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtSession;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.ndview.Layout;
import org.ndview.NdView;
import org.ndview.Order;
import org.ndview.format.Format;

/** Memory stays while a tensor may touch it, and goes when none may. */
class OnnxLifetimeTest {
  private static OrtSession scale;

  private final AtomicInteger givenBack = new AtomicInteger();
  private final MemorySegment memory = Arena.ofAuto().allocate(12, 4);
  private NdView view;

  @BeforeAll
  static void openTheModel() throws Exception {
    scale = OnnxModels.open("scale");
  }

  @AfterAll
  static void closeIt() throws Exception {
    scale.close();
  }

  @BeforeEach
  void lendMemory() {
    AtomicInteger count = givenBack;
    view =
        NdView.borrow(
            memory,
            Format.parse("f"),
            Layout.contiguous(Order.C, 4, 3),
            this.memory,
            count::incrementAndGet);
    NdView.of(new float[] {1, 2, 3}).convertTo(view);
  }

  /** Holds are asked then. */
  private static void allocate() {
    NdView.allocate("d", 1000).close();
  }

  private static List<?> doubled(OnnxTensor tensor) throws Exception {
    try (OrtSession.Result result = scale.run(Map.of("x", tensor))) {
      return (List<?>) OnnxTensors.copy((OnnxTensor) result.get(0)).toList();
    }
  }

  @Test
  void closingTheOwnerLeavesTheMemoryToTheTensorAndClosingThatFreesIt() throws Exception {
    OnnxTensor tensor = OnnxTensors.wrap(view);
    NdView part = view.slice("1:");
    view.close();
    allocate();
    assertThat(givenBack).hasValue(0);
    assertThat(doubled(tensor)).isEqualTo(List.of(2f, 4f, 6f));
    NdView again = OnnxTensors.view(tensor);
    assertThat(again.toList()).isEqualTo(List.of(1f, 2f, 3f));
    tensor.close();
    allocate();
    assertThat(givenBack).hasValue(1);
    assertThatThrownBy(again::toList).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(part::toList).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void theLastOfSeveralTensorsFreesIt() throws Exception {
    OnnxTensor first = OnnxTensors.wrap(view);
    OnnxTensor second = OnnxTensors.wrap(view.slice("1:"));
    view.close();
    first.close();
    allocate();
    assertThat(givenBack).hasValue(0);
    assertThat(doubled(second)).isEqualTo(List.of(4f, 6f));
    second.close();
    allocate();
    assertThat(givenBack).hasValue(1);
  }

  @Test
  void aTensorClosedFirstLeavesTheMemoryToTheOwner() throws Exception {
    OnnxTensor tensor = OnnxTensors.wrap(view);
    NdView seen = OnnxTensors.view(tensor);
    tensor.close();
    allocate();
    assertThat(givenBack).hasValue(0);
    assertThat(view.toList()).isEqualTo(seen.toList());
    view.close();
    assertThat(givenBack).hasValue(1);
  }

  @Test
  void aTensorThatNobodyClosesLetsGoWhenItIsUnreachable() throws Exception {
    wrapAndForget();
    view.close();
    for (int i = 0; i < 200 && givenBack.get() == 0; i++) {
      System.gc();
      Thread.sleep(10);
      allocate();
    }
    assertThat(givenBack).hasValue(1);
  }

  private void wrapAndForget() throws Exception {
    assertThat(OnnxTensors.wrap(view).isClosed()).isFalse();
  }

  @Test
  void aTensorKeepsTheMemoryOfAViewThatNobodyHasAnyMore() throws Exception {
    try (OnnxTensor tensor = OnnxTensors.wrap(NdView.of(new float[] {1, 2, 3}).copy())) {
      for (int i = 0; i < 5; i++) {
        System.gc();
        NdView.allocate("f", 3).fill(-1); // whatever was freed is used again
      }
      assertThat(doubled(tensor)).isEqualTo(List.of(2f, 4f, 6f));
    }
  }

  @Test
  void aRunLetsGoWhenItIsDoneAndWhenItFails() throws Exception {
    try (NdView y = NdView.allocate("f", 3);
        NdView wrong = NdView.allocate("f", 2)) {
      OnnxTensors.run(scale, Map.of("x", view), Map.of("y", y));
      assertThat(y.toList()).isEqualTo(List.of(2f, 4f, 6f));
      assertThatThrownBy(() -> OnnxTensors.run(scale, Map.of("x", view), Map.of("y", wrong)))
          .isInstanceOf(ai.onnxruntime.OrtException.class);
      assertThatThrownBy(
              () -> OnnxTensors.run(scale, Map.of("x", view), Map.of("y", wrong.slice("::-1"))))
          .isInstanceOf(UnsupportedOperationException.class);
    }
    view.close();
    assertThat(givenBack).hasValue(1);
  }

  @Test
  void releasedViewsAndClosedArenasMakeNoTensor() {
    view.close();
    assertThatThrownBy(() -> OnnxTensors.wrap(view)).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> OnnxTensors.copy(view)).isInstanceOf(IllegalStateException.class);
    NdView late;
    try (Arena arena = Arena.ofConfined()) {
      late = NdView.allocate(arena, "f", 2);
    }
    assertThatThrownBy(() -> OnnxTensors.plan(late)).isInstanceOf(IllegalStateException.class);
  }
}
