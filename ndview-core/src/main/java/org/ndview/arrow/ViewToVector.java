package org.ndview.arrow;

import java.lang.foreign.MemorySegment;
import java.util.List;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.complex.FixedSizeListVector;
import org.apache.arrow.vector.ipc.message.ArrowFieldNode;
import org.apache.arrow.vector.types.pojo.Field;
import org.ndview.Casting;
import org.ndview.NdView;
import org.ndview.format.Format;
import org.ndview.format.Scalar;
import org.ndview.format.ScalarType;

/** Views that {@link SharingRules} has passed as Arrow's vectors. */
final class ViewToVector {
  private ViewToVector() {}

  static FieldVector wrap(NdView view, Field field, BufferAllocator allocator) {
    VectorType type = VectorType.of(field);
    NdView physical = type.physical(view);
    return view.size() == 0
        ? load(view, field, allocator.getEmpty(), allocator)
        : loadOwn(view, field, ViewAllocation.buffer(physical, allocator), allocator);
  }

  static FieldVector copy(NdView view, Field field, BufferAllocator allocator) {
    if (view.size() == 0) {
      return load(view, field, allocator.getEmpty(), allocator);
    }
    VectorType type = VectorType.of(field);
    long bytes =
        type.isBits()
            ? Bitmaps.byteSize(view.size())
            : Math.multiplyExact(view.size(), type.format().itemsize());
    ArrowBuf buffer = allocator.buffer(bytes);
    try {
      MemorySegment memory = memory(buffer, bytes);
      if (type.isBits()) {
        pack(type.physical(view), memory);
      } else {
        fill(NdView.of(memory, type.format(), type.layout(view.shape()[0])), view);
      }
    } catch (RuntimeException | Error e) {
      buffer.close();
      throw e;
    }
    return loadOwn(view, field, buffer, allocator);
  }

  // restricted, since it makes memory of a number: both numbers are those of the buffer
  @SuppressWarnings("restricted")
  private static MemorySegment memory(ArrowBuf buffer, long bytes) {
    return MemorySegment.ofAddress(buffer.memoryAddress()).reinterpret(bytes);
  }

  private static void fill(NdView target, NdView view) {
    Format format = target.format();
    if (view.format().isEquivalentTo(format) && !isBool(format)) {
      // the very bytes, those of NaNs too
      target.asStrided(view.format(), target.layout()).assign(view);
    } else {
      view.convertTo(target, Casting.UNSAFE);
    }
  }

  /** Of which any byte that is not 0 becomes 1. */
  private static boolean isBool(Format format) {
    return format instanceof Scalar scalar && scalar.type() == ScalarType.BOOL;
  }

  private static void pack(NdView physical, MemorySegment bitmap) {
    try (NdView bytes = NdView.allocate("?", physical.shape())) {
      physical.convertTo(bytes, Casting.UNSAFE);
      Bitmaps.pack(bytes.contiguousSegment(), bytes.size(), bitmap);
    }
  }

  /** Of a buffer that the vector alone keeps afterwards. */
  private static FieldVector loadOwn(
      NdView view, Field field, ArrowBuf buffer, BufferAllocator allocator) {
    try {
      return load(view, field, buffer, allocator);
    } finally {
      buffer.close();
    }
  }

  private static FieldVector load(
      NdView view, Field field, ArrowBuf buffer, BufferAllocator allocator) {
    FieldVector vector = field.createVector(allocator);
    try {
      long values = view.shape()[0];
      FieldVector level = Extensions.storage(vector);
      while (level instanceof FixedSizeListVector lists) {
        level.loadFieldBuffers(new ArrowFieldNode(values, 0), List.of(allocator.getEmpty()));
        values *= lists.getListSize();
        level = Extensions.storage(lists.getDataVector());
      }
      level.loadFieldBuffers(new ArrowFieldNode(values, 0), List.of(allocator.getEmpty(), buffer));
      return vector;
    } catch (RuntimeException | Error e) {
      vector.close();
      throw e;
    }
  }
}
