package org.ndview.internal.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which pages are kept, for how long, and which go. */
class WarmPagesTest {
  private static final long MB = 1 << 20;

  private record Fake(String name, long room) implements WarmPages.Sized {}

  private final List<String> unmapped = new ArrayList<>();
  private final List<Runnable> later = new ArrayList<>();
  private long now;
  private final WarmPages<Fake> warm =
      new WarmPages<>(pages -> unmapped.add(pages.name()), () -> now, later::add);

  private void give(String name, long room) {
    warm.give(new Fake(name, room));
  }

  private void aMomentPasses() {
    now += WarmPages.MOMENT;
    runDue();
  }

  private void runDue() {
    List<Runnable> due = List.copyOf(later);
    later.clear();
    due.forEach(Runnable::run);
  }

  @Test
  void pagesOfTheSizeAreTakenTheLastUsedFirstAndOnce() {
    give("a", MB);
    give("b", 2 * MB);
    give("c", MB);
    assertThat(warm.take(3 * MB)).isNull();
    assertThat(warm.take(MB)).extracting(Fake::name).isEqualTo("c");
    assertThat(warm.take(MB)).extracting(Fake::name).isEqualTo("a");
    assertThat(warm.take(MB)).isNull();
    assertThat(warm.total()).isEqualTo(2 * MB);
    assertThat(unmapped).isEmpty();
  }

  @Test
  void theOldestMakeRoom() {
    for (int i = 0; i < 10; i++) {
      give("p" + i, 16 * MB);
      assertThat(warm.total()).isLessThanOrEqualTo(WarmPages.MOST);
    }
    assertThat(unmapped).containsExactly("p0", "p1", "p2", "p3", "p4", "p5");
    give("all", WarmPages.MOST);
    assertThat(warm.total()).isEqualTo(WarmPages.MOST);
    assertThat(unmapped).hasSize(10);
  }

  @Test
  void whatIsLargerThanAllIsNotKeptAndDrivesNothingOut() {
    give("kept", MB);
    give("large", WarmPages.MOST + 1);
    assertThat(unmapped).containsExactly("large");
    assertThat(warm.total()).isEqualTo(MB);
  }

  @Test
  void allGoWhenNobodyTakesThemForAMoment() {
    give("a", MB);
    now += WarmPages.MOMENT / 2;
    give("b", MB);
    assertThat(later).hasSize(1);
    now += WarmPages.MOMENT / 2;
    runDue();
    assertThat(unmapped).containsExactly("a");
    aMomentPasses();
    assertThat(unmapped).containsExactly("a", "b");
    // nothing runs on while nothing is kept
    assertThat(later).isEmpty();
    give("c", MB);
    assertThat(later).hasSize(1);
    aMomentPasses();
    assertThat(unmapped).containsExactly("a", "b", "c");
    assertThat(warm.total()).isZero();
  }

  @Test
  void allGoWhenMemoryIsShort() {
    give("a", MB);
    give("b", 2 * MB);
    assertThat(warm.dropAll()).isTrue();
    assertThat(unmapped).containsExactlyInAnyOrder("a", "b");
    assertThat(warm.total()).isZero();
    assertThat(warm.dropAll()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      longs = {1, 65536, MB, MB + 1, 3 * MB - 5, 8 * MB, 8 * MB + 1, 63 * MB, (1L << 62) - 1})
  void theRoomIsWholePagesAnEighthMoreAtMost(long bytes) {
    long room = WarmPages.roomFor(bytes);
    assertThat(room).isGreaterThanOrEqualTo(bytes);
    assertThat(room % 65536).isZero();
    assertThat(room - bytes).isLessThan(Math.max(65536, bytes / 8 + 1));
  }
}
