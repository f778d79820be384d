package org.ndview.dlpack;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.ndview.NdView;

/**
 * NumPy in this process, by CPython's C functions and nothing else of this library: both read the
 * structs of the other. The program ends with an error at the first difference.
 */
@SuppressWarnings("restricted")
final class NumpyTensorsProgram {
  private static final Linker LINKER = Linker.nativeLinker();
  private static final Arena ARENA = Arena.global();

  /** How Python answers. */
  private static final MemorySegment ANSWER = ARENA.allocate(8, 8);

  private static final String HELPERS =
      """
      import ctypes, sys
      import numpy as np
      api = ctypes.pythonapi
      api.PyCapsule_New.restype = ctypes.py_object
      api.PyCapsule_New.argtypes = [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_void_p]
      api.PyCapsule_GetPointer.restype = ctypes.c_void_p
      api.PyCapsule_GetPointer.argtypes = [ctypes.py_object, ctypes.c_char_p]
      api.PyCapsule_SetName.argtypes = [ctypes.py_object, ctypes.c_char_p]
      NAMES = {'VERSIONED': b'dltensor_versioned', 'LEGACY': b'dltensor'}
      USED = {k: b'used_' + v for k, v in NAMES.items()}

      class Tensor:
          def __init__(self, address, struct):
              self.address, self.name = address, NAMES[struct]
          def __dlpack__(self, **options):
              return api.PyCapsule_New(self.address, self.name, None)
          def __dlpack_device__(self):
              return (1, 0)

      def take(address, struct):
          return np.from_dlpack(Tensor(address, struct))

      def give(array, struct):
          versioned = struct == 'VERSIONED'
          capsule = array.__dlpack__(max_version=(1, 0)) if versioned else array.__dlpack__()
          pointer = api.PyCapsule_GetPointer(capsule, NAMES[struct])
          api.PyCapsule_SetName(capsule, USED[struct])
          answer(pointer)

      def answer(number):
          ctypes.c_int64.from_address(%d).value = number

      def check(condition, *seen):
          assert condition, seen
      """
          .formatted(ANSWER.address());

  private final SymbolLookup python;

  private NumpyTensorsProgram(String library) throws Throwable {
    var dlopen =
        LINKER.downcallHandle(
            LINKER.defaultLookup().findOrThrow("dlopen"),
            FunctionDescriptor.of(ADDRESS, ADDRESS, JAVA_INT));
    // RTLD_NOW and RTLD_GLOBAL, for what NumPy's own libraries look up
    int flags = 2 | (System.getProperty("os.name").startsWith("Mac") ? 8 : 0x100);
    var _ = (MemorySegment) dlopen.invokeExact(ARENA.allocateFrom(library), flags);
    python = SymbolLookup.libraryLookup(Path.of(library), ARENA);
    call("Py_InitializeEx", null, 0);
    run(HELPERS);
  }

  private @Nullable Object call(String function, @Nullable MemoryLayout result, Object... arguments)
      throws Throwable {
    MemoryLayout[] types = new MemoryLayout[arguments.length];
    for (int i = 0; i < types.length; i++) {
      types[i] = arguments[i] instanceof Integer ? JAVA_INT : ADDRESS;
    }
    return LINKER
        .downcallHandle(
            python.findOrThrow(function),
            result == null
                ? FunctionDescriptor.ofVoid(types)
                : FunctionDescriptor.of(result, types))
        .invokeWithArguments(arguments);
  }

  private void run(String code) throws Throwable {
    try (Arena arena = Arena.ofConfined()) {
      Object status = call("PyRun_SimpleString", JAVA_INT, arena.allocateFrom(code));
      check(Integer.valueOf(0).equals(status), "Python raised, running: " + code);
    }
  }

  private long answered(String code) throws Throwable {
    run(code);
    return ANSWER.get(JAVA_LONG, 0);
  }

  private static void check(boolean condition, String what) {
    if (!condition) {
      throw new AssertionError(what);
    }
  }

