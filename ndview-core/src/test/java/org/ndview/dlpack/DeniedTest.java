package org.ndview.dlpack;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.ndview.testing.ChildJvm;

/** A JVM that denies native access: what needs it says so, and the rest works. */
class DeniedTest {
  @Test
  void whatNeedsNativeAccessNamesTheFlag() throws Exception {
    ChildJvm child =
        ChildJvm.runWithoutNativeAccess(
            DeniedProgram.class, List.of("--illegal-native-access=deny"));
    assertThat(child.exit()).as(child.output()).isZero();
    assertThat(child.value("copied")).isEqualTo("[0.0, 0.0, 0.0]");
    List<String> others =
        child.output().lines().filter(line -> !line.startsWith("copied")).toList();
    assertThat(others)
        .hasSize(14)
        .allMatch(line -> line.contains("threw java.lang.IllegalStateException"))
        .allMatch(line -> line.endsWith("start it with --enable-native-access=ALL-UNNAMED"));
  }
}
