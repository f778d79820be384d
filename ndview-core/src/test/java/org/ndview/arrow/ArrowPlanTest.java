package org.ndview.arrow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.stream.Stream;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.OutOfMemoryException;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.types.Types.MinorType;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.ndview.NdView;
import org.ndview.bridge.Plan;
import org.ndview.bridge.Plan.Cause;
import org.ndview.bridge.Plan.Way;

/** What the plan says is what the calls do. */
class ArrowPlanTest {
  private final BufferAllocator allocator = new RootAllocator(1 << 20);

  @AfterEach
  void closeTheAllocator() {
    allocator.close();
  }

  static Stream<Arguments> views() {
    NdView ints = NdView.allocate("i", 4, 6);
    MemorySegment odd = Arena.ofAuto().allocate(17, 8).asSlice(1, 16);
    return Stream.of(
        Arguments.of(ints, Way.SHARE, Cause.NONE),
        Arguments.of(ints.slice("1:3"), Way.SHARE, Cause.NONE),
        Arguments.of(ints.select(0, 2), Way.SHARE, Cause.NONE),
        Arguments.of(ints.reshape(1, 4, 1, 6), Way.SHARE, Cause.NONE),
        Arguments.of(ints.slice("::2"), Way.COPY, Cause.STRIDES),
        Arguments.of(ints.slice(":, ::2"), Way.COPY, Cause.STRIDES),
        Arguments.of(ints.slice("::-1"), Way.COPY, Cause.STRIDES),
        Arguments.of(ints.transpose(), Way.COPY, Cause.STRIDES),
        Arguments.of(ints.select(0, 0).broadcastTo(3, 6), Way.COPY, Cause.STRIDES),
        Arguments.of(NdView.of(new int[3]), Way.COPY, Cause.HEAP),
        Arguments.of(NdView.ofRows(new int[][] {{1}, {2}}), Way.COPY, Cause.POINTERS),
        Arguments.of(ints.toReadOnly(), Way.COPY, Cause.READ_ONLY),
        Arguments.of(NdView.of(odd, "i", 4), Way.COPY, Cause.ALIGNMENT),
        Arguments.of(NdView.of(odd, "4s", 4), Way.SHARE, Cause.NONE),
        Arguments.of(NdView.allocate("4s", 4).slice("::2"), Way.COPY, Cause.STRIDES),
        Arguments.of(NdView.allocate(">i", 4), Way.COPY, Cause.BYTE_ORDER),
        Arguments.of(NdView.allocate("?", 4), Way.COPY, Cause.FORMAT),
        Arguments.of(NdView.allocate("g", 4), Way.COPY, Cause.FORMAT),
        Arguments.of(NdView.allocate("i"), Way.REFUSE, Cause.RANK),
        Arguments.of(NdView.of(new float[0]), Way.SHARE, Cause.NONE),
        Arguments.of(ints.slice("2:2, ::2").toReadOnly(), Way.SHARE, Cause.NONE),
        Arguments.of(NdView.allocate("i", 3, 0), Way.SHARE, Cause.NONE),
        Arguments.of(NdView.allocate("i", 0, 3), Way.SHARE, Cause.NONE),
        Arguments.of(NdView.allocate("3s", 0, 3), Way.SHARE, Cause.NONE),
        Arguments.of(NdView.of(new byte[1]).broadcastTo(1L << 31), Way.REFUSE, Cause.SIZE),
        Arguments.of(
            NdView.of(new byte[1]).broadcastTo(1L << 16, 1L << 15), Way.REFUSE, Cause.SIZE),
        Arguments.of(NdView.of(new byte[1]).broadcastTo(1, 1L << 31), Way.REFUSE, Cause.SIZE));
  }

