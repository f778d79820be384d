package org.ndview.fuzz;

import java.util.ArrayList;
import java.util.List;

/** Makes a failing program smaller: fewer steps, then smaller choices, as long as it fails. */
final class Shrinker {
  private Program best;
  private final long end;

  private Shrinker(Program program, long millis) {
    best = program;
    end = System.nanoTime() + millis * 1_000_000;
  }

  static Program shrink(Program program, long millis) {
    Shrinker s = new Shrinker(program, millis);
    boolean smaller = true;
    while (smaller && System.nanoTime() < s.end) {
      smaller = s.fewerSteps() | s.smallerChoices();
    }
    return s.best;
  }

  private boolean fails(List<long[]> steps) {
    Program program = new Program(best.large(), steps);
    Program.Outcome outcome = program.run(false);
    if (outcome.failure() == null) {
      return false;
    }
    best = new Program(best.large(), steps.subList(0, outcome.steps()));
    return true;
  }

  private boolean fewerSteps() {
    boolean smaller = false;
    for (int n = best.steps().size() / 2; n >= 1; n /= 2) {
      for (int at = best.steps().size() - n; at >= 0 && System.nanoTime() < end; at -= n) {
        if (at + n <= best.steps().size()) {
          List<long[]> less = new ArrayList<>(best.steps());
          less.subList(at, at + n).clear();
          smaller |= fails(less);
        }
      }
    }
    return smaller;
  }

  private boolean smallerChoices() {
    boolean smaller = false;
    for (int i = 0; i < best.steps().size(); i++) {
      int n = best.steps().get(i).length;
      for (int k = 1; k < n && System.nanoTime() < end; k++) {
        if (i >= best.steps().size() || k >= best.steps().get(i).length) {
          break;
        }
        long old = best.steps().get(i)[k];
        for (long less : new long[] {0, 1, old / 2, old - 1}) {
          if (less >= 0 && less < old && with(i, k, less)) {
            smaller = true;
            break;
          }
        }
        if (old < 0) {
          smaller |= with(i, k, 0) || with(i, k, old >>> 1);
        }
      }
    }
    return smaller;
  }

  private boolean with(int step, int choice, long value) {
    List<long[]> steps = new ArrayList<>(best.steps());
    long[] changed = steps.get(step).clone();
    changed[choice] = value;
    steps.set(step, changed);
    return fails(steps);
  }
}
