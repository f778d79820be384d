package org.ndview.cpython;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ndview.Complex;
import org.ndview.NdView;

/** The interpreter: values, errors, threads. */
@EnabledIf("org.ndview.cpython.Pythons#loads")
class CPythonTest {
  private final CPython python = CPython.load();

  @Test
  void thereIsOneInterpreterAProcess() {
    assertThat(CPython.load()).isSameAs(python);
    assertThat(python.version()).startsWith("3.");
    assertThat(python.library()).isRegularFile();
    assertThat(python.toString()).contains("3.").contains(python.library().toString());
  }

  @Test
  void valuesOfPythonAreThoseOfJava() {
    Map<String, Object> values = new HashMap<>();
    values.put("None", null);
    values.put("1 < 2", true);
    values.put("-1", -1L);
    values.put("2**63 - 1", Long.MAX_VALUE);
    values.put("2**63", BigInteger.TWO.pow(63));
    values.put("-10**5000", BigInteger.TEN.pow(5000).negate());
    values.put("1.5", 1.5);
    values.put("1 + 2j", new Complex(1, 2));
    values.put("'h\u00e9\\U0001f600'", "h\u00e9\ud83d\ude00");
    values.put("'\\ud800a\\0'", "\ud800a\0");
    values.put("b'a\\0b'", new byte[] {'a', 0, 'b'});
    values.put("[1, (2.0, 'x'), []]", List.of(1L, List.of(2.0, "x"), List.of()));
    values.put("{'a': [1], 2: {}}", Map.of("a", List.of(1L), 2L, Map.of()));
    values.put("{1, 2}", Set.of(1L, 2L));
    values.put("frozenset('x')", Set.of("x"));
    values.forEach((expression, value) -> {
      if (value instanceof byte[] bytes) {
        assertThat((byte[]) python.eval(expression)).isEqualTo(bytes);
      } else {
        assertThat(python.eval(expression)).as(expression).isEqualTo(value);
      }
    });
  }

