package org.ndview.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** Who knows that the memory was closed is refused: no old value is read then. */
@JCStressTest
@State
@Outcome(id = "0, 42", expect = ACCEPTABLE)
@Outcome(id = "0, -1", expect = ACCEPTABLE)
@Outcome(id = "1, -1", expect = ACCEPTABLE)
public class ClosedBeforeTheFlag {
  private final Owned memory = new Owned();
  private volatile int closed;

  @Actor
  public void closer() {
    memory.owner.close();
    closed = 1;
  }

  @Actor
  public void reader(II_Result r) {
    r.r1 = closed;
    r.r2 = memory.read();
  }
}
