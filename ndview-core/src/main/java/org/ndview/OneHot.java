package org.ndview;

import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;
import java.math.BigInteger;
import java.util.Arrays;
import org.ndview.format.Format;
import org.ndview.format.Scalar;
import org.ndview.format.ScalarType;
import org.ndview.internal.bulk.MarkedItems;
import org.ndview.internal.check.ArrayLimits;
import org.ndview.internal.check.BriefText;
import org.ndview.internal.item.ItemValues;
import org.ndview.internal.numeric.RawView;

/** Labels as rows with one 1. */
final class OneHot {
  private OneHot() {}

  static NdView made(NdView labels, String format, long classes) {
    ViewFactory.notNegative(classes, "number of classes");
    labels.checkLive();
    Format parsed = Format.parse(format);
    type(parsed);
    long[] found = classes(labels, classes);
    NdView rows = NdView.allocate(parsed, rows(labels, classes));
    try {
      writeOnes(found, rows);
      return rows;
    } catch (RuntimeException | Error e) {
      rows.close();
      throw e;
    }
  }

  private static long[] rows(NdView labels, long classes) {
    long[] shape = Arrays.copyOf(labels.shape(), labels.ndim() + 1);
    shape[labels.ndim()] = classes;
    return shape;
  }

  static void write(NdView labels, NdView target) {
    labels.checkLive();
    target.checkLive();
    target.checkWritable();
    type(target.format);
    int last = target.ndim() - 1;
    long[] shape = target.shape();
    if (last < 0 || !Arrays.equals(Arrays.copyOf(shape, last), labels.shape())) {
      String rows = BriefText.numbers(labels.shape());
      throw new IllegalArgumentException(
          "labels of the shape %s make rows of the shape %s], n the number of classes; the target has %s"
              .formatted(
                  rows,
                  labels.ndim() == 0 ? "[n" : rows.substring(0, rows.length() - 1) + ", n",
                  BriefText.numbers(shape)));
    }
    long[] found = classes(labels, shape[last]);
    target.fill(number(target, false));
    writeOnes(found, target);
  }

  /** 1, or 0, as the target has it. */
  private static Object number(NdView target, boolean one) {
    boolean bool = type(target.format).kind() == ScalarType.Kind.BOOL;
    return bool ? (Object) one : (Object) (one ? 1 : 0);
  }

  private static ScalarType type(Format format) {
    if (format instanceof Scalar scalar && scalar.type().kind() != ScalarType.Kind.CHAR) {
      return scalar.type();
    }
    throw new IllegalArgumentException(
        "rows of 0 and 1 are of a numeric format, and '" + BriefText.of(format) + "' is none");
  }

  /** Reads each label once. */
  private static long[] classes(NdView labels, long classes) {
    ScalarType type = type(labels.format);
    int n =
        ArrayLimits.checkLength(
            labels.size(), () -> labels.size() + " labels are more than a Java array holds");
    boolean whole = type.kind() == ScalarType.Kind.INT || type.kind() == ScalarType.Kind.UINT;
    long[] found = new long[n];
    long[] index = new long[labels.ndim()];
    if (whole && type != ScalarType.UINT64) {
      labels.convertTo(NdView.of(found).reshape(labels.shape()), Casting.SAFE);
      if (!areClasses(found, classes)) {
        for (long label : found) {
          checked(label, label, classes, index);
          next(index, labels.layout);
        }
      }
      return found;
    }
    for (int i = 0; i < n; i++) {
      found[i] = whole(labels, type, classes, index);
      next(index, labels.layout);
    }
    return found;
  }

  /** A loop that becomes vector code. */
  private static boolean areClasses(long[] labels, long classes) {
    long most = Math.min(classes - 1, Integer.MAX_VALUE);
    long outside = 0;
    for (long label : labels) {
      outside |= label | (most - label); // no overflow that a negative label does not show
    }
    return outside >= 0;
  }

  private static long whole(NdView labels, ScalarType type, long classes, long[] index) {
    Object label =
        switch (type.kind()) {
          case BOOL -> labels.getBoolean(index) ? 1L : 0L;
          case INT -> labels.getLong(index);
          case UINT -> type == ScalarType.UINT64 ? labels.get(index) : labels.getLong(index);
          case FLOAT, COMPLEX, CHAR -> labels.get(index);
        };
    // a long double is asked itself: its double may be whole where it is not
    Object exact = type == ScalarType.LONG_DOUBLE ? labels.key(index) : label;
    return checked(whole(exact), label, classes, index);
  }

  private static long checked(long number, Object label, long classes, long... index) {
    if (number < 0 || number >= classes || number > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "the label %s%s is no class of %d: those are the whole numbers from 0 to %d"
              .formatted(
                  BriefText.of(label),
                  index.length == 0 ? "" : " at index " + BriefText.numbers(index),
                  classes,
                  classes - 1));
    }
    return number;
  }

  /** The value, or -1 for one that is no whole number of 63 bits. */
  private static long whole(Object label) {
    return switch (label) {
      case Long n -> n;
      case BigInteger n -> n.bitLength() < Long.SIZE ? n.longValue() : -1;
      case Float f -> f == (long) (float) f ? (long) (float) f : -1;
      case Double d -> d == (long) (double) d ? (long) (double) d : -1;
      default -> {
        BigInteger n = ItemValues.whole(label);
        yield n != null && n.bitLength() < Long.SIZE ? n.longValue() : -1;
      }
    };
  }

  private static void next(long[] index, Layout layout) {
    for (int d = index.length - 1; d >= 0; d--) {
      if (++index[d] < layout.shape(d)) {
        return;
      }
      index[d] = 0;
    }
  }

  private static void writeOnes(long[] classes, NdView target) {
    Object one = number(target, true);
    RawView rows = target.raw();
    byte[] item = new byte[Math.toIntExact(target.itemsize())];
    rows.codec().put(MemorySegment.ofArray(item), 0, one);
    try {
      if (!MarkedItems.write(rows.memory(), item, classes)) {
        writeEach(one, classes, target);
      }
      FileCutShort.settle(target);
    } catch (InternalError e) {
      throw FileCutShort.of(e, target);
    } finally {
      Reference.reachabilityFence(target);
    }
  }

  private static void writeEach(Object one, long[] classes, NdView target) {
    long[] index = new long[target.ndim()];
    long[] label = new long[target.ndim() - 1];
    Layout labels = Layout.contiguous(Order.C, 1, Arrays.copyOf(target.shape(), label.length));
    for (long found : classes) {
      System.arraycopy(label, 0, index, 0, label.length);
      index[label.length] = found;
      target.set(one, index);
      next(label, labels);
    }
  }
}
