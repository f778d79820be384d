package org.ndview.nd4j;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtSession;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.ndview.NdView;
import org.ndview.onnx.NamedTensors;
import org.ndview.onnx.OnnxTensors;

/** ND4J's arrays through ONNX Runtime and back, over one piece of memory each. */
class OnnxRuntimeTest {
  private static OrtSession open(String model) throws Exception {
    Path path = Path.of("../ndview-core/src/test/resources/org/ndview/onnx", model + ".onnx");
    return OrtEnvironment.getEnvironment().createSession(path.toString());
  }

  @Test
  void aModelReadsOneArrayAndWritesAnotherWithoutACopy() throws Exception {
    try (OrtSession session = open("scale");
        INDArray in = Nd4j.rand(DataType.FLOAT, 4, 3);
        INDArray out = Nd4j.create(DataType.FLOAT, 4, 3);
        NamedTensors x = OnnxTensors.inputs(Map.of("x", NdArrays.view(in)));
        NamedTensors y = OnnxTensors.outputs(Map.of("y", NdArrays.view(out)))) {
      assertThat(x.map().get("x").ownsBuffer()).isFalse();
      session.run(x.map(), y.map()).close();
      assertThat(out).isEqualTo(in.mul(2));
      in.assign(3); // the tensors see it
      session.run(x.map(), y.map()).close();
      assertThat(out.sumNumber().doubleValue()).isEqualTo(72);
    }
  }

  @Test
  void aBatchOfExamplesIsClassified() throws Exception {
    try (OrtSession session = open("classifier");
        INDArray examples = Nd4j.rand(DataType.FLOAT, 100, 4).subi(0.5f);
        INDArray scores = Nd4j.create(DataType.FLOAT, 100, 3);
        INDArray labels = Nd4j.create(DataType.INT64, 100)) {
      OnnxTensors.run(
          session,
          Map.of("x", NdArrays.view(examples)),
          Map.of("scores", NdArrays.view(scores), "label", NdArrays.view(labels)));
      assertThat(scores.argMax(1)).isEqualTo(labels);
      assertThat(scores.sum(1).sub(1).amaxNumber().doubleValue()).isLessThan(1e-6);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "FLOAT, float", "DOUBLE, double", "HALF, float16", "BFLOAT16, bfloat16", "BYTE, int8",
    "SHORT, int16", "INT, int32", "LONG, int64", "UBYTE, uint8", "BOOL, bool",
  })
  void everyTypeOfBothGoesThrough(DataType type, String model) throws Exception {
    try (OrtSession session = open("identity_" + model);
        INDArray in = Nd4j.createFromArray(0, 1, 1, 0, 1, 0).castTo(type).reshape(2, 3);
        INDArray out = Nd4j.create(type, 2, 3)) {
      OnnxTensors.run(session, Map.of("x", NdArrays.view(in)), Map.of("y", NdArrays.view(out)));
      assertThat(out).isEqualTo(in);
    }
  }

  @Test
  void aResultBecomesAnArrayByOneCopy() throws Exception {
    try (OrtSession session = open("scale");
        INDArray in = Nd4j.linspace(1, 6, 6, DataType.FLOAT).reshape('f', 2, 3);
        OnnxTensor x = OnnxTensors.wrapOrCopy(NdArrays.view(in));
        OrtSession.Result result = session.run(Map.of("x", x));
        NdView y = OnnxTensors.copy((OnnxTensor) result.get(0));
        INDArray out = NdArrays.wrap(y)) {
      assertThat(OnnxTensors.plan(NdArrays.view(in)).shares()).isFalse(); // F order
      assertThat(out).isEqualTo(in.mul(2));
    }
  }
}
