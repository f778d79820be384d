package org.ndview.internal.memory;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Pages that owners gave back, for the next owner of about that size: the system clears each page
 * of new memory, which takes longer than the copy into it. They are few, and are kept for a moment.
 *
 * @param <P> the pages
 */
final class WarmPages<P extends WarmPages.Sized> {
  /** What is kept at most (in bytes). */
  static final long MOST = 64 << 20;

  /** How long it is kept at least, and twice that at most. */
  static final long MOMENT = TimeUnit.SECONDS.toNanos(1);

  private static final int STEPS = 8;
  private static final long SMALLEST_STEP = 64 << 10;

  /** Pages that know their size. */
  interface Sized {
    /** {@return the usable size (in bytes), as {@link #roomFor} gives it} */
    long room();
  }

  private record Kept<P>(P pages, long since) {}

  private final Consumer<P> unmap;
  private final LongSupplier clock;
  private final Executor later;
  private final ArrayDeque<Kept<P>> kept = new ArrayDeque<>();
  private long total;
  private boolean waiting;

  WarmPages(Consumer<P> unmap) {
    // not in the common pool, which others may keep busy
    this(
        unmap,
        System::nanoTime,
        CompletableFuture.delayedExecutor(MOMENT, TimeUnit.NANOSECONDS, Runnable::run));
  }

  /**
   * @param unmap gives pages back to the system
   * @param clock in nanoseconds
   * @param later runs something a moment later
   */
  WarmPages(Consumer<P> unmap, LongSupplier clock, Executor later) {
    this.unmap = unmap;
    this.clock = clock;
    this.later = later;
  }

  /** {@return the size of pages for so many bytes: an eighth more at most, so that others fit} */
  static long roomFor(long bytes) {
    long step = Math.max(SMALLEST_STEP, Long.highestOneBit(bytes) / STEPS);
    return (bytes + step - 1) & -step;
  }

  /** {@return pages of this size with any contents, those last used; null if there are none} */
  synchronized @Nullable P take(long room) {
    for (Iterator<Kept<P>> all = kept.descendingIterator(); all.hasNext(); ) {
      P pages = all.next().pages();
      if (pages.room() == room) {
        all.remove();
        total -= room;
        return pages;
      }
    }
    return null;
  }

  /** Keeps pages that nobody can touch any more, in place of the oldest. */
  void give(P pages) {
    List<P> out = new ArrayList<>();
    boolean first = false;
    if (pages.room() > MOST) {
      out.add(pages);
    } else {
      synchronized (this) {
        kept.addLast(new Kept<>(pages, clock.getAsLong()));
        total += pages.room();
        while (total > MOST) {
          out.add(removeOldest());
        }
        first = !waiting;
        waiting = true;
      }
    }
    out.forEach(unmap);
    if (first) {
      later.execute(this::dropOld);
    }
  }

  /** {@return whether there was anything to give back} */
  boolean dropAll() {
    List<P> out = new ArrayList<>();
    synchronized (this) {
      while (!kept.isEmpty()) {
        out.add(removeOldest());
      }
    }
    out.forEach(unmap);
    return !out.isEmpty();
  }

  private void dropOld() {
    List<P> out = new ArrayList<>();
    boolean more;
    synchronized (this) {
      long now = clock.getAsLong();
      while (!kept.isEmpty() && now - kept.getFirst().since() >= MOMENT) {
        out.add(removeOldest());
      }
      more = !kept.isEmpty();
      waiting = more;
    }
    out.forEach(unmap);
    if (more) {
      later.execute(this::dropOld);
    }
  }

  private P removeOldest() {
    P pages = kept.removeFirst().pages();
    total -= pages.room();
    return pages;
  }

  /** {@return what is kept (in bytes)} */
  synchronized long total() {
    return total;
  }
}