  public static void main(String[] args) throws Throwable {
    NumpyTensorsProgram program = new NumpyTensorsProgram(args[0]);
    for (TensorStruct struct : TensorStruct.values()) {
      program.oursInNumpy(struct);
      program.numpysInOurs(struct);
    }
    program.readOnly();
    program.whatNeitherHas();
    program.nothingIsLeft();
    program.closedByAnyThread();
    System.out.println("done 1");
  }

  private void oursInNumpy(TensorStruct struct) throws Throwable {
    Map<String, String> formats =
        Map.ofEntries(
            Map.entry("b", "int8"),
            Map.entry("H", "uint16"),
            Map.entry("i", "int32"),
            Map.entry("q", "int64"),
            Map.entry("Q", "uint64"),
            Map.entry("e", "float16"),
            Map.entry("f", "float32"),
            Map.entry("d", "float64"),
            Map.entry("?", "bool"),
            Map.entry("Zf", "complex64"),
            Map.entry("Zd", "complex128"));
    for (var entry : formats.entrySet()) {
      NdView view = NdView.allocate(entry.getKey(), 3, 4);
      view.set(1, 1, 2);
      NdView kept = view.duplicate();
      for (String index :
          new String[] {"...", "::-1, ::2", "1:2, ::-1", "1, 2", "0:0", "newaxis"}) {
        NdView part = kept.slice(index);
        ExportedTensor tensor = DLPack.export(part, struct);
        run("a = take(%d, '%s')".formatted(tensor.handOver().address(), struct));
        run(
            "check(a.dtype == np.%s, a.dtype)"
                .formatted(entry.getValue().equals("bool") ? "bool_" : entry.getValue()));
        run(
            "check(list(a.shape) == %s, a.shape)"
                .formatted(java.util.Arrays.toString(part.shape())));
        if (part.size() > 0) {
          long first = part.segment().address() + part.layout().offset();
          run("check(a.__array_interface__['data'][0] == %d)".formatted(first));
          String bytes = part.hex();
          run("check(a.tobytes().hex() == '%s', a)".formatted(bytes));
        }
        check(!tensor.isEnded(), "ended while NumPy has it");
        run("del a");
        check(tensor.isEnded(), "not ended by NumPy");
      }
      view.close();
    }
    NdView view = NdView.allocate("f", 2);
    if (struct == TensorStruct.VERSIONED) {
      run("a = take(%d, '%s')".formatted(DLPack.export(view).handOver().address(), struct));
      run("check(a.flags.writeable); a[1] = 7; del a");
      check(view.getFloat(1) == 7, "NumPy's write");
    }
    MemorySegment pointer = DLPack.export(view, struct).handOver();
    NdView kept = view.duplicate();
    view.close();
    run("a = take(%d, '%s'); b = a[1:]; del a".formatted(pointer.address(), struct));
    check(kept.getFloat(0) == 0, "kept by NumPy");
    run("del b");
    try {
      kept.getFloat(0);
      throw new AssertionError("memory that NumPy has let go is there");
    } catch (IllegalStateException _) {
      // as it should be
    }
  }

  private void numpysInOurs(TensorStruct struct) throws Throwable {
    String[] arrays = {
      "np.arange(12, dtype='%s').reshape(3, 4)".formatted("i4"),
      "np.arange(12, dtype='u8').reshape(3, 4)[::-1, ::2]",
      "np.arange(12, dtype='f8').reshape(3, 4).T",
      "np.asfortranarray(np.arange(12, dtype='f2').reshape(3, 4))",
      "np.array([1+2j, 3-4j], dtype='c8')",
      "np.array([1+2j, 3-4j], dtype='c16')[::-1]",
      "np.array([True, False, True])",
      "np.array(5, dtype='i2')",
      "np.zeros((3, 0, 2))",
      "np.zeros((2, 3), dtype='i1')[:, 1:2]",
      "np.arange(5, dtype='f4')[1:]"
    };
    for (String array : arrays) {
      run("a = " + array + "; before = sys.getrefcount(a)");
      MemorySegment pointer = MemorySegment.ofAddress(answered("give(a, '%s')".formatted(struct)));
      NdView view = DLPack.view(pointer, struct);
      run("check(sys.getrefcount(a) == before + 1)");
      run("check(a.tobytes().hex() == '%s', a)".formatted(view.hex()));
      run("check(list(a.shape) == %s)".formatted(java.util.Arrays.toString(view.shape())));
      if (view.size() > 0) {
        run("check(a.dtype == np.dtype('%s'))".formatted(numpyName(view)));
        long[] last = new long[view.ndim()];
        view.set(1, last);
        run("check(a.flat[0] == 1, a)");
      }
      view.close();
      run("check(sys.getrefcount(a) == before, sys.getrefcount(a), before)");
    }
  }

