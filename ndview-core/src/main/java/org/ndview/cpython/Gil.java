package org.ndview.cpython;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/** Python's lock: every call of Python happens with it. */
final class Gil {
  /**
   * Deep recursion of some versions of Python wants more than a thread of Java's has (in bytes).
   */
  private static final long STACK = 16 << 20;

  /** For virtual threads: those may go on on another carrier, where Python does not know them. */
  private static final ExecutorService PLATFORM =
      Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(null, work, "ndview-python", STACK);
        thread.setDaemon(true);
        return thread;
      });

  private Gil() {}

  /** {@return what some work gives that is done with the lock} */
  static <T> T with(Supplier<T> work) {
    return platform(() -> held(work));
  }

  /** Does some work with the lock. */
  static void run(Runnable work) {
    with(() -> {
      work.run();
      return true;
    });
  }

  /** {@return what some work gives that is done by a platform thread} */
  static <T> T platform(Supplier<T> work) {
    if (!Thread.currentThread().isVirtual()) {
      return work.get();
    }
    try {
      return CompletableFuture.supplyAsync(work, PLATFORM).join();
    } catch (CompletionException e) {
      switch (e.getCause()) {
        case RuntimeException cause -> throw cause;
        case Error cause -> throw cause;
        case null, default -> throw e;
      }
    }
  }

  private static <T> T held(Supplier<T> work) {
    int state = Py.ENSURE.call();
    try {
      return work.get();
    } finally {
      Py.RELEASE.call(state);
    }
  }

  /**
   * Does work that waits for locks of Java's while Python may go on: a thread with such a lock may
   * wait for the GIL.
   */
  static <T> T without(Supplier<T> work) {
    long state = Py.SAVE_THREAD.call();
    try {
      return work.get();
    } finally {
      Py.RESTORE_THREAD.call(state);
    }
  }
}
