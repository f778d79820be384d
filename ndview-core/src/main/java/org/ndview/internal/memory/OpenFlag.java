package org.ndview.internal.memory;

import java.lang.foreign.Arena;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Whether a part of a slab is open. Its memory stays where it is until no thread can touch it, so
 * that a thread which sees the end a moment late does no harm.
 *
 * <p>It is read plainly: anything stronger keeps loops over items from being compiled well, and
 * makes them several times slower. So a compiled loop might ask once and never again. Closing an
 * arena, any arena, stops each thread for a moment and makes such a loop start afresh, where it
 * asks again. Slabs that end do so; where none does, one arena is closed for the purpose, a moment
 * after the end of a part.
 */
public final class OpenFlag {
  private static final VarHandle CLOSED;

  static {
    try {
      CLOSED = MethodHandles.lookup().findVarHandle(OpenFlag.class, "closed", boolean.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private boolean closed;

  OpenFlag() {}

  /** {@return whether the part is open} */
  public boolean isOpen() {
    return !closed;
  }

  /** {@return whether this call ended it} */
  boolean end() {
    boolean ended = CLOSED.compareAndSet(this, false, true);
    if (ended) {
      Announcement.want();
    }
    return ended;
  }

  /** Ends it, where the caller makes the other threads ask again, or none of them has asked. */
  void endUnseen() {
    CLOSED.setVolatile(this, true);
  }

  /** Makes all threads ask again. */
  private static final class Announcement {
    private static final Executor SOON =
        CompletableFuture.delayedExecutor(10, TimeUnit.MILLISECONDS);
    private static final AtomicBoolean WANTED = new AtomicBoolean();

    static void want() {
      if (!WANTED.get() && WANTED.compareAndSet(false, true)) {
        SOON.execute(Announcement::make);
      }
    }

    private static void make() {
      WANTED.set(false); // before: an end from now on wants another
      Arena.ofShared().close();
    }
  }
}
