package org.ndview.internal.numeric;

import org.ndview.internal.bulk.StagingArray;

/**
 * What a word of some bytes has in the items that equal a value.
 *
 * @param offset of the word in an item (in bytes)
 * @param key what the word is compared with
 * @param mask which bits of it count
 * @param truths the top bits of bytes that are not zero, whatever else they are
 */
record ItemWord(int offset, long key, long mask, long truths) {
  private static final long TOPS = 0x8080_8080_8080_8080L;

  /** {@return whether it counts} */
  boolean counts() {
    return (mask | truths) != 0;
  }

  /** Adds to each of n sums bits that tell that an item's word is another. */
  void differ(StagingArray words, long[] sums, int n) {
    switch (words.array()) {
      case byte[] items -> {
        for (int i = 0; i < n; i++) {
          sums[i] |= difference(items[i]);
        }
      }
      case short[] items -> {
        for (int i = 0; i < n; i++) {
          sums[i] |= difference(items[i]);
        }
      }
      case int[] items -> {
        for (int i = 0; i < n; i++) {
          sums[i] |= difference(items[i]);
        }
      }
      default -> differ((long[]) words.array(), sums, n);
    }
  }

  private void differ(long[] items, long[] sums, int n) {
    long keys = key;
    long masks = mask;
    for (int i = 0; i < n; i++) {
      sums[i] |= (items[i] ^ keys) & masks;
    }
    if (truths != 0) {
      for (int i = 0; i < n; i++) {
        sums[i] |= falsehoods(items[i]);
      }
    }
  }

  private long difference(long word) {
    return ((word ^ key) & mask) | falsehoods(word);
  }

  /** Bytes that are zero and must not be; as in the search for bytes, a top bit stands for each. */
  private long falsehoods(long word) {
    long notZero = ((word & ~TOPS) + ~TOPS) | word;
    return ~notZero & truths;
  }
}
