package org.ndview.examples.cli;

import java.io.IOException;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.ndview.NdView;
import org.ndview.examples.RawItems;
import org.ndview.format.Format;

/**
 * What raw files are.
 *
 * @param format the items' format
 * @param shape the lengths, or null for one dimension of all items
 * @param offset where the first item begins (in bytes)
 */
record RawBytes(Format format, long @Nullable [] shape, long offset) {
  /**
   * {@return the items of a file; the view owns the mapping}
   *
   * @throws IOException if the file cannot be read
   * @throws IllegalArgumentException if the bytes are not as many as the items have
   */
  NdView map(Path file) throws IOException {
    long size = Files.size(file);
    long[] lengths = shape;
    if (lengths == null) {
      long itemsize = format.itemsize();
      lengths = new long[] {itemsize == 0 ? 0 : Math.max(0, size - offset) / itemsize};
    }
    NdView whole = NdView.map(file, MapMode.READ_ONLY, 0, size);
    try {
      return RawItems.of(file, whole, offset, format, lengths);
    } catch (RuntimeException e) {
      whole.close();
      throw e;
    }
  }
}
