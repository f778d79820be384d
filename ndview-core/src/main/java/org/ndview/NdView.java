package org.ndview;

import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.ReadOnlyBufferException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.ndview.format.Format;
import org.ndview.format.FormatException;
import org.ndview.format.Scalar;
import org.ndview.internal.bulk.ByteCopies;
import org.ndview.internal.bulk.TiledTransfer;
import org.ndview.internal.export.ArrayPrinter;
import org.ndview.internal.export.HexText;
import org.ndview.internal.export.ListsAndArrays;
import org.ndview.internal.item.ItemCodec;
import org.ndview.internal.memory.AddressSpace;
import org.ndview.internal.memory.Backing;
import org.ndview.internal.memory.StridedMemory;
import org.ndview.internal.numeric.ChannelConversion;
import org.ndview.internal.numeric.ContentEquality;
import org.ndview.internal.numeric.Conversion;
import org.ndview.internal.numeric.RawView;
import org.ndview.internal.numeric.Search;
import org.ndview.json.ViewMetadata;

/**
 * A typed, strided, n-dimensional view of memory: CPython's {@code memoryview}, with NumPy's
 * slicing, fields and reshaping.
 *
 * <p>A view is a {@link MemorySegment}, a {@link Format} that says what one item means, a {@link
 * Layout} that says where the items lie, a lifetime and a read-only flag. All of its methods that
 * return an NdView share the memory, but {@link #copy()}.
 *
 * <p><b>Items.</b> The typed getters and setters ({@link #getDouble(long, long)} and its kin) read
 * and write numbers without boxing; {@link #get} and {@link #set} do so for every format, boxed in
 * the smallest type that holds every value: {@code ?} Boolean; {@code b B h H i} Integer; {@code I
 * l q n} Long; {@code Q N P &} BigInteger; {@code e f} and bfloat16 Float; {@code d g} Double;
 * complex {@link Complex}; {@code c} Byte; {@code s p} byte[]; {@code u w} String; a struct, or a
 * plain format of several items, {@link StructValue}; a sub-array a List.
 *
 * <p><b>Lifetime.</b> A view over memory that somebody else owns (an array, a segment) keeps its
 * owner reachable, and closes nothing but itself. A view that made its own memory ({@link
 * #map(Path)}, {@link #allocate}) shares it with its slices and casts: the memory goes when the
 * last of them is closed, or when the collector finds that none can be reached. Keep the view while
 * you use its {@link #segment()}. A closed view refuses every use but {@link #toString}, {@link
 * #isReleased} and {@link #close}.
 *
 * <p><b>Safety.</b> Layouts are checked when a view is made, indices at every access. A pointer
 * found in memory (see {@link #suboffsets}) is followed only inside the memory that the view was
 * given.
 *
 * <p>{@code equals} and {@code hashCode} are identity, since memory changes; {@link #contentEquals}
 * compares items. Views may be used by several threads as their memory may.
 */
