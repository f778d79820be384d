package org.ndview.fuzz;

import org.ndview.NdView;

/** A view and its model. */
final class Pair {
  final int id;
  final NdView view;
  final Model model;

  /** Whose end ends the view. */
  final Mem.Life life;

  /** The memory that the view's segment is a part of; null where it is several. */
  final Mem home;

  /** Where in the home's bytes the view's segment begins, and how long it is. */
  final int from;

  final int length;

  /** Whether closing this view ends the memory. */
  boolean owns;

  boolean closed;

  Pair(int id, NdView view, Model model, Mem.Life life, Mem home, int from, int length) {
    this.id = id;
    this.view = view;
    this.model = model;
    this.life = life;
    this.home = home;
    this.from = from;
    this.length = length;
  }

  boolean isOver() {
    return closed || life.isOver();
  }

  @Override
  public String toString() {
    return "v" + id;
  }
}
