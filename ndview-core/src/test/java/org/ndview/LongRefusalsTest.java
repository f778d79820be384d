package org.ndview;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.Arrays;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** An argument of any length is refused in a short message. */
class LongRefusalsTest {
  private static final int LONG = 1_000_000;

  static Stream<Arguments> calls() {
    NdView view = NdView.of(new byte[5]);
    Layout layout = view.layout();
    long[] lengths = new long[LONG];
    Arrays.fill(lengths, 3);
    long[] negative = new long[LONG];
    Arrays.fill(negative, -1);
    int[] axes = new int[LONG];
    Index[] index = new Index[LONG];
    Arrays.fill(index, Index.all());
    Index[] dots = new Index[LONG];
    Arrays.fill(dots, Index.ellipsis());
    return Stream.of(
        call("reshape", () -> view.reshape(lengths)),
        call("reshape, negative", () -> layout.reshape(negative)),
        call("broadcastTo", () -> view.broadcastTo(lengths)),
        call("cast", () -> view.cast("B", lengths)),
        call("permute", () -> view.permute(axes)),
        call("flip", () -> view.flip(axes)),
        call("squeeze", () -> view.squeeze(axes)),
        call("slice", () -> view.slice(index)),
        call("slice, ellipses", () -> view.slice(dots)),
        call("slice of text", () -> view.slice(":,".repeat(LONG))),
        call("get", () -> view.get(lengths)),
        call("getInt", () -> view.getInt(lengths)),
        call("set", () -> view.set(1, lengths)),
        call("offsetOf", () -> layout.offsetOf(lengths)),
        call("contiguous", () -> Layout.contiguous(Order.C, 1, lengths)),
        call("contiguous, negative", () -> Layout.contiguous(Order.C, 1, negative)),
        call("nbytes", () -> Layout.nbytes(1, lengths)),
        call("nbytes, negative", () -> Layout.nbytes(1, negative)),
        call("of", () -> Layout.of(1, 0, lengths, lengths)),
        call("of, two lengths", () -> Layout.of(1, 0, new long[1], lengths)),
        call("of, suboffsets", () -> Layout.of(1, 0, new long[1], new long[1], lengths)),
        call("allocate", () -> NdView.allocate("B", lengths)),
        call("of a segment", () -> NdView.of(view.segment(), "B", negative)),
        call("field", () -> layout.field(0, 1, lengths)));
  }

  private static Arguments call(String name, ThrowingCallable call) {
    return Arguments.of(name, call);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("calls")
  void isShort(String name, ThrowingCallable call) {
    Throwable refusal = catchThrowable(call);
    assertThat(refusal)
        .isInstanceOfAny(IllegalArgumentException.class, IndexOutOfBoundsException.class);
    assertThat(refusal.getMessage()).hasSizeLessThan(1000);
  }
}
