package org.ndview.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.ndview.Layout;
import org.ndview.NdView;
import org.ndview.bridge.Plan.Cause;
import org.ndview.bridge.Plan.Way;
import org.ndview.format.Format;
import org.ndview.format.ScalarType;

class BlockNeighbourTest {
  private static final String SWAPPED =
      ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN ? ">" : "<";

  private enum Type {
    FLOAT,
    DOUBLE,
    LONG,
    BOOL
  }

  private static final BlockNeighbour<Type> TOOL =
      BlockNeighbour.of(
          "Tool",
          Map.of(
              ScalarType.FLOAT32,
              Type.FLOAT,
              ScalarType.FLOAT64,
              Type.DOUBLE,
              ScalarType.INT64,
              Type.LONG,
              ScalarType.BOOL,
              Type.BOOL),
          "Tools.wrap(view)",
          "Tools.copy(view)");

  static Stream<Arguments> sharedViews() {
    NdView block = NdView.allocate("f", 4, 6);
    return Stream.of(
        Arguments.of("a block", block),
        Arguments.of("rows of a block", block.slice("1:3")),
        Arguments.of("one item", block.slice("1, 2")),
        Arguments.of("a dimension of length 1", block.slice("1:2, 2:3").transpose()),
        Arguments.of("read-only", block.toReadOnly()),
        Arguments.of("bools", NdView.allocate("?", 3)),
        Arguments.of("no items, on the heap", NdView.of(new float[0])),
        Arguments.of("no items, swapped", NdView.allocate(SWAPPED + "f", 0, 3)),
        Arguments.of("another letter of the same items", NdView.allocate("n", 2)));
  }

  @ParameterizedTest(name = "{0}", autoCloseArguments = false)
  @MethodSource("sharedViews")
  void aDenseBlockOfNativeMemoryIsShared(String what, NdView view) {
    Plan plan = TOOL.plan(view);
    assertThat(plan).extracting(Plan::way, Plan::cause).containsExactly(Way.SHARE, Cause.NONE);
    assertThat(plan.remedy()).isEqualTo("Tools.wrap(view) shares it");
  }

  static Stream<Arguments> copiedViews() {
    NdView block = NdView.allocate("f", 4, 6);
    NdView bool = NdView.allocate("?", 3);
    bool.cast("B").setInt(2, 1);
    NdView tagged = NdView.of(Arena.ofAuto().allocate(25, 8).asSlice(1), "f", 6);
    return Stream.of(
        Arguments.of(NdView.of(new float[3]), Cause.HEAP, "its memory is a float[] on"),
        Arguments.of(
            NdView.of(new float[3]).toReadOnly(), Cause.HEAP, "its memory is a read-only array"),
        Arguments.of(
            block.transpose(), Cause.STRIDES, "shape [6, 4] with strides [4, 24] (in bytes)"),
        Arguments.of(block.slice("::-1"), Cause.STRIDES, "strides [-24, 4]"),
        Arguments.of(block.slice(":, ::2"), Cause.STRIDES, "strides [24, 8]"),
        Arguments.of(NdView.allocate("f").broadcastTo(3), Cause.STRIDES, "strides [0]"),
        Arguments.of(NdView.ofRows(new float[2][3]), Cause.POINTERS, "it has suboffsets [0, -1]"),
        Arguments.of(
            NdView.allocate(SWAPPED + "d", 2),
            Cause.BYTE_ORDER,
            "its format '" + SWAPPED + "d' is"),
        Arguments.of(tagged, Cause.ALIGNMENT, "no multiple of the itemsize 4"),
        Arguments.of(bool, Cause.BOOL_VALUE, "1 of its bools are bytes other than 0 and 1"),
        Arguments.of(NdView.allocate("g", 2), Cause.FORMAT, "has no type for 'g' (a long double)"));
  }

  @ParameterizedTest(name = "{1}: {2}", autoCloseArguments = false)
  @MethodSource("copiedViews")
  void whatIsNoSuchBlockIsCopiedAndThePlanSaysWhy(NdView view, Cause cause, String reason) {
    Plan plan = TOOL.plan(view);
    assertThat(plan).extracting(Plan::way, Plan::cause).containsExactly(Way.COPY, cause);
    assertThat(plan.reason()).contains(reason);
    assertThat(plan.remedy()).isEqualTo("Tools.copy(view) copies it");
    try (NdView copy = TOOL.copied(view)) {
      assertThat(TOOL.plan(copy).shares()).isTrue();
      assertThat(copy.contentEquals(view)).isTrue();
    }
  }

