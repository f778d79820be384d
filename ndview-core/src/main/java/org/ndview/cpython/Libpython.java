package org.ndview.cpython;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The one shared library of Python in this process. */
@SuppressWarnings("restricted")
final class Libpython {
  private static final Pattern VERSION = Pattern.compile("(\\d+)\\.(\\d+).*", Pattern.DOTALL);
  private static final int NOW_AND_GLOBAL_LINUX = 0x2 | 0x100;
  private static final int NOW_AND_GLOBAL_MAC = 0x2 | 0x8;

  private static @Nullable SymbolLookup opened;

  private Libpython() {}

  /** {@return where the functions are} */
  static SymbolLookup symbols() {
    SymbolLookup lookup = opened;
    if (lookup == null) {
      throw new IllegalStateException("no Python was loaded: CPython.load() does so");
    }
    return lookup;
  }

  /**
   * Opens the library.
   *
   * @return its version, as Python tells it
   * @throws IllegalStateException if it cannot be opened or used
   */
  static String open(Path library) {
    if (ValueLayout.ADDRESS.byteSize() != Long.BYTES) {
      throw new IllegalStateException("CPython is supported on 64-bit machines alone");
    }
    SymbolLookup lookup;
    try {
      openGlobally(library);
      lookup = SymbolLookup.libraryLookup(library, Arena.global());
    } catch (IllegalArgumentException e) {
      throw new IllegalStateException("libpython cannot be opened: " + library, e);
    }
    String version = version(lookup, library);
    check(version, library);
    opened = lookup;
    return version;
  }

  /** Extension modules look for Python's symbols in the process, where no lookup of Java's is. */
  private static void openGlobally(Path library) {
    String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    if (system.startsWith("windows")) {
      return; // modules name the library there
    }
    Linker linker = Linker.nativeLinker();
    MemorySegment dlopen = linker.defaultLookup().find("dlopen").orElse(null);
    if (dlopen == null) {
      throw new IllegalStateException("the C library has no dlopen, which Python's modules need");
    }
    MethodHandle open =
        linker.downcallHandle(
            dlopen,
            FunctionDescriptor.of(ValueLayout.ADDRESS, ValueLayout.ADDRESS, ValueLayout.JAVA_INT));
    int flags = system.startsWith("mac") ? NOW_AND_GLOBAL_MAC : NOW_AND_GLOBAL_LINUX;
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment handle =
          (MemorySegment) open.invokeExact(arena.allocateFrom(library.toString()), flags);
      if (handle.address() == 0) {
        throw new IllegalStateException(
            "libpython cannot be opened: "
                + library
                + "; it, or a library that it needs, is missing, or made for another machine");
      }
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  private static String version(SymbolLookup lookup, Path library) {
    MemorySegment function = lookup.find("Py_GetVersion").orElse(null);
    if (function == null) {
      throw new IllegalStateException("not a libpython, it has no Py_GetVersion: " + library);
    }
    MethodHandle get =
        Linker.nativeLinker().downcallHandle(function, FunctionDescriptor.of(ValueLayout.ADDRESS));
    try {
      return ((MemorySegment) get.invokeExact()).reinterpret(4096).getString(0);
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  /**
   * Checks that this package knows such a Python.
   *
   * @throws IllegalStateException if it is older than 3.9, or free-threaded
   */
  static void check(String version, Path library) {
    if (!isAtLeast(version, 9)) {
      throw new IllegalStateException(
          "Python %s is older than 3.9: %s".formatted(version, library));
    }
    if (version.contains("free-threading")) {
      throw new IllegalStateException(
          "Python %s is free-threaded, whose objects lie otherwise in memory: %s"
              .formatted(version, library));
    }
  }

  static boolean isAtLeast(String version, int minor) {
    Matcher m = VERSION.matcher(version);
    return m.matches()
        && (Integer.parseInt(m.group(1)) > 3
            || (Integer.parseInt(m.group(1)) == 3 && Integer.parseInt(m.group(2)) >= minor));
  }
}
