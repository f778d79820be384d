package org.ndview.internal.numeric;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.ndview.internal.bulk.StagingArray;
import org.ndview.internal.bulk.StridedWalk;

/** Finds items of several numbers by their words, a block of items at a time. */
final class ItemFinder extends Finder {
  /** Bytes of a block of items, which are looked through once for each of their words. */
  private static final int BLOCK_SIZE = 1 << 15;

  private static final SearchKey NO_DIFFERENCE = new SearchKey(Long.SIZE, 0, -1, false);

  private final List<ItemWord> words;
  private final StagingArray block;
  private final long[] differences;

  ItemFinder(StridedWalk walk, ItemBits bits) {
    super(walk, most(bits));
    int width = Math.min(Integer.highestOneBit(bits.itemsize()), Long.BYTES);
    words = words(bits, width);
    differences = new long[room(most(bits))];
    block = StagingArray.of(width, differences.length);
  }

  private static int most(ItemBits bits) {
    return Math.clamp(BLOCK_SIZE / bits.itemsize(), 1, BLOCK);
  }

  /**
   * {@return the words that count, as wide as an item allows} The last one reaches to the end of
   * the item, and may begin within the one before.
   */
  private static List<ItemWord> words(ItemBits bits, int width) {
    List<ItemWord> words = new ArrayList<>();
    int last = bits.itemsize() - width;
    for (int at = 0; at < last; at += width) {
      words.add(bits.word(at, width));
    }
    words.add(bits.word(last, width));
    words.removeIf(word -> !word.counts());
    return words;
  }

  @Override
  long count(MemorySegment memory, long at, int m) {
    if (m > 1) {
      return compare(memory, at, m, (int) walk().n());
    }
    long count = 0;
    for (long i = 0; i < walk().n(); i += differences.length) {
      count += compare(memory, at + i * walk().strideA(), 1, items(i));
    }
    return count;
  }

  @Override
  long first(MemorySegment memory, long at, int m) {
    if (m > 1) {
      int n = (int) walk().n();
      return compare(memory, at, m, n) == 0 ? -1 : NO_DIFFERENCE.first(differences, m * n);
    }
    for (long i = 0; i < walk().n(); i += differences.length) {
      if (compare(memory, at + i * walk().strideA(), 1, items(i)) > 0) {
        return i + NO_DIFFERENCE.first(differences, items(i));
      }
    }
    return -1;
  }

  private int items(long i) {
    return (int) Math.min(differences.length, walk().n() - i);
  }

  /** {@return how many of n items of each of m rows equal the value} */
  private int compare(MemorySegment memory, long at, int m, int n) {
    int all = m * n;
    int equal = all;
    Arrays.fill(differences, 0, all, 0);
    for (ItemWord word : words) {
      load(block, memory, at + word.offset(), m, n, 1);
      word.differ(block, differences, all);
      equal = NO_DIFFERENCE.count(differences, all);
      if (equal == 0) {
        break;
      }
    }
    return equal;
  }
}
