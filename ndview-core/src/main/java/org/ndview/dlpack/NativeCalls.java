package org.ndview.dlpack;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.ref.Reference;

/** Calls into C, and one from it. */
@SuppressWarnings("restricted")
final class NativeCalls {
  private static final Linker LINKER = Linker.nativeLinker();
  private static final FunctionDescriptor OF_POINTER = FunctionDescriptor.ofVoid(ADDRESS);

  /** Takes the function, and its argument. */
  private static final MethodHandle CALL = LINKER.downcallHandle(OF_POINTER);

  private static final MethodHandle MALLOC =
      LINKER.downcallHandle(
          LINKER.defaultLookup().findOrThrow("malloc"), FunctionDescriptor.of(ADDRESS, JAVA_LONG));

  private static final MethodHandle FREE =
      LINKER.downcallHandle(LINKER.defaultLookup().findOrThrow("free"), OF_POINTER);

  /** The deleter of every export: there is no more than one piece of code for all of them. */
  private static final long DELETER = deleterStub();

  private NativeCalls() {}

  /** {@return memory at an address} */
  static MemorySegment at(long address, long bytes) {
    return MemorySegment.ofAddress(address).reinterpret(bytes);
  }

  /** {@return the same address, which keeps something reachable} */
  static MemorySegment keeping(long address, Object kept) {
    // the cleaner of the arena leads to it
    return MemorySegment.ofAddress(address)
        .reinterpret(0, Arena.ofAuto(), _ -> Reference.reachabilityFence(kept));
  }

  static MemorySegment malloc(long bytes) {
    MemorySegment memory;
    try {
      memory = (MemorySegment) MALLOC.invokeExact(bytes);
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
    if (memory.address() == 0) {
      throw new OutOfMemoryError("malloc gave no " + bytes + " bytes for a tensor");
    }
    return memory.reinterpret(bytes);
  }

  static void free(long address) {
    try {
      FREE.invokeExact(MemorySegment.ofAddress(address));
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  /** Calls a deleter, if there is one. */
  static void delete(long tensor, long deleter) {
    if (deleter == 0) {
      return;
    }
    try {
      CALL.invokeExact(MemorySegment.ofAddress(deleter), MemorySegment.ofAddress(tensor));
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  static long deleter() {
    return DELETER;
  }

  private static long deleterStub() {
    try {
      MethodHandle target =
          MethodHandles.lookup()
              .findStatic(
                  NativeCalls.class,
                  "deleted",
                  MethodType.methodType(void.class, MemorySegment.class));
      return LINKER.upcallStub(target, OF_POINTER, Arena.global()).address();
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("the deleter", e);
    }
  }

  /** Called by the consumer, on any thread. An exception would end the JVM. */
  static void deleted(MemorySegment tensor) {
    try {
      LiveExport.deleted(tensor.address());
    } catch (Throwable e) {
      Thread thread = Thread.currentThread();
      thread.getUncaughtExceptionHandler().uncaughtException(thread, e);
    }
  }
}
