package org.ndview;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.Random;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Extents and overlaps, against the sets of bytes that items touch. */
class LayoutOverlapTest {

  @Property(tries = 10_000)
  void overlapsIsTrueWhenTheSetsOfBytesMeet(@ForAll Random random) {
    Layout a = LayoutWalk.randomPlain(random);
    Layout b = LayoutWalk.randomPlain(random);
    boolean meet = !Collections.disjoint(LayoutWalk.bytes(a), LayoutWalk.bytes(b));
    assertThat(a.overlaps(b)).isEqualTo(meet);
    assertThat(b.overlaps(a)).isEqualTo(meet);
  }

  @Property(tries = 10_000)
  void overlapsOfRegularLayoutsIsExactToo(@ForAll Random random) {
    Layout a = LayoutWalk.randomRegular(random);
    Layout b = LayoutWalk.randomRegular(random);
    b = b.withOffset(b.offset() + random.nextInt(-9, 9));
    assertThat(a.overlaps(b))
        .isEqualTo(!Collections.disjoint(LayoutWalk.bytes(a), LayoutWalk.bytes(b)));
  }

  @Property(tries = 10_000)
  void overlapsItselfIsTrueWhenBytesAreTouchedTwice(@ForAll Random random) {
    Layout layout = LayoutWalk.randomPlain(random);
    long touched = layout.nbytes();
    assertThat(layout.overlapsItself()).isEqualTo(LayoutWalk.bytes(layout).size() < touched);
  }

  @Property(tries = 3000)
  void overlapsItselfWithWideStrides(@ForAll Random random) {
    int ndim = random.nextInt(1, 4);
    long[] shape = new long[ndim];
    long[] strides = new long[ndim];
    Arrays.setAll(shape, _ -> random.nextInt(1, 9));
    Arrays.setAll(strides, _ -> random.nextInt(-200, 200));
    Layout layout = Layout.of(random.nextInt(1, 9), 0, shape, strides);
    assertThat(layout.overlapsItself())
        .isEqualTo(LayoutWalk.bytes(layout).size() < layout.nbytes());
  }

  @Property(tries = 10_000)
  void theExtentIsTheFirstAndTheLastByte(@ForAll Random random) {
    Layout layout = LayoutWalk.random(random);
    TreeSet<Long> bytes = LayoutWalk.bytes(layout);
    if (layout.size() == 0) {
      assertThat(layout.low()).isEqualTo(layout.offset()).isEqualTo(layout.high());
    } else if (!bytes.isEmpty()) {
      assertThat(layout.low()).isEqualTo(bytes.getFirst());
      assertThat(layout.high()).isEqualTo(bytes.getLast() + 1);
    }
    for (long size = 0; size < 300; size += random.nextInt(1, 30)) {
      boolean within =
          bytes.isEmpty()
              ? layout.low() >= 0 && layout.high() <= size
              : bytes.getFirst() >= 0 && bytes.getLast() < size;
      if (within) {
        layout.checkWithin(size);
      } else {
        long tooSmall = size;
        assertThatThrownBy(() -> layout.checkWithin(tooSmall))
            .isInstanceOf(IndexOutOfBoundsException.class);
      }
    }
  }

  @Test
  void checkWithinIsExactAtBothEnds() {
    Layout layout = Layout.of(4, 12, new long[] {4}, new long[] {-4});
    layout.checkWithin(16);
    assertThatThrownBy(() -> layout.checkWithin(15))
        .isInstanceOf(IndexOutOfBoundsException.class)
        .hasMessage(
            "bytes 0 to 16 do not lie within a memory of 15 bytes:"
                + " Layout[itemsize=4, offset=12, shape=[4], strides=[-4]]");
    assertThatThrownBy(() -> layout.withOffset(11).checkWithin(100))
        .isInstanceOf(IndexOutOfBoundsException.class)
        .hasMessageStartingWith("bytes -1 to 15 do not lie within a memory of 100 bytes");
  }

  @Test
  void anEmptyLayoutNeedsItsOffsetWithinTheMemory() {
    Layout empty = Layout.of(8, 16, new long[] {0, 1000}, new long[] {8, 8});
    empty.checkWithin(16);
    assertThatExceptionOfType(IndexOutOfBoundsException.class)
        .isThrownBy(() -> empty.checkWithin(15));
    assertThatExceptionOfType(IndexOutOfBoundsException.class)
        .isThrownBy(() -> empty.withOffset(-1).checkWithin(15));
    // NumPy moves the offset of this by 999*8
    assertThat(empty.slice(":, 999:"))
        .isEqualTo(Layout.of(8, 16, new long[] {0, 1}, new long[] {8, 8}));
    assertThat(empty.select(1, 999).offset()).isEqualTo(16);
  }

