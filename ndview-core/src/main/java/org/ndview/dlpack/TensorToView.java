package org.ndview.dlpack;

import java.lang.foreign.MemorySegment;
import org.ndview.Layout;
import org.ndview.NdView;
import org.ndview.Order;
import org.ndview.format.Format;

/** Makes views of managed tensors. A tensor that is refused stays its owner's. */
final class TensorToView {
  private TensorToView() {}

  static NdView view(MemorySegment tensor, TensorStruct struct) {
    TensorFields fields = TensorCodec.read(tensor, struct);
    Devices.checkReadable(fields.deviceType(), fields.deviceId());
    Format format = DataTypes.format(fields.type(), fields.has(TensorFields.PADDED));
    Layout layout = layout(fields, format.itemsize());
    MemorySegment memory = memory(fields, layout);
    long address = tensor.address();
    LiveExport own = LiveExport.at(address);
    if (own != null && !own.view()) {
      throw new IllegalStateException(
          "the tensor at 0x%x has a view already, which will call its deleter".formatted(address));
    }
    long deleter = fields.deleter();
    return NdView.borrow(
        fields.has(TensorFields.READ_ONLY) ? memory.asReadOnly() : memory,
        format,
        layout.withOffset(layout.size() == 0 ? 0 : -layout.low()),
        MemorySegment.ofAddress(address),
        () -> NativeCalls.delete(address, deleter));
  }

  /** Counted from the first item. */
  private static Layout layout(TensorFields fields, long itemsize) {
    long[] shape = fields.shape();
    Layout dense = Layout.contiguous(Order.C, itemsize, shape);
    long[] items = fields.strides();
    if (items == null) {
      return dense;
    }
    long[] strides = dense.strides();
    for (int d = 0; d < shape.length; d++) {
      // where no step is made, the stride may be anything
      if (dense.size() > 0 && shape[d] > 1) {
        strides[d] = bytes(items[d], itemsize, d);
      }
    }
    return Layout.of(itemsize, 0, shape, strides);
  }

  private static long bytes(long stride, long itemsize, int dim) {
    try {
      return Math.multiplyExact(stride, itemsize);
    } catch (ArithmeticException _) {
      throw new IllegalArgumentException(
          "the stride of dimension %d, %d items of %d bytes, overflows 64 bits"
              .formatted(dim, stride, itemsize));
    }
  }

  private static MemorySegment memory(TensorFields fields, Layout layout) {
    if (layout.size() == 0) {
      return MemorySegment.NULL;
    }
    TensorCodec.checkAddress(fields.data(), "memory of a tensor");
    try {
      if (fields.byteOffset() < 0) {
        throw new ArithmeticException();
      }
      long first = Math.addExact(fields.data(), fields.byteOffset());
      long low = Math.addExact(first, layout.low());
      Math.addExact(first, layout.high());
      TensorCodec.checkAddress(low, "item of the tensor");
      return NativeCalls.at(low, Math.subtractExact(layout.high(), layout.low()));
    } catch (ArithmeticException _) {
      throw new IllegalArgumentException(
          "the tensor leaves the address space: data 0x%x, byte offset %s, bytes %d to %d"
              .formatted(
                  fields.data(),
                  Long.toUnsignedString(fields.byteOffset()),
                  layout.low(),
                  layout.high()));
    }
  }
}
