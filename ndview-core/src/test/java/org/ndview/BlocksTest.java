package org.ndview;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.ReadOnlyBufferException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The items of a view as one block for others, or the reason why not. */
class BlocksTest {
  @Test
  void aContiguousViewIsItsBlockFromTheFirstItemOn() {
    try (NdView whole = NdView.allocate("f", 4, 3)) {
      NdView rows = whole.slice("1:3");
      MemorySegment block = rows.contiguousSegment();
      assertThat(block.byteSize()).isEqualTo(24);
      assertThat(block.address()).isEqualTo(whole.segment().address() + 12);
      ByteBuffer buffer = rows.asByteBuffer();
      assertThat(buffer.order()).isEqualTo(ByteOrder.nativeOrder());
      assertThat(buffer.isDirect()).isTrue();
      buffer.asFloatBuffer().put(4, 2.5f);
      assertThat(whole.getFloat(2, 1)).isEqualTo(2.5f);
      block.setAtIndex(ValueLayout.JAVA_FLOAT, 0, 7);
      assertThat(rows.getFloat(0, 0)).isEqualTo(7);
    }
  }

  @Test
  void scalarsAndEmptyViewsAreBlocks() {
    NdView scalar = NdView.of(new byte[] {1, 2, 3}).slice("1");
    assertThat(scalar.asByteBuffer().get(0)).isEqualTo((byte) 2);
    NdView empty = NdView.of(new byte[3]).slice("3:");
    assertThat(empty.contiguousSegment().byteSize()).isZero();
    assertThat(empty.asByteBuffer().remaining()).isZero();
  }

  @Test
  void readOnlyStaysReadOnly() {
    NdView bytes = NdView.of(new byte[] {1, 2, 3}).toReadOnly();
    assertThat(bytes.contiguousSegment().isReadOnly()).isTrue();
    ByteBuffer buffer = bytes.slice("1:").asByteBuffer();
    assertThat(buffer.get(0)).isEqualTo((byte) 2);
    assertThatThrownBy(() -> buffer.put(0, (byte) 1)).isInstanceOf(ReadOnlyBufferException.class);
  }

  @Test
  void anArrayIsASegmentButNoBufferUnlessOfBytes() {
    NdView ints = NdView.of(new int[] {1, 2, 3});
    assertThat(ints.contiguousSegment().byteSize()).isEqualTo(12);
    assertThat(NdView.of(new byte[] {5}).asByteBuffer().get(0)).isEqualTo((byte) 5);
    for (NdView view : new NdView[] {ints, ints.toReadOnly(), NdView.of(new double[2])}) {
      assertThatThrownBy(view::asByteBuffer)
          .isInstanceOf(UnsupportedOperationException.class)
          .hasMessageContaining("no byte[]")
          .hasMessageContaining("copy()");
    }
    try (NdView copy = ints.copy()) {
      assertThat(copy.asByteBuffer().getInt(8)).isEqualTo(3);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"::2, :", "::-1, :", ":, 1:", ":, ::-1"})
  void whatDoesNotLieInCOrderIsRefusedWithItsNumbers(String index) {
    NdView view = NdView.of(new short[12]).reshape(4, 3).slice(index);
    assertThatThrownBy(view::contiguousSegment)
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessageContaining("strides")
        .hasMessageContaining("copy()");
    assertThatThrownBy(view.transpose()::asByteBuffer)
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void pointersAreRefused() {
    assertThatThrownBy(() -> NdView.ofRows(new int[2][3]).contiguousSegment())
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessageContaining("pointers");
  }

  @ParameterizedTest
  @ValueSource(strings = {"h", "i", "q", "e", "d", "Zf", "T{b:x:i:y:}", "3h", "2w"})
  void theOtherByteOrderIsRefused(String format) {
    String other = ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN ? ">" : "<";
    String swapped = format.startsWith("T{") ? "T{b:x:" + other + "i:y:}" : other + format;
    try (NdView view = NdView.allocate(swapped, 2);
        NdView same = NdView.allocate(format, 2)) {
      assertThatThrownBy(view::contiguousSegment)
          .isInstanceOf(UnsupportedOperationException.class)
          .hasMessageContaining("byte order")
          .hasMessageContaining("convertTo");
      assertThat(same.contiguousSegment().byteSize()).isEqualTo(same.nbytes());
    }
    assertThat(NdView.of(new byte[2]).cast(other + "B").contiguousSegment().byteSize())
        .isEqualTo(2);
  }

  @Test
  @SuppressWarnings("restricted") // no byte of it is touched
  void moreThanABufferHoldsIsRefused() {
    NdView view = NdView.of(MemorySegment.NULL.reinterpret(1L << 31));
    assertThat(view.contiguousSegment().byteSize()).isEqualTo(1L << 31);
    assertThatThrownBy(view::asByteBuffer)
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessageContaining("2147483648 bytes");
  }

  @Test
  void aReleasedViewHasNone() {
    NdView view = NdView.allocate("i", 3);
    MemorySegment block = view.contiguousSegment();
    view.close();
    assertThatThrownBy(view::contiguousSegment).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(view::asByteBuffer).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> block.get(ValueLayout.JAVA_INT, 0))
        .isInstanceOf(IllegalStateException.class);
  }
}
