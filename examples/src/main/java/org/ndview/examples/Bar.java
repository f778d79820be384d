package org.ndview.examples;

import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import org.ndview.io.Progress;

/** A bar that shows how far a read or write is. */
public final class Bar implements Progress, AutoCloseable {
  private final ProgressBar bar;

  /**
   * Draws an empty bar.
   *
   * @param task what is read or written
   */
  public Bar(String task) {
    ProgressBarBuilder builder = ProgressBar.builder().setTaskName(task).setUnit(" KB", 1 << 10);
    bar = builder.hideEta().build();
  }

  @Override
  public void moved(long done, long total) {
    bar.maxHint(total);
    bar.stepTo(done);
  }

  @Override
  public void close() {
    bar.close();
  }
}
