package org.ndview.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.TensorInfo;
import java.lang.foreign.MemorySegment;
import java.nio.Buffer;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.ndview.Layout;
import org.ndview.MemoryGuard;
import org.ndview.NdView;
import org.ndview.Order;
import org.ndview.format.Scalar;

/** Tensors as views. */
final class TensorToView {
  private TensorToView() {}

  static NdView view(OnnxTensor tensor) {
    checkOpen(tensor);
    Scalar format = TensorTypes.format(tensor.getInfo());
    NdView view = shared(tensor, format);
    if (view == null) {
      throw new UnsupportedOperationException(
          "the memory of this tensor is ONNX Runtime's own, which hands out copies alone:"
              + " OnnxTensors.copy(tensor) makes one, OnnxTensors.outputs and run write results into views");
    }
    return view;
  }

  static NdView copy(OnnxTensor tensor) {
    checkOpen(tensor);
    TensorInfo info = tensor.getInfo();
    Scalar format = TensorTypes.format(info);
    NdView shared = shared(tensor, format);
    if (shared != null) {
      return shared.copy();
    }
    Layout layout = Layout.contiguous(Order.C, format.itemsize(), info.getShape());
    if (layout.nbytes() > TensorTypes.MAX_BYTES) {
      throw new UnsupportedOperationException(
          "%d bytes are more than ONNX Runtime's Java copies, %d: give it smaller inputs"
              .formatted(layout.nbytes(), TensorTypes.MAX_BYTES));
    }
    ByteBuffer bytes = tensor.getByteBuffer();
    NdView copy = NdView.allocate(format, info.getShape());
    copy.assign(NdView.of(MemorySegment.ofBuffer(bytes), format, layout));
    return copy;
  }

  private static void checkOpen(OnnxTensor tensor) {
    if (tensor.isClosed()) {
      throw new IllegalStateException("the OnnxTensor was closed");
    }
  }

  private static @Nullable NdView shared(OnnxTensor tensor, Scalar format) {
    NdView memory = TensorHolds.memory(tensor);
    if (memory != null) {
      return memory.guarded(tensor, Unguarded.GUARD);
    }
    Buffer buffer = buffer(tensor);
    if (buffer == null || !buffer.isDirect()) {
      return null;
    }
    Layout layout = Layout.contiguous(Order.C, format.itemsize(), tensor.getInfo().getShape());
    return NdView.of(MemorySegment.ofBuffer(buffer), format, layout, tensor);
  }

  private static @Nullable Buffer buffer(OnnxTensor tensor) {
    try {
      return tensor.getBufferRef().orElse(null);
    } catch (NullPointerException _) {
      return null; // what 1.29.0 says for none
    }
  }

  /** The memory tells by itself when it is gone: closing a tensor frees nothing of a view. */
  private enum Unguarded implements MemoryGuard {
    GUARD;

    @Override
    public void check() {}
  }
}
