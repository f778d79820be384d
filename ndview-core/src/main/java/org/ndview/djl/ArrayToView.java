package org.ndview.djl;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import org.ndview.Layout;
import org.ndview.MemoryGuard;
import org.ndview.NdView;
import org.ndview.Order;
import org.ndview.format.Scalar;

/** Arrays of DJL as views. */
final class ArrayToView {
  private static final String COPY = "; DjlArrays.copy(array) copies it";

  private ArrayToView() {}

  static NdView view(NDArray array) {
    checkOpen(array);
    Scalar format = ArrayTypes.format(array.getDataType());
    Layout layout = layout(array, format);
    if (layout.size() == 0) {
      return NdView.of(MemorySegment.NULL, format, layout, array);
    }
    MemorySegment memory = memory(array, layout);
    MemoryGuard guard = new ArrayGuard(array);
    NdView lent = LentArray.memory(array);
    long first = lent == null ? -1 : memory.address() - firstByte(lent);
    if (lent != null && first >= 0 && first <= lent.nbytes() - layout.nbytes()) {
      // the memory of a view, whose arena, guard and thread count as well
      Layout within = layout.withOffset(lent.layout().offset() + first);
      return lent.asStrided(format, within).guarded(array, guard);
    }
    return NdView.of(memory, format, layout, array, guard);
  }

  static NdView copy(NDArray array) {
    checkOpen(array);
    Scalar format = ArrayTypes.format(array.getDataType());
    Layout layout = layout(array, format);
    NdView copy = NdView.allocate(format, layout.shape());
    if (layout.size() == 0) {
      return copy;
    }
    // closes what DJL makes on the way
    try (NDScope scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      // the buffer of a sparse one has none of its numbers
      NDArray dense = array.isSparse() ? array.toDense() : array;
      MemorySegment memory = MemorySegment.ofBuffer(dense.toByteBuffer(true));
      copy.assign(NdView.of(memory, format, layout));
      return copy;
    } catch (RuntimeException | Error e) {
      copy.close();
      throw e;
    }
  }

  private static long firstByte(NdView view) {
    return view.segment().address() + view.layout().offset();
  }

  private static Layout layout(NDArray array, Scalar format) {
    Layout layout = Layout.contiguous(Order.C, format.itemsize(), array.getShape().getShape());
    if (layout.nbytes() > Integer.MAX_VALUE) {
      throw new UnsupportedOperationException(
          "%d bytes are more than DJL's buffers hold, %d: take parts of the NDArray"
              .formatted(layout.nbytes(), Integer.MAX_VALUE));
    }
    return layout;
  }

  /** The memory of the array itself. An array that is no block is copied to be a buffer. */
  private static MemorySegment memory(NDArray array, Layout layout) {
    if (!array.getDevice().getDeviceType().equals(Device.Type.CPU)) {
      throw new UnsupportedOperationException(
          "the memory of this NDArray is that of the device " + array.getDevice() + COPY);
    }
    if (array.isSparse()) {
      throw new UnsupportedOperationException(
          "the NDArray is sparse (%s): most of its items lie nowhere"
                  .formatted(array.getSparseFormat())
              + COPY);
    }
    try (NDScope scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      ByteBuffer once = array.toByteBuffer(true);
      if (!once.isDirect()) {
        throw new UnsupportedOperationException(
            "the NDArray is of %s, which hands out copies of its memory alone"
                    .formatted(ArrayTypes.engine(array.getManager()))
                + COPY);
      }
      MemorySegment memory = MemorySegment.ofBuffer(once);
      // of a copy there would be two, in two places
      if (MemorySegment.ofBuffer(array.toByteBuffer(true)).address() != memory.address()) {
        throw new UnsupportedOperationException(
            "the items of this NDArray do not lie in C order one after the other, as those of a"
                + " transpose or of a column, and DJL tells no strides"
                + COPY);
      }
      return memory.asSlice(0, layout.nbytes());
    }
  }

  private static void checkOpen(NDArray array) {
    if (array.isReleased()) {
      throw closed();
    }
  }

  private static IllegalStateException closed() {
    return new IllegalStateException(
        "the NDArray was closed, by itself or with its manager, and its memory is freed");
  }

  /** Asked at every access to an item. */
  private record ArrayGuard(NDArray array) implements MemoryGuard {
    @Override
    public void check() {
      if (array.isReleased()) {
        throw closed();
      }
    }
  }
}
