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

/**
 * A hold that was given keeps the memory for those who have its segment, until it ends; when both
 * have ended, the memory is freed.
 */
@JCStressTest
@State
@Outcome(id = "1, 42, 0", expect = ACCEPTABLE, desc = "held, then freed")
@Outcome(id = "0, 0, 0", expect = ACCEPTABLE, desc = "the hold was refused")
public class HoldAgainstClose {
  private final Owned memory = new Owned();
  private final MemorySegment segment = memory.view.segment();

  @Actor
  public void closer() {
    memory.owner.close();
  }

  @Actor
  public void holder(III_Result r) {
    try (MemoryHold _ = memory.view.hold(() -> false)) {
      r.r1 = 1;
      r.r2 = Owned.read(segment);
    } catch (IllegalStateException _) {
      r.r1 = 0;
    }
  }

  @Arbiter
  public void afterwards(III_Result r) {
    r.r3 = segment.scope().isAlive() ? 1 : 0;
  }
}
