package org.ndview.nd4j;

import org.nd4j.linalg.api.buffer.DataBuffer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.ndview.Casting;
import org.ndview.Layout;
import org.ndview.NdView;
import org.ndview.format.Format;
import org.ndview.format.Scalar;

/** Views into ND4J. */
final class ViewToArray {
  private ViewToArray() {}

  /** Of a view that {@link SharingRules} let pass. */
  static INDArray wrap(NdView view) {
    return wrap(view, view.format(), view.layout());
  }

  /** Of the memory of a view, seen in a format and layout that {@link SharingRules} let pass. */
  static INDArray wrap(NdView view, Format format, Layout layout) {
    DataType type = DataTypes.of(format);
    if (type == null) {
      throw new AssertionError(format);
    }
    if (layout.size() == 0) {
      return Nd4j.create(type, layout.shape());
    }
    // of its own, which lasts when the caller closes the view
    NdView memory = view.duplicate();
    // the first item's, since ND4J copies where a buffer's offset is not 0
    long address = view.segment().address() + layout.offset();
    ElementStrides geometry = ElementStrides.of(layout);
    DataBuffer buffer =
        ArrayHolds.hold(
            view, () -> KeepAlivePointers.buffer(memory, address, type, geometry.length()));
    INDArray array =
        Nd4j.create(buffer, geometry.shape(), geometry.strides(), 0, geometry.order(), type);
    check(array, address);
    return array;
  }

  /** ND4J moves to memory of its own, without a word, where it thinks a buffer too short. */
  private static void check(INDArray array, long address) {
    long now = array.data().addressPointer().address();
    if (now != address) {
      throw new IllegalStateException(
          "ND4J copied memory that it was to share: from 0x%x to 0x%x".formatted(address, now));
    }
  }

  static INDArray copy(NdView view, DataType type, char order) {
    if (view.size() == 0) {
      return empty(type, view.shape(), order);
    }
    INDArray array = Nd4j.createUninitialized(type, view.shape(), order);
    fill(ArrayToView.view(array), type, view);
    return array;
  }

  private static INDArray empty(DataType type, long[] shape, char order) {
    // by its strides, all 0: the other ways to make one forget the order
    return order == 'c'
        ? Nd4j.create(type, shape)
        : Nd4j.create(type, shape, new long[shape.length], order);
  }

  /** Copies a view's numbers into a view of an array of a type. */
  static void fill(NdView target, DataType type, NdView view) {
    if (keepsBits(view.format(), type)) {
      target.assign(view);
    } else {
      view.convertTo(target, Casting.UNSAFE);
    }
  }

  /** Whether the very bytes will do, those of NaNs too: any but 0 and 1 are not bools to ND4J. */
  private static boolean keepsBits(Format format, DataType type) {
    return type != DataType.BOOL
        && type == DataTypes.of(format)
        && SharingRules.isNativeOrder((Scalar) format);
  }
}
