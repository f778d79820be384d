package org.ndview;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Any object may be looked for, and set takes it or refuses it by the table of errors. */
class HostileValuesTest {
  private static List<Object> values() {
    List<Object> self = new ArrayList<>();
    self.add(self);
    List<Object> pair = new ArrayList<>();
    pair.add(1);
    pair.add(pair);
    Object[] array = new Object[2];
    array[0] = 1;
    array[1] = array;
    Map<Object, Object> map = new HashMap<>();
    map.put(map, map.values());
    DoubleAdder nan = new DoubleAdder();
    nan.add(Double.NaN);
    List<Object> values =
        new ArrayList<>(
            List.of(
                new BigDecimal("1e2147483647"),
                new BigDecimal("-1e2147483647"),
                new BigDecimal("1e-2147483647"),
                new BigDecimal(BigInteger.TEN.pow(5000), -2147480000),
                BigInteger.TWO.pow(100_000),
                Double.NaN,
                Double.NEGATIVE_INFINITY,
                Float.MIN_VALUE,
                new Complex(Double.NaN, 1e308),
                nan,
                new AtomicLong(3),
                'x',
                (byte) 7,
                (short) 7,
                true,
                "",
                "\ud800",
                "x".repeat(100_000),
                new byte[0],
                new byte[100_000],
                new int[] {1, 2},
                new long[] {1},
                new double[][] {{1}},
                new Object[0],
                array,
                self,
                pair,
                map,
                Arrays.asList(null, null),
                Arrays.asList(1, null),
                Arrays.asList(new int[] {1}, new Object[] {null}),
                Collections.nCopies(Integer.MAX_VALUE, 1),
                Collections.nCopies(2, Collections.nCopies(Integer.MAX_VALUE, "a")),
                List.of(new BigDecimal("1e2147483647"), new BigDecimal("1e-2147483647")),
                StructValue.of(List.of(1, 2), List.of("a", "b")),
                new Object(),
                Thread.currentThread(),
                Duration.ZERO));
    return values;
  }

  static Stream<String> formats() {
    return Stream.of(
        "?",
        "c",
        "b",
        "B",
        "h",
        "<i",
        ">q",
        "Q",
        "e",
        "f",
        "d",
        "g",
        "[bfloat16]",
        "Ze",
        "Zf",
        "Zd",
        "Zg",
        "3s",
        "3p",
        "u",
        "3u",
        "w",
        "3w",
        "P",
        "&i",
        "X{}",
        "9t",
        "O",
        "[bytes;3]",
        "3x",
        "2h",
        "<i4x",
        "(2)h",
        "(2)(2)h",
        "(2,0)i",
        "(2)d",
        "(2)3s",
        "T{}",
        "T{i:a:i:b:}",
        "T{3x:raw:}",
        "T{T{u:x:}:a:(2)d:b:}",
        "T{O:a:i:b:}",
        "0s",
        "0w",
        "(2)T{}");
  }

  @ParameterizedTest
  @MethodSource("formats")
  void anyObjectIsLookedForAndSetOrRefused(String format) {
    NdView view = NdView.allocate(format, 2);
    for (Object value : values()) {
      String what = format + " and a " + value.getClass().getSimpleName();
      Assertions.assertTimeoutPreemptively(
          Duration.ofSeconds(20),
          () -> {
            assertThatCode(() -> view.contains(value)).as(what).doesNotThrowAnyException();
            assertThatCode(() -> view.count(value)).as(what).doesNotThrowAnyException();
            assertThatCode(() -> view.indexOf(value)).as(what).doesNotThrowAnyException();
            byte[] before = view.toBytes();
            Throwable refusal = catchThrowable(() -> view.set(value, 1));
            if (refusal != null) {
              assertThat(refusal)
                  .as(what)
                  .isInstanceOfAny(
                      IllegalArgumentException.class, UnsupportedOperationException.class);
              assertThat(refusal.getMessage()).as(what).isNotEmpty().hasSizeLessThan(1000);
              assertThat(view.toBytes()).as(what).isEqualTo(before);
            }
          },
          what);
    }
  }
}
