package org.ndview.internal.step;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandles;
import java.nio.ByteOrder;
import org.ndview.internal.memory.MemoryKind;

/**
 * The loop of a plan. A hidden class is made of the bytes of this one for each plan, so that the
 * plan is a constant to the compiler: steps that it knows are checked once for the loop and not for
 * each number, and of the branches here it keeps one.
 */
final class StepLoops implements StepLoop {
  private static final StepPlan PLAN = StepClasses.plan(MethodHandles.lookup());
  private static final long STEP_A = PLAN.stepA();
  private static final long STEP_B = PLAN.stepB();
  private static final StepType TO = PLAN.to();
  private static final int WIDTH = TO.width();
  private static final boolean SCALED = PLAN.scaled();
  private static final int COUNT = PLAN.columns().size();
  private static final StepPlan.Column COLUMN_0 = column(0);
  private static final StepPlan.Column COLUMN_1 = column(1);
  private static final StepPlan.Column COLUMN_2 = column(2);
  private static final StepPlan.Column COLUMN_3 = column(3);
  private static final StepPlan.Column COLUMN_4 = column(4);
  private static final StepPlan.Column COLUMN_5 = column(5);
  private static final StepPlan.Column COLUMN_6 = column(6);
  private static final StepPlan.Column COLUMN_7 = column(7);
  private static final StepPlan.Column COLUMN_8 = column(8);
  private static final StepPlan.Column COLUMN_9 = column(9);
  private static final StepPlan.Column COLUMN_10 = column(10);
  private static final StepPlan.Column COLUMN_11 = column(11);

  private static final ByteOrder ORDER = order(PLAN.reversed());
  private static final ValueLayout.OfShort SHORT = ValueLayout.JAVA_SHORT_UNALIGNED;
  private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED;
  private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED;
  private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED;
  private static final ValueLayout.OfDouble DOUBLE = ValueLayout.JAVA_DOUBLE_UNALIGNED;
  private static final ValueLayout.OfShort SHORT_IN = SHORT.withOrder(ORDER);
  private static final ValueLayout.OfInt INT_IN = INT.withOrder(ORDER);
  private static final ValueLayout.OfLong LONG_IN = LONG.withOrder(ORDER);
  private static final ValueLayout.OfFloat FLOAT_IN = FLOAT.withOrder(ORDER);
  private static final ValueLayout.OfDouble DOUBLE_IN = DOUBLE.withOrder(ORDER);

  private static StepPlan.Column column(int k) {
    return PLAN.columns().get(Math.min(k, COUNT - 1));
  }

  private static ByteOrder order(boolean reversed) {
    boolean little = ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN;
    return little == reversed ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
  }

  @Override
  public void loop(MemorySegment a, long atA, MemorySegment b, long atB, int n, double[] factors) {
    // from 0 on, the compiler finds the ends of the loop from the steps alone
    MemorySegment from = MemoryKind.plain(MemoryKind.plain(a).asSlice(atA));
    MemorySegment to = MemoryKind.plain(MemoryKind.plain(b).asSlice(atB));
    for (int i = 0; i < n; i++) {
      long p = i * STEP_A;
      long q = i * STEP_B;
      put(from, p, to, q, COLUMN_0, factors, 0);
      if (COUNT > 1) {
        put(from, p, to, q, COLUMN_1, factors, 2);
      }
      if (COUNT > 2) {
        put(from, p, to, q, COLUMN_2, factors, 4);
      }
      if (COUNT > 3) {
        put(from, p, to, q, COLUMN_3, factors, 6);
      }
      if (COUNT > 4) {
        put(from, p, to, q, COLUMN_4, factors, 8);
      }
      if (COUNT > 5) {
        put(from, p, to, q, COLUMN_5, factors, 10);
      }
      if (COUNT > 6) {
        put(from, p, to, q, COLUMN_6, factors, 12);
      }
      if (COUNT > 7) {
        put(from, p, to, q, COLUMN_7, factors, 14);
      }
      if (COUNT > 8) {
        put(from, p, to, q, COLUMN_8, factors, 16);
      }
      if (COUNT > 9) {
        put(from, p, to, q, COLUMN_9, factors, 18);
      }
      if (COUNT > 10) {
        put(from, p, to, q, COLUMN_10, factors, 20);
      }
      if (COUNT > 11) {
        put(from, p, to, q, COLUMN_11, factors, 22);
      }
    }
  }

  private static void put(
      MemorySegment a,
      long recordA,
      MemorySegment b,
      long recordB,
      StepPlan.Column column,
      double[] factors,
      int f) {
    long p = recordA + column.atA();
    long q = recordB + column.atB();
    StepType from = column.from();
    // no switch: it would ask an array, which is no constant
    if (SCALED) {
      double made = asDouble(a, p, from) * factors[f] + factors[f + 1];
      if (TO == StepType.FLOAT32) {
        b.set(FLOAT, q, (float) made);
      } else {
        b.set(DOUBLE, q, made);
      }
    } else if (from == TO) {
      // the bits of every NaN
      move(a, p, b, q);
    } else if (TO == StepType.FLOAT32) {
      boolean wide = from == StepType.FLOAT64;
      b.set(FLOAT, q, wide ? (float) a.get(DOUBLE_IN, p) : (float) asLong(a, p, from));
    } else if (TO == StepType.FLOAT64) {
      b.set(DOUBLE, q, asDouble(a, p, from));
    } else {
      putLong(b, q, asLong(a, p, from));
    }
  }

  private static void move(MemorySegment a, long p, MemorySegment b, long q) {
    if (WIDTH == Long.BYTES) {
      b.set(LONG, q, a.get(LONG_IN, p));
    } else if (WIDTH == Integer.BYTES) {
      b.set(INT, q, a.get(INT_IN, p));
    } else if (WIDTH == Short.BYTES) {
      b.set(SHORT, q, a.get(SHORT_IN, p));
    } else {
      b.set(ValueLayout.JAVA_BYTE, q, a.get(ValueLayout.JAVA_BYTE, p));
    }
  }

  private static void putLong(MemorySegment b, long q, long made) {
    if (WIDTH == Long.BYTES) {
      b.set(LONG, q, made);
    } else if (WIDTH == Integer.BYTES) {
      b.set(INT, q, (int) made);
    } else if (WIDTH == Short.BYTES) {
      b.set(SHORT, q, (short) made);
    } else {
      b.set(ValueLayout.JAVA_BYTE, q, (byte) made);
    }
  }

  private static double asDouble(MemorySegment a, long at, StepType type) {
    if (type == StepType.FLOAT32) {
      return a.get(FLOAT_IN, at);
    }
    return type == StepType.FLOAT64 ? a.get(DOUBLE_IN, at) : (double) asLong(a, at, type);
  }

  private static long asLong(MemorySegment a, long at, StepType type) {
    if (type == StepType.INT64) {
      return a.get(LONG_IN, at);
    }
    if (type == StepType.INT32) {
      return a.get(INT_IN, at);
    }
    if (type == StepType.UINT32) {
      return Integer.toUnsignedLong(a.get(INT_IN, at));
    }
    if (type == StepType.INT16) {
      return a.get(SHORT_IN, at);
    }
    if (type == StepType.UINT16) {
      return Short.toUnsignedLong(a.get(SHORT_IN, at));
    }
    byte number = a.get(ValueLayout.JAVA_BYTE, at);
    return type == StepType.INT8 ? number : Byte.toUnsignedLong(number);
  }
}
