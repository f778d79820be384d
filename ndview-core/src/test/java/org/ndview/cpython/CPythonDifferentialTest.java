package org.ndview.cpython;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.ndview.NdView;
import org.ndview.Order;
import org.ndview.format.SubArray;

/**
 * Random views beside the real memoryview, and NumPy where it is installed, over the same memory in
 * the same process. The seed is printed; {@code -Dndview.seed} and {@code -Dndview.cases} choose.
 */
@EnabledIf("org.ndview.cpython.Pythons#loads")
class CPythonDifferentialTest {
  private static final long SEED = Long.getLong("ndview.seed", 3118);
  private static final int CASES = Integer.getInteger("ndview.cases", 20_000);

  /** A slow machine does what it can in this time (in nanoseconds). */
  private static final long MOST_TIME = 300_000_000_000L;

  private static final String PROBE =
      """
      try:
          import numpy
      except ImportError:
          numpy = None

      def probe(o, single, use_numpy, other, text, index, source):
          m = memoryview(o)
          r = [m.format, m.itemsize, m.shape, m.strides, m.suboffsets, m.readonly, m.nbytes, m.ndim,
               m.c_contiguous, m.f_contiguous, m.contiguous,
               m.tobytes('C'), m.tobytes('F'), m.tobytes('A'), m.hex()]
          r.append(m.tolist() if single else None)
          r.append(m == memoryview(other) if single else None)
          castable = single and m.c_contiguous and m.ndim > 0 and 0 not in m.shape and 0 not in m.strides
          r.append(m.cast('B').tolist() if castable else None)
          if use_numpy and numpy is not None:
              a = numpy.asarray(o)
              s = a[eval('numpy.s_[' + text + ']', {'numpy': numpy, 'newaxis': None})]
              same = a.ndim == m.ndim  # a sub-array becomes dimensions
              r.append([a.tolist(), a.tobytes('C'), a.tobytes('F') if same else None,
                        s.shape if same else None, s.strides if same else None, s.tolist(),
                        s.tobytes(), a.flags.writeable])
          else:
              r.append(None)
          if single and index is not None and not m.readonly:
              m[tuple(index)] = m[tuple(source)]
          return r

      def read(o, index):
          return memoryview(o)[tuple(index)]
      """;

  private final CPython python = CPython.load();

  @Test
  void ndviewSaysWhatMemoryviewAndNumpySay() {
    Random random = new Random(SEED);
    python.exec(PROBE);
    long end = System.nanoTime() + MOST_TIME;
    int objects = Exporter.objects();
    int done = 0;
    try (Arena arena = Arena.ofShared();
        PyObject probe = python.object("probe");
        PyObject read = python.object("read")) {
      MemorySegment memory = arena.allocate(1 << 16, 16);
      RandomViews views = new RandomViews(random, memory);
      for (; done < CASES && System.nanoTime() < end; done++) {
        RandomViews.Made made = views.next();
        try {
          compare(made, views, random, probe, read);
        } catch (RuntimeException | AssertionError e) {
          throw new AssertionError(
              "seed %d, case %d: %s, %s"
                  .formatted(SEED, done, made.view().format(), made.view().layout()),
              e);
        }
      }
    }
    System.out.printf(
        "CPython differential test: seed %d, %d cases, %s%n", SEED, done, python.version());
    assertThat(done).isGreaterThan(Math.min(CASES, 1000) - 1);
    assertThat(Exporter.objects()).isLessThanOrEqualTo(objects); // other tests may have left some
  }

