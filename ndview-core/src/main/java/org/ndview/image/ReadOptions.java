package org.ndview.image;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.ndview.Scaling;

/**
 * How an image file is read.
 *
 * @param order the order of the channels wanted, or null for the usual one of as many as the target
 *     has: GRAY, GRAY_ALPHA, RGB, RGBA
 * @param bits the bits that samples are brought to, 8 or 16; 0 for those that the file has
 * @param scaling what is done to each sample on its way into a target of floats
 * @param subsampling every how many pixels one is read, in both directions
 * @param region the part of the image that is read, or null for all of it
 * @param frame which image of a file of several, from 0
 * @param maxPixels how many pixels an image may have; a larger one is refused before it is decoded
 */
public record ReadOptions(
    @Nullable ChannelOrder order,
    int bits,
    Scaling scaling,
    int subsampling,
    @Nullable Region region,
    int frame,
    long maxPixels) {

  /** As many pixels as an image may have unless a caller allows more: 16,384 x 16,384. */
  public static final long MAX_PIXELS = 1L << 28;

  /** The first image, all of it, as the file has it, if it has up to {@link #MAX_PIXELS}. */
  public static final ReadOptions DEFAULT =
      new ReadOptions(null, 0, Scaling.none(), 1, null, 0, MAX_PIXELS);

  /**
   * A part of an image.
   *
   * @param x the column where it begins (in pixels)
   * @param y the row where it begins (in pixels)
   * @param width how wide it is (in pixels)
   * @param height how high it is (in pixels)
   */
  public record Region(int x, int y, int width, int height) {
    /**
     * A part of an image.
     *
     * @throws IllegalArgumentException if a place is negative, or a length is not positive
     */
    public Region {
      if (x < 0 || y < 0 || width < 1 || height < 1) {
        throw new IllegalArgumentException(
            "a region of %d x %d pixels from column %d and row %d: it must have pixels, and begin at 0 or later"
                .formatted(width, height, x, y));
      }
    }
  }

  /**
   * How an image file is read.
   *
   * @throws IllegalArgumentException if the order is packed, the bits are not 0, 8 or 16, the frame
   *     is negative, or subsampling or the number of pixels is not positive
   */
  public ReadOptions {
    Objects.requireNonNull(scaling, "scaling");
    if (order != null && order.isPacked()) {
      throw new IllegalArgumentException(
          order + " is packed: read RGB, and convert with BufferedImage");
    }
    if (bits != 0 && bits != 8 && bits != 16) {
      throw new IllegalArgumentException("samples of " + bits + " bits: 8 and 16 can be asked for");
    }
    if (subsampling < 1 || frame < 0 || maxPixels < 1) {
      throw new IllegalArgumentException(
          "subsampling %d, frame %d, at most %d pixels: the first and the last must be 1 or more, the frame 0 or more"
              .formatted(subsampling, frame, maxPixels));
    }
  }

  /**
   * {@return the same, with channels in another order than the usual}
   *
   * @param wanted the order
   */
  public ReadOptions withOrder(ChannelOrder wanted) {
    return new ReadOptions(wanted, bits, scaling, subsampling, region, frame, maxPixels);
  }

  /**
   * {@return the same, with samples brought to a number of bits: from 16 to 8 by {@code v / 257},
   * rounded, from 8 to 16 by {@code v * 257}, so that black and white stay what they are}
   *
   * @param wanted 8 or 16; 0 for those that the file has
   */
  public ReadOptions withBits(int wanted) {
    return new ReadOptions(order, wanted, scaling, subsampling, region, frame, maxPixels);
  }

  /**
   * {@return the same, with samples scaled on their way into a target of floats}
   *
   * @param wanted the scaling; a dimension that it names is one of the target's
   */
  public ReadOptions withScaling(Scaling wanted) {
    return new ReadOptions(order, bits, wanted, subsampling, region, frame, maxPixels);
  }

  /**
   * {@return the same, of every nth pixel of every nth row, the first included: {@code (length + n
   * - 1) / n} of each}
   *
   * @param n every how many pixels one is read
   */
  public ReadOptions withSubsampling(int n) {
    return new ReadOptions(order, bits, scaling, n, region, frame, maxPixels);
  }

  /**
   * {@return the same, of a part of the image}
   *
   * @param x the column where it begins (in pixels)
   * @param y the row where it begins (in pixels)
   * @param width how wide it is (in pixels)
   * @param height how high it is (in pixels)
   */
  public ReadOptions withRegion(int x, int y, int width, int height) {
    Region part = new Region(x, y, width, height);
    return new ReadOptions(order, bits, scaling, subsampling, part, frame, maxPixels);
  }

  /**
   * {@return the same, of another image of a file of several, such as a TIFF or an animation}
   *
   * @param index which, from 0
   */
  public ReadOptions withFrame(int index) {
    return new ReadOptions(order, bits, scaling, subsampling, region, index, maxPixels);
  }

  /**
   * {@return the same, with another limit}
   *
   * @param limit how many pixels an image may have
   */
  public ReadOptions withMaxPixels(long limit) {
    return new ReadOptions(order, bits, scaling, subsampling, region, frame, limit);
  }
}
