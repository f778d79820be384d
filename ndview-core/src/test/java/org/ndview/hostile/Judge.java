package org.ndview.hostile;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Field;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Gives an input to a reader, and tells what is wrong with what becomes of it. Work is counted, not
 * timed: as what is allocated, in the heap by this thread, and outside it by the library's own
 * account.
 */
final class Judge {
  /** What an exception with its message and stack takes, and the first steps of a parser. */
  private static final long FIXED = 256 << 10;

  /** Blocks that small memory is carved from, which stay. */
  private static final long BLOCKS = 16 << 20;

  private static final com.sun.management.ThreadMXBean THREADS =
      (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();

  private static final AtomicLong NATIVE = account();

  private Judge() {}

  private static AtomicLong account() {
    try {
      Field reserved =
          Class.forName("org.ndview.internal.memory.MemoryBudget").getDeclaredField("RESERVED");
      reserved.setAccessible(true);
      return (AtomicLong) reserved.get(null);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("the library's account of native memory", e);
    }
  }

  private static long heap() {
    return THREADS.getCurrentThreadAllocatedBytes();
  }

  /** {@return the native memory that the library has (in bytes)} */
  static long nativeMemory() {
    return NATIVE.get();
  }

  /** {@return what is wrong; null if nothing is} */
  static String flaw(Target target, byte[] input) {
    long before = nativeMemory();
    long start = heap();
    Target.Value value;
    try {
      value = target.reader().read(input);
    } catch (Throwable e) {
      long taken = heap() - start;
      return target.refuses(e) ? flaw(target, input, taken, 0) : told("reading", e);
    }
    String flaw = flaw(target, input, heap() - start, nativeMemory() - before);
    try {
      if (flaw == null) {
        value.use().run();
      }
    } catch (Throwable e) {
      flaw = told("use", e);
    }
    try {
      value.close().run();
    } catch (Throwable e) {
      flaw = flaw == null ? told("closing", e) : flaw;
    }
    return flaw;
  }

  private static String flaw(Target target, byte[] input, long heap, long nativeMemory) {
    long mostHeap = FIXED + target.heap() * input.length;
    if (heap > mostHeap) {
      return "%d bytes of the heap for an input of %d, and %d are allowed"
          .formatted(heap, input.length, mostHeap);
    }
    long mostNative = BLOCKS + target.nativeMemory() * input.length;
    if (nativeMemory > mostNative) {
      return "%d bytes of native memory for an input of %d, and %d are allowed"
          .formatted(nativeMemory, input.length, mostNative);
    }
    return null;
  }

  private static String told(String where, Throwable thrown) {
    StringWriter text = new StringWriter();
    thrown.printStackTrace(new PrintWriter(text));
    String lines = text.toString().lines().limit(30).reduce((a, b) -> a + "\n" + b).orElse("");
    return where + ": " + lines;
  }
}
