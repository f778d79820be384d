package org.ndview.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtSession;
import java.math.BigInteger;
import java.nio.ByteOrder;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ndview.Casting;
import org.ndview.NdView;
import org.ndview.format.Format;

/** Every type both ways: through ONNX Runtime, by a model that gives back what it gets. */
class OnnxTypesTest {
  private static final String SWAPPED =
      ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN ? ">" : "<";

  /** Bits of every kind: those of NaNs with a payload, infinities, -0.0, extremes of integers. */
  private static void fillWithBits(NdView view) {
    NdView bytes = view.cast("B");
    boolean bools = view.format().toString().equals("?");
    for (long i = 0; i < bytes.size(); i++) {
      bytes.setInt((int) (bools ? i % 3 % 2 : i * 37 + 127 & 255), i);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "float, f",
    "double, d",
    "float16, e",
    "bfloat16, [bfloat16]",
    "int8, b",
    "int16, h",
    "int32, i",
    "int64, q",
    "uint8, B",
    "bool, ?",
  })
  void everyTypeGoesThroughAModelBitByBit(String type, String format) throws Exception {
    try (OrtSession session = OnnxModels.open("identity_" + type);
        NdView x = NdView.allocate(format, 5, 7);
        NdView y = NdView.allocate(format, 5, 7);
        NdView swapped = NdView.allocate(SWAPPED + format, 5, 7)) {
      fillWithBits(x);
      OnnxTensors.run(session, Map.of("x", x), Map.of("y", y));
      assertThat(y.toBytes()).isEqualTo(x.toBytes());
      try (OnnxTensor tensor = OnnxTensors.copy(x.transpose());
          OrtSession.Result result = session.run(Map.of("x", tensor));
          NdView own = OnnxTensors.copy((OnnxTensor) result.get(0))) {
        assertThat(own.format()).isEqualTo(Format.parse(format));
        assertThat(own.shape()).containsExactly(7, 5);
        assertThat(own.toBytes()).isEqualTo(x.transpose().toBytes());
      }
      x.convertTo(swapped, Casting.SAFE);
      try (OnnxTensor tensor = OnnxTensors.copy(swapped)) {
        assertThat(OnnxTensors.view(tensor).toList()).isEqualTo(x.toList());
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"l", "n", "<q", "=q", "i", "<f", "@d", "=e"})
  void whatCountsIsWhatTheBytesAre(String format) throws Exception {
    boolean native64 = Format.parse("l").itemsize() == 8;
    try (NdView view = NdView.allocate(format, 2);
        OnnxTensor tensor = OnnxTensors.wrapOrCopy(view)) {
      String type = tensor.getInfo().type.toString();
      assertThat(type)
          .isEqualTo(
              switch (format) {
                case "l" -> native64 ? "INT64" : "INT32";
                case "i" -> "INT32";
                case "<f" -> "FLOAT";
                case "@d" -> "DOUBLE";
                case "=e" -> "FLOAT16";
                default -> "INT64";
              });
      assertThat(OnnxTensors.view(tensor).itemsize()).isEqualTo(view.itemsize());
    }
  }

  @ParameterizedTest
  @CsvSource({"uint16, H, 65535", "uint32, I, 4294967295", "uint64, Q, 18446744073709551615"})
  void unsignedResultsHaveTheirOwnFormatAndNotJavas(String type, String format, BigInteger largest)
      throws Exception {
    try (OrtSession session = OnnxModels.open("cast_" + type);
        NdView x = NdView.of(new long[] {1, largest.longValue()}).copy();
        OnnxTensor tensor = OnnxTensors.wrap(x);
        OrtSession.Result result = session.run(Map.of("x", tensor));
        NdView y = OnnxTensors.copy((OnnxTensor) result.get(0))) {
      assertThat(y.format()).isEqualTo(Format.parse(format));
      assertThat(y.contains(largest)).isTrue();
      assertThat(y.getLong(0)).isEqualTo(1);
    }
  }

  @Test
  void longDoublesBecomeDoublesAndBoolsOneOrZero() throws Exception {
    NdView wide = NdView.allocate("g", 2);
    wide.setDouble(0.1, 1);
    NdView bools = NdView.allocate("?", 3);
    bools.cast("B").setInt(255, 1);
    try (OnnxTensor doubles = OnnxTensors.copy(wide);
        OnnxTensor truth = OnnxTensors.copy(bools)) {
      assertThat((double[]) doubles.getValue()).containsExactly(0, 0.1);
      assertThat((boolean[]) truth.getValue()).containsExactly(false, true, false);
      assertThat(OnnxTensors.view(truth).cast("B").toBytes()).containsExactly(0, 1, 0);
    }
  }
}
