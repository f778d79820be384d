package org.ndview.examples.spark;

import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/** A loop, for comparison. */
final class OneProcess implements Engine {
  @Override
  public <S extends Serializable, R extends Serializable> List<R> onEach(
      List<Shard> shards, S shared, Work<S, R> work, Runnable each) throws IOException {
    List<R> results = new ArrayList<>();
    for (Shard shard : shards) {
      results.add(work.run(shard, shared));
      each.run();
    }
    return results;
  }
}
