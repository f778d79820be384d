package org.ndview.internal.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.ndview.internal.bulk.JoinKernel;
import org.ndview.internal.bulk.PlaneKernel;
import org.ndview.internal.bulk.RowKernel;
import org.ndview.internal.bulk.RunKernel;
import org.ndview.internal.bulk.SplitKernel;
import org.ndview.internal.numeric.CountKernel;
import org.ndview.internal.numeric.EqualKernel;
import org.ndview.internal.numeric.FitKernel;
import org.ndview.internal.step.StepLoop;

/** Calls of loops that the compiler does not see through. */
class OutlineTest {
  private static final MemorySegment A = MemorySegment.ofArray(new byte[1]);
  private static final MemorySegment B = MemorySegment.ofArray(new byte[2]);
  private static final double[] FACTORS = {1};
  private static final long[] INDICES = {2};

  /** What a loop was given. */
  private static final List<Object> GIVEN = new ArrayList<>();

  private interface Named {
    void loop(int n);
  }

  private interface NoLoop {
    void run();
  }

  private static void given(Object... arguments) {
    GIVEN.clear();
    GIVEN.addAll(Arrays.asList(arguments));
  }

  static Stream<Arguments> loops() {
    RunKernel run = OutlineTest::given;
    PlaneKernel plane = OutlineTest::given;
    RowKernel row = OutlineTest::given;
    JoinKernel join = OutlineTest::given;
    SplitKernel split = OutlineTest::given;
    StepLoop step = OutlineTest::given;
    CountKernel count =
        (a, at, n, key, mask) -> {
          given(a, at, n, key, mask);
          return 77;
        };
    EqualKernel equal =
        (a, atA, b, atB, n) -> {
          given(a, atA, b, atB, n);
          return n == 5;
        };
    FitKernel fit =
        (a, at, n) -> {
          given(a, at, n);
          return n == 5;
        };
    return Stream.of(
        loop("run", () -> run.run(A, 1, B, 2, 3), A, 1L, B, 2L, 3),
        loop("plane", () -> plane.run(A, 1, 2, B, 3, 4, 5, 6), A, 1L, 2L, B, 3L, 4L, 5, 6),
        loop(
            "row",
            () -> row.run(A, 1, 2, INDICES, B, 3, 4, 5, 6),
            A,
            1L,
            2L,
            INDICES,
            B,
            3L,
            4L,
            5,
            6),
        loop("join", () -> join.run(A, 1, 2, B, 3, 4), A, 1L, 2L, B, 3L, 4),
        loop("split", () -> split.run(A, 1, B, 2, 3, 4), A, 1L, B, 2L, 3L, 4),
        loop("step", () -> step.run(A, 1, B, 2, 3, FACTORS), A, 1L, B, 2L, 3, FACTORS),
        loop("count", () -> assertThat(count.count(A, 1, 2, 3, 4)).isEqualTo(77), A, 1L, 2, 3L, 4L),
        loop(
            "equal",
            () -> {
              assertThat(equal.equal(A, 1, B, 2, 5)).isTrue();
              assertThat(equal.equal(A, 1, B, 2, 6)).isFalse();
            },
            A,
            1L,
            B,
            2L,
            6),
        loop(
            "fit",
            () -> {
              assertThat(fit.fit(A, 1, 5)).isTrue();
              assertThat(fit.fit(A, 1, 6)).isFalse();
            },
            A,
            1L,
            6));
  }

  private static Arguments loop(String name, Runnable call, Object... arguments) {
    return Arguments.of(name, call, List.of(arguments));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("loops")
  void loopGetsTheArgumentsOfItsCall(String name, Runnable call, List<Object> arguments) {
    call.run();
    assertThat(GIVEN).isEqualTo(arguments);
  }

  @Test
  void whatALoopThrowsIsThrown() {
    RunKernel refusing =
        (a, atA, b, atB, n) -> {
          throw n == 0 ? new IndexOutOfBoundsException("no items") : new IllegalStateException();
        };
    assertThatThrownBy(() -> refusing.run(A, 0, B, 0, 0))
        .isInstanceOf(IndexOutOfBoundsException.class)
        .hasMessage("no items");
    RunKernel failing =
        (a, atA, b, atB, n) -> {
          throw new InternalError("a fault of mapped memory");
        };
    assertThatThrownBy(() -> failing.run(A, 0, B, 0, 0))
        .isInstanceOf(InternalError.class)
        .hasMessage("a fault of mapped memory");
  }

  @Test
  void methodIsFoundByItsName() {
    MethodHandles.Lookup here = MethodHandles.lookup();
    assertThat(Outline.of(here.in(Named.class)).loop()).isNotNull();
    assertThat(Outline.of(here.in(NoLoop.class)).loop()).isNull();
  }
}
