package org.ndview.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ndview.NdView;
import org.ndview.json.Storage;
import org.ndview.json.ViewMetadata;

/** A sub-array of sub-arrays keeps its nesting, and has the items of one with all dimensions. */
class SubArrayNestingTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "(2)(3)i                    | (2,3)i",
        "(2)(3)>i                   | (2,3)>i",
        "(4)(2)(3)<h                | (4,2,3)<h",
        "(4,2)(3)<h                 | (4)(2,3)<h",
        "(2)(3)4s                   | (2,3)4s",
        "(2)(1)(2)>3w               | (2,1,2)>3w",
        "T{(2)(3)<i:a:b:b:}         | T{(2,3)<i:a:b:b:}",
        "T{(2)(3)>i:a:}             | T{(2,3)>i:a:}",
        "(2)(2)T{<i:x:(2)(1)h:y:}   | (2,2)T{<i:x:(2,1)h:y:}",
        "(0)(3)<i                   | (0,3)<i",
        "(3)(0)<i                   | (3,0)<i",
        "T{(2)(2)2x<i:a:}           | T{(2,2)2x<i:a:}",
        "&(2)(3)<i                  | &(2,3)<i",
      })
  void itIsWrittenAsItWasReadAndMeansTheSameAsOneShape(String nested, String merged) {
    Format format = Format.parse(nested);
    Format one = Format.parse(merged);
    assertThat(format.toString()).isEqualTo(nested);
    assertThat(Format.parse(format.toString())).isEqualTo(format);
    assertThat(format).isNotEqualTo(one);
    assertThat(format.isEquivalentTo(one)).isTrue();
    assertThat(one.isEquivalentTo(format)).isTrue();
    assertThat(format.itemsize()).isEqualTo(one.itemsize());
    assertThat(format.alignment()).isEqualTo(one.alignment());
  }

  @ParameterizedTest
  @ValueSource(strings = {"(2)(3)<i", "T{(2)(3)<i:a:}", "(4)(2)(3)T{(2)(1)>h:x:}", "(3)(0)<i"})
  void theCanonicalFormKeepsIt(String text) {
    assertThat(Format.parse(text).canonical().toString()).isEqualTo(text);
  }

  @Test
  void anotherShapeOfAsManyElementsIsNotTheSame() {
    assertThat(Format.parse("(2)(3)i").isEquivalentTo(Format.parse("(3)(2)i"))).isFalse();
    assertThat(Format.parse("(2)(3)i").isEquivalentTo(Format.parse("(6)i"))).isFalse();
  }

  @Test
  void allDimensionsTogetherAreLimited() {
    String most = "(1)".repeat(64) + "i";
    assertThat(Format.parse(most).toString()).isEqualTo(most);
    assertThatThrownBy(() -> Format.parse("(1)".repeat(65) + "i"))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("at most 64 dimensions");
    SubArray inner = new SubArray(List.of(1L << 32), Scalar.of("b", Mark.LITTLE));
    SubArray empty = new SubArray(List.of(0L), inner);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SubArray(List.of(1L << 32), empty))
        .withMessageContaining("2^63-1");
  }

  @Test
  void mergedHasAllDimensionsInOneShape() {
    SubArray array = (SubArray) Format.parse("(4)(2,1)(3)>h");
    assertThat(array.shape()).containsExactly(4L);
    assertThat(array.merged()).isEqualTo(Format.parse("(4,2,1,3)>h"));
  }

  @Test
  void itemsAndFieldsAreThoseOfOneShape() {
    NdView nested = NdView.allocate("T{(2)(3)<i:a:}", 2);
    List<Object> rows = List.of(List.of(1, 2, 3), List.of(4, 5, 6));
    nested.set(List.of(rows), 1);
    NdView merged = nested.viewAs("T{(2,3)<i:a:}");
    assertThat(nested.get(1)).isEqualTo(merged.get(1));
    assertThat(nested.field("a").shape()).containsExactly(2, 2, 3);
    assertThat(nested.field("a").format()).isEqualTo(Format.parse("<i"));
    assertThat(nested.field("a").getInt(1, 1, 2)).isEqualTo(6);
    assertThat(nested.contentEquals(merged)).isTrue();
    NdView copy = NdView.allocate("T{(2,3)<i:a:}", 2);
    copy.assign(nested);
    assertThat(copy.contentEquals(nested)).isTrue();
    NdView wide = NdView.allocate("T{(2,3)>q:a:}", 2);
    nested.convertTo(wide);
    assertThat(wide.field("a").getLong(1, 1, 2)).isEqualTo(6);
    assertThat(nested.contains(List.of(rows))).isTrue();
  }

  @Test
  void itemsThatAreArraysAreNestedLists() {
    NdView view = NdView.of(new int[] {1, 2, 3, 4, 5, 6}).cast("B").cast("(3)(2)i");
    assertThat(view.get(0)).isEqualTo(List.of(List.of(1, 2), List.of(3, 4), List.of(5, 6)));
    assertThat(view.cast("B").cast("i").shape()).containsExactly(6);
    view.set(List.of(List.of(6, 5), List.of(4, 3), List.of(2, 1)), 0);
    assertThat(view.cast("B").cast("i").toList()).isEqualTo(List.of(6, 5, 4, 3, 2, 1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> view.set(List.of(1, 2, 3), 0))
        .withMessageContaining("[3, 2]");
    assertThat(NdView.allocate("(3)(0)i", 1).get(0)).hasToString("[[], [], []]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "(2)(3)<i",
        "T{(2)(3)>i:a:}",
        "T{(4)(2)(3)<h:a:<i:b:}",
        "T{(2)(2)T{<i:x:}:a:}",
        "T{(3)(0)<i:a:}"
      })
  void documentsKeepIt(String text) throws Exception {
    NdView view = NdView.allocate(text, 2);
    String json = ViewMetadata.inline(view, Storage.AS_IT_LIES).toJson();
    NdView again = ViewMetadata.parse(json).open();
    assertThat(again.format()).isEqualTo(Format.parse(text));
    assertThat(again.contentEquals(view)).isTrue();
  }
}
