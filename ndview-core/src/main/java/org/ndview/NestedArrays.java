package org.ndview;

import java.lang.foreign.MemorySegment;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.ndview.format.Format;
import org.ndview.internal.memory.AddressSpace;
import org.ndview.internal.memory.Backing;

/**
 * Java's arrays of arrays as a view: every level but the last becomes a pointer dimension, as rows
 * of a C image are. The tables of pointers are made once, so a row that is replaced in its outer
 * array later is not seen; the items themselves are shared.
 */
final class NestedArrays {
  private final List<MemorySegment> segments = new ArrayList<>();
  private final List<Long> shape = new ArrayList<>();
  private final List<Boolean> seen = new ArrayList<>();

  private NestedArrays() {}

  static NdView view(Object arrays) {
    Class<?> leaf = arrays.getClass();
    int ndim = 0;
    for (; leaf.isArray(); leaf = leaf.getComponentType()) {
      ndim++;
    }
    if (ndim < 2 || !leaf.isPrimitive() || leaf == boolean.class) {
      throw new IllegalArgumentException(
          "ofRows takes arrays of arrays of a number type, such as float[][], not "
              + arrays.getClass().getTypeName());
    }
    Format format = Format.parse(code(leaf));
    NestedArrays rows = new NestedArrays();
    for (int d = 0; d < ndim; d++) {
      rows.shape.add(0L);
      rows.seen.add(false);
    }
    MemorySegment table = rows.table(arrays, 0, ndim);
    long[] shape = rows.shape.stream().mapToLong(Long::longValue).toArray();
    long[] strides = new long[ndim];
    long[] suboffsets = new long[ndim];
    Arrays.fill(strides, Long.BYTES);
    strides[ndim - 1] = format.itemsize();
    suboffsets[ndim - 1] = -1;
    AddressSpace space = new AddressSpace.JavaArrays(rows.segments.toArray(MemorySegment[]::new));
    return NdView.make(
        Backing.of(table, space, arrays),
        format,
        Layout.of(format.itemsize(), 0, shape, strides, suboffsets));
  }

  private MemorySegment table(Object arrays, int d, int ndim) {
    int n = Array.getLength(arrays);
    if (seen.get(d) && shape.get(d) != n) {
      throw new IllegalArgumentException(
          "the arrays are ragged: along dimension "
              + d
              + " one has length "
              + n
              + ", another "
              + shape.get(d));
    }
    seen.set(d, true);
    shape.set(d, (long) n);
    if (d == ndim - 1) {
      return segment(arrays);
    }
    long[] pointers = new long[n];
    for (int i = 0; i < n; i++) {
      Object row = Array.get(arrays, i);
      if (row == null) {
        throw new IllegalArgumentException("row " + i + " along dimension " + d + " is null");
      }
      segments.add(table(row, d + 1, ndim));
      pointers[i] = AddressSpace.JavaArrays.pointer(segments.size() - 1);
    }
    return MemorySegment.ofArray(pointers);
  }

  static String code(Class<?> leaf) {
    return switch (leaf.getName()) {
      case "byte" -> "b";
      case "short" -> "h";
      case "char" -> "u";
      case "int" -> "i";
      case "long" -> "q";
      case "float" -> "f";
      default -> "d";
    };
  }

  private static MemorySegment segment(Object array) {
    return switch (array) {
      case byte[] a -> MemorySegment.ofArray(a);
      case short[] a -> MemorySegment.ofArray(a);
      case char[] a -> MemorySegment.ofArray(a);
      case int[] a -> MemorySegment.ofArray(a);
      case long[] a -> MemorySegment.ofArray(a);
      case float[] a -> MemorySegment.ofArray(a);
      case double[] a -> MemorySegment.ofArray(a);
      default -> throw new AssertionError(array.getClass());
    };
  }
}
