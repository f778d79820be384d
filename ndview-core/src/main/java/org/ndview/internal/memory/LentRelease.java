package org.ndview.internal.memory;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.ndview.MemoryHold;

/**
 * The end of memory that was lent. It leads to nothing that leads back to the owner or a view.
 *
 * <p>The memory is given back when no thread can touch it any more. The thread that took it has an
 * arena that only this thread can close: where it does so, that is certain at once. Where another
 * thread ends the memory, it sets the flag that every access asks, and waits until the one that
 * took it is seen outside of all accesses. The rest have a shared arena, which waits by itself.
 */
final class LentRelease implements Runnable {
  private static final long FIRST_PAUSE = 1;
  private static final long LONGEST_PAUSE = 64;

  private final Thread user;
  private final MemorySegment memory;
  private final Runnable giveBack;
  private final Arena arena = Arena.ofConfined();
  private final OpenFlag open = new OpenFlag();
  private volatile boolean mayBeInUse;
  private boolean closed;
  private @Nullable MemoryRelease others;
  private @Nullable MemorySegment shared;

  LentRelease(Thread user, MemorySegment memory, Runnable giveBack) {
    this.user = user;
    this.memory = memory;
    this.giveBack = giveBack;
  }

  MemorySegment confined() {
    return NativeAccess.lent(memory, arena);
  }

  OpenFlag open() {
    return open;
  }

  MemorySegment shared() {
    MemorySegment made = shared;
    return made == null ? share() : made;
  }

  private synchronized MemorySegment share() {
    MemorySegment made = shared;
    if (made == null) {
      if (closed) {
        throw new IllegalStateException(
            "the memory of the view was freed: the view that owns it was closed");
      }
      Arena ofAll = Arena.ofShared();
      made = NativeAccess.lent(memory, ofAll);
      others = new MemoryRelease(ofAll, this::end);
      shared = made;
    }
    return made;
  }

  MemoryHold hold(BooleanSupplier ended) {
    MemoryRelease release;
    synchronized (this) {
      MemorySegment _ = share();
      release = others;
    }
    return Objects.requireNonNull(release).hold(ended);
  }

  /** Told by an owner that is closed: one that the collector found was used by nobody. */
  void mayBeInUse() {
    mayBeInUse = true;
  }

  /** Once: by the owner's close, or by the collector. */
  @Override
  public void run() {
    MemoryRelease release;
    synchronized (this) {
      closed = true;
      release = others;
    }
    if (release == null) {
      end();
    } else {
      release.run();
    }
  }

  /** Of all but the thread that took the memory: none of them can touch it. */
  private void end() {
    open.endUnseen();
    if (Thread.currentThread() == user) {
      arena.close();
      giveBack.run();
    } else if (mayBeInUse) {
      giveBackSoon(FIRST_PAUSE);
    } else {
      giveBack.run();
    }
  }

  private void giveBackSoon(long pause) {
    if (AccessWatch.isOutside(user)) {
      giveBack.run();
    } else {
      CompletableFuture.delayedExecutor(pause, TimeUnit.MILLISECONDS)
          .execute(() -> giveBackSoon(Math.min(2 * pause, LONGEST_PAUSE)));
    }
  }
}
