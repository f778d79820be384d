package org.ndview.internal.memory;

import java.util.concurrent.atomic.AtomicInteger;
import org.ndview.MemoryGuard;

/**
 * Numbers the classes of guards as they turn up: code that asks a guard at every item stands once
 * for each of the first numbers, so that the JIT compiler knows which class is asked there, and
 * inlines its check.
 */
public final class GuardSites {
  private static final AtomicInteger KNOWN = new AtomicInteger();

  private static final ClassValue<Integer> NUMBERS =
      new ClassValue<>() {
        @Override
        protected Integer computeValue(Class<?> type) {
          return KNOWN.getAndIncrement();
        }
      };

  private GuardSites() {}

  /** {@return the number of a guard's class, from 0} */
  public static int number(MemoryGuard guard) {
    return NUMBERS.get(guard.getClass());
  }
}
