package org.ndview;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Structures, sub-arrays and text convert item by item, fields by position. */
class ItemConversionTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "T{>i:a:}            | T{<i:a:}",
        "T{<i:a:<h:b:}       | T{<i:x:4x>h:y:}",
        "T{b:a:T{>h:k:}:in:} | T{q:a:T{d:k:}:in:}",
        "T{g:a:w:b:}         | T{>g:a:3w:b:}",
        "(2,2)>h             | (2,2)i",
        "<2h                 | >2q",
        "3s                  | 5s",
        "3w                  | >5w",
        "3u                  | 4w",
        "3w                  | 4u",
        "Zg2s                | 2s:x:Zg:y:",
      })
  void itemsOfTheSameFieldsConvert(String from, String to) {
    NdView source = NdView.allocate(from, 3);
    NdView target = NdView.allocate(to, 3);
    if (from.equals("Zg2s")) {
      assertThatIllegalArgumentException().isThrownBy(() -> source.convertTo(target));
      return;
    }
    for (long i = 0; i < source.nbytes(); i++) {
      source
          .segment()
          .set(java.lang.foreign.ValueLayout.JAVA_BYTE, i, (byte) (i % 3 == 0 ? 65 : 0));
    }
    if (from.contains("u") || from.contains("w")) {
      source.segment().fill((byte) 0);
    }
    source.convertTo(target);
    if (!from.equals("3s")) {
      assertThat(target.contentEquals(source)).isTrue();
    } else {
      assertThat((byte[]) target.get(1)).startsWith((byte[]) source.get(1)).hasSize(5);
    }
  }

  @Test
  void textKeepsItsUnits() {
    NdView source = NdView.of(new int[] {0xd83d, 0xde00, -1}).cast("B").cast("3w");
    NdView target = NdView.allocate(">4w", 1);
    source.convertTo(target);
    assertThat(target.contentEquals(source)).isTrue();
  }

  @Test
  void whatDoesNotFitIsRefusedAndNothingWritten() {
    NdView source = NdView.allocate("T{i:a:3s:b:}", 2);
    source.set(List.of(1, new byte[] {1, 2}), 0);
    source.set(List.of(300, new byte[] {1, 2}), 1);
    NdView target = NdView.allocate("T{b:a:3s:b:}", 2);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> source.convertTo(target))
        .withMessageStartingWith(
            "in the item at index [1]: the value 300 does not fit the format 'b'");
    assertThat(target.contentEquals(NdView.allocate("T{b:a:3s:b:}", 2))).isTrue();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> source.convertTo(target, Casting.SAFE))
        .withMessageContaining("the rule SAFE");
  }

  @Test
  void unsafeMakesItFitAsNumpyDoes() {
    NdView source = NdView.allocate("T{i:a:5s:b:>d:c:4w:d:(2)H:e:}", 1);
    source.set(List.of(300, "hello".getBytes(US_ASCII), 1e300, "abcd", List.of(65535, 256)), 0);
    NdView target = NdView.allocate("T{b:a:3s:b:<f:c:>2w:d:(2)B:e:}", 1);
    source.convertTo(target, Casting.UNSAFE);
    assertThat(target.get(0))
        .isEqualTo(
            StructValue.of(
                List.of(
                    44, "hel".getBytes(US_ASCII), Float.POSITIVE_INFINITY, "ab", List.of(255, 0)),
                List.of("a", "b", "c", "d", "e")));
    NdView bools = NdView.allocate("T{?:a:?:b:}", 1);
    NdView complex = NdView.allocate("T{Zd:a:d:b:}", 1);
    complex.set(List.of(new Complex(0, 1), Double.NaN), 0);
    complex.convertTo(bools, Casting.UNSAFE);
    assertThat(bools.get(0)).hasToString("(a=true, b=true)");
  }

  @ParameterizedTest
  @CsvSource({
    "5s, 3s, hel",
    "5s, 3p, he",
    "5w, 3w, hel",
    "5u, 3u, hel",
    "5u, 3w, hel",
    "5w, 3u, hel",
  })
  void textThatIsTooLongIsCutUnderUnsafeAlone(String from, String to, String cut) {
    NdView source = NdView.allocate(from, 2);
    boolean bytes = from.endsWith("s");
    source.set(bytes ? (Object) "hello".getBytes(US_ASCII) : "hello", 1);
    NdView target = NdView.allocate(to, 2);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> source.convertTo(target))
        .withMessageContaining("index [1]")
        .withMessageContaining("hello'");
    source.convertTo(target, Casting.UNSAFE);
    assertThat(target.get(1)).isEqualTo(bytes ? (Object) cut.getBytes(US_ASCII) : cut);
  }

  @Test
  void aCharacterOfTwoUnitsIsNotCutInHalf() {
    NdView source = NdView.allocate("3w", 1);
    source.set("a\ud83d\ude00", 0);
    NdView target = NdView.allocate("2u", 1);
    source.convertTo(target, Casting.UNSAFE);
    assertThat(target.get(0)).isEqualTo("a");
  }

  @Test
  void zerosAtTheEndOfBytesNeedNoRoom() {
    NdView source = NdView.allocate("5s", 1);
    source.set("ab".getBytes(US_ASCII), 0);
    NdView target = NdView.allocate("2s", 1);
    source.convertTo(target, Casting.SAFE);
    assertThat((byte[]) target.get(0)).isEqualTo("ab".getBytes(US_ASCII));
  }

  @Test
  void whatHasNoValueIsCopied() {
    NdView source = NdView.allocate("T{i:a:O:b:3x:c:9t:d:[bytes;2]:e:}", 2);
    for (int i = 0; i < source.nbytes(); i++) {
      source.cast("B").setByte((byte) (i % 100), i);
    }
    NdView target = NdView.allocate("T{q:a:O:b:3x:c:9t:d:[bytes;2]:e:}", 2);
    source.convertTo(target);
    for (String name : List.of("b", "c", "d", "e")) {
      assertThat(target.field(name).toBytes()).isEqualTo(source.field(name).toBytes());
    }
    assertThat(target.field("a").getInt(1)).isEqualTo(source.field("a").getInt(1));
  }

  @ParameterizedTest
  @EnumSource(Execution.class)
  void manyItemsConvertAndTheFirstThatDoesNotFitInCOrderIsTold(Execution execution) {
    NdView source = NdView.allocate("T{i:a:>w:t:}", 300, 400).transpose();
    NdView numbers = source.field("a");
    for (int i = 0; i < 400; i++) {
      for (int j = 0; j < 300; j++) {
        numbers.setInt((i + j) % 100, i, j);
      }
    }
    NdView target = NdView.allocate("T{b:a:2w:t:}", 400, 300);
    source.convertTo(target, Casting.SAME_KIND, Scaling.none(), execution);
    assertThat(target.field("a").contentEquals(numbers)).isTrue();
    numbers.setInt(1000, 399, 0);
    numbers.setInt(2000, 398, 299);
    numbers.setInt(0, 0, 1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> source.convertTo(target, Casting.SAME_KIND, Scaling.none(), execution))
        .withMessageContaining("index [398, 299]: the value 2000");
    assertThat(target.field("a").getInt(0, 1)).isEqualTo(1);
    source.convertTo(target, Casting.UNSAFE, Scaling.none(), execution);
    assertThat(target.field("a").getInt(398, 299)).isEqualTo((byte) 2000);
  }
}
