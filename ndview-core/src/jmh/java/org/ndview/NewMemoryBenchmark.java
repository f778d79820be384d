package org.ndview;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Memory that views make, and its end; with {@code -t 2} in two threads. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class NewMemoryBenchmark {
  /** Items of 8 bytes; the last is 64 MB. */
  @Param({"10", "100", "1000", "10000", "100000", "1000000", "8388608"})
  private long n;

  private NdView source;

  @Setup
  public void make() {
    Pollution.run();
    source = NdView.allocate("d", n);
    source.segment().fill((byte) 1); // memory for every page
  }

  @Benchmark
  public double copy() {
    try (NdView copy = source.copy()) {
      return copy.getDouble(n - 1);
    }
  }

  @Benchmark
  public double allocate() {
    try (NdView made = NdView.allocate("d", n)) {
      return made.getDouble(n - 1);
    }
  }

  /** Memory that only the collector frees. */
  @Benchmark
  public NdView copyUnclosed() {
    return source.copy();
  }
}
