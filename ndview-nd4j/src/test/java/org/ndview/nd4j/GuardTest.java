package org.ndview.nd4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.memory.conf.WorkspaceConfiguration;
import org.nd4j.linalg.api.memory.enums.AllocationPolicy;
import org.nd4j.linalg.api.memory.enums.LearningPolicy;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.ndview.NdView;

/** A view of an array whose memory ND4J took back is refused at every use, whatever its age. */
class GuardTest {
  private static final WorkspaceConfiguration WORKSPACE =
      WorkspaceConfiguration.builder()
          .initialSize(1 << 20)
          .policyAllocation(AllocationPolicy.STRICT)
          .policyLearning(LearningPolicy.NONE)
          .build();

  /** Of a view of shape [2, 3]. */
  private static final Map<String, Consumer<NdView>> USES = new LinkedHashMap<>();

  static {
    USES.put("getFloat", v -> v.getFloat(1, 2));
    USES.put("getLong", v -> v.getLong(1, 2));
    USES.put("setDouble", v -> v.setDouble(1, 1, 2));
    USES.put("get", v -> v.get(1, 2));
    USES.put("set", v -> v.set(1, 1, 2));
    USES.put("toBytes", NdView::toBytes);
    USES.put("toList", NdView::toList);
    USES.put("toArray", NdView::toArray);
    USES.put("copy", NdView::copy);
    USES.put("assign to it", v -> v.assign(other()));
    USES.put("assign from it", v -> other().assign(v));
    USES.put("convert to it", v -> other().convertTo(v));
    USES.put("convert from it", v -> v.convertTo(other()));
    USES.put("contentEquals", v -> v.contentEquals(other()));
    USES.put("contentEquals of the other", v -> other().contentEquals(v));
    USES.put("count", v -> v.count(1));
    USES.put("slice", v -> v.slice("1"));
    USES.put("segment", NdView::segment);
    USES.put("wrap", NdArrays::wrap);
    USES.put("plan", NdArrays::plan);
    USES.put("copy to ND4J", NdArrays::copy);
  }

  private static NdView other() {
    return NdView.of(new float[6]).reshape(2, 3);
  }

  private static INDArray array() {
    return Nd4j.linspace(1, 6, 6, DataType.FLOAT).reshape(2, 3).dup();
  }

  static Stream<Case> cases() {
    return USES.entrySet().stream()
        .flatMap(use ->
            Taken.ALL.entrySet().stream().map(taken -> new Case(use.getKey(), taken.getKey())));
  }

  private record Case(String use, String taken) {}

  /** Ways for ND4J to take memory back: each gives views to a use before and to one after. */
  private interface Taken {
    void run(Consumer<NdView> before, Consumer<NdView> after);

    Map<String, Taken> ALL =
        Map.of(
            "the array is closed",
            (before, after) -> {
              INDArray array = Nd4j.create(DataType.FLOAT, 2, 3);
              NdView view = NdArrays.view(array);
              before.accept(view);
              array.close();
              after.accept(view);
            },
            "the array that it is a part of is closed",
            (before, after) -> {
              INDArray root = Nd4j.create(DataType.FLOAT, 4, 3, 2);
              NdView view =
                  NdArrays.view(
                      root.get(
                          NDArrayIndex.interval(1, 3), NDArrayIndex.all(), NDArrayIndex.point(1)));
              before.accept(view);
              root.close();
              after.accept(view);
            },
            "the view is a part, made before the close",
            (before, after) -> {
              INDArray array = Nd4j.create(DataType.FLOAT, 3, 4);
              NdView part = NdArrays.view(array).transpose().slice("::2");
              before.accept(part);
              array.close();
              after.accept(part);
            },
            "the workspace is left",
            (before, after) -> {
              NdView view;
              try (MemoryWorkspace _ = enter("left")) {
                view = NdArrays.view(Nd4j.create(DataType.FLOAT, 2, 3));
                assertThat(((INDArray) view.obj()).isAttached()).isTrue();
                before.accept(view);
              }
              after.accept(view);
            },
            "the workspace is left, of a part",
            (before, after) -> {
              NdView view;
              try (MemoryWorkspace _ = enter("part")) {
                view =
                    NdArrays.view(
                        Nd4j.create(DataType.FLOAT, 4, 6, 2)
                            .get(
                                NDArrayIndex.interval(1, 3),
                                NDArrayIndex.interval(0, 2, 6),
                                NDArrayIndex.point(1)));
                before.accept(view);
              }
              after.accept(view);
            },
            "the workspace is entered anew",
            (before, after) -> {
              NdView view;
              try (MemoryWorkspace _ = enter("anew")) {
                view = NdArrays.view(Nd4j.create(DataType.FLOAT, 2, 3));
                before.accept(view);
              }
              try (MemoryWorkspace _ = enter("anew")) {
                INDArray recycled = Nd4j.valueArrayOf(new long[] {2, 3}, 1000f);
                after.accept(view);
                assertThat(recycled.sumNumber().intValue()).isEqualTo(6000);
              }
            });
  }

