package org.ndview.format;

import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** Sizes and alignments (in bytes) of C types on this platform, as its linker gives them. */
final class Abi {
  private static final Map<String, MemoryLayout> C = Linker.nativeLinker().canonicalLayouts();

  static final long POINTER_SIZE = size("void*");
  static final int POINTER_ALIGNMENT = alignment("void*");
  static final long WCHAR_SIZE = size("wchar_t");

  // The linker knows no long double. It is 16 bytes (x87 or binary128) in the 64-bit ABIs of Unix;
  // Windows and macOS on aarch64 make it a double.
  static final long LONG_DOUBLE_SIZE = longDoubleIsDouble() ? 8 : 16;

  private Abi() {}

  static long size(String type) {
    return of(type).byteSize();
  }

  static int alignment(String type) {
    return (int) of(type).byteAlignment();
  }

  private static MemoryLayout of(String type) {
    return Objects.requireNonNull(C.get(type), type);
  }

  private static boolean longDoubleIsDouble() {
    String os = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    return os.startsWith("windows")
        || (os.startsWith("mac") && System.getProperty("os.arch", "").equals("aarch64"));
  }
}
