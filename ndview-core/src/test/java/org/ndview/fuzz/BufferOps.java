package org.ndview.fuzz;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.ndview.NdView;

/** Java's arrays and buffers. */
final class BufferOps {
  private BufferOps() {}

  private static final Num[] TYPES = {Num.I8, Num.I16, null, Num.I32, Num.I64, Num.F32, Num.F64};
  private static final String[] NAMES = {"byte", "short", "char", "int", "long", "float", "double"};

  static void array(Machine m) {
    Choices c = m.c;
    int kind = c.of(0, 1, 3, 4, 5, 6);
    Num type = TYPES[kind];
    int n = m.large ? c.between(1000, 100_000) : c.between(0, 40);
    Contents contents = Contents.any(c, Items.plain(type));
    byte[] bytes = contents.bytes(n * type.size);
    int id = m.name();
    int memory = m.memories.size();
    String java = NAMES[kind];
    m.say(() ->
        "%s[] m%d = new %s[%d]; copied(MemorySegment.ofArray(m%d), %s);"
            .formatted(java, memory, java, n, memory, contents.code(bytes.length)));
    Object array =
        switch (kind) {
          case 0 -> new byte[n];
          case 1 -> new short[n];
          case 3 -> new int[n];
          case 4 -> new long[n];
          case 5 -> new float[n];
          default -> new double[n];
        };
    MemorySegment segment = segment(array);
    segment.copyFrom(MemorySegment.ofArray(bytes));
    NdView view =
        (NdView)
            m.call(
                Refusals.none(),
                () -> "NdView v%d = NdView.of(m%d);".formatted(id, memory),
                () ->
                    switch (array) {
                      case byte[] a -> NdView.of(a);
                      case short[] a -> NdView.of(a);
                      case int[] a -> NdView.of(a);
                      case long[] a -> NdView.of(a);
                      case float[] a -> NdView.of(a);
                      case double[] a -> NdView.of(a);
                      default -> throw new AssertionError(array);
                    });
    Mem mem = m.memory(bytes, 0, bytes.length, segment, Mem.Life.endless());
    Item item = Items.plain(type);
    Machine.check(view.obj() == array, "obj", array, view.obj());
    one(m, view, item, n, mem, false, id);
  }

  static MemorySegment segment(Object array) {
    return switch (array) {
      case byte[] a -> MemorySegment.ofArray(a);
      case short[] a -> MemorySegment.ofArray(a);
      case int[] a -> MemorySegment.ofArray(a);
      case long[] a -> MemorySegment.ofArray(a);
      case float[] a -> MemorySegment.ofArray(a);
      case double[] a -> MemorySegment.ofArray(a);
      default -> throw new AssertionError(array);
    };
  }

  private static void one(Machine m, NdView view, Item item, int n, Mem mem, boolean ro, int id) {
    long[] shape = {n};
    Model model =
        Model.of(item, item.size(), mem.id, mem.start, shape, new long[] {item.size()}, ro);
    m.add(view, model, mem.life, mem, mem.start, mem.length, id);
  }

  /** A buffer of bytes whose position and limit leave room on both sides. */
  private static ByteBuffer buffer(Choices c, byte[] whole) {
    ByteBuffer b =
        c.oneIn(2) ? ByteBuffer.allocateDirect(whole.length) : ByteBuffer.allocate(whole.length);
    b.put(0, whole);
    return b;
  }

  static void bytes(Machine m) {
    Choices c = m.c;
    int n = c.below(m.large ? 100_000 : 60);
    int start = Mem.GUARD + c.below(8);
    Contents contents = Contents.any(c, Items.plain(Num.U8));
    byte[] whole = contents.bytes(start + n + Mem.GUARD);
    ByteBuffer buffer = buffer(c, whole);
    MemorySegment actual = MemorySegment.ofBuffer(buffer);
    boolean readOnly = c.oneIn(3);
    ByteBuffer part = buffer.duplicate().position(start).limit(start + n);
    ByteBuffer given = readOnly ? part.asReadOnlyBuffer() : part;
    int id = m.name();
    int memory = m.memories.size();
    m.say(() ->
        "ByteBuffer m%d = ByteBuffer.allocate%s(%d).put(0, %s).position(%d).limit(%d);"
            .formatted(
                memory,
                buffer.isDirect() ? "Direct" : "",
                whole.length,
                contents.code(whole.length),
                start,
                start + n));
    NdView view =
        (NdView)
            m.call(
                Refusals.none(),
                () ->
                    "NdView v%d = NdView.of(m%d%s);"
                        .formatted(id, memory, readOnly ? ".asReadOnlyBuffer()" : ""),
                () -> NdView.of(given));
    Mem mem = m.memory(whole, start, n, actual, Mem.Life.endless());
    one(m, view, Items.plain(Num.U8), n, mem, readOnly, id);
  }

