package org.ndview;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.ndview.testing.ChildJvm;

/** Large memory of many sizes in turn, in a JVM of its own with a heap of 256 MB. */
@EnabledIf("org.ndview.testing.Processes#areTold")
class LargeMemoryProcessTest {
  private static final long MB = 1 << 20;

  @Test
  void whatIsKeptForTheNextIsBoundedAndGoesAfterAMoment() throws Exception {
    ChildJvm child = ChildJvm.run(LargeMemoryProgram.class, List.of(), "closed", "100");
    assertThat(child.output()).contains("done 1");
    long before = child.number("before");
    // two threads with two views of 32 MB each, and 64 MB that are kept
    assertThat(child.number("peak")).isLessThan(before + (4 * 32 + 64 + 60) * MB);
    assertThat(child.number("after")).isLessThan(before + 60 * MB);
  }

  @Test
  void whatTheCollectorFreesIsReusedAndBounded() throws Exception {
    ChildJvm child = ChildJvm.run(LargeMemoryProgram.class, List.of(), "left", "100");
    assertThat(child.output()).contains("done 1");
    // of about 4 GB: the heap, twice as much that waits for the collector, more if that is late
    assertThat(child.number("peak")).isLessThan(child.number("before") + 6 * 256 * MB);
  }
}
