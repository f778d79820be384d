package org.ndview.examples.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.ndview.Layout;
import org.ndview.NdView;
import org.ndview.Order;
import org.ndview.format.Format;
import org.ndview.npy.Npy;

/**
 * A new array for what is computed: in memory, or in a file of its own that goes with it, since it
 * may be larger than memory.
 *
 * @param view the array
 * @param owner what is closed with it
 * @param file the file where it is, if it could not be deleted before; null if there is none
 */
record Made(NdView view, NdView owner, @Nullable Path file) implements AutoCloseable {
  /** From here on (in bytes) arrays are in files. */
  private static final long LARGE = 1 << 26;

  /**
   * {@return a new array}
   *
   * @param folder where its file is, if it is large
   */
  static Made of(Format format, long[] shape, Order order, Path folder) throws IOException {
    long bytes = Layout.nbytes(format.itemsize(), shape);
    if (bytes < LARGE) {
      NdView view = NdView.allocate("B", bytes);
      return new Made(view.cast(format, order, shape), view, null);
    }
    Path file = Files.createTempFile(folder, ".ndview", ".part");
    try {
      NdView view = Npy.create(file, "B", Order.C, bytes);
      NdView items = view.cast(format, order, shape);
      return new Made(items, view, delete(file) ? null : file);
    } catch (IOException | RuntimeException | Error e) {
      delete(file);
      throw e;
    }
  }

  /** Where files can be deleted that are mapped, none is left even if the JVM is stopped. */
  private static boolean delete(Path file) {
    try {
      return Files.deleteIfExists(file);
    } catch (IOException _) {
      return false;
    }
  }

  @Override
  public void close() {
    owner.close();
    if (file != null) {
      delete(file);
    }
  }
}
