package org.ndview.arrow;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.jspecify.annotations.Nullable;
import org.ndview.Layout;
import org.ndview.NdView;
import org.ndview.Order;
import org.ndview.bridge.Plan;
import org.ndview.format.Format;
import org.ndview.internal.check.BriefText;

/**
 * What a field's vectors are as views: their first dimension counts values, and each value is an
 * item, or lists of them.
 *
 * @param item the field of the items, below all lists
 * @param format the items' format
 * @param lists the lengths of the dimensions after the first, as the items lie
 * @param order which of these is the first, the second and so on of a view
 */
record VectorType(Field item, Format format, List<Long> lists, List<Integer> order) {

  /** Why there are no views of a field's vectors; null if there are. */
  static @Nullable Plan refusal(Field field) {
    Field item = item(field);
    return ArrowTypes.format(item) == null ? ArrowTypes.refusal(item) : null;
  }

  private static Field item(Field field) {
    Field level = field;
    while (Extensions.storage(level) instanceof ArrowType.FixedSizeList) {
      level = child(level);
    }
    return level;
  }

  private static Field child(Field lists) {
    if (lists.getChildren().size() != 1) {
      throw new IllegalArgumentException(
          "the field '%s' of lists has %d fields of items, not one"
              .formatted(BriefText.of(lists.getName()), lists.getChildren().size()));
    }
    return lists.getChildren().get(0);
  }

  /**
   * {@return what vectors of a field are that is not refused}
   *
   * @throws IllegalArgumentException if the field contradicts itself
   */
  static VectorType of(Field field) {
    List<Long> lists = new ArrayList<>();
    List<Integer> order = new ArrayList<>();
    Field level = field;
    while (Extensions.storage(level) instanceof ArrowType.FixedSizeList list) {
      int before = lists.size();
      Optional<FixedShapeTensor> tensor = FixedShapeTensor.of(level);
      if (tensor.isPresent()) {
        lists.addAll(tensor.get().shape());
        tensor.get().order().forEach(dim -> order.add(before + dim));
      } else {
        lists.add((long) list.getListSize());
        order.add(before);
      }
      level = child(level);
    }
    Format format = ArrowTypes.format(level);
    if (format == null) {
      throw ArrowTypes.refusal(level).exception("no views");
    }
    return new VectorType(level, format, lists, order);
  }

  /** Whether the items are bits, which no view has. */
  boolean isBits() {
    return Extensions.storage(item) instanceof ArrowType.Bool;
  }

  /** The shape of a view of some values. */
  long[] shape(long values) {
    return LongStream.concat(LongStream.of(values), order.stream().mapToLong(lists::get)).toArray();
  }

  /** The shape as the items of some values lie. */
  long[] physicalShape(long values) {
    return LongStream.concat(LongStream.of(values), lists.stream().mapToLong(Long::longValue))
        .toArray();
  }

  /** Where the items of some values lie. */
  Layout layout(long values) {
    return Layout.contiguous(Order.C, format.itemsize(), physicalShape(values)).permute(axes());
  }

  /** A view with its dimensions as the items lie, as a reader sees it. */
  NdView logical(NdView physical) {
    return order.equals(identity()) ? physical : physical.permute(axes());
  }

  /** A view that a reader sees, with its dimensions as the items lie in a vector. */
  NdView physical(NdView logical) {
    return order.equals(identity())
        ? logical
        : logical.permute(
            IntStream.concat(
                    IntStream.of(0), identity().stream().mapToInt(dim -> order.indexOf(dim) + 1))
                .toArray());
  }

  private int[] axes() {
    return IntStream.concat(IntStream.of(0), order.stream().mapToInt(dim -> dim + 1)).toArray();
  }

  private List<Integer> identity() {
    return IntStream.range(0, order.size()).boxed().toList();
  }
}
