package org.ndview.nd4j;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.concurrent.TimeUnit;
import net.imglib2.img.array.ArrayImg;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.img.array.ArrayRandomAccess;
import net.imglib2.type.numeric.real.DoubleType;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.indexer.DoubleIndexer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.ndview.NdView;
import org.ndview.Pollution;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.tensorflow.ndarray.DoubleNdArray;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;

/**
 * The sum of an n x n matrix of doubles, item by item: a view beside everything else on the JVM.
 * For a thousand rows the matrix is transposed: what lies together is visited far apart. Peers that
 * cannot transpose have their indices turned by hand.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class PeerItemsBenchmark {
  /** The matrix. */
  @Param({"c-100", "transposed-1000"})
  private String matrix;

  private int n;
  private boolean transposed;
  private NdView view;
  private NdView heapView;
  private MemorySegment segment;
  private long rowStride;
  private long columnStride;
  private double[] array;
  private INDArray nd4j;
  private DoubleIndexer indexer;
  private ArrayImg<DoubleType, ?> imglib2;
  private DoubleNdArray tensorflow;

  /** Makes the same matrix for each. */
  @Setup
  public void make() {
    n = matrix.equals("c-100") ? 100 : 1000;
    transposed = !matrix.equals("c-100");
    rowStride = transposed ? 8 : 8L * n;
    columnStride = transposed ? 8L * n : 8;
    Pollution.run();
    NdView own = NdView.allocate("d", n, n);
    segment = own.segment();
    view = transposed ? own.transpose() : own;
    array = new double[n * n];
    NdView heap = NdView.of(array).reshape(n, n);
    heapView = transposed ? heap.transpose() : heap;
    INDArray made = Nd4j.create(DataType.DOUBLE, n, n);
    nd4j = transposed ? made.transpose() : made;
    DoublePointer pointer = new DoublePointer((long) n * n);
    long[] strides = transposed ? new long[] {1, n} : new long[] {n, 1};
    indexer = DoubleIndexer.create(pointer, new long[] {n, n}, strides);
    imglib2 = ArrayImgs.doubles(array, n, n);
    tensorflow = NdArrays.ofDoubles(Shape.of(n, n));
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        own.setDouble(i + j, i, j);
        heap.setDouble(i + j, i, j);
        made.putScalar(i, j, i + j);
        indexer.put(i, j, i + j);
        tensorflow.setDouble(i + j, i, j);
      }
    }
  }

  /** The view over native memory. */
  @Benchmark
  public double ndview() {
    return sum(view);
  }

  /** The view over an array. */
  @Benchmark
  public double ndviewHeap() {
    return sum(heapView);
  }

  private double sum(NdView items) {
    double sum = 0;
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        sum += items.getDouble(i, j);
      }
    }
    return sum;
  }

  /** The same loop over a plain array. */
  @Benchmark
  public double plainArray() {
    double sum = 0;
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        sum += transposed ? array[j * n + i] : array[i * n + j];
      }
    }
    return sum;
  }

  /** The same loop over the segment. */
  @Benchmark
  public double rawSegment() {
    double sum = 0;
    for (long i = 0; i < n; i++) {
      for (long j = 0; j < n; j++) {
        sum += segment.get(ValueLayout.JAVA_DOUBLE_UNALIGNED, i * rowStride + j * columnStride);
      }
    }
    return sum;
  }

  /** ND4J's accessor. */
  @Benchmark
  public double nd4j() {
    double sum = 0;
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        sum += nd4j.getDouble(i, j);
      }
    }
    return sum;
  }

  /** JavaCPP's indexer. */
  @Benchmark
  public double javacpp() {
    double sum = 0;
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        sum += indexer.get(i, j);
      }
    }
    return sum;
  }

  /** TensorFlow's java-ndarray. */
  @Benchmark
  public double tensorflow() {
    double sum = 0;
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        sum += transposed ? tensorflow.getDouble(j, i) : tensorflow.getDouble(i, j);
      }
    }
    return sum;
  }

  /** imglib2's random access, whose first dimension is the fastest. */
  @Benchmark
  public double imglib2() {
    ArrayRandomAccess<DoubleType> access = imglib2.randomAccess();
    int row = transposed ? 0 : 1;
    double sum = 0;
    for (int i = 0; i < n; i++) {
      access.setPosition(i, row);
      for (int j = 0; j < n; j++) {
        access.setPosition(j, 1 - row);
        sum += access.get().get();
      }
    }
    return sum;
  }
}
