package org.ndview;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ndview.Answers.shown;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.ndview.format.Format;
import org.ndview.internal.item.ItemValues;

/** Random views, held to a walk that looks up every item by itself. */
class NdViewPropertiesTest {
  private static String text(Object value) {
    return shown(value);
  }

  private static List<Object> flat(Object list, int ndim) {
    if (ndim == 0) {
      return List.of(list);
    }
    List<Object> all = new ArrayList<>();
    ((List<?>) list).forEach(part -> all.addAll(flat(part, ndim - 1)));
    return all;
  }

  @Property(tries = 1500)
  void everyDoorGivesTheItemsOfTheNaiveWalk(@ForAll Random random) {
    RandomViews.Made made = RandomViews.any(random);
    NdView view = made.view();
    String items = text(made.items());
    List<Object> got = new ArrayList<>();
    for (long[] index : LayoutWalk.indices(view.shape())) {
      got.add(view.get(index));
    }
    assertThat(text(got)).isEqualTo(items);
    assertThat(text(flat(view.toList(), view.ndim()))).isEqualTo(items);
    for (Order order : Order.values()) {
      try (NdView copy = view.copy(order)) {
        assertThat(text(flat(copy.toList(), copy.ndim()))).isEqualTo(items);
        assertThat(copy.toBytes()).isEqualTo(view.toBytes());
        assertThat(view.toBytes(order)).isEqualTo(Answers.bytes(copy.segment()));
        assertThat(copy.format()).isEqualTo(view.format());
      }
    }
    byte[] bytes = new byte[(int) view.nbytes()];
    int itemsize = (int) view.itemsize();
    for (int k = 0; k < made.places().size(); k++) {
      MemorySegment.copy(
          made.memory(),
          ValueLayout.JAVA_BYTE,
          made.places().get(k),
          bytes,
          k * itemsize,
          itemsize);
    }
    assertThat(view.toBytes()).isEqualTo(bytes);
    if (view.ndim() > 0) {
      List<Object> iterated = new ArrayList<>();
      for (Object part : view) {
        iterated.addAll(
            part instanceof NdView sub ? flat(sub.toList(), sub.ndim()) : List.of(part));
      }
      assertThat(text(iterated)).isEqualTo(items);
    }
  }

  @Property(tries = 1000)
  void contentEqualsIsThatOfTheItems(@ForAll Random random) {
    RandomViews.Made made = RandomViews.any(random);
    NdView view = made.view();
    boolean nan = made.items().stream().anyMatch(v -> !ItemValues.equal(v, v));
    try (NdView copy = view.copy(random.nextBoolean() ? Order.C : Order.F)) {
      assertThat(view.contentEquals(copy)).isEqualTo(!nan);
      if (view.size() == 0) {
        return;
      }
      // one item replaced
      List<long[]> all = LayoutWalk.indices(view.shape());
      long[] index = all.get(random.nextInt(all.size()));
      MemorySegment memory = copy.segment();
      long at = copy.layout().offsetOf(index) + random.nextLong(view.itemsize());
      memory.set(ValueLayout.JAVA_BYTE, at, (byte) (memory.get(ValueLayout.JAVA_BYTE, at) + 1));
      boolean equal = true;
      for (long[] i : all) {
        equal &= ItemValues.equal(view.key(i), copy.key(i));
      }
      assertThat(view.contentEquals(copy)).isEqualTo(equal);
      assertThat(copy.contentEquals(view)).isEqualTo(equal);
    }
  }

  @Property(tries = 1000)
  void toArrayHasTheItems(@ForAll Random random) {
    RandomViews.Made made = RandomViews.any(random);
    NdView view = made.view();
    Object array = view.toArray();
    List<Object> all = new ArrayList<>();
    leaves(array, Math.max(view.ndim(), 1), all);
    List<Object> items = made.items();
    assertThat(all).hasSize(items.size());
    for (int k = 0; k < items.size(); k++) {
      Object item = items.get(k);
      Object leaf = all.get(k);
      if (item instanceof Number number && leaf instanceof Number other) {
        // narrower: an int in a short[]
        assertThat(other.toString()).isEqualTo(number.toString());
      } else {
        assertThat(text(leaf)).isEqualTo(text(item));
      }
    }
  }

