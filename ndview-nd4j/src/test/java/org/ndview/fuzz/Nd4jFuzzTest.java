package org.ndview.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.ndview.Layout;
import org.ndview.NdView;
import org.ndview.Order;
import org.ndview.format.Format;
import org.ndview.nd4j.NdArrays;

/** Views at random given to ND4J and taken back, held to the model of the library's own fuzzer. */
class Nd4jFuzzTest {
  private static final boolean BIG = ByteOrder.nativeOrder() == ByteOrder.BIG_ENDIAN;
  private static final int GUARD = 32;

  private static final Map<Num, DataType> TYPES =
      Map.ofEntries(
          Map.entry(Num.BOOL, DataType.BOOL),
          Map.entry(Num.I8, DataType.INT8),
          Map.entry(Num.U8, DataType.UINT8),
          Map.entry(Num.I16, DataType.INT16),
          Map.entry(Num.U16, DataType.UINT16),
          Map.entry(Num.I32, DataType.INT32),
          Map.entry(Num.U32, DataType.UINT32),
          Map.entry(Num.I64, DataType.INT64),
          Map.entry(Num.U64, DataType.UINT64),
          Map.entry(Num.F16, DataType.FLOAT16),
          Map.entry(Num.BF16, DataType.BFLOAT16),
          Map.entry(Num.F32, DataType.FLOAT),
          Map.entry(Num.F64, DataType.DOUBLE));

  /** A view, its model, and all of the memory that it lies in. */
  private record Made(NdView view, Model model, byte[] bytes, MemorySegment memory) {
    Num type() {
      return ((Item.Scalar) model.item()).type();
    }

    Object key(int k) {
      return model.item().key(bytes, (int) model.places()[k]);
    }

    void assertUntouched() {
      assertThat(memory.mismatch(MemorySegment.ofArray(bytes))).isEqualTo(-1);
    }
  }

