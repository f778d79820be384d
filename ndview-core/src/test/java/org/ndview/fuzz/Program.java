package org.ndview.fuzz;

import java.util.ArrayList;
import java.util.List;

/** A program: for each step what it chooses. The first choice is the operation. */
record Program(boolean large, List<long[]> steps) {
  /** How a run ended. */
  record Outcome(int steps, Mismatch failure, List<long[]> made, List<String> code) {}

  /** A program of random steps, run as it is made. */
  static Outcome random(boolean large, int length, long seed) {
    List<long[]> made = new ArrayList<>();
    Machine m = new Machine(large, false);
    try {
      for (int i = 0; i < length; i++) {
        Choices c = Choices.fresh(seed * 1_000_003 + i);
        Mismatch failure = step(m, c);
        made.add(c.made());
        if (failure != null) {
          return new Outcome(i + 1, failure, made, null);
        }
      }
      return new Outcome(length, null, made, null);
    } finally {
      m.close();
    }
  }

  Outcome run(boolean tracing) {
    Machine m = new Machine(large, tracing);
    try {
      int i = 0;
      for (long[] step : steps) {
        i++;
        Mismatch failure = step(m, Choices.again(step));
        if (failure != null) {
          return new Outcome(i, failure, steps, m.code());
        }
      }
      return new Outcome(i, null, steps, m.code());
    } finally {
      m.close();
    }
  }

  private static Mismatch step(Machine m, Choices c) {
    m.c = c;
    try {
      Operations.step(m);
      m.done();
      return null;
    } catch (Mismatch e) {
      return e;
    }
  }

  /** The program in Java, as long as it ran. */
  static String java(Outcome outcome) {
    StringBuilder out =
        new StringBuilder(
            """
            import java.lang.foreign.*;
            import java.math.*;
            import java.nio.*;
            import java.nio.channels.FileChannel;
            import java.nio.file.*;
            import java.util.*;
            import java.util.concurrent.atomic.AtomicBoolean;
            import org.ndview.*;
            import org.ndview.format.Format;

            public class Failing {
              public static void main(String[] args) throws Exception {
            """);
    outcome.code().forEach(line -> out.append("    ").append(line).append('\n'));
    out.append("    // ").append(outcome.failure().getMessage()).append("\n  }\n\n");
    return out.append(Contents.METHODS).append("}\n").toString();
  }
}
