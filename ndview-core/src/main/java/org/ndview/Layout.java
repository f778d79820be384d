package org.ndview;

import java.io.InvalidObjectException;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.ndview.internal.check.BriefText;

/**
 * Where the items of a view lie (in bytes) from the start of a memory that a layout knows nothing
 * of:
 *
 * <pre>{@code address = offset + i0*strides[0] + ... + ik*strides[k]
 * }</pre>
 *
 * and, where dimension d is a pointer dimension (PEP 3118: {@code suboffsets[d] >= 0}), the address
 * reached after the step along d holds a pointer: follow it, then add {@code suboffsets[d]}.
 *
 * <p>A layout is immutable, and equal to every other with the same numbers. No method of this class
 * copies items: each result is over the same memory. A layout whose arithmetic would overflow 64
 * bits is rejected when it is made, so overflow cannot happen later. Arrays that are given are
 * copied first of all, so that another thread that changes one meanwhile does no harm.
 *
 * <p>Slicing an empty layout, or to an empty one, leaves the offset as it is (NumPy moves it by the
 * dimensions that are not empty): no item is there to point at, and the offset stays in the memory.
 *
 * <p>Slicing may move a suboffset below 0, which in PEP 3118 would say that there is no pointer. A
 * layout keeps the two apart: {@link #isPointer} is the truth, {@link #suboffsets} the number.
 *
 * <p>For example:
 *
 * {@snippet lang="java" :
 * Layout image = Layout.contiguous(Order.C, 1, 28, 28);
 * Layout corner = image.slice("::2, :3");
 * System.out.println(Arrays.toString(corner.shape())); // [14, 3]
 * System.out.println(Arrays.toString(corner.strides())); // [56, 1]
 * System.out.println(corner.isCContiguous()); // false
 * }
 */
public final class Layout implements Serializable {
  private static final long serialVersionUID = 1;

  /** The highest number of dimensions, as in memoryview and NumPy: 64. */
  public static final int MAX_NDIM = 64;

  /** In place of suboffsets, where there are none. */
  static final long[] DIRECT = {};

  private final transient long itemsize;
  private final transient long offset;
  private final transient long[] shape;
  private final transient long[] strides;
  private final transient Indirection indirection;

  /** Of a part, found when it is asked for: most are never asked. */
  private transient @Nullable LayoutExtent extent;

  /**
   * What pointers there are.
   *
   * @param suboffsets one for each dimension, or none
   * @param pointers bit d: dimension d is a pointer dimension
   */
  private record Indirection(long[] suboffsets, long pointers) {
    static final Indirection NONE = new Indirection(DIRECT, 0);
  }

  /**
   * Takes the arrays as they are.
   *
   * <ol>
   *   <li>there are at most 64 dimensions, each with a stride, and all or none with a suboffset
   *   <li>the itemsize and the lengths are not negative
   *   <li>{@code product(shape)*itemsize} fits 64 bits
   *   <li>so does every byte that items and pointers touch, counted from the start of the memory,
   *       or from where a pointer leads; and so it is with dimensions reversed
   * </ol>
   */
  Layout(
      long itemsize, long offset, long[] shape, long[] strides, long[] suboffsets, long pointers) {
    checkNdim(shape.length);
    checkNdim(strides.length);
    if (strides.length != shape.length) {
      throw new IllegalArgumentException(
          "shape "
              + BriefText.numbers(shape)
              + " and strides "
              + BriefText.numbers(strides)
              + " differ in length: "
              + shape.length
              + " and "
              + strides.length);
    }
    if (suboffsets.length != 0 && suboffsets.length != shape.length) {
      throw new IllegalArgumentException(
          "shape "
              + BriefText.numbers(shape)
              + " and suboffsets "
              + BriefText.numbers(suboffsets)
              + " differ in length: "
              + shape.length
              + " and "
              + suboffsets.length);
    }
    if (itemsize < 0) {
      throw new IllegalArgumentException("itemsize must be >= 0: " + itemsize);
    }
    for (long length : shape) {
      if (length < 0) {
        throw new IllegalArgumentException(
            "elements of shape must be >= 0: " + BriefText.numbers(shape));
      }
    }
    this.itemsize = itemsize;
    this.offset = offset;
    this.shape = shape;
    this.strides = strides;
    indirection = suboffsets.length == 0 ? Indirection.NONE : new Indirection(suboffsets, pointers);
    // checked as it is made
    extent = LayoutExtent.of(this);
  }