  private static Made make(Choices c) {
    Item.Scalar item = Items.scalar(c, c.oneIn(12) ? Num.C64 : c.of(Num.REALS));
    int size = item.size();
    long[] shape = new long[c.below(4)];
    for (int d = 0; d < shape.length; d++) {
      shape[d] = c.oneIn(20) ? 0 : c.between(1, 5);
    }
    long[] strides = strides(c, size, shape);
    long low = 0;
    long high = size;
    for (int d = 0; d < shape.length; d++) {
      low += Math.min(0, (Math.max(shape[d], 1) - 1) * strides[d]);
      high += Math.max(0, (Math.max(shape[d], 1) - 1) * strides[d]);
    }
    int start = GUARD + (c.oneIn(5) ? c.below(8) : 0);
    byte[] bytes = new byte[(int) (start + high - low + GUARD)];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (c.oneIn(3) ? c.between(-128, 127) : c.below(2));
    }
    boolean heap = c.oneIn(5);
    MemorySegment memory =
        heap
            ? MemorySegment.ofArray(bytes.clone())
            : Arena.ofAuto().allocate(bytes.length, 64).copyFrom(MemorySegment.ofArray(bytes));
    boolean readOnly = c.oneIn(8);
    Layout layout = Layout.of(size, start - low, shape, strides);
    NdView view =
        NdView.of(readOnly ? memory.asReadOnly() : memory, Format.parse(item.text()), layout);
    Model model = Model.of(item, size, 0, start - low, shape, strides, readOnly);
    return new Made(view, model, bytes, memory);
  }

  private static long[] strides(Choices c, int size, long[] shape) {
    if (c.oneIn(3)) {
      return Model.contiguous(size, c.oneIn(2), shape);
    }
    long[] strides = new long[shape.length];
    long step = size;
    for (int d : c.order(shape.length)) {
      strides[d] = c.oneIn(8) ? -step : step;
      if (c.oneIn(12)) {
        strides[d] = c.of(0, size, size + 1, 2 * size);
      }
      step *= Math.max(shape[d], 1) + c.below(2);
    }
    return strides;
  }

  /** What ND4J can hold, by NdArrays.plan's documentation, one condition at a time. */
  private static boolean shares(Made made) {
    Model m = made.model;
    Item.Scalar item = (Item.Scalar) m.item();
    if (!TYPES.containsKey(item.type())) {
      return false;
    }
    if (m.count() == 0) {
      return true;
    }
    boolean ordered = item.size() == 1 || item.big() == BIG;
    boolean forward = true;
    for (int d = 0; d < m.ndim(); d++) {
      long stride = m.strides()[d];
      forward &= m.shape()[d] <= 1 || (stride > 0 && stride % m.size() == 0);
    }
    long[] places = m.places().clone();
    Arrays.sort(places);
    boolean apart = true;
    for (int k = 1; k < places.length; k++) {
      apart &= places[k] - places[k - 1] >= m.size();
    }
    boolean aligned = (made.memory.address() + m.places()[0]) % m.size() == 0;
    boolean bools = true;
    for (long place : places) {
      bools &= item.type() != Num.BOOL || (made.bytes[(int) place] & 0xfe) == 0;
    }
    return ordered
        && forward
        && apart
        && aligned
        && bools
        && made.memory.isNative()
        && !m.readOnly();
  }

  private static void program(long seed) {
    Choices c = Choices.fresh(seed);
    Made made = make(c);
    String what = "program %d: %s".formatted(seed, made.model.item().text());
    boolean shares = shares(made);
    assertThat(NdArrays.plan(made.view).shares()).as(what).isEqualTo(shares);
    if (!shares) {
      assertThatExceptionOfType(UnsupportedOperationException.class)
          .as(what)
          .isThrownBy(() -> NdArrays.wrap(made.view));
    } else {
      wrapped(c, made, what);
    }
    if (TYPES.containsKey(made.type())) {
      copied(c, made, what);
    } else {
      assertThatExceptionOfType(UnsupportedOperationException.class)
          .as(what)
          .isThrownBy(() -> NdArrays.copy(made.view));
    }
    made.assertUntouched();
  }

  private static void wrapped(Choices c, Made made, String what) {
    INDArray array = NdArrays.wrap(made.view);
    NdView back = NdArrays.view(array);
    same(made, back, what);
    if (made.model.count() == 0) {
      return;
    }
    // one item is written by either side and seen by the other
    int k = c.below(made.model.count());
    long[] index = new long[made.model.ndim()];
    for (int i = 0; i < k; i++) {
      Model.next(index, made.model.shape());
    }
    Object number = Casts.convert(made.type(), (long) c.below(2));
    long place = made.model.places()[k];
    made.type().write(made.bytes, (int) place, BIG, number);
    if (c.oneIn(2)) {
      back.set(number, index);
    } else {
      made.view.set(number, index);
    }
    made.assertUntouched();
    assertThat(array.isEmpty()).isFalse();
    if (made.model.ndim() > 0) {
      assertThat(array.getDouble(index)).as(what).isEqualTo(Casts.toDouble(number));
    }
    int[] axes = c.order(made.model.ndim());
    if (axes.length > 1) {
      Model turned = made.model.permute(axes);
      NdView view = NdArrays.view(array.permute(axes));
      same(new Made(view, turned, made.bytes, made.memory), view, what);
    }
  }

  private static void copied(Choices c, Made made, String what) {
    same(made, NdArrays.view(NdArrays.copy(made.view)), what);
    Num to = c.of(Num.REALS);
    boolean fortran = c.oneIn(2);
    NdView copy = NdArrays.view(NdArrays.copy(made.view, TYPES.get(to), fortran ? 'f' : 'c'));
    assertThat(copy.shape()).as(what).isEqualTo(made.model.shape());
    byte[] items = copy.toBytes(Order.C);
    for (int k = 0; k < made.model.count(); k++) {
      Object wanted = Casts.convert(to, made.key(k));
      Object is = to.read(items, k * to.size, BIG);
      assertThat(isSame(wanted, is)).as("%s to %s: %s, not %s", what, to, is, wanted).isTrue();
    }
  }

  /** Whether a view has the model's shape and numbers, bools being 0 or 1. */
  private static void same(Made made, NdView view, String what) {
    assertThat(view.shape()).as(what).isEqualTo(made.model.shape());
    byte[] items = view.toBytes(Order.C);
    int size = made.model.size();
    for (int k = 0; k < made.model.count(); k++) {
      Object is = made.type().read(items, k * size, BIG);
      assertThat(isSame(made.key(k), is)).as("%s: item %d is %s", what, k, is).isTrue();
    }
  }

  private static boolean isSame(Object a, Object b) {
    return a.equals(b) || Casts.equal(a, b);
  }

  private static void run(long seed, int programs) {
    System.out.printf("fuzz: ND4J, seed %d%n", seed);
    for (int i = 0; i < programs; i++) {
      program(seed + i);
    }
  }

  @Test
  void programsOfAFixedSeedDoAsTheModel() {
    run(1, 3_000);
  }

  /** Printed, so that what fails one day is replayed on another. */
  @Test
  void programsOfASeedOfTheDayDoAsTheModel() {
    run(LocalDate.now().toEpochDay() * 1_000_000, 2_000);
  }
}
