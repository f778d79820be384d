package org.ndview;

import java.util.ArrayList;
import java.util.List;

/**
 * What a program with many types and memories does to the profiles of shared code, before anything
 * is measured: items of every scalar format and byte order, on the heap and off it, are read and
 * written in loops.
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
      long bytes = nativeMemory.nbytes();
      views.add(nativeMemory);
      views.add(NdView.of(new byte[(int) bytes]).cast(format, N, N));
      views.add(
          NdView.of(new long[(int) (bytes + 7) / 8])
              .cast("B")
              .slice(":" + bytes)
              .cast(format, N, N));
      views.add(nativeMemory.transpose());
      views.add(nativeMemory.slice("::-1, ::2"));
    }
    double sum = 0;
    for (int round = 0; round < 20; round++) {
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
          sum += line.getDouble(j);
        }
      }
    }
    return sum;
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
