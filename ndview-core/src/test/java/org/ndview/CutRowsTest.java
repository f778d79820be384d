package org.ndview;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.ndview.format.Format;

/** Rows that are cut from wider rows: what lies between them is neither read nor written. */
class CutRowsTest {
  private static final String[] FORMATS = {"b", "B", "<h", ">H", "<i", ">i", "q", "<f", ">d", "d"};

  /** Rows of some numbers, and the places of their bytes. */
  private record Rows(
      NdView view, MemorySegment memory, long first, long step, long bytes, long n) {
    byte[] row(long r) {
      long at = first + r * step;
      return memory.asSlice(at, bytes).toArray(ValueLayout.JAVA_BYTE);
    }
  }

  private static Rows rows(Random random, Arena arena, String format, long n, long columns) {
    long itemsize = Format.parse(format).itemsize();
    long bytes = columns * itemsize;
    long step = bytes + (random.nextInt(4) == 0 ? 0 : random.nextInt(20));
    byte[] content = new byte[(int) (n * step + 8)];
    for (int i = 0; i < content.length; i++) {
      content[i] = (byte) (random.nextInt(8) == 0 ? 1 : 0);
    }
    MemorySegment memory = MemorySegment.ofArray(content);
    if (random.nextInt(3) > 0) {
      memory = arena.allocate(content.length, 8).copyFrom(memory);
    }
    boolean back = random.nextInt(4) == 0;
    long offset = random.nextInt(8);
    long first = offset + (back ? (n - 1) * step : 0);
    long by = back ? -step : step;
    Layout layout = Layout.of(itemsize, first, new long[] {n, columns}, new long[] {by, itemsize});
    NdView view = NdView.of(memory, Format.parse(format), layout);
    return new Rows(view, memory, first, by, bytes, n);
  }

  @Property(tries = 400)
  void cutRowsAreReadAndWrittenAsTheirNumbersAre(@ForAll Random random) {
    String format = FORMATS[random.nextInt(FORMATS.length)];
    long n = 1 + random.nextInt(random.nextBoolean() ? 40 : 900);
    long columns = 1 + random.nextInt(random.nextBoolean() ? 9 : 80);
    try (Arena arena = Arena.ofConfined()) {
      Rows a = rows(random, arena, format, n, columns);
      Rows b = rows(random, arena, format, n, columns);
      byte[] expected = new byte[(int) (n * a.bytes)];
      byte[] around = b.memory.toArray(ValueLayout.JAVA_BYTE);
      for (int r = 0; r < n; r++) {
        byte[] row = a.row(r);
        System.arraycopy(row, 0, expected, (int) (r * a.bytes), row.length);
        System.arraycopy(row, 0, around, (int) (b.first + r * b.step), row.length);
      }
      String what =
          "%s, %d rows of %d, %s and %s"
              .formatted(format, n, columns, a.view.layout(), b.view.layout());

      assertThat(Arrays.mismatch(a.view.toBytes(), expected)).as(what).isNegative();
      b.view.assign(a.view);
      byte[] written = b.memory.toArray(ValueLayout.JAVA_BYTE);
      assertThat(Arrays.mismatch(written, around)).as(what).isNegative();

      assertThat(a.view.contentEquals(b.view)).as(what).isTrue();
      check(random, a.view, b.view, what);
    }
  }

  private static void check(Random random, NdView a, NdView b, String what) {
    // a double is not exact for all of 64 bits
    NdView doubles = NdView.allocate(a.format().toString().equals("q") ? ">q" : "d", a.shape());
    a.convertTo(doubles, Casting.UNSAFE);
    assertThat(a.contentEquals(doubles)).as(what).isTrue();
    long n = a.shape()[0];
    long columns = a.shape()[1];
    Object value = a.get(random.nextLong(n), random.nextLong(columns));
    long count = 0;
    long first = -1;
    for (long r = 0; r < n; r++) {
      for (long c = 0; c < columns; c++) {
        if (doubles.getDouble(r, c) != a.getDouble(r, c)) {
          throw new AssertionError(what + " at " + r + ", " + c);
        }
        if (a.get(r, c).equals(value)) {
          first = count++ == 0 ? r * columns + c : first;
        }
      }
    }
    assertThat(a.count(value)).as(what).isEqualTo(count);
    assertThat(a.indexOf(value)).as(what).isEqualTo(first);
    long r = random.nextLong(n);
    long c = random.nextLong(columns);
    b.set(b.getDouble(r, c) == 0 ? (Object) 1 : (Object) 0, r, c);
    assertThat(a.contentEquals(b)).as(what).isFalse();
    assertThat(b.contentEquals(doubles)).as(what).isFalse();
  }
}
