package org.ndview.arrow;

import java.lang.ref.WeakReference;
import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.function.BooleanSupplier;
import org.apache.arrow.memory.AllocationManager;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.BufferLedger;
import org.apache.arrow.memory.ForeignAllocation;
import org.apache.arrow.memory.ReferenceManager;
import org.jspecify.annotations.Nullable;
import org.ndview.MemoryHold;
import org.ndview.NdView;

/** The memory of a view as Arrow's, until its last buffer is released. */
final class ViewAllocation extends ForeignAllocation {
  /** By what all buffers of an allocation have in common, whichever allocator counts them. */
  private static final Map<AllocationManager, WeakReference<ViewAllocation>> LIVE =
      Collections.synchronizedMap(new WeakHashMap<>());

  /** Keeps memory reachable that nobody can hold. */
  private final NdView view;

  private final MemoryHold hold;

  private ViewAllocation(NdView view, MemoryHold hold) {
    super(view.nbytes(), view.segment().address() + view.layout().offset());
    this.view = view;
    this.hold = hold;
  }

  /**
   * {@return a buffer over the memory of a view, with one reference}
   *
   * @param view of items one after the other
   * @param allocator counts the bytes as its own
   * @throws org.apache.arrow.memory.OutOfMemoryException if that is more than its limit
   */
  static ArrowBuf buffer(NdView view, BufferAllocator allocator) {
    Ended ended = new Ended();
    MemoryHold hold = view.hold(ended);
    try {
      ViewAllocation allocation = new ViewAllocation(view.duplicate(), hold);
      ended.allocation = new WeakReference<>(allocation);
      ArrowBuf buffer = allocator.wrapForeignAllocation(allocation);
      if (buffer.getReferenceManager() instanceof BufferLedger ledger) {
        LIVE.put(ledger.getAllocationManager(), new WeakReference<>(allocation));
      }
      return buffer;
    } catch (RuntimeException | Error e) {
      hold.close();
      throw e;
    }
  }

  /** {@return the view whose memory a buffer has; null for memory of Arrow's own} */
  static @Nullable NdView viewBehind(ReferenceManager references) {
    WeakReference<ViewAllocation> found =
        references instanceof BufferLedger ledger ? LIVE.get(ledger.getAllocationManager()) : null;
    ViewAllocation allocation = found == null ? null : found.get();
    return allocation == null ? null : allocation.view;
  }

  @Override
  protected void release0() {
    hold.close();
  }

  /** Says whether the collector took an allocation that nobody released. It keeps none alive. */
  private static final class Ended implements BooleanSupplier {
    private volatile @Nullable WeakReference<ViewAllocation> allocation;

    @Override
    public boolean getAsBoolean() {
      WeakReference<ViewAllocation> made = allocation;
      return made != null && made.refersTo(null);
    }
  }
}
