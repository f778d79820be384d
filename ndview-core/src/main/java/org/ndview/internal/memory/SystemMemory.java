package org.ndview.internal.memory;

import java.lang.foreign.AddressLayout;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Memory straight from the system, where native access is enabled, on Linux and macOS.
 *
 * <p>An arena's memory is zeroed by the JVM, page by small page. Large memory is zero already when
 * it comes from {@code mmap}, and comes in huge pages where Linux has them ({@code madvise}); other
 * memory is zeroed by {@code calloc} where it has to be, and not by {@code malloc}. Pages are kept
 * a moment for the next owner ({@link WarmPages}): after the arena has been closed, so that no
 * thread can touch them.
 */
@SuppressWarnings("restricted")
final class SystemMemory {
  /** From here on memory has pages of its own (in bytes). */
  private static final long LARGE = 1 << 20;

  /**
   * Up to here zeros are written over pages that were kept (in bytes): the cache takes them. More
   * is left to the system, which clears a page when it is first touched.
   */
  private static final long CLEARED = 8 << 20;

  private static final long HUGE_PAGE = 2 << 20;

  /** Smaller memory than this ends in small pages, so that little is taken in vain (in bytes). */
  private static final long WHOLE_PAGES = 8 * HUGE_PAGE;

  private static final int READ_AND_WRITE = 0x1 | 0x2;
  private static final int PRIVATE_ANONYMOUS_LINUX = 0x02 | 0x20;
  private static final int PRIVATE_ANONYMOUS_MAC = 0x02 | 0x1000;
  private static final int ADVICE_HUGE_PAGE = 14;

  private static final @Nullable SystemMemory SYSTEM = NativeAccess.ENABLED ? find() : null;

  private final boolean linux;
  private final WarmPages<Pages> warm = new WarmPages<>(this::unmap);
  private final MethodHandle mmap;
  private final MethodHandle munmap;
  private final MethodHandle madvise;
  private final MethodHandle malloc;
  private final MethodHandle calloc;
  private final MethodHandle free;

  private SystemMemory(boolean linux) {
    this.linux = linux;
    ValueLayout.OfLong size = ValueLayout.JAVA_LONG;
    ValueLayout.OfInt number = ValueLayout.JAVA_INT;
    AddressLayout pointer = ValueLayout.ADDRESS;
    mmap = function("mmap", pointer, pointer, size, number, number, number, size);
    munmap = function("munmap", number, pointer, size);
    madvise = function("madvise", number, pointer, size, number);
    malloc = function("malloc", pointer, size);
    calloc = function("calloc", pointer, size, size);
    free =
        Linker.nativeLinker()
            .downcallHandle(
                Linker.nativeLinker().defaultLookup().findOrThrow("free"),
                FunctionDescriptor.ofVoid(pointer));
  }

  private static MethodHandle function(
      String name, MemoryLayout result, MemoryLayout... arguments) {
    Linker linker = Linker.nativeLinker();
    return linker.downcallHandle(
        linker.defaultLookup().findOrThrow(name), FunctionDescriptor.of(result, arguments));
  }

  private static @Nullable SystemMemory find() {
    String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    boolean linux = system.startsWith("linux");
    boolean wide = ValueLayout.ADDRESS.byteSize() == Long.BYTES;
    if (!wide || !(linux || system.startsWith("mac"))) {
      return null;
    }
    try {
      return new SystemMemory(linux);
    } catch (UnsupportedOperationException | java.util.NoSuchElementException _) {
      return null; // no linker here, or another C library
    }
  }

  /**
   * {@return new memory that goes with an arena}
   *
   * @param bytes its length (in bytes)
   * @param zeroed whether it must be zero; else it has any contents
   * @throws OutOfMemoryError if there is not so much memory
   */
  static MemorySegment allocate(long bytes, boolean zeroed, Arena arena) {
    SystemMemory system = SYSTEM;
    if (system == null || bytes == 0) {
      return arena.allocate(bytes, OwnedMemory.ALIGNMENT);
    }
    if (bytes > Long.MAX_VALUE / 2) {
      throw none(bytes);
    }
    return bytes < LARGE
        ? system.fromHeap(bytes, zeroed, arena)
        : system.pages(bytes, zeroed, arena);
  }

