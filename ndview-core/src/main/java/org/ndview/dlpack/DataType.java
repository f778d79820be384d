package org.ndview.dlpack;

/**
 * The C struct DLDataType: what an item is.
 *
 * @param code the sort of number
 * @param bits the size of one number (in bits)
 * @param lanes how many numbers an item has
 */
record DataType(int code, int bits, int lanes) {
  static final int INT = 0;
  static final int UINT = 1;
  static final int FLOAT = 2;
  static final int HANDLE = 3;
  static final int BFLOAT = 4;
  static final int COMPLEX = 5;
  static final int BOOL = 6;

  @Override
  public String toString() {
    return "%s of %d bits, %d lanes".formatted(SmallFloat.name(code), bits, lanes);
  }
}