  private static void leaves(Object array, int ndim, List<Object> all) {
    for (int i = 0; i < Array.getLength(array); i++) {
      Object part = Array.get(array, i);
      if (ndim > 1) {
        leaves(part, ndim - 1, all);
      } else {
        all.add(part);
      }
    }
  }

  @Property(tries = 1500)
  void typedGettersGiveTheItem(@ForAll Random random) {
    RandomViews.Made made = RandomViews.any(random);
    NdView view = made.view();
    List<long[]> indices = LayoutWalk.indices(view.shape());
    for (int k = 0; k < indices.size(); k++) {
      Object item = made.item(k);
      long[] at = indices.get(k);
      // of a long double, the number itself
      NdViewTyped.assertRead(view, item instanceof Number ? view.key(at) : item, at);
    }
  }

  private static String range(Random random, long n) {
    return switch (random.nextInt(6)) {
      case 0 -> ":";
      case 1 -> "::-1";
      case 2 -> random.nextInt(4) + ":";
      case 3 -> ":-" + (1 + random.nextInt(2));
      case 4 -> "::" + (1 + random.nextInt(3));
      default -> (n - 1) + "::-" + (1 + random.nextInt(2));
    };
  }

  private static List<String> index(Random random, NdView view, boolean integers) {
    List<String> parts = new ArrayList<>();
    for (long n : view.shape()) {
      boolean at = integers && n > 0 && random.nextInt(3) == 0;
      parts.add(
          at ? "" + (random.nextInt((int) n) - (random.nextBoolean() ? n : 0)) : range(random, n));
    }
    return parts.subList(0, random.nextInt(parts.size() + 1));
  }

  @Property(tries = 2000)
  void aSliceHasTheItemsThatItsIndexNames(@ForAll Random random) {
    RandomViews.Made made = RandomViews.any(random);
    NdView view = made.view();
    NdView slice = view;
    Object list = view.toList();
    int ndim = view.ndim();
    for (int depth = 0; depth < 3; depth++) {
      List<String> parts = index(random, slice, true);
      try {
        slice = slice.slice(String.join(", ", parts));
      } catch (UnsupportedOperationException e) {
        // two pointers with no dimension between them
        assertThat(slice.layout().hasPointers()).isTrue();
        return;
      }
      list = pick(list, parts, 0, ndim);
      ndim = slice.ndim();
      assertThat(text(slice.toList())).isEqualTo(text(list));
      assertThat(text(slice.copy().toList())).isEqualTo(text(list));
    }
  }

  /** Slicing of nested lists. */
  private static Object pick(Object value, List<String> parts, int d, int ndim) {
    if (d == ndim) {
      return value;
    }
    List<?> list = (List<?>) value;
    String part = d < parts.size() ? parts.get(d) : ":";
    int n = list.size();
    if (!part.contains(":")) {
      int i = Integer.parseInt(part);
      return pick(list.get(i < 0 ? i + n : i), parts, d + 1, ndim);
    }
    List<Object> out = new ArrayList<>();
    Layout one = Layout.of(1, 0, new long[] {n}, new long[] {1}).slice(part);
    for (long i = 0; i < one.shape(0); i++) {
      out.add(pick(list.get((int) (one.offset() + i * one.stride(0))), parts, d + 1, ndim));
    }
    return out;
  }

  @Property(tries = 500)
  void permuteIsUndoneByItsInverse(@ForAll Random random) {
    NdView view = RandomViews.strided(random, RandomViews.format(random)).view();
    int[] axes = RandomViews.shuffled(random, view.ndim()).stream().mapToInt(i -> i).toArray();
    int[] inverse = new int[axes.length];
    for (int d = 0; d < axes.length; d++) {
      inverse[axes[d]] = d;
    }
    NdView permuted = view.permute(axes);
    assertThat(permuted.permute(inverse).layout()).isEqualTo(view.layout());
    for (long[] index : LayoutWalk.indices(permuted.shape())) {
      long[] old = new long[index.length];
      for (int d = 0; d < axes.length; d++) {
        old[axes[d]] = index[d];
      }
      assertThat(text(permuted.get(index))).isEqualTo(text(view.get(old)));
    }
    assertThat(view.transpose().transpose().layout()).isEqualTo(view.layout());
  }

