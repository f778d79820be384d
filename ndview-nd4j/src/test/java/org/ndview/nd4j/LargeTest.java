package org.ndview.nd4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.ndview.NdView;

/** Items beyond 2^31, and memory beyond the heap. */
class LargeTest {
  private static final long ITEMS = (1L << 31) + 1000;

  @Test
  void anArrayOfMoreThan2To31Items() {
    INDArray array = Nd4j.createUninitialized(DataType.UINT8, ITEMS);
    NdView view = NdArrays.view(array);
    assertThat(view.size()).isEqualTo(ITEMS);
    view.slice((ITEMS - 100) + ":").assign(NdView.of(new byte[100]).cast("B"));
    view.setInt(200, ITEMS - 1);
    array.putScalar(ITEMS - 3, 100);
    assertThat(array.getLong(ITEMS - 1)).isEqualTo(200);
    assertThat(view.getInt(ITEMS - 3)).isEqualTo(100);
    assertThat(view.getInt(-1 + ITEMS)).isEqualTo(200);

    NdView end = view.slice((ITEMS - 99) + "::2");
    INDArray wrapped = NdArrays.wrap(end);
    assertThat(wrapped.length()).isEqualTo(50);
    // as longs, since ND4J sums bytes in bytes
    assertThat(wrapped.castTo(DataType.INT64).sumNumber().longValue()).isEqualTo(300);
    INDArray whole = NdArrays.wrap(view);
    assertThat(whole.length()).isEqualTo(ITEMS);
    whole.putScalar(ITEMS - 1, 7);
    assertThat(view.getInt(ITEMS - 1)).isEqualTo(7);
    array.close();
  }

  @Test
  void aMappedFileLargerThanTheHeap(@TempDir Path folder) throws IOException {
    long bytes = Runtime.getRuntime().maxMemory() + (1L << 30);
    Path file = folder.resolve("sparse.bin");
    try (FileChannel channel =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.SPARSE,
            StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.allocate(1), bytes - 1);
    }
    try (NdView view = NdView.map(file, MapMode.READ_WRITE, 0, bytes).cast("d")) {
      long n = view.size();
      NdView tail = view.slice((n - 1000) + "::10");
      INDArray array = NdArrays.wrap(tail);
      array.addi(3);
      assertThat(view.getDouble(n - 1000)).isEqualTo(3);
      assertThat(view.getDouble(n - 999)).isZero();
      assertThat(array.sumNumber().doubleValue()).isEqualTo(300);
      INDArray whole = NdArrays.wrap(view);
      assertThat(whole.getDouble(n - 10)).isEqualTo(3);
    }
    try (NdView again = NdView.map(file, MapMode.PRIVATE, 0, bytes).cast("d")) {
      INDArray array = NdArrays.wrap(again.slice((again.size() - 1000) + ":"));
      assertThat(array.sumNumber().doubleValue()).isEqualTo(300);
      array.assign(1);
    }
    try (NdView unchanged = NdView.map(file)) {
      assertThat(unchanged.cast("d").getDouble(bytes / 8 - 1)).isZero();
    }
  }
}
