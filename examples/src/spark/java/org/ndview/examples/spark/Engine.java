package org.ndview.examples.spark;

import java.io.IOException;
import java.io.Serializable;
import java.util.List;

/** Runs work on each of some shards: here, or on other machines. */
interface Engine {

  /**
   * {@return what the work gives, in the order of the shards: who merges them so has the same bits
   * each time}
   *
   * @param shards the shards
   * @param shared what all tasks need beside their shards
   * @param work what is done to each shard
   * @param each is run whenever another shard is done
   * @param <S> what is shared
   * @param <R> what comes back
   * @throws IOException if a shard cannot be read here
   */
  <S extends Serializable, R extends Serializable> List<R> onEach(
      List<Shard> shards, S shared, Work<S, R> work, Runnable each) throws IOException;

  /**
   * What is done to a shard, where it is.
   *
   * @param <S> what all tasks share
   * @param <R> what comes back
   */
  interface Work<S, R> extends Serializable {

    /**
     * {@return what is found out}
     *
     * @param shard the shard
     * @param shared what all tasks need
     * @throws IOException if the shard cannot be read
     */
    R run(Shard shard, S shared) throws IOException;
  }
}
