package org.ndview.cpython;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.ndview.MemoryHold;
import org.ndview.NdView;

/**
 * The Python type whose objects export views. An object has the number of its {@link Export}; each
 * buffer that it gives has the number of a hold on the view's memory in {@code internal}.
 */
@SuppressWarnings({"restricted", "unused"}) // what Python calls is found by name
final class Exporter {
  private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;
  private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG;

  // of typeslots.h
  private static final int GET_BUFFER = 1;
  private static final int RELEASE_BUFFER = 2;
  private static final int DEALLOC = 52;
  private static final int DOC = 56;
  private static final int REPR = 66;

  // of object.h
  private static final int HAS_VERSION_TAG = 1 << 18;
  private static final int DISALLOW_INSTANTIATION = 1 << 7; // 3.10 and later; no meaning in 3.9

  /** Behind the reference count and the type. */
  private static final long NUMBER = 16;

  private static final Map<Long, Export> EXPORTS = new ConcurrentHashMap<>();
  private static final Map<Long, MemoryHold> HOLDS = new ConcurrentHashMap<>();
  private static final AtomicLong NEXT = new AtomicLong(1);

  /** Made once, kept for ever. */
  private static long type;

  private Exporter() {}

  /** {@return a new object that exports a view, with the GIL} */
  static long export(NdView view) {
    Export export = Export.of(view);
    long object;
    try {
      object = Errors.check(Py.GENERIC_ALLOC.call(type(), 0));
    } catch (RuntimeException | Error e) {
      export.free();
      throw e;
    }
    long number = NEXT.getAndIncrement();
    EXPORTS.put(number, export);
    Py.at(object, NUMBER + 8).set(LONG, NUMBER, number);
    return object;
  }

  /** {@return a new memoryview of a view, which holds its memory} */
  static long memoryview(NdView view) {
    long object = export(view);
    try {
      return Errors.check(Py.MEMORYVIEW.call(object));
    } finally {
      Py.DEC_REF.call(object);
    }
  }

  /** {@return how many buffers Python has of views} */
  static int buffers() {
    return HOLDS.size();
  }

  /** {@return how many objects that export views there are} */
  static int objects() {
    return EXPORTS.size();
  }

  private static long type() {
    if (type == 0) {
      Arena arena = Arena.global();
      MemorySegment slots = arena.allocate(16 * 6, 8);
      slot(slots, 0, GET_BUFFER, stub("getBuffer", INT, LONG, LONG, INT));
      slot(slots, 1, RELEASE_BUFFER, stub("releaseBuffer", null, LONG, LONG));
      slot(slots, 2, DEALLOC, stub("dealloc", null, LONG));
      slot(slots, 3, DOC, arena.allocateFrom("Memory of Java's, by the buffer protocol."));
      slot(slots, 4, REPR, stub("repr", LONG, LONG));
      MemorySegment spec = arena.allocate(32, 8);
      spec.set(ValueLayout.ADDRESS, 0, arena.allocateFrom("ndview.NdView"));
      spec.set(INT, 8, (int) NUMBER + 8);
      spec.set(INT, 16, HAS_VERSION_TAG | DISALLOW_INSTANTIATION);
      spec.set(ValueLayout.ADDRESS, 24, slots);
      type = Errors.check(Py.TYPE_FROM_SPEC.call(spec.address()));
    }
    return type;
  }

  private static void slot(MemorySegment slots, int i, int slot, MemorySegment function) {
    slots.set(INT, 16L * i, slot);
    slots.set(ValueLayout.ADDRESS, 16L * i + 8, function);
  }

  private static MemorySegment stub(
      String name, @Nullable ValueLayout result, ValueLayout... arguments) {
    MethodType form =
        MethodType.methodType(
            result == null ? void.class : result.carrier(),
            Arrays.stream(arguments).map(ValueLayout::carrier).toList());
    MemoryLayout[] layouts = arguments;
    try {
      return Linker.nativeLinker()
          .upcallStub(
              MethodHandles.lookup().findStatic(Exporter.class, name, form),
              result == null
                  ? FunctionDescriptor.ofVoid(layouts)
                  : FunctionDescriptor.of(result, layouts),
              Arena.global());
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(e.getMessage(), e);
    }
  }

  // what Python calls, with the GIL. An exception that leaves them ends the JVM.

  private static int getBuffer(long self, long struct, int flags) {
    MemorySegment buffer = Py.at(struct, PyBuffer.BYTE_SIZE);
    try {
      buffer.set(LONG, PyBuffer.OBJ, 0);
      Export export = EXPORTS.get(number(self));
      if (export == null) {
        throw new IllegalStateException("not made by Java");
      }
      String refusal = export.refusal(flags);
      if (refusal != null) {
        throw new IllegalStateException(refusal);
      }
      // whoever closes the view may have a lock that this needs, and wait for the GIL
      MemoryHold hold = Gil.without(export::hold);
      export.fill(buffer, flags);
      long number = NEXT.getAndIncrement();
      HOLDS.put(number, hold);
      buffer.set(LONG, PyBuffer.INTERNAL, number);
      Py.INC_REF.call(self);
      buffer.set(LONG, PyBuffer.OBJ, self);
      return 0;
    } catch (Throwable e) {
      raise(e);
      return -1;
    }
  }

  private static void releaseBuffer(long self, long struct) {
    try {
      MemoryHold hold =
          HOLDS.remove(Py.at(struct, PyBuffer.BYTE_SIZE).get(LONG, PyBuffer.INTERNAL));
      if (hold != null) {
        Gil.without(() -> {
          hold.close();
          return true;
        });
      }
    } catch (Throwable e) {
      unexpected(e);
    }
  }

  private static void dealloc(long self) {
    try {
      Export export = EXPORTS.remove(number(self));
      if (export != null) {
        export.free();
      }
      long itsType = Py.TYPE.call(self);
      Py.FREE.call(self);
      Py.DEC_REF.call(itsType);
      Py.DEC_REF.call(itsType); // an object of a type like this counts as a reference to it
    } catch (Throwable e) {
      unexpected(e);
    }
  }

  private static long repr(long self) {
    try {
      Export export = EXPORTS.get(number(self));
      return ToPython.text(export == null ? "<ndview.NdView>" : export.toString());
    } catch (Throwable e) {
      raise(e);
      return 0;
    }
  }

  private static long number(long self) {
    return Py.at(self, NUMBER + 8).get(LONG, NUMBER);
  }

  private static void raise(Throwable e) {
    try (Arena arena = Arena.ofConfined()) {
      String text = e.getMessage() == null ? e.toString() : e.getMessage();
      Py.ERROR_SET.call(
          Py.exception(Py.BUFFER_ERROR), arena.allocateFrom(text.replace('\0', ' ')).address());
    } catch (Throwable again) {
      unexpected(again);
    }
  }

  /** There is nobody to throw it at. */
  private static void unexpected(Throwable e) {
    System.getLogger(Exporter.class.getName()).log(System.Logger.Level.ERROR, "in Python", e);
  }
}
