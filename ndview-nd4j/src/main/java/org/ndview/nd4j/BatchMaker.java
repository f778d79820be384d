package org.ndview.nd4j;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.ndview.Casting;
import org.ndview.Execution;
import org.ndview.Index;
import org.ndview.NdView;
import org.ndview.Scaling;

/** Makes batches of views, in memory that is used again. It keeps nothing of an iterator. */
final class BatchMaker {
  /**
   * How examples become arrays.
   *
   * @param axes the order of the array's dimensions, those of the view; null for the view's
   * @param classes how many classes labels are of; 0 for labels that are numbers
   */
  record Settings(
      Casting casting,
      Scaling scaling,
      Scaling labelScaling,
      Execution execution,
      int @Nullable [] axes,
      long classes,
      List<String> names) {}

  private final NdView features;
  private final NdView labels;
  private final Settings settings;
  private final BatchMemory memory;

  BatchMaker(NdView features, NdView labels, Settings settings, BatchMemory memory) {
    this.features = features;
    this.labels = labels;
    this.settings = settings;
    this.memory = memory;
  }

  BatchMemory memory() {
    return memory;
  }

  List<String> names() {
    return settings.names;
  }

  /**
   * {@return a batch}
   *
   * @param from the place of its first example in the epoch
   * @throws IllegalArgumentException if a number or label does not suit: the message says where
   */
  DataSet make(EpochOrder order, long from, int examples, long epoch) {
    try {
      return made(order, from, examples);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(placed(e, from, examples, epoch), e);
    } catch (IllegalStateException e) {
      throw new IllegalStateException(placed(e, from, examples, epoch), e);
    } catch (IndexOutOfBoundsException e) {
      throw (IndexOutOfBoundsException)
          new IndexOutOfBoundsException(placed(e, from, examples, epoch)).initCause(e);
    }
  }

  private static String placed(RuntimeException e, long from, int examples, long epoch) {
    return "in the batch of the examples %d to %d of epoch %d: %s"
        .formatted(from, from + examples - 1, epoch, e.getMessage());
  }

  private DataSet made(EpochOrder order, long from, int examples) {
    long[] rows = order.rows(from, examples);
    int[] classes =
        settings.classes > 0 ? OneHotRows.classes(labels, rows, settings.classes) : new int[0];
    BatchMemory.Place place = memory.take();
    INDArray[] arrays;
    try {
      NdView x = place.features(examples);
      int[] axes = settings.axes;
      fill(order, rows, features, axes == null ? x : x.permute(inverse(axes)), settings.scaling);
      NdView y = place.labels(examples);
      if (settings.classes > 0) {
        OneHotRows.write(classes, y);
      } else {
        fill(order, rows, labels, y, settings.labelScaling);
      }
      arrays = place.arrays(examples);
    } catch (RuntimeException | Error e) {
      memory.unused(place);
      throw e;
    }
    DataSet batch = new DataSet(arrays[0], arrays[1]);
    if (!settings.names.isEmpty()) {
      batch.setLabelNames(settings.names);
    }
    return batch;
  }

  private void fill(EpochOrder order, long[] rows, NdView from, NdView target, Scaling scaling) {
    if (!order.isShuffled()) {
      NdView part = from.slice(Index.range(rows[0], rows[0] + rows.length));
      try {
        part.convertTo(target, settings.casting, scaling, settings.execution);
        return;
      } catch (IllegalArgumentException _) {
        // nothing was written; what follows refuses the same, and names the example
      }
    }
    from.takeTo(rows, 0, target, settings.casting, scaling, settings.execution);
  }

  static int[] inverse(int[] axes) {
    int[] inverse = new int[axes.length];
    for (int d = 0; d < axes.length; d++) {
      inverse[axes[d]] = d;
    }
    return inverse;
  }
}
