package org.ndview.fuzz;

import java.nio.ReadOnlyBufferException;
import java.util.LinkedHashSet;
import java.util.Set;

/** Why a call must be refused, by the table of errors; where several reasons hold, any of them. */
final class Refusals {
  private final Set<Class<? extends Throwable>> must = new LinkedHashSet<>();
  private final Set<Class<? extends Throwable>> may = new LinkedHashSet<>();

  static Refusals none() {
    return new Refusals();
  }

  Refusals when(boolean holds, Class<? extends Throwable> type) {
    if (holds) {
      must.add(type);
    }
    return this;
  }

  Refusals illegal(boolean holds) {
    return when(holds, IllegalArgumentException.class);
  }

  Refusals outside(boolean holds) {
    return when(holds, IndexOutOfBoundsException.class);
  }

  Refusals readOnly(boolean holds) {
    return when(holds, ReadOnlyBufferException.class);
  }

  Refusals released(boolean holds) {
    return when(holds, IllegalStateException.class);
  }

  /** Allowed, and not demanded: where no layout of the library can express a result. */
  Refusals may(boolean holds, Class<? extends Throwable> type) {
    if (holds) {
      may.add(type);
    }
    return this;
  }

  boolean isRefused() {
    return !must.isEmpty();
  }

  boolean allows(Throwable e) {
    return must.contains(e.getClass())
        || (must.isEmpty() && may.contains(e.getClass()))
        || (must.contains(IllegalArgumentException.class)
            && e instanceof org.ndview.format.FormatException);
  }

  @Override
  public String toString() {
    return must.toString();
  }
}
