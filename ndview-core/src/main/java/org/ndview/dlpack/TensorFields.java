package org.ndview.dlpack;

import org.jspecify.annotations.Nullable;

/**
 * What a managed tensor says.
 *
 * @param flags of a versioned tensor, else 0
 * @param data the address of its memory
 * @param deviceType the type of the device
 * @param deviceId the number of the device
 * @param type what an item is
 * @param shape the lengths of the dimensions
 * @param strides the steps (in items), null if the items lie in C order
 * @param byteOffset from the data to the first item (in bytes)
 * @param deleter the address of the function that ends it, 0 if there is none
 */
record TensorFields(
    long flags,
    long data,
    int deviceType,
    int deviceId,
    DataType type,
    long[] shape,
    long @Nullable [] strides,
    long byteOffset,
    long deleter) {
  static final long READ_ONLY = 1;
  static final long COPIED = 1 << 1;
  static final long PADDED = 1 << 2;

  boolean has(long flag) {
    return (flags & flag) != 0;
  }
}