  /** Characters, and bools, whose array is copied. */
  static void texts(Machine m) {
    Choices c = m.c;
    int n = c.between(0, 40);
    int id = m.name();
    int memory = m.memories.size();
    byte[] bytes = Contents.any(c, Items.plain(Num.U16)).bytes(2 * n);
    if (c.oneIn(2)) {
      char[] array = new char[n];
      MemorySegment segment = MemorySegment.ofArray(array);
      segment.copyFrom(MemorySegment.ofArray(bytes));
      m.say(() -> "char[] m%d = %s.toCharArray();".formatted(memory, Lib.text(new String(array))));
      NdView view =
          (NdView)
              m.call(
                  Refusals.none(),
                  () -> "NdView v%d = NdView.of(m%d);".formatted(id, memory),
                  () -> NdView.of(array));
      Mem mem = m.memory(bytes, 0, bytes.length, segment, Mem.Life.endless());
      boolean big = ByteOrder.nativeOrder() == ByteOrder.BIG_ENDIAN;
      one(m, view, new Item.Chars(1, big), n, mem, false, id);
      return;
    }
    boolean[] array = new boolean[n];
    byte[] copy = new byte[n];
    for (int i = 0; i < n; i++) {
      array[i] = bytes[i] % 2 != 0;
      copy[i] = (byte) (array[i] ? 1 : 0);
    }
    m.say(() ->
        "boolean[] m%d = {%s};"
            .formatted(memory, java.util.Arrays.toString(array).replace("[", "").replace("]", "")));
    NdView view =
        (NdView)
            m.call(
                Refusals.none(),
                () -> "NdView v%d = NdView.of(m%d);".formatted(id, memory),
                () -> NdView.of(array));
    Mem mem = m.memory(copy, 0, n, MemorySegment.ofArray(copy.clone()), Mem.Life.endless());
    one(m, view, Items.plain(Num.BOOL), n, mem, true, id);
  }

  static void typed(Machine m) {
    Choices c = m.c;
    int kind = c.of(1, 3, 4, 5, 6);
    Num type = TYPES[kind];
    int n = c.below(m.large ? 50_000 : 20);
    int start = Mem.GUARD;
    Contents contents = Contents.any(c, Items.plain(type));
    byte[] whole = contents.bytes(start + n * type.size + Mem.GUARD);
    ByteBuffer buffer = buffer(c, whole);
    boolean big = c.oneIn(2);
    ByteOrder order = big ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    ByteBuffer part =
        buffer.duplicate().position(start).limit(start + n * type.size).slice().order(order);
    int id = m.name();
    int memory = m.memories.size();
    String name = NAMES[kind];
    String cased = name.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + name.substring(1);
    m.say(() ->
        "ByteBuffer m%d = ByteBuffer.allocate%s(%d).put(0, %s).position(%d).limit(%d).slice().order(ByteOrder.%s);"
            .formatted(
                memory,
                buffer.isDirect() ? "Direct" : "",
                whole.length,
                contents.code(whole.length),
                start,
                start + n * type.size,
                order));
    NdView view =
        (NdView)
            m.call(
                Refusals.none(),
                () -> "NdView v%d = NdView.of(m%d.as%sBuffer());".formatted(id, memory, cased),
                () ->
                    switch (kind) {
                      case 1 -> NdView.of(part.asShortBuffer());
                      case 3 -> NdView.of(part.asIntBuffer());
                      case 4 -> NdView.of(part.asLongBuffer());
                      case 5 -> NdView.of(part.asFloatBuffer());
                      default -> NdView.of(part.asDoubleBuffer());
                    });
    Mem mem =
        m.memory(whole, start, n * type.size, MemorySegment.ofBuffer(buffer), Mem.Life.endless());
    boolean swapped = order != ByteOrder.nativeOrder();
    Item item = swapped ? Items.marked(type, big) : Items.plain(type);
    one(m, view, item, n, mem, false, id);
  }
}
