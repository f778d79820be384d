package org.ndview.examples.spark;

import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import org.ndview.NdView;
import org.ndview.Scaling;
import org.ndview.Statistics;

/**
 * Statistics of all shards, and gradient descent on all of them: the same work on any engine, with
 * the same bits.
 *
 * @param engine where the work is done
 * @param shards the shards
 */
record Training(Engine engine, List<Shard> shards) {
  /** How many classes Fashion-MNIST has. */
  private static final int CLASSES = 10;

  /** A round takes this share of each shard. */
  static final int PARTS = 16;

  private static final float RATE = 0.005f;
  private static final float MOMENTUM = 0.9f;

  /**
   * {@return the statistics of each channel of all images}
   *
   * @param each is run whenever another shard is done
   * @throws IOException if a shard cannot be read
   */
  Statistics statistics(Runnable each) throws IOException {
    List<Statistics> parts =
        engine.onEach(
            shards,
            "",
            (shard, _) -> {
              try (NdView images = shard.open(ShardWriter.IMAGES)) {
                return images.statistics(1);
              }
            },
            each);
    return parts.stream().reduce(Statistics::merge).orElseThrow();
  }

  /**
   * {@return a model that knows nothing yet}
   *
   * @param scaling how its images are scaled
   * @throws IOException if a shard cannot be read
   */
  Softmax untrained(Scaling scaling) throws IOException {
    try (NdView images = shards.getFirst().open(ShardWriter.IMAGES)) {
      int features = Math.toIntExact(images.size() / images.shape()[0]);
      return new Softmax(new float[(features + 1) * CLASSES], scaling, CLASSES);
    }
  }

  /**
   * {@return what all shards say of a model}
   *
   * @param model the model, which travels to each
   * @param part which of the {@link #PARTS} of each shard is looked at; -1: all
   * @param each is run whenever another shard is done
   * @throws IOException if a shard cannot be read
   */
  Gradient gradient(Softmax model, int part, Runnable each) throws IOException {
    List<Gradient> parts =
        engine.onEach(
            shards,
            model,
            (shard, shared) -> {
              try (NdView images = shard.open(ShardWriter.IMAGES);
                  NdView labels = shard.open(ShardWriter.LABELS)) {
                String rows = rows(images.shape()[0], part);
                return shared.gradient(images.slice(rows), labels.slice(rows));
              }
            },
            each);
    return parts.stream().reduce(Gradient::plus).orElseThrow();
  }

  private static String rows(long n, int part) {
    return part < 0 ? ":" : n * part / PARTS + ":" + n * (part + 1) / PARTS;
  }

  /**
   * {@return a model after some rounds of gradient descent with momentum, each over a part of each
   * shard}
   *
   * @param model where it begins
   * @param rounds how many rounds
   * @param afterRound is told what each round found
   * @throws IOException if a shard cannot be read
   */
  Softmax train(Softmax model, int rounds, Consumer<Gradient> afterRound) throws IOException {
    float[] weights = model.weights().clone();
    float[] step = new float[weights.length];
    for (int round = 0; round < rounds; round++) {
      Softmax now = new Softmax(weights.clone(), model.scaling(), model.classes());
      Gradient gradient = gradient(now, round % PARTS, () -> {});
      for (int i = 0; i < weights.length; i++) {
        step[i] = MOMENTUM * step[i] - RATE * gradient.sum()[i] / gradient.rows();
        weights[i] += step[i];
      }
      afterRound.accept(gradient);
    }
    return new Softmax(weights, model.scaling(), model.classes());
  }
}
