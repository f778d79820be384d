package org.ndview;

import java.math.BigInteger;
import java.util.TreeMap;

/**
 * Whether items share bytes, as a bounded Diophantine equation.
 *
 * <p>Reversing dimensions and moving the second layout to the other side turns "item i of a and
 * item j of b share a byte" into "the target is a sum of c*x, with each x from 0 to its limit": the
 * c are the strides without their signs, and 1 for the bytes within an item. NumPy decides {@code
 * shares_memory} on the same equation.
 */
final class LayoutOverlap {
  /** Nodes of the search after which the answer is true. */
  static final int WORK = 1 << 18;

  private LayoutOverlap() {}

  static boolean between(Layout a, Layout b) {
    if (a.nbytes() == 0 || b.nbytes() == 0 || a.high() <= b.low() || b.high() <= a.low()) {
      return false;
    }
    try {
      TreeMap<Long, Long> terms = new TreeMap<>();
      addStrides(terms, a);
      addStrides(terms, b);
      add(terms, 1, a.itemsize() - 1);
      add(terms, 1, b.itemsize() - 1);
      return new Sum(terms).reaches(Math.subtractExact(b.high() - 1, a.low()));
    } catch (ArithmeticException _) {
      return true;
    }
  }

  private static void addStrides(TreeMap<Long, Long> terms, Layout layout) {
    for (int dim = 0; dim < layout.ndim(); dim++) {
      add(terms, Math.absExact(layout.stride(dim)), layout.shape(dim) - 1);
    }
  }

  private static void add(TreeMap<Long, Long> terms, long coefficient, long limit) {
    if (coefficient != 0 && limit != 0) {
      terms.merge(coefficient, limit, LayoutOverlap::saturatedSum);
    }
  }

  /**
   * The difference of two different indices is not 0 in a first dimension k, and may be taken to be
   * positive there. Differences run from -(n-1) to n-1, so each is shifted by n-1 to start at 0.
   */
  static boolean within(Layout layout) {
    if (layout.nbytes() == 0 || layout.isContiguous() || isNested(layout)) {
      return false;
    }
    try {
      int work = WORK;
      for (int k = 0; k < layout.ndim(); k++) {
        if (layout.shape(k) == 1) {
          continue;
        }
        TreeMap<Long, Long> terms = new TreeMap<>();
        long target = Math.subtractExact(layout.itemsize() - 1, Math.absExact(layout.stride(k)));
        add(terms, 1, Math.multiplyExact(2, layout.itemsize() - 1));
        add(terms, Math.absExact(layout.stride(k)), layout.shape(k) - 2);
        for (int dim = k + 1; dim < layout.ndim(); dim++) {
          long stride = Math.absExact(layout.stride(dim));
          long limit = layout.shape(dim) - 1;
          add(terms, stride, Math.multiplyExact(2, limit));
          target = Math.addExact(target, Math.multiplyExact(stride, limit));
        }
        Sum sum = new Sum(terms);
        sum.work = work;
        if (sum.reaches(target)) {
          return true;
        }
        work = sum.work;
      }
      return false;
    } catch (ArithmeticException _) {
      return true;
    }
  }

  /**
   * Whether each dimension steps over all that those of smaller strides span: most layouts do. Few
   * dimensions are searched again and again sooner than a sorted list of them is made.
   */
  private static boolean isNested(Layout layout) {
    int steps = 0;
    for (int dim = 0; dim < layout.ndim(); dim++) {
      steps += layout.shape(dim) > 1 ? 1 : 0;
    }
    long span = layout.itemsize();
    long last = 0;
    for (; steps > 0; steps--) {
      long stride = Long.MAX_VALUE;
      long length = 0;
      for (int dim = 0; dim < layout.ndim(); dim++) {
        long step = Math.abs(layout.stride(dim));
        if (layout.shape(dim) > 1 && step > last && step < stride) {
          stride = step;
          length = layout.shape(dim);
        }
      }
      // none is left where two steps are the same, or one is 0
      if (length == 0 || stride < span) {
        return false;
      }
      span += stride * (length - 1);
      if (span < 0) {
        return false;
      }
      last = stride;
    }
    return true;
  }

  private static long saturatedSum(long a, long b) {
    return a > Long.MAX_VALUE - b ? Long.MAX_VALUE : a + b;
  }

  /** Sums of coefficients, the largest first, each taken at most this many times. */
  private static final class Sum {
    private final int n;
    private final long[] coefficient;
    private final long[] limit;
    // of the terms from k on
    private final long[] greatest;
    private final long[] divisor;
    // the coefficient of k, modulo what the terms after it can change
    private final long[] inverse;
    private int work = WORK;

    Sum(TreeMap<Long, Long> terms) {
      n = terms.size();
      coefficient = new long[n];
      limit = new long[n];
      greatest = new long[n + 1];
      divisor = new long[n + 1];
      inverse = new long[n];
      int k = n;
      for (var term : terms.entrySet()) {
        k--;
        coefficient[k] = term.getKey();
        limit[k] = term.getValue();
        boolean fits = Math.multiplyHigh(coefficient[k], limit[k]) == 0;
        long most = coefficient[k] * limit[k];
        greatest[k] = saturatedSum(fits && most >= 0 ? most : Long.MAX_VALUE, greatest[k + 1]);
        divisor[k] = gcd(coefficient[k], divisor[k + 1]);
        inverse[k] = divisor[k + 1] == 0 ? 0 : inverse(coefficient[k] / divisor[k], step(k));
      }
    }

    private long step(int k) {
      return divisor[k + 1] / divisor[k];
    }

    boolean reaches(long target) {
      return target >= 0 && reaches(0, target);
    }

    private boolean reaches(int k, long target) {
      if (target == 0) {
        return true;
      }
      if (target > greatest[k] || target % divisor[k] != 0) {
        return false;
      }
      if (k == n - 1) {
        return true; // a multiple of the last, and not too large
      }
      long c = coefficient[k];
      long rest = greatest[k + 1];
      long least = target > rest ? Math.ceilDiv(target - rest, c) : 0;
      long most = Math.min(limit[k], target / c);
      // what the later terms cannot make up is not worth trying
      long step = step(k);
      long wanted = multiplyMod(target / divisor[k] % step, inverse[k], step);
      long x = saturatedSum(least, Math.floorMod(wanted - least % step, step));
      for (; x <= most; x = saturatedSum(x, step)) {
        if (--work < 0 || reaches(k + 1, target - c * x)) {
          return true;
        }
      }
      return false;
    }

    private static long gcd(long a, long b) {
      while (b != 0) {
        long r = a % b;
        a = b;
        b = r;
      }
      return a;
    }

    private static long inverse(long a, long modulus) {
      return BigInteger.valueOf(a).modInverse(BigInteger.valueOf(modulus)).longValue();
    }

    private static long multiplyMod(long a, long b, long modulus) {
      long product = a * b;
      return Math.multiplyHigh(a, b) == 0 && product >= 0
          ? product % modulus
          : BigInteger.valueOf(a)
              .multiply(BigInteger.valueOf(b))
              .mod(BigInteger.valueOf(modulus))
              .longValue();
    }
  }
}