  @Test
  void valuesOfJavaAreThoseOfPython() {
    Map<Object, String> values = new HashMap<>();
    values.put(null, "None");
    values.put(true, "True");
    values.put((byte) -1, "-1");
    values.put(7, "7");
    values.put(Long.MIN_VALUE, "-9223372036854775808");
    values.put(BigInteger.TWO.pow(70).negate(), "-1180591620717411303424");
    values.put(0.5f, "0.5");
    values.put(new Complex(1, -2), "(1-2j)");
    values.put('x', "'x'");
    values.put("\ud800\ud83d\ude00\0", "'\\ud800\ud83d\ude00\\x00'");
    values.put(Arrays.asList(1, null, "b"), "[1, None, 'b']");
    values.put(Map.of("k", List.of(1.0)), "{'k': [1.0]}");
    values.put(Set.of(3), "{3}");
    values.forEach((value, repr) -> {
      python.set("value", value);
      assertThat(python.eval("repr(value)")).isEqualTo(repr);
    });
    python.set("value", new byte[] {1, -1});
    assertThat(python.eval("value == b'\\x01\\xff'")).isEqualTo(true);
    python.set("value", new double[] {1.5, 2});
    assertThat(python.eval("(type(value).__name__, value.format, value.tolist())"))
        .isEqualTo(List.of("memoryview", "d", List.of(1.5, 2.0)));
    assertThatThrownBy(() -> python.set("value", new Object()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("java.lang.Object");
  }

  @Test
  void whatIsWithinItselfHasNoValue() {
    python.exec("itself = []\nitself.append(itself)");
    assertThatThrownBy(() -> python.get("itself")).isInstanceOf(IllegalArgumentException.class);
    List<Object> list = new ArrayList<>();
    list.add(list);
    assertThatThrownBy(() -> python.set("x", list)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void otherObjectsAreReferences() {
    PyObject type =
        (PyObject) python.eval("type('Point', (), {'x': 3, 'twice': lambda s, n=1: 2*n})");
    try (type;
        PyObject point = type.call();
        PyObject x = point.attribute("x");
        PyObject twice = point.attribute("twice");
        PyObject four = twice.call(2);
        PyObject six = twice.call(List.of(), Map.of("n", 3))) {
      assertThat(x.value()).isEqualTo(3L);
      assertThat(four.value()).isEqualTo(4L);
      assertThat(six.value()).isEqualTo(6L);
      assertThat(type.toString()).contains("Point");
      assertThatThrownBy(() -> point.attribute("y"))
          .isInstanceOfSatisfying(
              PythonException.class, e -> assertThat(e.type()).isEqualTo("AttributeError"));
    }
    assertThat(type.isClosed()).isTrue();
    assertThat(type.toString()).isEqualTo("PyObject (closed)");
    assertThatThrownBy(type::value).isInstanceOf(IllegalStateException.class);
    type.close();
  }

  @Test
  void namesAreFoundInMainAmongBuiltinsAndInModules() {
    python.exec("def area(r, /, *, scale=1): return 3 * r * r");
    assertThat(python.call("area", 2)).isEqualTo(12L);
    assertThat(python.call("len", "abc")).isEqualTo(3L);
    assertThat(python.call("math.hypot", 3, 4)).isEqualTo(5.0);
    assertThat(python.call("os.path.basename", "/a/b")).isEqualTo("b");
    assertThat((double) python.get("math.pi")).isEqualTo(Math.PI);
    assertThat(python.call("xml.dom.minidom.parseString", "<a/>")).isInstanceOf(PyObject.class);
    assertThatThrownBy(() -> python.get("no_such_thing"))
        .isInstanceOf(PythonException.class)
        .hasMessageContaining("NameError: name 'no_such_thing'");
  }

  @Test
  void anExceptionHasPythonsTraceback() {
    python.exec(
        """
        def inner(x):
            return 1 / x

        def outer(x):
            try:
                inner(x)
            except ZeroDivisionError as e:
                raise ValueError('bad \u00e9') from e
        """);
    assertThatThrownBy(() -> python.call("outer", 0))
        .isInstanceOfSatisfying(
            PythonException.class,
            e -> {
              assertThat(e.type()).isEqualTo("ValueError");
              assertThat(e.getMessage()).startsWith("ValueError: bad \u00e9\n");
              assertThat(e.traceback())
                  .startsWith("Traceback (most recent call last):")
                  .contains("in inner", "in outer", "ZeroDivisionError: division by zero")
                  .contains("File \"<java>\", line 2")
                  .doesNotContain("<ndview>")
                  .endsWith("ValueError: bad \u00e9\n");
            });
    // nothing is left set
    assertThat(python.eval("1")).isEqualTo(1L);
  }

  @ParameterizedTest
  @CsvSource({
    "1 +, SyntaxError",
    "x = 1, SyntaxError",
    "__import__('sys').exit(3), SystemExit",
    "(_ for _ in ()).throw(KeyboardInterrupt), KeyboardInterrupt",
    "int('9' * 5000 + 'x'), ValueError",
    "(lambda f: f(f))(lambda f: f(f)), RecursionError"
  })
  void everyExceptionIsOneOfJava(String expression, String type) {
    assertThatThrownBy(() -> python.eval(expression))
        .isInstanceOfSatisfying(PythonException.class, e -> assertThat(e.type()).isEqualTo(type));
  }

  @Test
  void anExceptionWhoseTextFailsIsOneOfJavaToo() {
    python.exec("class Bad(Exception):\n def __str__(self): raise RuntimeError('no')");
    assertThatThrownBy(() -> python.exec("raise Bad()"))
        .isInstanceOfSatisfying(PythonException.class, e -> assertThat(e.type()).isEqualTo("Bad"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\0b", "\ud800"})
  void sourceThatIsNoTextIsRefusedByPython(String source) {
    assertThatThrownBy(() -> python.exec(source)).isInstanceOf(PythonException.class);
  }

  @Test
  void virtualThreadsMayBlockWithinPython() throws Exception {
    AtomicReference<Throwable> failure = new AtomicReference<>();
    List<Thread> threads = new ArrayList<>();
    for (int t = 0; t < 50; t++) {
      int n = t;
      threads.add(
          Thread.ofVirtual()
              .start(() -> {
                try {
                  python.exec("import time; time.sleep(0.001)");
                  assertThat(python.eval(n + " + 1")).isEqualTo(n + 1L);
                  try (NdView view = (NdView) python.eval("bytearray(8)")) {
                    Thread.sleep(1);
                    assertThat(view.size()).isEqualTo(8);
                  }
                } catch (Throwable e) {
                  failure.set(e);
                }
              }));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(failure.get()).isNull();
  }

  @Test
  void librariesFindANameOfTheProgram() {
    assertThat(python.eval("len(__import__('sys').argv)")).isEqualTo(1L);
    python.exec("import argparse\nargparse.ArgumentParser()");
  }

  @Test
  void pythonsThreadsUseMemoryOfJava() {
    try (NdView view = NdView.allocate("B", 3);
        PyObject object = python.export(view)) {
      view.setInt(7, 2);
      python.set("o", object);
      python.exec(
          """
          import threading
          seen = []
          t = threading.Thread(target=lambda: seen.append(bytes(memoryview(o))))
          t.start()
          t.join()
          del o
          """);
      assertThat((byte[]) ((List<?>) python.get("seen")).getFirst()).containsExactly(0, 0, 7);
    }
  }

  @Test
  void deepRecursionOnASmallStackIsAnError() throws Exception {
    List<String> types = new ArrayList<>();
    Thread small =
        new Thread(
            null,
            () -> {
              for (String deep :
                  List.of(
                      "(lambda f: f(f))(lambda f: f(f))",
                      "__import__('json').loads('[' * 100000)",
                      "repr(__import__('functools').reduce(lambda x, _: [x], range(100000), 0))")) {
                try {
                  python.eval(deep);
                } catch (PythonException e) {
                  types.add(e.type());
                }
              }
            },
            "small",
            1 << 20);
    small.start();
    small.join();
    assertThat(types).containsExactly("RecursionError", "RecursionError", "RecursionError");
  }

  @Test
  void signalsStayWithTheJvm() {
    assertThat(
            python.eval(
                "__import__('signal').getsignal(__import__('signal').SIGINT) is"
                    + " __import__('signal').default_int_handler"))
        .isEqualTo(false);
  }
}
