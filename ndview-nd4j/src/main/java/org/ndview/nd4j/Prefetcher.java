package org.ndview.nd4j;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

/** Makes the batches of the rest of an epoch on a thread of its own, some ahead of their use. */
final class Prefetcher implements Runnable {
  private final BatchMaker maker;
  private final EpochOrder order;
  private final long epoch;
  private final long end;
  private final int batch;
  private final int ahead;
  private final Deque<DataSet> ready = new ArrayDeque<>();
  private final Thread thread;

  private long from;
  private boolean stopped;
  private @Nullable Throwable failure;

  private Prefetcher(
      BatchMaker maker, EpochOrder order, long epoch, long from, long end, int batch, int ahead) {
    this.maker = maker;
    this.order = order;
    this.epoch = epoch;
    this.from = from;
    this.end = end;
    this.batch = batch;
    this.ahead = ahead;
    thread = Thread.ofPlatform().daemon().name("ndview-prefetch").unstarted(this);
  }

  /**
   * {@return a thread at work}
   *
   * @param from the first example of its first batch
   * @param end one past the last example
   * @param ahead how many batches may be made that nobody has taken yet
   */
  static Prefetcher start(
      BatchMaker maker, EpochOrder order, long epoch, long from, long end, int batch, int ahead) {
    Prefetcher made = new Prefetcher(maker, order, epoch, from, end, batch, ahead);
    made.thread.start();
    return made;
  }

  @Override
  public void run() {
    try (MemoryWorkspace _ = Nd4j.getWorkspaceManager().scopeOutOfWorkspaces()) {
      while (from < end && awaitRoom()) {
        int examples = (int) Math.min(batch, end - from);
        put(maker.make(order, from, examples, epoch));
        from += examples;
      }
    } catch (Throwable e) {
      fail(e);
    }
  }

  private synchronized boolean awaitRoom() throws InterruptedException {
    while (ready.size() >= ahead && !stopped) {
      wait();
    }
    return !stopped;
  }

  private synchronized void put(DataSet made) {
    if (stopped) {
      close(made);
    } else {
      ready.add(made);
      notifyAll();
    }
  }

  private synchronized void fail(Throwable e) {
    failure = e;
    notifyAll();
  }

  /**
   * {@return the next batch, once it is made} An interrupt of the caller stays set.
   *
   * @throws RuntimeException what ended the thread before
   */
  synchronized DataSet take() {
    boolean interrupted = false;
    try {
      while (ready.isEmpty() && failure == null && !stopped) {
        try {
          wait();
        } catch (InterruptedException _) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
    if (stopped) {
      throw new IllegalStateException("the data set iterator is closed");
    }
    DataSet batch = ready.poll();
    if (batch != null) {
      notifyAll();
      return batch;
    }
    switch (failure) {
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      case null, default ->
          throw new IllegalStateException("the prefetching thread ended", failure);
    }
  }

  /** Ends the thread after the batch that it is at, and lets go of those that nobody took. */
  synchronized void stop() {
    stopped = true;
    ready.forEach(Prefetcher::close);
    ready.clear();
    notifyAll();
  }

  /** Waits until the thread has ended. An interrupt of the caller stays set. */
  void join() {
    boolean interrupted = false;
    while (true) {
      try {
        thread.join();
        break;
      } catch (InterruptedException _) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static void close(DataSet batch) {
    for (INDArray array : new INDArray[] {batch.getFeatures(), batch.getLabels()}) {
      if (array.closeable()) {
        array.close();
      }
    }
  }
}
