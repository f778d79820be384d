package org.ndview.examples.cli;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import org.jspecify.annotations.Nullable;
import org.ndview.examples.Bar;
import org.ndview.io.Progress;

/** A bar of work that is long, if standard error is a terminal: a log has none. */
final class Moving implements Progress, AutoCloseable {
  /** From how many bytes on work is long. */
  private static final long LONG = 1 << 26;

  private static final int STANDARD_ERROR = 2;

  private final String task;
  private boolean begun;
  private @Nullable Bar bar;

  /**
   * Shows nothing yet.
   *
   * @param task what is done
   */
  Moving(String task) {
    this.task = Texts.plain(task);
  }

  @Override
  public void moved(long done, long total) {
    if (!begun) {
      begun = true;
      bar = total >= LONG && isTerminal() ? new Bar(task) : null;
    }
    if (bar != null) {
      bar.moved(done, total);
    }
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
    }
  }

  /** Java tells of standard input and output together, and not of standard error. */
  @SuppressWarnings("restricted")
  private static boolean isTerminal() {
    Linker linker = Linker.nativeLinker();
    SymbolLookup library = linker.defaultLookup();
    MemorySegment isatty = library.find("isatty").or(() -> library.find("_isatty")).orElse(null);
    if (isatty == null) {
      return false;
    }
    FunctionDescriptor intOfInt = FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT);
    try {
      return (int) linker.downcallHandle(isatty, intOfInt).invokeExact(STANDARD_ERROR) != 0;
    } catch (Throwable e) {
      // where calls of C are denied, there is no bar
      return false;
    }
  }
}
