package org.ndview;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ndview.testing.ChildJvm;

/** A mapped file that somebody cuts short gives an exception, and never ends the JVM. */
@EnabledOnOs(
    value = {OS.LINUX, OS.MAC},
    disabledReason = "Windows cuts no mapped file")
class CutFileTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({"-Xmixed, 1000", "-Xint, 1"})
  void operationsNameTheFileButForTypedGettersAndSettersThatGiveTheJvmsError(
      String flag, String rounds) throws Exception {
    Path file = folder.resolve("numbers.bin");
    ChildJvm child = ChildJvm.run(CutFileProgram.class, List.of(flag), file.toString(), rounds);
    assertThat(child.exit()).as(child.output()).isZero();
    List<String> lines = child.output().lines().filter(line -> line.contains(" -> ")).toList();
    String named =
        "-> IllegalStateException: the mapped file "
            + file
            + " was cut short, so that a part of the view's memory is gone";
    assertThat(lines)
        .hasSizeGreaterThan(30)
        .allSatisfy(line -> {
          String name = line.substring(0, line.indexOf(" -> "));
          boolean late = flag.equals("-Xmixed") && (name.equals("get") || name.equals("set"));
          if (name.equals("getInt") || name.equals("setInt")) {
            assertThat(line).contains("-> InternalError: ");
          } else if (late) {
            // compiled code delivers the JVM's own error where nobody catches it
            assertThat(line).containsAnyOf("-> InternalError: ", named);
          } else if (!name.equals("toString")) {
            assertThat(line).endsWith(named);
          }
        });
  }
}