  /** Without a check: see {@link #part}. */
  private Layout(long itemsize, long offset, long[] shape, long[] strides) {
    this.itemsize = itemsize;
    this.offset = offset;
    this.shape = shape;
    this.strides = strides;
    indirection = Indirection.NONE;
  }

  /**
   * {@return a layout of bytes that a checked layout without pointers has, each dimension at most
   * once} It touches no byte that the checked one does not, so it is not checked again; what comes
   * with it is, and {@code shape.length} is at most 64. Takes the arrays as they are.
   */
  static Layout part(long itemsize, long offset, long[] shape, long[] strides) {
    return new Layout(itemsize, offset, shape, strides);
  }

  static void checkNdim(int ndim) {
    if (ndim > MAX_NDIM) {
      throw new IllegalArgumentException(
          "number of dimensions must not exceed " + MAX_NDIM + ": " + ndim);
    }
  }

  /**
   * {@return a layout without pointers}
   *
   * @param itemsize the size of an item (in bytes)
   * @param offset the place of the item whose indices are all 0 (in bytes)
   * @param shape the length of each dimension
   * @param strides the step from one item to the next along each dimension (in bytes), of any sign
   * @throws IllegalArgumentException if shape and strides differ in length or have more than 64
   *     dimensions, the itemsize or a length is negative, or a size or an extent overflows 64 bits
   */
  public static Layout of(long itemsize, long offset, long[] shape, long[] strides) {
    return of(itemsize, offset, shape, strides, DIRECT);
  }

  /**
   * {@return a layout as PEP 3118 describes it} Suboffsets that are all negative are kept, as
   * memoryview does, and make a layout that is never contiguous.
   *
   * @param itemsize the size of an item (in bytes)
   * @param offset the place of the item, or of the pointer to it, whose indices are all 0 (in
   *     bytes)
   * @param shape the length of each dimension
   * @param strides the step from one item to the next along each dimension (in bytes), of any sign
   * @param suboffsets for each dimension what is added to the pointer found there (in bytes), or a
   *     negative number where there is no pointer; an empty array is none at all
   * @throws IllegalArgumentException if the arrays differ in length or have more than 64
   *     dimensions, the itemsize or a length is negative, or a size or an extent overflows 64 bits
   */
  public static Layout of(
      long itemsize, long offset, long[] shape, long[] strides, long[] suboffsets) {
    checkNdim(suboffsets.length);
    long[] own = suboffsets.clone();
    long pointers = 0;
    for (int dim = 0; dim < own.length; dim++) {
      pointers |= own[dim] >= 0 ? 1L << dim : 0;
    }
    return new Layout(itemsize, offset, shape.clone(), strides.clone(), own, pointers);
  }

  /**
   * {@return a contiguous layout at offset 0} In its strides a length of 0 counts as 1, as in
   * NumPy.
   *
   * @param order F for the first index changing fastest; C, and A, for the last
   * @param itemsize the size of an item (in bytes)
   * @param shape the length of each dimension; none for a single item
   * @throws IllegalArgumentException if there are more than 64 dimensions, the itemsize or a length
   *     is negative, or {@code product(shape)*itemsize} overflows 64 bits
   */
  public static Layout contiguous(Order order, long itemsize, long... shape) {
    checkNdim(shape.length);
    long[] own = shape.clone();
    long[] strides = LayoutStrides.contiguous(order, itemsize, own);
    return new Layout(itemsize, 0, own, strides, DIRECT, 0);
  }