  /** {@return whether there was memory that waits for its next owner: it is the system's now} */
  static boolean giveBack() {
    return SYSTEM != null && SYSTEM.warm.dropAll();
  }

  private MemorySegment fromHeap(long bytes, boolean zeroed, Arena arena) {
    long room = bytes + OwnedMemory.ALIGNMENT;
    MemorySegment made = newFromHeap(room, zeroed);
    if (made.address() == 0 && warm.dropAll()) {
      made = newFromHeap(room, zeroed);
    }
    if (made.address() == 0) {
      throw none(bytes);
    }
    MemorySegment whole = made;
    return owned(whole, OwnedMemory.ALIGNMENT, bytes, arena, () -> free(whole));
  }

  private MemorySegment newFromHeap(long room, boolean zeroed) {
    try {
      return zeroed
          ? (MemorySegment) calloc.invokeExact(1L, room)
          : (MemorySegment) malloc.invokeExact(room);
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  /**
   * A mapping.
   *
   * @param made its first byte
   * @param room from its first whole huge page on (in bytes)
   */
  private record Pages(MemorySegment made, long room) implements WarmPages.Sized {
    long mapped() {
      return room + HUGE_PAGE;
    }
  }

  private MemorySegment pages(long bytes, boolean zeroed, Arena arena) {
    long room = WarmPages.roomFor(bytes);
    if (zeroed && bytes > CLEARED) {
      Pages pages = newPages(bytes, room);
      return owned(pages.made(), HUGE_PAGE, bytes, arena, () -> unmap(pages));
    }
    Pages kept = warm.take(room);
    Pages pages = kept == null ? newPages(bytes, room) : kept;
    MemorySegment memory = owned(pages.made(), HUGE_PAGE, bytes, arena, () -> warm.give(pages));
    if (zeroed && kept != null) {
      OwnedMemory.clear(memory);
    }
    return memory;
  }

  private Pages newPages(long bytes, long room) {
    MemorySegment made = map(room + HUGE_PAGE);
    if (made.address() == -1 && warm.dropAll()) {
      made = map(room + HUGE_PAGE);
    }
    if (made.address() == -1) {
      throw none(bytes);
    }
    Pages pages = new Pages(made, room);
    if (linux) {
      long start = up(made.address(), HUGE_PAGE);
      long end = made.address() + pages.mapped();
      advise(
          MemorySegment.ofAddress(start),
          bytes < WHOLE_PAGES ? bytes : Math.min(end - start, up(bytes, HUGE_PAGE)));
    }
    return pages;
  }

  private MemorySegment map(long length) {
    int flags = linux ? PRIVATE_ANONYMOUS_LINUX : PRIVATE_ANONYMOUS_MAC;
    try {
      return (MemorySegment)
          mmap.invokeExact(MemorySegment.NULL, length, READ_AND_WRITE, flags, -1, 0L);
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  /** The aligned part of what was made; unmade if that fails. */
  private static MemorySegment owned(
      MemorySegment made, long alignment, long bytes, Arena arena, Runnable end) {
    try {
      return MemorySegment.ofAddress(up(made.address(), alignment))
          .reinterpret(bytes, arena, _ -> end.run());
    } catch (RuntimeException | Error e) {
      end.run();
      throw e;
    }
  }

  private static long up(long n, long multiple) {
    return (n + multiple - 1) & -multiple;
  }

  /** A wish: what comes of it does not matter. */
  private void advise(MemorySegment memory, long length) {
    try {
      int _ = (int) madvise.invokeExact(memory, length, ADVICE_HUGE_PAGE);
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  private void unmap(Pages pages) {
    try {
      int _ = (int) munmap.invokeExact(pages.made(), pages.mapped());
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  private void free(MemorySegment made) {
    try {
      free.invokeExact(made);
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  private static OutOfMemoryError none(long bytes) {
    return new OutOfMemoryError("the system has no " + bytes + " bytes of memory for a view");
  }
}
