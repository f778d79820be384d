package org.ndview.fuzz;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.ndview.Layout;
import org.ndview.NdView;
import org.ndview.format.Format;

/** Views behind pointers: Java's arrays of arrays, and rows that lie anywhere in a memory. */
final class PointerOps {
  private PointerOps() {}

  /** Arrays of arrays: each row is a memory of its own. */
  static void rows(Machine m) {
    Choices c = m.c;
    Num type = c.of(Num.I8, Num.I16, Num.I32, Num.I64, Num.F32, Num.F64);
    int rows = m.large ? c.between(30, 60) : c.between(1, 4);
    int planes = c.oneIn(3) ? c.between(1, 3) : 0;
    int n = m.large ? c.between(100, 300) : c.between(1, 6);
    Item item = Items.plain(type);
    Contents contents = Contents.any(c, item);
    String name =
        switch (type) {
          case I8 -> "byte";
          case I16 -> "short";
          case I32 -> "int";
          case I64 -> "long";
          case F32 -> "float";
          default -> "double";
        };
    Class<?> part =
        switch (type) {
          case I8 -> byte.class;
          case I16 -> short.class;
          case I32 -> int.class;
          case I64 -> long.class;
          case F32 -> float.class;
          default -> double.class;
        };
    int id = m.name();
    int count = Math.max(planes, 1) * rows;
    List<Mem> mems = new ArrayList<>();
    int first = m.memories.size();
    for (int r = 0; r < count; r++) {
      Object array = java.lang.reflect.Array.newInstance(part, n);
      byte[] bytes = contents.bytes(n * type.size);
      bytes[0] = (byte) r;
      MemorySegment segment = BufferOps.segment(array);
      segment.copyFrom(MemorySegment.ofArray(bytes));
      mems.add(m.memory(bytes, 0, bytes.length, segment, Mem.Life.endless()));
    }
    Object all = nest(m, mems, planes, rows, part, n);
    long[] shape = planes == 0 ? new long[] {rows, n} : new long[] {planes, rows, n};
    m.say(() ->
        "%s%s m%d = new %s[%s];"
            .formatted(
                name,
                planes == 0 ? "[][]" : "[][][]",
                first,
                name,
                Lib.arguments(shape).replace(", ", "][")));
    for (int r = 0; r < count; r++) {
      String place = planes == 0 ? "[" + r + "]" : "[%d][%d]".formatted(r / rows, r % rows);
      int at = r;
      m.say(() ->
          "copied(MemorySegment.ofArray(m%d%s), HexFormat.of().parseHex(\"%s\"));"
              .formatted(first, place, java.util.HexFormat.of().formatHex(mems.get(at).bytes)));
    }
    NdView view =
        (NdView)
            m.call(
                Refusals.none(),
                () -> "NdView v%d = NdView.ofRows(m%d);".formatted(id, first),
                () -> NdView.ofRows(all));
    long[] places = new long[count * n];
    for (int k = 0; k < places.length; k++) {
      places[k] = mems.get(k / n).place((long) (k % n) * type.size);
    }
    long[] any = new long[shape.length];
    Arrays.fill(any, Model.ANY);
    Model model = new Model(item, type.size, shape, any, places, false, true);
    m.add(view, model, Mem.Life.endless(), null, 0, 0, id);
  }

  private static Object nest(
      Machine m, List<Mem> mems, int planes, int rows, Class<?> part, int n) {
    Class<?> row = part.arrayType();
    Object[] all = (Object[]) java.lang.reflect.Array.newInstance(row, mems.size());
    for (int r = 0; r < all.length; r++) {
      all[r] = mems.get(r).actual.heapBase().orElseThrow();
    }
    if (planes == 0) {
      return all;
    }
    Object[] deep = (Object[]) java.lang.reflect.Array.newInstance(row.arrayType(), planes);
    for (int q = 0; q < planes; q++) {
      deep[q] = Arrays.copyOfRange(all, q * rows, (q + 1) * rows);
    }
    return deep;
  }

