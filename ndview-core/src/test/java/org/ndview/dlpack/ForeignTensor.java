package org.ndview.dlpack;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.atomic.AtomicInteger;

/** A tensor as another library makes it, byte by byte by dlpack.h, whose deleter counts. */
@SuppressWarnings("restricted")
final class ForeignTensor {
  final MemorySegment struct;
  final MemorySegment dl;
  final TensorStruct kind;
  final AtomicInteger deleted = new AtomicInteger();

  private final Arena arena;

  /** A tensor of the CPU, with the memory's address. */
  ForeignTensor(
      Arena arena,
      TensorStruct kind,
      MemorySegment data,
      int code,
      int bits,
      long[] shape,
      long... strides) {
    this.arena = arena;
    this.kind = kind;
    boolean versioned = kind == TensorStruct.VERSIONED;
    struct = arena.allocate(versioned ? 80 : 64, 8);
    dl = struct.asSlice(versioned ? 32 : 0);
    if (versioned) {
      struct.set(JAVA_INT, 0, 1);
    }
    struct.set(ADDRESS, versioned ? 16 : 56, deleter());
    dl.set(JAVA_LONG, 0, data.address());
    dl.set(JAVA_INT, 8, 1);
    dl.set(JAVA_INT, 16, shape.length);
    type(code, bits, 1);
    dl.set(ADDRESS, 24, arena.allocateFrom(JAVA_LONG, shape));
    if (strides.length > 0) {
      dl.set(ADDRESS, 32, arena.allocateFrom(JAVA_LONG, strides));
    }
  }

  ForeignTensor type(int code, int bits, int lanes) {
    dl.set(JAVA_INT, 20, code | bits << 8 | lanes << 16);
    return this;
  }

  ForeignTensor flags(long flags) {
    struct.set(JAVA_LONG, 24, flags);
    return this;
  }

  ForeignTensor device(int type, int id) {
    dl.set(JAVA_INT, 8, type);
    dl.set(JAVA_INT, 12, id);
    return this;
  }

  ForeignTensor byteOffset(long bytes) {
    dl.set(JAVA_LONG, 40, bytes);
    return this;
  }

  private MemorySegment deleter() {
    try {
      return Linker.nativeLinker()
          .upcallStub(
              MethodHandles.lookup()
                  .bind(this, "delete", MethodType.methodType(void.class, MemorySegment.class)),
              FunctionDescriptor.ofVoid(ADDRESS),
              arena);
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }

  void delete(MemorySegment self) {
    deleted.addAndGet(self.address() == struct.address() ? 1 : 1000);
  }
}
