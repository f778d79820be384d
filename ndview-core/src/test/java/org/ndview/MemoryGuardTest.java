package org.ndview;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.MemorySegment;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.ndview.format.Format;

class MemoryGuardTest {
  private boolean gone;
  private int asked;

  private NdView guarded() {
    MemorySegment memory = MemorySegment.ofArray(new float[6]);
    return NdView.of(
        memory,
        Format.parse("f"),
        Layout.contiguous(Order.C, 4, 2, 3),
        "owner",
        () -> {
          asked++;
          if (gone) {
            throw new IllegalStateException("the owner took its memory back");
          }
        });
  }

  static Stream<Map.Entry<String, Consumer<NdView>>> uses() {
    NdView other = NdView.of(new float[6]).reshape(2, 3);
    Map<String, Consumer<NdView>> uses =
        Map.ofEntries(
            Map.entry("getFloat", v -> v.getFloat(1, 2)),
            Map.entry("setFloat", v -> v.setFloat(1, 1, 2)),
            Map.entry("getDouble of an array", v -> v.getDouble(new long[] {1, 2})),
            Map.entry("get", v -> v.get(1, 2)),
            Map.entry("set", v -> v.set(1, 1, 2)),
            Map.entry("slice", v -> v.slice("1")),
            Map.entry("item of a slice", v -> v.select(0, 1).getFloat(2)),
            Map.entry("toBytes", NdView::toBytes),
            Map.entry("toList", NdView::toList),
            Map.entry("toArray", NdView::toArray),
            Map.entry("copy", v -> v.copy().close()),
            Map.entry("contentEquals", v -> v.contentEquals(other)),
            Map.entry("contentEquals of another", other::contentEquals),
            Map.entry("assign", v -> v.assign(other)),
            Map.entry("assign to another", other::assign),
            Map.entry("convertTo", v -> v.convertTo(other)),
            Map.entry("convertTo from another", other::convertTo),
            Map.entry("count", v -> v.count(1)),
            Map.entry("iteration", v -> v.iterator().next()));
    return uses.entrySet().stream();
  }

  @ParameterizedTest
  @MethodSource("uses")
  void everyUseAsksTheGuard(Map.Entry<String, Consumer<NdView>> use) {
    NdView view = guarded();
    use.getValue().accept(view);
    assertThat(asked).isPositive();
    gone = true;
    assertThatThrownBy(() -> use.getValue().accept(view))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("the owner took its memory back");
  }

  @Test
  void viewsMadeBeforeAskToo() {
    NdView item = guarded().slice("1").cast("f", 3);
    assertThat(item.getFloat(0)).isZero();
    gone = true;
    assertThatThrownBy(() -> item.getFloat(0)).hasMessage("the owner took its memory back");
  }

  @Test
  void aGuardedViewClosesAndPrintsAsOthersDo() {
    NdView view = guarded();
    gone = true;
    assertThat(view.toString()).contains("shape (2, 3)", "<the owner took its memory back>");
    assertThat(view.isReleased()).isFalse();
    view.close();
    assertThat(view.isReleased()).isTrue();
    assertThatThrownBy(() -> view.getFloat(0, 0)).hasMessage("the view is released");
  }

  @Test
  void theNumberOfIndicesIsStillChecked() {
    assertThatThrownBy(() -> guarded().getFloat(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("1 indices for a view of 2 dimensions");
  }
}
