package org.ndview;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ndview.format.Format;

/** Lists of structures are those of their items as they were, whenever the items are made. */
class StructListTest {
  private static NdView records(String format, long... shape) {
    Format item = Format.parse(format);
    byte[] bytes = new byte[(int) Layout.nbytes(item.itemsize(), shape)];
    new Random(5).nextBytes(bytes);
    return NdView.of(MemorySegment.ofArray(bytes), item, shape);
  }

  private static List<Object> items(NdView line) {
    List<Object> items = new ArrayList<>();
    line.forEach(items::add);
    return items;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "T{<i:a:<h:b:}",
        "T{>d:x:?:ok:3x<Q:n:}",
        "T{T{b:r:b:g:}:pixel:(2)f:pair:}",
        "3h",
        "<i4x",
        "T{Zd:z:g:wide:}",
        "T{3s:tag:i:n:}",
        "T{i:n:500x}",
        "4x"
      })
  void eachItemIsWhatGetGivesAlsoAfterTheMemoryChanged(String format) {
    NdView view = records(format, 5, 7);
    for (NdView part : List.of(view, view.slice("::-1, ::2"), view.transpose(), view.slice(":0"))) {
      List<Object> expected = new ArrayList<>();
      for (long i = 0; i < part.shape()[0]; i++) {
        expected.add(items(part.select(0, i)));
      }
      Object list = part.toList();
      MemorySegment memory = view.segment();
      byte[] before = view.toBytes();
      memory.fill((byte) 1);
      assertThat(list).hasToString(expected.toString());
      memory.copyFrom(MemorySegment.ofArray(before));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"T{<i:a:<h:b:}", "i", "d", "3s"})
  void rowsWithoutItemsAreEmptyWhereverTheyBegin(String format) {
    NdView none = records(format, 3, 0);
    NdView apart =
        none.asStrided(
            none.format(), Layout.of(none.itemsize(), 0, new long[] {3, 0}, new long[] {1000, 8}));
    assertThat(apart.toList()).hasToString("[[], [], []]");
    assertThat(apart.toBytes()).isEmpty();
    assertThat((Object[]) apart.toArray()).hasSize(3);
  }

  @Test
  void listsOfStructuresAreUnmodifiableAndCheckTheirIndex() {
    List<?> list = (List<?>) records("T{<i:a:<h:b:}", 3).toList();
    assertThat(list).hasSize(3);
    assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> list.get(3));
    assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> list.get(-1));
    assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(list::removeFirst);
  }

  @ParameterizedTest
  @ValueSource(strings = {"b", "h", "i", "q", "f", "d", "B", "?", ">i", ">d"})
  void arraysHoldEachItemInEveryMemory(String format) {
    NdView view = records(format, 600);
    try (NdView copy = view.copy()) {
      for (String index : List.of(":", "3:", ":511", ":513", "::-1", "::2", ":1", ":0")) {
        assertThat(copy.slice(index).toArray()).isEqualTo(view.slice(index).toArray());
        Object array = view.slice(index).toArray();
        List<Object> items = items(view.slice(index));
        for (int i = 0; i < items.size(); i++) {
          assertThat(java.lang.reflect.Array.get(array, i).toString())
              .isEqualTo(items.get(i).toString());
        }
      }
    }
  }
}
