package org.ndview.nd4j;

import java.util.concurrent.TimeUnit;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.ndview.NdView;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** What it costs to make a matrix of 100,000 records with four floats, an int and a tag each. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class ColumnsBenchmark {
  private static final int N = 100_000;
  private static final String[] FLOATS = {"a", "b", "c", "d"};

  private NdView records;
  private NdView[] fields;

  @Setup
  public void make() {
    records = NdView.allocate("T{f:a:f:b:f:c:f:d:i:id:8s:tag:}", N);
    fields = new NdView[FLOATS.length];
    for (int i = 0; i < fields.length; i++) {
      fields[i] = records.field(FLOATS[i]);
    }
  }

  @Benchmark
  public Columns shared() {
    return NdArrays.sharedColumns(records, FLOATS);
  }

  @Benchmark
  public Columns copied() {
    return NdArrays.columns(records, "d", "c", "b", "a");
  }

  @Benchmark
  public Columns converted() {
    return NdArrays.columns(records, DataType.DOUBLE, FLOATS);
  }

  /** Java's arrays in between, as one does without views. */
  @Benchmark
  public INDArray nd4jCreateOfArrays() {
    float[][] rows = new float[N][FLOATS.length];
    for (int i = 0; i < N; i++) {
      for (int k = 0; k < FLOATS.length; k++) {
        rows[i][k] = fields[k].getFloat(i);
      }
    }
    return Nd4j.create(rows);
  }

  /** Straight into ND4J, item by item. */
  @Benchmark
  public INDArray nd4jPutScalar() {
    INDArray array = Nd4j.createUninitialized(DataType.FLOAT, N, FLOATS.length);
    for (int i = 0; i < N; i++) {
      for (int k = 0; k < FLOATS.length; k++) {
        array.putScalar(i, k, fields[k].getFloat(i));
      }
    }
    return array;
  }
}
