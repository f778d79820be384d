package org.ndview.nd4j;

import java.lang.ref.Cleaner;
import java.lang.ref.WeakReference;
import java.util.function.BooleanSupplier;
import org.bytedeco.javacpp.Pointer;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataBuffer;
import org.ndview.MemoryHold;
import org.ndview.NdView;

/**
 * Holds on the memory of views that arrays wrap. ND4J tells nobody that an array is closed, so the
 * hold asks it; the collector tells when an array is gone that was not closed.
 */
final class ArrayHolds {
  private static final Cleaner CLEANER = Cleaner.create();

  private ArrayHolds() {}

  /**
   * Makes a buffer over the memory of a view, which stays until the buffer is closed, or nothing
   * can reach its pointer any more.
   */
  static DataBuffer hold(NdView view, KeepAlivePointers.Maker maker) {
    Wrapped wrapped = new Wrapped();
    MemoryHold hold = view.hold(wrapped);
    try {
      DataBuffer buffer = maker.make();
      Pointer pointer = buffer.pointer();
      CLEANER.register(pointer, hold::close);
      wrapped.pointer = new WeakReference<>(pointer);
      wrapped.buffer = new WeakReference<>(buffer);
      return buffer;
    } catch (RuntimeException | Error e) {
      hold.close();
      throw e;
    }
  }

  /** Says whether nothing of ND4J can touch the memory any more. It keeps neither alive. */
  private static final class Wrapped implements BooleanSupplier {
    private volatile @Nullable WeakReference<Pointer> pointer;
    private volatile @Nullable WeakReference<DataBuffer> buffer;

    @Override
    public boolean getAsBoolean() {
      WeakReference<Pointer> p = pointer;
      WeakReference<DataBuffer> b = buffer;
      if (p == null || b == null) {
        return false; // just being made
      }
      DataBuffer root = b.get();
      // parts of the array have the pointer too
      return p.refersTo(null) || (root != null && root.wasClosed());
    }
  }
}