  @Test
  void aCopyMakesOneOfEveryOtherTrue() {
    NdView bools = NdView.allocate("?", 3);
    bools.cast("B").setInt(255, 1);
    assertThat(TOOL.copied(bools).cast("B").toList()).isEqualTo(List.of(0, 1, 0));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "i              | Tool has no type for 'i' (INT32)         | convertTo() a new view",
        "e              | (FLOAT16)                                | viewAs() one of the same size keeps",
        "Zd             | (a complex number)                       | cast(\"d\", ..., 2)",
        "Zf             | (a complex number)                       | cast(\"f\", ..., 2)",
        "c              | (a character)                            | cast(\"B\")",
        "P              | an address is no number to it            | cast(\"q\")",
        "(3)f           | an array in each item                    | viewAs(\"f\")",
        "T{f:warm:d:x:} | an item of several parts                 | field(\"warm\")",
        "fd             | an item of several parts                 | under a format that names them",
        "8s             | it is no number                          | toList()",
      })
  void whatTheNeighbourHasNoTypeForIsRefused(String format, String reason, String remedy) {
    NdView view = NdView.allocate(format, 2);
    Plan plan = TOOL.plan(view);
    assertThat(plan).extracting(Plan::way, Plan::cause).containsExactly(Way.REFUSE, Cause.FORMAT);
    assertThat(plan.reason()).contains(reason);
    assertThat(plan.remedy()).contains(remedy);
    assertThatThrownBy(() -> TOOL.copied(view))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessageStartingWith("Tool cannot hold this view: ")
        .hasMessageContaining(reason)
        .hasMessageContaining(remedy);
  }

  @Test
  void theRemediesOfRefusedFormatsDoWhatTheySay() {
    assertThat(TOOL.plan(NdView.allocate("P", 2).cast("q")).shares()).isTrue();
    assertThat(TOOL.plan(NdView.allocate("Zf", 2).cast("f", 2, 2)).shares()).isTrue();
    NdView arrays = NdView.allocate("(3)f", 2);
    assertThat(TOOL.plan(arrays.viewAs("f")).shares()).isTrue();
    assertThat(TOOL.plan(NdView.allocate("T{f:warm:}", 2).field("warm")).shares()).isTrue();
  }

  @Test
  void aNeighbourThatWritesGetsNoReadOnlyMemory() {
    NdView view = NdView.allocate("f", 2);
    Plan plan = TOOL.thatWrites().plan(view.toReadOnly());
    assertThat(plan.cause()).isEqualTo(Cause.READ_ONLY);
    assertThat(plan.remedy()).contains("Tools.copy(view)").contains("MapMode.PRIVATE");
    assertThat(TOOL.thatWrites().plan(view).shares()).isTrue();
  }

  @Test
  void moreBytesThanTheNeighbourTakesAreRefusedWithTheirNumbers() {
    BlockNeighbour<Type> small = TOOL.withMaxBytes(31);
    assertThat(small.plan(NdView.allocate("d", 3)).shares()).isTrue();
    Plan plan = small.plan(NdView.allocate("d", 4));
    assertThat(plan).extracting(Plan::way, Plan::cause).containsExactly(Way.REFUSE, Cause.SIZE);
    assertThat(plan.reason())
        .isEqualTo("its 4 items of 8 bytes are more than Tool takes, 31 bytes");
    NdView huge =
        NdView.of(
            MemorySegment.ofArray(new byte[4]),
            Format.parse("f"),
            Layout.of(4, 0, new long[] {Long.MAX_VALUE / 4}, new long[] {0}));
    assertThat(small.plan(huge).cause()).isEqualTo(Cause.SIZE);
  }

  @Test
  void typesAndFormatsAreEachOthers() {
    List<String> formats = new ArrayList<>();
    for (Type type : Type.values()) {
      Format format = TOOL.format(type);
      assertThat(format).isNotNull();
      assertThat(TOOL.type(format)).isEqualTo(type);
      formats.add(String.valueOf(format));
    }
    assertThat(formats).containsExactly("f", "d", "q", "?");
    assertThat(TOOL.type(Format.parse(SWAPPED + "f"))).isEqualTo(Type.FLOAT);
    assertThat(TOOL.type(Format.parse("P"))).isNull();
    BlockNeighbour<Type> floats =
        BlockNeighbour.of("Tool", Map.of(ScalarType.FLOAT32, Type.FLOAT), "wrap", "copy");
    assertThat(floats.format(Type.BOOL)).isNull();
  }

  @Test
  void aReleasedViewAndAClosedOrForeignArenaHaveNoPlan() {
    NdView view = NdView.allocate("f", 2);
    view.close();
    assertThatThrownBy(() -> TOOL.plan(view)).isInstanceOf(IllegalStateException.class);
    try (Arena arena = Arena.ofConfined()) {
      NdView confined = NdView.allocate(arena, "f", 2);
      assertThat(TOOL.plan(confined).shares()).isTrue();
      assertThat(CompletableFuture.supplyAsync(() -> TOOL.plan(confined)))
          .failsWithin(java.time.Duration.ofSeconds(10))
          .withThrowableOfType(java.util.concurrent.ExecutionException.class)
          .withCauseInstanceOf(WrongThreadException.class);
    }
  }
}
