package org.ndview.dlpack;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ndview.NdView;

/** Structs of other libraries: what is odd is read, what is wrong is refused and not taken. */
class HostileTensorsTest {
  private static final Arena ARENA = Arena.ofAuto();

  /** Of two rows of three ints, from 0. */
  private static ForeignTensor tensor(long... strides) {
    MemorySegment data = ARENA.allocateFrom(JAVA_INT, 0, 1, 2, 3, 4, 5);
    return new ForeignTensor(
        ARENA, TensorStruct.VERSIONED, data, 0, 32, new long[] {2, 3}, strides);
  }

  private static List<?> list(ForeignTensor tensor) {
    try (NdView view = DLPack.view(tensor.struct)) {
      return (List<?>) view.toList();
    }
  }

  @Test
  void withoutStridesTheItemsLieInCOrder() {
    assertThat(list(tensor())).isEqualTo(List.of(List.of(0, 1, 2), List.of(3, 4, 5)));
  }

  @Test
  void stridesAreCountedInItemsFromTheByteOffset() {
    assertThat(list(tensor(-3, -1).byteOffset(20)))
        .isEqualTo(List.of(List.of(5, 4, 3), List.of(2, 1, 0)));
    assertThat(list(tensor(1, 2))).isEqualTo(List.of(List.of(0, 2, 4), List.of(1, 3, 5)));
    assertThat(list(tensor(0, 1).byteOffset(12)))
        .isEqualTo(List.of(List.of(3, 4, 5), List.of(3, 4, 5)));
  }

  @Test
  void theViewEndsWithTheTensorsMemory() {
    try (NdView view = DLPack.view(tensor(-3, -1).byteOffset(20).struct)) {
      assertThat(view.segment().byteSize()).isEqualTo(24);
      assertThat(view.layout().low()).isZero();
    }
  }

  @Test
  void flagsMakeItReadOnly() {
    try (NdView view = DLPack.view(tensor().flags(3).struct)) {
      assertThat(view.isReadOnly()).isTrue();
      assertThat(view.segment().isReadOnly()).isTrue();
    }
    try (NdView view = DLPack.view(tensor().flags(2).struct)) {
      assertThat(view.isReadOnly()).isFalse();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 11})
  void memoryOfTheHostIsViewed(int device) {
    assertThat(list(tensor().device(device, 0))).hasSize(2);
  }

  @ParameterizedTest
  @CsvSource({
    "2, CUDA",
    "8, Metal",
    "10, ROCm",
    "13, CUDA managed memory",
    "17, MAIA",
    "18, Trainium",
    "0, of an unknown type",
    "-5, of an unknown type",
    "99, of an unknown type"
  })
  void anotherDeviceIsRefusedByName(int device, String name) {
    assertRefused(
        tensor().device(device, 4),
        UnsupportedOperationException.class,
        "device " + name + " (" + device + "), number 4");
  }

  @ParameterizedTest
  @CsvSource({
    "0, 32, 2, (2)i",
    "2, 32, 4, (4)f",
    "5, 64, 2, (2)Zf",
    "12, 8, 2, (2)[float8_e5m2]",
    "7, 8, 3, '(3)[float8_e3m4;1]'",
    "17, 4, 4, '[float4_e2m1fn_x4;2]'"
  })
  void anItemOfSeveralLanesIsASubArray(int code, int bits, int lanes, String format) {
    ForeignTensor tensor = tensor(0, 0).type(code, bits, lanes);
    try (NdView view = DLPack.view(tensor.struct)) {
      assertThat(view.format().toString()).isEqualTo(format);
      assertThat(view.itemsize()).isEqualTo(bits * lanes / 8);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0, 128, 1, int of 128 bits",
    "0, 4, 1, int of 4 bits",
    "0, 0, 1, int of 0 bits",
    "1, 1, 8, uint of 1 bits",
    "2, 8, 1, float of 8 bits",
    "2, 80, 1, float of 80 bits",
    "2, 128, 1, float of 128 bits",
    "3, 64, 1, opaque handle of 64 bits",
    "4, 32, 1, bfloat of 32 bits",
    "5, 16, 1, complex of 16 bits",
    "6, 1, 8, bool of 1 bits",
    "7, 16, 1, 'float8_e3m4 has 8 bits, not 16'",
    "15, 8, 1, 'float6_e2m3fn has 6 bits, not 8'",
    "17, 4, 1, no whole number of bytes",
    "16, 6, 3, no whole number of bytes",
    "18, 8, 1, unknown type code 18",
    "255, 255, 65535, unknown type code 255"
  })
  void aTypeWithoutAFormatIsRefusedByName(int code, int bits, int lanes, String why) {
    assertRefused(tensor().type(code, bits, lanes), UnsupportedOperationException.class, why);
  }

