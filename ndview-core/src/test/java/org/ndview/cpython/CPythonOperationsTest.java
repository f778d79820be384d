package org.ndview.cpython;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.ndview.NdView;

/**
 * Operations on views beside memoryview's and NumPy's, over the same memory in the same process:
 * both give the same items, shape and strides, or both refuse. A case that once differed, and cases
 * at the edges, stand in operations.txt; the others are random.
 */
@EnabledIf("org.ndview.cpython.Pythons#hasNumpy")
class CPythonOperationsTest {
  private static final int CASES = 4000;

  private static final String SCRIPT =
      """
      import numpy, warnings

      def operate(o, other, kind, argument, numbers):
          m = memoryview(o)
          try:
              with warnings.catch_warnings(), numpy.errstate(all='ignore'):
                  warnings.simplefilter('ignore')
                  if kind == 'cast':
                      r = m.cast(argument)
                      return [r.shape, r.strides, r.tolist()]
                  if kind == 'equal':
                      return [m == memoryview(other), memoryview(other) == m]
                  a = numpy.asarray(o)
                  if kind == 'slice':
                      r = a[eval('numpy.s_[' + (argument or '...') + ']', {'numpy': numpy, 'newaxis': None})]
                      r = a[...] if argument == '' else r
                  elif kind == 'reshape':
                      r = a.reshape(tuple(numbers), copy=False)
                  elif kind == 'permute':
                      r = a.transpose(tuple(numbers))
                  elif kind == 'view':
                      r = a.view(numpy.asarray(other).dtype)
                  elif kind == 'field':
                      r = a[argument]
                  elif kind == 'astype':
                      r = a.astype(numpy.asarray(other).dtype)
                  r = numpy.asarray(r)
                  return [r.shape, r.strides, r.tolist()]
          except (ValueError, IndexError, TypeError, KeyError):
              return 'refused'
      """;

  @BeforeAll
  static void define() {
    CPython.load().exec(SCRIPT);
  }

  @Test
  void theCasesOfTheCorpus() throws Exception {
    Path corpus =
        Path.of(Objects.requireNonNull(getClass().getResource("/hostile/operations.txt")).toURI());
    List<String> lines =
        Files.readAllLines(corpus).stream()
            .filter(l -> !l.isEmpty() && !l.startsWith("#"))
            .toList();
    assertThat(lines).hasSizeGreaterThan(20);
    compare(lines.stream().map(Operation::parse).toList());
  }

  @Test
  void randomCases() {
    long today = LocalDate.now().toEpochDay();
    for (long seed : new long[] {3118, today}) {
      System.out.printf("operations beside CPython's and NumPy's: seed %d%n", seed);
      Random random = new Random(seed);
      List<Operation> cases = new ArrayList<>();
      while (cases.size() < CASES / 2) {
        Operation made = Operation.random(random);
        if (made.isDefined()) {
          cases.add(made);
        }
      }
      int refused = compare(cases);
      assertThat(refused).isBetween(CASES / 40, CASES / 4);
    }
  }

  /** {@return how many were refused} */
  private static int compare(List<Operation> cases) {
    int refused = 0;
    List<String> wrong = new ArrayList<>();
    try (PyObject operate = CPython.load().object("operate")) {
      for (Operation each : cases) {
        try (NdView memory = each.made()) {
          Object expected = told(each, memory, operate);
          refused += "refused".equals(expected) ? 1 : 0;
        } catch (AssertionError | RuntimeException e) {
          wrong.add(each + "\n  " + e);
        }
      }
    }
    assertThat(wrong).isEmpty();
    return refused;
  }

  private static Object told(Operation operation, NdView memory, PyObject operate) {
    NdView view = memory.slice(operation.index());
    String kind = operation.kind();
    boolean pair = kind.equals("equal");
    try (NdView result = pair ? operation.converted(view) : null) {
      boolean format = kind.equals("view") || kind.equals("astype");
      try (NdView other =
              pair ? result.copy() : NdView.allocate(format ? operation.argument() : "B", 1);
          PyObject one = CPython.load().export(view);
          PyObject two = CPython.load().export(other);
          PyObject answer =
              operate.call(
                  one,
                  two,
                  kind,
                  operation.argument(),
                  kind.equals("reshape") || kind.equals("permute")
                      ? Arrays.stream(operation.numbers(operation.argument())).boxed().toList()
                      : List.of())) {
        Object expected = norm(answer.value());
        Object mine =
            pair
                ? List.of(view.contentEquals(other), other.contentEquals(view))
                : told(operation.run(view));
        if (expected.equals("refused") && operation.mayDoMore(view)) {
          return expected;
        }
        assertThat(plain(mine)).isEqualTo(plain(expected));
        return expected;
      }
    }
  }

  private static Object told(NdView result) {
    if (result == null) {
      return "refused";
    }
    return norm(List.of(list(result.shape()), list(result.strides()), result.toList()));
  }

  /** Strides count where there is a second item. */
  private static Object plain(Object told) {
    if (!(told instanceof List<?> parts) || parts.size() < 3) {
      return told;
    }
    List<?> shape = (List<?>) parts.get(0);
    List<Object> strides = new ArrayList<>();
    for (int d = 0; d < shape.size(); d++) {
      boolean counts = ((BigInteger) shape.get(d)).compareTo(BigInteger.ONE) > 0;
      strides.add(
          counts && !shape.contains(BigInteger.ZERO) ? ((List<?>) parts.get(1)).get(d) : "");
    }
    return List.of(shape, strides, parts.get(2));
  }

  private static List<Long> list(long[] numbers) {
    return Arrays.stream(numbers).boxed().toList();
  }

  /** One form for what is the same value in both languages. */
  private static Object norm(Object value) {
    return switch (value) {
      case null -> "None";
      case Float x -> (double) x;
      case Double x -> x;
      case BigInteger n -> n;
      case NdView array -> {
        try (array) { // NumPy's sub-array within a struct
          yield norm(array.toList());
        }
      }
      case Number n -> BigInteger.valueOf(n.longValue());
      case byte[] bytes when bytes.length == 1 -> BigInteger.valueOf(bytes[0]);
      case List<?> list -> list.stream().map(CPythonOperationsTest::norm).toList();
      default -> value;
    };
  }
}
