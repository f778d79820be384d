package org.ndview.internal.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The loop of a plan makes of each number what Java's own casts do, and writes no other byte. */
class StepLoopsTest {
  private static final int N = 70;
  private static final int GUARD = 11;
  private static final StepClasses CLASSES = new StepClasses(1000);
  private static final ByteOrder NATIVE = ByteOrder.nativeOrder();
  private static final ByteOrder OTHER =
      NATIVE == ByteOrder.LITTLE_ENDIAN ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;

  private static boolean isFloat(StepType type) {
    return type == StepType.FLOAT32 || type == StepType.FLOAT64;
  }

  /** A Long of an integer, a Float or a Double. */
  private static Number read(MemorySegment memory, long at, StepType type, boolean reversed) {
    ByteOrder order = reversed ? OTHER : NATIVE;
    return switch (type) {
      case INT8 -> (long) memory.get(ValueLayout.JAVA_BYTE, at);
      case UINT8 -> memory.get(ValueLayout.JAVA_BYTE, at) & 0xffL;
      case INT16 -> (long) memory.get(ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(order), at);
      case UINT16 -> memory.get(ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(order), at) & 0xffffL;
      case INT32 -> (long) memory.get(ValueLayout.JAVA_INT_UNALIGNED.withOrder(order), at);
      case UINT32 -> memory.get(ValueLayout.JAVA_INT_UNALIGNED.withOrder(order), at) & 0xffffffffL;
      case INT64 -> memory.get(ValueLayout.JAVA_LONG_UNALIGNED.withOrder(order), at);
      case FLOAT32 -> memory.get(ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(order), at);
      case FLOAT64 -> memory.get(ValueLayout.JAVA_DOUBLE_UNALIGNED.withOrder(order), at);
    };
  }

  private static void write(MemorySegment memory, long at, StepType type, Number number) {
    switch (type) {
      case INT8, UINT8 -> memory.set(ValueLayout.JAVA_BYTE, at, (byte) number.longValue());
      case INT16, UINT16 ->
          memory.set(ValueLayout.JAVA_SHORT_UNALIGNED, at, (short) number.longValue());
      case INT32, UINT32 ->
          memory.set(ValueLayout.JAVA_INT_UNALIGNED, at, (int) number.longValue());
      case INT64 -> memory.set(ValueLayout.JAVA_LONG_UNALIGNED, at, number.longValue());
      case FLOAT32 -> memory.set(ValueLayout.JAVA_FLOAT_UNALIGNED, at, number.floatValue());
      case FLOAT64 -> memory.set(ValueLayout.JAVA_DOUBLE_UNALIGNED, at, number.doubleValue());
    }
  }

  /** The number by number way, which a loop is held against. */
  private static void expect(StepPlan plan, MemorySegment a, MemorySegment b, double[] factors) {
    for (int i = 0; i < N; i++) {
      for (int k = 0; k < plan.columns().size(); k++) {
        StepPlan.Column column = plan.columns().get(k);
        long p = GUARD + i * plan.stepA() + column.atA();
        long q = GUARD + i * plan.stepB() + column.atB();
        if (column.from() == plan.to() && !plan.scaled()) {
          int width = plan.to().width();
          for (int j = 0; j < width; j++) {
            byte x = a.get(ValueLayout.JAVA_BYTE, p + (plan.reversed() ? width - 1 - j : j));
            b.set(ValueLayout.JAVA_BYTE, q + j, x);
          }
        } else {
          Number number = read(a, p, column.from(), plan.reversed());
          if (plan.scaled()) {
            number = number.doubleValue() * factors[2 * k] + factors[2 * k + 1];
          }
          write(b, q, plan.to(), number);
        }
      }
    }
  }

  private static MemorySegment random(Arena arena, long size, long seed) {
    byte[] bytes = new byte[(int) size];
    new Random(seed).nextBytes(bytes);
    return arena.allocate(size).copyFrom(MemorySegment.ofArray(bytes));
  }

