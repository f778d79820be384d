package org.ndview.nd4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.memory.conf.WorkspaceConfiguration;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.ndview.Layout;
import org.ndview.NdView;
import org.ndview.nd4j.HandOver.Cause;
import org.ndview.nd4j.HandOver.Way;

/** What a program learns of a hand-over, and what it is told when it asks for the wrong thing. */
class HandOverTest {
  private static NdView view(String format, long... shape) {
    return NdView.allocate(format, shape);
  }

  static Stream<Arguments> causes() {
    NdView matrix = view("f", 4, 6);
    NdView bools = view("?", 4);
    bools.cast("B").set(2, 1);
    return Stream.of(
        Arguments.of(Cause.NONE, Way.SHARE, matrix),
        Arguments.of(Cause.NONE, Way.SHARE, view("f", 0, 3).toReadOnly()),
        Arguments.of(Cause.FORMAT, Way.COPY, view("g", 2)),
        Arguments.of(Cause.FORMAT, Way.REFUSE, view("Zf", 2)),
        Arguments.of(Cause.BYTE_ORDER, Way.COPY, view(">f", 2)),
        Arguments.of(Cause.RANK, Way.REFUSE, view("f", new long[15])),
        Arguments.of(Cause.POINTERS, Way.COPY, NdView.ofRows(new float[2][3])),
        Arguments.of(Cause.STRIDES, Way.COPY, matrix.slice("::-1")),
        Arguments.of(Cause.STRIDES, Way.COPY, matrix.slice("0").broadcastTo(3, 6)),
        Arguments.of(
            Cause.OVERLAP,
            Way.COPY,
            matrix.asStrided(
                matrix.format(), Layout.of(4, 0, new long[] {3, 3}, new long[] {4, 4}))),
        Arguments.of(Cause.HEAP, Way.COPY, NdView.of(new float[3])),
        Arguments.of(Cause.READ_ONLY, Way.COPY, matrix.toReadOnly()),
        Arguments.of(Cause.ALIGNMENT, Way.COPY, view("B", 9).slice("1:").cast("f")),
        Arguments.of(Cause.BOOL_VALUE, Way.COPY, bools));
  }

  @ParameterizedTest
  @MethodSource("causes")
  void aProgramCanSwitchOnTheCause(Cause cause, Way way, NdView view) {
    HandOver plan = NdArrays.plan(view);
    assertThat(plan.cause()).isEqualTo(cause);
    assertThat(plan.way()).isEqualTo(way);
    switch (way) {
      case SHARE -> assertThat(NdArrays.wrapOrCopy(view).shape()).isEqualTo(view.shape());
      case COPY -> {
        INDArray copy = NdArrays.wrapOrCopy(view);
        assertThat(copy.shape()).isEqualTo(view.shape());
        assertThat(NdArrays.view(copy).size()).isEqualTo(view.size());
      }
      case REFUSE ->
          assertThatExceptionOfType(UnsupportedOperationException.class)
              .isThrownBy(() -> NdArrays.wrapOrCopy(view));
    }
  }

  @Test
  void wrapOrCopySharesWhereItCan() {
    NdView view = view("f", 2, 3);
    NdArrays.wrapOrCopy(view).addi(1);
    assertThat(view.getFloat(1, 2)).isEqualTo(1);
    NdArrays.wrapOrCopy(view.toReadOnly()).addi(1);
    assertThat(view.getFloat(1, 2)).isEqualTo(1);
  }

  @Test
  void theRemedyOfReadOnlyMemoryNamesThePrivateMapping(@TempDir Path folder) throws Exception {
    Path file = Files.write(folder.resolve("f"), new byte[8]);
    try (NdView map = NdView.map(file)) {
      assertThat(NdArrays.plan(map.cast("f")).remedy())
          .contains("NdArrays.copy(view)", "MapMode.PRIVATE");
      assertThatExceptionOfType(UnsupportedOperationException.class)
          .isThrownBy(() -> NdArrays.wrap(map.cast("f")))
          .withMessageContaining("MapMode.PRIVATE");
    }
  }