  /**
   * {@return the size of items of a shape: {@code product(shape)*itemsize} (in bytes)} It is 0 if a
   * length is 0. For the check such a length counts as 1, as it does in the strides of {@link
   * #contiguous}.
   *
   * @param itemsize the size of an item (in bytes)
   * @param shape the length of each dimension; none for a single item
   * @throws IllegalArgumentException if there are more than 64 dimensions, the itemsize or a length
   *     is negative, or the size overflows 64 bits
   */
  public static long nbytes(long itemsize, long... shape) {
    checkNdim(shape.length);
    return LayoutStrides.nbytes(itemsize, shape.clone());
  }

  /** {@return the size of an item (in bytes)} */
  public long itemsize() {
    return itemsize;
  }

  /** {@return the place of the item whose indices are all 0, or of its first pointer (in bytes)} */
  public long offset() {
    return offset;
  }

  /** {@return the number of dimensions, at most 64} */
  public int ndim() {
    return shape.length;
  }

  /** {@return the length of each dimension} */
  public long[] shape() {
    return shape.clone();
  }

  /** {@return the step along each dimension (in bytes)} */
  public long[] strides() {
    return strides.clone();
  }

  /** {@return the lengths of the first dimensions, and zeros where there are no more} */
  long[] shapeTo(int ndim) {
    return Arrays.copyOf(shape, ndim);
  }

  /** {@return the steps along the first dimensions, and zeros where there are no more} */
  long[] stridesTo(int ndim) {
    return Arrays.copyOf(strides, ndim);
  }

  /**
   * {@return what is added to the pointer of each dimension (in bytes), or an empty array if there
   * are none} As in memoryview, numbers that are all negative are kept where they were given.
   *
   * @see #isPointer
   */
  public long[] suboffsets() {
    return indirection.suboffsets.clone();
  }

  /**
   * {@return the length of a dimension}
   *
   * @param dim the dimension, from 0
   * @throws IndexOutOfBoundsException if there is no such dimension
   */
  public long shape(int dim) {
    return shape[Objects.checkIndex(dim, shape.length)];
  }

  /**
   * {@return the step along a dimension (in bytes)}
   *
   * @param dim the dimension, from 0
   * @throws IndexOutOfBoundsException if there is no such dimension
   */
  public long stride(int dim) {
    return strides[Objects.checkIndex(dim, strides.length)];
  }

  /**
   * {@return what is added to the pointer of a dimension (in bytes), or -1 if there are no
   * suboffsets}
   *
   * @param dim the dimension, from 0
   * @throws IndexOutOfBoundsException if there is no such dimension
   */
  public long suboffset(int dim) {
    Objects.checkIndex(dim, shape.length);
    return hasSuboffsets() ? indirection.suboffsets[dim] : -1;
  }

  /**
   * {@return whether the step along a dimension ends at a pointer, which is followed} Its suboffset
   * may be negative: see the class comment.
   *
   * @param dim the dimension, from 0
   * @throws IndexOutOfBoundsException if there is no such dimension
   */
  public boolean isPointer(int dim) {
    return (indirection.pointers >>> Objects.checkIndex(dim, shape.length) & 1) != 0;
  }

  /** {@return whether any dimension is a pointer dimension} */
  public boolean hasPointers() {
    return indirection.pointers != 0;
  }

  /** {@return the last pointer dimension, or -1 if there is none} */
  public int lastPointer() {
    return 63 - Long.numberOfLeadingZeros(indirection.pointers);
  }

  /** {@return the first pointer dimension, or -1 if there is none} */
  int firstPointer() {
    return pointerFrom(0);
  }

  /** {@return the first pointer dimension from a dimension on, or -1 if there is none} */
  int pointerFrom(int dim) {
    long rest = dim < MAX_NDIM ? indirection.pointers >>> dim << dim : 0;
    return rest == 0 ? -1 : Long.numberOfTrailingZeros(rest);
  }

  /** {@return the pointer dimensions as a set of bits} */
  long pointers() {
    return indirection.pointers;
  }

  /** {@return whether there are suboffsets, be they all negative} */
  boolean hasSuboffsets() {
    return indirection.suboffsets.length != 0;
  }

  /** {@return whether the lengths are these} */
  boolean hasShape(long[] other) {
    return Arrays.equals(shape, other);
  }