  @Test
  void largeRegularLayoutsAreAnsweredExactlyAndFast() {
    long n = 1_000_000_000L;
    Layout even = Layout.of(8, 0, new long[] {n}, new long[] {16});
    assertTimeout(
        Duration.ofSeconds(5),
        () -> {
          assertThat(even.overlaps(even.withOffset(8))).isFalse();
          assertThat(even.overlaps(even.withOffset(9))).isTrue();
          assertThat(even.overlapsItself()).isFalse();
          Layout columns = Layout.contiguous(Order.C, 8, 30_000, 30_000);
          assertThat(columns.slice(":, :10000").overlaps(columns.slice(":, 10000:"))).isFalse();
          assertThat(columns.slice(":, :10001").overlaps(columns.slice(":, 10000:"))).isTrue();
          assertThat(columns.slice("::2").overlaps(columns.slice("1::2"))).isFalse();
          assertThat(columns.slice("::2, ::3").overlaps(columns.slice("::5, 1::3"))).isFalse();
          assertThat(columns.transpose().overlaps(columns)).isTrue();
          assertThat(columns.transpose().overlapsItself()).isFalse();
          assertThat(columns.broadcastTo(2, 30_000, 30_000).overlapsItself()).isTrue();
          // coprime strides meet at 0 and at 999_983 * 1_000_003, which is past the end of both
          Layout a = Layout.of(1, 0, new long[] {999_983}, new long[] {1_000_003});
          Layout b = Layout.of(1, 0, new long[] {1_000_003}, new long[] {999_983});
          assertThat(a.overlaps(b.slice("::-1"))).isTrue();
          assertThat(a.overlaps(b.slice(":0:-1"))).isFalse();
          assertThat(a.slice("1:").overlaps(b)).isFalse();
        });
  }

  /** Only the last items meet; on the way there, products leave 63, 64 or 65 bits. */
  @ParameterizedTest
  @CsvSource({
    "8589934593, 4294967297, 1, 5",
    "8589934593, 4294967297, 2, 5",
    "8589934593, 4294967297, 1000000, 1",
    "4294967299, 4294967296, 3, 7",
    "4294967299, 4294967296, 99999, 100000",
    "2199023255557, 1099511627776, 12345, 54321",
    "4398046511103, 4398046511101, 2000000, 2000001",
    "9007199254740993, 9007199254740881, 100, 99"
  })
  void longStridesThatMeetInOneItemAreToldFromThoseThatDoNot(long a, long b, long i, long j) {
    Layout first = Layout.of(1, 0, new long[] {i + 1}, new long[] {a});
    Layout second = Layout.of(1, i * a - j * b, new long[] {j + 1}, new long[] {b});
    assertThat(first.overlaps(second)).isTrue();
    assertThat(second.overlaps(first)).isTrue();
    assertThat(first.slice(":-1").overlaps(second)).isFalse();
    assertThat(first.overlaps(second.slice(":-1"))).isFalse();
  }

  @Test
  void hardQuestionsAreAnsweredYesInTheEnd() {
    long[] shape = new long[20];
    long[] strides = new long[20];
    Random random = new Random(1);
    Arrays.fill(shape, 2);
    Arrays.setAll(strides, _ -> 2 * random.nextLong(1L << 40, 1L << 41));
    Layout hard = Layout.of(1, 0, shape, strides);
    assertTimeout(
        Duration.ofSeconds(5), () -> assertThat(hard.overlaps(hard.withOffset(1L << 42))).isTrue());
  }

  @Test
  void numbersThatLeave64BitsAreAnsweredYes() {
    Layout wide = Layout.of(1, Long.MIN_VALUE, new long[] {2}, new long[] {Long.MAX_VALUE});
    assertThat(wide.overlaps(Layout.of(1, -5, new long[] {2}, new long[] {Long.MAX_VALUE})))
        .isTrue();
    // only the sum of the spans is too large; the items are in fact apart
    long far = 3L << 61;
    Layout sums = Layout.of(1, Long.MIN_VALUE, new long[] {2, 2, 2}, new long[] {1, far, far + 16});
    assertThat(sums.overlapsItself()).isTrue();
  }

  @Test
  void itemsOfNoBytesOverlapNothing() {
    Layout none = Layout.of(0, 4, new long[] {3}, new long[] {0});
    Layout bytes = Layout.contiguous(Order.C, 1, 10);
    assertThat(none.overlaps(bytes)).isFalse();
    assertThat(bytes.overlaps(none)).isFalse();
    assertThat(none.overlapsItself()).isFalse();
  }

  @Test
  void pointersLeadWhereALayoutCannotSee() {
    Layout rows = Layout.of(1, 0, new long[] {2, 3}, new long[] {8, 1}, new long[] {0, -1});
    Layout bytes = Layout.contiguous(Order.C, 1, 10);
    String message = "where items lie depends on the pointers in dimension 0: " + rows;
    for (Runnable question :
        new Runnable[] {
          () -> rows.overlaps(bytes),
          () -> bytes.overlaps(rows),
          rows::overlapsItself,
          () -> rows.offsetOf(0, 0)
        }) {
      assertThatThrownBy(question::run)
          .isInstanceOf(UnsupportedOperationException.class)
          .hasMessage(message);
    }
  }
}
