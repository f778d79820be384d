package org.ndview.nd4j;

import java.lang.foreign.MemorySegment;
import java.util.concurrent.TimeUnit;
import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.loops.LoopBuilder;
import net.imglib2.type.numeric.integer.UnsignedByteType;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.ndview.Casting;
import org.ndview.Execution;
import org.ndview.NdView;
import org.ndview.Order;
import org.ndview.Pollution;
import org.ndview.Scaling;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Whole arrays at once: transposes and the preprocessing of images, beside ND4J and imglib2. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class PeerBulkBenchmark {
  private static final int SIDE = 4096;
  private static final double[] SCALE = {1 / 58.4, 1 / 57.1, 1 / 57.4};
  private static final double[] SHIFT = {-2.12, -2.04, -1.80};
  private static final Scaling CHANNELS = Scaling.perIndex(SCALE, SHIFT, 1);

  private final NdView square = NdView.allocate("f", SIDE, SIDE);
  private final NdView squareTarget = NdView.allocate("f", SIDE, SIDE);
  private final INDArray nd4jSquare = Nd4j.ones(DataType.FLOAT, SIDE, SIDE);
  private final Img<FloatType> imglib2Square = ArrayImgs.floats(SIDE, SIDE);
  private final Img<FloatType> imglib2SquareTarget = ArrayImgs.floats(SIDE, SIDE);

  private final NdView images = NdView.allocate("B", 32, 224, 224, 3);
  private final INDArray nd4jBatch = Nd4j.create(DataType.FLOAT, 32, 3, 224, 224);
  private final NdView batch = NdArrays.view(nd4jBatch);
  private final INDArray nd4jImages = NdArrays.wrap(images);
  private final INDArray nd4jScale = Nd4j.createFromArray(SCALE).castTo(DataType.FLOAT);
  private final INDArray nd4jShift = Nd4j.createFromArray(SHIFT).castTo(DataType.FLOAT);
  private final Img<UnsignedByteType> imglib2Images = ArrayImgs.unsignedBytes(3, 224, 224, 32);
  private final Img<FloatType> imglib2Batch = ArrayImgs.floats(224, 224, 3, 32);

  /** Uses many types and memories first. */
  @Setup
  public void make() {
    Pollution.run();
    images.segment().fill((byte) 7);
    square.segment().fill((byte) 1);
  }

  /** The limit of a transpose: memcpy of as many bytes. */
  @Benchmark
  public void transposeMemcpy() {
    MemorySegment.copy(square.segment(), 0, squareTarget.segment(), 0, square.nbytes());
  }

  /** 4096 x 4096 floats into other memory. */
  @Benchmark
  public void transposeNdview() {
    squareTarget.assign(square.transpose());
  }

  /** The same with the threads of the common pool. */
  @Benchmark
  public void transposeNdviewParallel() {
    squareTarget.assign(square.transpose(), Execution.PARALLEL);
  }

  /** The same into new memory. */
  @Benchmark
  public void transposeNdviewNew() {
    square.transpose().copy(Order.C).close();
  }

  /** ND4J makes new memory, which is given back at once. */
  @Benchmark
  public void transposeNd4j() {
    nd4jSquare.transpose().dup('c').close();
  }

  /** imglib2's fastest loop over two images. */
  @Benchmark
  public void transposeImglib2() {
    LoopBuilder.setImages(Views.permute(imglib2Square, 0, 1), imglib2SquareTarget)
        .forEachPixel((a, b) -> b.set(a));
  }

  /** The limit of the batch: memcpy of as many bytes as are written. */
  @Benchmark
  public void imagesMemcpy() {
    MemorySegment.copy(
        squareTarget.segment(), 0, batch.segment(), batch.layout().offset(), batch.nbytes());
  }

  /** Pixels of bytes to planes of floats, normalised by channel, into an INDArray's memory. */
  @Benchmark
  public void imagesNdview() {
    images.permute(0, 3, 1, 2).convertTo(batch, Casting.SAME_KIND, CHANNELS);
  }

  /** The same with the threads of the common pool. */
  @Benchmark
  public void imagesNdviewParallel() {
    images.permute(0, 3, 1, 2).convertTo(batch, Casting.SAME_KIND, CHANNELS, Execution.PARALLEL);
  }

  /** ND4J's chain of operations. */
  @Benchmark
  public void imagesNd4j() {
    try (INDArray floats = nd4jImages.permute(0, 3, 1, 2).castTo(DataType.FLOAT);
        INDArray scaled = floats.mul(nd4jScale.reshape(1, 3, 1, 1));
        INDArray shifted = scaled.add(nd4jShift.reshape(1, 3, 1, 1))) {
      if (shifted.isEmpty()) {
        throw new AssertionError();
      }
    }
  }

  /** imglib2, one channel at a time. */
  @Benchmark
  public void imagesImglib2() {
    for (int c = 0; c < 3; c++) {
      float scale = (float) SCALE[c];
      float shift = (float) SHIFT[c];
      LoopBuilder.setImages(
              Views.hyperSlice(imglib2Images, 0, c), Views.hyperSlice(imglib2Batch, 2, c))
          .forEachPixel((a, b) -> b.set(a.get() * scale + shift));
    }
  }
}
