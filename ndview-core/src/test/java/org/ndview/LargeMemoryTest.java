package org.ndview;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Memory with an arena of its own, on either side of each limit of where it comes from. */
class LargeMemoryTest {
  private static final int MB = 1 << 20;

  @ParameterizedTest
  @ValueSource(
      ints = {
        512 * 1024 + 1,
        MB - 1,
        MB,
        4 * MB - 1,
        4 * MB,
        4 * MB + 1,
        6 * MB,
        16 * MB - 1,
        16 * MB,
        64 * MB + 3
      })
  void itIsZeroAlignedWholeAndFreedAtOnce(int bytes) {
    for (int round = 0; round < 3; round++) {
      NdView view = NdView.allocate("B", bytes);
      MemorySegment segment = view.segment();
      assertThat(segment.byteSize()).isEqualTo(bytes);
      assertThat(segment.address() % 64).isZero();
      assertThat(view.count(0)).isEqualTo(bytes);
      segment.fill((byte) -1);
      NdView copy = view.copy();
      assertThat(copy.segment().mismatch(segment)).isEqualTo(-1);
      assertThat(copy.segment().address() % 64).isZero();
      view.close();
      copy.close();
      assertThat(segment.scope().isAlive()).isFalse();
      assertThatExceptionOfType(IllegalStateException.class)
          .isThrownBy(() -> segment.get(ValueLayout.JAVA_BYTE, 0));
      assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> copy.get(0));
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1L << 60, Long.MAX_VALUE - 1})
  void whatTheSystemDoesNotHaveIsAnErrorWithTheSize(long bytes) {
    for (int i = 0; i < 3; i++) {
      assertThatExceptionOfType(OutOfMemoryError.class)
          .isThrownBy(() -> NdView.allocate("B", bytes))
          .withMessageContaining(Long.toString(bytes));
    }
  }

  @Test
  void manyAreFreedOneAfterTheOther() {
    // more than the machine has
    for (int i = 0; i < 2000; i++) {
      try (NdView view = NdView.allocate("B", 64 * MB)) {
        view.setInt(1, 64 * MB - 1);
      }
    }
  }
}