  private void compare(
      RandomViews.Made made, RandomViews views, Random random, PyObject probe, PyObject read) {
    NdView view = made.view();
    boolean numpy = made.numpy();
    String slice = view.format() instanceof SubArray ? "..." : views.slice(view.ndim());
    NdView other = view.copy(Order.C);
    if (random.nextBoolean() && view.size() > 1) {
      other.set(other.get(index(other, random)), index(other, random));
    }
    long[] index = view.size() == 0 ? null : index(view, random);
    long[] source = view.size() == 0 ? null : index(view, random);
    try (PyObject exported = python.export(view);
        PyObject copied = python.export(other)) {
      List<Object> expected = expected(made, other, slice);
      Object moved = index == null ? null : view.get(source);
      try (PyObject answer =
          probe.call(exported, made.single(), numpy, copied, slice, list(index), list(source))) {
        List<?> told = (List<?>) answer.value();
        for (int i = 0; i < expected.size(); i++) {
          if (i == NUMPY && told.get(i) == null) {
            continue; // not installed, or not asked
          }
          if (WHAT.get(i).contains("contiguous") && view.ndim() == 1 && view.size() == 0) {
            continue; // memoryview asks for the stride of items that are not there
          }
          assertThat(norm(told.get(i)))
              .as(WHAT.get(i) + " " + slice)
              .isEqualTo(norm(expected.get(i)));
        }
      }
      if (made.single() && index != null && !view.isReadOnly()) {
        assertThat(norm(view.get(index))).as("written by Python").isEqualTo(norm(moved));
        view.set(other.get(source), index);
        try (PyObject item = read.call(exported, list(index))) {
          assertThat(norm(item.value())).as("written by Java").isEqualTo(norm(other.get(source)));
        }
      }
      if (random.nextInt(4) == 0) {
        try (NdView back = python.view(exported)) {
          assertThat(back.format()).isEqualTo(view.format());
          assertThat(back.isReadOnly()).isEqualTo(view.isReadOnly());
          assertThat(back.shape()).isEqualTo(view.shape());
          assertThat(back.strides()).isEqualTo(view.strides());
          assertThat(back.suboffsets()).isEqualTo(view.suboffsets());
          assertThat(norm(back.toList())).isEqualTo(norm(view.toList()));
        }
      }
    }
    other.close();
  }

  private static final List<String> WHAT =
      List.of(
          "format",
          "itemsize",
          "shape",
          "strides",
          "suboffsets",
          "readonly",
          "nbytes",
          "ndim",
          "c_contiguous",
          "f_contiguous",
          "contiguous",
          "tobytes C",
          "tobytes F",
          "tobytes A",
          "hex",
          "tolist",
          "==",
          "cast",
          "numpy");

  private static final int NUMPY = WHAT.indexOf("numpy");

  private static List<Object> expected(RandomViews.Made made, NdView other, String text) {
    NdView v = made.view();
    boolean one = made.single();
    boolean castable =
        one
            && v.isCContiguous()
            && v.ndim() > 0
            && v.size() > 0
            && Arrays.stream(v.strides()).noneMatch(s -> s == 0);
    List<Object> all =
        new ArrayList<>(
            Arrays.asList(
                v.format().toString(),
                v.itemsize(),
                list(v.shape()),
                list(v.strides()),
                list(v.suboffsets()),
                v.isReadOnly(),
                v.nbytes(),
                (long) v.ndim(),
                v.isCContiguous(),
                v.isFContiguous(),
                v.isContiguous(),
                v.toBytes(Order.C),
                v.toBytes(Order.F),
                v.toBytes(Order.A),
                v.hex(),
                one ? v.toList() : null,
                one ? v.contentEquals(other) : null,
                castable ? v.cast("B").toList() : null));
    if (made.numpy()) {
      NdView s = v.slice(text);
      boolean items = !(v.format() instanceof SubArray);
      all.add(
          Arrays.asList(
              v.toList(),
              v.toBytes(Order.C),
              items ? v.toBytes(Order.F) : null,
              items ? list(s.shape()) : null,
              items ? list(s.strides()) : null,
              s.toList(),
              s.toBytes(),
              !v.isReadOnly()));
    } else {
      all.add(null);
    }
    return all;
  }

  private static long[] index(NdView view, Random random) {
    return Arrays.stream(view.shape()).map(n -> random.nextInt((int) n)).toArray();
  }

  private static List<Long> list(long[] numbers) {
    return numbers == null ? null : Arrays.stream(numbers).boxed().toList();
  }

  /** One form for what is the same value in both languages. */
  private static Object norm(Object value) {
    return switch (value) {
      case null -> null;
      case Float x -> (double) x;
      case Double x -> x;
      case BigInteger n -> n;
      case NdView array -> {
        try (array) { // NumPy's sub-array within a struct
          yield norm(array.toList());
        }
      }
      case Byte b -> "bytes " + Arrays.toString(new byte[] {b});
      case Number n -> BigInteger.valueOf(n.longValue());
      case String text -> text.replaceAll("\0+$", ""); // NumPy drops them
      case byte[] bytes -> "bytes " + Arrays.toString(bytes);
      case List<?> list ->
          new ArrayList<>(list.stream().map(CPythonDifferentialTest::norm).toList());
      default -> value;
    };
  }
}
