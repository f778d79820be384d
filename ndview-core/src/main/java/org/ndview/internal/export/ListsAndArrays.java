package org.ndview.internal.export;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.reflect.Array;
import java.math.BigInteger;
import java.util.List;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;
import org.ndview.Complex;
import org.ndview.Layout;
import org.ndview.Order;
import org.ndview.format.Format;
import org.ndview.format.Opaque;
import org.ndview.format.Scalar;
import org.ndview.format.ScalarType;
import org.ndview.format.SubArray;
import org.ndview.format.Text;
import org.ndview.internal.bulk.ByteCopies;
import org.ndview.internal.bulk.StagingArray;
import org.ndview.internal.check.ArrayLimits;
import org.ndview.internal.check.BriefText;
import org.ndview.internal.item.CompoundCodec;
import org.ndview.internal.item.ItemCodec;
import org.ndview.internal.item.ItemList;
import org.ndview.internal.item.UInt64Casts;
import org.ndview.internal.memory.AddressSpace;
import org.ndview.internal.memory.StridedMemory;
import org.ndview.internal.numeric.NumberReader;
import org.ndview.internal.numeric.NumericFormat;
import org.ndview.internal.numeric.RawView;

/** The items of a view as nested lists, and as Java's arrays of arrays. */
public final class ListsAndArrays {
  /** The least that a list or an array takes (in bytes). */
  private static final int ROW = 16;

  /** The least that a reference takes (in bytes). */
  private static final int REFERENCE = 4;

  private ListsAndArrays() {}

  /** Nested lists of boxed items; of a view without dimensions, the item. */
  public static Object list(RawView view) {
    boolean numbers = NumericFormat.of(view.format()) != null;
    checkHeap("lists", view, numbers ? 1 : REFERENCE);
    // without items no pointer is followed
    int pointers = view.size() == 0 ? 0 : view.layout().lastPointer() + 1;
    return new Lists(view, view.codec(), pointers, new Line(view), StructList.suits(view.format()))
        .list(0, new long[pointers], view.memory().segment(), view.layout().offset());
  }

  /**
   * Makes the lists of a view.
   *
   * @param late whether items are read when they are asked for
   */
  private record Lists(RawView view, ItemCodec codec, int pointers, Line line, boolean late) {
    public Object list(int d, long[] leading, MemorySegment memory, long at) {
      if (d == pointers && d > 0) {
        AddressSpace.Place place = view.memory().place(leading);
        return direct(d, place.segment(), place.offset());
      }
      return d == pointers
          ? direct(d, memory, at)
          : each(d, i -> list(d + 1, with(leading, d, i), memory, at));
    }

    private Object direct(int d, MemorySegment memory, long at) {
      int ndim = view.layout().ndim();
      if (d == ndim) {
        return codec.get(memory, at);
      }
      long stride = view.layout().stride(d);
      if (d < ndim - 1) {
        return each(d, i -> direct(d + 1, memory, at + i * stride));
      }
      int n = length(view.layout().shape(d));
      if (NumericFormat.of(view.format()) != null && type(view.format()).isPrimitive()) {
        Object numbers = Array.newInstance(type(view.format()), n);
        line.read(memory, at, stride, numbers, 0, n);
        return new NumberList(numbers, n);
      }
      long bytes = n * view.format().itemsize();
      if (late && codec instanceof CompoundCodec structs && bytes <= ArrayLimits.MAX_LENGTH) {
        int itemsize = (int) view.format().itemsize();
        return new StructList(structs, bytes(memory, at, stride, n), itemsize, n);
      }
      Object[] items = new Object[n];
      line.read(memory, at, stride, items, 0, n);
      return ItemList.of(items);
    }

    private byte[] bytes(MemorySegment memory, long at, long stride, int n) {
      Layout layout = Layout.of(view.format().itemsize(), at, new long[] {n}, new long[] {stride});
      return ByteCopies.bytes(StridedMemory.of(memory, layout), Order.C);
    }