  static List<Arguments> wrong() {
    return List.of(
        wrong("ndim -1", "-1 dimensions", t -> t.dl.set(JAVA_INT, 16, -1)),
        wrong("ndim 65", "65 dimensions; 0 to 64", t -> t.dl.set(JAVA_INT, 16, 65)),
        wrong("ndim huge", "2147483647", t -> t.dl.set(JAVA_INT, 16, Integer.MAX_VALUE)),
        wrong("no lanes", "no lanes", t -> t.type(0, 32, 0)),
        wrong("no shape", "2 dimensions and no shape", t -> t.dl.set(JAVA_LONG, 24, 0)),
        wrong("wild shape", "no shape is at 0x7", t -> t.dl.set(JAVA_LONG, 24, 7)),
        wrong("shape above", "no shape is at 0xfff", t -> t.dl.set(JAVA_LONG, 24, -8)),
        wrong("wild strides", "no strides is at 0x10", t -> t.dl.set(JAVA_LONG, 32, 16)),
        wrong("no data", "no memory of a tensor is at 0x0", t -> t.dl.set(JAVA_LONG, 0, 0)),
        wrong("wild data", "at 0xff", t -> t.dl.set(JAVA_LONG, 0, 255)),
        wrong("data above", "is at 0xffff", t -> t.dl.set(JAVA_LONG, 0, -4096)),
        wrong("negative length", "-2", t -> shape(t, -2, 3)),
        wrong("too many items", "overflow", t -> shape(t, 1L << 40, 1L << 40)),
        wrong("too many bytes", "overflow", t -> shape(t, 1L << 31, 1L << 31)),
        wrong("beyond memory", "leaves the address space", t -> shape(t, 1, (1L << 61) - 1)),
        wrong("offset above", "leaves the address space", t -> t.byteOffset(Long.MAX_VALUE)),
        wrong("offset negative", "byte offset 18446744073709551615", t -> t.byteOffset(-1)),
        wrong("stride", "overflows", t -> strides(t, Long.MAX_VALUE / 2, 1)),
        wrong("extent", "overflow", t -> strides(t, Long.MAX_VALUE / 4, Long.MAX_VALUE / 4)),
        wrong("stride below", "", t -> strides(t, -(1L << 60), 1)));
  }

  private static Arguments wrong(String name, String message, Consumer<ForeignTensor> change) {
    return Arguments.of(name, message, change);
  }

  private static void shape(ForeignTensor tensor, long... shape) {
    tensor.dl.set(JAVA_LONG, 24, ARENA.allocateFrom(JAVA_LONG, shape).address());
  }

