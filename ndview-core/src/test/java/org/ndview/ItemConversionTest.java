package org.ndview;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
        .withMessageContaining("the value 300 does not fit");
    assertThat(target.contentEquals(NdView.allocate("T{b:a:3s:b:}", 2))).isTrue();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> source.convertTo(target, Casting.SAFE))
        .withMessageContaining("the rule SAFE");
  }
}
