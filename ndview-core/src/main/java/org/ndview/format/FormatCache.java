package org.ndview.format;

import java.util.concurrent.atomic.AtomicReferenceArray;

/** Formats parsed lately: a fixed number of slots, so that it never grows. */
final class FormatCache {
  /** Longer texts are rare, and would make the cache's size depend on what strangers send. */
  static final int MAX_LENGTH = 64;

  private static final int SLOTS = 256;
  private static final AtomicReferenceArray<Entry> CACHE = new AtomicReferenceArray<>(SLOTS);

  private record Entry(String text, long itemsize, Format format) {
    boolean is(String otherText, long otherItemsize) {
      return itemsize == otherItemsize && text.equals(otherText);
    }
  }

  private FormatCache() {}

  static Format parse(String text) {
    return parse(text, FormatParser.NO_ITEMSIZE);
  }

  /** {@return the format under its exporter's itemsize} */
  static Format parse(String text, long itemsize) {
    if (text.length() > MAX_LENGTH) {
      return parsed(text, itemsize);
    }
    int hash = text.hashCode() + Long.hashCode(itemsize);
    int slot = (hash ^ hash >>> 8) & SLOTS - 1;
    Entry entry = CACHE.get(slot);
    if (entry == null || !entry.is(text, itemsize)) {
      entry = new Entry(text, itemsize, parsed(text, itemsize));
      CACHE.set(slot, entry);
    }
    return entry.format;
  }

  private static Format parsed(String text, long itemsize) {
    return itemsize == FormatParser.NO_ITEMSIZE
        ? new FormatParser(text, itemsize).parse()
        : FormatParser.parse(text, itemsize);
  }
}
