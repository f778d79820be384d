package org.ndview.nd4j;

import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.lang.ref.Cleaner;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.DataSetPreProcessor;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.factory.Nd4j;

/**
 * ND4J's data sets over views: batches of examples, each converted, scaled and reordered in one
 * pass into an array. {@link NdArrays#dataSets} begins one.
 *
 * <p><b>Epochs.</b> {@link #reset()} begins the next epoch, shuffled anew where shuffling was asked
 * for. A reset before the first batch of an epoch was taken changes nothing, so that the order of
 * epoch e does not depend on who resets how often.
 *
 * <p><b>Arrays.</b> All are dense and in C order, so that no operation of {@link DataSet} loses
 * examples of them. Their memory belongs to this iterator and is used again. Unless {@link
 * DataSetBuilder#buffers} says otherwise, it is used again only when no array over it can be
 * reached, or all of them are closed: whoever keeps a data set keeps its numbers.
 *
 * <p><b>Threads.</b> An iterator is for one thread at a time, but {@link #close()} may come from
 * any. Prefetching has a daemon thread of its own, which ends with the epoch, a reset, a close, and
 * when nobody can reach the iterator any more.
 */
public final class ViewDataSetIterator implements DataSetIterator, AutoCloseable {
  private static final long serialVersionUID = 1;
  private static final Cleaner CLEANER = Cleaner.create();

  private final transient BatchMaker maker;
  private final int batch;
  private final int ahead;
  private final boolean inTurn;
  private final long end;
  private final int inputs;
  private final int outcomes;

  /** The thread that is at work, if there is one. */
  private final transient AtomicReference<@Nullable Prefetcher> prefetcher =
      new AtomicReference<>();

  private final transient Cleaner.Cleanable cleanable;
  private transient EpochOrder order;
  private long epoch;
  private long position;
  private volatile boolean closed;
  private transient @Nullable DataSetPreProcessor preProcessor;

  /**
   * Makes the iterator of the first epoch.
   *
   * @param end one past the last example that is in a batch
   * @param ahead how many batches are made before they are asked for
   * @param inTurn whether the memory of a batch is used again while somebody may have it
   */
  ViewDataSetIterator(
      BatchMaker maker,
      EpochOrder order,
      int batch,
      long end,
      int ahead,
      boolean inTurn,
      int inputs,
      int outcomes) {
    this.maker = maker;
    this.order = order;
    this.batch = batch;
    this.end = end;
    this.ahead = ahead;
    this.inTurn = inTurn;
    this.inputs = inputs;
    this.outcomes = outcomes;
    AtomicReference<@Nullable Prefetcher> thread = prefetcher;
    BatchMemory memory = maker.memory();
    cleanable =
        CLEANER.register(
            this,
            () -> {
              stop(thread, false);
              memory.close();
            });
  }

  private static void stop(AtomicReference<@Nullable Prefetcher> thread, boolean join) {
    Prefetcher running = thread.getAndSet(null);
    if (running != null) {
      running.stop();
      if (join) {
        running.join();
      }
    }
  }

  /** {@return whether the epoch has another batch} */
  @Override
  public boolean hasNext() {
    return position < end;
  }

  /**
   * {@return the next batch}
   *
   * @throws NoSuchElementException if the epoch has none
   * @throws IllegalArgumentException if a number is refused by the casting rule, or a label is no
   *     class; the message has the examples of the batch, and which of them it was. The batch can
   *     be asked for again
   * @throws IllegalStateException if the iterator, or a view, or its memory was closed
   */
  @Override
  public DataSet next() {
    return next(batch);
  }

