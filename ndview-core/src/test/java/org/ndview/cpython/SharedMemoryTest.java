package org.ndview.cpython;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ReadOnlyBufferException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ndview.Layout;
import org.ndview.NdView;
import org.ndview.format.Format;
import org.ndview.format.Opaque;

/** Views of Python's objects, and Python's objects over views. */
@EnabledIf("org.ndview.cpython.Pythons#loads")
class SharedMemoryTest {
  private final CPython python = CPython.load();

  @Test
  void aViewSharesTheMemoryUntilItIsClosed() {
    python.exec("data = bytearray(b'abc')");
    try (PyObject data = python.object("data")) {
      NdView view = python.view(data);
      view.set(122, 0);
      assertThat(python.eval("bytes(data)")).isEqualTo("zbc".getBytes());
      assertThatThrownBy(() -> python.exec("data.append(1)"))
          .isInstanceOfSatisfying(
              PythonException.class, e -> assertThat(e.type()).isEqualTo("BufferError"));
      NdView slice = view.slice("1:");
      view.close();
      python.exec("data.append(1)");
      assertThatThrownBy(slice::toList).isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void aViewKeepsTheObject() {
    try (NdView view = (NdView) python.eval("bytearray(b'kept')")) {
      python.exec("import gc; gc.collect()");
      assertThat(view.toBytes()).isEqualTo("kept".getBytes());
      assertThat(view.obj()).isInstanceOf(PyObject.class);
    }
  }

  @Test
  void readOnlyStaysReadOnly() {
    try (PyObject bytes = python.object("b'abc'");
        NdView view = python.view(bytes)) {
      assertThat(view.isReadOnly()).isTrue();
      assertThatThrownBy(() -> view.set(1, 0)).isInstanceOf(ReadOnlyBufferException.class);
    }
    try (NdView owner = NdView.allocate("B", 3)) {
      python.set("v", owner.toReadOnly());
      assertThat(python.eval("v.readonly")).isEqualTo(true);
      assertThatThrownBy(() -> python.exec("v[0] = 1")).isInstanceOf(PythonException.class);
      python.exec("del v");
    }
  }

  @Test
  void whatExportsNothingIsRefusedByPython() {
    try (PyObject list = python.object("[1]")) {
      assertThatThrownBy(() -> python.view(list))
          .isInstanceOfSatisfying(
              PythonException.class, e -> assertThat(e.type()).isEqualTo("TypeError"));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          __import__('array').array('d', [1, 2])                        | d  | [1.0, 2.0]
          (__import__('ctypes').c_int * 3)(1, 2, 3)                     | <i | [1, 2, 3]
          ((__import__('ctypes').c_short * 2) * 2)((1, 2), (3, 4))      | <h | [[1, 2], [3, 4]]
          __import__('ctypes').c_double(2.5)                            | <d | 2.5
          memoryview(b'abcdef')[::-2]                                   | B  | [102, 100, 98]
          memoryview(b'abcdef').cast('B', (2, 3))                       | B  | [[97, 98, 99], [100, 101, 102]]
          __import__('mmap').mmap(-1, 2)                                | B  | [0, 0]
          """)
  void exportersOfThisPython(String expression, String format, String items) {
    try (NdView view = (NdView) python.eval(expression)) {
      assertThat(view.format().toString()).isEqualTo(format);
      assertThat(view.toList()).hasToString(items);
    }
  }

  @Test
  void aUnionOfCtypesIsBytes() {
    python.exec(
        """
        import ctypes
        class U(ctypes.Union):
            _fields_ = [('a', ctypes.c_int), ('b', ctypes.c_double)]
        class S(ctypes.Structure):
            _fields_ = [('x', ctypes.c_int), ('y', ctypes.c_double)]
        """);
    try (NdView view = (NdView) python.eval("U()")) {
      assertThat(view.itemsize()).isEqualTo(8);
      assertThat(view.toBytes()).hasSize(8);
    }
    try (NdView view = (NdView) python.eval("(S * 2)((1, 2.5), (3, 4.5))")) {
      assertThat(view.itemsize()).isEqualTo(16);
      assertThat(view.field("y").toList()).isEqualTo(List.of(2.5, 4.5));
    }
  }

  @Test
  void pythonWritesToMemoryOfJava() {
    try (NdView view = NdView.allocate("i", 2, 3);
        PyObject object = python.export(view)) {
      python.set("o", object);
      python.exec("m = memoryview(o)\nm[1, 2] = 7");
      assertThat(view.getInt(1, 2)).isEqualTo(7);
      view.setInt(9, 0, 0);
      assertThat(python.eval("(m[0, 0], m.format, m.shape, m.strides, m.suboffsets)"))
          .isEqualTo(List.of(9L, "i", List.of(2L, 3L), List.of(12L, 4L), List.of()));
      assertThat(python.eval("bytes(o)")).isEqualTo(view.toBytes());
      assertThat(python.eval("repr(o)")).isEqualTo("<ndview.NdView i [2, 3]>");
      python.exec("del m, o");
    }
  }

  @Test
  void bufferRequestsThatCannotBeMetAreBufferErrors() {
    try (NdView view = NdView.allocate("i", 4)) {
      python.set("o", python.export(view.slice("::2")));
      assertThatThrownBy(() -> python.exec("__import__('hashlib').md5(o)"))
          .isInstanceOf(PythonException.class)
          .hasMessageContaining("BufferError");
      python.exec("del o");
    }
  }

  @Test
  void exportsHoldTheMemoryUntilTheLastIsGone() {
    int before = Exporter.buffers();
    NdView view = NdView.allocate("d", 1 << 18);
    NdView probe = view.duplicate();
    python.set("m", view);
    python.exec("n = m[1:]");
    assertThat(Exporter.buffers()).isEqualTo(before + 1);
    view.close();
    python.exec("m[0] = 1.5");
    assertThat(python.eval("n.nbytes")).isEqualTo(8L * ((1 << 18) - 1));
    python.exec("del m");
    assertThat(probe.isReleased()).isFalse();
    python.exec("del n");
    assertThat(probe.isReleased()).isTrue();
    assertThat(Exporter.buffers()).isEqualTo(before);
  }

  @Test
  void anObjectOverMemoryThatIsGoneRaisesBufferError() {
    for (boolean owned : new boolean[] {true, false}) {
      Arena arena = Arena.ofShared();
      NdView view = owned ? NdView.allocate("i", 3) : NdView.allocate(arena, "i", 3);
      python.set("o", python.export(view));
      view.close();
      arena.close();
      assertThatThrownBy(() -> python.exec("memoryview(o)"))
          .isInstanceOfSatisfying(
              PythonException.class, e -> assertThat(e.type()).isEqualTo("BufferError"));
      python.exec("del o");
    }
  }

  @Test
  void closingASliceEndsNoExport() {
    try (NdView view = NdView.allocate("i", 3)) {
      NdView slice = view.slice("1:");
      python.set("o", python.export(slice));
      slice.close();
      assertThat(python.eval("memoryview(o).nbytes")).isEqualTo(8L);
      python.exec("del o");
    }
  }

  @Test
  void memoryOfPythonGoesBackThroughJava() {
    python.exec("data = bytearray(4)");
    NdView view = (NdView) python.eval("data");
    python.set("m", view.slice("::-1"));
    python.exec("m[0] = 5");
    assertThat(python.eval("data[3]")).isEqualTo(5L);
    view.close();
    assertThatThrownBy(() -> python.exec("data.append(1)")).isInstanceOf(PythonException.class);
    python.exec("del m\ndata.append(1)");
  }

  @Test
  void suboffsetsGoBothWays() {
    try (Arena arena = Arena.ofShared()) {
      MemorySegment memory = arena.allocate(32, 8);
      memory.setAtIndex(ValueLayout.JAVA_LONG, 0, memory.address() + 24);
      memory.setAtIndex(ValueLayout.JAVA_LONG, 1, memory.address() + 16);
      for (int i = 0; i < 4; i++) {
        memory.set(ValueLayout.JAVA_INT, 16 + 4 * i, i);
      }
      Layout layout = Layout.of(4, 0, new long[] {2, 2}, new long[] {8, 4}, new long[] {0, -1});
      python.set("m", NdView.of(memory, Format.parse("i"), layout));
      assertThat(python.eval("(m.tolist(), m.suboffsets)"))
          .isEqualTo(List.of(List.of(List.of(2L, 3L), List.of(0L, 1L)), List.of(0L, -1L)));
      try (NdView back = (NdView) python.eval("m")) {
        assertThat(back.toList()).isEqualTo(List.of(List.of(2, 3), List.of(0, 1)));
      }
      python.exec("del m");
    }
  }

  @Test
  void whatPythonCannotReadIsBytes() {
    try (NdView view = NdView.allocate("[bfloat16]", 2)) {
      python.set("m", view);
      assertThat(python.eval("(m.format, m.itemsize)")).isEqualTo(List.of("2x", 2L));
      python.exec("del m");
    }
  }

  @Test
  void anArrayOfJavaHasNoAddress() {
    assertThatThrownBy(() -> python.export(NdView.of(new int[3])))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessageContaining("copy()");
  }

  @Test
  void pointersOfJavaHaveNoAddress() {
    NdView rows = NdView.ofRows(new float[2][3]);
    assertThatThrownBy(() -> python.export(rows))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessageContaining("pointers")
        .hasMessageContaining("copy()");
    try (NdView copy = rows.copy()) {
      python.set("m", copy);
      assertThat(python.eval("m.shape")).isEqualTo(List.of(2L, 3L));
      python.exec("del m");
    }
  }

  @Test
  void manyBuffersLeaveNothingBehind() {
    python.exec("import sys, gc, time, tracemalloc\ndata = bytearray(8)");
    try (PyObject data = python.object("data");
        NdView own = NdView.allocate("i", 4)) {
      System.gc(); // of other tests
      python.exec("time.sleep(0.2)\nm = None\ntracemalloc.start()");
      viewAndExport(data, own, 1000);
      long references = (long) python.eval("sys.getrefcount(data)");
      long traced = (long) python.eval("gc.collect() * 0 + tracemalloc.get_traced_memory()[0]");
      int objects = Exporter.objects();
      int buffers = Exporter.buffers();
      viewAndExport(data, own, 100_000);
      assertThat(python.eval("sys.getrefcount(data)")).isEqualTo(references);
      assertThat((long) python.eval("gc.collect() * 0 + tracemalloc.get_traced_memory()[0]"))
          .isLessThan(traced + 20_000);
      python.exec("tracemalloc.stop()\ndel m");
      assertThat(Exporter.objects()).isEqualTo(objects - 1);
      assertThat(Exporter.buffers()).isEqualTo(buffers - 1);
      python.exec("data.append(1)");
    }
  }

  private void viewAndExport(PyObject data, NdView own, int times) {
    for (int i = 0; i < times; i++) {
      python.view(data).close();
      python.set("m", own);
    }
  }

  @Test
  void otherThreadsUseAndCloseAViewOfPython() throws Exception {
    python.exec("data = bytearray(b'abc')");
    try (PyObject data = python.object("data")) {
      NdView view = python.view(data);
      try (ExecutorService other = Executors.newSingleThreadExecutor()) {
        assertThat(other.submit(() -> view.getInt(1)).get()).isEqualTo(98);
        other.submit(() -> view.setInt(122, 1)).get();
        assertThat(view.getInt(1)).isEqualTo(122);
        other.submit(view::close).get();
      }
      python.exec("data.append(1)"); // the buffer was released
      assertThatThrownBy(() -> view.getInt(1)).isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void aVirtualThreadUsesAViewOfPython() throws Exception {
    python.exec("data = bytearray(b'abc')");
    List<Object> seen = new ArrayList<>();
    Thread.ofVirtual()
        .start(() -> {
          try (PyObject data = python.object("data");
              NdView view = python.view(data);
              NdView again = (NdView) python.eval("data")) {
            seen.add(view.getInt(0));
            seen.add(again.getInt(1));
          }
        })
        .join();
    assertThat(seen).isEqualTo(List.of(97, 98));
    python.exec("data.append(1)");
  }

  @Test
  void viewsAreClosedWhilePythonUsesTheirMemory() throws Exception {
    AtomicReference<Throwable> failure = new AtomicReference<>();
    python.exec("def use(m):\n    n = memoryview(m)[1:]\n    del m\n    return len(n)");
    List<Thread> threads = new ArrayList<>();
    for (int t = 0; t < 4; t++) {
      boolean ofPython = t % 2 == 0;
      Thread.Builder kind = t < 2 ? Thread.ofPlatform() : Thread.ofVirtual();
      threads.add(
          kind.start(() -> {
            try {
              for (int i = 0; i < 500; i++) {
                NdView view =
                    ofPython ? (NdView) python.eval("bytearray(8)") : NdView.allocate("B", 8);
                PyObject object = python.export(view);
                Thread closing = Thread.ofPlatform().start(view::close);
                try (object) {
                  assertThat(python.call("use", object)).isEqualTo(7L);
                } catch (PythonException e) {
                  assertThat(e.type()).isEqualTo("BufferError");
                }
                closing.join();
              }
            } catch (Throwable e) {
              failure.set(e);
            }
          }));
    }
    for (Thread thread : threads) {
      assertThat(thread.join(Duration.ofSeconds(60))).isTrue();
    }
    assertThat(failure.get()).isNull();
  }

  @Test
  @EnabledIf("org.ndview.cpython.Pythons#hasNumpy")
  void numpyWorksOnMemoryOfJavaAndJavaOnThatOfNumpy() {
    python.exec("import numpy as np");
    try (NdView pixels = NdView.allocate("f", 28, 28)) {
      python.set("pixels", pixels);
      python.exec("np.asarray(pixels)[14] = 1");
      assertThat(python.eval("float(np.asarray(pixels).sum())")).isEqualTo(28.0);
      assertThat(pixels.getFloat(14, 3)).isEqualTo(1f);
      python.exec("del pixels");
    }
    try (NdView a = (NdView) python.eval("np.arange(12.0).reshape(3, 4)[:, ::-1]")) {
      assertThat(a.select(0, 1).toList()).isEqualTo(List.of(7.0, 6.0, 5.0, 4.0));
      assertThat(a.strides()).containsExactly(32, -8);
      a.setDouble(-1, 2, 0);
      assertThat(python.call("repr", a.getDouble(2, 0))).isEqualTo("-1.0");
    }
    assertThat(
            python.eval(
                "[np.int64(3), np.float32(0.5), np.bool_(True), np.datetime64(0, 's') is None]"))
        .isEqualTo(List.of(3L, 0.5, true, false));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          np.zeros((), 'i4')                              | 0      | i
          np.broadcast_to(np.int16(1), (3,))              | 1      | h
          np.zeros(2, '>f4')                              | 1      | >f
          """)
  @EnabledIf("org.ndview.cpython.Pythons#hasNumpy")
  void whatNumpyExportsHasItsItemsize(String expression, int ndim, String text) {
    python.exec("import numpy as np");
    try (PyObject array = python.object(expression);
        NdView view = python.view(array);
        PyObject itemsize = array.attribute("itemsize");
        PyObject told = array.attribute("tolist")) {
      assertThat(view.ndim()).isEqualTo(ndim);
      assertThat(view.itemsize()).isEqualTo(itemsize.value());
      assertThat(view.format().toString()).contains(text.substring(0, 1));
      try (PyObject list = told.call()) {
        assertThat(view.toList().toString().replaceAll("\\.0", ""))
            .isEqualTo(String.valueOf(list.value()).replaceAll("\\.0", ""));
      }
    }
  }

  @Test
  @EnabledIf("org.ndview.cpython.Pythons#hasNumpy")
  void anItemsizeThatItsFormatDoesNotHaveGivesBytesWithTheReason() {
    python.exec("import numpy as np");
    // NumPy cannot read this buffer of its own either
    try (NdView packed = (NdView) python.eval("np.array([(1, 2)], [('a', 'i4'), ('b', 'u1')])")) {
      assertThat(packed.format()).isInstanceOf(Opaque.class);
      assertThat(((Opaque) packed.format()).reason()).contains("5");
      assertThat(packed.toBytes()).containsExactly(1, 0, 0, 0, 2);
    }
  }
}
