package org.ndview.internal.numeric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ndview.Execution;
import org.ndview.NdView;
import org.ndview.Statistics;

/** Views that are large enough for several parts, whoever does them: each item counts once. */
class ReductionPartsTest {
  private static final int[] SHAPE = {21, 300, 101};

  @ParameterizedTest(name = "{0}, axes {1}, by {2}")
  @CsvSource({
    "h, 012, ''",
    "h, 012, 0",
    "h, 021, 2",
    "h, 210, 1",
    "h, 102, 01",
    "h, 012, 21",
    "B, 012, 2",
    "B, 120, 10",
    "d, 201, 0",
    "d, 012, 012"
  })
  void everyItemIsInOneCell(String type, String axes, String by) {
    int[] order = axes.chars().map(c -> c - '0').toArray();
    int[] back = new int[3];
    long[] room = new long[3];
    for (int d = 0; d < 3; d++) {
      room[d] = SHAPE[order[d]];
      back[order[d]] = d;
    }
    NdView view = NdView.allocate(type, room).permute(back);
    int[] kept = by.chars().map(c -> c - '0').toArray();
    int cells = IntStream.of(kept).map(d -> SHAPE[d]).reduce(1, (a, b) -> a * b);
    long[] sum = new long[cells];
    int[] min = new int[cells];
    int[] max = new int[cells];
    java.util.Arrays.fill(min, 1000);
    int[] index = new int[3];
    for (index[0] = 0; index[0] < SHAPE[0]; index[0]++) {
      for (index[1] = 0; index[1] < SHAPE[1]; index[1]++) {
        for (index[2] = 0; index[2] < SHAPE[2]; index[2]++) {
          int number = (index[0] * 7 + index[1] * 13 + index[2] * 29) % 251;
          view.setInt(number, index[0], index[1], index[2]);
          int cell = 0;
          for (int d : kept) {
            cell = cell * SHAPE[d] + index[d];
          }
          sum[cell] += number;
          min[cell] = Math.min(min[cell], number);
          max[cell] = Math.max(max[cell], number);
        }
      }
    }
    long each = view.size() / cells;
    for (Execution execution : Execution.values()) {
      Statistics made = view.statistics(execution, kept);
      for (int cell = 0; cell < cells; cell += 1 + cells / 1000) {
        long[] at = new long[kept.length];
        int rest = cell;
        for (int d = kept.length - 1; d >= 0; d--) {
          at[d] = rest % SHAPE[kept[d]];
          rest /= SHAPE[kept[d]];
        }
        Statistics.Summary one = made.at(at);
        assertThat(one.count()).isEqualTo(each);
        assertThat(one.min()).isEqualTo(min[cell]);
        assertThat(one.max()).isEqualTo(max[cell]);
        assertThat(one.mean()).isCloseTo((double) sum[cell] / each, within(1e-9));
      }
    }
  }
}
