package org.ndview.nd4j;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.ndview.Casting;
import org.ndview.Execution;
import org.ndview.NdView;
import org.ndview.Scaling;
import org.ndview.format.Format;

/**
 * How features and labels become ND4J's data sets: {@link NdArrays#dataSets}. Each call sets one
 * thing and returns this builder; what is not set is as its method says.
 */
public final class DataSetBuilder {
  private static final int BATCH = 32;

  private final NdView features;
  private NdView labels;
  private int batch = BATCH;
  private boolean shuffled;
  private long seed;
  private boolean partial = true;
  private Casting casting = Casting.SAME_KIND;
  private Scaling scaling = Scaling.none();
  private Scaling labelScaling = Scaling.none();
  private Execution execution = Execution.SEQUENTIAL;
  private int prefetch;
  private int buffers;
  private DataType type = DataType.FLOAT;
  private int @Nullable [] axes;
  private long classes;
  private List<String> names = List.of();

  DataSetBuilder(NdView features, NdView labels) {
    this.features = Objects.requireNonNull(features, "features");
    this.labels = Objects.requireNonNull(labels, "labels");
    if (features.ndim() == 0 || labels.ndim() == 0) {
      throw new IllegalArgumentException(
          "examples lie along the first dimension, and features of the shape %s and labels of %s have none"
              .formatted(Arrays.toString(features.shape()), Arrays.toString(labels.shape())));
    }
    if (features.shape()[0] != labels.shape()[0]) {
      throw new IllegalArgumentException(
          "%d features, of the shape %s, and %d labels, of the shape %s: each example has one of each"
              .formatted(
                  features.shape()[0],
                  Arrays.toString(features.shape()),
                  labels.shape()[0],
                  Arrays.toString(labels.shape())));
    }
  }

  /**
   * {@return this, with a number of examples in a batch; 32 if this is not called}
   *
   * @param examples how many
   * @throws IllegalArgumentException if it is less than 1
   */
  public DataSetBuilder batch(int examples) {
    batch = atLeast(1, examples, "the number of examples of a batch");
    return this;
  }

  /**
   * {@return this, with the examples of each epoch in another order; they come as they lie if this
   * is not called} The order is that of {@link java.util.Collections#shuffle(List,
   * java.util.Random)} of the indices 0, 1, 2, ... by a {@code new Random(seed)}, whose numbers go
   * on from epoch to epoch, while each epoch's shuffle begins with the indices in order.
   *
   * @param seed the seed: one seed, one order
   */
  public DataSetBuilder shuffle(long seed) {
    shuffled = true;
    this.seed = seed;
    return this;
  }

  /** {@return this, without the last batch of an epoch where it has fewer examples} */
  public DataSetBuilder dropLast() {
    partial = false;
    return this;
  }

  /**
   * {@return this, with the last batch of an epoch whatever its length, as it is if neither this
   * nor {@link #dropLast} is called}
   */
  public DataSetBuilder keepLast() {
    partial = true;
    return this;
  }

  /**
   * {@return this, with a scaling of the features; none if this is not called}
   *
   * @param scaling one for all, or one for each index of a dimension of the features' view, whose
   *     first is that of the examples
   */
  public DataSetBuilder scaling(Scaling scaling) {
    this.scaling = Objects.requireNonNull(scaling, "scaling");
    return this;
  }

  /**
   * {@return this, with a scaling of labels that are numbers; none if this is not called}
   *
   * @param scaling one for all, or one for each index of a dimension of the labels' view
   */
  public DataSetBuilder labelScaling(Scaling scaling) {
    labelScaling = Objects.requireNonNull(scaling, "scaling");
    return this;
  }

  /**
   * {@return this, with a rule for which conversions are allowed; {@link Casting#SAME_KIND} if this
   * is not called}
   *
   * @param casting the rule
   */
  public DataSetBuilder casting(Casting casting) {
    this.casting = Objects.requireNonNull(casting, "casting");
    return this;
  }

  /**
   * {@return this, with a data type of the arrays; FLOAT if this is not called}
   *
   * @param type the type of features and labels
   * @throws UnsupportedOperationException if its items are not numbers of one size
   */
  public DataSetBuilder type(DataType type) {
    DataTypes.format(type);
    this.type = type;
    return this;
  }

  /**
   * {@return this, with the features' dimensions in another order, as {@link NdView#permute} has
   * it: 0, 3, 1, 2 makes NCHW of NHWC; as in the view if this is not called}
   *
   * @param axes for each dimension of the arrays, that of the view; the first is 0
   * @throws IllegalArgumentException if it is not, or these are no dimensions of the features
   */
  public DataSetBuilder permute(int... axes) {
    int[] order = axes.clone();
    features.layout().permute(order); // refuses what is no order of them
    for (int d = 0; d < order.length; d++) {
      order[d] += order[d] < 0 ? order.length : 0;
    }
    if (order[0] != 0) {
      throw new IllegalArgumentException(
          "the dimension of the examples stays the first: 0, ..., not " + Arrays.toString(axes));
    }
    this.axes = order;
    return this;
  }

