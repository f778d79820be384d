package org.ndview;

import java.util.concurrent.TimeUnit;
import org.ndview.format.Format;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** What it costs to make a view of a view, and to parse a format. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class SubViewBenchmark {
  private static final String NESTED = "T{<i:a%d:T{<d:x:3f:y:}:b:(2,3)<h:c:4x10s:s:}";

  private final NdView matrix = NdView.allocate("d", 100, 100);
  private final NdView cube = NdView.allocate("f", 100, 200, 3);
  private final NdView bytes = cube.cast("B");
  private final NdView records = NdView.allocate("T{<i:a:<d:b:3f:c:}", 100);
  private final Index rows = Index.range(10, 90);
  private final Index columns = Index.step(2);
  private final String[] unseen = new String[20_000];
  private int next;

  @Setup
  public void make() {
    Pollution.run();
    for (int i = 0; i < unseen.length; i++) {
      unseen[i] = NESTED.formatted(i);
    }
  }

  @Benchmark
  public NdView select() {
    return matrix.select(0, 5);
  }

  @Benchmark
  public NdView sliceTyped() {
    return matrix.slice(rows, columns);
  }

  @Benchmark
  public NdView sliceText() {
    return matrix.slice("10:90, ::2");
  }

  @Benchmark
  public NdView permute() {
    return cube.permute(2, 0, 1);
  }

  @Benchmark
  public NdView reshape() {
    return cube.reshape(200, 100, 3);
  }

  @Benchmark
  public NdView cast() {
    return bytes.cast("f", 100, 600);
  }

  @Benchmark
  public NdView field() {
    return records.field("b");
  }

  /** A format that was parsed before. */
  @Benchmark
  public Format parseSeen() {
    return Format.parse(unseen[0]);
  }

  /** Each of so many in turn that none is remembered. */
  @Benchmark
  public Format parseUnseen() {
    next = (next + 1) % unseen.length;
    return Format.parse(unseen[next]);
  }
}
