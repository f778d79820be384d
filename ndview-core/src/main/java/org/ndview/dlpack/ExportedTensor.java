package org.ndview.dlpack;

import java.lang.foreign.MemorySegment;
import java.lang.ref.Cleaner;
import java.lang.ref.Reference;

/**
 * A view as a managed tensor of DLPack, made by {@link DLPack#export(org.ndview.NdView)}.
 *
 * <p>It lives until its deleter is called, and keeps the view's memory as long. Who has to call the
 * deleter is said once: until {@link #handOver} it is this object, by {@link #close} or by the
 * collector; from then on it is the consumer, and {@code close} does nothing. Safe for use by
 * several threads.
 *
 * {@snippet lang="java" :
 * try (NdView view = NdView.allocate("d", 4);
 *     ExportedTensor tensor = DLPack.export(view)) {
 *   System.out.println(tensor.struct().capsuleName()); // dltensor_versioned
 *   // capsule = PyCapsule_New(tensor.handOver(), "dltensor_versioned", destructor)
 * } // nobody took it: deleted here
 * }
 */
public final class ExportedTensor implements AutoCloseable {
  private static final Cleaner CLEANER = Cleaner.create();

  private final TensorStruct struct;
  private final LiveExport export;
  private final Cleaner.Cleanable cleanable;

  ExportedTensor(TensorStruct struct, LiveExport export) {
    this.struct = struct;
    this.export = export;
    cleanable = CLEANER.register(this, export::abandon);
  }

  /** {@return which struct it is} */
  public TensorStruct struct() {
    return struct;
  }

  /**
   * {@return the pointer to the struct, for one who looks at it} Its consumer gets it by {@link
   * #handOver}. While the segment is reachable, the collector does not end the tensor.
   *
   * @throws IllegalStateException if the tensor has ended
   */
  public MemorySegment address() {
    checkLive();
    return NativeCalls.keeping(export.address(), this);
  }

  /**
   * {@return the pointer to the struct, for its consumer, who calls the deleter from now on} One
   * who cannot pass it on calls {@link DLPack#delete}.
   *
   * @throws IllegalStateException if the tensor has ended, or was handed over before
   */
  public MemorySegment handOver() {
    checkLive();
    boolean ours = export.handOver();
    Reference.reachabilityFence(this);
    if (!ours) {
      throw new IllegalStateException("the tensor was handed over already");
    }
    return MemorySegment.ofAddress(export.address());
  }

  /** {@return whether the deleter was called, so that the pointer leads to nothing} */
  public boolean isEnded() {
    return !export.isLive();
  }

  /** Ends the tensor if it was not handed over. */
  @Override
  public void close() {
    cleanable.clean();
  }

  private void checkLive() {
    if (isEnded()) {
      throw new IllegalStateException("the tensor has ended: its deleter was called");
    }
  }

  @Override
  public String toString() {
    return "ExportedTensor[%s at 0x%x%s]"
        .formatted(struct, export.address(), isEnded() ? ", ended" : "");
  }
}
