package org.ndview;

import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.ndview.internal.bulk.ByteCopies;
import org.ndview.internal.check.BriefText;
import org.ndview.internal.numeric.RawView;
import org.ndview.internal.numeric.RecordConversion;

/** Views on their way to be parts of another, along one of its dimensions. */
final class Joining {
  private final NdView[] views;

  /** The dimension of the result, counted from the first. */
  private final int dim;

  /** Whether each view is one index of the dimension, which it has not itself. */
  private final boolean stacks;

  private final long[] shape;

  private Joining(NdView[] views, int dim, boolean stacks, long[] shape) {
    this.views = views;
    this.dim = dim;
    this.stacks = stacks;
    this.shape = shape;
  }

  static Joining concatenated(int dim, NdView[] views) {
    checkSome(views);
    if (views[0].ndim() == 0) {
      throw new IllegalArgumentException(
          "views without dimensions have none to be concatenated along; stack() gives them one");
    }
    int axis = LayoutAxes.axis(dim, views[0].ndim());
    long[] shape = views[0].shape();
    for (int i = 1; i < views.length; i++) {
      long[] other = views[i].shape();
      long length = other.length == shape.length ? other[axis] : 0;
      if (other.length == shape.length) {
        other[axis] = shape[axis];
      }
      if (!Arrays.equals(shape, other)) {
        throw new IllegalArgumentException(
            "view %d of %d has the shape %s, and view 0 %s: but for dimension %d they must be the same"
                .formatted(
                    i,
                    views.length,
                    BriefText.numbers(views[i].shape()),
                    BriefText.numbers(views[0].shape()),
                    axis));
      }
      shape[axis] = Math.addExact(shape[axis], length);
    }
    return new Joining(views, axis, false, shape);
  }

  static Joining stacked(int dim, NdView[] views) {
    checkSome(views);
    long[] part = views[0].shape();
    int axis = LayoutAxes.axis(dim, part.length + 1);
    for (int i = 1; i < views.length; i++) {
      if (!Arrays.equals(part, views[i].shape())) {
        throw new IllegalArgumentException(
            "view %d of %d has the shape %s, and view 0 %s: they must be the same"
                .formatted(
                    i, views.length, BriefText.numbers(views[i].shape()), BriefText.numbers(part)));
      }
    }
    long[] shape = new long[part.length + 1];
    System.arraycopy(part, 0, shape, 0, axis);
    shape[axis] = views.length;
    System.arraycopy(part, axis, shape, axis + 1, part.length - axis);
    return new Joining(views, axis, true, shape);
  }

  private static void checkSome(NdView[] views) {
    if (views.length == 0) {
      throw new IllegalArgumentException("no view: at least one is needed");
    }
    for (NdView view : views) {
      view.checkLive();
    }
  }

  /** {@return the result in new memory} */
  NdView made() {
    for (int i = 1; i < views.length; i++) {
      if (!views[i].format.isEquivalentTo(views[0].format)) {
        throw new IllegalArgumentException(
            "view %d of %d has the format '%s', and view 0 '%s'; a target given converts"
                .formatted(
                    i, views.length, BriefText.of(views[i].format), BriefText.of(views[0].format)));
      }
    }
    NdView made =
        ViewFactory.unset(views[0].format, Layout.contiguous(Order.C, views[0].itemsize(), shape));
    try {
      each(parts(made), Casting.SAME_KIND);
      return made;
    } catch (RuntimeException | Error e) {
      made.close();
      throw e;
    }
  }

  /** Writes the result, by way of new memory where something may fail once it is begun. */
  void writeTo(NdView target, Casting casting) {
    target.checkLive();
    target.checkWritable();
    if (!Arrays.equals(shape, target.layout.shape())) {
      throw new IllegalArgumentException(
          "the views together have the shape %s, and the target %s"
              .formatted(BriefText.numbers(shape), BriefText.numbers(target.layout.shape())));
    }
    if (isSure(target, casting)) {
      NdView[] parts = parts(target);
      if (!records(parts, casting)) {
        each(parts, casting);
      }
      return;
    }
    try (NdView made = NdView.allocate(target.format, shape)) {
      each(parts(made), casting);
      target.assign(made);
    }
  }

  /** Whether no view overlaps the target, and no item can be refused. */
  private boolean isSure(NdView target, Casting casting) {
    if (target.layout.hasPointers() || target.layout.overlapsItself()) {
      return false;
    }
    for (NdView view : views) {
      boolean sure =
          view.format.isEquivalentTo(target.format)
              || RecordConversion.isSure(view.format, target.format, casting);
      if (!sure
          || view.layout.hasPointers()
          || ByteCopies.mayOverlap(view.raw().memory(), target.raw().memory())) {
        return false;
      }
    }
    return true;
  }

  /** {@return whether all views are fields of the same records, which were read in one pass} */
  private boolean records(NdView[] parts, Casting casting) {
    if (!stacks || views.length < 2) {
      return false;
    }
    List<RawView> from = new ArrayList<>();
    List<RawView> to = new ArrayList<>();
    for (int i = 0; i < views.length; i++) {
      from.add(views[i].raw());
      to.add(parts[i].raw());
    }
    try {
      return RecordConversion.run(from, to, casting);
    } finally {
      Reference.reachabilityFence(views);
      Reference.reachabilityFence(parts);
    }
  }

  /** The views of the target that the views go to. */
  private NdView[] parts(NdView target) {
    NdView[] parts = new NdView[views.length];
    long at = 0;
    for (int i = 0; i < views.length; i++) {
      if (stacks) {
        parts[i] = target.select(dim, i);
      } else {
        long end = at + views[i].layout.shape(dim);
        Index[] index = new Index[dim + 1];
        Arrays.fill(index, Index.all());
        index[dim] = Index.range(at, end);
        parts[i] = target.slice(index);
        at = end;
      }
    }
    return parts;
  }

  private void each(NdView[] parts, Casting casting) {
    for (int i = 0; i < views.length; i++) {
      write(i, parts[i], casting);
    }
  }

  private void write(int i, NdView part, Casting casting) {
    if (views[i].format.isEquivalentTo(part.format)) {
      part.assign(views[i]);
      return;
    }
    try {
      views[i].convertTo(part, casting);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "view %d of %d: %s".formatted(i, views.length, e.getMessage()), e);
    }
  }
}
