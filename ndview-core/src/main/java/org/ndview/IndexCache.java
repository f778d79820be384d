package org.ndview;

import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;

/** Texts of indices parsed lately: a fixed number of slots, so that it never grows. */
final class IndexCache {
  /** Longer texts are rare, and would make the cache's size depend on what strangers send. */
  static final int MAX_LENGTH = 64;

  private static final int SLOTS = 256;
  private static final AtomicReferenceArray<Entry> CACHE = new AtomicReferenceArray<>(SLOTS);

  private record Entry(String text, List<Index> index) {}

  private IndexCache() {}

  static List<Index> parse(String text) {
    if (text.length() > MAX_LENGTH) {
      return new IndexParser(text).parse();
    }
    int hash = text.hashCode();
    int slot = (hash ^ hash >>> 8) & SLOTS - 1;
    Entry entry = CACHE.get(slot);
    if (entry == null || !entry.text.equals(text)) {
      entry = new Entry(text, new IndexParser(text).parse());
      CACHE.set(slot, entry);
    }
    return entry.index;
  }
}