public abstract sealed class NdView extends TypedItems implements AutoCloseable, Iterable<Object>
    permits ScalarView, GeneralView {
  final Backing base;
  final MemorySegment segment;
  final Format format;
  final Layout layout;

  /** In place of a number of dimensions: of a view that was released. */
  private static final int RELEASED = -1;

  /** In place of a number of dimensions: of a view that has a guard to ask. */
  private static final int GUARDED = -2;

  /** The number of dimensions, or one of the above: one check of an item access answers for all. */
  private int live;

  private @Nullable ItemCodec codec;

  NdView(Backing base, Format format, Layout layout) {
    this.base = base;
    this.segment = base.segment();
    this.format = format;
    this.layout = layout;
    live = base.guard() == null ? layout.ndim() : GUARDED;
  }

  /** The view of the class that suits a format and a layout, which has been checked. */
  static NdView make(Backing base, Format format, Layout layout) {
    if (format instanceof Scalar scalar && !layout.hasPointers()) {
      boolean swapped = scalar.mark().order() != ByteOrder.nativeOrder();
      NdView view = ScalarViews.of(base, format, layout, scalar.type(), swapped);
      if (view != null) {
        return view;
      }
    }
    return new GeneralView(base, format, layout);
  }

  // over memory, no copy

  /**
   * {@return a view of an array, of one dimension and format {@code b}}
   *
   * @param a the array, shared
   */
  public static NdView of(byte[] a) {
    return Views.ofArray(MemorySegment.ofArray(a), "b", a, a.length);
  }

  /**
   * {@return a view of an array, of one dimension and format {@code h}}
   *
   * @param a the array, shared
   */
  public static NdView of(short[] a) {
    return Views.ofArray(MemorySegment.ofArray(a), "h", a, a.length);
  }

  /**
   * {@return a view of an array, of one dimension and format {@code u}: UCS-2 characters}
   *
   * @param a the array, shared
   */
  public static NdView of(char[] a) {
    return Views.ofArray(MemorySegment.ofArray(a), "u", a, a.length);
  }

  /**
   * {@return a view of an array, of one dimension and format {@code i}}
   *
   * @param a the array, shared
   */
  public static NdView of(int[] a) {
    return Views.ofArray(MemorySegment.ofArray(a), "i", a, a.length);
  }

  /**
   * {@return a view of an array, of one dimension and format {@code q}}
   *
   * @param a the array, shared
   */
  public static NdView of(long[] a) {
    return Views.ofArray(MemorySegment.ofArray(a), "q", a, a.length);
  }

  /**
   * {@return a view of an array, of one dimension and format {@code f}}
   *
   * @param a the array, shared
   */
  public static NdView of(float[] a) {
    return Views.ofArray(MemorySegment.ofArray(a), "f", a, a.length);
  }

  /**
   * {@return a view of an array, of one dimension and format {@code d}}
   *
   * @param a the array, shared
   */
  public static NdView of(double[] a) {
    return Views.ofArray(MemorySegment.ofArray(a), "d", a, a.length);
  }

  /**
   * {@return a view of the remaining bytes of a buffer, of one dimension and format {@code B},
   * read-only if the buffer is} The buffer's own byte order plays no part: {@link #cast(String)}
   * says one.
   *
   * @param b the buffer, whose bytes are shared; its position and limit may change later
   */
  public static NdView of(ByteBuffer b) {
    return Views.ofSegment(MemorySegment.ofBuffer(b), b);
  }

  /**
   * {@return a view of the bytes of a segment, of one dimension and format {@code B}, read-only if
   * the segment is}
   *
   * @param memory the memory, shared
   */
  public static NdView of(MemorySegment memory) {
    return Views.ofSegment(memory, memory);
  }

  /**
   * {@return a C-contiguous view that begins at the first byte of a segment, read-only if the
   * segment is}
   *
   * @param memory the memory, shared; it may be longer than the view
   * @param format the format of an item
   * @param shape the lengths of the dimensions; none for a view of one item without dimensions
   * @throws FormatException if the format does not parse
   * @throws IllegalArgumentException if a length is negative, or there are more than 64
   * @throws IndexOutOfBoundsException if the segment is too short
   */
  public static NdView of(MemorySegment memory, String format, long... shape) {
    Format parsed = Format.parse(format);
    return of(memory, parsed, Layout.contiguous(Order.C, parsed.itemsize(), shape));
  }

  /**
   * {@return a view of any layout, read-only if the segment is} Where the layout has pointers
   * (suboffsets), they are native addresses within the segment; those of a heap segment count from
   * its {@link MemorySegment#address()}, which is 0 for a whole array.
   *
   * @param memory the memory, shared, in which the layout's offset counts
   * @param format the format of an item; if the layout's itemsize is larger, the rest is padding
   * @param layout where the items lie
   * @throws IllegalArgumentException if the layout's itemsize is smaller than the format's
   * @throws IndexOutOfBoundsException if an item, or a pointer of the first pointer dimension,
   *     would lie outside the segment
   */
  public static NdView of(MemorySegment memory, Format format, Layout layout) {
    return of(memory, format, layout, memory);
  }

  /**
   * {@return a view as by {@link #of(MemorySegment, Format, Layout)}, of memory that some object
   * keeps alive} This is for bridges to other libraries.
   *
   * @param memory the memory, shared
   * @param format the format of an item
   * @param layout where the items lie
   * @param obj what the memory belongs to: kept reachable, and told by {@link #obj()}
   * @throws IllegalArgumentException if the layout's itemsize is smaller than the format's
   * @throws IndexOutOfBoundsException if an item, or a pointer of the first pointer dimension,
   *     would lie outside the segment
   */
  public static NdView of(MemorySegment memory, Format format, Layout layout, Object obj) {
    return Views.checked(Backing.of(memory, obj), format, layout);
  }

  /**
   * {@return a view as by {@link #of(MemorySegment, Format, Layout, Object)}, of memory that its
   * owner may take away} This is for bridges to other libraries, whose memory does not tell by
   * itself that it is gone.
   *
   * @param memory the memory, shared
   * @param format the format of an item
   * @param layout where the items lie
   * @param obj what the memory belongs to: kept reachable, and told by {@link #obj()}
   * @param guard asked before each use of the view, and of every view made of it
   * @throws IllegalArgumentException if the layout's itemsize is smaller than the format's
   * @throws IndexOutOfBoundsException if an item, or a pointer of the first pointer dimension,
   *     would lie outside the segment
   */
  public static NdView of(
      MemorySegment memory, Format format, Layout layout, Object obj, MemoryGuard guard) {
    return Views.checked(Backing.of(memory, obj).guarded(guard), format, layout);
  }

  /**
   * {@return Java's arrays of arrays, such as {@code float[][]}, as a view with suboffsets: every
   * dimension but the last is one of pointers} The items are shared; which arrays are the rows is
   * looked up once.
   *
   * @param arrays arrays of arrays of byte, short, char, int, long, float or double, of any depth
   *     from 2
   * @throws IllegalArgumentException if it is something else, or ragged, or has null for a row
   */
  public static NdView ofRows(Object arrays) {
    return NestedArrays.view(arrays);
  }

  /**
   * {@return a whole file, mapped read-only, of one dimension and format {@code B}} Closing the
   * last view of it unmaps the file.
   *
   * @param file the file
   * @throws java.io.UncheckedIOException if it cannot be opened or mapped
   */
  public static NdView map(Path file) {
    return Views.map(file, FileChannel.MapMode.READ_ONLY, 0, -1);
  }

  /**
   * {@return a part of a file, mapped, of one dimension and format {@code B}} Closing the last view
   * of it unmaps the file.
   *
   * @param file the file
   * @param mode read-only, read and write, or private (copy on write)
   * @param position the first byte of the part
   * @param size the length of the part, in bytes; a writable file grows to hold it
   * @throws IllegalArgumentException if the position or size is negative
   * @throws java.io.UncheckedIOException if the file cannot be opened or mapped, or is too short
   *     and not to be written
   */
  public static NdView map(Path file, FileChannel.MapMode mode, long position, long size) {
    return Views.map(file, mode, position, Views.notNegative(size, "size"));
  }

  /**
   * {@return a view of new native memory, all zeros, in C order} The memory is freed when the last
   * view of it is closed, or collected.
   *
   * @param format the format of an item
   * @param shape the lengths of the dimensions; none for one item without dimensions
   * @throws FormatException if the format does not parse
   * @throws IllegalArgumentException if a length is negative, there are more than 64, or the size
   *     in bytes overflows
   * @throws OutOfMemoryError if there is not so much memory
   */
  public static NdView allocate(String format, long... shape) {
    Format parsed = Format.parse(format);
    return Views.allocate(parsed, Layout.contiguous(Order.C, parsed.itemsize(), shape));
  }

  // attributes

  /** {@return the format of an item} */
  public final Format format() {
    checkLive();
    return format;
  }

  /** {@return where the items lie; its offset counts in {@link #segment()}} */
  public final Layout layout() {
    checkLive();
    return layout;
  }

  /** {@return the size of an item, in bytes} */
  public final long itemsize() {
    checkLive();
    return layout.itemsize();
  }

  /**
   * {@return the number of items times the itemsize, in bytes: what {@link #toBytes()} takes, not
   * what the view spans}
   */
  public final long nbytes() {
    checkLive();
    return layout.nbytes();
  }

  /** {@return the number of dimensions} */
  public final int ndim() {
    checkLive();
    return layout.ndim();
  }

  /** {@return the number of items} */
  public final long size() {
    checkLive();
    return layout.size();
  }

  /** {@return the lengths of the dimensions} */
  public final long[] shape() {
    checkLive();
    return layout.shape();
  }

  /** {@return the steps from item to item along each dimension, in bytes, of any sign} */
  public final long[] strides() {
    checkLive();
    return layout.strides();
  }

  /**
   * {@return what is added behind the pointer of each dimension, in bytes; empty if the view has no
   * suboffsets} A dimension without a pointer has -1; {@link Layout#isPointer} tells the two apart
   * where slicing made a suboffset negative.
   */
  public final long[] suboffsets() {
    checkLive();
    return layout.suboffsets();
  }

  /** {@return whether the view refuses writes} */
  public final boolean isReadOnly() {
    checkLive();
    return base.readOnly();
  }

  /** {@return whether the items lie without gaps in C order; always so for a view without items} */
  public final boolean isCContiguous() {
    checkLive();
    return layout.isCContiguous();
  }

  /**
   * {@return whether the items lie without gaps in Fortran's order; always so for a view without
   * items}
   */
  public final boolean isFContiguous() {
    checkLive();
    return layout.isFContiguous();
  }

  /** {@return whether the items lie without gaps, in either order} */
  public final boolean isContiguous() {
    checkLive();
    return layout.isContiguous();
  }

  /**
   * {@return what was viewed: the array, buffer, segment, arrays of arrays, or file; of allocated
   * memory, its segment}
   */
  public final Object obj() {
    checkLive();
    return base.obj();
  }

  /**
   * {@return the memory that the layout's offset counts in, read-only if the view is} Of a view
   * with suboffsets it holds the pointers of the first pointer dimension. Memory that a view made
   * goes with its views: keep one while you use its segment.
   */
  public final MemorySegment segment() {
    checkLive();
    return base.readOnly() ? segment.asReadOnly() : segment;
  }

  // items

  /**
   * {@return the item at an index, boxed as the class's description tells}
   *
   * @param index one index for each dimension, each from 0 up to its length; none for a view
   *     without dimensions
   * @throws IndexOutOfBoundsException if an index lies outside its dimension, or a pointer leads
   *     out of the memory given
   * @throws IllegalArgumentException if there are more or fewer indices than dimensions
   * @throws UnsupportedOperationException if the format has no value in Java ({@code O}, an unknown
   *     {@code [name]})
   * @throws IllegalStateException if the view is released, or its memory closed
   */
  public final Object get(long... index) {
    checkRank(index.length);
    AddressSpace.Place place = place(index);
    Object item = codec().get(place.segment(), place.offset());
    Reference.reachabilityFence(this);
    return item;
  }

  /**
   * Sets the item at an index. Integers and bools take any Number that they hold exactly; floats
   * round to nearest, ties to even, directly in one rounding; structs and sub-arrays take lists, a
   * {@link StructValue} being one; {@code s} and {@code p} take byte[], {@code u} and {@code w}
   * text, filled up with zeros. The value is checked whole before anything is written.
   *
   * @param value the new value
   * @param index one index for each dimension, each from 0 up to its length; none for a view
   *     without dimensions
   * @throws IllegalArgumentException if the format does not hold the value, or there are more or
   *     fewer indices than dimensions
   * @throws IndexOutOfBoundsException if an index lies outside its dimension, or a pointer leads
   *     out of the memory given
   * @throws ReadOnlyBufferException if the view is read-only
   * @throws UnsupportedOperationException if the format has no value in Java
   * @throws IllegalStateException if the view is released, or its memory closed
   */
  public final void set(Object value, long... index) {
    checkRank(index.length);
    checkWritable();
    AddressSpace.Place place = place(index);
    codec().put(place.segment(), place.offset(), Objects.requireNonNull(value, "value"));
    Reference.reachabilityFence(this);
  }

  // sub-views, never a copy

  /**
   * {@return the view that an index in NumPy's basic syntax names: {@code "1:10:2, ..., ::-1,
   * newaxis, -3"}} An integer drops its dimension, and negative numbers count from the end. An
   * integer along a dimension of pointers follows the pointer.
   *
   * @param index the index; what it leaves out is kept whole
   * @throws IllegalArgumentException if the text does not parse, a step is 0, or there are two
   *     ellipses
   * @throws IndexOutOfBoundsException if an integer lies outside its dimension, or there are more
   *     indices than dimensions
   * @throws UnsupportedOperationException if suboffsets cannot express the result: see {@link
   *     Layout#slice(Index...)}
   */
  public final NdView slice(String index) {
    checkLive();
    return slice(Index.parse(index).toArray(Index[]::new));
  }

  /**
   * {@return the view that an index names, as {@link #slice(String)}}
   *
   * @param index the parts of the index; what they leave out is kept whole
   * @throws IllegalArgumentException if a step is 0, or there are two ellipses
   * @throws IndexOutOfBoundsException if an integer lies outside its dimension, or there are more
   *     indices than dimensions
   * @throws UnsupportedOperationException if suboffsets cannot express the result: see {@link
   *     Layout#slice(Index...)}
   */
  public final NdView slice(Index... index) {
    checkLive();
    return Views.slice(this, List.of(index));
  }

  /**
   * {@return the view of one fewer dimensions at one index of a dimension}
   *
   * @param dim the dimension; negative ones count from the last
   * @param i the index along it; negative ones count from the end
   * @throws IllegalArgumentException if there is no such dimension
   * @throws IndexOutOfBoundsException if the index lies outside the dimension
   * @throws UnsupportedOperationException if suboffsets cannot express the result
   */
  public final NdView select(int dim, long i) {
    checkLive();
    return Views.select(this, dim, i);
  }

  /**
   * {@return the view of one field of every item} A sub-array's dimensions become dimensions of the
   * view, as in NumPy.
   *
   * @param name the field's name
   * @throws IllegalArgumentException if the format has no such field
   */
  public final NdView field(String name) {
    checkLive();
    return Views.field(this, name);
  }

  /**
   * {@return the view with its dimensions in another order}
   *
   * @param axes for each dimension of the result, that of this view; negative ones count from the
   *     last
   * @throws IllegalArgumentException if they are not all dimensions, each once, or if suboffsets
   *     cannot express the order
   */
  public final NdView permute(int... axes) {
    checkLive();
    return derive(format, layout.permute(axes));
  }

  /**
   * {@return the view with its dimensions in reverse order}
   *
   * @throws IllegalArgumentException if suboffsets cannot express the order
   */
  public final NdView transpose() {
    checkLive();
    return derive(format, layout.transpose());
  }

  /**
   * {@return the same items in the same C order under another shape} Never a copy.
   *
   * @param shape the new lengths; one may be -1 and is inferred
   * @throws IllegalArgumentException if the number of items differs, or no strides describe the
   *     result; {@code copy().reshape(...)} always works
   */
  public final NdView reshape(long... shape) {
    checkLive();
    return derive(format, layout.reshape(shape));
  }

  /** {@return the view without its dimensions of length 1} */
  public final NdView squeeze() {
    checkLive();
    return Views.squeeze(this);
  }

  /**
   * {@return the view repeated to a larger shape by NumPy's rule, with strides of 0; read-only,
   * since an item may stand in many places}
   *
   * @param shape the new lengths
   * @throws IllegalArgumentException if a length that is not 1 differs
   */
  public final NdView broadcastTo(long... shape) {
    checkLive();
    return Views.share(this, base.asReadOnly(), format, layout.broadcastTo(shape));
  }

  /**
   * {@return the bytes of a contiguous view as items of another format, in one dimension}
   * memoryview's cast, without its limits: from any format to any, from any number of dimensions,
   * C- or F-contiguous.
   *
   * @param format the new format
   * @throws FormatException if the format does not parse
   * @throws IllegalArgumentException if the view is not contiguous, or its bytes are no multiple of
   *     the new itemsize
   */
  public final NdView cast(String format) {
    checkLive();
    Format to = Format.parse(format);
    return derive(to, layout.cast(to.itemsize()));
  }

  /**
   * {@return the bytes of a C-contiguous view as items of another format, in a C-contiguous shape}
   *
   * @param format the new format
   * @param shape the new lengths; their product times the new itemsize is the size in bytes. None
   *     is inferred: -1 is an error here
   * @throws FormatException if the format does not parse
   * @throws IllegalArgumentException if the view is not C-contiguous, or the sizes differ
   */
  public final NdView cast(String format, long... shape) {
    return cast(format, Order.C, shape);
  }

  /**
   * {@return the bytes of a contiguous view as items of another format, in a shape of a given
   * order}
   *
   * @param format the new format
   * @param order C, or F for the strides of Fortran's order; A is C
   * @param shape the new lengths; their product times the new itemsize is the size in bytes
   * @throws FormatException if the format does not parse
   * @throws IllegalArgumentException if the view is not contiguous in C order (or, for F, in
   *     either), or the sizes differ
   */
  public final NdView cast(String format, Order order, long... shape) {
    checkLive();
    Format to = Format.parse(format);
    return derive(to, layout.cast(to.itemsize(), order, shape));
  }

  /**
   * {@return the same memory as items of another format that lie in another way} NumPy's {@code
   * as_strided}, checked. This is for bridges: the new view shares the ownership of the memory.
   *
   * @param format the format of an item; if the layout's itemsize is larger, the rest is padding
   * @param layout where the items lie in {@link #segment()}
   * @throws IllegalArgumentException if the layout's itemsize is smaller than the format's
   * @throws IndexOutOfBoundsException if an item, or a pointer of the first pointer dimension,
   *     would lie outside the segment
   * @see PointerTable#view
   */
  public final NdView as(Format format, Layout layout) {
    checkLive();
    return Views.restrided(this, format, layout);
  }

  /** {@return the same view, which refuses writes} */
  public final NdView toReadOnly() {
    checkLive();
    return Views.share(this, base.asReadOnly(), format, layout);
  }

  /**
   * {@return the same view over no more memory than its items span: the offset of the layout counts
   * from their lowest byte} This is the block to write to a file beside the view's {@link
   * #metadata()}.
   *
   * @throws UnsupportedOperationException if the view has pointers; {@link #copy()} has none, and a
   *     {@link PointerTable} gathers what they lead to
   */
  public final NdView trimmed() {
    checkLive();
    return Views.trimmed(this);
  }

  // copies

  /** {@return the items' bytes in C order} */
  public final byte[] toBytes() {
    return toBytes(Order.C);
  }

  /**
   * {@return the items' bytes}
   *
   * @param order C or F; A: F if the view is F-contiguous and not C-contiguous, else C
   * @throws IllegalArgumentException if there are more bytes than a Java array holds
   */
  public final byte[] toBytes(Order order) {
    checkLive();
    byte[] bytes = ByteCopies.bytes(side(), order(order));
    Reference.reachabilityFence(this);
    return bytes;
  }

  /**
   * {@return the items as nested unmodifiable lists; of a view without dimensions, the item}
   *
   * @throws UnsupportedOperationException if the format has no value in Java
   */
  public final Object toList() {
    checkLive();
    Object list = ListsAndArrays.list(raw());
    Reference.reachabilityFence(this);
    return list;
  }

  /**
   * {@return the items as Java's arrays of arrays, of the narrowest type that holds every value of
   * the format} {@code ?} boolean; {@code b c} byte; {@code h} short; {@code B H i} int; {@code I
   * q} long; {@code e f} and bfloat16 float; {@code d g} double; {@code u} char; others the types
   * that {@link #get} boxes in. A view without dimensions gives an array of one item.
   *
   * @throws IllegalArgumentException if a dimension is longer than a Java array
   * @throws UnsupportedOperationException if the format has no value in Java
   */
  public final Object toArray() {
    checkLive();
    Object array = ListsAndArrays.array(raw());
    Reference.reachabilityFence(this);
    return array;
  }

  /**
   * {@return the items' bytes in C order, as lower-case hexadecimal digits}
   *
   * @throws IllegalArgumentException if these are more than a String holds
   */
  public final String hex() {
    checkLive();
    return HexText.of(raw());
  }

  /**
   * {@return the items' bytes in C order as hexadecimal digits, in groups: memoryview's hex}
   *
   * @param sep what stands between the groups, an ASCII character
   * @param bytesPerSep the bytes of a group, counted from the right; negative: from the left; 0: no
   *     groups
   * @throws IllegalArgumentException if the separator is no ASCII character, or the text longer
   *     than a String
   */
  public final String hex(char sep, int bytesPerSep) {
    checkLive();
    return HexText.of(raw(), sep, bytesPerSep);
  }

  /** {@return a copy in new native memory, in C order} */
  public final NdView copy() {
    return copy(Order.C);
  }

  /**
   * {@return a copy in new native memory, which is freed when the last view of it is closed, or
   * collected}
   *
   * @param order C or F; A: F if the view is F-contiguous and not C-contiguous, else C
   */
  public final NdView copy(Order order) {
    return copy(order, Execution.SEQUENTIAL);
  }

  /**
   * {@return a copy in new native memory, as {@link #copy(Order)} makes it}
   *
   * @param order C or F; A: F if the view is F-contiguous and not C-contiguous, else C
   * @param execution whether other threads help
   */
  public final NdView copy(Order order, Execution execution) {
    checkLive();
    NdView copy =
        Views.allocate(format, Layout.contiguous(order(order), layout.itemsize(), layout.shape()));
    TiledTransfer.copy(side(), copy.side(), execution);
    Reference.reachabilityFence(this);
    return copy;
  }

  /**
   * Copies all items of a view of the same format and shape into this one. The two may lie over
   * each other in any way, in any number of dimensions: the result is as if the source had been
   * copied before.
   *
   * @param source the items
   * @throws IllegalArgumentException if the formats or shapes differ; {@link #convertTo(NdView)} is
   *     between formats. As memoryview has it, lengths after the first 0 do not matter
   * @throws ReadOnlyBufferException if this view is read-only
   */
  public final void assign(NdView source) {
    assign(source, Execution.SEQUENTIAL);
  }

  /**
   * Copies all items of a view of the same format and shape into this one, as {@link
   * #assign(NdView)} does.
   *
   * @param source the items
   * @param execution whether other threads help; they do not where items of this view lie over each
   *     other, of which the last one written counts
   * @throws IllegalArgumentException if the formats or shapes differ
   * @throws ReadOnlyBufferException if this view is read-only
   */
  public final void assign(NdView source, Execution execution) {
    checkLive();
    checkWritable();
    Views.checkSameStructure(this, source);
    ByteCopies.assign(source.side(), side(), execution);
    Reference.reachabilityFence(this);
    Reference.reachabilityFence(source);
  }

  /**
   * Converts all items into another numeric format, by the rule {@link Casting#SAME_KIND}.
   *
   * @param target the view to write, of the same shape; it may lie over this one
   * @throws IllegalArgumentException if the shapes differ, a format is not numeric, the rule
   *     forbids the conversion, or an integer does not fit. Nothing is written then
   * @throws ReadOnlyBufferException if the target is read-only
   */
  public final void convertTo(NdView target) {
    convertTo(target, Casting.SAME_KIND);
  }

  /**
   * Converts all items into another numeric format.
   *
   * @param target the view to write, of the same shape; it may lie over this one
   * @param casting which conversions are allowed, and what becomes of values that do not fit
   * @throws IllegalArgumentException if the shapes differ, a format is not numeric, the rule
   *     forbids the conversion, or an integer does not fit. Nothing is written then
   * @throws ReadOnlyBufferException if the target is read-only
   */
  public final void convertTo(NdView target, Casting casting) {
    convertTo(target, casting, 1, 0);
  }

  /**
   * Converts all items into another numeric format in one pass, as {@code item * scale + shift},
   * computed in doubles and rounded once to the target's format. Scaled integers count as float64
   * under the casting rule, so that integers as a result need {@link Casting#UNSAFE}.
   *
   * @param target the view to write, of the same shape; it may lie over this one
   * @param casting which conversions are allowed, and what becomes of values that do not fit
   * @param scale what each item is multiplied by
   * @param shift what is added then
   * @throws IllegalArgumentException if the shapes differ, a format is not numeric, the rule
   *     forbids the conversion, or an integer does not fit. Nothing is written then
   * @throws ReadOnlyBufferException if the target is read-only
   */
  public final void convertTo(NdView target, Casting casting, double scale, double shift) {
    convertTo(target, casting, scale, shift, Execution.SEQUENTIAL);
  }

  /**
   * Converts all items into another numeric format, as {@link #convertTo(NdView, Casting, double,
   * double)} does.
   *
   * @param target the view to write, of the same shape; it may lie over this one
   * @param casting which conversions are allowed, and what becomes of values that do not fit
   * @param scale what each item is multiplied by; 1 with a shift of 0 for none
   * @param shift what is added then
   * @param execution whether other threads help
   * @throws IllegalArgumentException as there, and nothing is written
   * @throws ReadOnlyBufferException if the target is read-only
   */
  public final void convertTo(
      NdView target, Casting casting, double scale, double shift, Execution execution) {
    checkLive();
    target.checkLive();
    boolean scaled = scale != 1 || shift != 0;
    new Conversion(raw(), target.raw(), casting, scale, shift, scaled, execution).run();
    Reference.reachabilityFence(this);
    Reference.reachabilityFence(target);
  }

  /**
   * Converts all items into another numeric format in one call, as {@code item * scale[i] +
   * shift[i]}, where i is the index along one axis: the normalisation of channels. Computed and
   * rounded as {@link #convertTo(NdView, Casting, double, double)} does, integers always counting
   * as float64.
   *
   * @param target the view to write, of the same shape; it may lie over this one. A permuted view
   *     of the target reorders the axes on the way
   * @param casting which conversions are allowed, and what becomes of values that do not fit
   * @param scale what the items at each index are multiplied by
   * @param shift what is added then
   * @param axis the axis; negative ones count from the last
   * @throws IllegalArgumentException if the shapes differ, there is no such axis, scales or shifts
   *     are more or fewer than its length, a format is not of real numbers, or the rule forbids the
   *     conversion. Nothing is written then
   * @throws ReadOnlyBufferException if the target is read-only
   */
  public final void convertTo(
      NdView target, Casting casting, double[] scale, double[] shift, int axis) {
    convertTo(target, casting, scale, shift, axis, Execution.SEQUENTIAL);
  }

  /**
   * Converts all items into another numeric format with a scale and a shift for each index along an
   * axis, as {@link #convertTo(NdView, Casting, double[], double[], int)} does.
   *
   * @param target the view to write, of the same shape; it may lie over this one
   * @param casting which conversions are allowed, and what becomes of values that do not fit
   * @param scale what the items at each index are multiplied by
   * @param shift what is added then
   * @param axis the axis; negative ones count from the last
   * @param execution whether other threads help
   * @throws IllegalArgumentException as there, and nothing is written
   * @throws ReadOnlyBufferException if the target is read-only
   */
  public final void convertTo(
      NdView target,
      Casting casting,
      double[] scale,
      double[] shift,
      int axis,
      Execution execution) {
    checkLive();
    target.checkLive();
    target.checkSameShape(this);
    int dim = LayoutAxes.axis(axis, layout.ndim());
    ChannelConversion.of(raw(), target.raw(), casting, scale, shift, dim).run(execution);
    Reference.reachabilityFence(this);
    Reference.reachabilityFence(target);
  }

  // comparing and finding

  /**
   * {@return whether the shapes are equal and all items are, as Python's == has it} Numbers are
   * compared exactly whatever their formats, NaN equals nothing, and padding plays no part. As in
   * memoryview, lengths after the first 0 do not matter. Beyond it, structs and text are compared
   * by value too, and what has no value in Java by format and bytes.
   *
   * @param other the other view
   */
  public final boolean contentEquals(NdView other) {
    return contentEquals(other, Execution.SEQUENTIAL);
  }

  /**
   * {@return whether the shapes are equal and all items are, as {@link #contentEquals(NdView)} has
   * it}
   *
   * @param other the other view
   * @param execution whether other threads help
   */
  public final boolean contentEquals(NdView other, Execution execution) {
    checkLive();
    other.checkLive();
    boolean equal = ContentEquality.equal(raw(), other.raw(), execution);
    Reference.reachabilityFence(this);
    Reference.reachabilityFence(other);
    return equal;
  }

  /**
   * {@return whether an item equals a value, as Python's == has it}
   *
   * @param v the value
   */
  public final boolean contains(Object v) {
    return indexOf(v) >= 0;
  }

  /**
   * {@return how many items equal a value, as Python's == has it}
   *
   * @param v the value
   */
  public final long count(Object v) {
    return count(v, Execution.SEQUENTIAL);
  }

  /**
   * {@return how many items equal a value, as Python's == has it}
   *
   * @param v the value
   * @param execution whether other threads help
   */
  public final long count(Object v, Execution execution) {
    checkLive();
    long count = new Search(raw(), v).count(execution);
    Reference.reachabilityFence(this);
    return count;
  }

  /**
   * {@return the number of the first item that equals a value, as Python's == has it, or -1} Items
   * of several dimensions are numbered in C order.
   *
   * @param v the value
   */
  public final long indexOf(Object v) {
    checkLive();
    long index = new Search(raw(), v).first();
    Reference.reachabilityFence(this);
    return index;
  }

  /**
   * {@return the items of a view of one dimension, or the sub-views along the first dimension of
   * one of several}
   *
   * @throws IllegalArgumentException if the view has no dimensions
   */
  @Override
  public final Iterator<Object> iterator() {
    checkLive();
    return Views.iterator(this);
  }

  // lifetime

  /**
   * Releases this view: it refuses every later use but {@link #toString}, {@link #isReleased} and
   * this, which does nothing then. Other views of the same memory live on; memory that a view made
   * is freed with the last of them.
   *
   * @throws IllegalStateException if native code still holds the memory; the collector frees it
   *     later
   */
  @Override
  public final synchronized void close() {
    if (live != RELEASED) {
      live = RELEASED;
      if (base.owner() != null) {
        base.owner().release();
      }
    }
  }

  /** {@return whether this view was closed} */
  public final boolean isReleased() {
    return live == RELEASED;
  }

  /**
   * {@return what another process needs to rebuild this view over the bytes of {@link #segment()}}
   * Of a view with pointers it describes the block that its {@link PointerTable} gathers.
   *
   * @throws UnsupportedOperationException if the view has a format that no other machine
   *     understands; the message names the way out
   */
  public final ViewMetadata metadata() {
    checkLive();
    return ViewMetadata.of(this);
  }

  /**
   * {@return format, shape and items, as NumPy prints an array, summarised when large; it never
   * fails}
   */
  @Override
  public final String toString() {
    return isReleased() ? "NdView (released)" : ArrayPrinter.print(raw(), this::checkLive);
  }

  // what the package builds on

  final NdView derive(Format format, Layout layout) {
    return Views.share(this, base, format, layout);
  }

  final ItemCodec codec() {
    ItemCodec made = codec;
    if (made == null) {
      made = ItemCodec.of(format);
      codec = made;
    }
    return made;
  }

  /** Order A told apart. */
  final Order order(Order order) {
    return switch (order) {
      case C, F -> order;
      case A -> layout.isFContiguous() && !layout.isCContiguous() ? Order.F : Order.C;
    };
  }

  private AddressSpace.Place place(long[] index) {
    if (layout.hasPointers()) {
      for (int d = 0; d < index.length; d++) {
        if (index[d] < 0 || index[d] >= layout.shape(d)) {
          throw outside(index);
        }
      }
      AddressSpace.Place place = side().place(index);
      // the whole item, so that nothing is written of one that lies half outside
      Objects.checkFromIndexSize(place.offset(), layout.itemsize(), place.segment().byteSize());
      return place;
    }
    return new AddressSpace.Place(segment, layout.offsetOf(index));
  }

  final MemorySegment writable() {
    checkWritable();
    return segment;
  }

  final void checkWritable() {
    if (base.readOnly()) {
      throw new ReadOnlyBufferException();
    }
  }

  /** What the engine works on. */
  final RawView raw() {
    return new RawView(side(), format, this::codec, base.readOnly());
  }

  private StridedMemory side() {
    return new StridedMemory(base.space(), segment, layout);
  }

  final void checkSameShape(NdView other) {
    if (!Arrays.equals(layout.shape(), other.layout.shape())) {
      throw new IllegalArgumentException(
          "the shapes differ: "
              + Arrays.toString(other.layout.shape())
              + " to "
              + Arrays.toString(layout.shape()));
    }
  }

  final void checkLive() {
    if (live < 0) {
      askGuard();
    }
  }

  final void checkRank(int indices) {
    if (live != indices) {
      checkLive();
      if (indices != layout.ndim()) {
        throw new IllegalArgumentException(
            indices
                + " indices for a view of "
                + layout.ndim()
                + " dimensions; slice() takes fewer");
      }
    }
  }

  private void askGuard() {
    MemoryGuard guard = base.guard();
    if (live == RELEASED || guard == null) {
      throw new IllegalStateException("the view is released");
    }
    guard.check();
  }

  /** Names the index that lies outside its dimension. */
  final IndexOutOfBoundsException outside(long... index) {
    for (int d = 0; d < index.length; d++) {
      if (index[d] < 0 || index[d] >= layout.shape(d)) {
        return LayoutSlicing.outOfBounds(index[d], d, layout.shape(d));
      }
    }
    throw new AssertionError(Arrays.toString(index));
  }
}
