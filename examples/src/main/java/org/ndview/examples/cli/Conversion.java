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
import org.ndview.io.Progress;
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

  /**
   * {@return a new array, which the caller closes}
   *
   * @param folder where a large one is while it is used
   * @param progress is told how much has been converted
   */
  Made of(NdView view, Path folder, Progress progress) throws IOException {
    Made made = Made.of(format(view), view.shape(), view.layout().resolve(order), folder);
    try {
      fill(made.view(), view, progress);
      return made;
    } catch (RuntimeException | Error e) {
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
   * @param progress is told how much has been converted
   * @throws IOException if it cannot be written; what was there stays
   */
  void write(Path file, NdView view, Progress progress) throws IOException {
    AtomicFile.write(
        file,
        part -> {
          try (NdView made =
              Npy.create(part, format(view), view.layout().resolve(order), view.shape())) {
            fill(made, view, progress);
          }
        });
  }

  private void fill(NdView made, NdView view, Progress progress) {
    try {
      Parts.each(
          view, Parts.dim(view), progress, index -> fill(made.slice(index), view.slice(index)));
    } catch (IllegalArgumentException _) {
      fill(made, view); // names the number by its index in the whole
    }
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
}
