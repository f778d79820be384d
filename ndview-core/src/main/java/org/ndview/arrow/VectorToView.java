package org.ndview.arrow;

import java.lang.foreign.MemorySegment;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.ReferenceManager;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.complex.FixedSizeListVector;
import org.jspecify.annotations.Nullable;
import org.ndview.Layout;
import org.ndview.NdView;
import org.ndview.bridge.Plan;
import org.ndview.internal.check.NativePermission;

/** Arrow's vectors as views. */
final class VectorToView {
  private VectorToView() {}

  static VectorType type(FieldVector vector) {
    NativePermission.require("a view of Arrow's memory");
    Plan refusal = VectorType.refusal(vector.getField());
    if (refusal != null) {
      throw refusal.exception("the vector '%s' is no view".formatted(Buffers.name(vector)));
    }
    return VectorType.of(vector.getField());
  }

  static NdView view(FieldVector vector) {
    VectorType type = type(vector);
    Nulls nulls = Nulls.of(vector, type);
    if (!nulls.isEmpty()) {
      throw new UnsupportedOperationException(
          ("%d values of the vector '%s' are null, which no view has: ArrowVectors.values(vector) views them as they"
                  + " lie, validity(vector) tells which they are, copy(vector, value) puts a value in their place")
              .formatted(nulls.count(), Buffers.name(vector)));
    }
    return values(vector, type);
  }

  static NdView values(FieldVector vector, VectorType type) {
    if (type.isBits()) {
      throw new UnsupportedOperationException(
          ("the vector '%s' has its bools as bits, and a view has a byte for each:"
                  + " ArrowVectors.copy(vector) makes bytes of them")
              .formatted(Buffers.name(vector)));
    }
    Layout layout = type.layout(vector.getValueCount());
    if (layout.size() == 0) {
      return NdView.of(MemorySegment.NULL, type.format(), layout, vector);
    }
    ArrowBuf buffer = items(vector).getDataBuffer();
    MemorySegment memory = Buffers.memory(vector, "data buffer", buffer, layout.nbytes());
    ReferenceManager references = buffer.getReferenceManager();
    NdView inner = ViewAllocation.viewBehind(references);
    references.retain();
    NdView view;
    try {
      view = NdView.borrow(memory, type.format(), layout, vector, () -> release(references));
    } catch (RuntimeException | Error e) {
      release(references);
      throw e;
    }
    return inner == null ? view : guarded(view, vector, inner);
  }

  /** Of memory that a view has behind the vector: what ends that view ends this one. */
  private static NdView guarded(NdView view, FieldVector vector, NdView inner) {
    try {
      return view.guarded(vector, new InnerGuard(inner, inner.segment())).owning();
    } catch (RuntimeException | Error e) {
      view.close();
      throw e;
    }
  }

  private static void release(ReferenceManager references) {
    try {
      references.release();
    } catch (IllegalStateException _) {
      // the allocator was closed before, and has complained of this then
    }
  }

  /** The vector below all lists. */
  private static FieldVector items(FieldVector vector) {
    FieldVector level = Extensions.storage(vector);
    while (level instanceof FixedSizeListVector lists) {
      level = Extensions.storage(lists.getDataVector());
    }
    return level;
  }

  static NdView copy(FieldVector vector, @Nullable Object nullValue) {
    VectorType type = type(vector);
    Nulls nulls = Nulls.of(vector, type);
    if (nullValue == null && !nulls.isEmpty()) {
      throw new UnsupportedOperationException(
          "%d values of the vector '%s' are null, which no view has: ArrowVectors.copy(vector, value) puts a value in their place"
              .formatted(nulls.count(), Buffers.name(vector)));
    }
    NdView copy = NdView.allocate(type.format(), type.physicalShape(vector.getValueCount()));
    try {
      NdView made = type.logical(copy);
      if (type.isBits()) {
        unpack(vector, copy);
      } else {
        try (NdView values = values(vector, type)) {
          made.assign(values);
        }
      }
      if (nullValue != null) {
        nulls.fill(copy, nullValue);
      }
      return made.owning();
    } catch (RuntimeException | Error e) {
      copy.close();
      throw e;
    }
  }

  private static void unpack(FieldVector vector, NdView bytes) {
    if (bytes.size() > 0) {
      ArrowBuf buffer = items(vector).getDataBuffer();
      MemorySegment bitmap =
          Buffers.memory(vector, "data buffer", buffer, Bitmaps.byteSize(bytes.size()));
      Bitmaps.unpack(bitmap, bytes.size(), bytes.contiguousSegment());
    }
  }
}
