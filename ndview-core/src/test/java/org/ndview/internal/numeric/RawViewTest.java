package org.ndview.internal.numeric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ReadOnlyBufferException;
import org.junit.jupiter.api.Test;
import org.ndview.Layout;
import org.ndview.format.Format;
import org.ndview.internal.memory.StridedMemory;

class RawViewTest {
  private static RawView view(MemorySegment memory, String format, Layout layout) {
    return RawView.of(StridedMemory.of(memory, layout), Format.parse(format));
  }

  @Test
  void ofRepeatedItemsTheFirstStandsForAll() {
    MemorySegment memory = MemorySegment.ofArray(new byte[64]);
    RawView view =
        view(memory, "h", Layout.of(2, 8, new long[] {3, 4, 1, 0, 5}, new long[] {0, 2, 0, 0, -2}));
    assertThat(view.repeats(0)).isTrue();
    assertThat(view.repeats(1)).isFalse();
    assertThat(view.withoutRepeats().layout().shape()).containsExactly(1, 4, 1, 0, 5);
    assertThat(view.withoutRepeats().layout().offset()).isEqualTo(8);
    assertThat(view.firstOf(4).layout().shape()).containsExactly(3, 4, 1, 0, 1);
    // items without bytes are all the same
    RawView none = view(memory, "0s", Layout.of(0, 0, new long[] {3, 4}, new long[] {8, 2}));
    assertThat(none.repeats(1)).isTrue();
    assertThat(none.withoutRepeats().layout().shape()).containsExactly(1, 1);
  }

  /** They may not all be reached. */
  @Test
  void itemsWithoutBytesBehindPointersAreNotTheSame() {
    try (Arena arena = Arena.ofConfined()) {
      Layout pointers = Layout.of(0, 0, new long[] {3, 4}, new long[] {8, 0}, new long[] {0, -1});
      RawView view = view(arena.allocate(64), "0s", pointers);
      assertThat(view.repeats(0)).isFalse();
      assertThat(view.repeats(1)).isTrue();
    }
  }

  @Test
  void anIndexAndItsItemAreWithinTheView() {
    MemorySegment memory = MemorySegment.ofArray(new byte[9]);
    memory.set(ValueLayout.JAVA_SHORT_UNALIGNED, 6, (short) 5);
    RawView view = view(memory, "h", Layout.of(2, 0, new long[] {2, 2}, new long[] {4, 2}));
    assertThat(view.get(1, 1)).isEqualTo(5);
    for (long[] index : new long[][] {{2, 0}, {0, 2}, {-1, 1}, {1, -1}}) {
      assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> view.get(index));
    }
    RawView outside = view(memory, "h", Layout.of(2, 0, new long[] {5}, new long[] {2}));
    assertThat(outside.get(3)).isEqualTo(5);
    assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> outside.get(4));
  }

  @Test
  void onlyWhatIsReadOnlyIsNotWritable() {
    RawView view =
        view(
            MemorySegment.ofArray(new byte[2]),
            "h",
            Layout.of(2, 0, new long[] {1}, new long[] {2}));
    view.checkWritable();
    RawView readOnly = new RawView(view.memory(), view.format(), view.codecs(), true);
    assertThatExceptionOfType(ReadOnlyBufferException.class).isThrownBy(readOnly::checkWritable);
    assertThatExceptionOfType(ReadOnlyBufferException.class)
        .isThrownBy(readOnly.firstOf(0)::checkWritable);
  }
}
