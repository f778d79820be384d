package org.ndview.nd4j.peers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.ndview.MemoryGuard;
import org.ndview.NdView;

/** Single items by index, beside loops by hand. */
final class ItemRows {
  private static final int N = 100;
  private static final int SIDE = 1000;
  private static final Row.Goal GOAL = Row.Goal.reference(1 / 1.3);

  /** Keeps results, so that nothing is optimised away. */
  private static volatile double result;

  private ItemRows() {}

  static Group group() {
    List<Row> rows = new ArrayList<>();
    matrices()
        .forEach((memory, view) -> {
          add(rows, "getDouble(i, j), " + memory, view, DoubleGet2.class, RawDoubleGet2.class);
          add(rows, "setDouble(v, i, j), " + memory, view, DoubleSet2.class, RawDoubleSet2.class);
        });
    Map<String, Supplier<NdView>> lines = new LinkedHashMap<>();
    lines.put("native", () -> NdView.allocate("d", N * N));
    lines.put("double[]", () -> NdView.of(new double[N * N]));
    lines.forEach((memory, line) -> dimensions(rows, memory, line));
    types(rows);
    return new Group(
        "item",
        "Items by index",
        "Loops over all items, 100 x 100 where nothing else is said, in a program that used every type and memory;"
            + " the time of one item. Goal: at most 1.3 of a loop over the segment by hand, which is a ratio of 0.77.",
        "loop by hand",
        Group.Form.ALL,
        rows);
  }

  private static Map<String, Supplier<NdView>> matrices() {
    Map<String, Supplier<NdView>> views = new LinkedHashMap<>();
    views.put("native", () -> NdView.allocate("d", N, N));
    views.put("double[]", () -> NdView.of(new double[N * N]).reshape(N, N));
    views.put("byte[]", () -> NdView.of(new byte[N * N * 8]).cast("d", N, N));
    views.put("short[]", () -> NdView.of(new short[N * N * 4]).cast("B").cast("d", N, N));
    views.put("int[]", () -> NdView.of(new int[N * N * 2]).cast("B").cast("d", N, N));
    views.put("long[]", () -> NdView.of(new long[N * N]).cast("B").cast("d", N, N));
    views.put("float[]", () -> NdView.of(new float[N * N * 2]).cast("B").cast("d", N, N));
    views.put("mapped", ItemRows::mapped);
    views.put("native, transposed", () -> NdView.allocate("d", N, N).transpose());
    views.put("double[], transposed", () -> NdView.of(new double[N * N]).reshape(N, N).transpose());
    views.put("native, reversed", () -> NdView.allocate("d", N, N).flip(0, 1));
    views.put("double[], reversed", () -> NdView.of(new double[N * N]).reshape(N, N).flip(0, 1));
    views.put("native, guarded", ItemRows::guarded);
    views.put(
        "native, transposed, 1000 x 1000", () -> NdView.allocate("d", SIDE, SIDE).transpose());
    views.put(
        "double[], transposed, 1000 x 1000",
        () -> NdView.of(new double[SIDE * SIDE]).reshape(SIDE, SIDE).transpose());
    return views;
  }

  private static NdView mapped() {
    try {
      Path file = Files.createTempFile("peers", ".bin");
      Files.write(file, new byte[N * N * 8]);
      NdView view = NdView.map(file, MapMode.READ_WRITE, 0, N * N * 8).cast("d", N, N);
      Files.delete(file);
      return view;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static NdView guarded() {
    MemorySegment memory = Arena.ofAuto().allocate(N * N * 8L, 8);
    NdView plain = NdView.of(memory, "d", N, N);
    return NdView.of(memory, plain.format(), plain.layout(), memory, new Freed());
  }

  /** What an owner of memory would tell. */
  private static final class Freed implements MemoryGuard {
    private boolean freed;

    @Override
    public void check() {
      if (freed) {
        throw new IllegalStateException("freed");
      }
    }
  }

  private static void dimensions(List<Row> rows, String memory, Supplier<NdView> line) {
    Supplier<NdView> cube = () -> line.get().reshape(10, 10, N);
    Supplier<NdView> four = () -> line.get().reshape(10, 10, 10, 10);
    String end = ", " + memory;
    add(rows, "getDouble(i)" + end, line, DoubleGet1.class, RawDoubleGet1.class);
    add(rows, "setDouble(v, i)" + end, line, DoubleSet1.class, RawDoubleSet1.class);
    add(rows, "getDouble(i, j, k)" + end, cube, DoubleGet3.class, RawDoubleGet3.class);
    add(rows, "setDouble(v, i, j, k)" + end, cube, DoubleSet3.class, RawDoubleSet3.class);
    add(rows, "getDouble(i, j, k, l)" + end, four, DoubleGet4.class, RawDoubleGet4.class);
    add(rows, "setDouble(v, i, j, k, l)" + end, four, DoubleSet4.class, RawDoubleSet4.class);
  }

  /** A type with the memory that it has off and on the heap, and its loops. */
  private static void types(List<Row> rows) {
    type(
        rows,
        "b",
        "byte[]",
        () -> NdView.of(new byte[N * N]),
        "Int",
        ByteGet2.class,
        RawByteGet2.class,
        ByteSet2.class,
        RawByteSet2.class);
    type(
        rows,
        "h",
        "short[]",
        () -> NdView.of(new short[N * N]),
        "Short",
        ShortGet2.class,
        RawShortGet2.class,
        ShortSet2.class,
        RawShortSet2.class);
    type(
        rows,
        "i",
        "int[]",
        () -> NdView.of(new int[N * N]),
        "Int",
        IntGet2.class,
        RawIntGet2.class,
        IntSet2.class,
        RawIntSet2.class);
    type(
        rows,
        "q",
        "long[]",
        () -> NdView.of(new long[N * N]),
        "Long",
        LongGet2.class,
        RawLongGet2.class,
        LongSet2.class,
        RawLongSet2.class);
    type(
        rows,
        "f",
        "float[]",
        () -> NdView.of(new float[N * N]),
        "Float",
        FloatGet2.class,
        RawFloatGet2.class,
        FloatSet2.class,
        RawFloatSet2.class);
  }

  private static void type(
      List<Row> rows,
      String format,
      String array,
      Supplier<NdView> heap,
      String accessor,
      Class<? extends ItemLoop> get,
      Class<? extends ItemLoop> rawGet,
      Class<? extends ItemLoop> set,
      Class<? extends ItemLoop> rawSet) {
    Map<String, Supplier<NdView>> memories = new LinkedHashMap<>();
    memories.put("native", () -> NdView.allocate(format, N, N));
    memories.put(array, () -> heap.get().reshape(N, N));
    memories.forEach((memory, view) -> {
      String end = " of " + Data.name(format) + ", " + memory;
      add(rows, "get" + accessor + "(i, j)" + end, view, get, rawGet);
      add(rows, "set" + accessor + "(v, i, j)" + end, view, set, rawSet);
    });
  }

  private static void add(
      List<Row> rows,
      String name,
      Supplier<NdView> view,
      Class<? extends ItemLoop> loop,
      Class<? extends ItemLoop> raw) {
    rows.add(
        new Row(
            name,
            GOAL,
            () -> {
              NdView items = view.get();
              ItemLoop own = ItemLoop.over(items, loop);
              ItemLoop byHand = ItemLoop.over(items, raw);
              return Work.of(() -> result = own.run())
                  .reference(() -> result = byHand.run())
                  .per(items.size());
            }));
  }
}