  @Property(tries = 1500)
  void assignWithOverlapIsCopyThenAssign(@ForAll Random random) {
    int ndim = 1 + random.nextInt(3);
    String format = RandomViews.FORMATS[random.nextInt(RandomViews.FORMATS.length)];
    long[] shape = new long[ndim];
    Arrays.setAll(shape, _ -> 3 + random.nextInt(4));
    long itemsize = Format.parse(format).itemsize();
    MemorySegment memory =
        RandomViews.memory(random, RandomViews.product(shape, 0, ndim) * itemsize);
    NdView whole = NdView.of(memory, format, shape);
    List<String> to = new ArrayList<>();
    List<String> from = new ArrayList<>();
    for (int d = 0; d < ndim; d++) {
      long n = 1 + random.nextLong(shape[d]);
      to.add(part(random, shape[d], n));
      from.add(part(random, shape[d], n));
    }
    NdView target = whole.slice(String.join(",", to));
    NdView source = whole.slice(String.join(",", from));
    MemorySegment twin = MemorySegment.ofArray(Answers.bytes(memory));
    NdView expected = NdView.of(twin, format, shape).slice(String.join(",", to));
    try (NdView copy = source.copy()) {
      for (long[] index : LayoutWalk.indices(expected.shape())) {
        MemorySegment.copy(
            copy.segment(),
            copy.layout().offsetOf(index),
            twin,
            expected.layout().offsetOf(index),
            itemsize);
      }
    }
    target.assign(source);
    assertThat(Answers.bytes(memory)).isEqualTo(Answers.bytes(twin));
  }

  /** A slice of n items of a dimension, forwards or back, with a step where there is room. */
  private static String part(Random random, long length, long n) {
    long step = n > 1 && (n - 1) * 2 < length && random.nextBoolean() ? 2 : 1;
    long start = random.nextLong(length - (n - 1) * step);
    long end = start + (n - 1) * step;
    return random.nextBoolean()
        ? start + ":" + (end + 1) + ":" + step
        : end + ":" + (start == 0 ? "" : start - 1) + ":-" + step;
  }

  @Property(tries = 1000)
  void assignToAndFromPointersCopiesAllItems(@ForAll Random random) {
    RandomViews.Made target = RandomViews.pointers(random);
    NdView view = target.view();
    byte[] items = new byte[(int) view.nbytes()];
    random.nextBytes(items);
    NdView source =
        NdView.of(
            MemorySegment.ofArray(items),
            view.format(),
            Layout.contiguous(Order.C, view.itemsize(), view.shape()));
    view.assign(source);
    assertThat(view.toBytes()).isEqualTo(items);
    view.assign(view);
    assertThat(view.toBytes()).isEqualTo(items);
    NdView back =
        NdView.of(MemorySegment.ofArray(new byte[items.length]), view.format(), source.layout());
    back.assign(view);
    assertThat(back.toBytes()).isEqualTo(items);
  }

  @Property(tries = 1000)
  void whatWasSetIsReadBackAndNothingElseIsTouched(@ForAll Random random) {
    RandomViews.Made made = RandomViews.any(random);
    NdView view = made.view();
    if (view.size() == 0) {
      return;
    }
    List<long[]> indices = LayoutWalk.indices(view.shape());
    int k = random.nextInt(indices.size());
    Object value = NdViewTyped.fresh(random, view.format());
    byte[] before = Answers.bytes(made.memory());
    view.set(value, indices.get(k));
    assertThat(text(view.get(indices.get(k)))).isEqualTo(text(value));
    byte[] after = Answers.bytes(made.memory());
    long at = made.places().get(k);
    for (int i = 0; i < after.length; i++) {
      if (i < at || i >= at + view.itemsize()) {
        assertThat(after[i]).isEqualTo(before[i]);
      }
    }
  }
}
