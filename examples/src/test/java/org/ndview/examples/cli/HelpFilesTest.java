package org.ndview.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.ndview.examples.cli.Commands.Run;

/** The manual page and the script for completion, read by the programs that they are for. */
class HelpFilesTest {
  @TempDir Path folder;

  private Path written(String command) throws IOException {
    Run run = new Commands(folder).run(command);
    assertThat(run.err()).isEmpty();
    return Files.writeString(folder.resolve(command), run.out());
  }

  /** {@return what a program prints, errors too} */
  private static String prints(String... words) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(text).isZero();
    return text;
  }

  private static boolean has(String program) throws InterruptedException {
    try {
      return new ProcessBuilder(program, "--version")
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      return false;
    }
  }

  @Test
  void theManualHasEachCommandAndOption() throws IOException {
    String page = Files.readString(written("manual"));
    assertThat(page).startsWith(".TH NDVIEW 1 ").doesNotContain("${");
    NdViewCommand.commandLine()
        .getSubcommands()
        .forEach((name, command) -> {
          assertThat(page).contains("\n.SS " + name + "\n");
          command
              .getCommandSpec()
              .options()
              .forEach(o -> assertThat(page).contains(o.longestName().replace("-", "\\-")));
        });
    assertThat(page).contains("\n.SH EXIT STATUS\n.TP\n0\n");
  }

  @Test
  void groffReadsTheManualWithoutAWarning() throws IOException, InterruptedException {
    assumeTrue(has("groff"), "there is no groff");
    String text =
        prints("groff", "-man", "-Tascii", "-ww", "-P-c", written("manual").toString())
            // bold and underlined letters are struck twice
            .replaceAll(".\b", "");
    assertThat(text)
        .doesNotContain("warning", "error:")
        .contains("ndview convert [OPTIONS] A B")
        .contains("--equal-nan")
        .contains("EXIT STATUS");
  }

  @Test
  void bashCompletesCommandsAndOptions() throws IOException, InterruptedException {
    assumeTrue(has("bash"), "there is no bash");
    String script =
        """
        source '%s'
        complete -p ndview
        COMP_WORDS=(ndview con); COMP_CWORD=1; _complete_ndview
        echo "commands: ${COMPREPLY[*]}"
        COMP_WORDS=(ndview diff --eq); COMP_CWORD=2; _complete_ndview
        echo "options: ${COMPREPLY[*]}"
        COMP_WORDS=(ndview convert --rule sam); COMP_CWORD=3; _complete_ndview
        echo "rules: ${COMPREPLY[*]}"
        COMP_WORDS=(ndview info --format uint1); COMP_CWORD=3; _complete_ndview
        echo "formats: ${COMPREPLY[*]}"
        """
            .formatted(written("completion"));
    assertThat(prints("bash", "--norc", "-c", script))
        .contains("-F _complete_ndview")
        .contains("commands: convert\n")
        .contains("options: --equal-nan\n")
        .contains("rules: same_kind same_value\n")
        .contains("formats: uint16\n");
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void zshTakesTheScriptOfBash() throws IOException, InterruptedException {
    assumeTrue(has("zsh"), "there is no zsh");
    String script = "source '%s'; echo \"$_comps[ndview]\"".formatted(written("completion"));
    assertThat(prints("zsh", "-f", "-c", script))
        .isEqualTo("_bash_complete -F _complete_ndview -o default\n");
  }
}