  /** {@return whether a length is 0} */
  boolean isEmpty() {
    for (long length : shape) {
      if (length == 0) {
        return true;
      }
    }
    return false;
  }

  /** {@return the number of items: the product of the shape} */
  public long size() {
    return extent().size();
  }

  /** {@return the product of the shape, checked} */
  long countItems() {
    return LayoutStrides.size(itemsize, shape);
  }

  /** {@return the size of all items (in bytes), which is not the extent of the memory they span} */
  public long nbytes() {
    return size() * itemsize;
  }

  /**
   * {@return whether the items lie one after the other with the last index changing fastest} As in
   * NumPy an empty layout always does (memoryview says no to some of one dimension), and a
   * dimension of length 1 may have any stride; as in memoryview a layout with suboffsets never
   * does.
   */
  public boolean isCContiguous() {
    return !hasSuboffsets() && LayoutStrides.isContiguous(Order.C, itemsize, shape, strides);
  }

  /**
   * {@return whether the items lie one after the other with the first index changing fastest}
   *
   * @see #isCContiguous
   */
  public boolean isFContiguous() {
    return !hasSuboffsets() && LayoutStrides.isContiguous(Order.F, itemsize, shape, strides);
  }

  /** {@return whether this is C- or F-contiguous} */
  public boolean isContiguous() {
    return isCContiguous() || isFContiguous();
  }

  /**
   * {@return C or F: what an order means for this layout} {@link Order#A} is F if the layout is
   * F-contiguous and not C-contiguous, else C.
   *
   * @param order the order
   */
  public Order resolve(Order order) {
    return switch (order) {
      case C, F -> order;
      case A -> isFContiguous() && !isCContiguous() ? Order.F : Order.C;
    };
  }

  /**
   * {@return a part, by NumPy's basic indexing as text: {@code "1:10:2, ..., ::-1, newaxis, -3"}}
   *
   * @param index the index
   * @throws IllegalArgumentException if the text is not an index, a step is 0, or there are two
   *     ellipses
   * @throws IndexOutOfBoundsException as {@link #slice(Index...)}
   * @throws UnsupportedOperationException as {@link #slice(Index...)}
   */
  public Layout slice(String index) {
    return LayoutSlicing.slice(this, Index.parse(index));
  }

  /**
   * {@return a part, by NumPy's basic indexing} An integer drops its dimension. Dimensions that the
   * index does not reach are kept whole.
   *
   * <p>A pointer dimension may be dropped where another dimension between it and the pointer before
   * it is kept: the pointer moves there.
   *
   * @param index the index
   * @throws IllegalArgumentException if there are two ellipses, or more than 64 dimensions result
   * @throws IndexOutOfBoundsException if an integer lies outside its dimension, or there are more
   *     of integers and slices than dimensions
   * @throws UnsupportedOperationException if integers drop every dimension up to a pointer (from
   *     the start, or from the pointer before it): what is left could only be said with the memory
   *     at hand, or not at all in PEP 3118
   */
  public Layout slice(Index... index) {
    return LayoutSlicing.slice(this, List.of(index));
  }

  /**
   * {@return the part at one position of a dimension, which is dropped}
   *
   * @param dim the dimension; a negative one counts from the end
   * @param i the position; a negative one counts from the end
   * @throws IllegalArgumentException if there is no such dimension
   * @throws IndexOutOfBoundsException if the position lies outside the dimension
   * @throws UnsupportedOperationException as {@link #slice(Index...)}
   */
  public Layout select(int dim, long i) {
    Index[] index = new Index[LayoutAxes.axis(dim, ndim()) + 1];
    Arrays.fill(index, Index.all());
    index[index.length - 1] = Index.at(i);
    return slice(index);
  }

  /**
   * {@return the dimensions in another order, as NumPy's {@code transpose(axes)}} A dimension
   * cannot move past a pointer: those up to and including the first pointer dimension keep to
   * themselves, and likewise up to the next. The pointer stays with the last of them.
   *
   * @param axes for each dimension of the result the dimension that it is now; a negative one
   *     counts from the end
   * @throws IllegalArgumentException if an axis is missing, repeated or outside the dimensions, or
   *     would move past a pointer
   */
  public Layout permute(int... axes) {
    return LayoutAxes.permute(this, axes.clone());
  }

