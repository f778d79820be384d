package org.ndview.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A record made by hand is as sound as one that was parsed. */
class FormatRecordsTest {
  private static final Scalar I = Scalar.of("i", Mark.NATIVE);

  static Stream<ThrowingCallable> broken() {
    Field a = Field.of("a", I);
    return Stream.of(
        () -> new Scalar(ScalarType.INT64, "i", Mark.NATIVE, 8, 8),
        () -> new Scalar(ScalarType.INT32, "i", Mark.LITTLE, 4, 4),
        () -> Scalar.of("n", Mark.LITTLE),
        () -> new Text('x', 1, Mark.NATIVE),
        () -> new Text('s', -1, Mark.NATIVE),
        () -> new Text('w', Long.MAX_VALUE, Mark.NATIVE),
        () -> new Pad(-1, Mark.NATIVE),
        () -> new Bits(-1, Mark.NATIVE),
        () -> new Opaque("foo", 3, 1, Mark.NATIVE, ""),
        () -> new Opaque("[bfloat16]", 2, 1, Mark.NATIVE, ""),
        () -> new Opaque("[a;b]", 2, 1, Mark.NATIVE, ""),
        () -> new Opaque("[foo]", 4, 4, Mark.NATIVE, ""),
        () -> new Opaque("[foo]", -1, 1, Mark.NATIVE, ""),
        () -> new Opaque("O", 3, 1, Mark.NATIVE, ""),
        () -> new Opaque("[float8_e5m2]", 2, 1, Mark.NATIVE, ""),
        () -> new SubArray(List.of(), I),
        () -> new SubArray(List.of(-1L), I),
        () -> new SubArray(Collections.nCopies(65, 1L), I),
        () -> new SubArray(List.of(Long.MAX_VALUE), I),
        () -> new SubArray(List.of(2L), new SubArray(Collections.nCopies(64, 1L), I)),
        () -> new SubArray(List.of(2L), Sequence.of(List.of(a))),
        () -> new Pointer(Sequence.of(List.of()), Mark.NATIVE),
        () -> new FunctionPointer(Sequence.of(List.of()), Sequence.of(List.of()), Mark.NATIVE),
        () -> new Field("", I, 1, 0),
        () -> new Field("a:b", I, 1, 0),
        () -> new Field("a\0", I, 1, 0),
        () -> new Field("\udc00", I, 1, 0),
        () -> new Field("a", I, 2, 0),
        () -> new Field(null, I, -1, 0),
        () -> new Field(null, I, 1, -1),
        () -> new Field(null, new Text('s', 3, Mark.NATIVE), 2, 0),
        () -> Field.of("a", Sequence.of(List.of())),
        () -> Struct.of(List.of(a, a)),
        () -> Struct.of(List.of(new Field(null, I, 3, 0))),
        () -> new Struct(List.of(new Field("a", I, 1, 4)), 8, 4),
        () -> new Struct(List.of(a), 8, 4),
        () -> new Struct(List.of(a), 4, 1),
        () -> new Sequence(List.of(a), 8, 4),
        () -> Sequence.of(Collections.nCopies(3, new Field(null, I, 1L << 60, 0))),
        () -> nested(101));
  }

  @ParameterizedTest
  @MethodSource("broken")
  void brokenInvariantIsRefused(ThrowingCallable make) {
    assertThatIllegalArgumentException()
        .isThrownBy(make)
        .satisfies(e -> assertThat(e.getMessage()).isNotBlank());
  }

  private static Format nested(int depth) {
    Format format = I;
    for (int i = 0; i < depth; i++) {
      format = Struct.of(List.of(Field.of(null, format)));
    }
    return format;
  }

  @Test
  void factoriesPlaceTheFields() {
    List<Field> fields = new ArrayList<>();
    fields.add(Field.of("b", Scalar.of("b", Mark.NATIVE)));
    fields.add(Field.of("i", I));
    fields.add(Field.of(null, Scalar.of(ScalarType.FLOAT64, Mark.BIG)));
    Struct struct = Struct.of(fields);
    Sequence sequence = Sequence.of(fields);
    fields.clear();
    assertThat(struct).isEqualTo(Format.parse("T{b:b:i:i:>d}"));
    assertThat(sequence).isEqualTo(Format.parse("b:b:i:i:>d"));
    assertThat(struct.field("i").offset()).isEqualTo(4);
    assertThat(nested(100)).isEqualTo(Format.parse(nested(100).toString()));
  }

  @Test
  void missingFieldListsTheNamesThereAre() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ((Compound) Format.parse("T{i:b:h:a:x}")).field("c"))
        .withMessage("no field 'c' among [a, b]");
  }

  @Test
  void marksTellOrderSizesAndAlignment() {
    assertThat(Mark.BIG.order()).isEqualTo(ByteOrder.BIG_ENDIAN);
    assertThat(Mark.LITTLE.order()).isEqualTo(ByteOrder.LITTLE_ENDIAN);
    assertThat(Mark.STANDARD.order()).isEqualTo(ByteOrder.nativeOrder());
    assertThat(Mark.of(ByteOrder.BIG_ENDIAN)).isEqualTo(Mark.BIG);
    for (Mark mark : Mark.values()) {
      assertThat(mark.aligned()).isEqualTo(mark == Mark.NATIVE);
      assertThat(mark.nativeSizes()).isEqualTo(mark == Mark.NATIVE || mark == Mark.UNALIGNED);
      assertThat(Mark.of(mark.symbol())).isEqualTo(mark);
    }
  }

  @Test
  void everyTypeHasACodeThatMeansIt() {
    for (ScalarType type : ScalarType.values()) {
      for (Mark mark : Mark.values()) {
        Scalar scalar = Scalar.of(type, mark);
        assertThat(scalar.type()).isEqualTo(type);
        assertThat(scalar.itemsize()).isEqualTo(type.itemsize());
        assertThat(Format.parse(scalar.toString())).isEqualTo(scalar);
      }
    }
  }

  @Test
  void opaqueReasonsExplain() {
    assertThat(((Opaque) Format.parse("O")).reason()).contains("Python object");
    assertThat(((Opaque) Format.parse("[float8_e5m2]")).reason()).contains("carried as bytes");
    assertThat(((Opaque) Format.parse("[foo;2]")).reason()).contains("not a type that is known");
  }
}
