package org.ndview;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** Near the ends of 64 bits, numbers are right or refused. */
class LayoutLimitsTest {
  private static final long MAX = Long.MAX_VALUE;

  private static long extreme(Random random) {
    long near = 1L << random.nextInt(64);
    return near + random.nextInt(-2, 3);
  }

  private static long length(Random random) {
    return random.nextInt(3) > 0 ? random.nextInt(4) : Math.abs(extreme(random) / 2);
  }

  private static boolean fits(BigInteger value) {
    return value.bitLength() < 64;
  }

  private static BigInteger big(long value) {
    return BigInteger.valueOf(value);
  }

  @Property(tries = 20_000)
  void aLayoutIsMadeOnlyIfEveryNumberFits(@ForAll Random random) {
    int ndim = random.nextInt(4);
    long itemsize = length(random);
    long offset = random.nextBoolean() ? extreme(random) : 0;
    long[] shape = new long[ndim];
    long[] strides = new long[ndim];
    Arrays.setAll(shape, _ -> length(random));
    Arrays.setAll(strides, _ -> extreme(random));
    BigInteger low = big(offset);
    BigInteger high = big(offset);
    BigInteger size = BigInteger.ONE;
    boolean fit = true;
    for (int d = 0; d < ndim; d++) {
      BigInteger span = big(shape[d] - 1).multiply(big(strides[d]));
      size = size.multiply(big(shape[d]));
      fit &= fits(span) && fits(span.negate());
      low = low.add(span.min(BigInteger.ZERO));
      high = high.add(span.max(BigInteger.ZERO));
    }
    high = high.add(big(itemsize));
    if (size.signum() == 0) {
      fit = true;
    } else {
      fit &= fits(size) && fits(size.multiply(big(itemsize))) && fits(low) && fits(high);
    }
    if (!fit) {
      assertThatThrownBy(() -> Layout.of(itemsize, offset, shape, strides))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("overflows 64 bits")
          .hasMessageContaining(Arrays.toString(shape));
      return;
    }
    Layout layout = Layout.of(itemsize, offset, shape, strides);
    assertThat(layout.size()).isEqualTo(size.longValueExact());
    assertThat(layout.nbytes()).isEqualTo(size.longValueExact() * itemsize);
    if (layout.size() == 0) {
      return;
    }
    assertThat(layout.low()).isEqualTo(low.longValueExact());
    assertThat(layout.high()).isEqualTo(high.longValueExact());
    BigInteger last = big(offset);
    long[] index = new long[ndim];
    Index[] ends = new Index[ndim];
    for (int d = 0; d < ndim; d++) {
      last = last.add(big(shape[d] - 1).multiply(big(strides[d])));
      index[d] = shape[d] - 1;
      ends[d] = Index.range(-1, MAX, extremeStep(random));
    }
    assertThat(layout.offsetOf(index)).isEqualTo(last.longValueExact());
    Layout end = layout.slice(ends);
    assertThat(end.offset()).isEqualTo(end.size() == 0 ? offset : last.longValueExact());
    assertThat(layout.slice(backwards(ndim)).offset()).isEqualTo(last.longValueExact());
  }

  private static long extremeStep(Random random) {
    long step = extreme(random);
    return step == 0 ? 1 : step;
  }

  private static Index[] backwards(int ndim) {
    Index[] index = new Index[ndim];
    Arrays.fill(index, Index.step(-1));
    return index;
  }

  @Test
  void aStepTooLargeForTheStrideLeavesIt() {
    Layout layout = Layout.of(1, 0, new long[] {2}, new long[] {1L << 40});
    assertThat(layout.slice("::-9223372036854775808"))
        .isEqualTo(Layout.of(1, 1L << 40, new long[] {1}, new long[] {1L << 40}));
  }

  @Test
  void reshapeOfFarStridesDoesNotOverflow() {
    Layout layout = Layout.of(1, 0, new long[] {2}, new long[] {MAX - 1});
    assertThat(layout.reshape(1, 2, 1).stride(1)).isEqualTo(MAX - 1);
    assertThat(layout.reshape(1, 2, 1).high()).isEqualTo(MAX);
    // the second stride is 2*2**62, which is not the first one
    Layout wrapped = Layout.of(1, 0, new long[] {2, 2}, new long[] {Long.MIN_VALUE + 1, 1L << 62});
    assertThatThrownBy(() -> wrapped.reshape(4)).hasMessageContaining("without a copy");
  }

  @Test
  void sizesThatOverflowAreRefusedWithTheNumbers() {
    String message =
        "product(shape)*itemsize overflows 64 bits: shape [4294967296, 2147483648], itemsize 1";
    assertThatThrownBy(() -> Layout.contiguous(Order.C, 1, 1L << 32, 1L << 31))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
    assertThatThrownBy(() -> Layout.contiguous(Order.C, 1).broadcastTo(1L << 32, 1L << 31))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
    assertThatThrownBy(() -> Layout.contiguous(Order.F, 2, MAX / 2 + 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Layout.contiguous(Order.C, 1, 8).cast(1, Order.C, 1L << 61, 8))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("overflows 64 bits");
    assertThatThrownBy(() -> Layout.contiguous(Order.C, 1, 8).reshape(1L << 61, 8))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("overflows 64 bits");
    assertThat(Layout.contiguous(Order.C, 1, MAX).nbytes()).isEqualTo(MAX);
    assertThat(Layout.contiguous(Order.C, 0, MAX).nbytes()).isZero();
  }

  @Test
  void lengthsOfZeroMakeEveryOtherLengthHarmless() {
    Layout empty = Layout.of(8, 0, new long[] {MAX, 0, MAX}, new long[] {MAX, MAX, MAX});
    assertThat(empty.size()).isZero();
    assertThat(empty.nbytes()).isZero();
    assertThat(empty.slice("5:, :, ::7").shape()).containsExactly(MAX - 5, 0, (MAX - 1) / 7 + 1);
    assertThat(empty.slice("-1").shape()).containsExactly(0, MAX);
    assertThat(empty.isContiguous()).isTrue();
  }

  @Test
  void extentsBehindPointersAreCheckedToo() {
    assertThatThrownBy(
            () -> Layout.of(1, 0, new long[] {2, 3}, new long[] {8, MAX / 2}, new long[] {100, -1}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "offset + strides*(shape-1) overflows 64 bits: Layout[itemsize=1, offset=0, shape=[2, 3],"
                + " strides=[8, 4611686018427387903], suboffsets=[100, -1], pointers=[0]]");
    // the pointer itself needs 8 bytes
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> Layout.of(1, MAX - 7, new long[] {1}, new long[] {8}, new long[] {0}));
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> Layout.contiguous(Order.C, 8, 1).withOffset(MAX - 7));
  }
}
