package org.ndview.nd4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.autodiff.samediff.TrainingConfig;
import org.nd4j.evaluation.classification.Evaluation;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.AsyncDataSetIterator;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions;
import org.ndview.NdView;
import org.ndview.Scaling;

/** Networks trained by data sets over views are those trained by arrays that were made by hand. */
@Timeout(600)
class TrainingTest {
  private static final int EXAMPLES = 90;
  private static final int BATCH = 16;
  private static final int EPOCHS = 3;
  private static final long SEED = 5;

  /** Pictures of which one quarter is bright: which, is the label. */
  private static final NdView IMAGES = NdView.allocate("B", EXAMPLES, 8, 8, 3);

  private static final NdView LABELS = NdView.allocate("h", EXAMPLES);

  static {
    Random random = new Random(1);
    for (int i = 0; i < EXAMPLES; i++) {
      int label = random.nextInt(4);
      LABELS.setInt(label, i);
      for (int y = 0; y < 8; y++) {
        for (int x = 0; x < 8; x++) {
          boolean bright = label == (y / 4) * 2 + x / 4;
          for (int c = 0; c < 3; c++) {
            IMAGES.setInt(random.nextInt(100) + (bright ? 120 : 0), i, y, x, c);
          }
        }
      }
    }
  }

  private static DataSetBuilder builder() {
    return NdArrays.dataSets(IMAGES, LABELS)
        .batch(BATCH)
        .shuffle(SEED)
        .scaling(Scaling.of(1 / 255.0, 0))
        .permute(0, 3, 1, 2)
        .oneHot(4);
  }

  /** The same batches, item by item. */
  private static List<List<DataSet>> byHand() {
    List<List<DataSet>> epochs = new ArrayList<>();
    Random random = new Random(SEED);
    for (int e = 0; e < EPOCHS; e++) {
      List<Integer> order = new ArrayList<>(IntStream.range(0, EXAMPLES).boxed().toList());
      Collections.shuffle(order, random);
      List<DataSet> batches = new ArrayList<>();
      for (int at = 0; at < EXAMPLES; at += BATCH) {
        List<Integer> rows = order.subList(at, Math.min(EXAMPLES, at + BATCH));
        INDArray x = Nd4j.zeros(DataType.FLOAT, rows.size(), 3, 8, 8);
        INDArray y = Nd4j.zeros(DataType.FLOAT, rows.size(), 4);
        for (int i = 0; i < rows.size(); i++) {
          int row = rows.get(i);
          y.putScalar(i, LABELS.getInt(row), 1);
          for (int c = 0; c < 3; c++) {
            for (int h = 0; h < 8; h++) {
              for (int w = 0; w < 8; w++) {
                double pixel = IMAGES.getInt(row, h, w, c) * (1 / 255.0);
                x.putScalar(new int[] {i, c, h, w}, (float) pixel);
              }
            }
          }
        }
        batches.add(new DataSet(x, y));
      }
      epochs.add(batches);
    }
    return epochs;
  }

  private static MultiLayerNetwork network() {
    MultiLayerConfiguration configuration =
        new NeuralNetConfiguration.Builder()
            .seed(3)
            .updater(new Adam(0.01))
            .weightInit(WeightInit.XAVIER)
            .list()
            .layer(new ConvolutionLayer.Builder(3, 3).nOut(4).activation(Activation.RELU).build())
            .layer(
                new OutputLayer.Builder(LossFunctions.LossFunction.NEGATIVELOGLIKELIHOOD)
                    .nOut(4)
                    .activation(Activation.SOFTMAX)
                    .build())
            .setInputType(InputType.convolutional(8, 8, 3))
            .build();
    MultiLayerNetwork network = new MultiLayerNetwork(configuration);
    network.init();
    return network;
  }

  private static List<Function<DataSetBuilder, DataSetBuilder>> ways() {
    return List.of(b -> b, b -> b.prefetch(2), b -> b.buffers(1), b -> b.buffers(2).prefetch(3));
  }

  @Test
  void aMultiLayerNetwork() {
    MultiLayerNetwork expected = network();
    for (List<DataSet> epoch : byHand()) {
      epoch.forEach(expected::fit);
    }
    for (var way : ways()) {
      MultiLayerNetwork trained = network();
      try (ViewDataSetIterator iterator = way.apply(builder()).build()) {
        trained.fit(iterator, EPOCHS);
        assertThat(trained.params()).isEqualTo(expected.params());
        Evaluation evaluation = trained.evaluate(iterator);
        assertThat(evaluation.accuracy()).isGreaterThan(0.5);
      }
    }
  }

  @Test
  void aMultiLayerNetworkWithNd4jsOwnQueue() {
    MultiLayerNetwork expected = network();
    byHand().getFirst().forEach(expected::fit);
    MultiLayerNetwork trained = network();
    try (ViewDataSetIterator iterator = builder().build()) {
      trained.fit(new AsyncDataSetIterator(iterator, 4));
      assertThat(trained.params()).isEqualTo(expected.params());
    }
  }

  @Test
  void sameDiff() {
    SameDiff expected = model();
    for (List<DataSet> epoch : byHand()) {
      for (DataSet batch : epoch) {
        expected.fit(batch);
      }
    }
    for (var way : ways()) {
      SameDiff trained = model();
      try (ViewDataSetIterator iterator = way.apply(builder()).build()) {
        trained.fit((DataSetIterator) iterator, EPOCHS);
      }
      for (String name : List.of("w", "b")) {
        assertThat(trained.getVariable(name).getArr())
            .isEqualTo(expected.getVariable(name).getArr());
      }
    }
  }

  private static SameDiff model() {
    SameDiff sd = SameDiff.create();
    Nd4j.getRandom().setSeed(9);
    SDVariable x = sd.placeHolder("x", DataType.FLOAT, -1, 3, 8, 8);
    SDVariable y = sd.placeHolder("y", DataType.FLOAT, -1, 4);
    SDVariable w = sd.var("w", Nd4j.rand(DataType.FLOAT, 192, 4).subi(0.5).muli(0.1));
    SDVariable b = sd.var("b", Nd4j.zeros(DataType.FLOAT, 1, 4));
    SDVariable flat = sd.reshape(x, sd.constant(Nd4j.createFromArray(-1L, 192L)));
    SDVariable logits = flat.mmul(w).add("logits", b);
    sd.loss().softmaxCrossEntropy("loss", y, logits, null);
    sd.setLossVariables("loss");
    sd.setTrainingConfig(
        TrainingConfig.builder()
            .updater(new Sgd(0.1))
            .dataSetFeatureMapping("x")
            .dataSetLabelMapping("y")
            .build());
    return sd;
  }
}
