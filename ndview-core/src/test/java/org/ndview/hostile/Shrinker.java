package org.ndview.hostile;

import java.util.Arrays;

/** Cuts a failing input down, by removing ranges and by plainer bytes, as long as it fails. */
final class Shrinker {
  private static final int MOST_TRIES = 3000;

  private Shrinker() {}

  static byte[] shrink(Target target, byte[] failing) {
    int step = target.isText() ? 2 : 1;
    byte[] best = failing;
    int tries = 0;
    for (int length = (best.length / 2 + step - 1) / step * step; length >= step; ) {
      boolean cut = false;
      for (int at = 0; at + length <= best.length && tries < MOST_TRIES; ) {
        byte[] shorter = without(best, at, length);
        tries++;
        if (Judge.flaw(target, shorter) != null) {
          best = shorter;
          cut = true;
        } else {
          at += length;
        }
      }
      if (!cut) {
        length = length == step ? 0 : (length / 2 + step - 1) / step * step;
      }
      if (tries >= MOST_TRIES) {
        break;
      }
    }
    return best;
  }

  private static byte[] without(byte[] in, int at, int length) {
    byte[] out = Arrays.copyOf(in, in.length - length);
    System.arraycopy(in, at + length, out, at, in.length - at - length);
    return out;
  }
}