  /**
   * {@return the dimensions in reverse order}
   *
   * @throws IllegalArgumentException if a dimension would move past a pointer
   */
  public Layout transpose() {
    int[] axes = new int[ndim()];
    Arrays.setAll(axes, k -> axes.length - 1 - k);
    return permute(axes);
  }

  /**
   * {@return this with two dimensions in each other's place, as NumPy's {@code swapaxes}}
   *
   * @param a a dimension; a negative one counts from the end
   * @param b the other one
   * @throws IllegalArgumentException if there is no such dimension, or one would move past a
   *     pointer
   */
  public Layout swapAxes(int a, int b) {
    return LayoutAxes.swap(this, a, b);
  }

  /**
   * {@return this with one dimension elsewhere, the others in their order, as NumPy's {@code
   * moveaxis}}
   *
   * @param from the dimension; a negative one counts from the end
   * @param to its place in the result; a negative one counts from the end
   * @throws IllegalArgumentException if there is no such dimension, or one would move past a
   *     pointer
   */
  public Layout moveAxis(int from, int to) {
    return LayoutAxes.move(this, from, to);
  }

  /**
   * {@return this with some dimensions backwards, as NumPy's {@code flip}}
   *
   * @param dims the dimensions, negative ones counting from the end; none for all
   * @throws IllegalArgumentException if a dimension is repeated, or there is no such one
   */
  public Layout flip(int... dims) {
    return LayoutAxes.flip(this, dims.clone());
  }

  /**
   * {@return the windows of a length that slide along a dimension, as NumPy's {@code
   * sliding_window_view}} The dimension counts the windows, {@code n - length + 1} of them; a new
   * last dimension counts the items of a window. The windows share items.
   *
   * @param dim the dimension; a negative one counts from the end
   * @param length the length of a window; the whole dimension at most
   * @throws IllegalArgumentException if there is no such dimension, the length is negative or
   *     larger than the dimension's, there are 64 dimensions already, the number of items
   *     overflows, or the dimension lies before a pointer, or is one
   */
  public Layout windows(int dim, long length) {
    return LayoutAxes.windows(this, dim, length);
  }

  /**
   * {@return the same items in C order under another shape, with the strides that NumPy gives them}
   * The dimensions up to the last pointer dimension stay as they are.
   *
   * @param shape the new lengths; one of them may be -1, and is inferred
   * @throws IllegalArgumentException if the size differs, a -1 cannot be inferred, there are more
   *     than 64 dimensions, a dimension up to the last pointer changes, or the strides do not allow
   *     it without a copy
   */
  public Layout reshape(long... shape) {
    return LayoutReshape.reshape(this, shape.clone());
  }

  /**
   * {@return this without the dimensions of length 1}
   *
   * @throws UnsupportedOperationException as {@link #slice(Index...)} with a 0 for each of them
   */
  public Layout squeeze() {
    return LayoutSlicing.slice(this, LayoutAxes.squeezing(this));
  }

  /**
   * {@return this without some dimensions of length 1}
   *
   * @param axes the dimensions; a negative one counts from the end
   * @throws IllegalArgumentException if an axis is repeated or outside the dimensions, or its
   *     length is not 1
   * @throws UnsupportedOperationException as {@link #slice(Index...)} with a 0 for each of them
   */
  public Layout squeeze(int... axes) {
    return LayoutSlicing.slice(this, LayoutAxes.squeezing(this, axes.clone()));
  }

  /**
   * {@return this repeated to a shape, as NumPy's {@code broadcast_to}} New dimensions come first.
   * They, and those whose own length is 1, have stride 0.
   *
   * @param shape the new lengths
   * @throws IllegalArgumentException if it has fewer dimensions than this or more than 64, a length
   *     differs from one that is not 1, or the new size overflows 64 bits
   */
  public Layout broadcastTo(long... shape) {
    return LayoutAxes.broadcast(this, shape.clone());
  }

