package org.ndview.fuzz;

import java.util.HexFormat;
import java.util.SplittableRandom;

/** What new memory holds: a pattern again and again, or random bytes. */
record Contents(byte[] pattern, long seed) {
  static Contents any(Choices c, Item item) {
    return switch (c.below(6)) {
      case 0 -> new Contents(new byte[1], 0);
      case 1 -> {
        byte[] counting = new byte[251];
        for (int i = 0; i < counting.length; i++) {
          counting[i] = (byte) i;
        }
        yield new Contents(counting, 0);
      }
      case 2 -> new Contents(null, c.bits());
      default -> numbers(c, item);
    };
  }

  /** Values of a format, small ones mostly. */
  static Contents numbers(Choices c, Item item) {
    SplittableRandom random = new SplittableRandom(c.bits());
    Choices values = Choices.fresh(random.nextLong());
    boolean small = !c.oneIn(2);
    byte[] pattern = new byte[(5 + c.below(16)) * item.size()];
    for (int at = 0; at < pattern.length; at += item.size()) {
      if (!small || item instanceof Item.Struct || item instanceof Item.Array) {
        item.put(pattern, at, Items.value(values, item));
      } else if (item instanceof Item.Scalar s && s.type() != Num.CHAR) {
        item.put(pattern, at, (Object) (random.nextInt(s.type() == Num.BOOL ? 2 : 100)));
      } else {
        pattern[at] = (byte) random.nextInt(3);
      }
    }
    return new Contents(pattern, 0);
  }

  /** Small whole numbers, and of floats some that are none. */
  static Contents fitting(Choices c, Item.Scalar item) {
    SplittableRandom random = new SplittableRandom(c.bits());
    boolean floats = item.type().part().kind == 'f' && c.oneIn(2);
    byte[] pattern = new byte[(5 + c.below(16)) * item.size()];
    for (int at = 0; at < pattern.length; at += item.size()) {
      Object whole = random.nextInt(item.type() == Num.BOOL ? 2 : 100);
      boolean none = floats && random.nextInt(4) == 0;
      item.put(pattern, at, none ? NONE[random.nextInt(NONE.length)] : whole);
    }
    return new Contents(pattern, 0);
  }

  private static final Object[] NONE = {
    Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.NaN, -0.0
  };

  byte[] bytes(int n) {
    byte[] bytes = new byte[n];
    if (pattern == null) {
      new SplittableRandom(seed).nextBytes(bytes);
    } else {
      for (int i = 0; i < n; i++) {
        bytes[i] = pattern[i % pattern.length];
      }
    }
    return bytes;
  }

  /** As a call of a method that the printed program has. */
  String code(int n) {
    return pattern == null
        ? "random(%dL, %d)".formatted(seed, n)
        : "repeated(\"%s\", %d)".formatted(HexFormat.of().formatHex(pattern), n);
  }

  /** These methods. */
  static final String METHODS =
      """
        static byte[] random(long seed, int n) {
          byte[] bytes = new byte[n];
          new SplittableRandom(seed).nextBytes(bytes);
          return bytes;
        }

        static byte[] repeated(String hex, int n) {
          byte[] pattern = HexFormat.of().parseHex(hex);
          byte[] bytes = new byte[n];
          for (int i = 0; i < n; i++) {
            bytes[i] = pattern[i % pattern.length];
          }
          return bytes;
        }

        static MemorySegment copied(MemorySegment memory, byte[] bytes) {
          MemorySegment.copy(bytes, 0, memory, ValueLayout.JAVA_BYTE, 0, bytes.length);
          return memory;
        }
      """;
}
