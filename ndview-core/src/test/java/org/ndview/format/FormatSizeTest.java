package org.ndview.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@EnabledIf("org.ndview.format.Platforms#lp64LittleEndian")
class FormatSizeTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ix | 5",
        "ib0i | 8",
        "b0i | 4",
        "0ib | 1",
        "qx0I | 12",
        "b0h | 2",
        "x0i | 4",
        "0i | 0",
        "@llh | 18",
        "@llh0l | 24",
        "=l | 4",
        "l | 8",
        "^l | 8",
        "<l | 4",
        "^bi | 5",
        "n | 8",
        "b>i | 5",
        "bi>h | 10",
        "b<hi | 7",
        "T{} | 0",
        "3T{} | 0",
        "4t | 1",
        "9t | 2",
        "0t | 0",
        "3u | 6",
        "3w | 12",
        "0s | 0",
        "s | 1",
        "0p | 0",
        "bu | 4",
        "bw | 8",
        "O | 8",
        "<O | 8",
        "<P | 8",
        "bP | 16",
        "g | 16",
        "<g | 16",
        "Zg | 32",
        "<G | 32",
        "Ze | 4",
        "bZe | 6",
        "F | 8",
        "bF | 12",
        "<D | 16",
        "bD | 24",
        "[bfloat16] | 2",
        "b[bfloat16] | 4",
        "[float8_e4m3] | 1",
        "[foo;12] | 12",
        "b[foo;12] | 13",
        "&i | 8",
        "b&i | 16",
        "b&<i | 9",
        "b<&i | 9",
        "&(2)<i | 8",
        "&&<q | 8",
        "X{} | 8",
        "X{i d->f} | 8",
        "bX{} | 16",
        "<z | 8",
        "<Z | 8",
        "4611686018427387903B | 4611686018427387903",
        "( 2 , 3 )d | 48",
      })
  void itemsize(String format, long itemsize) {
    assertThat(Format.parse(format).itemsize()).isEqualTo(itemsize);
  }

  /** Offsets of what is not padding. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "bT{d:a:} | 16 | 0 8",
        "=bT{d:a:} | 9 | 0 1",
        "bT{=d:a:} | 9 | 0 1",
        "bT{=d:a:}@i | 16 | 0 1 12",
        "x3T{xi} | 28 | 4",
        "^x3T{xi} | 16 | 1",
        "T{(2)T{dB}:s:b:c:} | 40 | 0 32",
        "i(2)T{b:a:}h | 8 | 0 4 6",
        "3s:a:h:b: | 6 | 0 4",
        "3w:a:b:b: | 13 | 0 12",
        "Zf:z:b:b: | 9 | 0 8",
        "T{Zf:z:b:b:} | 12 | 0 8",
        "1e3d | 32 | 0 8",
        "(0)I:a:f:b: | 4 | 0 0",
        "ii:f0: | 8 | 0 4",
        "x:pad:i:v: | 8 | 0 4",
        "T{b>i} | 5 | 0 1",
        "T{=b:a:}bi | 6 | 0 1 2",
        "@T{^i}xi | 9 | 0 5",
        "T{b:a:=i:b:} | 5 | 0 1",
        "T{T{=d:x:@h:y:}:a:} | 10 | 0",
        "T{T{=d:x:@h:y:}:a:b} | 12 | 0 10",
        "T{i<T{}:e:} | 4 | 0 4",
        "b2i | 12 | 0 4",
        "T{b2i} | 12 | 0 4",
        "2i:a:b | 9 | 0 8",
        "i:ival: T{ H:sval: B:bval: B:cval: }:sub: | 8 | 0 4",
        "T{<b:a:7x&<i:p:} | 16 | 0 8",
        "bT{i<b}@h | 8 | 0 1 6",
      })
  void offsets(String text, long itemsize, String offsets) {
    Compound format = (Compound) Format.parse(text);
    assertThat(format.itemsize()).isEqualTo(itemsize);
    assertThat(format.fields().stream().filter(f -> !f.isPadding()).map(Field::offset))
        .containsExactlyElementsOf(Arrays.stream(offsets.split(" ")).map(Long::valueOf).toList());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "i | 4",
        "<i | 1",
        "^i | 1",
        "d | 8",
        "Zf | 4",
        "Zd | 8",
        "Ze | 2",
        "bdh | 8",
        "T{bi} | 4",
        "T{i<b} | 4",
        "T{bT{i<b}} | 1",
        "(3)h | 2",
        "&<i | 1",
        "&i | 8",
        "<&@i | 8",
        "X{} | 8",
        "2w | 4",
        "O | 8",
        "[foo;8] | 1",
        "T{} | 1",
      })
  void alignment(String format, int alignment) {
    assertThat(Format.parse(format).alignment()).isEqualTo(alignment);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "(2)3i | 2 3", "3(2)i | 3 2", "(2)(3)i | 2 3", "3T{b:a:=h:b:} | 3", "1(2)i | 2", "(1)i | 1",
        "(2)1i | 2", "2(3)(4)T{} | 2 3 4", "(2)3s | 2", "3(2)s | 2", "0T{i} | 0", "(2)<3i | 2 3",
      })
  void shapesAndCountsApplyOuterToInner(String format, String shape) {
    assertThat(((SubArray) Format.parse(format)).merged().shape())
        .containsExactlyElementsOf(Arrays.stream(shape.split(" ")).map(Long::valueOf).toList());
  }

  @Test
  void countRepeatsOutsideStructAndIsADimensionInside() {
    Sequence outside = (Sequence) Format.parse("3h");
    assertThat(outside.fields())
        .containsExactly(new Field(null, Scalar.of("h", Mark.NATIVE), 3, 0));
    assertThat(outside.valueCount()).isEqualTo(3);

    Struct inside = (Struct) Format.parse("T{3h}");
    assertThat(inside.fields().getFirst().format())
        .isEqualTo(new SubArray(List.of(3L), Scalar.of("h", Mark.NATIVE)));
    assertThat(inside.valueCount()).isEqualTo(1);

    Sequence named = (Sequence) Format.parse("2i:a:");
    assertThat(named.field("a").format()).isInstanceOf(SubArray.class);
    assertThat(((Struct) Format.parse("T{0i}")).fields().getFirst().format().itemsize()).isZero();
  }

  @Test
  void paddingStaysAmongTheFieldsWithoutAValue() {
    Struct format = (Struct) Format.parse("T{b3xi2x:raw:(2)x}");
    assertThat(format.fields()).hasSize(5);
    assertThat(format.valueCount()).isEqualTo(3);
    assertThat(format.field("raw").isPadding()).isFalse();
    assertThat(((Compound) Format.parse("0i3s2ix")).valueCount()).isEqualTo(3);
  }

  @Test
  void hugeCountIsOneField() {
    Sequence format = (Sequence) Format.parse("4611686018427387903B");
    assertThat(format.fields()).hasSize(1);
    assertThat(format.valueCount()).isEqualTo(4611686018427387903L);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "@", "<", "  ", " < ", "=\t"})
  void emptyFormatsHaveNoFields(String text) {
    assertThat(Format.parse(text)).isEqualTo(Sequence.of(List.of()));
    assertThat(Format.parse(text).itemsize()).isZero();
  }

  @Test
  void codesKeepTheirLetterAndTellTheirType() {
    assertThat(Format.parse("l"))
        .isEqualTo(new Scalar(ScalarType.INT64, "l", Mark.NATIVE, 8, 8))
        .isNotEqualTo(Format.parse("q"));
    assertThat(Format.parse("<L")).isEqualTo(new Scalar(ScalarType.UINT32, "L", Mark.LITTLE, 4, 1));
    assertThat(Format.parse("!P")).isEqualTo(new Scalar(ScalarType.UINT64, "P", Mark.BIG, 8, 1));
    assertThat(((Scalar) Format.parse("<F")).type()).isEqualTo(ScalarType.COMPLEX64);
    assertThat(((Scalar) Format.parse("[bfloat16]")).type()).isEqualTo(ScalarType.BFLOAT16);
    assertThat(Format.parse("<z"))
        .isEqualTo(new Pointer(Scalar.of(ScalarType.CHAR, Mark.LITTLE), Mark.LITTLE));
    assertThat(((Pointer) Format.parse("<Z")).target()).isEqualTo(new Text('w', 1, Mark.LITTLE));
  }

  @Test
  void functionPointerHasArgumentsAndResult() {
    FunctionPointer f = (FunctionPointer) Format.parse("X{i 2d -> <f}");
    assertThat(f.arguments().fields()).hasSize(2);
    assertThat(f.result()).isEqualTo(Scalar.of("f", Mark.LITTLE));
    assertThat(((FunctionPointer) Format.parse("X{}")).result()).isNull();
  }
}
