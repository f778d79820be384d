package org.ndview.fuzz;

import java.time.Duration;

/**
 * Random programs against the model, by hand: {@code Fuzzer SEED MINUTES [large]}. Every failing
 * program is made smaller and printed in Java.
 */
public final class Fuzzer {
  private Fuzzer() {}

  /** Steps of a program. */
  static final int LENGTH = 60;

  static final int LARGE_LENGTH = 25;

  /** What was found. */
  record Found(long steps, long program, String failure) {}

  /** Runs programs up to a number of steps, or a time, or the first that fails. */
  static Found run(long seed, long most, Duration time, boolean large) {
    long end = System.nanoTime() + time.toNanos();
    long steps = 0;
    for (long i = 0; steps < most && System.nanoTime() < end; i++) {
      long program = seed + i;
      Program.Outcome outcome;
      try {
        outcome = Program.random(large, large ? LARGE_LENGTH : LENGTH, program);
      } catch (IllegalStateException e) {
        throw new IllegalStateException("in the program of seed " + program, e);
      }
      steps += outcome.steps();
      if (outcome.failure() != null) {
        return new Found(steps, program, report(outcome, large));
      }
    }
    return new Found(steps, 0, null);
  }

  private static String report(Program.Outcome outcome, boolean large) {
    Program small = Shrinker.shrink(new Program(large, outcome.made()), large ? 60_000 : 20_000);
    Program.Outcome again = small.run(true);
    if (again.failure() == null) {
      return "a failure that did not come again: " + outcome.failure().getMessage();
    }
    return Program.java(again);
  }

  public static void main(String[] args) {
    long seed = args.length > 0 ? Long.parseLong(args[0]) : System.nanoTime();
    double minutes = args.length > 1 ? Double.parseDouble(args[1]) : 1;
    boolean large = args.length > 2 && args[2].equals("large");
    long end = System.nanoTime() + (long) (minutes * 60e9);
    System.out.printf("seed %d, %s minutes%n", seed, minutes);
    long steps = 0;
    long at = seed;
    int failures = 0;
    while (System.nanoTime() < end && failures < 20) {
      Found found = run(at, Long.MAX_VALUE, Duration.ofNanos(end - System.nanoTime()), large);
      steps += found.steps();
      if (found.failure() == null) {
        break;
      }
      failures++;
      at = found.program() + 1;
      System.out.printf(
          "program %d after %d steps:%n%s%n", found.program(), steps, found.failure());
    }
    System.out.printf("steps %d, failures %d%n", steps, failures);
    if (failures > 0) {
      System.exit(1);
    }
  }
}
