package org.ndview;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * Single items by index, beside loops written by hand over the segment; in a program that has used
 * many types and memories.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(ItemsBenchmark.N * ItemsBenchmark.N)
public class ItemsBenchmark {
  static final int N = 100;

  @Param({"native", "bytes", "array"})
  private String memory;

  @Param({"true"})
  private boolean polluted;

  private NdView doubles;
  private NdView transposed;
  private NdView reversed;
  private NdView floats;
  private NdView pixels;
  private NdView shorts;
  private NdView swapped;
  private NdView line;
  private NdView cube;
  private MemorySegment segment;
  private MemorySegment bytes;
  private double[] array;
  // not constants: a loop that knows its strides when it is compiled is no loop over any matrix
  private long rows = N;
  private long columns = N;

  @Setup(Level.Trial)
  public void make() {
    doubles = view("d", 8);
    floats = view("f", 4);
    pixels = view("B", 1);
    shorts = view("h", 2);
    swapped = view(">d", 8);
    transposed = doubles.transpose();
    reversed = doubles.slice("::-1, ::-1");
    line = doubles.reshape(N * N);
    cube = doubles.reshape(10, 10, N);
    segment = doubles.segment();
    bytes = pixels.segment();
    array = new double[N * N];
    if (polluted) {
      Pollution.run();
    }
  }

  private NdView view(String format, int size) {
    return switch (memory) {
      case "native" -> NdView.allocate(format, N, N);
      case "bytes" -> NdView.of(new byte[N * N * size]).cast(format, N, N);
      default ->
          format.equals("f")
              ? NdView.of(new float[N * N]).reshape(N, N)
              : NdView.of(new double[N * N * size / 8]).cast(format, N, N);
    };
  }

  @Benchmark
  public double plainArray() {
    double sum = 0;
    for (int i = 0; i < N; i++) {
      for (int j = 0; j < N; j++) {
        sum += array[i * N + j];
      }
    }
    return sum;
  }

  @Benchmark
  public double rawSegment() {
    long columnStride = 8 * (columns / N);
    long rowStride = columnStride * rows;
    double sum = 0;
    for (long i = 0; i < N; i++) {
      for (long j = 0; j < N; j++) {
        sum += segment.get(ValueLayout.JAVA_DOUBLE_UNALIGNED, i * rowStride + j * columnStride);
      }
    }
    return sum;
  }

  @Benchmark
  public int rawSegmentBytes() {
    long columnStride = 1 * (columns / N);
    long rowStride = columnStride * rows;
    int sum = 0;
    for (long i = 0; i < N; i++) {
      for (long j = 0; j < N; j++) {
        sum += bytes.get(ValueLayout.JAVA_BYTE, i * rowStride + j * columnStride) & 0xff;
      }
    }
    return sum;
  }

  @Benchmark
  public void rawSegmentSet() {
    long columnStride = 8 * (columns / N);
    long rowStride = columnStride * rows;
    for (long i = 0; i < N; i++) {
      for (long j = 0; j < N; j++) {
        segment.set(ValueLayout.JAVA_DOUBLE_UNALIGNED, i * rowStride + j * columnStride, i + j);
      }
    }
  }

  @Benchmark
  public void rawSegmentSetBytes() {
    long columnStride = columns / N;
    long rowStride = columnStride * rows;
    for (long i = 0; i < N; i++) {
      for (long j = 0; j < N; j++) {
        bytes.set(ValueLayout.JAVA_BYTE, i * rowStride + j * columnStride, (byte) (i + j));
      }
    }
  }

  @Benchmark
  public double getDouble() {
    return sum(doubles);
  }

  private static double sum(NdView view) {
    double sum = 0;
    for (long i = 0; i < N; i++) {
      for (long j = 0; j < N; j++) {
        sum += view.getDouble(i, j);
      }
    }
    return sum;
  }

  @Benchmark
  public double getDoubleTransposed() {
    return sum(transposed);
  }

  @Benchmark
  public double getDoubleReversed() {
    return sum(reversed);
  }

  @Benchmark
  public double getDoubleSwapped() {
    return sum(swapped);
  }

  @Benchmark
  public double getDouble1d() {
    double sum = 0;
    for (long i = 0; i < N * N; i++) {
      sum += line.getDouble(i);
    }
    return sum;
  }

  @Benchmark
  public double getDouble3d() {
    double sum = 0;
    for (long i = 0; i < 10; i++) {
      for (long j = 0; j < 10; j++) {
        for (long k = 0; k < N; k++) {
          sum += cube.getDouble(i, j, k);
        }
      }
    }
    return sum;
  }

  @Benchmark
  public float getFloat() {
    float sum = 0;
    for (long i = 0; i < N; i++) {
      for (long j = 0; j < N; j++) {
        sum += floats.getFloat(i, j);
      }
    }
    return sum;
  }

  @Benchmark
  public int getIntOfPixels() {
    int sum = 0;
    for (long i = 0; i < N; i++) {
      for (long j = 0; j < N; j++) {
        sum += pixels.getInt(i, j);
      }
    }
    return sum;
  }

  @Benchmark
  public int getShort() {
    int sum = 0;
    for (long i = 0; i < N; i++) {
      for (long j = 0; j < N; j++) {
        sum += shorts.getShort(i, j);
      }
    }
    return sum;
  }

  @Benchmark
  public void setDouble() {
    for (long i = 0; i < N; i++) {
      for (long j = 0; j < N; j++) {
        doubles.setDouble(i + j, i, j);
      }
    }
  }

  @Benchmark
  public void setIntOfPixels() {
    for (long i = 0; i < N; i++) {
      for (long j = 0; j < N; j++) {
        pixels.setInt((int) (i + j), i, j);
      }
    }
  }
}