  /**
   * {@return the next examples of the epoch, fewer at its end}
   *
   * @param examples how many
   * @throws NoSuchElementException if the epoch has none left
   * @throws IllegalArgumentException if the number is not 1 to {@link #batch()}, or as by {@link
   *     #next()}
   * @throws IllegalStateException if the iterator, or a view, or its memory was closed
   */
  @Override
  public synchronized DataSet next(int examples) {
    checkOpen();
    if (examples < 1 || examples > batch) {
      throw new IllegalArgumentException(
          examples + " examples were asked for; a batch has 1 to " + batch);
    }
    if (!hasNext()) {
      throw new NoSuchElementException(
          "epoch %d has no batch after its %d examples; reset() begins the next"
              .formatted(epoch, end));
    }
    int count = (int) Math.min(examples, end - position);
    DataSet made = ahead > 0 && examples == batch ? prefetched() : made(count);
    position += count;
    DataSetPreProcessor processor = preProcessor;
    if (processor != null) {
      processor.preProcess(made);
    }
    return made;
  }

  private DataSet made(int count) {
    // what the thread has made begins elsewhere, or is of another size
    stop(prefetcher, true);
    try (MemoryWorkspace _ = Nd4j.getWorkspaceManager().scopeOutOfWorkspaces()) {
      return maker.make(order, position, count, epoch);
    }
  }

  private DataSet prefetched() {
    Prefetcher running = prefetcher.get();
    if (running == null) {
      running = Prefetcher.start(maker, order, epoch, position, end, batch, ahead);
      prefetcher.set(running);
    }
    try {
      // close() does not wait for this lock before it stops the thread
      if (closed) {
        running.stop();
      }
      return running.take();
    } catch (RuntimeException | Error e) {
      stop(prefetcher, true);
      throw e;
    }
  }

  private void checkOpen() {
    if (closed) {
      throw new IllegalStateException("the data set iterator is closed");
    }
  }

  /**
   * Begins the next epoch, if a batch of this one was taken.
   *
   * @throws IllegalStateException if the iterator was closed
   */
  @Override
  public synchronized void reset() {
    checkOpen();
    if (position > 0) {
      stop(prefetcher, true);
      order = order.next();
      epoch++;
      position = 0;
    }
  }

  /** {@return true} */
  @Override
  public boolean resetSupported() {
    return true;
  }

  /**
   * {@return whether another thread may keep batches in a queue: not where this iterator prefetches
   * itself, or {@link DataSetBuilder#buffers} are used in turn}
   */
  @Override
  public boolean asyncSupported() {
    return ahead == 0 && !inTurn;
  }

  /** {@return how many examples a batch has} */
  @Override
  public int batch() {
    return batch;
  }

  /** {@return how many numbers the features of an example are} */
  @Override
  public int inputColumns() {
    return inputs;
  }

  /** {@return how many classes there are, or how many numbers the labels of an example are} */
  @Override
  public int totalOutcomes() {
    return outcomes;
  }

  /** {@return the names of the classes; null if none were given, as ND4J has it} */
  @Override
  @SuppressWarnings("NullAway") // ND4J's iterators say so that they know none
  public List<String> getLabels() {
    return maker.names().isEmpty() ? null : new ArrayList<>(maker.names());
  }

  /**
   * Sets what each batch passes through before it is returned.
   *
   * @param preProcessor the processor; null for none
   */
  @Override
  public synchronized void setPreProcessor(@Nullable DataSetPreProcessor preProcessor) {
    this.preProcessor = preProcessor;
  }

  /** {@return what each batch passes through; null if nothing was set} */
  @Override
  public synchronized @Nullable DataSetPreProcessor getPreProcessor() {
    return preProcessor;
  }

  /**
   * Ends prefetching and frees the memory that no array is over; the rest is freed with its arrays.
   * It waits for a batch that is being made. The views stay open. Closing twice does nothing.
   */
  @Override
  public void close() {
    closed = true;
    Prefetcher running = prefetcher.get();
    if (running != null) {
      running.stop(); // who waits for it in next() gives way
    }
    synchronized (this) {
      stop(prefetcher, true);
      cleanable.clean();
    }
  }

  private void writeObject(ObjectOutputStream out) throws NotSerializableException {
    throw new NotSerializableException(
        "a data set iterator over views is over memory of this process");
  }
}
