package org.ndview;

import java.util.HexFormat;

/** Hexadecimal text, as bytes.hex of Python writes it. */
final class Hex {
  private Hex() {}

  static String of(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  static String of(byte[] bytes, char sep, int bytesPerSep) {
    if (sep > 0x7f) {
      throw new IllegalArgumentException("the separator must be ASCII, not '" + sep + "'");
    }
    if (bytesPerSep == 0) {
      return of(bytes);
    }
    long group = Math.abs((long) bytesPerSep);
    // counted from the right, the first group is what is left over
    long first = bytesPerSep > 0 && bytes.length % group != 0 ? bytes.length % group : group;
    StringBuilder out = new StringBuilder();
    HexFormat hex = HexFormat.of();
    for (int i = 0; i < bytes.length; i++) {
      if (i >= first && (i - first) % group == 0) {
        out.append(sep);
      }
      hex.toHexDigits(out, bytes[i]);
    }
    return out.toString();
  }
}
