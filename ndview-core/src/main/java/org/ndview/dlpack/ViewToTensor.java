package org.ndview.dlpack;

import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;
import org.ndview.Layout;
import org.ndview.MemoryHold;
import org.ndview.NdView;
import org.ndview.Order;
import org.ndview.format.Format;

/** Makes managed tensors of views that {@link ExportRules} has passed. */
final class ViewToTensor {
  private ViewToTensor() {}

  static ExportedTensor share(NdView view, TensorStruct struct, boolean copied) {
    MemoryHold hold = view.hold(() -> false);
    MemorySegment memory = null;
    try {
      TensorFields fields = fields(view, flags(view, copied));
      memory = NativeCalls.malloc(TensorCodec.byteSize(struct, fields.shape().length));
      TensorCodec.write(memory, struct, fields);
      LiveExport export = LiveExport.start(memory.address(), hold, view);
      return new ExportedTensor(struct, export);
    } catch (RuntimeException | Error e) {
      if (memory == null) {
        hold.close();
      } else {
        release(memory, hold);
      }
      throw e;
    } finally {
      Reference.reachabilityFence(view);
    }
  }

  private static void release(MemorySegment memory, MemoryHold hold) {
    LiveExport started = LiveExport.at(memory.address());
    if (started != null) {
      started.abandon();
    } else {
      NativeCalls.free(memory.address());
      hold.close();
    }
  }

  /** The copy is closed when its consumer deletes it. */
  static ExportedTensor copy(NdView view, TensorStruct struct) {
    try (NdView copy = copied(view)) {
      return share(copy, struct, true);
    }
  }

  private static NdView copied(NdView view) {
    Format format = view.format();
    if (DataTypes.isNativeOrder(format)) {
      return view.copy();
    }
    NdView copy = NdView.allocate(DataTypes.inNativeOrder(format), view.shape());
    try {
      view.convertTo(copy);
      return copy;
    } catch (RuntimeException | Error e) {
      copy.close();
      throw e;
    }
  }

  private static long flags(NdView view, boolean copied) {
    DataType type = DataTypes.of(view.format());
    return (view.isReadOnly() ? TensorFields.READ_ONLY : 0)
        | (copied ? TensorFields.COPIED : 0)
        | (type != null && DataTypes.isPadded(type) ? TensorFields.PADDED : 0);
  }

  private static TensorFields fields(NdView view, long flags) {
    Layout layout = view.layout();
    DataType type = DataTypes.of(view.format());
    if (type == null) {
      throw new AssertionError(view.format());
    }
    boolean empty = layout.size() == 0;
    // dlpack.h asks for the address 0 where there are no items
    long data = empty ? 0 : view.segment().address() + layout.offset();
    return new TensorFields(
        flags,
        data,
        Devices.CPU,
        0,
        type,
        layout.shape(),
        strides(layout, empty),
        0,
        NativeCalls.deleter());
  }

  /** In items. Where no step is made, those of C order, since the view's may be any. */
  private static long[] strides(Layout layout, boolean empty) {
    long[] strides = Layout.contiguous(Order.C, 1, layout.shape()).strides();
    for (int d = 0; d < strides.length && !empty; d++) {
      if (layout.shape(d) > 1) {
        strides[d] = layout.stride(d) / layout.itemsize();
      }
    }
    return strides;
  }
}
