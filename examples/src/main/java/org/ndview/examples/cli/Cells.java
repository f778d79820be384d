package org.ndview.examples.cli;

import org.ndview.Casting;
import org.ndview.Index;
import org.ndview.NdView;
import org.ndview.io.Progress;

/**
 * The means of blocks of items, which are the pixels of a picture: of those that are not NaN, and
 * NaN if all are.
 *
 * @param values the means, (height, width, channels) in C order
 * @param height how many rows there are
 * @param width how many columns there are
 * @param channels how many numbers a pixel has
 */
record Cells(double[] values, int height, int width, int channels) {
  /** How many items are converted at a time. */
  private static final int TILE = 1 << 16;

  /**
   * {@return the means of a view}
   *
   * @param view the numbers, (height, width, channels)
   * @param rows how many rows a block has
   * @param columns how many columns it has
   * @param progress is told of the bytes that are read
   */
  static Cells of(NdView view, long rows, long columns, Progress progress) {
    long[] shape = view.shape();
    int channels = (int) shape[2];
    Sums sums = new Sums(shape, rows, columns);
    long wide = Math.min(shape[1], TILE / channels);
    long high = Math.min(shape[0], Math.max(1, TILE / channels / wide));
    double[] tile = new double[(int) (high * wide * channels)];
    progress.moved(0, view.nbytes());
    for (long top = 0; top < shape[0]; top += high) {
      long bottom = Math.min(shape[0], top + high);
      for (long left = 0; left < shape[1]; left += wide) {
        long right = Math.min(shape[1], left + wide);
        NdView part = view.slice(Index.range(top, bottom), Index.range(left, right));
        part.convertTo(
            NdView.of(tile).slice(":" + part.size()).reshape(part.shape()), Casting.UNSAFE);
        sums.add(tile, top, bottom, left, right);
      }
      progress.moved(bottom * (view.nbytes() / shape[0]), view.nbytes());
    }
    return sums.means();
  }

  /** {@return the means as a view, (height, width, channels)} */
  NdView view() {
    return NdView.of(values).reshape(height, width, channels);
  }

  /** The sums of blocks while items come in. */
  private static final class Sums {
    private final long rows;
    private final long columns;
    private final int height;
    private final int width;
    private final int channels;
    private final double[] sums;
    private final long[] counts;

    Sums(long[] shape, long rows, long columns) {
      this.rows = rows;
      this.columns = columns;
      height = (int) Math.ceilDiv(shape[0], rows);
      width = (int) Math.ceilDiv(shape[1], columns);
      channels = (int) shape[2];
      sums = new double[Math.multiplyExact(Math.multiplyExact(height, width), channels)];
      counts = new long[sums.length];
    }

    /** Adds the items of some rows and columns. */
    void add(double[] tile, long top, long bottom, long left, long right) {
      int[] places = new int[(int) (right - left)];
      for (int x = 0; x < places.length; x++) {
        places[x] = (int) ((left + x) / columns) * channels;
      }
      int at = 0;
      for (long y = top; y < bottom; y++) {
        int row = (int) (y / rows) * width * channels;
        for (int place : places) {
          for (int c = 0; c < channels; c++, at++) {
            if (!Double.isNaN(tile[at])) {
              sums[row + place + c] += tile[at];
              counts[row + place + c]++;
            }
          }
        }
      }
    }

    Cells means() {
      for (int i = 0; i < sums.length; i++) {
        sums[i] = counts[i] == 0 ? Double.NaN : sums[i] / counts[i];
      }
      return new Cells(sums, height, width, channels);
    }
  }
}
