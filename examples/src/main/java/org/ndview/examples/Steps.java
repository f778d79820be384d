package org.ndview.examples;

import java.io.PrintStream;
import java.util.Arrays;
import java.util.Locale;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import org.ndview.NdView;

/**
 * Tells what an example does.
 *
 * @param out where to
 */
public record Steps(PrintStream out) {

  /**
   * Tells what begins now.
   *
   * @param text as {@link String#format} takes it
   * @param values what stands in it
   */
  public void step(String text, Object... values) {
    out.printf(Locale.ROOT, "%n" + text + "%n", values);
  }

  /**
   * Tells what was found out.
   *
   * @param text as {@link String#format} takes it
   * @param values what stands in it
   */
  public void tell(String text, Object... values) {
    out.printf(Locale.ROOT, "  " + text + "%n", values);
  }

  /**
   * Tells what a view is.
   *
   * @param name what it is called
   * @param view the view
   */
  public void describe(String name, NdView view) {
    tell(
        "%s: format '%s', shape %s, strides %s bytes%s",
        name,
        view.format(),
        Arrays.toString(view.shape()),
        Arrays.toString(view.strides()),
        view.isReadOnly() ? ", read-only" : "");
  }

  /**
   * {@return a bar that shows how many of something are done}
   *
   * @param task what is done
   * @param unit what is counted
   * @param total how many there are
   */
  public static ProgressBar bar(String task, String unit, long total) {
    ProgressBarBuilder builder = ProgressBar.builder().setTaskName(task).setUnit(" " + unit, 1);
    return builder.setInitialMax(total).hideEta().build();
  }
}