  /**
   * {@return the same bytes as one dimension of other items, as memoryview's {@code cast}} This may
   * have any number of dimensions.
   *
   * @param itemsize the size of the new items (in bytes)
   * @throws IllegalArgumentException if this is not contiguous, the itemsize is not positive, or
   *     {@link #nbytes} is not a multiple of it
   */
  public Layout cast(long itemsize) {
    return LayoutReshape.cast(this, itemsize);
  }

  /**
   * {@return the same bytes as other items in another shape, as memoryview's {@code cast}} Unlike
   * there, this and the shape may both have any number of dimensions, and lengths of 0.
   *
   * @param itemsize the size of the new items (in bytes)
   * @param order F for strides in which the first index changes fastest; C, and A, for the last
   * @param shape the new lengths; no -1 is inferred
   * @throws IllegalArgumentException if this is not C-contiguous (nor, when the order is F,
   *     F-contiguous), the itemsize is not positive, a length is negative, there are more than 64
   *     dimensions, or {@code product(shape)*itemsize} is not {@link #nbytes}
   */
  public Layout cast(long itemsize, Order order, long... shape) {
    return LayoutReshape.cast(this, itemsize, order, shape.clone());
  }

  /**
   * {@return the layout of one field of every item} The dimensions of a field that is a sub-array
   * come last, in C order.
   *
   * @param fieldOffset where in an item the field starts (in bytes)
   * @param fieldItemsize the size of the field, or of an item of its sub-array (in bytes)
   * @param subShape the shape of a sub-array
   * @throws IllegalArgumentException if the field does not lie within the item, a number is
   *     negative, or there are more than 64 dimensions
   */
  public Layout field(long fieldOffset, long fieldItemsize, long... subShape) {
    if (subShape.length == 0 && !hasSuboffsets() && fieldItemsize >= 0) {
      // all that changes is where an item begins; arrays are never written
      LayoutField.checkWithin(itemsize, fieldOffset, fieldItemsize);
      return part(fieldItemsize, isEmpty() ? offset : offset + fieldOffset, shape, strides);
    }
    return LayoutField.of(this, fieldOffset, contiguous(Order.C, fieldItemsize, subShape));
  }

  /**
   * {@return the same layout elsewhere}
   *
   * @param offset the new offset (in bytes)
   * @throws IllegalArgumentException if the extent overflows 64 bits there
   */
  public Layout withOffset(long offset) {
    return new Layout(
        itemsize, offset, shape, strides, indirection.suboffsets, indirection.pointers);
  }

  /**
   * {@return what is left once the first pointer has been followed: the dimensions after {@link
   * #firstPointer}} The caller adds the suboffset of that dimension to where the pointer leads.
   */
  Layout afterFirstPointer(long newOffset) {
    int from = firstPointer() + 1;
    int ndim = shape.length;
    long rest = from < MAX_NDIM ? indirection.pointers >>> from : 0;
    return new Layout(
        itemsize,
        newOffset,
        Arrays.copyOfRange(shape, from, ndim),
        Arrays.copyOfRange(strides, from, ndim),
        rest == 0 ? DIRECT : Arrays.copyOfRange(indirection.suboffsets, from, ndim),
        rest);
  }

  /**
   * {@return the lowest byte of memory that an item touches; with pointers, that a pointer of the
   * first pointer dimension touches} The {@link #offset} if the layout is empty.
   */
  public long low() {
    return extent().low();
  }

  /**
   * {@return one past the highest byte of memory that an item touches; with pointers, that a
   * pointer of 8 bytes of the first pointer dimension touches} The {@link #offset} if the layout is
   * empty.
   */
  public long high() {
    return extent().high();
  }

  private LayoutExtent extent() {
    LayoutExtent known = extent;
    if (known == null) {
      known = LayoutExtent.of(this);
      extent = known;
    }
    return known;
  }

  /**
   * Checks that everything from {@link #low} to {@link #high} lies within a memory. Memory behind
   * pointers is not checked.
   *
   * @param byteSize the size of the memory (in bytes)
   * @throws IndexOutOfBoundsException if it does not
   */
  public void checkWithin(long byteSize) {
    if (low() < 0 || high() > byteSize) {
      throw new IndexOutOfBoundsException(
          "bytes "
              + low()
              + " to "
              + high()
              + " do not lie within a memory of "
              + byteSize
              + " bytes: "
              + this);
    }
  }

