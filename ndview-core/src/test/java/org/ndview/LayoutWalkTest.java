package org.ndview;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;

/** After every operation, every item lies where it lay before. */
class LayoutWalkTest {

  /** The positions that Python's slice takes of a dimension, found by its definition. */
  private static List<Long> positions(Index.Range range, long n) {
    long step = range.step() == null ? 1 : range.step();
    long start = bound(range.start(), step > 0 ? 0 : n - 1, n, step);
    long stop = bound(range.stop(), step > 0 ? n : -1, n, step);
    List<Long> positions = new ArrayList<>();
    for (long i = start; step > 0 ? i < stop : i > stop; i += step) {
      positions.add(i);
    }
    return positions;
  }

  private static long bound(@Nullable Long bound, long absent, long n, long step) {
    if (bound == null) {
      return absent;
    }
    long b = bound < 0 ? bound + n : bound;
    return step > 0 ? Math.min(Math.max(b, 0), n) : Math.min(Math.max(b, -1), n - 1);
  }

  private static Index.Range randomRange(Random random) {
    Long start = random.nextBoolean() ? null : Long.valueOf(random.nextInt(-6, 7));
    Long stop = random.nextBoolean() ? null : Long.valueOf(random.nextInt(-6, 7));
    Long step = random.nextBoolean() ? null : Long.valueOf(random.nextInt(1, 4));
    return new Index.Range(
        start, stop, step == null || random.nextBoolean() ? step : Long.valueOf(-step));
  }

  private static List<Index> randomIndex(Random random, Layout layout) {
    List<Index> index = new ArrayList<>();
    for (int d = 0; d < layout.ndim(); d++) {
      while (random.nextInt(6) == 0) {
        index.add(Index.newAxis());
      }
      long n = layout.shape(d);
      index.add(
          switch (random.nextInt(n > 0 ? 0 : 1, 3)) {
            case 0 -> Index.at(random.nextLong(-n, n));
            case 1 -> Index.all();
            default -> randomRange(random);
          });
    }
    return index;
  }

  @Property(tries = 5000)
  void sliceKeepsEveryItemWhereItIs(@ForAll Random random) {
    Layout layout = LayoutWalk.random(random);
    List<Index> index = randomIndex(random, layout);
    List<List<Long>> kept = new ArrayList<>();
    boolean dropsGroup = false;
    boolean dropsFirst = false;
    int groupKept = 0;
    int dim = 0;
    List<Long> newShape = new ArrayList<>();
    for (Index part : index) {
      switch (part) {
        case Index.At(long i) -> kept.add(List.of(i < 0 ? i + layout.shape(dim) : i));
        case Index.Range range -> {
          kept.add(positions(range, layout.shape(dim)));
          newShape.add((long) kept.getLast().size());
          groupKept++;
        }
        case Index.NewAxis _ -> {
          newShape.add(1L);
          groupKept++;
          continue;
        }
        case Index.Ellipsis _ -> throw new AssertionError();
      }
      if (layout.isPointer(dim)) {
        dropsGroup |= groupKept == 0;
        dropsFirst |= groupKept == 0 && dim == layout.firstPointer();
        groupKept = 0;
      }
      dim++;
    }
    assertThat(LayoutSlicing.followsFirstPointer(layout, LayoutSlicing.resolve(layout, index)))
        .isEqualTo(dropsFirst && !newShape.contains(0L));
    if (dropsGroup && !newShape.contains(0L)) {
      assertThatThrownBy(() -> LayoutSlicing.slice(layout, index))
          .isInstanceOf(UnsupportedOperationException.class);
      return;
    }
    LayoutWalk expected =
        LayoutWalk.of(layout)
            .view(
                newShape.stream().mapToLong(n -> n).toArray(),
                at -> {
                  long[] old = new long[layout.ndim()];
                  int n = 0;
                  int d = 0;
                  for (Index part : index) {
                    if (part instanceof Index.NewAxis) {
                      n++;
                    } else {
                      old[d] = kept.get(d).get(part instanceof Index.At ? 0 : (int) at[n++]);
                      d++;
                    }
                  }
                  return old;
                });
    Layout slice = layout.slice(index.toArray(Index[]::new));
    assertThat(LayoutWalk.of(slice)).isEqualTo(expected);
    assertThat(slice.hasSuboffsets()).isEqualTo(layout.hasSuboffsets() && slice.ndim() > 0);
    if (slice.size() == 0) {
      assertThat(slice.offset()).isEqualTo(layout.offset());
    }
    String text = String.join(", ", index.stream().map(Object::toString).toList());
    assertThat(layout.slice(text)).isEqualTo(slice);
  }

