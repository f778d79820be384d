package org.ndview.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The python3 of this machine, where there is one: an oracle, never a need. */
public final class Python {
  private Python() {}

  /** {@return whether there is a python3 that runs this without an error} */
  public static boolean runs(String code) {
    try {
      Process python = start(List.of("-c", code));
      return python.waitFor(60, TimeUnit.SECONDS) && python.exitValue() == 0;
    } catch (IOException _) {
      return false;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** {@return the lines that a script, or {@code -c} and code, prints, given lines to read} */
  public static List<String> run(List<String> arguments, List<String> input) throws Exception {
    Process python = start(arguments);
    Thread.ofVirtual()
        .start(() -> {
          try (var out = python.getOutputStream()) {
            for (String line : input) {
              out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
            }
          } catch (IOException _) {
            python.destroy(); // the reader sees too few lines
          }
        });
    List<String> answers = python.inputReader(StandardCharsets.UTF_8).readAllLines();
    if (!python.waitFor(120, TimeUnit.SECONDS) || python.exitValue() != 0) {
      throw new IllegalStateException("python3 failed: " + String.join("\n", answers));
    }
    return answers;
  }

  private static Process start(List<String> arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of("python3"));
    command.addAll(arguments);
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }
}
