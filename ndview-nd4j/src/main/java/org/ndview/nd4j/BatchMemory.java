package org.ndview.nd4j;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.ndview.Index;
import org.ndview.NdView;
import org.ndview.format.Format;

/**
 * The memory of batches, which is used again: in turn, or once nothing of ND4J can reach what was
 * in it before.
 */
final class BatchMemory implements AutoCloseable {
  /** From so many bytes of batches that may be in use, the collector is asked which are not. */
  private static final long MANY = 256L << 20;

  /** The longest pause for the first memory that is given back after a collection, and for more. */
  private static final long LONGEST = 32;

  private static final long SETTLED = 4;

  /** What is kept for the next batches at most. */
  private static final int KEPT = 16;

  private final Format format;
  private final long[] features;
  private final long[] labels;

  /** How many places are used in turn; 0 for as many as are in use. */
  private final int turns;

  private final List<Place> ring = new ArrayList<>();
  private final Deque<Place> free = new ArrayDeque<>();
  private int next;
  private long lent;
  private long patience = MANY;
  private boolean closed;

  /**
   * Makes the memory of no batch yet.
   *
   * @param features the shape of the features of a whole batch
   * @param labels the shape of its labels
   * @param turns how many batches are in memory of their own; 0 for all that somebody still has
   */
  BatchMemory(Format format, long[] features, long[] labels, int turns) {
    this.format = format;
    this.features = features;
    this.labels = labels;
    this.turns = turns;
  }

  /** Room for one batch. */
  final class Place {
    private final NdView features;
    private final NdView labels;
    private final AtomicInteger holders = new AtomicInteger();

    private Place() {
      features = NdView.allocate(format, BatchMemory.this.features);
      try {
        labels = NdView.allocate(format, BatchMemory.this.labels);
      } catch (RuntimeException | Error e) {
        features.close();
        throw e;
      }
    }

    /** {@return room for the features of some examples} */
    NdView features(int examples) {
      return features.slice(Index.range(0, examples));
    }

    /** {@return room for the labels of some examples} */
    NdView labels(int examples) {
      return labels.slice(Index.range(0, examples));
    }

    private long bytes() {
      return features.nbytes() + labels.nbytes();
    }

    /** {@return arrays over the features and the labels} */
    INDArray[] arrays(int examples) {
      if (turns > 0) {
        return new INDArray[] {NdArrays.wrap(features(examples)), NdArrays.wrap(labels(examples))};
      }
      holders.set(2);
      INDArray x = lend(features(examples));
      try {
        return new INDArray[] {x, lend(labels(examples))};
      } catch (RuntimeException | Error e) {
        x.close();
        giveBack(); // for the labels, which nobody got
        throw e;
      }
    }

    private INDArray lend(NdView part) {
      try (NdView borrowed =
          NdView.borrow(part.segment(), part.format(), part.layout(), part, this::giveBack)) {
        return NdArrays.wrap(borrowed);
      }
    }

    private void giveBack() {
      if (holders.decrementAndGet() == 0) {
        returned(this);
      }
    }

    private void close() {
      features.close();
      labels.close();
    }
  }

  /** {@return room that nobody else uses, until it is given to ND4J or {@link #unused}} */
  Place take() {
    if (turns > 0) {
      return turn();
    }
    if (isCrowded()) {
      relieve();
    }
    Place place;
    synchronized (this) {
      checkOpen();
      place = free.poll();
    }
    if (place == null) {
      place = new Place();
    }
    synchronized (this) {
      lent += place.bytes();
    }
    return place;
  }

  private synchronized Place turn() {
    checkOpen();
    if (ring.size() < turns) {
      ring.add(new Place());
    }
    Place place = ring.get(next);
    next = (next + 1) % turns;
    return place;
  }

  private void checkOpen() {
    if (closed) {
      throw new IllegalStateException("the data set iterator is closed");
    }
  }

  private synchronized boolean isCrowded() {
    return free.isEmpty() && lent > patience;
  }

  /** Nobody tells when arrays are not used any more, but the collector. */
  private void relieve() {
    System.gc();
    long before = lent();
    long least = before;
    // what is given back comes at once or soon; where nothing was, it may still come
    for (long pause = 1; pause <= (least < before ? SETTLED : LONGEST); ) {
      try {
        Thread.sleep(pause);
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
        break;
      }
      long now = lent();
      pause = now < least ? 1 : 2 * pause;
      least = Math.min(least, now);
    }
    synchronized (this) {
      // those that are left are kept on purpose
      patience = lent + MANY;
    }
  }

  private synchronized long lent() {
    return lent;
  }

  /** Takes back what was not given to ND4J. */
  void unused(Place place) {
    if (turns > 0) {
      synchronized (this) {
        next = (next + turns - 1) % turns;
      }
    } else {
      returned(place);
    }
  }

  private void returned(Place place) {
    boolean kept;
    synchronized (this) {
      lent -= place.bytes();
      kept = !closed && free.size() < KEPT;
      if (kept) {
        free.push(place);
      }
    }
    if (!kept) {
      place.close();
    }
  }

  /** Frees what no array is over; the rest goes with its arrays. */
  @Override
  public void close() {
    List<Place> all;
    synchronized (this) {
      closed = true;
      all = new ArrayList<>(ring);
      all.addAll(free);
      ring.clear();
      free.clear();
    }
    all.forEach(Place::close);
  }
}
