package org.ndview.examples;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/** Softmax regression in plain ND4J, trained by gradient descent on batches. */
final class SoftmaxClassifier {
  private final INDArray weights;
  private final INDArray bias;

  /**
   * Makes a classifier that knows nothing yet.
   *
   * @param inputs the number of features
   * @param classes the number of classes
   */
  SoftmaxClassifier(long inputs, long classes) {
    weights = Nd4j.zeros(DataType.FLOAT, inputs, classes);
    bias = Nd4j.zeros(DataType.FLOAT, 1, classes);
  }

  private INDArray probabilities(INDArray features) {
    return Transforms.softmax(features.mmul(weights).addiRowVector(bias), false);
  }

  /**
   * Takes one step down the gradient of the cross entropy.
   *
   * @param features one row an example
   * @param oneHot one row an example: 1 for its class, else 0
   * @param rate the length of the step
   */
  void step(INDArray features, INDArray oneHot, double rate) {
    INDArray error = probabilities(features).subi(oneHot).muli(rate / features.size(0));
    weights.subi(features.transpose().mmul(error));
    bias.subi(error.sum(true, 0));
  }

  /**
   * {@return the most probable class of each row}
   *
   * @param features one row an example
   */
  INDArray predict(INDArray features) {
    return Nd4j.argMax(probabilities(features), 1);
  }
}
