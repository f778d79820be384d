package org.ndview.dlpack;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;
import org.ndview.Layout;

/** The C structs, byte by byte, as dlpack.h has them on a platform of 64 bits. */
final class TensorCodec {
  /** What is written: the flags and types that are known here are those of 1.1. */
  static final int MAJOR = 1;

  static final int MINOR = 1;

  private static final long VERSIONED_DELETER = 16;
  private static final long LEGACY_DELETER = 56;
  private static final long FLAGS = 24;

  // of a DLTensor
  private static final long DATA = 0;
  private static final long DEVICE_TYPE = 8;
  private static final long DEVICE_ID = 12;
  private static final long NDIM = 16;
  private static final long CODE = 20;
  private static final long BITS = 21;
  private static final long LANES = 22;
  private static final long SHAPE = 24;
  private static final long STRIDES = 32;
  private static final long BYTE_OFFSET = 40;

  /** No system maps the first page. */
  private static final long FIRST_ADDRESS = 4096;

  private TensorCodec() {}

  /**
   * Reads a managed tensor.
   *
   * @throws IllegalArgumentException if it is none, as far as can be seen
   * @throws UnsupportedOperationException if it is of another major version, or has flags that are
   *     not known
   */
  static TensorFields read(MemorySegment tensor, TensorStruct struct) {
    MemorySegment memory = struct(tensor, struct);
    long flags = 0;
    if (struct == TensorStruct.VERSIONED) {
      int major = memory.get(JAVA_INT, 0);
      if (major != MAJOR) {
        throw new UnsupportedOperationException(
            "the tensor is of DLPack %s.%s, and %d is read; or it is a DLManagedTensor: LEGACY"
                .formatted(
                    Integer.toUnsignedString(major),
                    Integer.toUnsignedString(memory.get(JAVA_INT, 4)),
                    MAJOR));
      }
      flags = memory.get(JAVA_LONG, FLAGS);
      checkFlags(flags);
    }
    MemorySegment dl = memory.asSlice(struct.tensorOffset());
    int ndim = dl.get(JAVA_INT, NDIM);
    if (ndim < 0 || ndim > Layout.MAX_NDIM) {
      throw new IllegalArgumentException(
          "the tensor says that it has %d dimensions; 0 to %d are possible"
              .formatted(ndim, Layout.MAX_NDIM));
    }
    DataType type =
        new DataType(
            Byte.toUnsignedInt(dl.get(JAVA_BYTE, CODE)),
            Byte.toUnsignedInt(dl.get(JAVA_BYTE, BITS)),
            Short.toUnsignedInt(dl.get(JAVA_SHORT, LANES)));
    long[] shape = numbers(dl.get(JAVA_LONG, SHAPE), ndim, "shape");
    if (shape == null) {
      throw new IllegalArgumentException(
          "the tensor has %d dimensions and no shape".formatted(ndim));
    }
    return new TensorFields(
        flags,
        dl.get(JAVA_LONG, DATA),
        dl.get(JAVA_INT, DEVICE_TYPE),
        dl.get(JAVA_INT, DEVICE_ID),
        type,
        shape,
        numbers(dl.get(JAVA_LONG, STRIDES), ndim, "strides"),
        dl.get(JAVA_LONG, BYTE_OFFSET),
        memory.get(JAVA_LONG, deleterOffset(struct)));
  }

  private static void checkFlags(long flags) {
    long known = TensorFields.READ_ONLY | TensorFields.COPIED | TensorFields.PADDED;
    if ((flags & ~known) != 0) {
      throw new UnsupportedOperationException(
          "the tensor has the flags 0x%x, of which 0x%x are not known"
              .formatted(flags, flags & ~known));
    }
  }

  /** {@return the address of the deleter, which is at the same place in every version} */
  static long deleter(MemorySegment tensor, TensorStruct struct) {
    return struct(tensor, struct).get(JAVA_LONG, deleterOffset(struct));
  }

  private static long deleterOffset(TensorStruct struct) {
    return switch (struct) {
      case VERSIONED -> VERSIONED_DELETER;
      case LEGACY -> LEGACY_DELETER;
    };
  }

  /** {@return how long a tensor with its shape and strides is (in bytes)} */
  static long byteSize(TensorStruct struct, int ndim) {
    return struct.byteSize() + 2L * ndim * Long.BYTES;
  }

  /**
   * Writes a managed tensor, and its shape and strides behind it.
   *
   * @param memory as long as {@link #byteSize}, aligned to 8 bytes
   */
  static void write(MemorySegment memory, TensorStruct struct, TensorFields fields) {
    memory.fill((byte) 0);
    if (struct == TensorStruct.VERSIONED) {
      memory.set(JAVA_INT, 0, MAJOR);
      memory.set(JAVA_INT, 4, MINOR);
      memory.set(JAVA_LONG, FLAGS, fields.flags());
    }
    memory.set(JAVA_LONG, deleterOffset(struct), fields.deleter());
    MemorySegment dl = memory.asSlice(struct.tensorOffset());
    long[] shape = fields.shape();
    long[] strides = fields.strides();
    dl.set(JAVA_LONG, DATA, fields.data());
    dl.set(JAVA_INT, DEVICE_TYPE, fields.deviceType());
    dl.set(JAVA_INT, DEVICE_ID, fields.deviceId());
    dl.set(JAVA_INT, NDIM, shape.length);
    dl.set(JAVA_BYTE, CODE, (byte) fields.type().code());
    dl.set(JAVA_BYTE, BITS, (byte) fields.type().bits());
    dl.set(JAVA_SHORT, LANES, (short) fields.type().lanes());
    dl.set(JAVA_LONG, BYTE_OFFSET, fields.byteOffset());
    long at = struct.byteSize();
    dl.set(JAVA_LONG, SHAPE, memory.address() + at);
    MemorySegment.copy(shape, 0, memory, JAVA_LONG, at, shape.length);
    if (strides != null) {
      at += (long) shape.length * Long.BYTES;
      dl.set(JAVA_LONG, STRIDES, memory.address() + at);
      MemorySegment.copy(strides, 0, memory, JAVA_LONG, at, strides.length);
    }
  }

  private static MemorySegment struct(MemorySegment tensor, TensorStruct struct) {
    if (!tensor.isNative()) {
      throw new IllegalArgumentException("a pointer to a tensor was expected: " + tensor);
    }
    long address = tensor.address();
    checkAddress(address, "tensor");
    if (address % Long.BYTES != 0) {
      throw new IllegalArgumentException(
          "no tensor begins at 0x%x, which is no multiple of 8".formatted(address));
    }
    return NativeCalls.at(address, struct.byteSize());
  }

  /** {@return numbers, or null if there are none at the address 0} */
  private static long @Nullable [] numbers(long address, int n, String what) {
    if (n == 0) {
      return new long[0];
    } else if (address == 0) {
      return null;
    }
    checkAddress(address, what);
    return NativeCalls.at(address, (long) n * Long.BYTES).toArray(JAVA_LONG_UNALIGNED);
  }

  static void checkAddress(long address, String what) {
    if (address < FIRST_ADDRESS) {
      throw new IllegalArgumentException("no %s is at 0x%x".formatted(what, address));
    }
  }
}
