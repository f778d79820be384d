package org.ndview.examples;

import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInit;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;
import org.nd4j.nativeblas.NativeOpsHolder;

/** Small networks of Deeplearning4j. */
final class Networks {
  private static final double RATE = 1e-3;

  private Networks() {}

  /**
   * {@return a network that tells the class of an image}
   *
   * @param height the images' (in pixels)
   * @param width the images' (in pixels)
   * @param channels how many they have; they come first: NCHW
   * @param classes how many there are
   */
  static MultiLayerNetwork ofImages(long height, long width, long channels, int classes) {
    return network(
        builder()
            .layer(new DenseLayer.Builder().nOut(128).activation(Activation.RELU).build())
            .layer(
                new OutputLayer.Builder(LossFunction.MCXENT)
                    .nOut(classes)
                    .activation(Activation.SOFTMAX)
                    .build())
            .setInputType(InputType.convolutional(height, width, channels))
            .build());
  }

  /**
   * {@return a network that tells a number}
   *
   * @param inputs how many numbers it sees
   */
  static MultiLayerNetwork ofNumbers(long inputs) {
    return network(
        builder()
            .layer(new DenseLayer.Builder().nOut(64).activation(Activation.RELU).build())
            .layer(new DenseLayer.Builder().nOut(32).activation(Activation.RELU).build())
            .layer(
                new OutputLayer.Builder(LossFunction.MSE)
                    .nOut(1)
                    .activation(Activation.IDENTITY)
                    .build())
            .setInputType(InputType.feedForward(inputs))
            .build());
  }

  private static NeuralNetConfiguration.ListBuilder builder() {
    return new NeuralNetConfiguration.Builder()
        .seed(2026)
        .updater(new Adam(RATE))
        .weightInit(WeightInit.XAVIER)
        .list();
  }

  private static MultiLayerNetwork network(MultiLayerConfiguration configuration) {
    // layers as small as these wait longer for other threads than these work
    NativeOpsHolder.getInstance().getDeviceNativeOps().setOmpNumThreads(1);
    MultiLayerNetwork network = new MultiLayerNetwork(configuration);
    network.init();
    return network;
  }

  /**
   * Runs something after each batch that a network learned from.
   *
   * @param network the network
   * @param learned what is run
   */
  static void afterEachBatch(MultiLayerNetwork network, Runnable learned) {
    network.setListeners(
        new BaseTrainingListener() {
          @Override
          public void iterationDone(Model model, int iteration, int epoch) {
            learned.run();
          }
        });
  }
}