  @Property(tries = 2000)
  void anEllipsisStandsForWholeDimensions(@ForAll Random random) {
    Layout layout = LayoutWalk.random(random, random.nextInt(2), 0, 4);
    List<Index> index = randomIndex(random, layout);
    int from = random.nextInt(index.size() + 1);
    int to = random.nextInt(from, index.size() + 1);
    List<Index> elided = new ArrayList<>(index);
    for (int k = from; k < to; k++) {
      if (!(index.get(k) instanceof Index.NewAxis)) {
        index.set(k, Index.all());
      }
    }
    index.subList(from, to).removeIf(part -> part instanceof Index.NewAxis);
    elided.subList(from, to).clear();
    elided.add(from, Index.ellipsis());
    assertThat(LayoutSlicing.slice(layout, elided)).isEqualTo(LayoutSlicing.slice(layout, index));
  }

  @Property(tries = 2000)
  void slicingASliceIsOneSlice(@ForAll Random random) {
    Layout layout = LayoutWalk.random(random);
    Index[] first = new Index[layout.ndim()];
    Index[] second = new Index[layout.ndim()];
    Index[] once = new Index[layout.ndim()];
    for (int d = 0; d < layout.ndim(); d++) {
      Index.Range a = randomRange(random);
      Index.Range b = randomRange(random);
      first[d] = a;
      second[d] = b;
      List<Long> outer = positions(a, layout.shape(d));
      List<Long> inner = positions(b, outer.size());
      if (inner.isEmpty()) {
        once[d] = Index.range(0, 0);
        continue;
      }
      long start = outer.get(inner.getFirst().intValue());
      long step = (a.step() == null ? 1 : a.step()) * (b.step() == null ? 1 : b.step());
      long stop = start + step * inner.size();
      once[d] = new Index.Range(start, stop < 0 ? null : Long.valueOf(stop), step);
    }
    Layout twice = layout.slice(first).slice(second);
    Layout expected = layout.slice(once);
    assertThat(twice.shape()).isEqualTo(expected.shape());
    if (twice.size() > 0) {
      assertThat(twice).isEqualTo(expected);
    }
  }

  @Property(tries = 2000)
  void selectIsAnInteger(@ForAll Random random) {
    Layout layout = LayoutWalk.random(random, random.nextInt(2), 1, 4);
    if (layout.ndim() == 0) {
      return;
    }
    int dim = random.nextInt(layout.ndim());
    long n = layout.shape(dim);
    long i = random.nextLong(-n, n);
    Layout selected = layout.select(random.nextBoolean() ? dim : dim - layout.ndim(), i);
    LayoutWalk expected =
        LayoutWalk.of(layout)
            .view(
                selected.shape(),
                at -> {
                  long[] old = new long[at.length + 1];
                  System.arraycopy(at, 0, old, 0, dim);
                  System.arraycopy(at, dim, old, dim + 1, at.length - dim);
                  old[dim] = i < 0 ? i + n : i;
                  return old;
                });
    assertThat(LayoutWalk.of(selected)).isEqualTo(expected);
  }

  @Property(tries = 3000)
  void permuteMovesNoItemAndItsInverseUndoesIt(@ForAll Random random) {
    Layout layout = LayoutWalk.random(random);
    int ndim = layout.ndim();
    List<Integer> shuffled = new ArrayList<>(IntStream.range(0, ndim).boxed().toList());
    Collections.shuffle(shuffled, random);
    int[] axes = shuffled.stream().mapToInt(a -> a).toArray();
    boolean allowed = true;
    for (int k = 0; k < ndim; k++) {
      for (int p = 0; p < ndim; p++) {
        allowed &= !layout.isPointer(p) || (k <= p) == (axes[k] <= p);
      }
    }
    if (!allowed) {
      assertThatThrownBy(() -> layout.permute(axes))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("would move past a pointer");
      return;
    }
    int[] inverse = new int[ndim];
    long[] shape = new long[ndim];
    for (int k = 0; k < ndim; k++) {
      inverse[axes[k]] = k - (random.nextBoolean() ? ndim : 0);
      shape[k] = layout.shape(axes[k]);
    }
    Layout permuted = layout.permute(axes);
    LayoutWalk expected =
        LayoutWalk.of(layout)
            .view(
                shape,
                at -> {
                  long[] old = new long[ndim];
                  for (int k = 0; k < ndim; k++) {
                    old[axes[k]] = at[k];
                  }
                  return old;
                });
    assertThat(LayoutWalk.of(permuted)).isEqualTo(expected);
    assertThat(permuted.permute(inverse)).isEqualTo(layout);
  }

