package org.ndview.nd4j.peers;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Measures the sides of one row in turn, so that a noisy moment of the machine meets them all. */
final class Contest {
  /** A candidate this much slower than its side's best is not measured on. */
  private static final double HOPELESS = 1.4;

  private static final int MIN_ROUNDS = 4;
  private static final int MAX_ROUNDS = 60;

  /** So many rounds without a gain end the measuring. */
  private static final int SETTLED_ROUNDS = 8;

  /** A side gained if it got this much faster. */
  private static final double GAIN = 0.97;

  /** So many batches are enough for a side, however short its rounds are of gains. */
  private static final int MAX_BATCHES = 100;

  /** So many batches warm code up, before the JIT compiler is asked whether it is done. */
  private static final int WARM_BATCHES = 8;

  /** How many batches are waited for the JIT compiler. */
  private static final int MAX_WAITING = 1000;

  /**
   * After so many calls a method is compiled as a whole, and not only its loop as it runs: the JVM
   * looks every 1024 calls.
   */
  private static final int WARM_CALLS = 6000;

  /** Long calls need not be so many: their loops are compiled, and a call more costs nothing. */
  private static final double WARM_SECONDS = 0.5;

  /** So many calls there are however long they take. */
  private static final int FEWEST_CALLS = 30;

  private final double seconds;
  private final Python python;
  private final List<Candidate> candidates = new ArrayList<>();

  /** One way of one side. */
  private static final class Candidate {
    final Side side;
    final Timer timer;
    long calls = 1;
    double best = Double.POSITIVE_INFINITY;

    Candidate(Side side, Timer timer) {
      this.side = side;
      this.timer = timer;
    }

    double run() {
      double taken = timer.seconds(calls);
      best = Math.min(best, taken / calls);
      return taken;
    }
  }

  /** Runs so many calls. */
  @FunctionalInterface
  private interface Timer {
    double seconds(long calls);
  }

  private Contest(double seconds, Python python) {
    this.seconds = seconds;
    this.python = python;
  }

  /**
   * {@return the best time of a call by side, in seconds}
   *
   * @param work what is measured
   * @param python runs NumPy; null where there is none
   * @param seconds how long a batch should take
   */
  static Map<Side, Double> run(Work work, Python python, double seconds) {
    Contest contest = new Contest(seconds, python);
    contest.enter(work);
    return contest.measure();
  }

  /** Runs each side once. */
  static void check(Work work, Python python) {
    Contest contest = new Contest(0, python);
    contest.enter(work);
    contest.candidates.forEach(Candidate::run);
  }

  private void enter(Work work) {
    candidates.add(new Candidate(Side.NDVIEW, timer(work.ndview())));
    if (python != null && !work.numpy().isEmpty()) {
      enterNumPy(work);
    }
    for (Runnable way : work.nd4j()) {
      candidates.add(new Candidate(Side.ND4J, timer(way)));
    }
    if (work.reference() != null) {
      candidates.add(new Candidate(Side.REFERENCE, timer(work.reference())));
    }
  }

  private void enterNumPy(Work work) {
    python.setup(work.setup());
    int known = 0;
    String problem = "";
    for (String statement : work.numpy()) {
      var refused = python.add(statement);
      if (refused.isPresent()) {
        problem = statement + ": " + refused.get();
        continue;
      }
      int index = known++;
      candidates.add(new Candidate(Side.NUMPY, calls -> python.time(index, calls)));
    }
    if (known == 0) {
      throw new IllegalStateException("NumPy refuses " + problem);
    }
  }

  private static Timer timer(Runnable code) {
    return calls -> {
      long start = System.nanoTime();
      for (long i = 0; i < calls; i++) {
        code.run();
      }
      return (System.nanoTime() - start) * 1e-9;
    };
  }

  private Map<Side, Double> measure() {
    candidates.forEach(this::calibrate);
    Map<Side, Double> best = best();
    candidates.removeIf(c -> c.best > HOPELESS * best.get(c.side));
    // what ran while the JIT compiler was at work does not count
    candidates.forEach(c -> c.best = Double.POSITIVE_INFINITY);
    int gained = 0;
    double spent = 0;
    for (int round = 0; round < MIN_ROUNDS || goesOn(round, gained, spent); round++) {
      for (Candidate c : candidates) {
        double before = c.best;
        spent += c.run();
        gained = c.best < GAIN * before ? round : gained;
      }
    }
    return best();
  }

  /** Batches are shorter than the time that a busy machine gives to one thread at once. */
  private boolean goesOn(int round, int gained, double spent) {
    return round < MAX_ROUNDS
        && round <= gained + SETTLED_ROUNDS
        && spent < MAX_BATCHES * candidates.size() * seconds;
  }

  /** Runs for some batches, which warms the code too, and finds how many calls are one. */
  private void calibrate(Candidate c) {
    run(c, c.side == Side.NUMPY ? seconds : WARM_BATCHES * seconds);
    if (ownCode(c)) {
      warm(c.timer);
      // twice: what runs with the new code may have more of it compiled
      for (int times = 0, batches = 0; times < 2 && batches < MAX_WAITING; batches++) {
        run(c, seconds);
        times += Compilations.idle() ? 1 : 0;
      }
    }
    c.calls = calls(c);
  }

  private static void warm(Timer timer) {
    double spent = 0;
    for (int calls = 0; calls < WARM_CALLS; calls++) {
      if (calls >= FEWEST_CALLS && spent > WARM_SECONDS) {
        return;
      }
      spent += timer.seconds(1);
    }
  }

  /** Whether it is compiled here, as the program runs. */
  private static boolean ownCode(Candidate c) {
    return c.side == Side.NDVIEW || c.side == Side.REFERENCE;
  }

  private void run(Candidate c, double wanted) {
    double spent = 0;
    do {
      double taken = c.run();
      spent += taken;
      if (taken < seconds / 2) {
        c.calls = Math.min(2 * c.calls, calls(c));
      }
    } while (spent < wanted);
  }

  private long calls(Candidate c) {
    return (long) Math.clamp(seconds / c.best, 1, 1e8);
  }

  private Map<Side, Double> best() {
    Map<Side, Double> best = new EnumMap<>(Side.class);
    candidates.forEach(c -> best.merge(c.side, c.best, Math::min));
    return best;
  }
}
