package org.ndview;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.ndview.Answers.shown;

import java.lang.foreign.MemorySegment;
import java.math.BigInteger;
import java.nio.ReadOnlyBufferException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.StringJoiner;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.ndview.format.Scalar;
import org.ndview.format.ScalarType;
import org.ndview.testing.Python;

/** Views: concatenate, stack and one-hot. */
class ViewsTest {
  private static NdView counted(String format, int from, long... shape) {
    NdView view = NdView.allocate(format, shape);
    NdView line = view.reshape(-1);
    for (int i = 0; i < line.size(); i++) {
      line.setInt(from + i, i);
    }
    return view;
  }

  @Property(tries = 800)
  void eachItemIsThatOfItsView(@ForAll Random random) {
    NdView first = RandomViews.any(random).view();
    if (first.ndim() == 0) {
      return;
    }
    int dim = random.nextInt(first.ndim());
    List<NdView> views = new ArrayList<>();
    for (int i = 0; i <= random.nextInt(3); i++) {
      Index[] index = new Index[dim + 1];
      java.util.Arrays.fill(index, Index.all());
      index[dim] = Index.range(0, random.nextInt(4));
      views.add(random.nextBoolean() ? first : first.slice(index));
    }
    NdView[] all = views.toArray(NdView[]::new);
    try (NdView joined = Views.concatenate(random.nextBoolean() ? dim : dim - first.ndim(), all)) {
      assertThat(joined.isCContiguous()).isTrue();
      assertThat(joined.format()).isEqualTo(first.format());
      long at = 0;
      for (NdView view : all) {
        for (long[] index : LayoutWalk.indices(view.shape())) {
          long[] to = index.clone();
          to[dim] += at;
          assertThat(shown(joined.key(to))).isEqualTo(shown(view.key(index)));
        }
        at += view.shape()[dim];
      }
      assertThat(joined.shape()[dim]).isEqualTo(at);
    }
    int axis = random.nextInt(first.ndim() + 1);
    try (NdView stacked = Views.stack(axis, first, first.copy())) {
      for (int i = 0; i < 2; i++) {
        assertThat(stacked.select(axis, i).toBytes()).isEqualTo(first.toBytes());
      }
    }
  }

  @Test
  void aTargetIsWrittenInItsOwnFormatAndLayout() {
    NdView a = counted("B", 0, 2, 3);
    NdView b = counted(">h", 10, 2, 2);
    NdView target = NdView.allocate("f", 5, 2).transpose();
    Views.concatenateTo(target, 1, a, b);
    assertThat(target.toList().toString())
        .isEqualTo("[[0.0, 1.0, 2.0, 10.0, 11.0], [3.0, 4.0, 5.0, 12.0, 13.0]]");
    NdView stacked = NdView.allocate("d", 2, 3, 2);
    Views.stackTo(stacked, -1, a, a);
    assertThat(stacked.select(2, 1).contentEquals(a)).isTrue();
  }

