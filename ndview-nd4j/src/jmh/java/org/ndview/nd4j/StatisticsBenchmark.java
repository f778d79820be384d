package org.ndview.nd4j;

import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.preprocessor.NormalizerStandardize;
import org.nd4j.linalg.factory.Nd4j;
import org.ndview.Casting;
import org.ndview.Execution;
import org.ndview.NdView;
import org.ndview.Statistics;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * Mean, deviation and extremes of each channel of images of 224 x 224 x 3, beside ND4J's
 * normalizer, which takes floats, channels first: 1,000 images are 600 MB then, and copies of them.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class StatisticsBenchmark {
  /** How many images there are. */
  @Param({"100"})
  public int images;

  private NdView bytes;
  private NdView floats;
  private INDArray nd4j;

  /** Fills the images. */
  @Setup
  public void make() {
    bytes = NdView.allocate("B", images, 224, 224, 3);
    byte[] noise = new byte[224 * 224 * 3];
    RandomGenerator.of("L64X128MixRandom").nextBytes(noise);
    NdView image = NdView.of(noise).cast("B", 224, 224, 3);
    for (int i = 0; i < images; i++) {
      bytes.select(0, i).assign(image);
    }
    nd4j = Nd4j.create(DataType.FLOAT, images, 3, 224, 224);
    floats = NdArrays.view(nd4j);
    bytes.permute(0, 3, 1, 2).convertTo(floats, Casting.SAFE);
  }

  /** Bytes as a camera or a file has them. */
  @Benchmark
  public Statistics bytesNdview() {
    return bytes.statistics(3);
  }

  /** The same with the threads of the common pool. */
  @Benchmark
  public Statistics bytesNdviewParallel() {
    return bytes.statistics(Execution.PARALLEL, 3);
  }

  /** Floats, channels first. */
  @Benchmark
  public Statistics floatsNdview() {
    return floats.statistics(1);
  }

  /** The same with the threads of the common pool. */
  @Benchmark
  public Statistics floatsNdviewParallel() {
    return floats.statistics(Execution.PARALLEL, 1);
  }

  /** Mean and deviation of the same floats. */
  @Benchmark
  public INDArray floatsNd4j() {
    NormalizerStandardize normalizer = new NormalizerStandardize();
    normalizer.fit(new DataSet(nd4j, nd4j));
    return normalizer.getMean();
  }
}
