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
  void operationsOnManyItemsNameTheFileAndThoseOnOneGiveTheJvmsError(String flag, String rounds)
      throws Exception {
    Path file = folder.resolve("numbers.bin");
    ChildJvm child = ChildJvm.run(CutFileProgram.class, List.of(flag), file.toString(), rounds);
    assertThat(child.exit()).as(child.output()).isZero();
    List<String> lines = child.output().lines().filter(line -> line.contains(" -> ")).toList();
    assertThat(lines)
        .hasSizeGreaterThan(30)
        .allSatisfy(line -> {
          String name = line.substring(0, line.indexOf(" -> "));
          if (name.startsWith("get") || name.startsWith("set")) {
            assertThat(line).contains("-> InternalError: ");
          } else if (!name.equals("toString")) {
            assertThat(line)
                .endsWith(
                    "-> IllegalStateException: the mapped file "
                        + file
                        + " was cut short, so that a part of the view's memory is gone");
          }
        });
  }
}
