package org.ndview.internal.item;

import java.util.AbstractList;
import java.util.Arrays;
import java.util.Objects;
import java.util.RandomAccess;

/**
 * Items in order, unmodifiable. Equality is that of lists, but bytes are equal by content, so that
 * what is read twice is equal.
 */
public abstract sealed class ItemList extends AbstractList<Object> implements RandomAccess {
  private ItemList() {}

  /** {@return a list of items, which takes the array as it is} */
  public static ItemList of(Object[] items) {
    return new Items(items);
  }

  /** {@return one item many times: items without bytes, of which there may be any number} */
  static ItemList repeated(Object item, int times) {
    return new Repeated(item, times);
  }

  /** One after the other. */
  private static final class Items extends ItemList {
    private final Object[] items;

    Items(Object[] items) {
      this.items = items;
    }

    @Override
    public Object get(int i) {
      return items[i];
    }

    @Override
    public int size() {
      return items.length;
    }

    @Override
    public Object[] toArray() {
      return Arrays.copyOf(items, items.length, Object[].class);
    }
  }

  /** One item many times. Nothing here takes time for each of them. */
  static final class Repeated extends ItemList {
    private final Object item;
    private final int times;

    Repeated(Object item, int times) {
      this.item = item;
      this.times = times;
    }

    Object item() {
      return item;
    }

    @Override
    public Object get(int i) {
      Objects.checkIndex(i, times);
      return item;
    }

    @Override
    public int size() {
      return times;
    }

    @Override
    public boolean contains(Object o) {
      return times > 0 && ItemValues.same(item, o);
    }

    /** The sum of the powers of 31, by squaring. */
    @Override
    public int hashCode() {
      int power = 1; // 31^n
      int sum = 0; // 31^0 + ... + 31^(n-1)
      for (int bit = 31; bit >= 0; bit--) {
        sum += sum * power;
        power *= power;
        if (((times >>> bit) & 1) == 1) {
          sum = sum * 31 + 1;
          power *= 31;
        }
      }
      return power + sum * ItemValues.hash(item);
    }
  }

  @Override
  public boolean equals(Object other) {
    return ItemValues.sameLists(this, other);
  }

  @Override
  public int hashCode() {
    return ItemValues.hashOfList(this);
  }

  @Override
  public String toString() {
    return ItemText.of(this, ItemText.MAX_TEXT);
  }
}
