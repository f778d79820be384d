package org.ndview.arrow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.types.DateUnit;
import org.apache.arrow.vector.types.IntervalUnit;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.Types.MinorType;
import org.apache.arrow.vector.types.UnionMode;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ndview.NdView;
import org.ndview.bridge.Plan.Cause;
import org.ndview.bridge.Plan.Way;
import org.ndview.format.Format;

/** Each type both ways: which format it is, what is shared, copied and refused. */
class VectorTypesTest {
  private final BufferAllocator allocator = new RootAllocator();

  /** Fails where a buffer was not released. */
  @AfterEach
  void closeTheAllocator() {
    allocator.close();
  }

  @ParameterizedTest
  @CsvSource({
    "b, TINYINT",
    "h, SMALLINT",
    "i, INT",
    "q, BIGINT",
    "l, BIGINT",
    "B, UINT1",
    "H, UINT2",
    "I, UINT4",
    "Q, UINT8",
    "e, FLOAT2",
    "f, FLOAT4",
    "d, FLOAT8",
    "3s, FIXEDSIZEBINARY"
  })
  void aFormatWithATypeIsSharedBothWays(String format, MinorType type) {
    try (NdView view = NdView.allocate(format, 4)) {
      for (int i = 0; i < view.nbytes(); i++) {
        view.cast("B").setInt(i + 1, i);
      }
      try (FieldVector vector = ArrowVectors.wrap(view, "x", allocator);
          NdView back = ArrowVectors.view(vector)) {
        assertThat(vector.getMinorType()).isEqualTo(type);
        assertThat(vector.getValueCount()).isEqualTo(4);
        assertThat(vector.getNullCount()).isZero();
        assertThat(vector.getField().getName()).isEqualTo("x");
        assertThat(back.format().isEquivalentTo(view.format())).isTrue();
        assertThat(back.obj()).isSameAs(vector);
        back.cast("B").setInt(99, 0);
        assertThat(back.toBytes()).isEqualTo(view.toBytes()).startsWith(99, 2, 3);
        vector.setNull(3);
        assertThat(view.toBytes()).startsWith(99, 2, 3);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"b", "h", "i", "q", "B", "H", "I", "Q", "e", "f", "d", "3s", "?", "g"})
  void everyFormatWithATypeIsCopiedFromAnyLayoutMemoryAndOrder(String format) {
    for (String mark : List.of("<", ">")) {
      NdView all = NdView.of(new byte[16 * 12]);
      String text = format.equals("g") ? format : mark + format;
      long itemsize = Format.parse(text).itemsize();
      NdView view = all.slice(":" + 12 * itemsize).cast(text, 3, 4).slice("::-1, ::2");
      for (int i = 0; i < 6; i++) {
        view.set(value(format, i), i / 2, i % 2);
      }
      try (FieldVector vector = ArrowVectors.copy(view, "x", allocator);
          NdView back = ArrowVectors.copy(vector)) {
        assertThat(back.toList()).isEqualTo(view.toList());
        assertThat(ArrowVectors.plan(view).way()).isEqualTo(Way.COPY);
      }
    }
  }

  private static Object value(String format, int i) {
    return switch (format) {
      case "?" -> i % 3 == 0;
      case "3s" -> new byte[] {1, (byte) i, 3};
      default -> i;
    };
  }

  static Stream<Arguments> fieldsOfNumbers() {
    ArrowType.PrimitiveType[] ints = {
      new ArrowType.Date(DateUnit.DAY),
      new ArrowType.Time(TimeUnit.SECOND, 32),
      new ArrowType.Time(TimeUnit.MILLISECOND, 32),
      new ArrowType.Interval(IntervalUnit.YEAR_MONTH)
    };
    Stream<ArrowType> times =
        Arrays.stream(TimeUnit.values())
            .flatMap(unit ->
                Stream.of(
                    new ArrowType.Timestamp(unit, null),
                    new ArrowType.Timestamp(unit, "UTC"),
                    new ArrowType.Duration(unit)));
    Stream<ArrowType> longs =
        Stream.of(
            new ArrowType.Date(DateUnit.MILLISECOND),
            new ArrowType.Time(TimeUnit.MICROSECOND, 64),
            new ArrowType.Time(TimeUnit.NANOSECOND, 64));
    return Stream.concat(
        Arrays.stream(ints).map(type -> Arguments.of("i", type)),
        Stream.concat(times, longs).map(type -> Arguments.of("q", type)));
  }

  @ParameterizedTest
  @MethodSource("fieldsOfNumbers")
  void datesAndTimesAreTheirNumbers(String format, ArrowType type) {
    try (NdView view = NdView.allocate(format, 2)) {
      view.setInt(-5, 1);
      Field field = new Field("t", FieldType.nullable(type), null);
      try (FieldVector vector = ArrowVectors.wrap(view, field, allocator);
          NdView back = ArrowVectors.view(vector)) {
        assertThat(vector.getField()).isEqualTo(field);
        assertThat(back.format()).isEqualTo(Format.parse(format));
        assertThat(back.toList()).isEqualTo(view.toList());
      }
    }
  }

  static Stream<Arguments> fieldsOfRecords() {
    boolean little = ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN;
    return Stream.of(
        Arguments.of(
            new ArrowType.Decimal(38, 2, 128),
            little ? "T{Q:low:q:high:}" : "T{q:high:Q:low:}",
            "-0.03"),
        Arguments.of(
            new ArrowType.Decimal(76, 2, 256),
            little ? "T{Q:w0:Q:w1:Q:w2:q:w3:}" : "T{q:w3:Q:w2:Q:w1:Q:w0:}",
            "-0.03"),
        Arguments.of(
            new ArrowType.Interval(IntervalUnit.DAY_TIME),
            "T{i:days:i:milliseconds:}",
            "PT-72H-0.001S"),
        Arguments.of(
            new ArrowType.Interval(IntervalUnit.MONTH_DAY_NANO),
            "T{i:months:i:days:q:nanoseconds:}",
            "P-3M-1D PT-0.000000001S"));
  }

  @ParameterizedTest
  @MethodSource("fieldsOfRecords")
  void decimalsAndIntervalsAreRecords(ArrowType type, String format, String text) {
    try (NdView view = NdView.allocate(format, 2)) {
      view.cast("b").fill(-1);
      view.cast("b", 2, view.itemsize()).setInt(-3, 1, 0);
      Field field = new Field("t", FieldType.nullable(type), null);
      try (FieldVector vector = ArrowVectors.wrap(view, field, allocator);
          NdView back = ArrowVectors.view(vector);
          FieldVector copy = ArrowVectors.copy(view, field, allocator)) {
        assertThat(back.format()).isEqualTo(Format.parse(format));
        assertThat(back.toList()).isEqualTo(view.toList());
        assertThat(String.valueOf(vector.getObject(1))).isEqualTo(text);
        assertThat(copy.getObject(1)).isEqualTo(vector.getObject(1));
        assertThat(ArrowVectors.plan(view.slice("::-1"), field).cause()).isEqualTo(Cause.STRIDES);
      }
    }
  }

  @Test
  void boolsAreBitsAndCopied() {
    NdView view = NdView.of(new boolean[] {true, false, true});
    assertThat(ArrowVectors.plan(view).reason())
        .isEqualTo(
            "Arrow has bools as bits; a field of the extension arrow.bool8 shares their bytes");
    assertThatThrownBy(() -> ArrowVectors.wrap(view, "x", allocator))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessageContaining("ArrowVectors.copy(view, ...) copies it");
    try (FieldVector bits = ArrowVectors.copy(view, "x", allocator);
        NdView back = ArrowVectors.copy(bits)) {
      assertThat(bits.getMinorType()).isEqualTo(MinorType.BIT);
      assertThat(back.toList()).isEqualTo(List.of(true, false, true));
      assertThatThrownBy(() -> ArrowVectors.view(bits))
          .isInstanceOf(UnsupportedOperationException.class)
          .hasMessage(
              "the vector 'x' has its bools as bits, and a view has a byte for each:"
                  + " ArrowVectors.copy(vector) makes bytes of them");
    }
  }

  @Test
  void boolsOfAByteAreShared() {
    Field field =
        new Field(
            "x",
            new FieldType(
                false,
                MinorType.TINYINT.getType(),
                null,
                Map.of("ARROW:extension:name", "arrow.bool8", "ARROW:extension:metadata", "")),
            null);
    try (NdView view = NdView.allocate("?", 3)) {
      view.set(true, 1);
      try (FieldVector vector = ArrowVectors.wrap(view, field, allocator);
          NdView back = ArrowVectors.view(vector)) {
        assertThat(back.format()).isEqualTo(Format.parse("?"));
        assertThat(vector.getObject(1)).isEqualTo((byte) 1);
        view.set(true, 2);
        assertThat(back.toList()).isEqualTo(List.of(false, true, true));
      }
      view.cast("B").setInt(7, 0);
      assertThat(ArrowVectors.plan(view, field).cause()).isEqualTo(Cause.BOOL_VALUE);
      try (FieldVector copy = ArrowVectors.copy(view, field, allocator)) {
        assertThat(copy.getObject(0)).isEqualTo((byte) 1);
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[bfloat16] | convertTo() a new view of a format that it has",
        "Zf | the two parts as its last dimension",
        "c | cast(\"B\") makes a number of it",
        "P | makes it one",
        "T{i:a:f:b:} | field(\"a\") is a view of one of them",
        "(2)f | viewAs(\"f\") makes its elements the last dimension",
        "3w | toList() has its values",
        "3p | toList() has its values"
      })
  void aFormatWithoutATypeIsRefusedWithTheWayOut(String format, String remedy) {
    NdView view = NdView.allocate(format, 2);
    assertThat(ArrowVectors.plan(view).way()).isEqualTo(Way.REFUSE);
    assertThat(ArrowVectors.plan(view).cause()).isEqualTo(Cause.FORMAT);
    assertThat(ArrowVectors.plan(view).remedy()).contains(remedy);
    assertThatThrownBy(() -> ArrowVectors.wrapOrCopy(view, "x", allocator))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessageContaining(remedy);
    assertThatThrownBy(() -> ArrowVectors.field("x", view))
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "i, FLOAT8, COPY",
    "i, BIGINT, COPY",
    "B, SMALLINT, COPY",
    "f, FLOAT8, COPY",
    "g, FLOAT8, COPY",
    "q, INT, REFUSE",
    "d, FLOAT4, REFUSE",
    "i, UINT4, REFUSE",
    "i, FIXEDSIZEBINARY, REFUSE",
    "4s, INT, REFUSE",
    "B, BIT, REFUSE",
    "i, VARCHAR, REFUSE"
  })
  void aFieldOfAnotherFormatTakesWhatLosesNothing(String format, MinorType type, Way way) {
    NdView view = NdView.allocate(format, 3);
    ArrowType arrow =
        type == MinorType.FIXEDSIZEBINARY ? new ArrowType.FixedSizeBinary(4) : type.getType();
    Field field = new Field("x", FieldType.nullable(arrow), null);
    assertThat(ArrowVectors.plan(view, field).way()).isEqualTo(way);
    assertThat(ArrowVectors.plan(view, field).cause()).isEqualTo(Cause.FORMAT);
    assertThatThrownBy(() -> ArrowVectors.wrap(view, field, allocator))
        .isInstanceOf(UnsupportedOperationException.class);
    if (way == Way.COPY) {
      view.setInt(7, 1);
      try (FieldVector vector = ArrowVectors.copy(view, field, allocator);
          NdView back = ArrowVectors.view(vector)) {
        assertThat(back.getDouble(1)).isEqualTo(7);
      }
    } else {
      assertThatThrownBy(() -> ArrowVectors.copy(view, field, allocator))
          .isInstanceOf(UnsupportedOperationException.class);
    }
  }

  static Stream<Arguments> typesWithoutViews() {
    Field child = Field.nullable("item", MinorType.INT.getType());
    return Stream.of(
        Arguments.of(new ArrowType.Utf8(), List.of(), "getObject(i) has its values"),
        Arguments.of(new ArrowType.LargeBinary(), List.of(), "getObject(i) has its values"),
        Arguments.of(new ArrowType.Utf8View(), List.of(), "getObject(i) has its values"),
        Arguments.of(new ArrowType.Null(), List.of(), "getObject(i) has its values"),
        Arguments.of(new ArrowType.List(), List.of(child), "get(0), which has their items"),
        Arguments.of(new ArrowType.LargeList(), List.of(child), "get(0), which has their items"),
        Arguments.of(new ArrowType.Struct(), List.of(child), "view those of getChildrenFromFields"),
        Arguments.of(
            new ArrowType.Union(UnionMode.Dense, null),
            List.of(child),
            "view those of getChildrenFromFields"),
        Arguments.of(
            new ArrowType.FixedSizeList(2),
            List.of(Field.nullable("item", new ArrowType.Utf8())),
            "getObject(i) has its values"));
  }

  @ParameterizedTest
  @MethodSource("typesWithoutViews")
  void aTypeWithoutAFormatIsRefusedWithTheWayOut(
      ArrowType type, List<Field> children, String remedy) {
    Field field = new Field("x", FieldType.nullable(type), children);
    try (FieldVector vector = field.createVector(allocator)) {
      for (var use :
          List.<ThrowingCallable>of(
              () -> ArrowVectors.view(vector),
              () -> ArrowVectors.values(vector),
              () -> ArrowVectors.copy(vector),
              () -> ArrowVectors.copy(vector, 0),
              () -> ArrowVectors.validity(vector))) {
        assertThatThrownBy(use)
            .isInstanceOf(UnsupportedOperationException.class)
            .hasMessageStartingWith("the vector 'x' is no view: Arrow's ")
            .hasMessageContaining(remedy);
      }
      assertThat(ArrowVectors.plan(NdView.allocate("i", 3), field).remedy()).contains(remedy);
    }
  }
}