  // several of the views are parts of one
  @ParameterizedTest(autoCloseArguments = false)
  @MethodSource("views")
  void thePlanIsWhatHappens(NdView view, Way way, Cause cause) {
    Plan plan = ArrowVectors.plan(view);
    assertThat(plan.way()).as(plan.reason()).isEqualTo(way);
    assertThat(plan.cause()).as(plan.reason()).isEqualTo(cause);
    if (way == Way.SHARE) {
      try (FieldVector vector = ArrowVectors.wrap(view, "x", allocator);
          FieldVector either = ArrowVectors.wrapOrCopy(view, "x", allocator);
          NdView back = ArrowVectors.view(either)) {
        assertThat(vector.getValueCount()).isEqualTo((int) view.shape()[0]);
        assertThat(back.shape()).isEqualTo(view.shape());
        assertThat(back.toList()).isEqualTo(view.toList());
        if (view.size() > 0) {
          assertThat(back.segment().address())
              .isEqualTo(view.segment().address() + view.layout().offset());
        }
      }
    } else {
      assertThatThrownBy(() -> ArrowVectors.wrap(view, "x", allocator))
          .isInstanceOf(UnsupportedOperationException.class)
          .hasMessageContaining(plan.reason())
          .hasMessageEndingWith("; " + plan.remedy());
    }
    if (way == Way.REFUSE) {
      assertThatThrownBy(() -> ArrowVectors.copy(view, "x", allocator))
          .isInstanceOf(UnsupportedOperationException.class)
          .hasMessageContaining(plan.reason());
    } else {
      try (FieldVector vector = ArrowVectors.copy(view, "x", allocator);
          FieldVector either = ArrowVectors.wrapOrCopy(view, "x", allocator);
          NdView back = ArrowVectors.copy(vector)) {
        assertThat(back.toList()).isEqualTo(view.toList());
        assertThat(either.getValueCount()).isEqualTo((int) view.shape()[0]);
      }
    }
  }

  @Test
  void aViewOfAnotherShapeThanTheFieldsIsAnError() {
    Field lists =
        new Field(
            "x",
            FieldType.nullable(new ArrowType.FixedSizeList(3)),
            List.of(Field.nullable("item", MinorType.INT.getType())));
    for (NdView view :
        List.of(
            NdView.allocate("i"),
            NdView.allocate("i", 3),
            NdView.allocate("i", 3, 2),
            NdView.allocate("i", 2, 3, 1))) {
      assertThatThrownBy(() -> ArrowVectors.plan(view, lists))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("values of the field 'x' have [3]");
    }
    assertThat(ArrowVectors.plan(NdView.allocate("i", 2, 3), lists).shares()).isTrue();
  }

  @Test
  void whatIsReleasedOrOfAnotherThreadIsNoPlan() throws Exception {
    NdView view = NdView.allocate("i", 3);
    view.close();
    assertThatThrownBy(() -> ArrowVectors.plan(view)).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> ArrowVectors.wrap(view, "x", allocator))
        .isInstanceOf(IllegalStateException.class);
    try (Arena arena = Arena.ofConfined()) {
      NdView confined = NdView.allocate(arena, "i", 3);
      Throwable[] thrown = new Throwable[1];
      Thread.ofPlatform()
          .start(() -> {
            try {
              ArrowVectors.wrap(confined, "x", allocator).close();
            } catch (Throwable e) {
              thrown[0] = e;
            }
          })
          .join();
      assertThat(thrown[0]).isInstanceOf(WrongThreadException.class);
    }
  }

  @Test
  void anAllocatorThatIsFullLeavesNothingBehind() {
    NdView view = NdView.allocate("i", 1 << 12);
    try (BufferAllocator small = allocator.newChildAllocator("small", 0, 1 << 12)) {
      for (Field field :
          List.of(ArrowVectors.field("x", view), Field.nullable("y", MinorType.BIGINT.getType()))) {
        assertThatThrownBy(() -> ArrowVectors.wrapOrCopy(view, field, small))
            .isInstanceOf(OutOfMemoryException.class);
        assertThat(small.getAllocatedMemory()).isZero();
      }
      // the memory fits, its bitmap does not
      NdView bytes = view.cast("B").slice(":" + (1 << 12));
      assertThatThrownBy(() -> ArrowVectors.wrap(bytes, "x", small))
          .isInstanceOf(OutOfMemoryException.class);
      assertThat(small.getAllocatedMemory()).isZero();
      view.close();
      // no hold was left: it is freed
      assertThatThrownBy(() -> bytes.getInt(0)).isInstanceOf(IllegalStateException.class);
    }
  }
}
