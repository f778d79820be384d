package org.ndview.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.lang.ref.WeakReference;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.ndview.MemoryHold;
import org.ndview.NdView;

/**
 * The memory of a view that DJL has, in an array and in those that DJL made of it without a copy.
 * All of them belong to a manager that nobody else uses, so that it tells when the last is closed.
 */
final class LentArray implements AutoCloseable {
  /** Those that may not have ended, the ones looked at longest ago first. */
  private static final Map<NDManager, LentArray> LIVE = new LinkedHashMap<>();

  /** How many of them each new one looks at: more than one, so that ended ones become fewer. */
  private static final int LOOKED_AT = 2;

  private final NDManager manager;
  private final MemoryHold hold;
  private volatile @Nullable NdView memory;
  private volatile @Nullable WeakReference<NDArray> array;

  /** Holds memory, for an array that is made in {@link #manager} next. */
  LentArray(NDManager parent, NdView memory) {
    endSome();
    this.memory = memory;
    hold = memory.hold(this::hasEnded);
    NDManager made = null;
    try {
      made = parent.newSubManager();
      made.setName("a view of ndview");
      made.attachInternal("ndview", this);
    } catch (RuntimeException | Error e) {
      hold.close();
      if (made != null) {
        made.close();
      }
      throw e;
    }
    manager = made;
  }

  NDManager manager() {
    return manager;
  }

  NDArray made(NDArray made) {
    array = new WeakReference<>(made);
    synchronized (LIVE) {
      LIVE.put(manager, this);
    }
    return made;
  }

  /** Of one whose array could not be made. */
  void abandon() {
    end();
    manager.close();
  }

  /** {@return the memory that an array may be in, or null if no view's} */
  static @Nullable NdView memory(NDArray array) {
    synchronized (LIVE) {
      LentArray lent = LIVE.get(array.getManager());
      return lent == null ? null : lent.memory;
    }
  }

  /** Called by the manager, when it is closed. */
  @Override
  public void close() {
    if (hasEnded()) {
      end();
    }
  }

  /** Whether DJL cannot touch the memory any more. It is asked while locks of ndview are held. */
  private boolean hasEnded() {
    WeakReference<NDArray> reference = array;
    if (reference == null) {
      return false; // just being made
    }
    NDArray first = reference.get();
    if (first == null || first.isReleased()) {
      return !manager.isOpen() || manager.getManagedArrays().isEmpty();
    }
    // one that was attached to another manager is left to that
    return first.getManager() == manager && !manager.isOpen();
  }

  private void end() {
    memory = null;
    synchronized (LIVE) {
      LIVE.remove(manager);
    }
    hold.close();
  }

  /** Else a manager of many arrays would keep what is left of those that were closed. */
  private static void endSome() {
    for (int i = 0; i < LOOKED_AT; i++) {
      LentArray oldest = null;
      synchronized (LIVE) {
        Iterator<LentArray> first = LIVE.values().iterator();
        if (first.hasNext()) {
          oldest = first.next();
          first.remove();
          if (!oldest.hasEnded()) {
            LIVE.put(oldest.manager, oldest);
            oldest = null;
          }
        }
      }
      if (oldest != null) {
        oldest.end();
        if (oldest.manager.isOpen()) {
          oldest.manager.close();
        }
      }
    }
  }
}