  private static String numpyName(NdView view) {
    String code = view.format().toString();
    return switch (code) {
      case "Zf" -> "c8";
      case "Zd" -> "c16";
      default -> code;
    };
  }

  private void readOnly() throws Throwable {
    NdView view = NdView.allocate("i", 3);
    run(
        "a = take(%d, 'VERSIONED')"
            .formatted(DLPack.export(view.toReadOnly()).handOver().address()));
    run("check(not a.flags.writeable); del a");
    run("a = np.arange(3); a.flags.writeable = False");
    try (NdView theirs = DLPack.view(MemorySegment.ofAddress(answered("give(a, 'VERSIONED')")))) {
      check(theirs.isReadOnly(), "read-only of NumPy");
    }
    run(
        "a = take(%d, 'VERSIONED'); check(a.flags.writeable); del a"
            .formatted(DLPack.exportCopy(view.toReadOnly()).handOver().address()));
  }

  /** NumPy refuses what it has no dtype for, and the tensor stays ours. */
  private void whatNeitherHas() throws Throwable {
    for (String format : new String[] {"[bfloat16]", "[float8_e5m2]", "Ze"}) {
      ExportedTensor tensor = DLPack.export(NdView.allocate(format, 3));
      MemorySegment pointer = tensor.handOver();
      run(
          """
          try:
              take(%d, 'VERSIONED')
              check(False)
          except (BufferError, RuntimeError):
              pass
          """
              .formatted(pointer.address()));
      check(!tensor.isEnded(), "NumPy ended what it refused");
      DLPack.delete(pointer, TensorStruct.VERSIONED);
      check(tensor.isEnded(), "not ended by delete");
    }
  }

  private void nothingIsLeft() throws Throwable {
    NdView view = NdView.allocate("d", 16);
    run("a = np.zeros(16); before = sys.getrefcount(a)");
    for (int i = 0; i < 2_000; i++) {
      ExportedTensor tensor = DLPack.export(view);
      run("take(%d, 'VERSIONED')".formatted(tensor.handOver().address()));
      check(tensor.isEnded(), "an export is left");
      DLPack.view(MemorySegment.ofAddress(answered("give(a, 'VERSIONED')"))).close();
    }
    run("check(sys.getrefcount(a) == before)");
  }

  /** NumPy's deleter takes the lock of the interpreter by itself, whose thread has let it go. */
  private void closedByAnyThread() throws Throwable {
    run("a = np.arange(4); before = sys.getrefcount(a)");
    NdView[] views = new NdView[8];
    for (int i = 0; i < views.length; i++) {
      views[i] = DLPack.view(MemorySegment.ofAddress(answered("give(a, 'VERSIONED')")));
    }
    Object state = call("PyEval_SaveThread", ADDRESS);
    Thread[] threads = new Thread[views.length];
    for (int i = 0; i < views.length; i++) {
      threads[i] = Thread.ofPlatform().start(views[i]::close);
    }
    for (Thread thread : threads) {
      thread.join();
    }
    call("PyEval_RestoreThread", null, state);
    run("check(sys.getrefcount(a) == before)");
  }
}