  private static MemoryWorkspace enter(String name) {
    return Nd4j.getWorkspaceManager().getAndActivateWorkspace(WORKSPACE, "GuardTest " + name);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void aUseIsRefusedOnceTheMemoryIsTaken(Case which) {
    Consumer<NdView> use = USES.get(which.use());
    Taken.ALL
        .get(which.taken())
        .run(
            use,
            view ->
                assertThatExceptionOfType(IllegalStateException.class)
                    .isThrownBy(() -> use.accept(view))
                    .withMessageStartingWith("the INDArray "));
  }

  @Test
  void theReasonIsTold() {
    INDArray array = array();
    NdView view = NdArrays.view(array);
    array.close();
    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(() -> view.getFloat(0, 0))
        .withMessage("the INDArray was closed, and ND4J has freed its memory");
    NdView left;
    try (MemoryWorkspace _ = enter("told")) {
      left = NdArrays.view(array());
    }
    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(left::toList)
        .withMessage(
            "the INDArray belongs to the workspace GuardTest told, whose scope has ended;"
                + " detach() makes a copy");
    try (MemoryWorkspace _ = enter("told")) {
      assertThatExceptionOfType(IllegalStateException.class)
          .isThrownBy(left::toList)
          .withMessageContaining("ended, and was entered anew");
    }
  }

  @Test
  void aDetachedArrayOutlivesTheWorkspace() {
    NdView view;
    try (MemoryWorkspace _ = enter("detached")) {
      view = NdArrays.view(array().detach());
    }
    try (MemoryWorkspace _ = enter("detached")) {
      Nd4j.valueArrayOf(new long[] {2, 3}, 1000f);
      assertThat(view.getFloat(1, 2)).isEqualTo(6);
    }
  }

  @Test
  void aWrappedArrayMadeInAWorkspaceOutlivesIt() {
    NdView memory = Numbers.view("f", 2, 3);
    INDArray array;
    NdView view;
    try (MemoryWorkspace _ = enter("wrapped")) {
      array = NdArrays.wrap(memory);
      view = NdArrays.view(array);
    }
    assertThat(view.getFloat(1, 2)).isEqualTo(6);
    assertThat(array.sumNumber().intValue()).isEqualTo(21);
  }

  @Test
  void nestedScopesLeaveTheOuterArrayAlone() {
    try (MemoryWorkspace _ = enter("outer")) {
      NdView view = NdArrays.view(array());
      try (MemoryWorkspace _ = enter("inner")) {
        assertThat(view.getFloat(1, 2)).isEqualTo(6);
        try (MemoryWorkspace _ = Nd4j.getWorkspaceManager().scopeOutOfWorkspaces()) {
          assertThat(view.getFloat(1, 2)).isEqualTo(6);
        }
      }
      assertThat(view.toArray()).isEqualTo(new float[][] {{1, 2, 3}, {4, 5, 6}});
    }
  }

  @Test
  void anArrayThatWrapsAViewOfAnArrayIsNotTold() {
    // as docs/nd4j.md says: the array in between has no guard, so nothing is read here
    INDArray array = array();
    INDArray again = NdArrays.wrap(NdArrays.view(array));
    array.close();
    assertThat(again.wasClosed()).isFalse();
    again.close();
  }

  @Test
  void aClosedViewCanStillBeClosedAndPrinted() {
    INDArray array = array();
    NdView view = NdArrays.view(array);
    array.close();
    assertThatCode(
            () -> {
              assertThat(view.toString()).contains("the INDArray was closed");
              view.close();
            })
        .doesNotThrowAnyException();
  }
}
