package org.ndview.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.ndview.Casting;
import org.ndview.NdView;
import org.ndview.format.Scalar;

/** Views into DJL. */
final class ViewToArray {
  private ViewToArray() {}

  /** Of a view that the plan let pass. */
  static NDArray wrap(NDManager manager, NdView view) {
    DataType type = ArrayTypes.type(view);
    Shape shape = new Shape(view.shape());
    if (view.size() == 0) {
      return manager.create(shape, type);
    }
    // of its own, which lasts when the caller closes the view
    NdView memory = view.duplicate();
    LentArray lent = new LentArray(manager, memory);
    try {
      // its position is 0, as DJL asks, which does not look
      return lent.made(lent.manager().create(memory.asByteBuffer(), shape, type));
    } catch (RuntimeException | Error e) {
      lent.abandon();
      throw e;
    } finally {
      Reference.reachabilityFence(view);
    }
  }

  static NDArray copy(NDManager manager, NdView view) {
    DataType type = ArrayTypes.type(view);
    Shape shape = new Shape(view.shape());
    Scalar format = ArrayTypes.format(type);
    if (view.size() == 0) {
      return manager.create(shape, type);
    }
    if (ArrayTypes.sharesMemory(manager)) {
      NDArray array = manager.create(shape, type);
      try {
        fill(ArrayToView.view(array), view);
        return array;
      } catch (RuntimeException | Error e) {
        array.close();
        throw e;
      }
    }
    // the collector's, since an engine may keep it
    ByteBuffer buffer =
        ByteBuffer.allocateDirect(Math.toIntExact(view.size() * format.itemsize()))
            .order(ByteOrder.nativeOrder());
    fill(NdView.of(MemorySegment.ofBuffer(buffer), format, view.shape()), view);
    return manager.create(buffer, shape, type);
  }

  private static void fill(NdView target, NdView view) {
    if (target.format().isEquivalentTo(view.format()) && !target.format().toString().equals("?")) {
      target.assign(view); // the very bits, those of NaNs too
    } else {
      view.convertTo(target, Casting.UNSAFE);
    }
  }
}
