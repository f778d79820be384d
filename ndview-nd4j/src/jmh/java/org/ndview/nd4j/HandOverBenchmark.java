package org.ndview.nd4j;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.concurrent.TimeUnit;
import org.bytedeco.javacpp.Pointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.ndview.NdView;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** What it costs to hand an n x n matrix of floats over, beside ND4J's own ways in and out. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class HandOverBenchmark {
  /** Rows and columns. */
  @Param({"100", "1000"})
  private int n;

  private NdView view;
  private NdView swapped;
  private NdView transposed;
  private INDArray array;
  private NdView viewOfArray;
  private ByteBuffer buffer;
  private Pointer npy;

  @Setup
  public void make() {
    view = NdView.allocate("f", n, n);
    swapped =
        NdView.allocate(ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN ? ">f" : "<f", n, n);
    transposed = view.transpose();
    array = Nd4j.create(DataType.FLOAT, n, n);
    viewOfArray = NdArrays.view(array);
    buffer = ByteBuffer.allocateDirect(4 * n * n).order(ByteOrder.nativeOrder());
    npy = Nd4j.convertToNumpy(array);
  }

  // out of ND4J

  @Benchmark
  public NdView viewOfArray() {
    return NdArrays.view(array);
  }

  @Benchmark
  public ByteBuffer nd4jAsNio() {
    return array.data().asNio();
  }

  @Benchmark
  public FloatBuffer nd4jAsNioFloat() {
    return array.data().asNioFloat();
  }

  @Benchmark
  public float[][] nd4jToFloatMatrix() {
    return array.toFloatMatrix();
  }

  @Benchmark
  public Object toArrayOfView() {
    return NdArrays.view(array).toArray();
  }

  // into ND4J

  @Benchmark
  public INDArray wrapOfView() {
    return NdArrays.wrap(view);
  }

  @Benchmark
  public INDArray wrapOfTransposedView() {
    return NdArrays.wrap(transposed);
  }

  @Benchmark
  public INDArray copyOfView() {
    return NdArrays.copy(view);
  }

  @Benchmark
  public INDArray copyOfTransposedView() {
    return NdArrays.copy(transposed);
  }

  @Benchmark
  public INDArray copyOfByteSwappedView() {
    return NdArrays.copy(swapped);
  }

  @Benchmark
  public INDArray nd4jCreateBuffer() {
    return Nd4j.create(Nd4j.createBuffer(buffer, DataType.FLOAT, n * n), n, n);
  }

  @Benchmark
  public INDArray nd4jCreateFromNpyPointer() {
    return Nd4j.createFromNpyPointer(npy);
  }

  @Benchmark
  public INDArray nd4jCreate() {
    return Nd4j.createUninitialized(DataType.FLOAT, n, n);
  }

  // item by item

  @Benchmark
  public float itemsOfView() {
    return sum(view);
  }

  /** Each access asks whether the array is closed. */
  @Benchmark
  public float itemsOfViewOfArray() {
    return sum(viewOfArray);
  }

  @Benchmark
  public float nd4jItems() {
    float sum = 0;
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        sum += array.getFloat(i, j);
      }
    }
    return sum;
  }

  private float sum(NdView floats) {
    float sum = 0;
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        sum += floats.getFloat(i, j);
      }
    }
    return sum;
  }
}
