package org.ndview.examples.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.ndview.Casting;
import org.ndview.NdView;
import org.ndview.Order;
import org.ndview.Scaling;
import org.ndview.format.Format;
import org.ndview.format.SubArray;
import org.ndview.io.AtomicFile;
import org.ndview.npy.Npy;

/**
 * What arrays are converted to.
 *
 * @param dtype the format of the new items, or null for that of the old
 * @param order the order of the new items; A is that of the old
 * @param rule which conversions are allowed
 * @param scaling what is done to each number
 */
record Conversion(@Nullable Format dtype, Order order, Casting rule, Scaling scaling) {
  /** {@return whether arrays stay as they are} */
  boolean isNone() {
    return dtype == null && order == Order.A && scaling.equals(Scaling.none());
  }

  /** {@return a new array, which the caller closes} */
  NdView of(NdView view) {
    NdView made = allocate(format(view), view.shape(), order(view));
    try {
      fill(made, view);
      return made;
    } catch (RuntimeException e) {
      made.close();
      throw e;
    }
  }

  /** {@return whether {@link #write} can make the file: NumPy has its own shape for sub-arrays} */
  boolean canWrite(Path file, NdView view) {
    return (!Files.exists(file) || Files.isRegularFile(file))
        && !(format(view) instanceof SubArray);
  }

  /**
   * Converts into a new {@code .npy} file in place, so that arrays larger than memory can be.
   *
   * @throws IOException if it cannot be written; what was there stays
   */
  void write(Path file, NdView view) throws IOException {
    AtomicFile.write(
        file,
        part -> {
          try (NdView made = Npy.create(part, format(view), order(view), view.shape())) {
            fill(made, view);
          }
        });
  }

  private void fill(NdView made, NdView view) {
    if (made.format().equals(view.format()) && scaling.equals(Scaling.none())) {
      made.assign(view);
    } else {
      view.convertTo(made, rule, scaling);
    }
  }

  private Format format(NdView view) {
    return dtype == null ? view.format() : dtype;
  }

  private Order order(NdView view) {
    boolean fortran = view.isFContiguous() && !view.isCContiguous();
    return order == Order.F || (order == Order.A && fortran) ? Order.F : Order.C;
  }

  private static NdView allocate(Format format, long[] shape, Order order) {
    if (order == Order.C) {
      return NdView.allocate(format, shape);
    }
    long[] reversed = new long[shape.length];
    for (int d = 0; d < shape.length; d++) {
      reversed[d] = shape[shape.length - 1 - d];
    }
    return NdView.allocate(format, reversed).transpose().owning();
  }
}
