package org.ndview.dlpack;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ndview.testing.ChildJvm;

/** What is exported and viewed again and again leaves no memory behind. */
@EnabledIf("org.ndview.testing.Processes#areTold")
class DLPackProcessTest {
  private static final long MB = 1 << 20;

  /**
   * A struct of ten dimensions has 240 bytes, so that a leak of a million is 240 MB, and a copy 4
   * KB.
   */
  @ParameterizedTest
  @CsvSource({
    "exported and deleted, 1000000",
    "exported and viewed, 30000",
    "copied and viewed, 60000",
    "'large copies, viewed and never closed', 500",
    "exported and left, 1000000",
    "threads, 2000"
  })
  void theProcessStaysSmall(String pattern, int times) throws Exception {
    ChildJvm child =
        ChildJvm.run(
            DLPackProgram.class,
            List.of("-XX:+UseSerialGC", "-Xmx64m"),
            pattern,
            Integer.toString(times));
    assertThat(child.output()).contains("done 1");
    assertThat(child.number("peak")).isLessThan(200 * MB);
  }
}