    private List<Object> each(int d, LongFunction<Object> item) {
      int n = length(view.layout().shape(d));
      Object[] items = new Object[n];
      for (int i = 0; i < n; i++) {
        items[i] = item.apply(i);
      }
      return ItemList.of(items);
    }

    private static long[] with(long[] leading, int d, long i) {
      leading[d] = i;
      return leading;
    }
  }

  /** The rows of each dimension, and the items of the last. */
  private static void checkHeap(String what, RawView view, int item) {
    double rows = 0;
    double items = 1;
    for (long n : view.layout().shape()) {
      rows += items;
      items *= n;
    }
    double n = items;
    double in = rows;
    ArrayLimits.checkHeap(
        in * ROW + n * item, () -> "%s of %.0f items in %.0f rows".formatted(what, n, in));
  }

  private static int length(long n) {
    return ArrayLimits.checkLength(
        n, () -> "a dimension of " + n + " items is longer than a Java array or list");
  }

  /**
   * Arrays of arrays, of the narrowest Java type that holds every value of the format; of no
   * dimensions, an array of one item.
   */
  public static Object array(RawView view) {
    long[] shape = view.layout().ndim() == 0 ? new long[] {1} : view.layout().shape();
    int[] lengths = new int[shape.length];
    for (int d = 0; d < shape.length; d++) {
      lengths[d] = length(shape[d]);
    }
    checkHeap("arrays", view, type(view.format()).isPrimitive() ? 1 : REFERENCE);
    Object array = Array.newInstance(type(view.format()), lengths);
    if (view.size() > 0) {
      fill(view, new Line(view), array, 0, new long[view.layout().ndim()]);
    }
    return array;
  }

  private static void fill(RawView view, Line line, Object array, int d, long[] index) {
    int ndim = view.layout().ndim();
    if (d < ndim - 1) {
      Object[] parts = (Object[]) array;
      for (int i = 0; i < parts.length; i++) {
        index[d] = i;
        fill(view, line, parts[i], d + 1, index);
      }
      return;
    }
    int n = Array.getLength(array);
    boolean pointer = ndim > 0 && view.layout().isPointer(d);
    long stride = ndim == 0 ? 0 : view.layout().stride(d);
    int step = pointer ? 1 : n;
    for (int i = 0; i < n; i += step) {
      if (ndim > 0) {
        index[d] = i;
      }
      AddressSpace.Place place = view.memory().place(index);
      line.read(place.segment(), place.offset(), stride, array, i, step);
    }
  }

  /** Reads items in a line of memory into arrays; its small arrays serve every line of a view. */
  private static final class Line {
    private final ItemCodec codec;
    private final @Nullable NumericFormat rows;
    private final @Nullable StagingArray block;
    private final @Nullable NumberReader numbers;

    public Line(RawView view) {
      codec = view.codec();
      rows = NumericFormat.of(view.format());
      // without room: what is only copied needs none
      block = rows == null ? null : rows.block(0);
      numbers = rows == null ? null : rows.reader();
    }

    public void read(MemorySegment memory, long at, long stride, Object array, int from, int n) {
      if (rows == null || block == null || numbers == null) {
        readBoxed(memory, at, stride, array, from, n);
        return;
      }
      // rows without items may begin outside the memory
      if (n > 0
          && !rows.swapped()
          && stride == rows.bits() / Byte.SIZE
          && isCopied(rows.type(), memory, at, array, from, n)) {
        return;
      }
      for (int i = 0; i < n; i += NumericFormat.BLOCK) {
        int m = Math.min(NumericFormat.BLOCK, n - i);
        block.reserve(m);
        rows.read(block, memory, at + i * stride, stride, m);
        if (rows.isFloat()) {
          storeFloats(numbers, block.array(), array, from + i, m);
        } else {
          storeIntegers(numbers.toLongs(block.array(), m), array, from + i, m);
        }
      }
    }