  /**
   * {@return whether an item of this and an item of the other share a byte of the same memory} The
   * question is as hard as subset sum: after some 260,000 steps, or where the numbers leave 64
   * bits, the answer is true. Regular layouts are answered exactly in a few steps.
   *
   * @param other the other layout
   * @throws UnsupportedOperationException if one of them has pointers
   */
  public boolean overlaps(Layout other) {
    checkNoPointers();
    other.checkNoPointers();
    return LayoutOverlap.between(this, other);
  }

  /**
   * {@return whether two items with different indices share a byte} Bounded as {@link #overlaps}.
   *
   * @throws UnsupportedOperationException if this has pointers
   */
  public boolean overlapsItself() {
    checkNoPointers();
    return LayoutOverlap.within(this);
  }

  /**
   * {@return where an item lies (in bytes)}
   *
   * @param index its index in each dimension, counted from 0
   * @throws IllegalArgumentException if there are more or fewer indices than dimensions
   * @throws IndexOutOfBoundsException if an index lies outside its dimension, or is negative
   * @throws UnsupportedOperationException if this has pointers
   */
  public long offsetOf(long... index) {
    checkNoPointers();
    if (index.length != shape.length) {
      throw new IllegalArgumentException(
          index.length + " indices for " + shape.length + " dimensions");
    }
    long at = offset;
    for (int dim = 0; dim < index.length; dim++) {
      // read once: another thread may change the array between check and use
      long i = index[dim];
      if (i < 0 || i >= shape[dim]) {
        throw LayoutSlicing.outOfBounds(i, dim, shape[dim]);
      }
      at += i * strides[dim];
    }
    return at;
  }

  private void checkNoPointers() {
    if (indirection.pointers != 0) {
      throw new UnsupportedOperationException(
          "where items lie depends on the pointers in dimension " + firstPointer() + ": " + this);
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Layout that
        && itemsize == that.itemsize
        && offset == that.offset
        && indirection.pointers == that.indirection.pointers
        && Arrays.equals(shape, that.shape)
        && Arrays.equals(strides, that.strides)
        && Arrays.equals(indirection.suboffsets, that.indirection.suboffsets);
  }

  @Override
  public int hashCode() {
    return Objects.hash(
        itemsize,
        offset,
        indirection.pointers,
        Arrays.hashCode(shape),
        Arrays.hashCode(strides),
        Arrays.hashCode(indirection.suboffsets));
  }

  /** {@return all numbers, and which dimensions are pointer dimensions} */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("Layout[itemsize=").append(itemsize);
    text.append(", offset=").append(offset);
    text.append(", shape=").append(BriefText.numbers(shape));
    text.append(", strides=").append(BriefText.numbers(strides));
    if (hasSuboffsets()) {
      text.append(", suboffsets=")
          .append(Arrays.toString(indirection.suboffsets))
          .append(", pointers=");
      text.append(
          Arrays.toString(BitSet.valueOf(new long[] {indirection.pointers}).stream().toArray()));
    }
    return text.append(']').toString();
  }

  private Object writeReplace() {
    return new Numbers(itemsize, offset, shape, strides, indirection.suboffsets);
  }

  private void readObject(ObjectInputStream in) throws InvalidObjectException {
    throw new InvalidObjectException("a layout is read as its numbers");
  }

  /** What is written of a layout: it is checked again when it is read. */
  private record Numbers(
      long itemsize, long offset, long[] shape, long[] strides, long[] suboffsets)
      implements Serializable {
    private Object readResolve() throws InvalidObjectException {
      try {
        return suboffsets.length == 0
            ? Layout.of(itemsize, offset, shape, strides)
            : Layout.of(itemsize, offset, shape, strides, suboffsets);
      } catch (IllegalArgumentException | ArithmeticException | NullPointerException e) {
        throw new InvalidObjectException("no layout: " + e.getMessage(), e);
      }
    }
  }
}
