package org.ndview.examples.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.ndview.NdView;
import org.ndview.npy.Npy;
import picocli.CommandLine;

/**
 * Runs the usual commands once, so that the JVM can note what they load and link for the starts to
 * come.
 */
final class Training {
  /** The words of each command; {@code @} is the folder. */
  private static final List<String> COMMANDS =
      List.of(
          "--help",
          "--version",
          "convert @a.npy @a.npz",
          "convert @a.npy @a.safetensors --dtype float32",
          "convert @a.npy @a.json",
          "show @a.npy -o @a.png",
          "info @a.npy @a.npz @a.safetensors @a.json @a.png",
          "info --json @a.npy",
          "head @a.npy 0",
          "head @a.npy 0 --json",
          "stats @a.npy --per 0",
          "hex @a.npy",
          "slice @a.npy 0 @b.npy",
          "diff @a.npy @a.npz --atol 1");

  private Training() {}

  /**
   * Runs the commands.
   *
   * @param args none
   * @throws IOException if the files that they work on cannot be written
   * @throws IllegalStateException if one fails
   */
  public static void main(String[] args) throws IOException {
    Path folder = Files.createTempDirectory("ndview");
    try {
      Npy.write(folder.resolve("a.npy"), NdView.of(new double[] {1, 2, 3, 4}).reshape(2, 2));
      for (String command : COMMANDS) {
        String[] words = command.replace("@", folder + "/").split(" ");
        CommandLine line = NdViewCommand.commandLine(words);
        Output nowhere = new Output(OutputStream.nullOutputStream(), StandardCharsets.UTF_8);
        int code = NdViewCommand.run(line, nowhere, words);
        if (code != NdViewCommand.FINE) {
          throw new IllegalStateException("code " + code + " of " + command);
        }
      }
    } finally {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }
}
