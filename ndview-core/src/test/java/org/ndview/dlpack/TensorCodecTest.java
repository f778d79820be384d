package org.ndview.dlpack;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The bytes of both structs; the offsets are those that a C compiler gives dlpack.h's fields. */
class TensorCodecTest {
  private static final TensorFields FIELDS =
      new TensorFields(
          0,
          0x12340,
          3,
          7,
          new DataType(5, 128, 2),
          new long[] {2, 3},
          new long[] {-3, 1},
          48,
          0x5000);

  @Test
  void aVersionedTensorHasItsFieldsWhereTheHeaderHasThem() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment m = arena.allocate(TensorCodec.byteSize(TensorStruct.VERSIONED, 2), 8);
      TensorFields flagged =
          new TensorFields(
              3, FIELDS.data(), 3, 7, FIELDS.type(), FIELDS.shape(), FIELDS.strides(), 48, 0x5000);
      TensorCodec.write(m, TensorStruct.VERSIONED, flagged);
      assertThat(m.byteSize()).isEqualTo(80 + 4 * 8);
      assertThat(m.get(JAVA_INT, 0)).isEqualTo(1); // version.major
      assertThat(m.get(JAVA_INT, 4)).isEqualTo(1); // version.minor
      assertThat(m.get(JAVA_LONG, 8)).isZero(); // manager_ctx
      assertThat(m.get(JAVA_LONG, 16)).isEqualTo(0x5000); // deleter
      assertThat(m.get(JAVA_LONG, 24)).isEqualTo(3); // flags
      assertTensor(m.asSlice(32));
    }
  }

  @Test
  void aLegacyTensorHasItsFieldsWhereTheHeaderHasThem() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment m = arena.allocate(TensorCodec.byteSize(TensorStruct.LEGACY, 2), 8);
      TensorCodec.write(m, TensorStruct.LEGACY, FIELDS);
      assertThat(m.byteSize()).isEqualTo(64 + 4 * 8);
      assertThat(m.get(JAVA_LONG, 48)).isZero(); // manager_ctx
      assertThat(m.get(JAVA_LONG, 56)).isEqualTo(0x5000); // deleter
      assertTensor(m);
    }
  }

  private static void assertTensor(MemorySegment dl) {
    assertThat(dl.get(JAVA_LONG, 0)).isEqualTo(0x12340); // data
    assertThat(dl.get(JAVA_INT, 8)).isEqualTo(3); // device.device_type
    assertThat(dl.get(JAVA_INT, 12)).isEqualTo(7); // device.device_id
    assertThat(dl.get(JAVA_INT, 16)).isEqualTo(2); // ndim
    assertThat(dl.get(JAVA_BYTE, 20)).isEqualTo((byte) 5); // dtype.code
    assertThat(dl.get(JAVA_BYTE, 21)).isEqualTo((byte) 128); // dtype.bits
    assertThat(dl.get(JAVA_SHORT, 22)).isEqualTo((short) 2); // dtype.lanes
    assertThat(numbers(dl.get(JAVA_LONG, 24))).containsExactly(2, 3); // shape
    assertThat(numbers(dl.get(JAVA_LONG, 32))).containsExactly(-3, 1); // strides
    assertThat(dl.get(JAVA_LONG, 40)).isEqualTo(48); // byte_offset
  }

  private static long[] numbers(long address) {
    return NativeCalls.at(address, 16).toArray(JAVA_LONG);
  }

  @ParameterizedTest
  @EnumSource
  void whatIsWrittenIsRead(TensorStruct struct) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment m = arena.allocate(TensorCodec.byteSize(struct, 2), 8);
      TensorCodec.write(m, struct, FIELDS);
      TensorFields read = TensorCodec.read(m, struct);
      assertThat(read).usingRecursiveComparison().isEqualTo(FIELDS);
      assertThat(TensorCodec.deleter(m, struct)).isEqualTo(0x5000);
    }
  }

  @ParameterizedTest
  @EnumSource
  void withoutDimensionsAndStridesThePointersAreNull(TensorStruct struct) {
    TensorFields scalar =
        new TensorFields(0, 0x8000, 1, 0, new DataType(2, 32, 1), new long[0], null, 0, 0);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment m = arena.allocate(TensorCodec.byteSize(struct, 0), 8);
      TensorCodec.write(m, struct, scalar);
      m.set(JAVA_LONG, struct.tensorOffset() + 24, 0);
      assertThat(TensorCodec.read(m, struct).shape()).isEmpty();
      assertThat(TensorCodec.read(m, struct).strides()).isEmpty();
    }
  }
}
