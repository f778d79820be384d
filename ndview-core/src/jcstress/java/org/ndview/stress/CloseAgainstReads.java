package org.ndview.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/** A read sees what was written, or is refused; after a read that was refused, all are. */
@JCStressTest
@State
@Outcome(id = "42, 42, 42", expect = ACCEPTABLE, desc = "all before the close")
@Outcome(id = "42, 42, -1", expect = ACCEPTABLE)
@Outcome(id = "42, -1, -1", expect = ACCEPTABLE)
@Outcome(id = "-1, -1, -1", expect = ACCEPTABLE, desc = "all after the close")
public class CloseAgainstReads {
  private final Owned memory = new Owned();

  @Actor
  public void closer() {
    memory.owner.close();
  }

  @Actor
  public void reader(III_Result r) {
    r.r1 = memory.read();
    r.r2 = memory.readInBulk();
    r.r3 = memory.read();
  }
}
