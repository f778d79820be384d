package org.ndview.examples.spark;

import java.io.Serializable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;
import org.ndview.Casting;
import org.ndview.NdView;
import org.ndview.Scaling;
import org.ndview.nd4j.NdArrays;

/**
 * Softmax regression: what is broadcast to the tasks.
 *
 * <p>BLAS divides a product by its number of threads, and the last bits depend on it. Spark sets
 * {@code OMP_NUM_THREADS} to 1 for its executors (to {@code spark.task.cpus}): a driver that has it
 * too finds the same bits.
 *
 * @param weights one for each feature and class, then one for each class
 * @param scaling how the images are scaled
 * @param classes how many classes there are
 */
record Softmax(float[] weights, Scaling scaling, int classes) implements Serializable {
  /**
   * {@return the gradient at some images}
   *
   * @param images the task's own view, of any numbers and strides: they go into ND4J's memory in
   *     one pass, scaled
   * @param labels their classes
   */
  Gradient gradient(NdView images, NdView labels) {
    long rows = images.shape()[0];
    long features = images.size() / rows;
    try (INDArray x = Nd4j.createUninitialized(DataType.FLOAT, rows, features);
        INDArray w = NdArrays.copy(part(weights, features, true));
        INDArray bias = NdArrays.copy(part(weights, features, false));
        INDArray oneHot = NdArrays.oneHot(labels, classes)) {
      images.convertTo(NdArrays.view(x).reshape(images.shape()), Casting.SAME_KIND, scaling);
      INDArray p = Transforms.softmax(x.mmul(w).addiRowVector(bias), false);
      double loss = -Transforms.log(p.mul(oneHot).sum(1)).sumNumber().doubleValue();
      NdView predicted = NdArrays.view(Nd4j.argMax(p, 1));
      long right = 0;
      for (long i = 0; i < rows; i++) {
        right += predicted.getLong(i) == labels.getLong(i) ? 1 : 0;
      }
      INDArray error = p.subi(oneHot);
      float[] sum = new float[weights.length];
      NdArrays.view(x.transpose().mmul(error)).convertTo(part(sum, features, true));
      NdArrays.view(error.sum(true, 0)).convertTo(part(sum, features, false));
      return new Gradient(sum, loss, right, rows);
    }
  }

  /** The weights of the features, or those of the classes alone, in one array of both. */
  private NdView part(float[] all, long features, boolean ofFeatures) {
    String end = Long.toString(features * classes);
    NdView part = NdView.of(all).slice(ofFeatures ? ":" + end : end + ":");
    return part.reshape(ofFeatures ? features : 1, classes);
  }
}
