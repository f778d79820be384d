package org.ndview.hostile;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.Map;

/**
 * A struct in native memory as a text says: words such as {@code ndim=2 shape=2,3}. Its addresses
 * lead to memory that is there, or are null: what an address leads to, nobody can check.
 */
final class Structs {
  /** As many numbers lie behind an address as dimensions are possible. */
  private static final int MOST_DIMS = 64;

  static final long MEMORY = 1 << 12;

  private final Arena arena;
  private final Map<String, String> words = new HashMap<>();
  final MemorySegment memory;

  Structs(Arena arena, String text) {
    this.arena = arena;
    this.memory = arena.allocate(MEMORY, 8);
    for (String word : text.split(" ", 64)) {
      int equals = word.indexOf('=');
      if (equals >= 0) {
        words.put(word.substring(0, equals), word.substring(equals + 1));
      }
    }
  }

  /** {@return a number of 64 bits: the lowest of more, 0 of a text that is none} */
  static long number(String text) {
    try {
      return new BigInteger(text.substring(0, Math.min(40, text.length()))).longValue();
    } catch (NumberFormatException _) {
      return 0;
    }
  }

  long get(String word) {
    return number(words.getOrDefault(word, "0"));
  }

  String text(String word) {
    return words.get(word);
  }

  boolean has(String word) {
    return words.containsKey(word);
  }

  long[] numbers(String word) {
    long[] all = new long[MOST_DIMS];
    String[] parts = words.getOrDefault(word, "").split(",", MOST_DIMS + 1);
    for (int i = 0; i < Math.min(MOST_DIMS, parts.length); i++) {
      all[i] = number(parts[i]);
    }
    return all;
  }

  /** {@return the address of numbers; 0 without the word} */
  long address(String word) {
    return has(word) ? arena.allocateFrom(JAVA_LONG, numbers(word)).address() : 0;
  }

  void set(MemorySegment struct, long at, long value) {
    struct.set(JAVA_LONG, at, value);
  }

  void set(MemorySegment struct, long at, int value) {
    struct.set(JAVA_INT, at, value);
  }

  /** {@return whether memory that was read from a struct is what lies behind it} */
  boolean holds(MemorySegment part) {
    long from = part.address() - memory.address();
    return from >= 0 && from <= MEMORY && part.byteSize() <= MEMORY - from;
  }
}
