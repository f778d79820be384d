package org.ndview;

import java.io.IOException;
import java.io.NotSerializableException;
import java.io.Serializable;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.CharBuffer;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.nio.ReadOnlyBufferException;
import java.nio.ShortBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.ndview.format.Format;
import org.ndview.format.FormatException;
import org.ndview.format.Scalar;
import org.ndview.internal.bulk.ByteCopies;
import org.ndview.internal.bulk.ParallelSplit;
import org.ndview.internal.bulk.TiledTransfer;
import org.ndview.internal.export.ArrayPrinter;
import org.ndview.internal.export.HexText;
import org.ndview.internal.export.ListsAndArrays;
import org.ndview.internal.item.BoxedCasts;
import org.ndview.internal.item.CharItems;
import org.ndview.internal.item.ItemCodec;
import org.ndview.internal.memory.AddressSpace;
import org.ndview.internal.memory.Backing;
import org.ndview.internal.memory.LentMemory;
import org.ndview.internal.memory.OpenFlag;
import org.ndview.internal.memory.OwnedMemory;
import org.ndview.internal.memory.StridedMemory;
import org.ndview.internal.numeric.ContentEquality;
import org.ndview.internal.numeric.Conversion;
import org.ndview.internal.numeric.Gather;
import org.ndview.internal.numeric.ItemFill;
import org.ndview.internal.numeric.Moments;
import org.ndview.internal.numeric.RawView;
import org.ndview.internal.numeric.Reduction;
import org.ndview.internal.numeric.Search;
import org.ndview.json.ViewMetadata;

/**
 * A typed, strided, n-dimensional view of memory: CPython's {@code memoryview}, with NumPy's
 * slicing, fields and reshaping.
 *
 * <p><b>Lifetime.</b> A view that made its own memory ({@link #allocate}, {@link #map(Path)},
 * {@link #copy()}, the readers of files) owns it: closing that view frees or unmaps it at once.
 * Views made of it (slices, casts, rows of a for-each) are not shares of it and need no closing;
 * they refuse every use from then on. So write
 *
 * {@snippet lang="java" :
 * try (NdView pixels = NdView.allocate("B", 2, 28, 28)) {
 *   for (Object image : pixels) {
 *     ((NdView) image).setInt(255, 14, 14);
 *   }
 *   System.out.println(pixels.slice(":, 14, 13:16").toList()); // [[0, 255, 0], [0, 255, 0]]
 * }
 * }
 *
 * <p>Closing one of the other views ends that view alone. Memory that nobody closed is freed by the
 * collector when no view of it is reachable. A view over memory that somebody else owns (an array,
 * a segment, an arena) keeps its owner reachable, and closes nothing but itself. Keep the view
 * while you use its {@link #segment()}. A closed view refuses every use but {@link #toString},
 * {@link #isReleased} and {@link #close}.
 *
 * <p>A view is a {@link MemorySegment}, a {@link Format} that says what one item means, a {@link
 * Layout} that says where the items lie, a lifetime and a read-only flag. Every method that returns
 * an NdView shares this view's memory, except {@link #copy()}.
 *
 * <p><b>Items.</b> The typed getters and setters ({@link #getDouble(long, long)} and its kin) read
 * and write numbers without boxing; {@link #get} and {@link #set} do so for every format, boxed in
 * the smallest type that holds every value: {@code ?} Boolean; {@code b B h H i} Integer; {@code I
 * l q n} Long; {@code Q N P &} BigInteger; {@code e f} and bfloat16 Float; {@code d g} Double;
 * complex {@link Complex}; {@code c} Byte; {@code s p} byte[]; {@code u w} String; a struct, or a
 * plain format of several items, {@link StructValue}; a sub-array a List.
 *
 * <p><b>Safety.</b> Layouts are checked when a view is made, indices at every access. A pointer
 * found in memory (see {@link #suboffsets}) is followed only inside the memory that the view was
 * given. Where another process cuts a mapped file short, operations on many items throw an {@link
 * IllegalStateException} that names the file, and so do {@link #get} and {@link #set} where they
 * can; the typed getters and setters throw the JVM's {@link InternalError}, which compiled code
 * delivers too late for anyone to translate.
 *
 * <p>{@code equals} and {@code hashCode} are identity, since memory changes; {@link #contentEquals}
 * compares items. Views may be used by several threads as their memory may.
 */