    /** Copies items that lie one after the other, if the array's are the same. */
    private static boolean isCopied(
        ScalarType type, MemorySegment memory, long at, Object array, int from, int n) {
      switch (array) {
        case double[] a when type == ScalarType.FLOAT64 ->
            MemorySegment.copy(memory, ValueLayout.JAVA_DOUBLE_UNALIGNED, at, a, from, n);
        case float[] a when type == ScalarType.FLOAT32 ->
            MemorySegment.copy(memory, ValueLayout.JAVA_FLOAT_UNALIGNED, at, a, from, n);
        case long[] a when type == ScalarType.INT64 ->
            MemorySegment.copy(memory, ValueLayout.JAVA_LONG_UNALIGNED, at, a, from, n);
        case int[] a when type == ScalarType.INT32 ->
            MemorySegment.copy(memory, ValueLayout.JAVA_INT_UNALIGNED, at, a, from, n);
        case short[] a when type == ScalarType.INT16 ->
            MemorySegment.copy(memory, ValueLayout.JAVA_SHORT_UNALIGNED, at, a, from, n);
        case byte[] a when type == ScalarType.INT8 ->
            MemorySegment.copy(memory, ValueLayout.JAVA_BYTE, at, a, from, n);
        default -> {
          return false;
        }
      }
      return true;
    }

    private void readBoxed(
        MemorySegment memory, long at, long stride, Object array, int from, int n) {
      for (int i = 0; i < n; i++) {
        Object item = codec.get(memory, at + i * stride);
        if (array instanceof Object[] items) {
          items[from + i] = item;
        } else {
          Array.set(array, from + i, array instanceof char[] ? unit((String) item) : item);
        }
      }
    }

    /** The unit of a text of one; an empty text is a zero in memory. */
    private static char unit(String text) {
      return text.isEmpty() ? '\0' : text.charAt(0);
    }

    private static void storeFloats(
        NumberReader numbers, Object raw, Object array, int from, int n) {
      switch (array) {
        case double[] a -> System.arraycopy(numbers.toDoubles(raw, n), 0, a, from, n);
        case float[] a -> System.arraycopy(numbers.toFloats(raw, n), 0, a, from, n);
        default -> throw new AssertionError(array.getClass());
      }
    }

    private static void storeIntegers(long[] longs, Object array, int from, int n) {
      switch (array) {
        case long[] a -> System.arraycopy(longs, 0, a, from, n);
        case int[] a -> {
          for (int i = 0; i < n; i++) {
            a[from + i] = (int) longs[i];
          }
        }
        case short[] a -> {
          for (int i = 0; i < n; i++) {
            a[from + i] = (short) longs[i];
          }
        }
        case byte[] a -> {
          for (int i = 0; i < n; i++) {
            a[from + i] = (byte) longs[i];
          }
        }
        case boolean[] a -> {
          for (int i = 0; i < n; i++) {
            a[from + i] = longs[i] != 0;
          }
        }
        // of the numbers, those of UINT64 have no primitive type
        case Object[] a -> {
          for (int i = 0; i < n; i++) {
            a[from + i] = UInt64Casts.toBigInteger(longs[i]);
          }
        }
        default -> throw new AssertionError(array.getClass());
      }
    }
  }

  private static Class<?> type(Format format) {
    return switch (format) {
      case Scalar scalar -> type(scalar.type());
      case Text text ->
          text.code() == 's' || text.code() == 'p'
              ? byte[].class
              : text.code() == 'u' && text.length() == 1 ? char.class : String.class;
      case SubArray _ -> List.class;
      case Opaque opaque ->
          throw new UnsupportedOperationException(
              "items of the format '"
                  + BriefText.of(format)
                  + "' have no value in Java: "
                  + opaque.reason());
      default -> Object.class;
    };
  }

  private static Class<?> type(ScalarType type) {
    return switch (type) {
      case BOOL -> boolean.class;
      case CHAR, INT8 -> byte.class;
      case INT16 -> short.class;
      case UINT8, UINT16, INT32 -> int.class;
      case UINT32, INT64 -> long.class;
      case UINT64 -> BigInteger.class;
      case FLOAT16, BFLOAT16, FLOAT32 -> float.class;
      case FLOAT64, LONG_DOUBLE -> double.class;
      case COMPLEX32, COMPLEX64, COMPLEX128, LONG_COMPLEX -> Complex.class;
    };
  }
}
