package org.ndview.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import java.lang.foreign.MemorySegment;
import org.ndview.MemoryHold;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/** The memory of an owner that was closed goes with the last of two holds, and not before. */
@JCStressTest
@State
@Outcome(id = "42, 42, 0", expect = ACCEPTABLE)
public class TwoHoldsEnd {
  private final Owned memory = new Owned();
  private final MemorySegment segment = memory.view.segment();
  private final MemoryHold first = memory.view.hold(() -> false);
  private final MemoryHold second = memory.view.hold(() -> false);

  public TwoHoldsEnd() {
    memory.owner.close();
  }

  @Actor
  public void one(III_Result r) {
    r.r1 = Owned.read(segment);
    first.close();
  }

  @Actor
  public void other(III_Result r) {
    r.r2 = Owned.read(segment);
    second.close();
  }

  @Arbiter
  public void afterwards(III_Result r) {
    r.r3 = segment.scope().isAlive() ? 1 : 0;
  }
}
