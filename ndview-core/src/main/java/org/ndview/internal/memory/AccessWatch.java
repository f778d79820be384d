package org.ndview.internal.memory;

import java.lang.foreign.Arena;
import java.util.Set;

/** Whether a thread is within an access to items of a view. */
final class AccessWatch {
  /** Longer traces are cut. */
  private static final int MOST_FRAMES = 1000;

  private static final String FACE = "org.ndview.";
  private static final String ENGINE = "org.ndview.internal.";

  /** Those that touch memory by themselves; the engine is always called by one of them. */
  private static final Set<String> VIEWS =
      Set.of("NdView", "TypedItems", "ScalarView", "ScalarViews", "GeneralView");

  private AccessWatch() {}

  /**
   * {@return whether another thread is outside of all accesses, so that its next one sees what this
   * thread wrote before the call}
   *
   * <p>Compiled code may have asked whether memory is open before a loop, and have no frame of an
   * access within it. Closing an arena, any arena, makes such loops start afresh, where they ask
   * again: see {@link OpenFlag}. After that, who is within an access has a frame of it.
   */
  static boolean isOutside(Thread thread) {
    Arena.ofShared().close();
    StackTraceElement[] trace = thread.getStackTrace();
    if (trace.length >= MOST_FRAMES) {
      return false;
    }
    for (StackTraceElement frame : trace) {
      if (isAccess(frame.getClassName())) {
        return false;
      }
    }
    return true;
  }

  private static boolean isAccess(String name) {
    if (!name.startsWith(FACE)) {
      return false;
    }
    if (name.startsWith(ENGINE)) {
      return true;
    }
    int nested = name.indexOf('$');
    return VIEWS.contains(name.substring(FACE.length(), nested < 0 ? name.length() : nested));
  }
}
