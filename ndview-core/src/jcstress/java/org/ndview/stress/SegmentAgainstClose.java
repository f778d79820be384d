package org.ndview.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import java.lang.foreign.MemorySegment;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** A segment that is asked for while the owner closes is refused, or ends with the owner. */
@JCStressTest
@State
@Outcome(id = "42, 0", expect = ACCEPTABLE, desc = "read before the close")
@Outcome(id = "-1, 0", expect = ACCEPTABLE, desc = "refused by the view, or by the segment")
public class SegmentAgainstClose {
  private final Owned memory = new Owned();
  private MemorySegment segment = MemorySegment.NULL;

  @Actor
  public void closer() {
    memory.owner.close();
  }

  @Actor
  public void asker(II_Result r) {
    try {
      segment = memory.view.segment();
      r.r1 = Owned.read(segment);
    } catch (IllegalStateException _) {
      r.r1 = Owned.REFUSED;
    }
  }

  @Arbiter
  public void afterwards(II_Result r) {
    boolean given = !segment.equals(MemorySegment.NULL);
    r.r2 = given && segment.scope().isAlive() ? 1 : 0;
  }
}