  /** Runs a plan from and to memory that ends where its last number does. */
  private static void check(StepPlan plan, double... factors) {
    StepLoop loop = Objects.requireNonNull(CLASSES.loop(plan));
    long sizeA = GUARD + (N - 1) * plan.stepA();
    long sizeB = GUARD + (N - 1) * plan.stepB();
    long lastA = 0;
    long lastB = 0;
    for (StepPlan.Column column : plan.columns()) {
      lastA = Math.max(lastA, column.atA() + column.from().width());
      lastB = Math.max(lastB, column.atB() + plan.to().width());
    }
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment a = random(arena, sizeA + lastA, plan.hashCode());
      MemorySegment made = random(arena, sizeB + lastB, 1);
      MemorySegment expected = arena.allocate(made.byteSize()).copyFrom(made);
      expect(plan, a, expected, factors);
      loop.run(a, GUARD, made, GUARD, N, factors);
      assertThat(made.mismatch(expected)).as("%s", plan).isEqualTo(-1);
    }
  }

  @ParameterizedTest
  @EnumSource(StepType.class)
  void everyTypeFromEveryOther(StepType to) {
    for (StepType from : StepType.values()) {
      if (!isFloat(from) || isFloat(to)) {
        for (boolean reversed : new boolean[] {false, true}) {
          List<StepPlan.Column> one = List.of(new StepPlan.Column(from, 0, 0));
          check(new StepPlan(13, 9, reversed, to, false, one));
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = StepType.class,
      names = {"FLOAT32", "FLOAT64"})
  void scaledInDoublesAndRoundedOnce(StepType to) {
    for (StepType from : StepType.values()) {
      for (boolean reversed : new boolean[] {false, true}) {
        List<StepPlan.Column> two =
            List.of(new StepPlan.Column(from, 8, 0), new StepPlan.Column(from, 0, 11));
        check(new StepPlan(17, 20, reversed, to, true, two), 1 / 3.0, -0.1, 0x1p30, 7);
      }
    }
  }

  @Test
  void asManyColumnsAsAPlanMayHave() {
    for (int count = 1; count <= StepPlan.MOST; count++) {
      List<StepPlan.Column> columns = new ArrayList<>();
      for (int k = 0; k < count; k++) {
        StepType from = StepType.values()[k % StepType.values().length];
        // read from the first to the last, written from the last to the first
        columns.add(new StepPlan.Column(from, 8L * k, 8L * (count - 1 - k)));
      }
      check(new StepPlan(8L * count, 8L * count, false, StepType.FLOAT64, false, columns));
      check(
          new StepPlan(8L * count + 1, 8L * count, true, StepType.FLOAT32, true, columns),
          new Random(count).doubles(2L * count).toArray());
    }
  }

  /** A loop would write over what the compiler knows nothing of. */
  @Test
  void memoryOtherThanNativeIsRefused() {
    StepPlan plan = copy(2);
    StepLoop loop = Objects.requireNonNull(CLASSES.loop(plan));
    MemorySegment heap = MemorySegment.ofArray(new byte[16]);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> loop.run(heap, 0, heap, 0, 4, plan.factors()))
        .withMessage("loops work on native memory alone");
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment few = arena.allocate(7);
      assertThatExceptionOfType(IndexOutOfBoundsException.class)
          .isThrownBy(() -> loop.run(few, 0, few, 0, 5, plan.factors()));
    }
  }

  @Test
  void aPlanHasSomeColumnsAndKeepsThem() {
    StepPlan.Column column = new StepPlan.Column(StepType.INT8, 0, 0);
    List<StepPlan.Column> columns = new ArrayList<>(List.of(column));
    StepPlan plan = new StepPlan(2, 2, false, StepType.INT8, false, columns);
    columns.clear();
    assertThat(plan.columns()).containsExactly(column);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new StepPlan(2, 2, false, StepType.INT8, false, columns))
        .withMessage("a loop of 0 columns");
    StepPlan.Column[] many = new StepPlan.Column[StepPlan.MOST + 1];
    Arrays.fill(many, column);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new StepPlan(2, 2, false, StepType.INT8, false, List.of(many)))
        .withMessage("a loop of 13 columns");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> StepType.ofBits(3))
        .withMessage("no number has 3 bytes");
    for (int width = 1; width <= 8; width *= 2) {
      assertThat(StepType.ofBits(width).width()).isEqualTo(width);
    }
  }

  /** The class of each has code of its own, so that there may not be any number of them. */
  @Test
  void thereAreNoMoreClassesThanAJvmShouldHave() {
    StepClasses few = new StepClasses(2);
    StepLoop one = few.loop(copy(2));
    StepLoop other = few.loop(copy(3));
    assertThat(one).isNotNull();
    assertThat(other).isNotNull().isNotSameAs(one);
    assertThat(few.loop(copy(4))).isNull();
    assertThat(few.loop(copy(2))).isSameAs(one);
  }

  private static StepPlan copy(long step) {
    StepPlan.Column column = new StepPlan.Column(StepType.INT8, 0, 0);
    return new StepPlan(step, step, false, StepType.INT8, false, List.of(column));
  }
}