  /** What becomes of numbers that do not fit, as NumPy has it with {@code casting=}. */
  @Test
  void intoOtherFormatsByARule() {
    NdView numbers = NdView.of(new double[] {-1.5, 300});
    NdView bytes = NdView.allocate("B", 2, 2);
    Views.stackTo(bytes, 1, Casting.UNSAFE, numbers, numbers);
    assertThat(bytes.toList().toString()).isEqualTo("[[255, 255], [44, 44]]");
    Views.concatenateTo(bytes.reshape(4), -1, Casting.SATURATING, numbers, numbers);
    assertThat(bytes.toList().toString()).isEqualTo("[[0, 255], [0, 255]]");
    NdView longs = NdView.of(new long[] {1, (1L << 53) + 1});
    NdView floats = NdView.allocate("d", 2, 2);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Views.stackTo(floats, 0, Casting.SAME_VALUE, bytes.select(0, 0), longs))
        .withMessageStartingWith("view 1 of 2: the value 9007199254740993 at index [1]");
    assertThat(floats.toBytes()).containsOnly(0);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Views.concatenateTo(floats, 0, Casting.SAFE, floats, longs.reshape(1, 2)))
        .withMessageStartingWith("the views together have the shape [3, 2]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Views.stackTo(NdView.allocate("f", 2, 2), 0, Casting.SAFE, longs, longs))
        .withMessageStartingWith("view 0 of 2: casting from 'q' to 'f' is not allowed");
    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            Views.stackTo(
                NdView.allocate("f", 2, 2), 0, Casting.UNSAFE, longs, NdView.allocate("c", 2)))
        .withMessageContaining("view 1 of 2: ");
  }

  /** One pass, or a field after the other: the same rows, whichever by now. */
  @ParameterizedTest
  @CsvSource({
    "'T{<f:x:<H:y:B:z:}', f", "'T{<d:y:<f:x:<q:z:}', f", "'T{>d:y:>f:x:>i:z:}', d",
    "'T{<f:x:<i:y:<f:z:12x}', f", "'T{b:x:<h:y:<i:z:}', q", "'T{<e:x:?:y:<Q:z:}', f",
    "'T{<f:x:<f:y:<d:z:}', '>f'"
  })
  void fieldsOfRecordsToTheRowsOfAMatrix(String record, String format) throws Exception {
    long n = 5000;
    try (NdView records = NdView.allocate(record, n);
        NdView matrix = NdView.allocate(format, n, 3);
        NdView expected = NdView.allocate(format, n, 3)) {
      NdView[] fields = {records.field("x"), records.field("y"), records.field("z")};
      for (int k = 0; k < 3; k++) {
        counted("i", 1 << k, n).convertTo(fields[k], Casting.UNSAFE);
        fields[k].convertTo(expected.select(1, k), Casting.UNSAFE);
      }
      for (int i = 0; i < 60; i++) {
        matrix.fill(0);
        Views.stackTo(matrix, 1, Casting.UNSAFE, fields);
        assertThat(matrix.contentEquals(expected)).isTrue();
        Thread.sleep(i < 10 ? 0 : 10);
      }
    }
  }

  @Test
  void theTargetMayOverlapTheViews() {
    NdView all = counted("i", 0, 6);
    Views.concatenateTo(all, 0, all.slice("3:"), all.slice(":3"));
    assertThat(all.toList().toString()).isEqualTo("[3, 4, 5, 0, 1, 2]");
  }

  @Test
  void nothingIsWrittenWhereAViewIsRefused() {
    NdView target = NdView.allocate("B", 4);
    NdView good = counted("H", 1, 2);
    NdView bad = counted("H", 255, 2);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Views.concatenateTo(target, 0, good, bad))
        .withMessageStartingWith("view 1 of 2: the value 256 at index [1] does not fit");
    assertThat(target.toBytes()).containsOnly(0);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Views.concatenateTo(target, 0, good, NdView.of(new double[2])))
        .withMessageStartingWith("view 1 of 2: casting from 'd' to 'B' is not allowed");
    assertThatExceptionOfType(ReadOnlyBufferException.class)
        .isThrownBy(() -> Views.concatenateTo(target.toReadOnly(), 0, good, good));
  }

  @Test
  void whatDoesNotMatchIsRefused() {
    NdView a = counted("i", 0, 2, 3);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Views.concatenate(0, a, a, counted("i", 0, 2, 4)))
        .withMessage(
            "view 2 of 3 has the shape [2, 4], and view 0 [2, 3]: but for dimension 0 they must be the same");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Views.concatenate(0, a, counted("i", 0, 2)))
        .withMessageStartingWith("view 1 of 2 has the shape [2], and view 0 [2, 3]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Views.concatenate(0, a, counted("I", 0, 2, 3)))
        .withMessage("view 1 of 2 has the format 'I', and view 0 'i'; a target given converts");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Views.concatenate(2, a))
        .withMessageContaining("axis 2 is out of bounds");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Views.concatenate(0, a.select(0, 0).select(0, 0)))
        .withMessage(
            "views without dimensions have none to be concatenated along; stack() gives them one");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Views.concatenate(0))
        .withMessage("no view: at least one is needed");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Views.stack(0, a, counted("i", 0, 3, 2)))
        .withMessage("view 1 of 2 has the shape [3, 2], and view 0 [2, 3]: they must be the same");
    assertThatIllegalArgumentException().isThrownBy(() -> Views.stack(3, a, a));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Views.stackTo(counted("i", 0, 3, 2), 0, a))
        .withMessage("the views together have the shape [1, 2, 3], and the target [3, 2]");
    a.close();
    assertThatIllegalStateException().isThrownBy(() -> Views.concatenate(0, a, a));
    assertThat(Views.stack(0, counted("i", 4)).toList().toString()).isEqualTo("[4]");
  }

  @ParameterizedTest
  @CsvSource({"B", "b", ">H", "i", ">q", "Q", "f", ">d", "e", "[bfloat16]", "g"})
  void labelsOfEveryNumericFormat(String format) {
    NdView labels = NdView.allocate(format, 2, 2);
    labels.set(3, 0, 1);
    labels.set(2, 1, 0);
    for (String to : new String[] {"f", "?", "B", ">i", "d", "e", "Zf", "g"}) {
      try (NdView rows = Views.oneHot(labels, to, 4)) {
        NdView bytes = NdView.allocate("B", 2, 2, 4);
        rows.convertTo(bytes, Casting.UNSAFE);
        assertThat(bytes.toList().toString())
            .isEqualTo("[[[1, 0, 0, 0], [0, 0, 0, 1]], [[0, 0, 1, 0], [1, 0, 0, 0]]]");
      }
    }
  }

  @Test
  void rowsGoIntoAnyLayoutAndOverOldContents() {
    NdView target = NdView.allocate("h", 3, 4).transpose();
    target.fill(7);
    Views.oneHotTo(NdView.of(new boolean[] {true, false, false, true}), target);
    assertThat(target.toList().toString())
        .isEqualTo("[[0, 1, 0], [1, 0, 0], [1, 0, 0], [0, 1, 0]]");
    NdView same = NdView.of(new int[] {1, 9});
    Views.oneHotTo(same.select(0, 0), same);
    assertThat(same.toList().toString()).isEqualTo("[0, 1]");
  }

  @Property(tries = 800)
  void eachRowOfAnyMemoryHasItsOne(@ForAll Random random) {
    RandomViews.Made made = RandomViews.any(random);
    NdView target = made.view();
    List<Long> places = made.places().stream().sorted().toList();
    boolean apart = true;
    for (int i = 1; i < places.size(); i++) {
      apart &= places.get(i) - places.get(i - 1) >= target.itemsize();
    }
    int last = target.ndim() - 1;
    if (!apart
        || last < 0
        || target.isReadOnly()
        || target.size() == 0
        || !(target.format() instanceof Scalar scalar)
        || scalar.type().kind() == ScalarType.Kind.CHAR) {
      return;
    }
    long[] shape = java.util.Arrays.copyOf(target.shape(), last);
    NdView labels = NdView.allocate(new String[] {">h", "B", "q", "?"}[random.nextInt(4)], shape);
    for (long[] index : LayoutWalk.indices(shape)) {
      boolean one = target.shape()[last] > 1 && random.nextBoolean();
      labels.set(labels.format().toString().equals("?") ? (Object) one : one ? 1 : 0, index);
    }
    Views.oneHotTo(labels, target);
    NdView bytes = NdView.allocate("B", target.shape());
    target.convertTo(bytes, Casting.UNSAFE);
    for (long[] index : LayoutWalk.indices(target.shape())) {
      Object label = labels.get(java.util.Arrays.copyOf(index, last));
      long found = label instanceof Boolean b ? (b ? 1 : 0) : ((Number) label).longValue();
      assertThat(bytes.getInt(index)).isEqualTo(found == index[last] ? 1 : 0);
    }
  }

  static Stream<Arguments> badLabels() {
    return Stream.of(
        Arguments.of("i", 3, "3"),
        Arguments.of("b", -1, "-1"),
        Arguments.of("f", 1.5f, "1.5"),
        Arguments.of("d", Double.NaN, "NaN"),
        Arguments.of("d", Double.POSITIVE_INFINITY, "Infinity"),
        Arguments.of("d", 1e19, "1.0E19"),
        Arguments.of("q", 1L << 33, "8589934592"),
        Arguments.of("Q", BigInteger.TWO.pow(63), "9223372036854775808"),
        Arguments.of("Zd", new Complex(1, 0), new Complex(1, 0).toString()));
  }

  @ParameterizedTest
  @MethodSource("badLabels")
  void aLabelThatIsNoClassIsNamed(String format, Object bad, String text) {
    NdView labels = NdView.allocate(format, 2, 3);
    if (!format.equals("Zd")) {
      labels.set(bad, 1, 2);
    } else {
      labels.fill(bad);
    }
    NdView target = NdView.allocate("B", 2, 3, 3);
    target.fill(9);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Views.oneHotTo(labels, target))
        .withMessage(
            "the label %s at index %s is no class of 3: those are the whole numbers from 0 to 2"
                .formatted(text, format.equals("Zd") ? "[0, 0]" : "[1, 2]"));
    assertThat(target.toBytes()).containsOnly(9);
  }

  @Test
  void aLongDoubleThatNoDoubleHoldsIsNoLabel() {
    try (NdView labels = NdView.allocate("g", 1)) {
      labels.viewAs("B").setInt(1, 0); // the least number above 0
      assertThat(labels.getDouble(0)).isLessThan(Double.MIN_NORMAL);
      assertThatIllegalArgumentException().isThrownBy(() -> Views.oneHot(labels, "f", 1));
    }
  }

  @Test
  void oneHotRefusals() {
    NdView labels = NdView.of(new int[2]);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Views.oneHotTo(labels, NdView.allocate("f", 3, 3)))
        .withMessage(
            "labels of the shape [2] make rows of the shape [2, n], n the number of classes; the target has [3, 3]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Views.oneHotTo(labels.viewAs("4s"), NdView.allocate("f", 2, 3)))
        .withMessageContaining("'4s'");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Views.oneHot(labels, "T{i:a:}", 3))
        .withMessage("rows of 0 and 1 are of a numeric format, and 'T{i:a:}' is none");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Views.oneHot(labels, "f", -1))
        .withMessage("the number of classes is negative: -1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Views.oneHot(labels, "f", 0))
        .withMessageContaining("is no class of 0");
    assertThat(Views.oneHot(labels.slice("0:0"), "f", 0).shape()).containsExactly(0, 0);
    assertThatExceptionOfType(ReadOnlyBufferException.class)
        .isThrownBy(() -> Views.oneHotTo(labels, NdView.allocate("f", 2, 3).toReadOnly()));
  }

  static boolean hasNumpy() {
    return Python.runs("import numpy");
  }

  /** take, concatenate, stack and windows beside NumPy's, of the same numbers. */
  @Test
  @EnabledIf("hasNumpy")
  void numpyGivesTheSame() throws Exception {
    Random random = new Random(11);
    List<String> script = new ArrayList<>(List.of("import numpy as np"));
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      long[] shape = random.longs(1 + random.nextInt(3), 1, 5).toArray();
      int dim = random.nextInt(2 * shape.length) - shape.length;
      int axis = Math.floorMod(dim, shape.length);
      NdView view = counted("i", 0, shape);
      String array = "np.arange(%d).reshape(%s)".formatted(view.size(), text(shape));
      long[] indices = random.longs(random.nextInt(5), -shape[axis], shape[axis]).toArray();
      long[] taken = shape.clone();
      taken[axis] = indices.length;
      NdView target = NdView.allocate("i", taken);
      view.take(indices, dim, target);
      script.add(
          "print(%s.take(np.array(%s, int), %d).tolist())".formatted(array, text(indices), dim));
      expected.add(target.toList().toString());
      script.add("print(np.concatenate((%s, %s), %d).tolist())".formatted(array, array, dim));
      expected.add(Views.concatenate(dim, view, view).toList().toString());
      script.add("print(np.stack((%s, -%s), %d).tolist())".formatted(array, array, dim));
      NdView negative = NdView.allocate("i", shape);
      view.convertTo(negative, Casting.UNSAFE, Scaling.of(-1, 0));
      expected.add(Views.stack(dim, view, negative).toList().toString());
      long length = 1 + random.nextLong(shape[axis]);
      NdView windows = view.windows(axis, length);
      NdView dense = NdView.allocate("d", windows.shape());
      windows.convertTo(dense, Casting.SAFE, Scaling.of(0.5, 1));
      script.add(
          "print((np.lib.stride_tricks.sliding_window_view(%s, %d, %d) * 0.5 + 1).tolist())"
              .formatted(array, length, axis));
      expected.add(dense.toList().toString());
    }
    assertThat(Python.run(List.of("-c", String.join("\n", script)), List.of())).isEqualTo(expected);
  }

  private static String text(long[] numbers) {
    StringJoiner text = new StringJoiner(", ", "[", "]");
    for (long n : numbers) {
      text.add("" + n);
    }
    return text.toString();
  }

  @Test
  void readOnlyViewsAreJoined() {
    NdView readOnly = NdView.of(MemorySegment.ofArray(new int[] {1, 2}).asReadOnly(), "i", 2);
    assertThat(Views.concatenate(0, readOnly, readOnly).toList().toString())
        .isEqualTo("[1, 2, 1, 2]");
  }
}
