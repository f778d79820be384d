package org.ndview.internal.export;

import java.util.AbstractList;
import java.util.RandomAccess;

/**
 * An unmodifiable list over a primitive array, boxing on access: a million objects at once cost
 * more than everything else that is done with them.
 */
public final class NumberList extends AbstractList<Object> implements RandomAccess {
  private final Object array;
  private final int size;

  /**
   * Takes the array as it is.
   *
   * @param array boolean[], byte[], short[], int[], long[], float[] or double[]; bytes and shorts
   *     are boxed as Integer
   */
  public NumberList(Object array, int size) {
    this.array = array;
    this.size = size;
  }

  @Override
  public Object get(int i) {
    return switch (array) {
      case int[] a -> a[i];
      case double[] a -> a[i];
      case float[] a -> a[i];
      case long[] a -> a[i];
      case byte[] a -> (int) a[i];
      case short[] a -> (int) a[i];
      case boolean[] a -> a[i];
      default -> throw new AssertionError(array.getClass());
    };
  }

  @Override
  public int size() {
    return size;
  }
}
