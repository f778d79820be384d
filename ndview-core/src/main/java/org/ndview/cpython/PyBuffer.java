package org.ndview.cpython;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.ndview.Layout;
import org.ndview.NdView;
import org.ndview.Order;
import org.ndview.format.Format;
import org.ndview.format.FormatException;
import org.ndview.format.Mark;
import org.ndview.format.Opaque;
import org.ndview.internal.check.NativePermission;

/**
 * A {@code Py_buffer}, as CPython's headers declare it for 64-bit machines: read from native
 * memory, or written there for a view. No Python is needed.
 *
 * <p>The rules for what is missing are those of Python's manual: no format means bytes, no shape a
 * single dimension of bytes, no strides C order. {@code buf} is the item at index 0, which is not
 * the lowest address where a stride is negative. {@code len} is the size of the items, not the
 * extent of the memory.
 *
 * @see <a href="https://docs.python.org/3/c-api/buffer.html">Buffer protocol</a>
 */
@SuppressWarnings("restricted")
public final class PyBuffer {
  /** The size of the struct (in bytes). */
  public static final long BYTE_SIZE = 80;

  static final long BUF = 0;
  static final long OBJ = 8;
  static final long LEN = 16;
  static final long ITEMSIZE = 24;
  static final long READ_ONLY = 32;
  static final long NDIM = 36;
  static final long FORMAT = 40;
  static final long SHAPE = 48;
  static final long STRIDES = 56;
  static final long SUBOFFSETS = 64;
  static final long INTERNAL = 72;

  /** No format is longer: a NUL that is missing must not be looked for in all memory. */
  private static final long MOST_TEXT = 1 << 20;

  private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED;
  private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED;

  private final long buf;
  private final boolean readOnly;
  private final @Nullable String text;
  private final Format format;
  private final Layout layout;
  private final MemorySegment memory;

  private PyBuffer(
      long buf,
      boolean readOnly,
      @Nullable String text,
      Format format,
      Layout layout,
      MemorySegment memory) {
    this.buf = buf;
    this.readOnly = readOnly;
    this.text = text;
    this.format = format;
    this.layout = layout;
    this.memory = memory;
  }

  /**
   * {@return what a struct says}
   *
   * @param struct the struct, of {@link #BYTE_SIZE} bytes at least, filled by an exporter
   * @throws IllegalArgumentException if it contradicts itself: more than 64 dimensions, a negative
   *     length, no memory for items, an extent beyond 64 bits, items behind more pointers than a
   *     {@link org.ndview.PointerTable} holds, a {@code len} that is not the size of the items
   * @throws IndexOutOfBoundsException if the segment is too short
   * @throws IllegalStateException if the JVM denies native access
   */
  public static PyBuffer read(MemorySegment struct) {
    NativePermission.require("a Py_buffer");
    long buf = struct.get(LONG, BUF);
    long len = struct.get(LONG, LEN);
    long itemsize = struct.get(LONG, ITEMSIZE);
    int ndim = struct.get(INT, NDIM);
    if (ndim < 0 || ndim > Layout.MAX_NDIM) {
      throw new IllegalArgumentException(
          "a Py_buffer of " + ndim + " dimensions, rather than 0 to " + Layout.MAX_NDIM);
    }
    if (itemsize < 0 || len < 0) {
      throw new IllegalArgumentException(
          "a Py_buffer of itemsize " + itemsize + " and len " + len + ", of which one is negative");
    }
    String text = text(struct.get(LONG, FORMAT));
    long[] shape = numbers(struct.get(LONG, SHAPE), ndim);
    if (shape == null) {
      if (ndim > 1) {
        throw new IllegalArgumentException("a Py_buffer of " + ndim + " dimensions has no shape");
      }
      // the answer to a request without ND: the itemsize is to be disregarded
      itemsize = ndim == 1 && text == null ? 1 : itemsize;
      shape = ndim == 0 ? new long[0] : new long[] {itemsize == 0 ? 0 : len / itemsize};
    }
    long[] strides = numbers(struct.get(LONG, STRIDES), ndim);
    if (strides == null) {
      strides = Layout.contiguous(Order.C, itemsize, shape).strides();
    }
    long[] suboffsets = numbers(struct.get(LONG, SUBOFFSETS), ndim);
    if (suboffsets == null || !leads(suboffsets)) {
      suboffsets = new long[0];
    }
    Layout fromZero = Layout.of(itemsize, 0, shape, strides, suboffsets);
    if (fromZero.nbytes() != len) {
      throw new IllegalArgumentException(
          "a Py_buffer of len %d, but its shape %s and itemsize %d make %d"
              .formatted(len, Arrays.toString(shape), itemsize, fromZero.nbytes()));
    }
    boolean readOnly = struct.get(INT, READ_ONLY) != 0;
    MemorySegment memory = BufferExtent.of(buf, fromZero);
    long first = buf - memory.address();
    return new PyBuffer(
        buf,
        readOnly,
        text,
        format(text, itemsize),
        first == 0 ? fromZero : fromZero.withOffset(first),
        readOnly ? memory.asReadOnly() : memory);
  }

  private static boolean leads(long[] suboffsets) {
    for (long suboffset : suboffsets) {
      if (suboffset >= 0) {
        return true;
      }
    }
    return false;
  }