@SuppressWarnings("serial") // it is never written: see writeReplace
public abstract sealed class NdView extends TypedItems
    implements AutoCloseable, Iterable<Object>, Serializable permits ScalarView, GeneralView {
  final Backing backing;
  final MemorySegment segment;
  final Format format;
  final Layout layout;

  /** The openRank of a view that was closed. */
  private static final int RELEASED = -1;

  /**
   * The number of dimensions, or {@link #RELEASED}: one comparison in an item access answers for
   * rank and release.
   */
  private int openRank;

  /** The openRank of a view that can be written, of another {@link #RELEASED}. */
  private int writeRank;

  /** Asked before each use of memory that somebody else may take away. */
  private final @Nullable MemoryGuard guard;

  /** Asked before each use of memory that does not tell by itself when it is gone. */
  private final @Nullable OpenFlag open;

  /** Whether closing this view frees the memory. */
  private boolean owns;

  private @Nullable ItemCodec codec;

  NdView(Backing backing, Format format, Layout layout) {
    this.backing = backing;
    this.segment = backing.segment();
    this.format = format;
    this.layout = layout;
    openRank = layout.ndim();
    writeRank = backing.readOnly() ? RELEASED : openRank;
    guard = backing.guard();
    open = backing.open();
  }

  /** The view of the class that suits a format and a layout, which has been checked. */
  static NdView make(Backing backing, Format format, Layout layout) {
    if (format instanceof Scalar scalar && !layout.hasPointers()) {
      boolean swapped = scalar.mark().order() != ByteOrder.nativeOrder();
      NdView view = ScalarViews.of(backing, format, layout, scalar.type(), swapped);
      if (view != null) {
        return view;
      }
    }
    return new GeneralView(backing, format, layout);
  }

  // over memory, no copy

  /**
   * {@return a view of an array, of one dimension and format {@code b}: Java's bytes have a sign}
   * Buffers, segments and files are viewed as {@code B}; {@code of(a).cast("B")} is so too.
   *
   * @param a the array, shared
   */
  public static NdView of(byte[] a) {
    return ViewFactory.ofArray(MemorySegment.ofArray(a), "b", a, a.length);
  }

  /**
   * {@return a view of an array, of one dimension and format {@code h}}
   *
   * @param a the array, shared
   */
  public static NdView of(short[] a) {
    return ViewFactory.ofArray(MemorySegment.ofArray(a), "h", a, a.length);
  }

  /**
   * {@return a view of an array, of one dimension and format {@code u}: UCS-2 characters}
   *
   * @param a the array, shared
   */
  public static NdView of(char[] a) {
    return ViewFactory.ofArray(MemorySegment.ofArray(a), "u", a, a.length);
  }

  /**
   * {@return a view of an array, of one dimension and format {@code i}}
   *
   * @param a the array, shared
   */
  public static NdView of(int[] a) {
    return ViewFactory.ofArray(MemorySegment.ofArray(a), "i", a, a.length);
  }

  /**
   * {@return a view of an array, of one dimension and format {@code q}}
   *
   * @param a the array, shared
   */
  public static NdView of(long[] a) {
    return ViewFactory.ofArray(MemorySegment.ofArray(a), "q", a, a.length);
  }

  /**
   * {@return a view of an array, of one dimension and format {@code f}}
   *
   * @param a the array, shared
   */
  public static NdView of(float[] a) {
    return ViewFactory.ofArray(MemorySegment.ofArray(a), "f", a, a.length);
  }

  /**
   * {@return a view of an array, of one dimension and format {@code d}}
   *
   * @param a the array, shared
   */
  public static NdView of(double[] a) {
    return ViewFactory.ofArray(MemorySegment.ofArray(a), "d", a, a.length);
  }

  /**
   * {@return a read-only view of a copy of an array, of one dimension and format {@code ?}} Java
   * gives no access to the memory of a boolean array, so that it cannot be shared: later changes of
   * the array are not seen. The view is read-only, for nothing written to it could reach the array;
   * {@link #copy()} is writable. {@link #obj()} is the copy, a {@code byte[]} of 0 and 1.
   *
   * @param a the array, copied
   */
  public static NdView of(boolean[] a) {
    byte[] copy = new byte[a.length];
    for (int i = 0; i < a.length; i++) {
      copy[i] = (byte) (a[i] ? 1 : 0);
    }
    return ViewFactory.ofArray(MemorySegment.ofArray(copy).asReadOnly(), "?", copy, a.length);
  }

  /**
   * {@return a view of the remaining bytes of a buffer, of one dimension and format {@code B},
   * read-only if the buffer is} The buffer's own byte order does not matter: {@link #cast(String)}
   * says one.
   *
   * @param b the buffer, whose bytes are shared; its position and limit may change later
   */
  public static NdView of(ByteBuffer b) {
    return ViewFactory.ofSegment(MemorySegment.ofBuffer(b), b);
  }

  /**
   * {@return a view of the remaining items of a buffer, of one dimension and format {@code h}, in
   * the buffer's byte order, read-only if the buffer is}
   *
   * @param b the buffer, whose items are shared; its position and limit may change later
   */
  public static NdView of(ShortBuffer b) {
    return ViewFactory.ofBuffer(b, "h", b.order());
  }

  /**
   * {@return a view of the remaining items of a buffer, of one dimension and format {@code u}:
   * UCS-2 characters, in the buffer's byte order, read-only if the buffer is}
   *
   * @param b the buffer, whose items are shared; its position and limit may change later
   * @throws IllegalArgumentException if the buffer has neither an array nor native memory, as one
   *     that wraps a String
   */
  public static NdView of(CharBuffer b) {
    return ViewFactory.ofBuffer(b, "u", b.order());
  }

  /**
   * {@return a view of the remaining items of a buffer, of one dimension and format {@code i}, in
   * the buffer's byte order, read-only if the buffer is}
   *
   * @param b the buffer, whose items are shared; its position and limit may change later
   */
  public static NdView of(IntBuffer b) {
    return ViewFactory.ofBuffer(b, "i", b.order());
  }

  /**
   * {@return a view of the remaining items of a buffer, of one dimension and format {@code q}, in
   * the buffer's byte order, read-only if the buffer is}
   *
   * @param b the buffer, whose items are shared; its position and limit may change later
   */
  public static NdView of(LongBuffer b) {
    return ViewFactory.ofBuffer(b, "q", b.order());
  }

  /**
   * {@return a view of the remaining items of a buffer, of one dimension and format {@code f}, in
   * the buffer's byte order, read-only if the buffer is}
   *
   * @param b the buffer, whose items are shared; its position and limit may change later
   */
  public static NdView of(FloatBuffer b) {
    return ViewFactory.ofBuffer(b, "f", b.order());
  }

  /**
   * {@return a view of the remaining items of a buffer, of one dimension and format {@code d}, in
   * the buffer's byte order, read-only if the buffer is}
   *
   * @param b the buffer, whose items are shared; its position and limit may change later
   */
  public static NdView of(DoubleBuffer b) {
    return ViewFactory.ofBuffer(b, "d", b.order());
  }

  /**
   * {@return a view of the bytes of a segment, of one dimension and format {@code B}, read-only if
   * the segment is}
   *
   * @param memory the memory, shared
   */
  public static NdView of(MemorySegment memory) {
    return ViewFactory.ofSegment(memory, memory);
  }

  /**
   * {@return a C-contiguous view that begins at the first byte of a segment, read-only if the
   * segment is} No shape means one item, whatever the length of the segment. {@link #cast(String)}
   * views all of them:
   *
   * <pre>{@code
   * MemorySegment memory = MemorySegment.ofArray(new float[] {1, 2, 3});
   * NdView.of(memory, "f").get();              // 1.0: no dimensions, one item
   * NdView.of(memory, "f", 3).toList();        // [1.0, 2.0, 3.0]
   * NdView.of(memory).cast("f").toList();      // [1.0, 2.0, 3.0]
   * }</pre>
   *
   * @param memory the memory, shared; it may be longer than the view
   * @param format the format of an item
   * @param shape the lengths of the dimensions; none for a view of one item without dimensions
   * @throws FormatException if the format does not parse
   * @throws IllegalArgumentException if a length is negative, or there are more than 64
   * @throws IndexOutOfBoundsException if the segment is too short
   */
  public static NdView of(MemorySegment memory, String format, long... shape) {
    return of(memory, Format.parse(format), shape);
  }

  /**
   * {@return a C-contiguous view that begins at the first byte of a segment, read-only if the
   * segment is} No shape means one item: see {@link #of(MemorySegment, String, long...)}.
   *
   * @param memory the memory, shared; it may be longer than the view
   * @param format the format of an item
   * @param shape the lengths of the dimensions; none for a view of one item without dimensions
   * @throws IllegalArgumentException if a length is negative, or there are more than 64
   * @throws IndexOutOfBoundsException if the segment is too short
   */
  public static NdView of(MemorySegment memory, Format format, long... shape) {
    return of(memory, format, Layout.contiguous(Order.C, format.itemsize(), shape));
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
    return ViewFactory.checked(Backing.of(memory, obj), format, layout);
  }

  /**
   * {@return a view as by {@link #of(MemorySegment, Format, Layout, Object)}, of memory that its
   * owner may take away} This is for bridges to other libraries, whose memory gives no sign when it
   * is freed.
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
    return ViewFactory.checked(Backing.of(memory, obj).guarded(obj, guard), format, layout);
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
    return ViewFactory.map(file);
  }

  /**
   * {@return a part of a file, mapped, of one dimension and format {@code B}} Closing the last view
   * of it unmaps the file.
   *
   * @param file the file
   * @param mode read-only, read and write, or private (copy on write)
   * @param position the first byte of the part
   * @param size the length of the part (in bytes); a writable file grows to hold it
   * @throws IllegalArgumentException if the position or size is negative
   * @throws java.io.UncheckedIOException if the file cannot be opened or mapped, or is too short
   *     and not to be written
   */
  public static NdView map(Path file, FileChannel.MapMode mode, long position, long size) {
    return ViewFactory.map(file, mode, position, size);
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
    return allocate(Format.parse(format), shape);
  }

  /**
   * {@return a view of new native memory, all zeros, in C order} The memory is freed when the last
   * view of it is closed, or collected.
   *
   * @param format the format of an item
   * @param shape the lengths of the dimensions; none for one item without dimensions
   * @throws IllegalArgumentException if a length is negative, there are more than 64, or the size
   *     in bytes overflows
   * @throws OutOfMemoryError if there is not so much memory
   */
  public static NdView allocate(Format format, long... shape) {
    return ViewFactory.allocate(format, Layout.contiguous(Order.C, format.itemsize(), shape));
  }

  /**
   * {@return a whole file, mapped read-only in the memory of an arena, of one dimension and format
   * {@code B}} Closing the arena unmaps the file; closing the view ends the view alone.
   *
   * @param file the file
   * @param arena whose memory it is, and which says how long and to which threads
   * @throws java.io.UncheckedIOException if it cannot be opened or mapped
   * @throws IllegalStateException if the arena is closed
   */
  public static NdView map(Path file, Arena arena) {
    return ViewFactory.map(file, arena);
  }

  /**
   * {@return a part of a file, mapped in the memory of an arena, of one dimension and format {@code
   * B}} Closing the arena unmaps the file; closing the view ends the view alone.
   *
   * @param file the file
   * @param mode read-only, read and write, or private (copy on write)
   * @param position the first byte of the part (in bytes)
   * @param size the length of the part (in bytes); a writable file grows to hold it
   * @param arena whose memory it is, and which says how long and to which threads
   * @throws IllegalArgumentException if the position or size is negative
   * @throws java.io.UncheckedIOException if the file cannot be opened or mapped, or is too short
   *     and not to be written
   * @throws IllegalStateException if the arena is closed
   */
  public static NdView map(
      Path file, FileChannel.MapMode mode, long position, long size, Arena arena) {
    return ViewFactory.map(file, mode, position, size, arena);
  }

  /**
   * {@return a view of new native memory of an arena, all zeros, in C order} Closing the arena
   * frees the memory; closing the view ends the view alone.
   *
   * @param arena whose memory it is, and which says how long and to which threads
   * @param format the format of an item
   * @param shape the lengths of the dimensions; none for one item without dimensions
   * @throws FormatException if the format does not parse
   * @throws IllegalArgumentException if a length is negative, there are more than 64, or the size
   *     (in bytes) overflows
   * @throws OutOfMemoryError if there is not enough memory
   * @throws IllegalStateException if the arena is closed
   */
  public static NdView allocate(Arena arena, String format, long... shape) {
    return allocate(arena, Format.parse(format), shape);
  }

  /**
   * {@return a view of new native memory of an arena, all zeros, in C order} Closing the arena
   * frees the memory; closing the view ends the view alone.
   *
   * @param arena whose memory it is, and which says how long and to which threads
   * @param format the format of an item
   * @param shape the lengths of the dimensions; none for one item without dimensions
   * @throws IllegalArgumentException if a length is negative, there are more than 64, or the size
   *     (in bytes) overflows
   * @throws OutOfMemoryError if there is not enough memory
   * @throws IllegalStateException if the arena is closed
   */
  public static NdView allocate(Arena arena, Format format, long... shape) {
    return ViewFactory.allocate(
        arena, format, Layout.contiguous(Order.C, format.itemsize(), shape));
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

  /** {@return the size of an item (in bytes)} */
  public final long itemsize() {
    checkLive();
    return layout.itemsize();
  }

  /**
   * {@return the number of items times the itemsize (in bytes): what {@link #toBytes()} takes, not
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

  /** {@return the steps from item to item along each dimension (in bytes), of any sign} */
  public final long[] strides() {
    checkLive();
    return layout.strides();
  }

  /**
   * {@return the offset added after following each dimension's pointer (in bytes); empty if the
   * view has no suboffsets} A dimension without a pointer has -1; {@link Layout#isPointer} tells
   * the two apart where slicing made a suboffset negative.
   */
  public final long[] suboffsets() {
    checkLive();
    return layout.suboffsets();
  }

  /** {@return whether the view refuses writes} */
  public final boolean isReadOnly() {
    checkLive();
    return backing.readOnly();
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
    return backing.obj();
  }

  /**
   * {@return the memory that the layout's offset counts in, read-only if the view is} Of a view
   * with suboffsets it holds the pointers of the first pointer dimension. Memory that a view made
   * goes with its views: keep one while you use its segment.
   */
  public final MemorySegment segment() {
    checkLive();
    MemorySegment memory = backing.exported();
    return backing.readOnly() ? memory.asReadOnly() : memory;
  }

  /**
   * {@return the bytes of the items alone, as a segment of {@link #nbytes()} bytes in the machine's
   * byte order: what a function of C, or another library, can be given}
   *
   * <p>It is {@link #segment()} from the first item to the last, read-only if the view is. Memory
   * that a view made goes with its views: keep one while you use the segment.
   *
   * @throws UnsupportedOperationException if the items do not lie in C order one after the other,
   *     behind no pointers and in the machine's byte order; the message says why, and which call
   *     copies
   * @throws IllegalStateException if the view is released, or its memory closed
   */
  public final MemorySegment contiguousSegment() {
    checkLive();
    return Blocks.of(this);
  }

  /**
   * {@return the bytes of the items alone, as a buffer of {@link #nbytes()} bytes in the machine's
   * byte order} It is {@link #contiguousSegment()} as a buffer, a direct one but over a {@code
   * byte[]}, and read-only if the view is. {@code view.asByteBuffer().asFloatBuffer()} is how most
   * libraries take numbers.
   *
   * @throws UnsupportedOperationException as there, and if the bytes are more than a buffer holds
   *     (2^31 - 1), or those of an array that is no {@code byte[]}, which Java cannot view as bytes
   * @throws IllegalStateException if the view is released, or its memory closed
   */
  public final ByteBuffer asByteBuffer() {
    checkLive();
    return Blocks.buffer(this);
  }

  /**
   * Refuses Java's serialization: a view is memory of one machine.
   *
   * @return nothing
   * @throws NotSerializableException always; the message says what can be sent instead
   */
  @SuppressWarnings("DoNotCallSuggester") // the JDK calls it
  protected final Object writeReplace() throws NotSerializableException {
    throw new NotSerializableException(
        "a view is memory of this machine and is not sent: send its document with the items in it,"
            + " ViewMetadata.inline(view, Storage.C), or a file and metadata() with a reference to it");
  }

  // items

  /**
   * {@return the item at an index, boxed as described in the class comment}
   *
   * @param index one index for each dimension, each from 0 up to its length; none for a view
   *     without dimensions
   * @throws IndexOutOfBoundsException if an index lies outside its dimension, or a pointer leads
   *     out of the memory given
   * @throws IllegalArgumentException if there are more or fewer indices than dimensions, or an item
   *     of text holds what is no character; {@link #toBytes()} gives its bytes
   * @throws UnsupportedOperationException if the format has no value in Java ({@code O}, an unknown
   *     {@code [name]})
   * @throws IllegalStateException if the view is released, or its memory closed
   */
  public final Object get(long... index) {
    try {
      return boxed(index);
    } catch (InternalError e) {
      throw FileCutShort.of(e, this);
    } finally {
      Reference.reachabilityFence(this);
    }
  }

  /** The item at an index, boxed. */
  Object boxed(long... index) {
    checkRank(index.length);
    AddressSpace.Place place = place(index);
    return codec().get(place.segment(), place.offset());
  }

  /** The item at an index without rounding. */
  final Object key(long... index) {
    return read(false, index);
  }

  /** What the typed getters of a general view cast; text is refused unread. */
  final Object number(long... index) {
    return read(true, index);
  }

  private Object read(boolean typed, long[] index) {
    checkRank(index.length);
    try {
      AddressSpace.Place place = place(index);
      if (typed) {
        BoxedCasts.check(format, true);
      }
      return codec().key(place.segment(), place.offset());
    } catch (InternalError e) {
      throw FileCutShort.of(e, this);
    } finally {
      Reference.reachabilityFence(this);
    }
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
    put(value, false, index);
  }

  /** What the typed setters of a general view do: they refuse what their getters refuse. */
  final void setNumber(Object value, long... index) {
    put(value, true, index);
  }

  private void put(Object value, boolean typed, long[] index) {
    checkRank(index.length);
    checkWritable();
    try {
      AddressSpace.Place place = place(index);
      if (typed) {
        BoxedCasts.check(format, value instanceof Byte);
      }
      codec().put(place.segment(), place.offset(), Objects.requireNonNull(value, "value"));
    } catch (InternalError e) {
      throw FileCutShort.of(e, this);
    } finally {
      Reference.reachabilityFence(this);
    }
  }

  // sub-views, never a copy

  /**
   * {@return the view that an index in NumPy's basic syntax names: {@code "1:10:2, ..., ::-1,
   * newaxis, -3"}} An integer drops its dimension, and negative numbers count from the end. An
   * integer along a dimension of pointers follows the pointer.
   *
   * {@snippet lang="java" :
   * NdView m = NdView.of(new int[] {0, 1, 2, 3, 4, 5}).reshape(2, 3);
   * System.out.println(m.slice("::-1, 1:").toList()); // [[4, 5], [1, 2]]
   * System.out.println(m.slice("-1").toList()); // [3, 4, 5]
   * }
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
    return SubViews.slice(this, Index.parse(index));
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
    return SubViews.slice(this, List.of(index));
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
    return SubViews.select(this, dim, i);
  }

  /**
   * {@return the view of one field of every item} A sub-array's dimensions become dimensions of the
   * view, as in NumPy.
   *
   * {@snippet lang="java" :
   * try (NdView points = NdView.allocate("T{<i:id:(2)<f:xy:}", 3)) {
   *   points.field("xy").setFloat(0.5f, 2, 1);
   *   System.out.println(points.get(2)); // (id=0, xy=[0.0, 0.5])
   * }
   * }
   *
   * @param name the field's name
   * @throws IllegalArgumentException if the format has no such field
   */
  public final NdView field(String name) {
    checkLive();
    return SubViews.field(this, name);
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

  /**
   * {@return the view without its dimensions of length 1}
   *
   * @throws UnsupportedOperationException if suboffsets cannot express the result: see {@link
   *     Layout#slice(Index...)}
   */
  public final NdView squeeze() {
    checkLive();
    return SubViews.squeeze(this);
  }

  /**
   * {@return the view without some dimensions of length 1}
   *
   * @param dims the dimensions; negative ones count from the last
   * @throws IllegalArgumentException if one of them has another length, is named twice, or does not
   *     exist
   * @throws UnsupportedOperationException if suboffsets cannot express the result: see {@link
   *     Layout#slice(Index...)}
   */
  public final NdView squeeze(int... dims) {
    checkLive();
    return SubViews.squeeze(this, dims.clone());
  }

  /**
   * {@return the view with two dimensions in each other's place, as NumPy's {@code swapaxes}}
   *
   * @param a a dimension; a negative one counts from the last
   * @param b the other one
   * @throws IllegalArgumentException if there is no such dimension, or suboffsets cannot express
   *     the order
   */
  public final NdView swapAxes(int a, int b) {
    checkLive();
    return derive(format, layout.swapAxes(a, b));
  }

  /**
   * {@return the view with one dimension elsewhere, the others in their order, as NumPy's {@code
   * moveaxis}}
   *
   * <pre>{@code
   * images.moveAxis(-1, 1)    // [n, height, width, channels] to [n, channels, height, width]
   * }</pre>
   *
   * @param from the dimension; a negative one counts from the last
   * @param to its place in the result; a negative one counts from the last
   * @throws IllegalArgumentException if there is no such dimension, or suboffsets cannot express
   *     the order
   */
  public final NdView moveAxis(int from, int to) {
    checkLive();
    return derive(format, layout.moveAxis(from, to));
  }

  /**
   * {@return the view with some dimensions backwards, as NumPy's {@code flip}}
   *
   * @param dims the dimensions, negative ones counting from the last; none for all
   * @throws IllegalArgumentException if a dimension is named twice, or does not exist
   */
  public final NdView flip(int... dims) {
    checkLive();
    return derive(format, layout.flip(dims));
  }

  /**
   * {@return the windows of a length that slide along a dimension, as NumPy's {@code
   * sliding_window_view}; read-only, since an item is in many windows} The dimension counts the
   * windows, {@code n - length + 1} of them; a new last dimension counts the items of a window.
   *
   * <pre>{@code
   * NdView.of(new int[] {1, 2, 3, 4}).windows(0, 3).toList();   // [[1, 2, 3], [2, 3, 4]]
   * }</pre>
   *
   * @param dim the dimension; a negative one counts from the last
   * @param length the length of a window; the whole dimension at most
   * @throws IllegalArgumentException if there is no such dimension, the length is negative or
   *     larger than the dimension's, there are 64 dimensions already, the number of items
   *     overflows, or suboffsets cannot express the result
   */
  public final NdView windows(int dim, long length) {
    checkLive();
    return make(backing.asReadOnly(), format, layout.windows(dim, length));
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
    return make(backing.asReadOnly(), format, layout.broadcastTo(shape));
  }

  /**
   * {@return the bytes of a contiguous view as items of another format, in one dimension}
   * memoryview's cast, without its limits: from any format to any, from any number of dimensions,
   * C- or F-contiguous.
   *
   * @param format the new format
   * @throws FormatException if the format does not parse
   * @throws IllegalArgumentException if the view is not contiguous, or its bytes are not a multiple
   *     of the new itemsize
   */
  public final NdView cast(String format) {
    checkLive();
    return cast(Format.parse(format));
  }

  /**
   * {@return the bytes of a contiguous view as items of another format, in one dimension}
   * memoryview's cast, without its limits: from any format to any, from any number of dimensions,
   * C- or F-contiguous.
   *
   * @param format the new format
   * @throws IllegalArgumentException if the view is not contiguous, or its bytes are not a multiple
   *     of the new itemsize
   */
  public final NdView cast(Format format) {
    checkLive();
    return derive(format, layout.cast(format.itemsize()));
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
   * {@return the bytes of a C-contiguous view as items of another format, in a C-contiguous shape}
   *
   * @param format the new format
   * @param shape the new lengths; their product times the new itemsize is the size in bytes. None
   *     is inferred: -1 is an error here
   * @throws IllegalArgumentException if the view is not C-contiguous, or the sizes differ
   */
  public final NdView cast(Format format, long... shape) {
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
    return cast(Format.parse(format), order, shape);
  }

  /**
   * {@return the bytes of a contiguous view as items of another format, in a shape of a given
   * order}
   *
   * @param format the new format
   * @param order C, or F for the strides of Fortran's order; A is C
   * @param shape the new lengths; their product times the new itemsize is the size in bytes
   * @throws IllegalArgumentException if the view is not contiguous in C order (or, for F, in
   *     either), or the sizes differ
   */
  public final NdView cast(Format format, Order order, long... shape) {
    checkLive();
    return derive(format, layout.cast(format.itemsize(), order, shape));
  }

  /**
   * {@return the bytes of the items as items of another format, as NumPy's {@code a.view(dtype)}} A
   * format of the same itemsize does for any strides. One of another itemsize needs a last
   * dimension without gaps, whose length becomes {@code length * itemsize / newItemsize}.
   *
   * <pre>{@code
   * NdView every2nd = NdView.of(new int[] {1, 2, 3, 4}).slice("::2");
   * every2nd.viewAs("f");                               // the same bits as floats
   * NdView.of(new int[6]).reshape(2, 3).viewAs("h");    // shape [2, 6]
   * }</pre>
   *
   * @param format the new format
   * @throws FormatException if the format does not parse
   * @throws IllegalArgumentException if the itemsize differs, and the view has no dimensions, or a
   *     last one that is not contiguous; if a smaller itemsize does not divide the old one; if a
   *     larger one does not divide the bytes of the last dimension
   */
  public final NdView viewAs(String format) {
    checkLive();
    return viewAs(Format.parse(format));
  }

  /**
   * {@return the bytes of the items as items of another format, as {@link #viewAs(String)}}
   *
   * @param format the new format
   * @throws IllegalArgumentException if the itemsize differs, and the view has no dimensions, or a
   *     last one that is not contiguous; if a smaller itemsize does not divide the old one; if a
   *     larger one does not divide the bytes of the last dimension
   */
  public final NdView viewAs(Format format) {
    checkLive();
    return derive(format, LayoutReshape.viewAs(layout, format.itemsize()));
  }

  /**
   * {@return the same memory as items of another format that lie in another way} NumPy's {@code
   * as_strided}, checked. This is for bridges and for layouts that no other method makes.
   *
   * @param format the format of an item; if the layout's itemsize is larger, the rest is padding
   * @param layout where the items lie in {@link #segment()}
   * @throws IllegalArgumentException if the layout's itemsize is smaller than the format's
   * @throws IndexOutOfBoundsException if an item, or a pointer of the first pointer dimension,
   *     would lie outside the segment
   * @see PointerTable#view
   */
  public final NdView asStrided(Format format, Layout layout) {
    checkLive();
    return SubViews.restrided(this, format, layout);
  }

  /** {@return the same view, which refuses writes} */
  public final NdView toReadOnly() {
    checkLive();
    return make(backing.asReadOnly(), format, layout);
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
    return SubViews.trimmed(this);
  }

  /** {@return another view of the same items, which lives and is closed on its own} */
  public final NdView duplicate() {
    checkLive();
    return make(backing, format, layout);
  }

  // copies

  /**
   * {@return the items' bytes in C order}
   *
   * @throws IndexOutOfBoundsException if a pointer leads out of the memory given
   */
  public final byte[] toBytes() {
    return toBytes(Order.C);
  }

  /**
   * {@return the items' bytes}
   *
   * @param order C or F; A: F if the view is F-contiguous and not C-contiguous, else C
   * @throws IllegalArgumentException if there are more bytes than a Java array holds
   * @throws IndexOutOfBoundsException if a pointer leads out of the memory given
   */
  public final byte[] toBytes(Order order) {
    checkLive();
    try {
      return FileCutShort.settled(ByteCopies.bytes(memory(), layout.resolve(order)), this);
    } catch (InternalError e) {
      throw FileCutShort.of(e, this);
    } finally {
      Reference.reachabilityFence(this);
    }
  }

  /**
   * {@return the items as nested unmodifiable lists; of a view without dimensions, the item}
   *
   * @throws IllegalArgumentException if an item of text holds what is no character, or the lists
   *     are more than the heap holds
   * @throws UnsupportedOperationException if the format has no value in Java
   * @throws IndexOutOfBoundsException if a pointer leads out of the memory given
   */
  public final Object toList() {
    checkLive();
    try {
      return FileCutShort.settled(ListsAndArrays.list(raw()), this);
    } catch (InternalError e) {
      throw FileCutShort.of(e, this);
    } finally {
      Reference.reachabilityFence(this);
    }
  }

  /**
   * {@return the items as Java's arrays of arrays, of the narrowest type that holds every value of
   * the format} {@code ?} boolean; {@code b c} byte; {@code h} short; {@code B H i} int; {@code I
   * q} long; {@code e f} and bfloat16 float; {@code d g} double; {@code u} char; others the types
   * that {@link #get} boxes in. A view without dimensions gives an array of one item.
   *
   * @throws IllegalArgumentException if a dimension is longer than a Java array, the arrays are
   *     more than the heap holds, or an item of text holds what is no character
   * @throws UnsupportedOperationException if the format has no value in Java
   * @throws IndexOutOfBoundsException if a pointer leads out of the memory given
   */
  public final Object toArray() {
    checkLive();
    try {
      return FileCutShort.settled(ListsAndArrays.array(raw()), this);
    } catch (InternalError e) {
      throw FileCutShort.of(e, this);
    } finally {
      Reference.reachabilityFence(this);
    }
  }

  /**
   * {@return the items' bytes in C order, as lower-case hexadecimal digits}
   *
   * @throws IllegalArgumentException if these are more than a String holds
   * @throws IndexOutOfBoundsException if a pointer leads out of the memory given
   */
  public final String hex() {
    checkLive();
    try {
      return FileCutShort.settled(HexText.of(raw()), this);
    } catch (InternalError e) {
      throw FileCutShort.of(e, this);
    } finally {
      Reference.reachabilityFence(this);
    }
  }

  /**
   * {@return the items' bytes in C order as hexadecimal digits, in groups: memoryview's hex}
   *
   * @param sep what stands between the groups, an ASCII character
   * @param bytesPerSep the bytes of a group, counted from the right; negative: from the left; 0: no
   *     groups
   * @throws IllegalArgumentException if the separator is not an ASCII character, or the text longer
   *     than a String
   * @throws IndexOutOfBoundsException if a pointer leads out of the memory given
   */
  public final String hex(char sep, int bytesPerSep) {
    checkLive();
    try {
      return FileCutShort.settled(HexText.of(raw(), sep, bytesPerSep), this);
    } catch (InternalError e) {
      throw FileCutShort.of(e, this);
    } finally {
      Reference.reachabilityFence(this);
    }
  }

  /**
   * {@return a copy in new native memory, in C order} Closing the copy frees it.
   *
   * @throws IndexOutOfBoundsException if a pointer leads out of the memory given
   * @throws OutOfMemoryError if there is not enough memory
   */
  public final NdView copy() {
    return copy(Order.C);
  }

  /**
   * {@return a copy in new native memory, which is freed when the last view of it is closed, or
   * collected}
   *
   * @param order C or F; A: F if the view is F-contiguous and not C-contiguous, else C
   * @throws IndexOutOfBoundsException if a pointer leads out of the memory given
   * @throws OutOfMemoryError if there is not enough memory
   */
  public final NdView copy(Order order) {
    return copy(order, Execution.SEQUENTIAL);
  }

  /**
   * {@return a copy in new native memory, as {@link #copy(Order)} makes it}
   *
   * @param order C or F; A: F if the view is F-contiguous and not C-contiguous, else C
   * @param execution whether other threads help
   * @throws IndexOutOfBoundsException if a pointer leads out of the memory given
   * @throws OutOfMemoryError if there is not enough memory
   */
  public final NdView copy(Order order, Execution execution) {
    checkLive();
    NdView copy =
        ViewFactory.unset(
            format, Layout.contiguous(layout.resolve(order), layout.itemsize(), layout.shape()));
    try {
      TiledTransfer.copy(memory(), copy.memory(), execution);
      return FileCutShort.settled(copy, this);
    } catch (InternalError e) {
      copy.close();
      throw FileCutShort.of(e, this);
    } catch (RuntimeException | Error e) {
      copy.close();
      throw e;
    } finally {
      Reference.reachabilityFence(this);
    }
  }

  /**
   * Copies all items of a view of the same format and shape into this one. The two may overlap each
   * other in any way, in any number of dimensions: the result is as if the source had been copied
   * first.
   *
   * @param source the items
   * @throws IllegalArgumentException if the formats or shapes differ; {@link #convertTo(NdView)} is
   *     between formats. As memoryview has it, lengths after the first 0 do not matter
   * @throws ReadOnlyBufferException if this view is read-only
   * @throws IndexOutOfBoundsException if a pointer leads out of the memory given
   */
  public final void assign(NdView source) {
    assign(source, Execution.SEQUENTIAL);
  }

  /**
   * Copies all items of a view of the same format and shape into this one, as {@link
   * #assign(NdView)} does.
   *
   * @param source the items
   * @param execution whether other threads help; ignored where items of this view overlap, because
   *     then the last write wins
   * @throws IllegalArgumentException if the formats or shapes differ
   * @throws ReadOnlyBufferException if this view is read-only
   * @throws IndexOutOfBoundsException if a pointer leads out of the memory given
   */
  public final void assign(NdView source, Execution execution) {
    checkLive();
    checkWritable();
    SubViews.checkSameStructure(this, source);
    try {
      ByteCopies.assign(source.memory(), memory(), execution);
      FileCutShort.settle(source, this);
    } catch (InternalError e) {
      throw FileCutShort.of(e, source, this);
    } finally {
      Reference.reachabilityFence(this);
      Reference.reachabilityFence(source);
    }
  }

  /**
   * Writes one value to all items, in any format and layout, as {@link #set} writes it to one.
   * Padding keeps its bytes.
   *
   * {@snippet lang="java" :
   * NdView m = NdView.of(new int[6]).reshape(2, 3);
   * m.slice(":, ::2").fill(7);
   * System.out.println(m.toList()); // [[7, 0, 7], [7, 0, 7]]
   * }
   *
   * @param value the value: for {@code set}'s rules see {@link #set}. It is checked even if there
   *     are no items
   * @throws IllegalArgumentException if the format does not hold the value. Nothing is written then
   * @throws ReadOnlyBufferException if the view is read-only
   * @throws IndexOutOfBoundsException if a pointer leads out of the memory given. Nothing is
   *     written then
   * @throws UnsupportedOperationException if the format has no value in Java
   * @throws IllegalStateException if the view is released, or its memory closed
   */
  public final void fill(Object value) {
    fill(value, Execution.SEQUENTIAL);
  }

  /**
   * Writes one value to all items, as {@link #fill(Object)} does.
   *
   * @param value the value
   * @param execution whether other threads help; ignored where items overlap, because then the last
   *     write wins
   * @throws IllegalArgumentException if the format does not hold the value. Nothing is written then
   * @throws ReadOnlyBufferException if the view is read-only
   * @throws IndexOutOfBoundsException if a pointer leads out of the memory given. Nothing is
   *     written then
   * @throws UnsupportedOperationException if the format has no value in Java
   * @throws IllegalStateException if the view is released, or its memory closed
   */
  public final void fill(Object value, Execution execution) {
    checkLive();
    checkWritable();
    Objects.requireNonNull(value, "value");
    try {
      ItemFill.run(raw(), value, execution);
      FileCutShort.settle(this);
    } catch (InternalError e) {
      throw FileCutShort.of(e, this);
    } finally {
      Reference.reachabilityFence(this);
    }
  }

  /**
   * Converts all items into another numeric format, by the rule {@link Casting#SAME_KIND}.
   * Structures, sub-arrays and text convert value by value: fields by position, whatever their
   * names, as NumPy has it, with other byte orders, padding, and widths of text. What does not fit
   * is refused, with the value and the index of its item; {@link Casting#UNSAFE} makes it fit, as
   * NumPy does.
   *
   * @param target the view to write, of the same shape; it may overlap this view
   * @throws IllegalArgumentException if the shapes differ, formats are neither numeric nor alike,
   *     the rule forbids the conversion, or a number does not fit. Nothing is written then
   * @throws ReadOnlyBufferException if the target is read-only
   * @throws IndexOutOfBoundsException if a pointer leads out of the memory given
   */
  public final void convertTo(NdView target) {
    convertTo(target, Casting.SAME_KIND);
  }

  /**
   * Converts all items into another numeric format.
   *
   * @param target the view to write, of the same shape; it may overlap this view
   * @param casting which conversions are allowed, and what becomes of values that do not fit
   * @throws IllegalArgumentException if the shapes differ, formats are neither numeric nor alike,
   *     the rule forbids the conversion, or a number does not fit. Nothing is written then
   * @throws ReadOnlyBufferException if the target is read-only
   * @throws IndexOutOfBoundsException if a pointer leads out of the memory given
   */
  public final void convertTo(NdView target, Casting casting) {
    convertTo(target, casting, Scaling.none());
  }

  /**
   * Converts all items into another numeric format in one pass, scaled on the way: {@code item *
   * scale + shift}, computed in doubles and rounded once to the target's format.
   *
   * <pre>{@code
   * pixels.convertTo(floats, Casting.SAME_KIND, Scaling.of(1 / 255.0, 0));
   * }</pre>
   *
   * <p>Scaled integers count as float64 under the casting rule, so that integers as a result need
   * {@link Casting#SATURATING}, {@link Casting#SAME_VALUE} or {@link Casting#UNSAFE}. A permuted
   * view of the target reorders the dimensions on the way.
   *
   * {@snippet lang="java" :
   * NdView pixels = NdView.of(new byte[] {0, 51, -1}).cast("B");
   * float[] normalised = new float[3];
   * pixels.convertTo(NdView.of(normalised), Casting.SAME_KIND, Scaling.of(1 / 255.0, 0));
   * System.out.println(normalised[1]); // 0.2
   * }
   *
   * @param target the view to write, of the same shape; it may overlap this view
   * @param casting which conversions are allowed, and what becomes of values that do not fit
   * @param scaling the scale and the shift: {@link Scaling#none}, one for all items, or one for
   *     each index of a dimension
   * @throws IllegalArgumentException if the shapes differ, a format is not numeric (or, where there
   *     is a scaling, not of real numbers), the rule forbids the conversion, an integer does not
   *     fit, or the scaling does not suit the shape. Nothing is written then
   * @throws ReadOnlyBufferException if the target is read-only
   * @throws IndexOutOfBoundsException if a pointer leads out of the memory given. Nothing is
   *     written then
   * @throws IllegalStateException if a view is released, or its memory closed
   */
  public final void convertTo(NdView target, Casting casting, Scaling scaling) {
    convertTo(target, casting, scaling, Execution.SEQUENTIAL);
  }

  /**
   * Converts all items into another numeric format, as {@link #convertTo(NdView, Casting, Scaling)}
   * does.
   *
   * @param target the view to write, of the same shape; it may overlap this view
   * @param casting which conversions are allowed, and what becomes of values that do not fit
   * @param scaling the scale and the shift: {@link Scaling#none}, one for all items, or one for
   *     each index of a dimension
   * @param execution whether other threads help
   * @throws IllegalArgumentException if the shapes differ, a format is not numeric (or, where there
   *     is a scaling, not of real numbers), the rule forbids the conversion, an integer does not
   *     fit, or the scaling does not suit the shape. Nothing is written then
   * @throws ReadOnlyBufferException if the target is read-only
   * @throws IndexOutOfBoundsException if a pointer leads out of the memory given. Nothing is
   *     written then
   * @throws IllegalStateException if a view is released, or its memory closed
   */
  public final void convertTo(
      NdView target, Casting casting, Scaling scaling, Execution execution) {
    checkLive();
    target.checkLive();
    try {
      Conversion.run(raw(), target.raw(), casting, scaling, execution);
      FileCutShort.settle(this, target);
    } catch (InternalError e) {
      throw FileCutShort.of(e, this, target);
    } finally {
      Reference.reachabilityFence(this);
      Reference.reachabilityFence(target);
    }
  }

  /**
   * Copies the items at some indices of a dimension into a view of the same format: NumPy's {@code
   * take} into memory that is there.
   *
   * {@snippet lang="java" :
   * NdView m = NdView.of(new int[] {0, 1, 2, 3, 4, 5}).reshape(3, 2);
   * NdView taken = NdView.of(new int[4]).reshape(2, 2);
   * m.take(new long[] {-1, 0}, 0, taken);
   * System.out.println(taken.toList()); // [[4, 5], [0, 1]]
   * }
   *
   * @param indices the indices, in any order and number; negative ones count from the end. They are
   *     read once
   * @param dim the dimension; a negative one counts from the last
   * @param target the view to write, of this view's shape with as many items along the dimension as
   *     there are indices; it may overlap this view
   * @throws IllegalArgumentException if there is no such dimension, or the formats or shapes differ
   * @throws IndexOutOfBoundsException if an index lies outside the dimension, or a pointer leads
   *     out of the memory given. Nothing is written then
   * @throws ReadOnlyBufferException if the target is read-only
   * @throws IllegalStateException if a view is released, or its memory closed
   */
  public final void take(long[] indices, int dim, NdView target) {
    take(indices, dim, target, Execution.SEQUENTIAL);
  }

  /**
   * Copies the items at some indices of a dimension into a view of the same format, as {@link
   * #take(long[], int, NdView)} does.
   *
   * @param indices the indices, in any order and number; negative ones count from the end
   * @param dim the dimension; a negative one counts from the last
   * @param target the view to write
   * @param execution whether other threads help
   * @throws IllegalArgumentException if there is no such dimension, or the formats or shapes differ
   * @throws IndexOutOfBoundsException if an index lies outside the dimension, or a pointer leads
   *     out of the memory given. Nothing is written then
   * @throws ReadOnlyBufferException if the target is read-only
   * @throws IllegalStateException if a view is released, or its memory closed
   */
  public final void take(long[] indices, int dim, NdView target, Execution execution) {
    checkLive();
    target.checkLive();
    target.checkWritable();
    Taking.checkFormat(this, target);
    Gather gather = Taking.of(this, indices, dim, target);
    try {
      gather.copy(execution);
      FileCutShort.settle(this, target);
    } catch (InternalError e) {
      throw FileCutShort.of(e, this, target);
    } finally {
      Reference.reachabilityFence(this);
      Reference.reachabilityFence(target);
    }
  }

  /**
   * Converts the items at some indices of a dimension on the way into another view, as {@link
   * #convertTo(NdView, Casting, Scaling)} converts all: shuffled rows of {@code uint8} to
   * normalised {@code float32}, say, in one pass without a copy between. A permuted view of the
   * target reorders the dimensions on the way.
   *
   * {@snippet lang="java" :
   * NdView images = NdView.allocate("B", 1000, 28, 28, 1);
   * NdView batch = NdView.allocate("f", 64, 1, 28, 28); // channels first
   * long[] shuffled = new Random(42).longs(64, 0, 1000).toArray();
   * NdView channelsLast = batch.permute(0, 2, 3, 1);
   * images.takeTo(shuffled, 0, channelsLast, Casting.SAME_KIND, Scaling.of(1 / 255.0, 0));
   * }
   *
   * @param indices the indices, in any order and number; negative ones count from the end. They are
   *     read once
   * @param dim the dimension; a negative one counts from the last
   * @param target the view to write, of this view's shape with as many items along the dimension as
   *     there are indices; it may overlap this view
   * @param casting which conversions are allowed, and what becomes of values that do not fit
   * @param scaling the scale and the shift: {@link Scaling#none}, one for all items, or one for
   *     each index of a dimension of the target
   * @throws IllegalArgumentException if there is no such dimension, the shapes differ, a format is
   *     not numeric (or, where there is a scaling, not of real numbers), the rule forbids the
   *     conversion, a number does not fit, or the scaling does not suit the shape. Nothing is
   *     written then
   * @throws IndexOutOfBoundsException if an index lies outside the dimension, or a pointer leads
   *     out of the memory given. Nothing is written then
   * @throws ReadOnlyBufferException if the target is read-only
   * @throws IllegalStateException if a view is released, or its memory closed
   */
  public final void takeTo(
      long[] indices, int dim, NdView target, Casting casting, Scaling scaling) {
    takeTo(indices, dim, target, casting, scaling, Execution.SEQUENTIAL);
  }

  /**
   * Converts the items at some indices of a dimension on the way into another view, as {@link
   * #takeTo(long[], int, NdView, Casting, Scaling)} does.
   *
   * @param indices the indices, in any order and number; negative ones count from the end
   * @param dim the dimension; a negative one counts from the last
   * @param target the view to write
   * @param casting which conversions are allowed, and what becomes of values that do not fit
   * @param scaling the scale and the shift
   * @param execution whether other threads help
   * @throws IllegalArgumentException if there is no such dimension, the shapes differ, a format is
   *     not numeric (or, where there is a scaling, not of real numbers), the rule forbids the
   *     conversion, a number does not fit, or the scaling does not suit the shape. Nothing is
   *     written then
   * @throws IndexOutOfBoundsException if an index lies outside the dimension, or a pointer leads
   *     out of the memory given. Nothing is written then
   * @throws ReadOnlyBufferException if the target is read-only
   * @throws IllegalStateException if a view is released, or its memory closed
   */
  public final void takeTo(
      long[] indices,
      int dim,
      NdView target,
      Casting casting,
      Scaling scaling,
      Execution execution) {
    checkLive();
    target.checkLive();
    target.checkWritable();
    Objects.requireNonNull(casting, "casting");
    Objects.requireNonNull(scaling, "scaling");
    Gather gather = Taking.of(this, indices, dim, target);
    try {
      gather.convert(casting, scaling, execution);
      FileCutShort.settle(this, target);
    } catch (InternalError e) {
      throw FileCutShort.of(e, this, target);
    } finally {
      Reference.reachabilityFence(this);
      Reference.reachabilityFence(target);
    }
  }

  // looking at the data

  /**
   * {@return counts, extremes, means and deviations of the numbers of this view, at each index of
   * some dimensions} One pass over memory, of any layout, numeric format and byte order. NaN is
   * counted and left out: see {@link Statistics.Summary}.
   *
   * {@snippet lang="java" :
   * NdView images = NdView.allocate("B", 8, 224, 224, 3);
   * Statistics channels = images.statistics(3); // or -1
   * System.out.println(channels.shape());       // [3]
   * System.out.println(channels.count()[0]);    // 401408
   * }
   *
   * @param keptDims the dimensions of whose indices each has statistics of its own, in the order of
   *     the result; negative ones count from the last. None: a single summary of all items
   * @throws IllegalArgumentException if there is no such dimension, one is repeated, the format is
   *     not one of real numbers, or the result is larger than the heap
   * @throws IndexOutOfBoundsException if a pointer leads out of the memory given
   * @throws IllegalStateException if this view is released, or its memory closed
   */
  public final Statistics statistics(int... keptDims) {
    return statistics(Execution.SEQUENTIAL, keptDims);
  }

  /**
   * {@return the same} The work is divided, and its parts are merged, by shape and strides alone:
   * the results are the same to the last bit with other threads and without.
   *
   * @param execution whether other threads help
   * @param keptDims the dimensions of whose indices each has statistics of its own, in the order of
   *     the result; negative ones count from the last. None: a single summary of all items
   * @throws IllegalArgumentException if there is no such dimension, one is repeated, the format is
   *     not one of real numbers, or the result is larger than the heap
   * @throws IndexOutOfBoundsException if a pointer leads out of the memory given
   * @throws IllegalStateException if this view is released, or its memory closed
   */
  public final Statistics statistics(Execution execution, int... keptDims) {
    checkLive();
    try {
      int[] kept = LayoutAxes.axes(keptDims, ndim());
      Moments moments = Reduction.of(raw(), kept, execution);
      FileCutShort.settle(this);
      long[] shape = Arrays.stream(kept).mapToLong(layout()::shape).toArray();
      return Statistics.of(keptDims, shape, moments);
    } catch (InternalError e) {
      throw FileCutShort.of(e, this);
    } finally {
      Reference.reachabilityFence(this);
    }
  }

  // comparing and finding

  /**
   * {@return whether the shapes are equal and all items are, as Python's == has it} Numbers are
   * compared exactly whatever their formats, NaN equals nothing, and padding does not matter. As in
   * memoryview, lengths after the first 0 do not matter. Beyond it, structs and text are compared
   * by value too, and what has no value in Java by format and bytes.
   *
   * @param other the other view
   * @throws IndexOutOfBoundsException if a pointer leads out of the memory given
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
   * @throws IndexOutOfBoundsException if a pointer leads out of the memory given
   */
  public final boolean contentEquals(NdView other, Execution execution) {
    checkLive();
    other.checkLive();
    try {
      boolean equal = ContentEquality.equal(raw(), other.raw(), execution);
      FileCutShort.settle(this, other);
      return equal;
    } catch (InternalError e) {
      throw FileCutShort.of(e, this, other);
    } finally {
      Reference.reachabilityFence(this);
      Reference.reachabilityFence(other);
    }
  }

  /**
   * {@return whether an item equals a value, as Python's == has it}
   *
   * @param v the value
   * @throws IndexOutOfBoundsException if a pointer leads out of the memory given
   */
  public final boolean contains(Object v) {
    return indexOf(v) >= 0;
  }

  /**
   * {@return how many items equal a value, as Python's == has it}
   *
   * @param v the value
   * @throws IndexOutOfBoundsException if a pointer leads out of the memory given
   */
  public final long count(Object v) {
    return count(v, Execution.SEQUENTIAL);
  }

  /**
   * {@return how many items equal a value, as Python's == has it}
   *
   * @param v the value
   * @param execution whether other threads help
   * @throws IndexOutOfBoundsException if a pointer leads out of the memory given
   */
  public final long count(Object v, Execution execution) {
    checkLive();
    try {
      long count = new Search(raw(), v).count(execution);
      FileCutShort.settle(this);
      return count;
    } catch (InternalError e) {
      throw FileCutShort.of(e, this);
    } finally {
      Reference.reachabilityFence(this);
    }
  }

  /**
   * {@return the C-order position of the first item equal to a value by Python's ==, or -1}
   *
   * @param v the value
   * @throws IndexOutOfBoundsException if a pointer leads out of the memory given
   */
  public final long indexOf(Object v) {
    checkLive();
    try {
      long first = new Search(raw(), v).first();
      FileCutShort.settle(this);
      return first;
    } catch (InternalError e) {
      throw FileCutShort.of(e, this);
    } finally {
      Reference.reachabilityFence(this);
    }
  }

  /**
   * {@return the items of a view of one dimension, or the sub-views along the first dimension of
   * one of several}
   *
   * @throws IllegalArgumentException if the view has no dimensions
   * @throws IndexOutOfBoundsException if a pointer leads out of the memory given
   */
  @Override
  public final Iterator<Object> iterator() {
    checkLive();
    return SubViews.iterator(this);
  }

  // lifetime

  /**
   * Closes this view: it refuses every later use but {@link #toString}, {@link #isReleased} and
   * this, which does nothing then. If the view owns its memory, the memory is freed, or the file
   * unmapped, and every view made of it refuses from then on; memory that a {@linkplain #hold hold}
   * keeps for a neighbour is freed when the last hold ends. Closing any other view ends that view
   * alone.
   */
  @Override
  public final void close() {
    openRank = RELEASED;
    writeRank = RELEASED;
    OwnedMemory owner = backing.owner();
    if (owns && owner != null) {
      owner.close();
    }
  }

  /** {@return whether this view was closed, or the memory that another view owned was freed} */
  public final boolean isReleased() {
    return openRank == RELEASED || (backing.owner() != null && backing.owner().isFreed());
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
    try {
      return isReleased() ? "NdView (released)" : ArrayPrinter.print(raw(), this::checkLive);
    } catch (IllegalStateException _) {
      return "NdView (released)"; // by another thread, since
    }
  }

  // for bridges to other libraries

  /**
   * {@return a part of an open file as a view of bytes that owns its mapping} This is for readers,
   * which ask one channel for all that they tell of a file, since its name may mean another file a
   * moment later.
   *
   * @param channel the file; may be closed afterwards
   * @param mode how to map it
   * @param position where the part begins (in bytes)
   * @param size the size of the part (in bytes)
   * @param obj what the view tells as its {@link #obj()}, such as the file's name
   * @throws IllegalArgumentException if a number is negative, or position and size overflow
   * @throws IOException if the file cannot be mapped; one that grew for it is as long as before
   */
  public static NdView map(
      FileChannel channel, FileChannel.MapMode mode, long position, long size, Object obj)
      throws IOException {
    return ViewFactory.map(channel, mode, position, size, obj);
  }

  /**
   * {@return a view that owns memory which a neighbour has lent: closing the view gives it back, as
   * closing a view of allocated memory frees that} This is for bridges to other libraries, whose
   * memory is given back by a call. If nobody closes the view, the collector does when no view of
   * the memory is reachable; the memory does not press it, since that is the neighbour's.
   * {@linkplain #hold Holds} delay the end.
   *
   * <p>Any thread may use and close the view. Closing it costs least where the thread that calls
   * this method alone does both.
   *
   * @param memory the memory: native, and there until it is given back; read-only if the view is to
   *     be
   * @param format the format of an item
   * @param layout where the items lie
   * @param obj what the memory belongs to: kept reachable, and told by {@link #obj()}
   * @param giveBack run once, by the thread that closes the view, ends the last hold, or cleans up
   *     for the collector; must not throw, and must not lead to the view
   * @throws UnsupportedOperationException if the memory is that of a Java array
   * @throws IllegalArgumentException if the layout's itemsize is smaller than the format's
   * @throws IndexOutOfBoundsException if an item, or a pointer of the first pointer dimension,
   *     would lie outside the segment
   * @throws IllegalStateException if the JVM denies native access
   */
  public static NdView borrow(
      MemorySegment memory, Format format, Layout layout, Object obj, Runnable giveBack) {
    return ViewFactory.borrowed(memory, format, layout, obj, giveBack);
  }

  /**
   * {@return another view of the same memory that owns it as this view does: closing either frees
   * it} This is for code that makes memory and hands out a part of it, such as the readers of
   * files; of memory that no view owns it is an ordinary view.
   */
  public final NdView owning() {
    checkLive();
    NdView view = make(backing, format, layout);
    view.owns = backing.owner() != null;
    return view;
  }

  /**
   * {@return this view as the view of a neighbour's object} This is for bridges, whose object
   * stands on this view, and may go before its memory does.
   *
   * @param obj the neighbour's object: kept reachable, and told by {@link #obj()}
   * @param guard asked before each use of the view, and of every view made of it, before the guard
   *     that this view has
   */
  public final NdView guarded(Object obj, MemoryGuard guard) {
    checkLive();
    return make(backing.guarded(obj, guard), format, layout);
  }

  /**
   * Keeps the memory for a neighbour that may still touch it. Closing the view that owns the memory
   * then closes the view, and the memory is freed when the last hold has ended. Memory that no view
   * owns (an array, a segment of the caller's arena) is not held: its owner has to keep it.
   *
   * @param ended whether the neighbour has let go, for one that does not tell by {@link
   *     MemoryHold#close}: asked when the owner is closed, and when memory is next allocated or
   *     mapped
   * @return the hold
   * @throws IllegalStateException if the view is released, or its memory closed
   */
  public final MemoryHold hold(BooleanSupplier ended) {
    checkLive();
    OwnedMemory owner = backing.owner();
    return owner == null ? () -> {} : owner.hold(ended);
  }

  // what the package builds on

  final NdView derive(Format format, Layout layout) {
    return make(backing, format, layout);
  }

  final ItemCodec codec() {
    ItemCodec made = codec;
    if (made == null) {
      made = ItemCodec.of(format);
      codec = made;
    }
    return made;
  }

  private AddressSpace.Place place(long[] given) {
    if (layout.hasPointers()) {
      // read once: another thread may change the array between check and use
      long[] index = given.clone();
      for (int d = 0; d < index.length; d++) {
        if (index[d] < 0 || index[d] >= layout.shape(d)) {
          throw outside(index);
        }
      }
      AddressSpace.Place place = memory().place(index);
      // the whole item, so that nothing is written of one that lies half outside
      Objects.checkFromIndexSize(place.offset(), layout.itemsize(), place.segment().byteSize());
      return place;
    }
    LentMemory lent = backing.lent();
    MemorySegment here = lent == null ? segment : lent.segmentFor(false);
    return new AddressSpace.Place(here, layout.offsetOf(given));
  }

  @Override
  final char character(long... index) {
    checkRank(index.length);
    AddressSpace.Place place = place(index);
    char item = CharItems.get(format, place.segment(), place.offset());
    Reference.reachabilityFence(this);
    return item;
  }

  @Override
  final void putCharacter(char value, long... index) {
    checkRank(index.length);
    checkWritable();
    AddressSpace.Place place = place(index);
    CharItems.put(format, place.segment(), place.offset(), value);
    Reference.reachabilityFence(this);
  }

  final void checkWritable() {
    if (backing.readOnly()) {
      checkLive();
      throw new ReadOnlyBufferException();
    }
  }

  /** What the engine works on. */
  final RawView raw() {
    return new RawView(memory(), format, this::codec, backing.readOnly());
  }

  private StridedMemory memory() {
    LentMemory lent = backing.lent();
    if (lent != null) {
      boolean othersMayHelp = layout.nbytes() >= ParallelSplit.WORTHWHILE;
      return StridedMemory.of(lent.segmentFor(othersMayHelp), layout);
    }
    return new StridedMemory(backing.space(), segment, layout);
  }

  final void checkLive() {
    if (openRank == RELEASED) {
      throw new IllegalStateException("the view is released");
    }
    if (guard != null) {
      guard.check();
    }
    if (!backing.isAlive()) {
      throw new IllegalStateException(
          backing.owner() != null
              ? "the memory of the view was freed: the view that owns it was closed"
              : "the memory of the view was closed");
    }
  }

  /** Of one who asks the guard by itself. */
  final void checkOpenRank(int indices) {
    if (openRank != indices || (open != null && !open.isOpen())) {
      checkRank(indices);
    }
  }

  /** As {@link #checkOpenRank}, of one who writes. */
  final void checkWriteRank(int indices) {
    if (writeRank != indices || (open != null && !open.isOpen())) {
      checkRank(indices);
      checkWritable();
    }
  }

  final void checkRank(int indices) {
    if (openRank != indices || guard != null || (open != null && !open.isOpen())) {
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

  /** Names the index that lies outside its dimension, unless the memory is gone. */
  final IndexOutOfBoundsException outside(long... index) {
    checkLive();
    for (int d = 0; d < index.length; d++) {
      if (index[d] < 0 || index[d] >= layout.shape(d)) {
        return LayoutSlicing.outOfBounds(index[d], d, layout.shape(d));
      }
    }
    throw new AssertionError(Arrays.toString(index));
  }
}
