package org.ndview;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.file.Path;
import java.util.AbstractList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.ndview.format.Format;
import org.ndview.npy.Npy;

/**
 * An array that another thread changes during a call is read once: what comes of the call is what
 * comes of one of its contents, and no byte outside the view is read or written.
 */
class RacingArraysTest {
  private static final int CALLS = 3000;
  private static final byte GUARD = 0x55;
  private static final byte ITEM = 1;
  private static final int FROM = 512;
  private static final int TO = 1024;

  /** The view's bytes, and as many on either side that are others' and look otherwise. */
  private static final MemorySegment MEMORY = MemorySegment.ofArray(new byte[FROM + TO]);

  /**
   * A call with an array whose first element another thread sets to one value and to another.
   *
   * @param array of long, int, double or objects
   */
  record Race(String name, Object array, Object good, Object bad, Supplier<?> call) {
    void set(Object value) {
      switch (array) {
        case long[] a -> LONGS.setVolatile(a, 0, (long) value);
        case int[] a -> INTS.setVolatile(a, 0, (int) value);
        case double[] a -> DOUBLES.setVolatile(a, 0, (double) value);
        case Index[] a -> INDICES.setVolatile(a, 0, (Index) value);
        default -> throw new AssertionError(array.getClass());
      }
    }

    /** What the call gives, or the kind of its refusal. */
    Object outcome() {
      try {
        return call.get();
      } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
        return e.getClass();
      }
    }

