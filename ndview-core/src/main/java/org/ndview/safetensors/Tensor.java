package org.ndview.safetensors;

import java.util.Arrays;
import java.util.List;
import org.ndview.NdView;
import org.ndview.internal.check.BriefText;

/**
 * A tensor: what a file says of it, and its items.
 *
 * @param dtype the type of its numbers
 * @param shape its lengths, in numbers; the view's own are in items, where several numbers share
 *     one
 * @param view the items
 */
public record Tensor(Dtype dtype, List<Long> shape, NdView view) {
  /**
   * Checks that the parts agree.
   *
   * @throws IllegalArgumentException if the view's items are of another type, or its bytes are not
   *     those of this many numbers
   */
  public Tensor {
    shape = List.copyOf(shape);
    Dtype own = Dtype.of(view.format()).orElse(null);
    if (own != dtype && !(dtype.isOpaque() && view.itemsize() == 1)) {
      throw new IllegalArgumentException(
          "items of the format '%s' are %s, not %s"
              .formatted(
                  BriefText.of(view.format()),
                  own == null ? "no numbers of safetensors" : own,
                  dtype));
    }
    long nbytes = nbytes(dtype, shape);
    if (nbytes != view.nbytes()) {
      throw new IllegalArgumentException(
          "%s of shape %s takes %d bytes, the view has %d"
              .formatted(dtype, BriefText.numbers(shape), nbytes, view.nbytes()));
    }
  }

  /**
   * {@return a view as a tensor}
   *
   * @param view the items, in any layout and byte order
   * @throws UnsupportedOperationException if safetensors has no type for the format
   */
  public static Tensor of(NdView view) {
    Dtype dtype = Dtype.require(view.format());
    long[] shape = view.shape();
    if (dtype.packed() > 1 && shape.length == 0) {
      throw new IllegalArgumentException(
          "a view without dimensions holds %d numbers of %s".formatted(dtype.packed(), dtype));
    }
    if (dtype.packed() > 1) {
      shape[shape.length - 1] = Math.multiplyExact(shape[shape.length - 1], dtype.packed());
    }
    return new Tensor(dtype, Arrays.stream(shape).boxed().toList(), view);
  }

  /**
   * The bytes that numbers take.
   *
   * @throws IllegalArgumentException if they overflow, or do not end with a byte
   */
  static long nbytes(Dtype dtype, List<Long> shape) {
    try {
      // lengths of 0 are skipped, so that strides over the other dimensions fit too
      long bits = dtype.bits();
      boolean empty = false;
      for (long n : shape) {
        if (n < 0) {
          throw new IllegalArgumentException(
              "a negative length in the shape " + BriefText.numbers(shape));
        }
        bits = Math.multiplyExact(bits, Math.max(1, n));
        empty |= n == 0;
      }
      if (!empty && bits % 8 != 0) {
        throw new IllegalArgumentException(
            "%s of shape %s takes %d bits, which is no number of bytes"
                .formatted(dtype, BriefText.numbers(shape), bits));
      }
      return empty ? 0 : bits / 8;
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException(
          "%s of shape %s takes more than 2^63-1 bits".formatted(dtype, BriefText.numbers(shape)),
          e);
    }
  }
}
