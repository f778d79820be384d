package org.ndview.fuzz;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.tools.ToolProvider;

/**
 * Shows that random programs notice faults: each mutation of a list is compiled, put before the
 * library on the class path of a JVM of its own, and must be caught within a number of steps.
 * Arguments: the folder of the sources, and the first and last mutation, counted from 1, if not
 * all.
 */
public final class Sabotage {
  private Sabotage() {}

  /** Steps within which every fault must be noticed. */
  static final int MOST_STEPS = 300_000;

  static final int MOST_LARGE_STEPS = 20_000;

  /** One changed line. */
  record Mutation(String file, String original, String replacement, boolean large, boolean vector) {
    String mutated(String source) {
      return source.replace(original, replacement);
    }

    /** How often the original is in the source. */
    int places(String source) {
      return (source.length() - source.replace(original, "").length()) / original.length();
    }

    Path path(Path sources) {
      return sources.resolve("org/ndview").resolve(file);
    }
  }

  static List<Mutation> all() throws IOException {
    try (InputStream in = Sabotage.class.getResourceAsStream("sabotage.txt")) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      List<Mutation> mutations = new ArrayList<>();
      for (String block : text.split("\n\n")) {
        List<String> lines = block.strip().lines().filter(line -> !line.startsWith("#")).toList();
        if (!lines.isEmpty()) {
          mutations.add(parsed(lines));
        }
      }
      return mutations;
    }
  }

  private static Mutation parsed(List<String> lines) {
    int n = lines.size();
    String flags = n == 4 ? lines.getFirst() : "";
    return new Mutation(
        lines.get(n - 3),
        lines.get(n - 2).substring(2),
        lines.get(n - 1).substring(2),
        flags.contains("large"),
        flags.contains("vector"));
  }

  /** What became of a mutation. */
  record Result(int exit, String output) {
    /** After how many steps it was noticed; 0 if it was not. */
    long steps() {
      return output
          .lines()
          .filter(line -> line.startsWith("failed "))
          .mapToLong(line -> Long.parseLong(line.substring("failed ".length())))
          .findFirst()
          .orElse(0);
    }
  }

  private static Result run(Mutation mutation, Path sources) throws Exception {
    Path folder = Files.createTempDirectory("sabotage");
    Path source = folder.resolve("src").resolve(mutation.file());
    Path classes = Files.createDirectories(folder.resolve("classes"));
    Files.createDirectories(source.getParent());
    Files.writeString(source, mutation.mutated(Files.readString(mutation.path(sources))));
    String path = System.getProperty("java.class.path");
    int failed =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                OutputNull.INSTANCE,
                OutputNull.INSTANCE,
                "-proc:none",
                "--add-modules",
                "jdk.incubator.vector",
                "-cp",
                path,
                "-d",
                classes.toString(),
                source.toString());
    if (failed != 0) {
      throw new IllegalStateException("does not compile: " + mutation);
    }
    Path out = folder.resolve("out.txt");
    List<String> command =
        new ArrayList<>(
            List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "--enable-native-access=ALL-UNNAMED",
                "-Xmx1g",
                "-XX:-CreateCoredumpOnCrash"));
    if (mutation.vector()) {
      command.addAll(
          List.of("--add-modules", "jdk.incubator.vector", "-Dorg.ndview.kernels=vector"));
    }
    command.addAll(
        List.of(
            "-cp",
            classes + System.getProperty("path.separator") + path,
            Bounded.class.getName(),
            "" + (mutation.large() ? MOST_LARGE_STEPS : MOST_STEPS),
            mutation.large() ? "large" : "small"));
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(out.toFile()).start();
    if (!process.waitFor(20, TimeUnit.MINUTES)) {
      process.destroyForcibly().waitFor();
    }
    Result result = new Result(process.exitValue(), Files.readString(out));
    try (var files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
    return result;
  }

  private static final class OutputNull extends java.io.OutputStream {
    static final OutputNull INSTANCE = new OutputNull();

    @Override
    public void write(int b) {}
  }

  /** Random programs up to a number of steps or the first that fails, told as a line. */
  static final class Bounded {
    private Bounded() {}

    public static void main(String[] args) {
      long most = Long.parseLong(args[0]);
      boolean large = args[1].equals("large");
      long steps = 0;
      for (long seed = 1; steps < most; seed++) {
        Program.Outcome outcome;
        try {
          outcome = Program.random(large, large ? Fuzzer.LARGE_LENGTH : Fuzzer.LENGTH, seed);
        } catch (RuntimeException e) {
          // a view of wrong numbers may lead the model itself astray
          System.out.println("failed " + Math.max(steps, 1));
          System.out.println(e);
          return;
        }
        steps += outcome.steps();
        if (outcome.failure() != null) {
          System.out.println("failed " + steps);
          System.out.println(outcome.failure().getMessage());
          return;
        }
      }
    }
  }

  public static void main(String[] args) throws Exception {
    Path sources = Path.of(args[0]);
    List<Mutation> all = all();
    int from = args.length > 1 ? Integer.parseInt(args[1]) - 1 : 0;
    int to = args.length > 2 ? Integer.parseInt(args[2]) : all.size();
    int survivors = 0;
    for (int i = from; i < to; i++) {
      Mutation mutation = all.get(i);
      Result result = run(mutation, sources);
      // what takes the JVM along was noticed too
      boolean crashed = result.exit() != 0;
      boolean caught = result.steps() > 0 || crashed;
      survivors += caught ? 0 : 1;
      System.out.printf(
          "%2d %-12s %s: %s -> %s%n",
          i + 1,
          crashed ? "exit " + result.exit() : caught ? result.steps() + " steps" : "SURVIVED",
          mutation.file(),
          mutation.original(),
          mutation.replacement());
    }
    System.out.printf("%d mutations, %d survived%n", to - from, survivors);
    if (survivors > 0) {
      System.exit(1);
    }
  }
}
