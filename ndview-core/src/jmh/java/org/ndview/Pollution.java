package org.ndview;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What a program with many types and memories does to the profiles of shared code, before anything
 * is measured: items of every scalar format and byte order, on the heap and off it, in arrays of
 * every type, mapped and guarded, are read and written in loops.
 */
public final class Pollution {
  private static final String[] FORMATS = {
    "?",
    "b",
    "B",
    "<h",
    ">h",
    "<H",
    ">H",
    "<i",
    ">i",
    "<I",
    ">I",
    "<q",
    ">q",
    "<Q",
    ">Q",
    "<e",
    ">e",
    "<f",
    ">f",
    "<d",
    ">d",
    "<[bfloat16]"
  };
  private static final int N = 64;

  private Pollution() {}

  /** {@return a sum, so that nothing is optimised away} */
  public static double run() {
    List<NdView> views = new ArrayList<>();
    for (String format : FORMATS) {
      NdView nativeMemory = NdView.allocate(format, N, N);
      int bytes = (int) nativeMemory.nbytes();
      views.add(nativeMemory);
      for (NdView array :
          List.of(
              NdView.of(new byte[bytes]),
              NdView.of(new short[bytes / 2]),
              NdView.of(new char[bytes / 2]),
              NdView.of(new int[bytes / 4]),
              NdView.of(new long[bytes / 8]),
              NdView.of(new float[bytes / 4]),
              NdView.of(new double[bytes / 8]))) {
        views.add(array.cast("B").cast(format, N, N));
      }
      views.add(mapped(bytes).cast(format, N, N));
      views.add(nativeMemory.transpose());
      views.add(nativeMemory.slice("::-1, ::2"));
      views.add(nativeMemory.guarded(views, () -> {}));
      views.add(views.get(1).guarded(views, views::size));
    }
    double sum = 0;
    for (int round = 0; round < 8; round++) {
      for (NdView view : views) {
        long rows = view.shape()[0];
        long columns = view.shape()[1];
        for (long i = 0; i < rows; i++) {
          for (long j = 0; j < columns; j++) {
            view.setInt((int) (i + j) & 1, i, j);
            view.setDouble((i ^ j) & 1, i, j);
            sum +=
                view.getDouble(i, j) + view.getFloat(i, j) + view.getInt(i, j) + view.getLong(i, j);
          }
        }
        NdView line = view.select(0, round);
        for (long j = 0; j < columns; j++) {
          line.setDouble(1, j);
          sum += line.getDouble(j) + ((Number) number(line.get(j))).doubleValue();
        }
        NdView four = view.slice("newaxis, :, :, newaxis");
        NdView three = four.select(0, 0);
        for (long i = 0; i < columns; i++) {
          four.setDouble(1, 0, i, i, 0);
          four.setDouble(1, new long[] {0, i, i, 0});
          sum += four.getDouble(0, i, i, 0) + four.getDouble(new long[] {0, i, i, 0});
          three.setDouble(1, i, i, 0);
          sum += three.getDouble(i, i, 0);
        }
      }
    }
    return sum;
  }

  private static Object number(Object item) {
    return item instanceof Boolean b ? (b ? 1 : 0) : item;
  }

  private static NdView mapped(int bytes) {
    try {
      Path file = Files.createTempFile("pollution", ".bin");
      Files.write(file, new byte[bytes]);
      NdView view = NdView.map(file, FileChannel.MapMode.READ_WRITE, 0, bytes);
      Files.delete(file);
      return view;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Copies, converts, compares and writes views of many types, byte orders, memories and layouts,
   * as {@link #run()} does with single items.
   */
  public static void bulk() {
    for (String a : new String[] {"b", "<h", ">i", "<f", ">d", "<q", "<e", "?"}) {
      for (String b : new String[] {"B", ">h", "<i", ">f", "<d", ">q", ">e"}) {
        for (int memory = 0; memory < 3; memory++) {
          NdView from = view(a, memory);
          NdView to = view(b, 2 - memory);
          for (NdView v : new NdView[] {from, from.transpose(), from.slice("::-1, ::-1")}) {
            v.convertTo(to, Casting.UNSAFE);
            v.contentEquals(to);
            v.copy().close();
            v.toBytes(Order.F);
          }
        }
      }
    }
  }

  private static NdView view(String format, int memory) {
    NdView v = NdView.allocate(format, 33, 33);
    long bytes = v.nbytes();
    return switch (memory) {
      case 0 -> v;
      case 1 -> NdView.of(new byte[(int) bytes]).cast(format, 33, 33);
      default ->
          NdView.of(new int[(int) bytes / 4 + 1]).cast("B").slice(":" + bytes).cast(format, 33, 33);
    };
  }
}