  private static Format format(@Nullable String text, long itemsize) {
    if (text == null) {
      return Format.parse(itemsize == 1 ? "B" : "(" + itemsize + ")B");
    }
    try {
      return Format.parse(text, itemsize);
    } catch (FormatException e) {
      return new Opaque("[bytes]", itemsize, 1, Mark.NATIVE, String.valueOf(e.getMessage()));
    }
  }

  private static @Nullable String text(long address) {
    if (address == 0) {
      return null;
    }
    MemorySegment from = MemorySegment.ofAddress(address).reinterpret(MOST_TEXT);
    return from.getString(0, StandardCharsets.UTF_8);
  }

  private static long @Nullable [] numbers(long address, int n) {
    if (n == 0) {
      return new long[0];
    }
    return address == 0 ? null : MemorySegment.ofAddress(address).reinterpret(8L * n).toArray(LONG);
  }

  /** {@return the address of the item at index 0} */
  public long buf() {
    return buf;
  }

  /** {@return whether the exporter forbids writing} */
  public boolean isReadOnly() {
    return readOnly;
  }

  /** {@return the format as the exporter wrote it; null if it wrote none} */
  public @Nullable String text() {
    return text;
  }

  /**
   * {@return the format of an item} Where the text does not parse, or does not fit the itemsize, it
   * is an {@link Opaque} with the reason: the bytes can be had, their meaning not.
   */
  public Format format() {
    return format;
  }

  /** {@return where the items lie in {@link #memory()}} */
  public Layout layout() {
    return layout;
  }

  /**
   * {@return the memory, from the lowest byte of an item to the highest, those behind pointers
   * included} The segment does not know when the buffer is released: {@link #view} does.
   */
  public MemorySegment memory() {
    return memory;
  }

  /**
   * {@return a view of the memory, which owns the buffer}
   *
   * @param obj what the memory belongs to, told by {@link NdView#obj()}
   * @param release releases the buffer; run once: when the view is closed, or collected, or if this
   *     method fails
   */
  public NdView view(Object obj, Runnable release) {
    AtomicBoolean released = new AtomicBoolean();
    Runnable once =
        () -> {
          if (!released.getAndSet(true)) {
            release.run();
          }
        };
    try {
      return NdView.borrow(memory, format, layout, obj, once);
    } catch (RuntimeException | Error e) {
      once.run();
      throw e;
    }
  }

  /**
   * {@return a struct that describes a view} Its {@code obj} is null, which makes it a temporary
   * buffer that nobody needs to release. The view's memory must stay as long as the struct is used.
   *
   * @param view the view, of native memory
   * @param arena whose memory the struct, its shape, strides, suboffsets and format are
   * @throws UnsupportedOperationException if the view is of a Java array, which has no address
   * @throws IllegalStateException if the view is released
   */
  public static MemorySegment write(NdView view, Arena arena) {
    MemorySegment struct = arena.allocate(BYTE_SIZE, 8);
    MemorySegment rest = arena.allocate(sizeOfRest(view), 8);
    fill(struct, view, rest);
    return struct;
  }

  /** {@return how much {@link #fill} needs for shape, strides, suboffsets, format (in bytes)} */
  static long sizeOfRest(NdView view) {
    return 24L * view.ndim() + utf8(view).length + 1;
  }

  private static byte[] utf8(NdView view) {
    return PyFormat.of(view.format()).text().getBytes(StandardCharsets.UTF_8);
  }

  /** Writes a struct, and in other memory what it points to. */
  static void fill(MemorySegment struct, NdView view, MemorySegment rest) {
    Layout layout = view.layout();
    struct.fill((byte) 0);
    struct.set(LONG, BUF, address(view));
    struct.set(LONG, LEN, layout.nbytes());
    struct.set(LONG, ITEMSIZE, layout.itemsize());
    struct.set(INT, READ_ONLY, view.isReadOnly() ? 1 : 0);
    int n = layout.ndim();
    struct.set(INT, NDIM, n);
    byte[] text = utf8(view);
    MemorySegment.copy(text, 0, rest, ValueLayout.JAVA_BYTE, 24L * n, text.length);
    rest.set(ValueLayout.JAVA_BYTE, 24L * n + text.length, (byte) 0);
    struct.set(LONG, FORMAT, rest.address() + 24L * n);
    if (n == 0) {
      return;
    }
    MemorySegment.copy(layout.shape(), 0, rest, LONG, 0, n);
    MemorySegment.copy(layout.strides(), 0, rest, LONG, 8L * n, n);
    struct.set(LONG, SHAPE, rest.address());
    struct.set(LONG, STRIDES, rest.address() + 8L * n);
    if (layout.hasPointers()) {
      MemorySegment.copy(layout.suboffsets(), 0, rest, LONG, 16L * n, n);
      struct.set(LONG, SUBOFFSETS, rest.address() + 16L * n);
    }
  }

  private static long address(NdView view) {
    MemorySegment memory = view.segment();
    if (!memory.isNative()) {
      throw new UnsupportedOperationException(
          (view.layout().hasPointers()
                  ? "the view's pointers are kept in a Java array"
                  : "the view's memory is a Java array of " + memory.byteSize() + " bytes")
              + ", which has no address; copy() has its items in native memory");
    }
    return memory.address() + view.layout().offset();
  }
}
