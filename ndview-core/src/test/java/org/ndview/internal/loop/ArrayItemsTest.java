package org.ndview.internal.loop;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArrayItemsTest {
  @ParameterizedTest
  @ValueSource(longs = {1, 16, 17, Integer.MAX_VALUE, 0x8000_0001L, 0xffff_ffffL, Long.MAX_VALUE})
  void everyThreadHasAPlaceHoweverManyThereWere(long threadId) {
    assertThat(ArrayItems.place(threadId)).isBetween(0, 255);
  }

  @Test
  void anArrayIsLentToOneAtATimeAndTakenAgain() {
    int[] first = ArrayItems.INTS.take();
    int[] second = ArrayItems.INTS.take();
    assertThat(second).isNotSameAs(first);
    ArrayItems.INTS.give(first);
    assertThat(ArrayItems.INTS.take()).isSameAs(first).hasSize(StagedLoop.MOST);
  }
}
