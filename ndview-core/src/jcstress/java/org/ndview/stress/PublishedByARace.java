package org.ndview.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import org.jspecify.annotations.Nullable;
import org.ndview.NdView;
import org.ndview.format.Format;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** Views and formats that another thread sees without any order are whole: they are immutable. */
@JCStressTest
@State
@Outcome(
    id = {"0, 0", "0, 12", "42, 0", "42, 12"},
    expect = ACCEPTABLE)
public class PublishedByARace {
  private static final NdView NUMBERS = NdView.of(new int[] {1, 2, 42});
  private @Nullable NdView view;
  private @Nullable Format format;

  @Actor
  public void maker() {
    format = Format.parse("T{<h:a:<h:b:<q:c:}");
    view = NUMBERS.slice("::-1");
  }

  @Actor
  public void reader(II_Result r) {
    NdView seen = view;
    Format parsed = format;
    r.r1 = seen == null ? 0 : (int) seen.get(0);
    r.r2 = parsed == null ? 0 : (int) parsed.itemsize();
  }
}
