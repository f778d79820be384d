package org.ndview.internal.numeric;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.ndview.internal.bulk.StagingArray;
import org.ndview.internal.bulk.StridedWalk;

/** Finds items of several numbers by their words, a block of items at a time. */
final class ItemFinder implements Search.Finder {
  /** Bytes of a block of items, which are looked through once for each of their words. */
  private static final int BLOCK_SIZE = 1 << 15;

  private static final int MOST = 1024;

  private static final SearchKey NO_DIFFERENCE = new SearchKey(Long.SIZE, 0, -1, false);

  private final StridedWalk walk;
  private final List<ItemWord> words;
  private final StagingArray block;
  private final long[] differences;

  ItemFinder(StridedWalk walk, ItemBits bits) {
    this.walk = walk;
    int width = width(bits);
    words = words(bits, width);
    int most = Math.clamp(BLOCK_SIZE / bits.itemsize(), 1, MOST);
    differences = new long[Math.clamp(walk.n(), 1, most)];
    block = StagingArray.of(width, differences.length);
  }

  /** {@return the width of words, in bytes: the widest that an item has} */
  static int width(ItemBits bits) {
    return Math.min(Integer.highestOneBit(bits.itemsize()), Long.BYTES);
  }

  /** The last one reaches to the end of the item, and may begin within the one before. */
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
  public long count(MemorySegment memory, long at) {
    long count = 0;
    for (long i = 0; i < walk.n(); i += differences.length) {
      count += compare(memory, at, i);
    }
    return count;
  }

  @Override
  public long first(MemorySegment memory, long at) {
    for (long i = 0; i < walk.n(); i += differences.length) {
      if (compare(memory, at, i) > 0) {
        return i + NO_DIFFERENCE.first(differences, items(i));
      }
    }
    return -1;
  }

  private int items(long i) {
    return (int) Math.min(differences.length, walk.n() - i);
  }

  /** {@return how many items of a block equal the value} */
  private int compare(MemorySegment memory, long at, long i) {
    int n = items(i);
    int equal = n;
    Arrays.fill(differences, 0, n, 0);
    for (ItemWord word : words) {
      long from = at + i * walk.strideA() + word.offset();
      block.load(memory, from, 1, 0, n, walk.strideA(), n);
      word.differ(block, differences, n);
      equal = NO_DIFFERENCE.count(differences, n);
      if (equal == 0) {
        break;
      }
    }
    return equal;
  }
}
