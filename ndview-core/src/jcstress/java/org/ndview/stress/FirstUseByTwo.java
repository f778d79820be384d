package org.ndview.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import org.ndview.NdView;
import org.ndview.StructValue;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** What a view makes when it is first used is made by either thread, or by both. */
@JCStressTest
@State
@Outcome(id = "42, 42", expect = ACCEPTABLE)
public class FirstUseByTwo {
  private final NdView records = NdView.of(new int[] {1, 42, 3, 42}).cast("T{i:a:i:b:}");

  @Actor
  public void one(II_Result r) {
    r.r1 = (int) ((StructValue) records.get(0)).get("b");
  }

  @Actor
  public void other(II_Result r) {
    r.r2 = (int) records.field("b").get(1);
  }
}