  @Test
  void memoryConfinedToAnotherThreadIsRefused() throws Exception {
    try (Arena arena = Arena.ofConfined();
        ExecutorService other = Executors.newSingleThreadExecutor()) {
      NdView view = NdView.allocate(arena, "f", 2, 3);
      for (ThrowingCallable use :
          List.<ThrowingCallable>of(
              () -> NdArrays.wrap(view),
              () -> NdArrays.plan(view),
              () -> NdArrays.copy(view),
              () -> NdArrays.wrapOrCopy(view))) {
        Future<?> task =
            other.submit(() -> {
              try {
                use.call();
              } catch (Throwable e) {
                throw new IllegalStateException(e);
              }
            });
        assertThatExceptionOfType(ExecutionException.class)
            .isThrownBy(task::get)
            .havingRootCause()
            .isInstanceOf(WrongThreadException.class);
      }
      assertThat(NdArrays.wrap(view).sumNumber().intValue()).isZero();
    }
  }

  @Test
  @SuppressWarnings({"NullAway", "DataFlowIssue"})
  void nullArgumentsAreNamed() {
    NdView view = view("f", 2);
    NdView none = null;
    DataType noType = null;
    assertThatNullPointerException().isThrownBy(() -> NdArrays.view(null)).withMessage("array");
    for (ThrowingCallable use :
        List.<ThrowingCallable>of(
            () -> NdArrays.wrap(none),
            () -> NdArrays.plan(none),
            () -> NdArrays.copy(none),
            () -> NdArrays.copy(none, DataType.FLOAT),
            () -> NdArrays.wrapOrCopy(none))) {
      assertThatNullPointerException().isThrownBy(use).withMessage("view");
    }
    for (ThrowingCallable use :
        List.<ThrowingCallable>of(
            () -> NdArrays.columns(none),
            () -> NdArrays.sharedColumns(none),
            () -> NdArrays.columns(none, DataType.FLOAT))) {
      assertThatNullPointerException().isThrownBy(use).withMessage("records");
    }
    assertThatNullPointerException()
        .isThrownBy(() -> NdArrays.copy(view, noType))
        .withMessage("type");
    assertThatNullPointerException()
        .isThrownBy(() -> NdArrays.columns(view("T{f:a:}", 2), noType))
        .withMessage("type");
  }

  @Test
  void aCopyWithoutItemsHasTheOrderAskedFor() {
    INDArray copy = NdArrays.copy(view("f", 2, 0, 3), DataType.DOUBLE, 'f');
    assertThat(copy.shape()).containsExactly(2, 0, 3);
    assertThat(copy.dataType()).isEqualTo(DataType.DOUBLE);
    assertThat(copy.ordering()).isEqualTo('f');
    assertThat(NdArrays.view(copy).shape()).containsExactly(2, 0, 3);
    INDArray empty = NdArrays.copy(NdArrays.view(Nd4j.empty()), DataType.FLOAT, 'f');
    assertThat(empty.length()).isZero();
  }

  @Test
  void aWorkspaceDestroyedInsideItsScopeEndsItsViews() {
    MemoryWorkspace workspace =
        Nd4j.getWorkspaceManager()
            .getAndActivateWorkspace(
                WorkspaceConfiguration.builder().initialSize(1 << 20).build(),
                "HandOver destroyed");
    NdView view = NdArrays.view(Nd4j.ones(DataType.FLOAT, 2, 3));
    assertThat(view.getFloat(1, 2)).isEqualTo(1);
    workspace.destroyWorkspace(true);
    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(() -> view.getFloat(1, 2))
        .withMessageContaining("HandOver destroyed");
    assertThatExceptionOfType(IllegalStateException.class).isThrownBy(view::toList);
    workspace.notifyScopeLeft();
  }
}
