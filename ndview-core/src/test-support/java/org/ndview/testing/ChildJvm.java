package org.ndview.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.NullMarked;

/**
 * A program of a test in a JVM of its own, under a small heap: for what is seen in the process
 * alone (resident memory, mappings, handles), and for what may kill it.
 *
 * @param exit the exit code; 134 and 139 are crashes
 * @param output what the program printed, errors too
 */
@NullMarked
public record ChildJvm(int exit, String output) {
  private static final String NATIVE_ACCESS = "--enable-native-access=ALL-UNNAMED";

  /** Runs the main method of a class, with the class path of this JVM. */
  public static ChildJvm run(Class<?> program, List<String> flags, String... arguments)
      throws IOException, InterruptedException {
    List<String> all = new ArrayList<>(List.of(NATIVE_ACCESS));
    all.addAll(flags);
    return runWithoutNativeAccess(program, all, arguments);
  }

  /** Runs it in a JVM that would warn of native access. */
  public static ChildJvm runWithoutNativeAccess(
      Class<?> program, List<String> flags, String... arguments)
      throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("child");
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElseThrow());
    command.addAll(
        List.of(
            "--sun-misc-unsafe-memory-access=allow",
            "-XX:-CreateCoredumpOnCrash",
            "-XX:ErrorFile=" + folder.resolve("hs_err.log"),
            "-Dorg.bytedeco.javacpp.maxPhysicalBytes=0",
            "-Xmx256m"));
    command.addAll(flags);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), program.getName()));
    command.addAll(List.of(arguments));
    Path out = folder.resolve("out.txt");
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(out.toFile()).start();
    if (!process.waitFor(10, TimeUnit.MINUTES)) {
      process.destroyForcibly().waitFor();
    }
    return new ChildJvm(process.exitValue(), Files.readString(out, StandardCharsets.ISO_8859_1));
  }

  /** {@return the rest of the first line that begins so} */
  public String value(String key) {
    return output
        .lines()
        .filter(line -> line.startsWith(key + " "))
        .map(line -> line.substring(key.length() + 1))
        .findFirst()
        .orElseThrow(
            () -> new AssertionError("no \"" + key + "\" in: exit " + exit + "\n" + output));
  }

  /** {@return a number that the program printed} */
  public long number(String key) {
    return Long.parseLong(value(key));
  }
}
