package org.ndview.internal.bulk;

import java.lang.management.ManagementFactory;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What the current thread has allocated, where the JVM tells: one without the module {@code
 * jdk.management} does not.
 */
final class ThreadAllocation {
  private static final @Nullable LongSupplier BYTES = find();

  private ThreadAllocation() {}

  /** {@return how much the current thread has allocated since it began (in bytes); 0 if unknown} */
  static long bytes() {
    return BYTES == null ? 0 : BYTES.getAsLong();
  }

  private static @Nullable LongSupplier find() {
    try {
      return Management.allocated();
    } catch (LinkageError | RuntimeException _) {
      return null;
    }
  }

  /** Of its own, since the class that it names may not be there. */
  private static final class Management {
    static @Nullable LongSupplier allocated() {
      return ManagementFactory.getThreadMXBean() instanceof com.sun.management.ThreadMXBean threads
              && threads.isThreadAllocatedMemorySupported()
              && threads.isThreadAllocatedMemoryEnabled()
          ? threads::getCurrentThreadAllocatedBytes
          : null;
    }
  }
}
