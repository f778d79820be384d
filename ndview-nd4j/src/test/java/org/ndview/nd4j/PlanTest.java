package org.ndview.nd4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.ndview.NdView;
import org.ndview.nd4j.HandOver.Way;

/** NdArrays.plan: what wrap and copy would do, told beforehand. */
class PlanTest {
  static Stream<Arguments> views() {
    return Stream.of(
        Arguments.of(NdView.allocate("f", 2, 3), Way.SHARE, "as FLOAT", "NdArrays.wrap(view)"),
        Arguments.of(NdView.allocate("q", 4).slice("::2"), Way.SHARE, "as LONG", "wrap"),
        Arguments.of(NdView.of(new int[0]), Way.SHARE, "no items", "wrap"),
        Arguments.of(NdView.of(new float[3]), Way.COPY, "Java heap", "NdArrays.copy(view)"),
        Arguments.of(NdView.allocate("d", 3).slice("::-1"), Way.COPY, "backwards", "copy(view)"),
        Arguments.of(NdView.allocate("g", 3), Way.COPY, "long double", "copy(view)"),
        Arguments.of(NdView.allocate("Zd", 3), Way.REFUSE, "complex", "cast(\"d\", ..., 2)"),
        Arguments.of(NdView.allocate("T{i:a:}", 3), Way.REFUSE, "parts", "field(\"a\")"),
        Arguments.of(rank15("d"), Way.REFUSE, "15 dimensions", "squeeze()"),
        Arguments.of(rank15("g"), Way.REFUSE, "15 dimensions", "squeeze()"));
  }

  private static NdView rank15(String format) {
    return NdView.allocate(format, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 2);
  }

  @ParameterizedTest
  @MethodSource("views")
  void thePlanIsWhatTheHandOversDo(NdView view, Way way, String reason, String remedy) {
    HandOver plan = NdArrays.plan(view);
    assertThat(plan.way()).isEqualTo(way);
    assertThat(plan.reason()).contains(reason);
    assertThat(plan.remedy()).contains(remedy);
    assertThat(succeeds(() -> NdArrays.wrap(view))).isEqualTo(plan.shares());
    assertThat(succeeds(() -> NdArrays.copy(view))).isEqualTo(plan.copies());
  }

  private static boolean succeeds(Runnable handOver) {
    try {
      handOver.run();
      return true;
    } catch (UnsupportedOperationException e) {
      return false;
    }
  }

  @Test
  void wrapRefusesInThePlansWords() {
    NdView view = NdView.allocate("d", 3).slice("::-1");
    HandOver plan = NdArrays.plan(view);
    assertThatExceptionOfType(UnsupportedOperationException.class)
        .isThrownBy(() -> NdArrays.wrap(view))
        .withMessage(
            "ND4J cannot share the memory of this view: " + plan.reason() + "; " + plan.remedy());
  }
}
