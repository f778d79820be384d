package org.ndview.hostile;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/**
 * Changed inputs for every reader, by hand: {@code HostileFuzzer SEED MINUTES [READER]}. What fails
 * is cut down and printed as a line for its file in the corpus.
 */
public final class HostileFuzzer {
  private HostileFuzzer() {}

  /** {@return what is wrong with the seeds of a reader, and with inputs made of them} */
  static List<String> run(Target target, long seed, long inputs) {
    List<byte[]> seeds = Corpus.of(target.name());
    List<String> failures = new ArrayList<>();
    for (byte[] each : seeds) {
      String _ = Judge.flaw(target, each); // what classes take when they are loaded is not counted
      String flaw = Judge.flaw(target, each);
      if (flaw != null) {
        failures.add(
            "a seed of %s: %s%n%s".formatted(target.name(), Corpus.line(target, each), flaw));
      }
    }
    for (long i = 0; i < inputs && failures.size() < 5; i++) {
      byte[] input = new Mutator(new SplittableRandom(seed + i)).next(target, seeds);
      if (Judge.flaw(target, input) != null) {
        String flaw = Judge.flaw(target, input); // again: classes are loaded now
        if (flaw != null) {
          byte[] small = Shrinker.shrink(target, input);
          failures.add(
              "%s, seed %d:%n%s%n%s"
                  .formatted(
                      target.name(),
                      seed + i,
                      Corpus.line(target, small),
                      Judge.flaw(target, small)));
        }
      }
    }
    return failures;
  }

  public static void main(String[] args) throws IOException {
    long seed = args.length > 0 ? Long.parseLong(args[0]) : System.nanoTime();
    double minutes = args.length > 1 ? Double.parseDouble(args[1]) : 1;
    long end = System.nanoTime() + (long) (minutes * 60e9);
    List<Target> targets =
        Stream.concat(
                Targets.all().stream(),
                FileTargets.ofPaths(Files.createTempDirectory("hostile")).stream())
            .filter(t -> args.length < 3 || t.name().equals(args[2]))
            .toList();
    System.out.printf("seed %d, %s minutes%n", seed, minutes);
    long inputs = 0;
    int failures = 0;
    for (long round = 0; System.nanoTime() < end && failures < 50; round++) {
      for (Target target : targets) {
        List<String> found = run(target, seed + (round << 32), target.inputs());
        inputs += target.inputs();
        failures += found.size();
        found.forEach(System.out::println);
      }
    }
    System.out.printf("inputs %d, failures %d%n", inputs, failures);
    if (failures > 0) {
      System.exit(1);
    }
  }
}
