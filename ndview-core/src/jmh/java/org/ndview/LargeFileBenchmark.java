package org.ndview;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** A mapped file of 5 GiB, most of it a hole: opened, and read beyond 2^32 bytes. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class LargeFileBenchmark {
  private static final long ROWS = 5L << 20;
  private static final long COLUMNS = 128;
  private static final long ROW = COLUMNS * Double.BYTES;
  private static final int SUM = 100;

  private Path file;
  private NdView map;
  private NdView view;
  private MemorySegment segment;

  @Setup
  public void make() throws IOException {
    file = Files.createTempFile("ndview", ".bin");
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.allocate(1), ROWS * ROW - 1);
    }
    Pollution.run();
    map = NdView.map(file);
    segment = map.segment();
    view = map.cast("d", ROWS, COLUMNS);
  }

  @TearDown
  public void delete() throws IOException {
    view.close();
    map.close();
    Files.delete(file);
  }

  /** Opened, described and closed. */
  @Benchmark
  public long open() {
    try (NdView bytes = NdView.map(file);
        NdView items = bytes.cast("d", ROWS, COLUMNS)) {
      return items.size();
    }
  }

  /** 12,800 items at the end. */
  @Benchmark
  public double items() {
    double sum = 0;
    for (long i = ROWS - SUM; i < ROWS; i++) {
      for (long j = 0; j < COLUMNS; j++) {
        sum += view.getDouble(i, j);
      }
    }
    return sum;
  }

  /** The same by hand. */
  @Benchmark
  public double itemsRaw() {
    double sum = 0;
    for (long i = ROWS - SUM; i < ROWS; i++) {
      for (long j = 0; j < COLUMNS; j++) {
        sum += segment.get(ValueLayout.JAVA_DOUBLE_UNALIGNED, i * ROW + j * Double.BYTES);
      }
    }
    return sum;
  }
}
