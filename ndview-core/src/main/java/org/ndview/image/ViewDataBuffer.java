package org.ndview.image;

import java.awt.image.DataBuffer;
import org.ndview.NdView;

/** The items of a view, in memory that is not a Java array of their type, as a data buffer. */
final class ViewDataBuffer extends DataBuffer {
  private final NdView elements;

  /**
   * A data buffer.
   *
   * @param elements the items: of one dimension
   * @param type which of the constants of DataBuffer they are
   */
  ViewDataBuffer(NdView elements, int type) {
    super(type, (int) elements.size());
    this.elements = elements;
  }

  NdView elements() {
    return elements;
  }

  @Override
  public int getElem(int bank, int i) {
    return switch (getDataType()) {
      case TYPE_FLOAT, TYPE_DOUBLE -> (int) elements.getDouble(i);
      default -> elements.getInt(i);
    };
  }

  @Override
  public void setElem(int bank, int i, int value) {
    // as the data buffers of arrays do, which keep the low bits
    switch (getDataType()) {
      case TYPE_BYTE -> elements.setInt(value & 0xff, i);
      case TYPE_USHORT -> elements.setInt(value & 0xffff, i);
      default -> elements.setDouble(value, i);
    }
  }

  @Override
  public float getElemFloat(int bank, int i) {
    return (float) getElemDouble(bank, i);
  }

  @Override
  public void setElemFloat(int bank, int i, float value) {
    setElemDouble(bank, i, value);
  }

  @Override
  public double getElemDouble(int bank, int i) {
    return elements.getDouble(i);
  }

  @Override
  public void setElemDouble(int bank, int i, double value) {
    switch (getDataType()) {
      case TYPE_FLOAT -> elements.setFloat((float) value, i);
      case TYPE_DOUBLE -> elements.setDouble(value, i);
      default -> setElem(bank, i, (int) value);
    }
  }
}
