package org.ndview;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is converted by columns becomes what it becomes item by item. */
class ColumnwiseConversionTest {
  /** Few items are converted one by one. */
  private static final int FEW = 15;

  private static final String[] NUMBERS = {
    "?", "b", "B", "<h", ">I", "q", ">Q", "e", ">f", "<d", "[bfloat16]"
  };
  private static final String[] COMPLEX = {"Ze", ">Ze", "Zf", ">Zf", "<Zd", ">Zd"};

  private static String one(Random random, String... formats) {
    return formats[random.nextInt(formats.length)];
  }

  /** Formats of the same values, of other types, byte orders and padding. */
  private static String[] pair(Random random) {
    String[] a = new String[2];
    switch (random.nextInt(8)) {
      case 0 -> a = new String[] {one(random, COMPLEX), one(random, COMPLEX)};
      case 1 -> a = new String[] {one(random, NUMBERS), one(random, COMPLEX)};
      case 2 -> a = new String[] {one(random, COMPLEX), one(random, NUMBERS)};
      case 3 -> a = new String[] {one(random, "<3w", ">3w"), one(random, "<3w", ">3w")};
      case 4 -> a = new String[] {one(random, "<3u", ">3u", "5s"), one(random, "<3u", ">3u", "5s")};
      case 5 -> a = new String[] {"(2,3)" + one(random, NUMBERS), "(2,3)" + one(random, NUMBERS)};
      default -> {
        for (int i = 0; i < 2; i++) {
          a[i] =
              "T{%s%s:x:%s:y:3s:s:%s:z:(2)%s:v:%s2%s:w:}"
                  .formatted(
                      one(random, "", "x", "3x"),
                      one(random, NUMBERS),
                      one(random, COMPLEX),
                      one(random, NUMBERS),
                      one(random, NUMBERS),
                      one(random, "", "2x"),
                      one(random, "h", ">i"));
        }
      }
    }
    return a;
  }

  private static NdView filled(Random random, String format, long... shape) {
    NdView view = NdView.allocate(format, shape);
    byte[] bytes = new byte[(int) view.nbytes()];
    random.nextBytes(bytes);
    boolean small = random.nextBoolean(); // and zeros
    for (int i = 0; i < bytes.length; i++) {
      // no NaN, whose bits may become others
      bytes[i] &= (byte) (!small ? 0xdf : random.nextInt(3) == 0 ? 0x41 : 0);
    }
    view.segment().copyFrom(MemorySegment.ofArray(bytes));
    return view;
  }

  @Property(tries = 600)
  void columnsAreConvertedAsItemsAre(@ForAll Random random) {
    String[] formats = pair(random);
    int rows = 1 + random.nextInt(4);
    int columns = 16 + random.nextInt(40);
    boolean turned = random.nextBoolean();
    NdView a = filled(random, formats[0], turned ? columns : rows, turned ? rows : columns);
    NdView target = filled(random, formats[1], rows, 2 * columns);
    NdView again = target.copy();
    NdView source = turned ? a.transpose() : a.slice(":, ::-1");
    String part = one(random, ":, ::2", ":, :%d".formatted(columns), ":, -%d:".formatted(columns));
    NdView b = target.slice(part);
    NdView c = again.slice(part);
    Casting casting = Casting.values()[random.nextInt(Casting.values().length)];
    String refused = refusal(() -> source.convertTo(b, casting));
    if (refused != null) {
      assertThat(Arrays.mismatch(target.toBytes(), again.toBytes())).as(refused).isNegative();
      return;
    }
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j += FEW) {
        Index few = Index.range(j, Math.min(j + FEW, columns));
        source.slice(Index.at(i), few).convertTo(c.slice(Index.at(i), few), casting);
      }
    }
    assertThat(Arrays.mismatch(target.toBytes(), again.toBytes()))
        .as(() -> "%s to %s, %s: the first byte".formatted(formats[0], formats[1], casting))
        .isNegative();
  }

  private static String refusal(Runnable call) {
    try {
      call.run();
      return null;
    } catch (IllegalArgumentException e) {
      return String.valueOf(e.getMessage());
    }
  }

  /** Many items go block by block, along the first dimension. */
  @ParameterizedTest
  @ValueSource(strings = {"20001", "3 9000", "9000 3", "2 2 5001", "1 20001"})
  void manyItemsAreConvertedAndComparedAsFewAre(String lengths) {
    long[] shape = Arrays.stream(lengths.split(" ")).mapToLong(Long::parseLong).toArray();
    NdView source = NdView.allocate("T{<i:a:<f:b:<i:c:}", shape);
    NdView line = source.reshape(source.size());
    for (int i = 0; i < line.size(); i++) {
      line.field("a").setInt(i, i);
      line.field("b").setFloat(i * 0.5f, i);
      line.field("c").setInt(-i, i);
    }
    for (boolean turned : new boolean[] {false, true}) {
      for (Execution execution : Execution.values()) {
        NdView target = NdView.allocate("T{<d:a:<d:b:<i:c:}", shape);
        if (turned) {
          target = target.copy(Order.F);
        }
        source.convertTo(target, Casting.SAFE, Scaling.none(), execution);
        NdView items = turned ? target.copy() : target;
        NdView all = items.reshape(items.size());
        for (int i = 0; i < all.size(); i++) {
          assertThat(all.field("a").getDouble(i)).isEqualTo(i);
          assertThat(all.field("b").getDouble(i)).isEqualTo(i * 0.5);
          assertThat(all.field("c").getInt(i)).isEqualTo(-i);
        }
        assertThat(source.contentEquals(target, execution)).isTrue();
        all.field("c").setInt(7, all.size() - 1);
        assertThat(source.contentEquals(items, execution)).isFalse();
      }
    }
  }
}
