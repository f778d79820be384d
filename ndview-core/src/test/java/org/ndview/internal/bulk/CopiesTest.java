package org.ndview.internal.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ndview.Layout;
import org.ndview.NdView;
import org.ndview.format.Format;

/**
 * Copies put each item where it belongs and change no byte beside it: runs, rows, planes and blocks
 * of every small size and around each length from which another loop takes over.
 */
class CopiesTest {
  private static final long[][] SHAPES = {
    {1},
    {5},
    {33},
    {300},
    {2, 3},
    {3, 5},
    {9, 2},
    {70, 3},
    {3, 70},
    {20, 20},
    {17, 33},
    {2, 257},
    {2, 3, 4},
    {5, 2, 3},
    {2, 2, 130},
    {130, 2, 2},
    {3, 1030, 2},
    {1, 4, 1},
    {17, 16, 3},
    {2, 3, 2, 5},
    {2, 2, 2, 2, 3}
  };

  /** How the items of a view lie in memory. */
  private enum Order {
    ROWS,
    COLUMNS,
    /** In C order, the last dimension backward. */
    BACKWARD,
    /** With a gap behind each item. */
    APART,
    /** With a gap behind each row of the last dimension. */
    PADDED,
    /** The first and the last dimension change places. */
    SWAPPED;

    Layout layout(long itemsize, long[] shape) {
      int n = shape.length;
      long[] strides = new long[n];
      long stride = this == APART ? 2 * itemsize : itemsize;
      long offset = 8;
      for (int k = 0; k < n; k++) {
        int d = n - 1 - k;
        if (this == COLUMNS) {
          d = k;
        } else if (this == SWAPPED && (k == 0 || k == n - 1)) {
          d = k;
        }
        strides[d] = stride;
        stride *= shape[d];
        if (this == PADDED && k == 0) {
          stride += 8;
        }
      }
      if (this == BACKWARD) {
        offset += strides[n - 1] * (shape[n - 1] - 1);
        strides[n - 1] = -strides[n - 1];
      }
      return Layout.of(itemsize, offset, shape, strides);
    }
  }

  private static byte[] memory(Layout layout, int seed) {
    byte[] memory = new byte[(int) layout.high() + 8];
    for (int i = 0; i < memory.length; i++) {
      memory[i] = (byte) (i * 31 + (i >> 8) * 7 + seed);
    }
    return memory;
  }

  private static NdView view(byte[] memory, Format format, Layout layout) {
    return NdView.of(MemorySegment.ofArray(memory), format, layout);
  }

  /** The same bytes in native memory that ends with them. */
  private static NdView view(Arena arena, byte[] memory, Format format, Layout layout) {
    MemorySegment copy = arena.allocate(memory.length, 1).copyFrom(MemorySegment.ofArray(memory));
    return NdView.of(copy, format, layout);
  }

  /** The places of all items, in C order. */
  private static int[] places(Layout layout) {
    int[] places = new int[(int) layout.size()];
    long[] index = new long[layout.ndim()];
    for (int i = 0; i < places.length; i++) {
      long at = layout.offset();
      for (int d = 0; d < index.length; d++) {
        at += index[d] * layout.stride(d);
      }
      places[i] = (int) at;
      for (int d = index.length - 1; d >= 0 && ++index[d] == layout.shape(d); d--) {
        index[d] = 0;
      }
    }
    return places;
  }