    @Override
    public String toString() {
      return name;
    }
  }

  private static final VarHandle LONGS = MethodHandles.arrayElementVarHandle(long[].class);
  private static final VarHandle INTS = MethodHandles.arrayElementVarHandle(int[].class);
  private static final VarHandle DOUBLES = MethodHandles.arrayElementVarHandle(double[].class);
  private static final VarHandle INDICES = MethodHandles.arrayElementVarHandle(Index[].class);

  private static NdView view(String format, long... shape) {
    return NdView.of(MEMORY.asSlice(0, FROM + TO))
        .slice(FROM + ":" + TO)
        .cast(format)
        .slice(":" + Layout.nbytes(1, shape))
        .reshape(shape);
  }

  /** The same items behind pointers. */
  private static NdView indirect() {
    return NdView.ofRows(new int[][] {{7, 7}, {7, 7}, {7, 7}});
  }

  private static Race item(String name, NdView view, long bad, Function<long[], ?> call) {
    long[] index = new long[view.ndim()];
    return new Race(name, index, 0L, bad, () -> call.apply(index));
  }

  private static Race write(String name, NdView view, Consumer<long[]> call) {
    return item(
        name,
        view,
        view.shape()[0],
        index -> {
          call.accept(index);
          return "written";
        });
  }

  private static Stream<Race> items() {
    NdView ints = view("i", 4, 4);
    NdView bytes = view("b", 16);
    NdView chars = view("u", 8);
    NdView texts = view("4s", 8);
    NdView rows = indirect();
    return Stream.of(
        item("get", ints, 4, ints::get),
        item("get before the start", ints, -1, ints::get),
        item("get of text", texts, 8, index -> Arrays.toString((byte[]) texts.get(index))),
        item("get behind pointers", rows, 3, rows::get),
        item("getDouble", ints, 4, ints::getDouble),
        item("getFloat", ints, 4, ints::getFloat),
        item("getLong", ints, -1, ints::getLong),
        item("getInt", ints, 4, ints::getInt),
        item("getInt behind pointers", rows, 3, rows::getInt),
        item("getShort", bytes, 16, bytes::getShort),
        item("getByte", bytes, -1, bytes::getByte),
        item("getBoolean", bytes, 16, bytes::getBoolean),
        item("getChar", chars, 8, chars::getChar),
        item("offsetOf", ints, 4, index -> ints.layout().offsetOf(index)),
        write("set", ints, index -> ints.set(0x01010101, index)),
        write("set of text", texts, index -> texts.set(new byte[] {1, 1, 1, 1}, index)),
        write("set behind pointers", rows, index -> rows.set(7, index)),
        write("setDouble", ints, index -> ints.setDouble(0x01010101, index)),
        write("setFloat", bytes, index -> bytes.setFloat(1, index)),
        write("setLong", ints, index -> ints.setLong(0x01010101, index)),
        write("setInt", ints, index -> ints.setInt(0x01010101, index)),
        write("setShort", bytes, index -> bytes.setShort((short) 1, index)),
        write("setByte", bytes, index -> bytes.setByte((byte) 1, index)),
        write("setBoolean", bytes, index -> bytes.setBoolean(true, index)),
        write("setChar", chars, index -> chars.setChar((char) 0x0101, index)));
  }

  private static Race longs(long good, long bad, String name, long[] array, Supplier<?> call) {
    return new Race(name, array, good, bad, call);
  }

  private static Race ints(int good, int bad, String name, int[] array, Supplier<?> call) {
    return new Race(name, array, good, bad, call);
  }

  private static Race indices(Index good, Index bad, String name, Index[] array, Supplier<?> call) {
    return new Race(name, array, good, bad, call);
  }

  private static Stream<Race> parts() {
    Layout layout = Layout.contiguous(Order.C, 4, 3, 4, 1);
    Layout marked =
        Layout.of(4, 0, new long[] {3, 4, 1}, new long[] {16, 4, 4}, new long[] {-1, -2, -3});
    NdView view = view("i", 3, 4, 1);
    NdView rows = indirect();
    long[] shape = {3, 4, 1};
    int[] axes = {0, 1, 2};
    int[] last = {2};
    long[] chosen = {1, 0};
    Index[] index = {Index.at(1), Index.all(), Index.all()};
    Index[] two = {Index.at(1), Index.all()};
    Index[] any = {Index.ellipsis(), Index.at(0), Index.at(0)};
    return Stream.of(
        longs(3, 6, "reshape", shape, () -> layout.reshape(shape)),
        longs(3, 6, "reshape of a view", shape, () -> view.reshape(shape).layout()),
        longs(-1, 5, "reshape to what is left", shape, () -> layout.reshape(shape)),
        longs(3, 5, "broadcastTo", shape, () -> layout.broadcastTo(shape)),
        longs(3, 5, "broadcastTo of a view", shape, () -> view.broadcastTo(shape).layout()),
        longs(3, 300, "cast", shape, () -> layout.cast(4, Order.F, shape)),
        longs(3, 300, "cast of a view", shape, () -> view.cast("i", shape).layout()),
        ints(0, 1, "permute", axes, () -> layout.permute(axes)),
        ints(0, 1, "permute with suboffsets", axes, () -> marked.permute(axes)),
        ints(0, 3, "permute of a view", axes, () -> view.permute(axes).layout()),
        ints(2, 0, "squeeze", last, () -> layout.squeeze(last)),
        ints(2, 0, "squeeze of a view", last, () -> view.squeeze(last).layout()),
        ints(2, 0, "flip", last, () -> layout.flip(last)),
        ints(2, -9, "flip of a view", last, () -> view.flip(last).layout()),
        indices(Index.at(1), Index.all(), "slice", index, () -> layout.slice(index)),
        indices(Index.at(1), Index.all(), "slice, all", index, () -> view.slice(index).layout()),
        indices(
            Index.at(1), Index.newAxis(), "slice, axis", index, () -> view.slice(index).layout()),
        indices(
            Index.at(1), Index.at(99), "slice, outside", index, () -> view.slice(index).layout()),
        indices(Index.ellipsis(), Index.at(0), "slice, rest", any, () -> view.slice(any).layout()),
        indices(
            Index.at(1),
            Index.all(),
            "slice behind pointers",
            two,
            () -> rows.slice(two).toList()));
  }

  private static Object taken(long[] indices) {
    NdView target = NdView.of(new int[2 * 4]).reshape(2, 4, 1);
    view("i", 3, 4, 1).take(indices, 0, target);
    return target.toList();
  }

  private static Object takenTo(long[] indices) {
    NdView target = NdView.of(new double[2 * 4]).reshape(2, 4, 1);
    view("i", 3, 4, 1).takeTo(indices, 0, target, Casting.SAFE, Scaling.of(2, 1));
    return target.toList();
  }

  private static Stream<Race> made() {
    long[] shape = {3, 4};
    long[] strides = {16, 4};
    long[] suboffsets = {-1, -1};
    long[] offsets = {0, 8, 16};
    double[] mean = {0, 0};
    double[] deviation = {1, 1};
    MemorySegment memory = MEMORY.asSlice(FROM, TO - FROM);
    NdView block = NdView.of(memory);
    Format format = Format.parse("i");
    Layout pointers = Layout.of(4, 0, new long[] {3, 2}, new long[] {8, 4}, new long[] {0, -1});
    Path file = folder.resolve("racing.npy");
    return Stream.of(
        longs(3, 7, "Layout.contiguous", shape, () -> Layout.contiguous(Order.F, 4, shape)),
        longs(3, 1000, "Layout.nbytes", shape, () -> Layout.nbytes(4, shape)),
        longs(3, 7, "Layout.of, shape", shape, () -> Layout.of(4, 0, shape, strides.clone())),
        longs(
            16,
            -16,
            "Layout.of, strides",
            strides,
            () -> Layout.of(4, 64, new long[] {3, 4}, strides)),
        longs(
            -1,
            5,
            "Layout.of, suboffsets",
            suboffsets,
            () -> Layout.of(4, 64, new long[] {3, 4}, new long[] {32, 4}, suboffsets)),
        longs(
            3,
            2,
            "Layout.field",
            shape,
            () -> Layout.contiguous(Order.C, 48, 2).field(0, 4, shape)),
        longs(3, 1000, "of a segment", shape, () -> NdView.of(memory, format, shape).layout()),
        longs(3, 1000, "of a segment, text", shape, () -> NdView.of(memory, "i", shape).layout()),
        longs(3, 7, "allocate", shape, () -> closed(NdView.allocate("i", shape))),
        longs(
            3,
            7,
            "allocate in an arena",
            shape,
            () -> NdView.allocate(Arena.ofAuto(), format, shape).layout()),
        longs(
            8,
            510,
            "PointerTable.view",
            offsets,
            () -> PointerTable.view(block, format, pointers, offsets).toBytes().length),
        longs(8, 32, "PointerTable.extent", offsets, () -> PointerTable.extent(pointers, offsets)),
        new Race(
            "Scaling.perIndex", mean, 0.0, 5.0, () -> Scaling.perIndex(mean, deviation.clone(), 0)),
        new Race(
            "Scaling.standardize, mean",
            mean,
            0.0,
            Double.NaN,
            () -> Scaling.standardize(mean, new double[] {1, 1}, 0)),
        new Race(
            "Scaling.standardize, deviation",
            deviation,
            1.0,
            -1.0,
            () -> Scaling.standardize(new double[] {1, 1}, deviation, 0)),
        longs(3, 7, "Npy.create", shape, () -> created(file, shape)));
  }

  private static Layout closed(NdView view) {
    try (view) {
      return view.layout();
    }
  }

  private static Layout created(Path file, long[] shape) {
    try {
      return closed(Npy.create(file, "i", Order.F, shape)).withOffset(0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Stream<Race> races() {
    return Stream.of(items(), parts(), made()).flatMap(races -> races);
  }

  @TempDir static Path folder;

  @ParameterizedTest
  @MethodSource("races")
  void anArrayThatAnotherThreadChangesIsReadOnce(Race race) throws InterruptedException {
    MEMORY.fill(GUARD);
    MEMORY.asSlice(FROM, TO - FROM).fill(ITEM);
    Set<Object> allowed = new HashSet<>();
    for (Object value : List.of(race.bad(), race.good())) {
      race.set(value);
      allowed.add(race.outcome());
    }
    assertThat(allowed).as("the two contents differ").hasSize(2);
    Thread other = changing(race);
    Set<Object> seen = new HashSet<>();
    try {
      int calls = race.name().equals("Npy.create") ? CALLS / 30 : CALLS;
      for (int i = 0; i < calls; i++) {
        seen.add(race.outcome());
      }
    } finally {
      other.interrupt();
      other.join();
    }
    assertThat(allowed).containsAll(seen);
    assertThat(MEMORY.asSlice(0, FROM).toArray(ValueLayout.JAVA_BYTE)).containsOnly(GUARD);
    assertThat(MEMORY.asSlice(TO).toArray(ValueLayout.JAVA_BYTE)).containsOnly(GUARD);
  }

  private static Thread changing(Race race) {
    return Thread.ofPlatform()
        .daemon()
        .start(() -> {
          while (!Thread.interrupted()) {
            for (int i = 0; i < 100; i++) {
              race.set(race.bad());
              race.set(race.good());
            }
          }
        });
  }

  @Test
  void aListThatGrowsIsReadOnce() {
    List<Object> growing =
        new AbstractList<>() {
          private int asked;

          @Override
          public Object get(int i) {
            return i;
          }

          @Override
          public int size() {
            return asked++ == 0 ? 2 : 3;
          }
        };
    StructValue value;
    try {
      value = StructValue.of(growing, List.of("a", "b"));
    } catch (IllegalArgumentException | IndexOutOfBoundsException _) {
      return; // refused as what it has become
    }
    assertThat(value.values()).hasSameSizeAs(value.names());
  }
}
