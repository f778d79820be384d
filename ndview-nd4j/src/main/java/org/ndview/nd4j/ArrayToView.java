package org.ndview.nd4j;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;
import java.util.Arrays;
import org.nd4j.linalg.api.buffer.DataBuffer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.workspace.WorkspaceUtils;
import org.ndview.Layout;
import org.ndview.MemoryGuard;
import org.ndview.NdView;
import org.ndview.Order;
import org.ndview.format.Scalar;

/** ND4J's arrays as views. */
final class ArrayToView {
  private ArrayToView() {}

  static NdView view(INDArray array) {
    Scalar format = DataTypes.format(array.dataType());
    if (array.wasClosed()) {
      throw new IllegalStateException("the INDArray was closed");
    }
    if (array.isEmpty()) {
      return NdView.of(MemorySegment.NULL, format, empty(array, format.itemsize()), array);
    }
    HandOver fault = SharingRules.backEnd();
    if (fault != null) {
      throw fault.exception("the memory of this INDArray cannot be shared");
    }
    checkWorkspace(array);
    long itemsize = format.itemsize();
    long[] strides = Arrays.stream(array.stride()).map(s -> s * itemsize).toArray();
    Layout layout = Layout.of(itemsize, 0, array.shape(), strides);
    MemoryGuard guard = ArrayGuards.of(array);
    if (ArrayGuards.root(array.data()).pointer() instanceof KeepAlivePointers.KeepAlive pointer) {
      // the array wraps a view, whose arena, guard and thread count as well
      NdView inner = pointer.memory();
      long first = array.data().addressPointer().address() - inner.segment().address();
      NdView view = inner.asStrided(format, layout.withOffset(first)).guarded(array, guard);
      return array.data().isConstant() ? view.toReadOnly() : view;
    }
    MemorySegment memory = memory(array.data(), layout);
    Layout within = layout.withOffset(-layout.low());
    return NdView.of(memory, format, within, array, guard);
  }

  /** {@code Nd4j.empty()} has neither dimensions nor an item; a view without dimensions has one. */
  private static Layout empty(INDArray array, long itemsize) {
    long[] shape = array.rank() == 0 ? new long[] {0} : array.shape();
    return Layout.contiguous(Order.C, itemsize, shape);
  }

  private static void checkWorkspace(INDArray array) {
    if (array.isAttached()) {
      try {
        WorkspaceUtils.assertValidArray(array, "no view of it");
      } catch (RuntimeException e) {
        throw new IllegalStateException(
            "the INDArray belongs to a workspace whose scope has ended, or was entered anew: "
                + e.getMessage(),
            e);
      }
    }
  }

  /**
   * The memory from the lowest byte of a layout's items to their highest, kept alive by whoever
   * holds the segment or a slice of it.
   */
  // restricted, since it makes memory of a number: the number is ND4J's own, and the size is
  // checked against ND4J's buffer
  @SuppressWarnings("restricted")
  private static MemorySegment memory(DataBuffer data, Layout layout) {
    long first = data.addressPointer().address();
    // of the buffer that data is a part of
    long root = data.address();
    long bytes = Math.multiplyExact(data.underlyingLength(), layout.itemsize());
    if (first != root + data.offset() * layout.itemsize()) {
      throw new IllegalStateException(
          "ND4J's buffer begins at 0x%x, and item %d of it at 0x%x"
              .formatted(root, data.offset(), first));
    }
    layout.withOffset(first - root).checkWithin(bytes);
    MemorySegment memory =
        MemorySegment.ofAddress(first + layout.low())
            .reinterpret(
                layout.high() - layout.low(),
                Arena.ofAuto(),
                gone -> Reference.reachabilityFence(data));
    return data.isConstant() ? memory.asReadOnly() : memory;
  }
}