  @Property
  void transposeReversesTheDimensions(@ForAll Random random) {
    Layout layout = LayoutWalk.random(random, random.nextInt(2), 0, 4);
    int ndim = layout.ndim();
    int[] axes = IntStream.range(0, ndim).map(k -> ndim - 1 - k).toArray();
    assertThat(layout.transpose()).isEqualTo(layout.permute(axes));
    assertThat(layout.transpose().transpose()).isEqualTo(layout);
  }

  @Property(tries = 2000)
  void squeezeMovesNoItem(@ForAll Random random) {
    Layout layout = LayoutWalk.random(random, random.nextInt(2), 0, 2);
    Layout squeezed = layout.squeeze();
    assertThat(LayoutWalk.of(squeezed).addresses()).isEqualTo(LayoutWalk.of(layout).addresses());
    assertThat(squeezed.shape()).doesNotContain(1);
    int[] ones = IntStream.range(0, layout.ndim()).filter(d -> layout.shape(d) == 1).toArray();
    assertThat(layout.squeeze(ones)).isEqualTo(squeezed);
    assertThat(layout.squeeze(new int[0])).isEqualTo(layout);
  }

  @Property(tries = 2000)
  void squeezeWithPointersIsIntegersOfZero(@ForAll Random random) {
    Layout layout = LayoutWalk.random(random, 2, 1, 2);
    Index[] index = new Index[layout.ndim()];
    Arrays.setAll(index, d -> layout.shape(d) == 1 ? Index.at(0) : Index.all());
    Layout expected;
    try {
      expected = layout.slice(index);
    } catch (UnsupportedOperationException e) {
      assertThatThrownBy(layout::squeeze).hasMessage(e.getMessage());
      return;
    }
    assertThat(layout.squeeze()).isEqualTo(expected);
  }

  @Property(tries = 2000)
  void broadcastRepeatsItems(@ForAll Random random) {
    Layout layout = LayoutWalk.random(random);
    int added = random.nextInt(3);
    long[] shape = new long[layout.ndim() + added];
    for (int k = 0; k < shape.length; k++) {
      long length = k < added ? 1 : layout.shape(k - added);
      shape[k] = length == 1 ? random.nextInt(4) : length;
    }
    Layout broadcast = layout.broadcastTo(shape);
    LayoutWalk expected =
        LayoutWalk.of(layout)
            .view(
                shape,
                at -> {
                  long[] old = new long[layout.ndim()];
                  Arrays.setAll(old, d -> layout.shape(d) == 1 ? 0 : at[d + added]);
                  return old;
                });
    assertThat(LayoutWalk.of(broadcast)).isEqualTo(expected);
  }