  /** A table of addresses, and rows that lie anywhere behind it, backwards too. */
  static void pointers(Machine m) {
    Choices c = m.c;
    Item item = Items.any(c);
    int rows = c.between(1, 5);
    int n = m.large ? c.between(1, 400) : c.between(1, 6);
    int lead = c.oneIn(3) ? 2 : 1;
    int suboffset = c.below(3);
    int tables = lead * rows;
    int row = item.size() * n;
    boolean back = c.oneIn(2);
    int length = 8 * tables + tables * (row + 3) + 8;
    Mem mem = MakeOps.memory(m, Contents.any(c, item), length);
    long base = mem.actual.address() + mem.start;
    int[] order = c.order(tables);
    long[] places = new long[tables * n];
    for (int t = 0; t < tables; t++) {
      long data = 8L * tables + 4 + (long) order[t] * (row + 3) + (back ? row - item.size() : 0);
      Num.raw(
          mem.bytes,
          mem.start + 8 * t,
          8,
          java.nio.ByteOrder.nativeOrder() == java.nio.ByteOrder.BIG_ENDIAN,
          base + data - suboffset);
      for (int i = 0; i < n; i++) {
        places[t * n + i] = mem.place(data + (long) (back ? -i : i) * item.size());
      }
    }
    MemorySegment.copy(MemorySegment.ofArray(mem.bytes), 0, mem.actual, 0, mem.bytes.length);
    m.say(() ->
        "{ long[] rows = %s; for (int t = 0; t < rows.length; t++) m%d.set(ValueLayout.JAVA_LONG_UNALIGNED, %d + 8 * t, m%d.address() + rows[t]); }"
            .formatted(
                Lib.longs(
                    java.util.stream.IntStream.range(0, tables)
                        .mapToLong(t -> Machine.offset(places[t * n]) - suboffset)
                        .toArray()),
                mem.id,
                mem.start,
                mem.id));
    long[] shape = lead == 1 ? new long[] {rows, n} : new long[] {lead, rows, n};
    long step = back ? -item.size() : item.size();
    long[] strides = lead == 1 ? new long[] {8, step} : new long[] {8L * rows, 8, step};
    long[] suboffsets = lead == 1 ? new long[] {suboffset, -1} : new long[] {-1, suboffset, -1};
    int id = m.name();
    NdView view =
        (NdView)
            m.call(
                Refusals.none(),
                () ->
                    "NdView v%d = NdView.of(m%d.asSlice(%d, %d), Format.parse(\"%s\"), Layout.of(%d, 0, %s, %s, %s));"
                        .formatted(
                            id,
                            mem.id,
                            mem.start,
                            mem.length,
                            item.text(),
                            item.size(),
                            Lib.longs(shape),
                            Lib.longs(strides),
                            Lib.longs(suboffsets)),
                () ->
                    NdView.of(
                        mem.part(),
                        Format.parse(item.text()),
                        Layout.of(item.size(), 0, shape, strides, suboffsets)));
    long[] any = new long[shape.length];
    Arrays.fill(any, Model.ANY);
    m.add(
        view,
        // what items are written over pointers is another matter: they lie beside them
        new Model(item, item.size(), shape, any, places, false, true),
        mem.life,
        mem,
        mem.start,
        length,
        id);
  }

  /** A view made of one with pointers, perhaps by following one: then its segment is another. */
  static void add(Machine m, Pair of, NdView view, Model model, int id) {
    boolean pointers = view.layout().hasPointers() || view.suboffsets().length > 0;
    Model made =
        new Model(
            model.item(),
            model.size(),
            model.shape(),
            model.strides(),
            model.places(),
            model.readOnly(),
            pointers);
    if (of.home == null) {
      m.add(view, made, of.life, null, 0, 0, id);
      return;
    }
    long from = view.segment().address() - of.home.actual.address();
    boolean inside = from >= 0 && from + view.segment().byteSize() <= of.home.bytes.length;
    Machine.check(inside, "segment inside the memory", of.home.bytes.length, from);
    m.add(view, made, of.life, of.home, (int) from, (int) view.segment().byteSize(), id);
  }
}