  /**
   * {@return this, with labels that are classes: of each, an example has a row with one 1} The
   * labels' view has one dimension, or a second of length 1, and whole numbers from 0 of any
   * numeric format.
   *
   * @param classes how many classes there are
   * @throws IllegalArgumentException if they are less than 1, or more than 2^31 - 1, or an example
   *     has more labels than one
   */
  public DataSetBuilder oneHot(long classes) {
    if (classes < 1 || classes > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "%d classes: there are 1 to %d".formatted(classes, Integer.MAX_VALUE));
    }
    long[] shape = labels.shape();
    if (shape.length > 2 || (shape.length == 2 && shape[1] != 1)) {
      throw new IllegalArgumentException(
          "labels of the shape %s are more than one class for an example"
              .formatted(Arrays.toString(shape)));
    }
    this.classes = classes;
    return this;
  }

  /**
   * {@return this, with names for the classes, which ND4J's evaluation prints; none if this is not
   * called}
   *
   * @param names one for each class
   */
  public DataSetBuilder labelNames(String... names) {
    this.names = List.of(names);
    return this;
  }

  /**
   * {@return this, with batches made on a thread of their own before they are asked for; they are
   * made when asked for if this is not called}
   *
   * @param batches how many are made ahead; 0 for none
   * @throws IllegalArgumentException if they are less than 0
   */
  public DataSetBuilder prefetch(int batches) {
    prefetch = atLeast(0, batches, "the number of batches made ahead");
    return this;
  }

  /**
   * {@return this, with the memory of batches used again in turn} A data set keeps its numbers
   * until the next, or with more buffers the n-th next, is asked for; then they are those of that
   * one. This spares the collector all native memory, and suits loops that are done with a batch
   * before they ask for the next, as the {@code fit} of ND4J's networks is. If this is not called,
   * a data set keeps its numbers for as long as somebody has it.
   *
   * @param buffers how many data sets keep their numbers at a time; those made ahead have their own
   * @throws IllegalArgumentException if they are less than 1
   */
  public DataSetBuilder buffers(int buffers) {
    this.buffers = atLeast(1, buffers, "the number of buffers");
    return this;
  }

  /**
   * {@return this, with other threads helping to make a batch, or not; {@link Execution#SEQUENTIAL}
   * if this is not called}
   *
   * @param execution whether they do
   */
  public DataSetBuilder execution(Execution execution) {
    this.execution = Objects.requireNonNull(execution, "execution");
    return this;
  }

  private static int atLeast(int least, int n, String what) {
    if (n < least) {
      throw new IllegalArgumentException(what + " is " + n + ", less than " + least);
    }
    return n;
  }

  /**
   * {@return the iterator, at the beginning of its first epoch} Views are read when a batch is
   * made, so they stay open until then; the iterator closes none.
   *
   * @throws IllegalArgumentException if the conversion is not allowed, a scaling does not suit the
   *     shape, there are other than one name for a class, or too many examples are to be shuffled
   * @throws UnsupportedOperationException if an array would have more than 14 dimensions
   * @throws IllegalStateException if a view is released, or its memory closed
   */
  public ViewDataSetIterator build() {
    Format format = DataTypes.format(type);
    long n = features.shape()[0];
    long[] x = batchShape(features);
    long[] y = classes > 0 ? new long[] {batch, classes} : batchShape(labels);
    if (!names.isEmpty() && names.size() != outcomes(y)) {
      throw new IllegalArgumentException(
          "%d names for %d classes".formatted(names.size(), outcomes(y)));
    }
    NdView inputs = features.ndim() == 1 ? features.slice(":, newaxis") : features;
    NdView targets = labels.ndim() == 1 && classes == 0 ? labels.slice(":, newaxis") : labels;
    targets = classes > 0 && labels.ndim() == 2 ? labels.select(1, 0) : targets;
    refuse(inputs, format, scaling);
    if (classes == 0) {
      refuse(targets, format, labelScaling);
    }
    long[] arranged = arranged(x);
    if (Math.max(arranged.length, y.length) > SharingRules.MAX_RANK) {
      throw SharingRules.rank(features.layout()).exception("ND4J cannot hold these batches");
    }
    BatchMemory memory =
        new BatchMemory(format, arranged, y, buffers == 0 ? 0 : buffers + prefetch);
    BatchMaker.Settings settings =
        new BatchMaker.Settings(casting, scaling, labelScaling, execution, axes, classes, names);
    return new ViewDataSetIterator(
        new BatchMaker(inputs, targets, settings, memory),
        shuffled ? EpochOrder.shuffled(n, seed) : EpochOrder.asTheyLie(n),
        batch,
        partial ? n : n - n % batch,
        prefetch,
        buffers > 0,
        outcomes(x),
        outcomes(y));
  }

  /** The rules that do not depend on the numbers are asked with no example at all. */
  private void refuse(NdView view, Format format, Scaling by) {
    long[] shape = view.shape();
    shape[0] = 0;
    view.slice("0:0").convertTo(NdView.allocate(format, shape), casting, by);
  }

  private long[] batchShape(NdView view) {
    long[] shape = view.ndim() == 1 ? new long[] {batch, 1} : view.shape();
    shape[0] = batch;
    return shape;
  }

  private long[] arranged(long[] shape) {
    int[] order = axes;
    if (order == null || order.length != shape.length) {
      return shape;
    }
    long[] arranged = new long[shape.length];
    for (int d = 0; d < arranged.length; d++) {
      arranged[d] = shape[order[d]];
    }
    return arranged;
  }

  private static int outcomes(long[] shape) {
    long n = 1;
    for (int d = 1; d < shape.length; d++) {
      n = Math.multiplyExact(n, shape[d]);
    }
    return Math.toIntExact(n);
  }
}
