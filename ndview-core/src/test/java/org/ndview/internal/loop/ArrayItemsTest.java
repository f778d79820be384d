package org.ndview.internal.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Array;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ArrayItemsTest {
  @ParameterizedTest
  @ValueSource(longs = {1, 16, 17, Integer.MAX_VALUE, 0x8000_0001L, 0xffff_ffffL, Long.MAX_VALUE})
  void everyThreadHasAPlaceHoweverManyThereWere(long threadId) {
    assertThat(ArrayItems.place(threadId)).isBetween(0, 255);
  }

  @Test
  void threadsThatFollowEachOtherHavePlacesFarApart() {
    int[] places = LongStream.range(0, 16).mapToInt(ArrayItems::place).sorted().toArray();
    for (int i = 1; i < places.length; i++) {
      assertThat(places[i] - places[i - 1]).isGreaterThanOrEqualTo(16);
    }
  }

  static List<Arguments> types() {
    return List.of(
        Arguments.of(ArrayItems.BYTES, byte[].class, 1),
        Arguments.of(ArrayItems.SHORTS, short[].class, 2),
        Arguments.of(ArrayItems.INTS, int[].class, 4),
        Arguments.of(ArrayItems.LONGS, long[].class, 8),
        Arguments.of(ArrayItems.FLOATS, float[].class, 4),
        Arguments.of(ArrayItems.DOUBLES, double[].class, 8));
  }

  @ParameterizedTest(name = "{1}")
  @MethodSource("types")
  <T> void anArrayIsLentToOneAtATimeAndTakenAgain(ArrayItems<T> items, Class<T> type, int width) {
    T first = items.take();
    T second = items.take();
    assertThat(second).isInstanceOf(type).isNotSameAs(first);
    assertThat(Array.getLength(second)).isEqualTo(StagedLoop.MOST);
    items.give(first);
    assertThat(items.take()).isSameAs(first);
    assertThat(items.width()).isEqualTo(width);
  }
}