  @ParameterizedTest
  @ValueSource(strings = {"b", "h", "3s", "i", "q", "12s", "16s", "40s"})
  void everyItemGoesToItsPlace(String code) {
    Format format = Format.parse(code);
    int size = (int) format.itemsize();
    for (long[] shape : SHAPES) {
      for (Order from : Order.values()) {
        for (Order to : Order.values()) {
          Layout source = from.layout(size, shape);
          Layout target = to.layout(size, shape);
          byte[] a = memory(source, 1);
          byte[] b = memory(target, 100);
          byte[] expected = b.clone();
          int[] placesA = places(source);
          int[] placesB = places(target);
          for (int i = 0; i < placesA.length; i++) {
            System.arraycopy(a, placesA[i], expected, placesB[i], size);
          }
          try (Arena arena = Arena.ofConfined()) {
            NdView near = view(arena, a, format, source);
            NdView far = view(arena, b, format, target);
            far.assign(near);
            check(far.segment().toArray(ValueLayout.JAVA_BYTE), expected, code, source, target);
            view(b, format, target).assign(view(a, format, source));
            check(b, expected, code, source, target);
          }
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"<h", "<i", "<q"})
  void bytesAreSwappedOnTheWay(String code) {
    Format format = Format.parse(code);
    Format swapped = Format.parse(code.replace('<', '>'));
    int size = (int) format.itemsize();
    for (long[] shape : SHAPES) {
      for (Order from : Order.values()) {
        Layout source = from.layout(size, shape);
        Layout target = Order.PADDED.layout(size, shape);
        byte[] a = memory(source, 1);
        byte[] b = memory(target, 100);
        byte[] expected = b.clone();
        int[] placesA = places(source);
        int[] placesB = places(target);
        for (int i = 0; i < placesA.length; i++) {
          for (int k = 0; k < size; k++) {
            expected[placesB[i] + k] = a[placesA[i] + size - 1 - k];
          }
        }
        view(a, format, source).convertTo(view(b, swapped, target));
        check(b, expected, code, source, target);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"b", "h", "3s", "i", "q", "12s", "16s", "40s"})
  void everyItemIsFilled(String code) {
    Format format = Format.parse(code);
    int size = (int) format.itemsize();
    byte[] item = new byte[size];
    for (int k = 0; k < size; k++) {
      item[k] = (byte) (k + 1);
    }
    Object value = view(item.clone(), format, Layout.of(size, 0, new long[0], new long[0])).get();
    for (long[] shape : SHAPES) {
      for (Order to : Order.values()) {
        Layout target = to.layout(size, shape);
        byte[] b = memory(target, 100);
        byte[] expected = b.clone();
        for (int place : places(target)) {
          System.arraycopy(item, 0, expected, place, size);
        }
        view(b, format, target).fill(value);
        check(b, expected, code, target, target);
      }
    }
  }

  /** Indices of a dimension: none, one, many, backward, the same again. */
  private static List<long[]> indices(long n) {
    List<long[]> all = new ArrayList<>();
    all.add(new long[] {n - 1});
    all.add(new long[] {-1, 0, 0});
    long[] many = new long[(int) Math.min(2 * n + 1, 700)];
    for (int i = 0; i < many.length; i++) {
      many[i] = i * 7L % n;
    }
    all.add(many);
    return all;
  }

  @ParameterizedTest
  @ValueSource(strings = {"b", "h", "3s", "i", "q", "12s", "40s"})
  void chosenRowsComeInTheirOrder(String code) {
    Format format = Format.parse(code);
    int size = (int) format.itemsize();
    for (long[] shape : SHAPES) {
      for (Order from : Order.values()) {
        Layout source = from.layout(size, shape);
        byte[] a = memory(source, 1);
        int[] placesA = places(source);
        for (int dim = 0; dim < shape.length; dim += Math.max(1, shape.length - 1)) {
          for (long[] rows : indices(shape[dim])) {
            for (Order to : new Order[] {Order.ROWS, Order.COLUMNS, Order.PADDED}) {
              taken(format, source, a, placesA, dim, rows, to);
            }
          }
        }
      }
    }
  }

  private static void taken(
      Format format, Layout source, byte[] a, int[] placesA, int dim, long[] rows, Order to) {
    int size = (int) format.itemsize();
    long[] shape = source.shape();
    shape[dim] = rows.length;
    Layout target = to.layout(size, shape);
    byte[] b = memory(target, 100);
    byte[] expected = b.clone();
    int[] placesB = places(target);
    int behind = 1;
    for (int d = dim + 1; d < shape.length; d++) {
      behind *= (int) shape[d];
    }
    int n = (int) source.shape(dim);
    for (int i = 0; i < placesB.length; i++) {
      int row = (int) Math.floorMod(rows[i / behind % rows.length], (long) n);
      int j = (i / behind / rows.length * n + row) * behind + i % behind;
      System.arraycopy(a, placesA[j], expected, placesB[i], size);
    }
    view(a, format, source).take(rows, dim, view(b, format, target));
    check(b, expected, format.toString(), source, target);
  }

  private static void check(
      byte[] actual, byte[] expected, String code, Layout source, Layout target) {
    assertThat(actual).as("%s of %s to %s", code, source, target).isEqualTo(expected);
  }
}
