package org.ndview.cpython;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.ndview.NdView;
import org.ndview.dlpack.DLPack;
import org.ndview.dlpack.ExportedTensor;
import org.ndview.dlpack.TensorStruct;

/** Capsules between NumPy and views, by what both bridges offer to users. */
@EnabledIf("org.ndview.cpython.Pythons#hasNumpy")
class DLPackOfNumpyTest {
  private final CPython python = CPython.load();

  /** As docs/dlpack.md has it. */
  @BeforeEach
  void define() {
    python.exec(
        """
        import ctypes, sys, numpy
        new = ctypes.pythonapi.PyCapsule_New
        new.restype, new.argtypes = ctypes.py_object, [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_void_p]
        get = ctypes.pythonapi.PyCapsule_GetPointer
        get.restype, get.argtypes = ctypes.c_void_p, [ctypes.py_object, ctypes.c_char_p]
        rename = ctypes.pythonapi.PyCapsule_SetName
        rename.argtypes = [ctypes.py_object, ctypes.c_char_p]
        NAME, USED = b'dltensor', b'used_dltensor'

        class Tensor:
            def __init__(self, pointer):
                self.pointer = pointer
            def __dlpack__(self, **options):
                return new(self.pointer, NAME, None)
            def __dlpack_device__(self):
                return 1, 0

        def take(pointer):
            return numpy.from_dlpack(Tensor(pointer))

        def give(array):
            capsule = array.__dlpack__()
            pointer = get(capsule, NAME)
            rename(capsule, USED)
            return pointer
        """);
  }

  @Test
  void numpyTakesOurs() {
    NdView view = NdView.allocate("f", 2, 3);
    view.setFloat(5, 1, 2);
    ExportedTensor tensor = DLPack.export(view, TensorStruct.LEGACY);
    NdView kept = view.duplicate();
    view.close();
    python.set("pointer", tensor.handOver().address());
    python.exec("a = take(pointer)");
    assertThat(python.eval("a.tolist()")).hasToString(kept.toList().toString());
    kept.setFloat(7, 0, 0);
    assertThat(python.eval("float(a[0, 0])")).isEqualTo(7.0);
    python.exec("b = a[1:]; del a");
    assertThat(tensor.isEnded()).isFalse();
    python.exec("del b");
    assertThat(tensor.isEnded()).isTrue();
    assertThatThrownBy(() -> kept.getFloat(0, 0)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void weTakeNumpys() {
    python.exec("a = numpy.arange(6.0).reshape(2, 3)[::-1]; before = sys.getrefcount(a)");
    long pointer = ((Number) python.eval("give(a)")).longValue();
    NdView view = DLPack.view(MemorySegment.ofAddress(pointer), TensorStruct.LEGACY);
    assertThat(view.toList()).isEqualTo(List.of(List.of(3.0, 4.0, 5.0), List.of(0.0, 1.0, 2.0)));
    assertThat(view.strides()).containsExactly(-24, 8);
    view.setDouble(9, 0, 0);
    assertThat(python.eval("float(a[0, 0])")).isEqualTo(9.0);
    assertThat(python.eval("sys.getrefcount(a) == before + 1")).isEqualTo(true);
    view.close();
    assertThat(python.eval("sys.getrefcount(a) == before")).isEqualTo(true);
  }

  /** The versioned struct, by the lines that users copy. */
  @Test
  void thePythonOfTheDocsTakesAndGives() throws Exception {
    assumeTrue(
        (boolean) python.eval("tuple(map(int, numpy.__version__.split('.')[:2])) >= (2, 1)"),
        "NumPy is older than 2.1, which has no versioned tensors");
    String page = Files.readString(Path.of("..", "docs", "dlpack.md"));
    Matcher code = Pattern.compile("```python\\R(.*?)```", Pattern.DOTALL).matcher(page);
    assertThat(code.find()).isTrue();
    python.exec(code.group(1));
    NdView ours = NdView.allocate("i", 3);
    python.set("pointer", DLPack.export(ours.toReadOnly()).handOver().address());
    python.exec("a = take(pointer)");
    assertThat(python.eval("(a.tolist(), a.flags.writeable)"))
        .isEqualTo(List.of(List.of(0L, 0L, 0L), false));
    long pointer = ((Number) python.eval("give(a[1:])")).longValue();
    try (NdView theirs = DLPack.view(MemorySegment.ofAddress(pointer))) {
      ours.setInt(5, 2);
      assertThat(theirs.toList()).isEqualTo(List.of(0, 5));
      assertThat(theirs.isReadOnly()).isTrue();
    }
    python.exec("del a");
    ours.close();
  }

  @Test
  @EnabledIf("org.ndview.cpython.Pythons#hasTorch")
  void pytorchTakesAndGives() {
    python.exec("import torch");
    try (NdView ours = NdView.allocate("[bfloat16]", 2, 3)) {
      ours.setFloat(1.5f, 1, 2);
      python.set("pointer", DLPack.export(ours, TensorStruct.LEGACY).handOver().address());
      python.exec("t = torch.from_dlpack(Tensor(pointer))");
      assertThat(python.eval("(str(t.dtype), t[1, 2].item())"))
          .isEqualTo(List.of("torch.bfloat16", 1.5));
      long pointer = ((Number) python.eval("give(t[:, 2])")).longValue();
      try (NdView theirs = DLPack.view(MemorySegment.ofAddress(pointer), TensorStruct.LEGACY)) {
        assertThat(theirs.toList()).isEqualTo(List.of(0f, 1.5f));
        theirs.setFloat(2, 0);
        assertThat(ours.getFloat(0, 2)).isEqualTo(2f);
      }
      python.exec("del t");
    }
  }

  /** The view that Python exports stands on NumPy's tensor, and both hold it. */
  @Test
  void aTensorOfNumpyGoesBackByTheBufferProtocol() {
    python.exec("a = numpy.arange(4, dtype='i4'); before = sys.getrefcount(a)");
    long pointer = ((Number) python.eval("give(a)")).longValue();
    NdView view = DLPack.view(MemorySegment.ofAddress(pointer), TensorStruct.LEGACY);
    try (PyObject object = python.export(view)) {
      python.set("o", object);
    }
    python.exec("m = memoryview(o); del o");
    view.close();
    assertThat(python.eval("m.tolist()")).isEqualTo(List.of(0L, 1L, 2L, 3L));
    assertThat(python.eval("sys.getrefcount(a) > before")).isEqualTo(true);
    python.exec("m.release(); del m");
    assertThat(python.eval("sys.getrefcount(a) == before")).isEqualTo(true);
  }

  @Test
  void numpyGetsItsArraysBackFromSeveralThreads() throws Exception {
    python.exec("a = numpy.arange(4); before = sys.getrefcount(a)");
    Thread[] threads = new Thread[8];
    for (int i = 0; i < threads.length; i++) {
      long pointer = ((Number) python.eval("give(a)")).longValue();
      NdView view = DLPack.view(MemorySegment.ofAddress(pointer), TensorStruct.LEGACY);
      threads[i] = Thread.ofPlatform().start(view::close);
    }
    for (Thread thread : threads) {
      thread.join();
    }
    // a close that meets this thread within a call of a view gives back a little later
    for (int i = 0; i < 1000 && !isBack(); i++) {
      Thread.sleep(10);
    }
    assertThat(isBack()).isTrue();
  }

  private boolean isBack() {
    return (boolean) python.eval("sys.getrefcount(a) == before");
  }
}
