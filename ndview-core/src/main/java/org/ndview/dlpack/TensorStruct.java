package org.ndview.dlpack;

/** Which of the two C structs of DLPack a managed tensor is; nothing in the struct itself says. */
public enum TensorStruct {
  /**
   * {@code DLManagedTensorVersioned}, since DLPack 1.0: with a version, and flags for memory that
   * must not be written and for copies.
   */
  VERSIONED("dltensor_versioned", 32, 80),
  /**
   * {@code DLManagedTensor}, before DLPack 1.0, for consumers that know no other. It cannot say
   * that memory must not be written.
   */
  LEGACY("dltensor", 0, 64);

  private final String capsuleName;
  private final long tensorOffset;
  private final long byteSize;

  TensorStruct(String capsuleName, long tensorOffset, long byteSize) {
    this.capsuleName = capsuleName;
    this.tensorOffset = tensorOffset;
    this.byteSize = byteSize;
  }

  /**
   * {@return the name of a Python capsule that holds a pointer to this struct and has not been
   * consumed} One who takes the tensor renames the capsule to {@code "used_"} and this name.
   */
  public String capsuleName() {
    return capsuleName;
  }

  /** Where the DLTensor is in it (in bytes). */
  long tensorOffset() {
    return tensorOffset;
  }

  /** Its size (in bytes). */
  long byteSize() {
    return byteSize;
  }
}
