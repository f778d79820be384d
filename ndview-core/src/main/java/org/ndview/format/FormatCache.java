package org.ndview.format;

import java.util.concurrent.atomic.AtomicReferenceArray;

/** Formats parsed lately: a fixed number of slots, so that it never grows. */
final class FormatCache {
  /** Longer texts are rare, and would make the cache's size depend on what strangers send. */
  static final int MAX_LENGTH = 64;

  private static final int SLOTS = 256;
  private static final AtomicReferenceArray<Entry> CACHE = new AtomicReferenceArray<>(SLOTS);

  private record Entry(String text, Format format) {}

  private FormatCache() {}

  static Format parse(String text) {
    if (text.length() > MAX_LENGTH) {
      return new FormatParser(text, FormatParser.NO_ITEMSIZE).parse();
    }
    int hash = text.hashCode();
    int slot = (hash ^ hash >>> 8) & SLOTS - 1;
    Entry entry = CACHE.get(slot);
    if (entry == null || !entry.text.equals(text)) {
      entry = new Entry(text, new FormatParser(text, FormatParser.NO_ITEMSIZE).parse());
      CACHE.set(slot, entry);
    }
    return entry.format;
  }
}
