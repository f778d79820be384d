package org.ndview.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import org.ndview.NdView;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** Two threads close one memory: it is freed once, and what is made meanwhile is another's. */
@JCStressTest
@State
@Outcome(id = "7, 1", expect = ACCEPTABLE)
public class TwoClosers {
  private final Owned memory = new Owned();

  @Actor
  public void one() {
    memory.owner.close();
  }

  @Actor
  public void other(II_Result r) {
    memory.owner.close();
    try (NdView own = NdView.allocate("i", 4)) {
      own.fill(7);
      r.r1 = own.getInt(2);
    }
  }

  @Arbiter
  public void afterwards(II_Result r) {
    r.r2 = memory.view.isReleased() && memory.read() == Owned.REFUSED ? 1 : 0;
  }
}
