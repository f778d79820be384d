package org.ndview.dlpack;

import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The floats of DLPack that have less than 16 bits, which are carried as opaque bytes. */
enum SmallFloat {
  FLOAT8_E3M4(7, 8),
  FLOAT8_E4M3(8, 8),
  FLOAT8_E4M3B11FNUZ(9, 8),
  FLOAT8_E4M3FN(10, 8),
  FLOAT8_E4M3FNUZ(11, 8),
  FLOAT8_E5M2(12, 8),
  FLOAT8_E5M2FNUZ(13, 8),
  FLOAT8_E8M0FNU(14, 8),
  FLOAT6_E2M3FN(15, 6),
  FLOAT6_E3M2FN(16, 6),
  FLOAT4_E2M1FN(17, 4);

  private static final String[] OTHERS = {
    "int", "uint", "float", "opaque handle", "bfloat", "complex", "bool"
  };

  private final int code;
  private final int bits;

  SmallFloat(int code, int bits) {
    this.code = code;
    this.bits = bits;
  }

  int code() {
    return code;
  }

  int bits() {
    return bits;
  }

  String typeName() {
    return name().toLowerCase(Locale.ROOT);
  }

  static @Nullable SmallFloat of(int code) {
    return Arrays.stream(values()).filter(f -> f.code == code).findFirst().orElse(null);
  }

  /** {@return the name of a type code} */
  static String name(int code) {
    SmallFloat known = of(code);
    if (known != null) {
      return known.typeName();
    }
    return code >= 0 && code < OTHERS.length ? OTHERS[code] : "unknown type code " + code;
  }
}
