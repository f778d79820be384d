package org.ndview.dlpack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ndview.Complex;
import org.ndview.Layout;
import org.ndview.NdView;
import org.ndview.Order;
import org.ndview.format.Format;

/** What is exported and viewed again is the same items at the same addresses. */
class ExportTest {
  private static final String OTHER =
      ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN ? ">" : "<";

  @ParameterizedTest
  @EnumSource
  void aViewExportedAndViewedAgainIsTheSameMemory(TensorStruct struct) {
    try (NdView view = NdView.allocate("i", 3, 4)) {
      try (NdView again = DLPack.view(DLPack.export(view, struct).handOver(), struct)) {
        assertThat(again.format()).isEqualTo(Format.parse("i"));
        assertThat(again.shape()).containsExactly(3, 4);
        assertThat(again.strides()).containsExactly(16, 4);
        again.setInt(7, 2, 3);
        assertThat(view.getInt(2, 3)).isEqualTo(7);
        assertThat(again.segment().address()).isEqualTo(view.segment().address());
      }
      assertThat(view.getInt(2, 3)).isEqualTo(7);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"::-1, ::2", "1:, ::-3", "..., newaxis", "0, 1", "1:1", ":, 2:3", "::-2, 1"})
  void anyStridesOfWholeItemsAreKept(String slice) {
    try (NdView view = NdView.allocate("h", 4, 6)) {
      for (int i = 0; i < 24; i++) {
        view.setInt(i, i / 6, i % 6);
      }
      NdView part = view.slice(slice);
      try (NdView again = DLPack.view(DLPack.export(part).handOver())) {
        assertThat(again.toList()).isEqualTo(part.toList());
        assertThat(again.shape()).isEqualTo(part.shape());
        for (int d = 0; d < part.ndim(); d++) {
          if (part.shape()[d] > 1 && part.size() > 0) {
            assertThat(again.strides()[d]).isEqualTo(part.strides()[d]);
          }
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "b, 0 8 1",
    "B, 1 8 1",
    "h, 0 16 1",
    "H, 1 16 1",
    "i, 0 32 1",
    "I, 1 32 1",
    "q, 0 64 1",
    "Q, 1 64 1",
    "n, 0 64 1",
    "N, 1 64 1",
    "e, 2 16 1",
    "f, 2 32 1",
    "d, 2 64 1",
    "[bfloat16], 4 16 1",
    "Ze, 5 32 1",
    "Zf, 5 64 1",
    "Zd, 5 128 1",
    "?, 6 8 1",
    ">b, 0 8 1",
    "[float8_e4m3], 8 8 1",
    "[float8_e4m3b11fnuz], 9 8 1",
    "[float8_e4m3fn], 10 8 1",
    "[float8_e4m3fnuz], 11 8 1",
    "[float8_e5m2], 12 8 1",
    "[float8_e5m2fnuz], 13 8 1",
    "[float8_e8m0fnu], 14 8 1",
    "[float8_e3m4;1], 7 8 1",
    "[float6_e2m3fn_x4;3], 15 6 4",
    "[float6_e3m2fn_x4;3], 16 6 4",
    "[float4_e2m1fn_x2;1], 17 4 2",
    "[float4_e2m1fn;1], 17 4 1",
    "[float6_e2m3fn;1], 15 6 1"
  })
  void eachFormatHasItsTypeAndComesBack(String format, String type) {
    try (NdView view = NdView.allocate(format, 2);
        ExportedTensor tensor = DLPack.export(view)) {
      TensorFields fields = TensorCodec.read(tensor.address(), TensorStruct.VERSIONED);
      DataType t = fields.type();
      assertThat(t.code() + " " + t.bits() + " " + t.lanes()).isEqualTo(type);
      try (NdView again = DLPack.view(tensor.handOver())) {
        assertThat(again.format().isEquivalentTo(view.format())).isTrue();
        assertThat(again.itemsize()).isEqualTo(view.itemsize());
      }
    }
  }

  @Test
  void valuesOfEachKindAreSeenThroughATensor() {
    try (NdView z = NdView.allocate("Zd");
        NdView half = NdView.allocate("[bfloat16]", 1);
        NdView truth = NdView.allocate("?", 2)) {
      z.set(new Complex(1, -2));
      half.setFloat(1.5f, 0);
      truth.set(true, 1);
      try (NdView z2 = DLPack.view(DLPack.export(z).handOver());
          NdView half2 = DLPack.view(DLPack.export(half).handOver());
          NdView truth2 = DLPack.view(DLPack.export(truth).handOver())) {
        assertThat(z2.ndim()).isZero();
        assertThat(z2.get()).isEqualTo(new Complex(1, -2));
        assertThat(half2.getFloat(0)).isEqualTo(1.5f);
        assertThat(truth2.toList()).isEqualTo(truth.toList());
      }
    }
  }

  @Test
  void aReadOnlyViewGivesAReadOnlyTensor() {
    try (NdView view = NdView.allocate("f", 2)) {
      try (NdView again = DLPack.view(DLPack.export(view.toReadOnly()).handOver())) {
        assertThat(again.isReadOnly()).isTrue();
        assertThatThrownBy(() -> again.setFloat(1, 0))
            .isInstanceOf(java.nio.ReadOnlyBufferException.class);
      }
      try (NdView again = DLPack.view(DLPack.export(view).handOver())) {
        assertThat(again.isReadOnly()).isFalse();
      }
      try (NdView wide = DLPack.view(DLPack.export(view.broadcastTo(3, 2)).handOver())) {
        assertThat(wide.strides()).containsExactly(0, 4);
      }
    }
  }

  @Test
  void aViewWithoutItemsHasNoAddressAndMayLieAnywhere() {
    try (ExportedTensor tensor = DLPack.export(NdView.of(new int[0]))) {
      assertThat(TensorCodec.read(tensor.address(), TensorStruct.VERSIONED).data()).isZero();
      try (NdView again = DLPack.view(tensor.handOver())) {
        assertThat(again.shape()).containsExactly(0);
        assertThat(again.toList()).isEqualTo(java.util.List.of());
      }
    }
  }

  @Test
  void whatDlpackCannotSayIsRefusedWithTheCallThatCopies() {
    try (NdView bytes = NdView.allocate("B", 64)) {
      NdView swapped = bytes.cast(OTHER + "i");
      assertRefused(swapped, "byte order, and the format is '" + OTHER + "i'");
      assertRefused(NdView.of(new float[3]), "on the Java heap");
    }
  }

  private static void assertRefused(NdView view, String why) {
    assertThatThrownBy(() -> DLPack.export(view))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessageContaining(why)
        .hasMessageContaining("DLPack.exportCopy(view)");
    assertThat(DLPack.refusal(view, TensorStruct.VERSIONED).orElseThrow()).contains(why);
    try (NdView copy = DLPack.view(DLPack.exportCopy(view).handOver())) {
      assertThat(copy.contentEquals(view)).isTrue();
      assertThat(copy.isCContiguous()).isTrue();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "T{i:a:f:b:}, field(name)",
    "2s, views the bytes",
    "c, views the bytes",
    "P, views the bytes",
    "g, makes 'd' of it",
    "Zg, makes 'Zd' of it",
    "(4)f, viewAs()",
    "O, views the bytes",
    "3w, views the bytes",
    "2i, field(name)",
    "[something;4], views the bytes"
  })
  void aFormatWithoutATypeIsRefusedWithItsWayOut(String format, String way) {
    try (NdView view = NdView.allocate(format, 3)) {
      assertThatThrownBy(() -> DLPack.export(view))
          .isInstanceOf(UnsupportedOperationException.class)
          .hasMessageContaining("'" + format + "'")
          .hasMessageContaining(way);
      assertThatThrownBy(() -> DLPack.exportCopy(view))
          .isInstanceOf(UnsupportedOperationException.class)
          .hasMessageContaining(way);
    }
  }

  @Test
  void aLegacyTensorCannotSayReadOnly() {
    try (NdView view = NdView.allocate("f", 2)) {
      NdView readOnly = view.toReadOnly();
      assertThatThrownBy(() -> DLPack.export(readOnly, TensorStruct.LEGACY))
          .isInstanceOf(UnsupportedOperationException.class)
          .hasMessageContaining("VERSIONED")
          .hasMessageContaining("exportCopy");
      try (NdView copy =
          DLPack.view(
              DLPack.exportCopy(readOnly, TensorStruct.LEGACY).handOver(), TensorStruct.LEGACY)) {
        copy.setFloat(1, 0);
        assertThat(view.getFloat(0)).isZero();
      }
    }
  }

  @Test
  void stridesThatAreNoMultipleAndAddressesThatAreNotAlignedAreRefused() {
    try (NdView records = NdView.allocate("T{<h:a:<i:b:}", 4)) {
      NdView b = records.field("b");
      b.set(5, 3);
      assertThatThrownBy(() -> DLPack.export(b))
          .hasMessageContaining("dimension 0 is 6 bytes, no multiple of the itemsize 4")
          .hasMessageContaining("exportCopy");
      try (NdView copy = DLPack.view(DLPack.exportCopy(b).handOver())) {
        assertThat(copy.toList()).isEqualTo(b.toList());
      }
      assertThatThrownBy(() -> DLPack.export(b.slice("0:1")))
          .isInstanceOf(UnsupportedOperationException.class)
          .hasMessageContaining("no multiple of 4");
    }
  }

  @Test
  void suboffsetsAreRefusedAndCopied() {
    NdView rows = NdView.ofRows(new float[][] {{1, 2}, {3, 4}});
    assertThatThrownBy(() -> DLPack.export(rows)).hasMessageContaining("suboffsets");
    try (NdView copy = DLPack.view(DLPack.exportCopy(rows).handOver())) {
      assertThat(copy.toList()).isEqualTo(rows.toList());
    }
  }

  @Test
  void aCopySaysSo() {
    try (ExportedTensor tensor = DLPack.exportCopy(NdView.of(new float[] {1, 2}))) {
      TensorFields fields = TensorCodec.read(tensor.address(), TensorStruct.VERSIONED);
      assertThat(fields.has(TensorFields.COPIED)).isTrue();
      assertThat(fields.has(TensorFields.READ_ONLY)).isFalse();
    }
  }

  @Test
  void numbersOfTheOtherByteOrderAreCopiedBitForBit() {
    for (String code : new String[] {"h", "Q", "e", "f", "d", "[bfloat16]", "Zf", "Ze"}) {
      NdView swapped = NdView.of(MemorySegment.ofArray(new byte[64])).cast(OTHER + code);
      NdView same = NdView.of(MemorySegment.ofArray(new byte[64])).cast(code);
      swapped.set(1, 1);
      same.set(1, 1);
      try (NdView copy = DLPack.view(DLPack.exportCopy(swapped).handOver())) {
        assertThat(copy.toBytes()).as(code).isEqualTo(same.toBytes());
      }
    }
  }

  @Test
  void memoryOfAnotherThreadIsRefused() throws Exception {
    try (Arena arena = Arena.ofConfined()) {
      NdView view = NdView.allocate(arena, "f", 2);
      Throwable[] thrown = new Throwable[1];
      Thread thread =
          new Thread(() -> {
            try {
              DLPack.export(view);
            } catch (Throwable e) {
              thrown[0] = e;
            }
          });
      thread.start();
      thread.join();
      assertThat(thrown[0]).isInstanceOf(WrongThreadException.class);
    }
  }

  @Test
  void sixtyFourDimensionsGoBothWays() {
    long[] shape = new long[64];
    java.util.Arrays.fill(shape, 1);
    shape[63] = 2;
    try (NdView view = NdView.allocate("d", shape);
        NdView again = DLPack.view(DLPack.export(view).handOver())) {
      assertThat(again.shape()).isEqualTo(shape);
      assertThat(again.layout()).isEqualTo(Layout.contiguous(Order.C, 8, shape));
    }
  }
}
