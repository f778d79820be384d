package org.ndview.faults;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.ndview.Casting;
import org.ndview.NdView;
import org.ndview.Scaling;

/**
 * What a call may read and write.
 *
 * @param source 40 x 30 x 3 numbers
 * @param floats so many as the source has
 * @param target of the source's format and shape
 * @param records 300 of them
 * @param rows an array of rows, each behind a pointer
 * @param folder empty at first
 */
record Scene(NdView source, NdView floats, NdView target, NdView records, NdView rows, Path folder)
    implements AutoCloseable {
  static Scene in(Path folder) {
    int[] numbers = IntStream.range(0, 3600).map(i -> i * 37 % 251).toArray();
    NdView source = NdView.allocate("i", 40, 30, 3);
    source.assign(NdView.of(numbers).reshape(40, 30, 3));
    NdView floats = NdView.allocate("f", 40, 30, 3);
    floats.fill(0.5);
    NdView target = NdView.allocate("i", 40, 30, 3);
    target.fill(-7);
    NdView records = NdView.allocate("T{<h:a:(3)<f:p:<d:b:4s:s:}", 300);
    NdView some = NdView.of(numbers).slice(":300");
    some.convertTo(records.field("a"), Casting.SAME_VALUE);
    some.convertTo(records.field("b"), Casting.SAFE, Scaling.of(0.125, 0));
    NdView rows = NdView.ofRows(new int[][] {{1, 2, 3}, {4, 5, 6}, {7, 8, 9}});
    return new Scene(source, floats, target, records, rows, folder);
  }

  Stream<NdView> views() {
    return Stream.of(source, floats, target, records, rows);
  }

  @Override
  public void close() {
    for (NdView view : List.of(source, floats, target, records)) {
      view.close();
    }
  }
}
