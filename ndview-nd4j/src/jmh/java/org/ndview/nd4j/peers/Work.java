package org.ndview.nd4j.peers;

import java.util.ArrayList;
import java.util.List;

/**
 * The same work as each side does it. A peer may have several ways; the fastest counts.
 *
 * <p>All memory that the sides use is made and written before, so that a call measures the work
 * alone.
 */
final class Work {
  private final Runnable ndview;
  private String setup = "";
  private final List<String> numpy = new ArrayList<>();
  private final List<Runnable> nd4j = new ArrayList<>();
  private Runnable reference;
  private long items = 1;
  private AutoCloseable end = () -> {};

  private Work(Runnable ndview) {
    this.ndview = ndview;
  }

  static Work of(Runnable ndview) {
    return new Work(ndview);
  }

  /** Adds NumPy's statements, each of which does the work, over names that the setup makes. */
  Work numpy(String setup, String... statements) {
    this.setup = setup;
    numpy.addAll(List.of(statements));
    return this;
  }

  /** Adds ND4J's ways. */
  Work nd4j(Runnable... ways) {
    nd4j.addAll(List.of(ways));
    return this;
  }

  /** Adds what the group compares with besides: a loop by hand, memcpy, or one thread. */
  Work reference(Runnable other) {
    reference = other;
    return this;
  }

  /** Tells times by the item, of which one call does so many. */
  Work per(long count) {
    items = count;
    return this;
  }

  /** Has something run when the row was measured. */
  Work end(AutoCloseable action) {
    end = action;
    return this;
  }

  Runnable ndview() {
    return ndview;
  }

  String setup() {
    return setup;
  }

  List<String> numpy() {
    return numpy;
  }

  List<Runnable> nd4j() {
    return nd4j;
  }

  /** {@return the other code, or null} */
  Runnable reference() {
    return reference;
  }

  long items() {
    return items;
  }

  AutoCloseable end() {
    return end;
  }
}
