package org.ndview.fuzz;

import java.util.Arrays;

/**
 * A view of the model: the place of every item in C order, found one by one. A place is the number
 * of a memory in its upper 32 bits and an offset in the lower ones. Strides are kept beside, as the
 * rules of each operation have them; {@link #ANY} where no rule says.
 *
 * @param item what an item means
 * @param size bytes from item to item in contiguous memory: at least the item's own
 * @param readOnly whether writes are refused
 * @param pointers whether there are suboffsets
 */
public record Model(
    Item item,
    int size,
    long[] shape,
    long[] strides,
    long[] places,
    boolean readOnly,
    boolean pointers) {
  /** A stride that may be anything: that of a dimension of length 1 or of an empty view. */
  public static final long ANY = Long.MIN_VALUE;

  public int ndim() {
    return shape.length;
  }

  public int count() {
    return places.length;
  }

  public static long product(long[] shape) {
    long n = 1;
    for (long length : shape) {
      n *= length;
    }
    return n;
  }

  /** A view by its layout, of one memory. */
  public static Model of(
      Item item, int size, long memory, long offset, long[] shape, long[] strides, boolean ro) {
    long[] places = new long[(int) product(shape)];
    long[] index = new long[shape.length];
    for (int k = 0; k < places.length; k++) {
      long at = offset;
      for (int d = 0; d < index.length; d++) {
        at += index[d] * strides[d];
      }
      places[k] = memory << 32 | at;
      next(index, shape);
    }
    return new Model(item, size, shape, strides, places, ro, false);
  }

  /** Strides of a contiguous view in C order, or Fortran's. */
  public static long[] contiguous(long size, boolean fortran, long... shape) {
    long[] strides = new long[shape.length];
    long step = size;
    for (int i = 0; i < shape.length; i++) {
      int d = fortran ? i : shape.length - 1 - i;
      strides[d] = step;
      step *= Math.max(shape[d], 1);
    }
    return strides;
  }

  /** The next index in C order. */
  public static void next(long[] index, long[] shape) {
    for (int d = shape.length - 1; d >= 0; d--) {
      if (++index[d] < shape[d]) {
        return;
      }
      index[d] = 0;
    }
  }

  public int position(long... index) {
    long position = 0;
    for (int d = 0; d < index.length; d++) {
      position = position * shape[d] + index[d];
    }
    return (int) position;
  }

  /** How far apart in C order the neighbours along each dimension are. */
  public long[] steps() {
    return contiguous(1, false, shape);
  }

  public Model readOnlyToo() {
    return new Model(item, size, shape, strides, places, true, pointers);
  }

  /** The items of another shape, each found by its position here. */
  public Model pick(long[] newShape, long first, long[] steps, long[] newStrides) {
    long[] picked = new long[(int) product(newShape)];
    long[] index = new long[newShape.length];
    for (int k = 0; k < picked.length; k++) {
      long position = first;
      for (int d = 0; d < index.length; d++) {
        position += index[d] * steps[d];
      }
      picked[k] = places[(int) position];
      next(index, newShape);
    }
    return new Model(item, size, newShape, newStrides, picked, readOnly, pointers);
  }

  public Model permute(int[] axes) {
    int n = axes.length;
    long[] newShape = new long[n];
    long[] newSteps = new long[n];
    long[] newStrides = new long[n];
    long[] steps = steps();
    for (int d = 0; d < n; d++) {
      newShape[d] = shape[axes[d]];
      newSteps[d] = steps[axes[d]];
      newStrides[d] = strides[axes[d]];
    }
    return pick(newShape, 0, newSteps, newStrides);
  }

  /** Repeated to a shape that is possible. */
  public Model broadcast(long[] newShape) {
    int more = newShape.length - shape.length;
    long[] steps = steps();
    long[] newSteps = new long[newShape.length];
    long[] newStrides = new long[newShape.length];
    for (int d = 0; d < shape.length; d++) {
      boolean kept = shape[d] == newShape[d + more] && shape[d] != 1;
      newSteps[d + more] = kept ? steps[d] : 0;
      newStrides[d + more] = kept ? strides[d] : 0;
    }
    return pick(newShape, 0, newSteps, newStrides).readOnlyToo();
  }

  public Model windows(int dim, long length) {
    int n = shape.length;
    long[] newShape = Arrays.copyOf(shape, n + 1);
    long[] newSteps = Arrays.copyOf(steps(), n + 1);
    long[] newStrides = Arrays.copyOf(strides, n + 1);
    newShape[dim] = shape[dim] - length + 1;
    newShape[n] = length;
    newSteps[n] = newSteps[dim];
    newStrides[n] = newStrides[dim];
    return pick(newShape, 0, newSteps, newStrides).readOnlyToo();
  }

  /** The same places in another shape. */
  public Model reshape(long[] newShape) {
    long[] any = new long[newShape.length];
    Arrays.fill(any, ANY);
    return new Model(item, size, newShape, any, places, readOnly, pointers);
  }

  /** Whether strides describe where the items are, were they of another shape. */
  public boolean isStrided(long[] newShape) {
    if (places.length == 0) {
      return true;
    }
    long[] steps = contiguous(1, false, newShape);
    long[] found = new long[newShape.length];
    for (int d = 0; d < found.length; d++) {
      found[d] = newShape[d] > 1 ? places[(int) steps[d]] - places[0] : 0;
    }
    long[] index = new long[newShape.length];
    for (long place : places) {
      long at = places[0];
      for (int d = 0; d < found.length; d++) {
        at += index[d] * found[d];
      }
      if (at != place) {
        return false;
      }
      next(index, newShape);
    }
    return true;
  }

  /** Whether the items lie one after the other in an order. */
  public boolean isContiguous(boolean fortran) {
    if (places.length == 0) {
      return true;
    }
    if (pointers) {
      return false;
    }
    long[] steps = contiguous(1, fortran, shape);
    long[] index = new long[shape.length];
    for (long place : places) {
      long n = 0;
      for (int d = 0; d < index.length; d++) {
        n += index[d] * steps[d];
      }
      if (place != places[0] + n * size) {
        return false;
      }
      next(index, shape);
    }
    return true;
  }

  /** The positions of the items in an order. */
  public int[] order(boolean fortran) {
    int[] order = new int[places.length];
    long[] steps = contiguous(1, fortran, shape);
    long[] index = new long[shape.length];
    for (int k = 0; k < order.length; k++) {
      long n = 0;
      for (int d = 0; d < index.length; d++) {
        n += index[d] * steps[d];
      }
      order[(int) n] = k;
      next(index, shape);
    }
    return order;
  }

  /** The bytes of a contiguous view as items of another kind. */
  public Model cast(Item as, boolean fortran, long[] newShape) {
    long at = places.length == 0 ? 0 : places[0];
    Model made =
        of(as, as.size(), 0, 0, newShape, contiguous(as.size(), fortran, newShape), readOnly);
    for (int k = 0; k < made.places.length; k++) {
      made.places[k] += at;
    }
    return made;
  }

  /** Other items at the same places, or some bytes further, with dimensions of their own. */
  public Model inside(Item as, int newSize, int offset, int... inner) {
    long[] newShape = Arrays.copyOf(shape, shape.length + inner.length);
    long[] newStrides = Arrays.copyOf(strides, newShape.length);
    long[] innerShape = Arrays.stream(inner).asLongStream().toArray();
    long[] innerStrides = contiguous(newSize, false, innerShape);
    for (int d = 0; d < inner.length; d++) {
      newShape[shape.length + d] = inner[d];
      newStrides[shape.length + d] = innerStrides[d];
    }
    int each = (int) product(innerShape);
    long[] found = new long[places.length * each];
    for (int k = 0; k < places.length; k++) {
      for (int i = 0; i < each; i++) {
        found[k * each + i] = places[k] + offset + (long) i * newSize;
      }
    }
    return new Model(as, newSize, newShape, newStrides, found, readOnly, pointers);
  }
}
