package org.ndview.internal.numeric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ndview.Scaling;
import org.ndview.format.Format;
import org.ndview.format.Scalar;
import org.ndview.format.ScalarType;
import org.ndview.internal.bulk.RunKernel;
import org.ndview.internal.bulk.RunTransfer;
import org.ndview.internal.item.ScalarCodec;

/** The loops in plain Java make of many numbers what is made of each alone, and write no others. */
class PlainPathsTest {
  /** More than loops take at once, and a rest. */
  private static final int MANY = 2 * 2048 + 77;

  private static final int GUARD = 9;

  /** None; one that bytes are scaled by as floats; one that they are not. */
  private static final List<Scaling> SCALINGS =
      List.of(Scaling.none(), Scaling.of(1 / 255.0, -0.45), Scaling.of(0x1p70, 3));

  static List<String> codes() {
    return Items.CODES;
  }

  private static ScalarCodec codec(String code) {
    return new ScalarCodec((Scalar) Format.parse(code));
  }

  private static ScalarType type(String code) {
    return ((Scalar) Format.parse(code)).type();
  }

  /** Numbers at the ends of types; small ones; those with one that is not; and any bits. */
  private static List<MemorySegment> numbers(String code) {
    int size = (int) Format.parse(code).itemsize();
    List<MemorySegment> all = new ArrayList<>();
    all.add(Items.of(code).memory());
    for (int n : new int[] {1, 300, 2048, MANY}) {
      MemorySegment small = MemorySegment.ofArray(new byte[n * size]);
      for (int i = 0; i < n; i++) {
        codec(code).convert(small, (long) i * size, (i % 401 - 200) / 4.0);
      }
      all.add(small);
    }
    for (double far : new double[] {0x1p31, 0x1p32 + 5, -0x1p31 - 1, 0x1p62, Double.NaN}) {
      MemorySegment oneFar = MemorySegment.ofArray(new byte[40 * size]).fill((byte) 1);
      codec(code).convert(oneFar, 33L * size, far);
      all.add(oneFar);
    }
    byte[] bits = new byte[MANY * size];
    new Random(size).nextBytes(bits);
    MemorySegment any = MemorySegment.ofArray(bits);
    for (long at = 0; at < bits.length; at += size) {
      if (codec(code).key(any, at) instanceof Number n && Double.isNaN(n.doubleValue())) {
        codec(code).convert(any, at, Double.NaN); // what becomes of the others' bits is open
      }
    }
    all.add(any);
    return all;
  }

  private static byte[] alone(MemorySegment numbers, String from, String to, Scaling scaling) {
    int size = (int) Format.parse(from).itemsize();
    int sizeTo = (int) Format.parse(to).itemsize();
    byte[] made = new byte[(int) (numbers.byteSize() / size * sizeTo)];
    ScalarCodec reader = codec(from);
    ScalarCodec writer = codec(to);
    MemorySegment memory = MemorySegment.ofArray(made);
    for (int i = 0; i < made.length / sizeTo; i++) {
      Object item = reader.key(numbers, (long) i * size);
      Object number =
          scaling instanceof Scaling.Uniform factors
              ? (Object) Conversion.scaled(item, factors)
              : item;
      writer.convert(memory, (long) i * sizeTo, number);
    }
    return made;
  }

  /** By steps that a kernel has, between places that are aligned to nothing. */
  private static byte[] run(RunKernel kernel, MemorySegment numbers, int n, int sizeTo) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment a = arena.allocate(numbers.byteSize() + GUARD, 8);
      MemorySegment.copy(numbers, 0, a, GUARD, numbers.byteSize());
      MemorySegment b = arena.allocate((long) n * sizeTo + 2 * GUARD, 8).fill((byte) 0x5a);
      kernel.run(a, GUARD, b, GUARD, n);
      MemorySegment before = b.asSlice(0, GUARD);
      MemorySegment after = b.asSlice(b.byteSize() - GUARD);
      assertThat(before.toArray(ValueLayout.JAVA_BYTE)).containsOnly(0x5a);
      assertThat(after.toArray(ValueLayout.JAVA_BYTE)).containsOnly(0x5a);
      return b.asSlice(GUARD, (long) n * sizeTo).toArray(ValueLayout.JAVA_BYTE);
    }
  }

  private static RunKernel kernel(ScalarType from, ScalarType to, Scaling scaling) {
    Scaling.@Nullable Uniform factors = scaling instanceof Scaling.Uniform all ? all : null;
    List<RunTransfer.Step> steps = new PlainKernels().conversion(from, to, factors);
    RunTransfer.Step step = Objects.requireNonNull(steps).getFirst();
    assertThat(steps).hasSize(1);
    assertThat(step.width()).isEqualTo(NumericFormat.width(to));
    return step.kernel();
  }

  @ParameterizedTest
  @MethodSource("codes")
  void manyNumbersBecomeWhatEachBecomesAlone(String from) {
    for (MemorySegment numbers : numbers(from)) {
      int n = (int) (numbers.byteSize() / Format.parse(from).itemsize());
      for (String to : Items.CODES) {
        if (from.equals(to) && !from.equals("?")) {
          continue; // nothing is converted
        }
        for (Scaling scaling : SCALINGS) {
          RunKernel kernel = kernel(type(from), type(to), scaling);
          assertThat(run(kernel, numbers, n, (int) Format.parse(to).itemsize()))
              .as("%d of %s to %s, %s", n, from, to, scaling)
              .isEqualTo(alone(numbers, from, to, scaling));
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4, 8})
  void bytesOfManyNumbersAreReversedInEach(int width) {
    byte[] bytes = new byte[MANY * width];
    new Random(width).nextBytes(bytes);
    byte[] reversed = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      reversed[i / width * width + width - 1 - i % width] = bytes[i];
    }
    RunKernel swap = Objects.requireNonNull(new PlainKernels().swap(width));
    assertThat(run(swap, MemorySegment.ofArray(bytes), MANY, width)).isEqualTo(reversed);
  }

  @ParameterizedTest
  @EnumSource(
      names = {"CHAR", "LONG_DOUBLE", "COMPLEX32", "COMPLEX64", "COMPLEX128", "LONG_COMPLEX"})
  void otherTypesHaveNoLoops(ScalarType other) {
    Scaling.Uniform scaling = new Scaling.Uniform(2, 1);
    for (ScalarType number : List.of(ScalarType.BOOL, ScalarType.INT32, ScalarType.FLOAT64)) {
      assertThatExceptionOfType(AssertionError.class)
          .isThrownBy(() -> PlainPaths.of(number, other));
      assertThatExceptionOfType(AssertionError.class)
          .isThrownBy(() -> PlainPaths.of(number, other, scaling));
    }
  }

  @Test
  void plainLoopsNeedNoWarmUpAndSomeLength() {
    PlainKernels kernels = new PlainKernels();
    assertThat(kernels.name()).isEqualTo("plain");
    assertThat(kernels.needWarmUp()).isFalse();
    assertThat(kernels.fewest()).isGreaterThanOrEqualTo(RunKernel.FEWEST);
  }
}