  private static void strides(ForeignTensor tensor, long... strides) {
    tensor.dl.set(JAVA_LONG, 32, ARENA.allocateFrom(JAVA_LONG, strides).address());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("wrong")
  void whatIsNoTensorIsRefused(String name, String message, Consumer<ForeignTensor> change) {
    ForeignTensor tensor = tensor();
    change.accept(tensor);
    assertRefused(tensor, IllegalArgumentException.class, message);
  }

  @Test
  void anotherMajorVersionIsRefusedAndItsDeleterStillFound() {
    for (int major : new int[] {0, 2, -1}) {
      ForeignTensor tensor = tensor();
      tensor.struct.set(JAVA_INT, 0, major);
      tensor.struct.set(JAVA_INT, 4, 9);
      assertRefused(
          tensor,
          UnsupportedOperationException.class,
          "DLPack " + Integer.toUnsignedString(major) + ".9");
      DLPack.delete(tensor.struct, TensorStruct.VERSIONED);
      assertThat(tensor.deleted).hasValue(1);
    }
    ForeignTensor later = tensor();
    later.struct.set(JAVA_INT, 4, 99); // the minor version adds names only
    assertThat(list(later)).hasSize(2);
  }

  @Test
  void flagsThatAreNotKnownAreRefused() {
    assertRefused(tensor().flags(9), UnsupportedOperationException.class, "0x8 are not known");
  }

  @Test
  void aSmallFloatMayBePaddedToAByte() {
    try (NdView view = DLPack.view(tensor().type(17, 4, 1).flags(4).struct)) {
      assertThat(view.format().toString()).isEqualTo("[float4_e2m1fn;1]");
      assertThat(view.strides()).containsExactly(3, 1);
    }
    assertRefused(tensor().type(17, 4, 2).flags(4), UnsupportedOperationException.class, "padded");
  }

  @Test
  void withoutItemsNeitherMemoryNorStridesMatter() {
    ForeignTensor tensor = tensor(Long.MAX_VALUE, Long.MIN_VALUE);
    shape(tensor, 0, 3);
    tensor.dl.set(JAVA_LONG, 0, 5);
    tensor.byteOffset(-7);
    try (NdView view = DLPack.view(tensor.struct)) {
      assertThat(view.shape()).containsExactly(0, 3);
      assertThat(view.toBytes()).isEmpty();
    }
    assertThat(tensor.deleted).hasValue(1);
  }

  @Test
  void aDimensionOfOneMayHaveAnyStride() {
    ForeignTensor tensor = tensor(Long.MAX_VALUE, 1);
    shape(tensor, 1, 3);
    assertThat(list(tensor)).isEqualTo(List.of(List.of(0, 1, 2)));
  }

  @Test
  void whatIsNoPointerIsRefused() {
    assertThatThrownBy(() -> DLPack.view(MemorySegment.NULL))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("no tensor is at 0x0");
    assertThatThrownBy(() -> DLPack.view(MemorySegment.ofArray(new long[20])))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("pointer");
    assertThatThrownBy(() -> DLPack.view(tensor().struct.asSlice(4)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no multiple of 8");
    assertThatThrownBy(() -> DLPack.delete(MemorySegment.NULL, TensorStruct.LEGACY))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** Pointers are left as they are: a wrong one cannot be known. */
  @Test
  void anyBytesAreReadOrRefusedAsDocumented() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    int viewed = 0;
    for (int i = 0; i < 20_000; i++) {
      ForeignTensor tensor = fuzzed(random);
      Throwable thrown = catchThrowable(() -> DLPack.view(tensor.struct).close());
      if (thrown == null) {
        viewed++;
      } else {
        assertThat(thrown)
            .as("seed %d, case %d", seed, i)
            .isInstanceOfAny(IllegalArgumentException.class, UnsupportedOperationException.class);
      }
      assertThat(tensor.deleted).hasValue(thrown == null ? 1 : 0);
    }
    assertThat(viewed).as("seed %d", seed).isBetween(200, 19_000);
  }

  private static final ForeignTensor FUZZED = tensor(3, 1);

  private static ForeignTensor fuzzed(Random random) {
    ForeignTensor tensor = FUZZED;
    tensor.deleted.set(0);
    tensor.struct.set(JAVA_INT, 0, random.nextInt(20) == 0 ? random.nextInt() : 1);
    tensor.flags(random.nextInt(20) == 0 ? random.nextLong() : random.nextInt(8));
    tensor.device(random.nextInt(10) == 0 ? random.nextInt(20) : 1, random.nextInt());
    int ndim = random.nextInt(10) == 0 ? 2 + (random.nextInt() | 128) : random.nextInt(3);
    tensor.dl.set(JAVA_INT, 16, ndim);
    tensor.type(
        random.nextInt(random.nextBoolean() ? 7 : 256),
        random.nextBoolean() ? 8 << random.nextInt(5) : random.nextInt(256),
        random.nextInt(4) == 0 ? random.nextInt(65536) : 1);
    tensor.byteOffset(random.nextInt(10) == 0 ? random.nextLong() : random.nextInt(9));
    for (long field : new long[] {24, 32}) {
      MemorySegment numbers = NativeCalls.at(tensor.dl.get(JAVA_LONG, field), 16);
      numbers.setAtIndex(JAVA_LONG, 0, random.nextLong() >> random.nextInt(64));
      numbers.setAtIndex(JAVA_LONG, 1, random.nextLong() >> random.nextInt(64));
    }
    return tensor;
  }

  private static void assertRefused(
      ForeignTensor tensor, Class<? extends Exception> type, String message) {
    assertThatThrownBy(() -> DLPack.view(tensor.struct))
        .isInstanceOf(type)
        .hasMessageContaining(message);
    assertThat(tensor.deleted).hasValue(0);
  }
}
