package org.ndview.arrow;

import java.lang.foreign.MemorySegment;
import org.ndview.MemoryGuard;
import org.ndview.NdView;

/**
 * Notices that memory behind a vector, which is that of a view, was taken away.
 *
 * @param inner the view
 * @param memory its memory
 */
record InnerGuard(NdView inner, MemorySegment memory) implements MemoryGuard {

  @Override
  public void check() {
    int _ = inner.ndim(); // refuses where the view does
    if (!memory.isAccessibleBy(Thread.currentThread())) {
      throw new WrongThreadException(
          "the memory of the view is confined to another thread than " + Thread.currentThread());
    }
  }
}