  @Property(tries = 3000)
  void reshapeKeepsItemsInOrderOrSaysThatItCannot(@ForAll Random random) {
    Layout layout =
        random.nextBoolean() ? LayoutWalk.randomRegular(random) : LayoutWalk.random(random);
    int kept = layout.lastPointer() + 1;
    List<Long> shape = new ArrayList<>();
    List<Long> factors = new ArrayList<>();
    for (int d = 0; d < layout.ndim(); d++) {
      if (d < kept) {
        shape.add(layout.shape(d));
      } else if (layout.shape(d) == 4) {
        factors.addAll(List.of(2L, 2L));
      } else {
        factors.add(layout.shape(d));
      }
    }
    Collections.shuffle(factors, random);
    for (long factor : factors) {
      if (shape.size() > kept && random.nextBoolean()) {
        shape.add(shape.removeLast() * factor);
      } else {
        shape.add(factor);
      }
      if (random.nextInt(5) == 0) {
        shape.add(random.nextInt(kept, shape.size() + 1), 1L);
      }
    }
    long[] newShape = shape.stream().mapToLong(n -> n).toArray();
    Layout reshaped;
    try {
      reshaped = layout.reshape(newShape);
    } catch (IllegalArgumentException e) {
      assertThat(e).hasMessageContaining("without a copy; call copy() first");
      assertThat(kept > 0 || !hasStrides(layout, newShape)).isTrue();
      return;
    }
    assertThat(reshaped.shape()).isEqualTo(newShape);
    assertThat(LayoutWalk.of(reshaped).addresses()).isEqualTo(LayoutWalk.of(layout).addresses());
    if (layout.size() > 0 && newShape.length > kept) {
      long[] inferred = newShape.clone();
      inferred[random.nextInt(kept, inferred.length)] = -1;
      assertThat(layout.reshape(inferred).shape()).isEqualTo(newShape);
    }
  }

  /** Whether any strides at all put the items where they are, in another shape. */
  private static boolean hasStrides(Layout layout, long[] shape) {
    LayoutWalk walk = new LayoutWalk(shape, LayoutWalk.of(layout).addresses());
    long[] strides = new long[shape.length];
    for (int d = 0; d < shape.length; d++) {
      long[] second = new long[shape.length];
      second[d] = Math.min(1, shape[d] - 1);
      strides[d] =
          walk.addresses().get(LayoutWalk.position(shape, second)) - walk.addresses().getFirst();
    }
    return LayoutWalk.of(Layout.of(layout.itemsize(), layout.offset(), shape, strides))
        .equals(walk);
  }

  @Property(tries = 2000)
  void castKeepsTheBytes(@ForAll Random random) {
    Layout layout = LayoutWalk.randomRegular(random);
    boolean c = LayoutWalk.contiguous(layout, Order.C);
    boolean f = LayoutWalk.contiguous(layout, Order.F);
    assertThat(layout.isCContiguous()).isEqualTo(c);
    assertThat(layout.isFContiguous()).isEqualTo(f);
    if (c || f) {
      Layout bytes = layout.cast(1);
      assertThat(bytes)
          .isEqualTo(Layout.of(1, layout.offset(), new long[] {layout.nbytes()}, new long[] {1}));
      Order order = c ? Order.C : Order.F;
      assertThat(LayoutWalk.bytes(layout.cast(1, order, 2, layout.size())))
          .isEqualTo(LayoutWalk.bytes(bytes));
      assertThat(bytes.cast(2, order, layout.shape()).cast(1)).isEqualTo(bytes);
    }
  }

  @Property(tries = 2000)
  void aFieldOfEveryItemIsTheItemMoved(@ForAll Random random) {
    Layout layout = LayoutWalk.random(random);
    if (layout.itemsize() == 0) {
      return;
    }
    long at = random.nextLong(layout.itemsize());
    long count = random.nextLong(layout.itemsize() - at + 1);
    Layout field = layout.field(at, 1, count);
    assertThat(field.ndim()).isEqualTo(layout.ndim() + 1);
    for (long[] index : LayoutWalk.indices(field.shape())) {
      long[] item = Arrays.copyOf(index, layout.ndim());
      assertThat(LayoutWalk.address(field, index))
          .isEqualTo(LayoutWalk.address(layout, item) + at + index[item.length]);
    }
  }

  @Property(tries = 2000)
  void whatFollowsTheFirstPointerIsTheRest(@ForAll Random random) {
    Layout layout = LayoutWalk.random(random, 2, 1, 3);
    int pointer = layout.firstPointer();
    if (pointer < 0) {
      return;
    }
    for (long[] index : LayoutWalk.indices(layout.shape())) {
      long p = layout.offset();
      for (int d = 0; d <= pointer; d++) {
        p += index[d] * layout.stride(d);
      }
      Layout rest = layout.afterFirstPointer(LayoutWalk.follow(p) + layout.suboffset(pointer));
      assertThat(LayoutWalk.address(rest, Arrays.copyOfRange(index, pointer + 1, index.length)))
          .isEqualTo(LayoutWalk.address(layout, index));
      assertThat(rest.hasSuboffsets()).isEqualTo(rest.hasPointers());
    }
  }
}
