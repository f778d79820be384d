package org.ndview.onnx;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import java.lang.ref.Cleaner;
import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.ndview.MemoryHold;
import org.ndview.NdView;

/**
 * Tensors over the memory of views, and what keeps it there. ONNX Runtime tells nobody that a
 * tensor is closed, so the hold asks it; the collector tells when a tensor is gone that was not
 * closed.
 */
final class TensorHolds {
  private static final Cleaner CLEANER = Cleaner.create();

  /** The memory of each tensor: reachable while the tensor is. */
  private static final Map<OnnxTensor, NdView> MEMORY =
      Collections.synchronizedMap(new WeakHashMap<>());

  private TensorHolds() {}

  /** Of a view that the plan let pass. */
  static OnnxTensor wrap(NdView view) throws OrtException {
    OnnxJavaType type = TensorTypes.NEIGHBOUR.type(view.format());
    if (type == null) {
      throw new AssertionError(view.format());
    }
    // of its own, which lasts when the caller closes the view
    NdView memory = view.duplicate();
    Made made = new Made();
    MemoryHold hold = view.hold(made);
    try {
      OnnxTensor tensor =
          OnnxTensor.createTensor(
              OrtEnvironment.getEnvironment(), bytes(memory), view.shape(), type);
      CLEANER.register(tensor, hold::close);
      MEMORY.put(tensor, memory);
      made.tensor = new WeakReference<>(tensor);
      return tensor;
    } catch (OrtException | RuntimeException | Error e) {
      hold.close();
      throw e;
    } finally {
      Reference.reachabilityFence(view);
    }
  }

  /** One that is not direct would be copied, which is right where there are no items. */
  private static ByteBuffer bytes(NdView view) {
    return view.size() == 0
        ? ByteBuffer.allocateDirect(0).order(ByteOrder.nativeOrder())
        : view.asByteBuffer();
  }

  /** {@return the view whose memory a tensor has, or null if it has no view's} */
  static @Nullable NdView memory(OnnxTensor tensor) {
    return MEMORY.get(tensor);
  }

  /** Says whether ONNX Runtime cannot touch the memory any more. It keeps no tensor alive. */
  private static final class Made implements BooleanSupplier {
    private volatile @Nullable WeakReference<OnnxTensor> tensor;

    @Override
    public boolean getAsBoolean() {
      WeakReference<OnnxTensor> made = tensor;
      if (made == null) {
        return false; // just being made
      }
      OnnxTensor living = made.get();
      return living == null || living.isClosed();
    }
  }
}
