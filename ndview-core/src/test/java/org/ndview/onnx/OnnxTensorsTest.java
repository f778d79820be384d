package org.ndview.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ndview.Casting;
import org.ndview.NdView;
import org.ndview.Scaling;
import org.ndview.bridge.Plan;
import org.ndview.npy.Npy;

class OnnxTensorsTest {
  private static OrtSession scale;
  private static OrtSession classifier;

  @BeforeAll
  static void openTheModels() throws Exception {
    scale = OnnxModels.open("scale");
    classifier = OnnxModels.open("classifier");
  }

  @AfterAll
  static void closeThem() throws Exception {
    scale.close();
    classifier.close();
  }

  private static NdView floats(float... values) {
    return NdView.of(values).copy();
  }

  /** {@return what the session makes of a tensor, twice its numbers} */
  private static List<?> doubled(OnnxTensor tensor) throws OrtException {
    try (OrtSession.Result result = scale.run(Map.of("x", tensor));
        NdView copy = OnnxTensors.copy((OnnxTensor) result.get(0))) {
      return (List<?>) copy.toList();
    }
  }

  // views into tensors

  @Test
  void aWrappedViewIsReadWhenTheSessionRuns() throws Exception {
    try (NdView view = floats(1, 2, 3);
        OnnxTensor tensor = OnnxTensors.wrap(view)) {
      assertThat(tensor.ownsBuffer()).isFalse();
      assertThat(doubled(tensor)).isEqualTo(List.of(2f, 4f, 6f));
      view.setFloat(50, 1);
      assertThat(doubled(tensor)).isEqualTo(List.of(2f, 100f, 6f));
    }
  }

  @Test
  void aCopyIsNot() throws Exception {
    try (NdView view = floats(1, 2, 3);
        OnnxTensor tensor = OnnxTensors.copy(view)) {
      view.setFloat(50, 1);
      assertThat(doubled(tensor)).isEqualTo(List.of(2f, 4f, 6f));
    }
  }

  @Test
  void wrapOrCopyDoesWhatThePlanSays() throws Exception {
    NdView shared = floats(1, 2);
    NdView heap = NdView.of(new float[] {1, 2});
    assertThat(OnnxTensors.plan(shared).way()).isEqualTo(Plan.Way.SHARE);
    assertThat(OnnxTensors.plan(heap).way()).isEqualTo(Plan.Way.COPY);
    try (OnnxTensor first = OnnxTensors.wrapOrCopy(shared);
        OnnxTensor second = OnnxTensors.wrapOrCopy(heap)) {
      shared.setFloat(9, 0);
      heap.setFloat(9, 0);
      assertThat(doubled(first)).isEqualTo(List.of(18f, 4f));
      assertThat(doubled(second)).isEqualTo(List.of(2f, 4f));
    }
  }

  @Test
  void rowsOfABlockAreSharedFromTheirFirstItem() throws Exception {
    try (NdView block = NdView.allocate("f", 4, 2)) {
      block.setFloat(7, 2, 1);
      try (OnnxTensor tensor = OnnxTensors.wrap(block.slice("2:3"))) {
        assertThat(tensor.getInfo().getShape()).containsExactly(1, 2);
        assertThat(doubled(tensor)).isEqualTo(List.of(List.of(0f, 14f)));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"::-1", ":, ::2", "1:, 1:", "...,newaxis,0"})
  void aViewWithStridesIsRefusedWithTheCallThatCopiesIt(String index) throws Exception {
    NdView view = NdView.allocate("f", 3, 4);
    view.setFloat(5, 2, 2);
    NdView part = view.slice(index);
    assertThatThrownBy(() -> OnnxTensors.wrap(part))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessageStartingWith("ONNX Runtime cannot share the memory of this view: its items do")
        .hasMessageEndingWith("; OnnxTensors.copy(view) copies it");
    NdView expected = part.copy();
    part.convertTo(expected, Casting.SAFE, Scaling.of(2, 0));
    try (OnnxTensor tensor = OnnxTensors.copy(part)) {
      assertThat(doubled(tensor)).isEqualTo(expected.toList());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Q       | ONNX Runtime has no type for 'Q' (UINT64)  | convertTo() a new view",
        "H       | ONNX Runtime has no type for 'H' (UINT16)  | convertTo() a new view",
        "Zf      | ONNX Runtime has no type for 'Zf' (a comp  | cast(\"f\", ..., 2)",
        "4s      | ONNX Runtime has no type for '4s'          | toList()",
      })
  void whatCannotBeATensorIsRefusedByAll(String format, String reason, String remedy) {
    NdView view = NdView.allocate(format, 2);
    assertThat(OnnxTensors.plan(view).way()).isEqualTo(Plan.Way.REFUSE);
    for (var call :
        List.<ThrowingCallable>of(
            () -> OnnxTensors.wrap(view),
            () -> OnnxTensors.copy(view),
            () -> OnnxTensors.wrapOrCopy(view))) {
      assertThatThrownBy(call)
          .isInstanceOf(UnsupportedOperationException.class)
          .hasMessageContaining(reason)
          .hasMessageContaining(remedy);
    }
  }

  @Test
  void noItemsAndNoDimensionsAreTensorsToo() throws Exception {
    try (NdView one = NdView.allocate("f");
        OnnxTensor scalar = OnnxTensors.wrap(one);
        OnnxTensor none = OnnxTensors.wrap(NdView.of(new float[0]).reshape(0, 3))) {
      one.setFloat(4);
      assertThat(scalar.getInfo().isScalar()).isTrue();
      assertThat(none.getInfo().getShape()).containsExactly(0, 3);
      try (OrtSession.Result result = scale.run(Map.of("x", scalar));
          OrtSession.Result empty = scale.run(Map.of("x", none))) {
        assertThat(OnnxTensors.copy((OnnxTensor) result.get(0)).get()).isEqualTo(8f);
        assertThat(OnnxTensors.copy((OnnxTensor) empty.get(0)).shape()).containsExactly(0, 3);
      }
    }
  }

  @Test
  void allDimensionsOfAViewAreThoseOfATensor() throws Exception {
    long[] shape = new long[64];
    Arrays.fill(shape, 1);
    shape[40] = 2;
    try (NdView view = NdView.allocate("f", shape);
        OnnxTensor tensor = OnnxTensors.wrap(view);
        OrtSession.Result result = scale.run(Map.of("x", tensor))) {
      assertThat(OnnxTensors.copy((OnnxTensor) result.get(0)).shape()).isEqualTo(shape);
    }
  }

  @Test
  void aTensorOfMoreThanABufferIsRefusedAndCopiedByNobody(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("sparse");
    long size = (1L << 31) + 8;
    try (FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.SPARSE)) {
      channel.write(ByteBuffer.allocate(1), size - 1);
    }
    try (NdView whole = NdView.map(file)) {
      Plan plan = OnnxTensors.plan(whole);
      assertThat(plan.way()).isEqualTo(Plan.Way.REFUSE);
      assertThat(plan.cause()).isEqualTo(Plan.Cause.SIZE);
      assertThat(plan.reason()).contains("2147483656 items of 1 bytes").contains("2147483639");
      assertThatThrownBy(() -> OnnxTensors.copy(whole))
          .isInstanceOf(UnsupportedOperationException.class)
          .hasMessageContaining("slice()");
      try (OnnxTensor largest = OnnxTensors.wrap(whole.slice("8:2147483647"))) {
        assertThat(largest.getInfo().getNumElements()).isEqualTo(2147483639);
      }
    }
  }

  @Test
  void aMappedFileIsAnInputAndNoOutput(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("x.npy");
    Npy.write(file, NdView.of(new float[] {1, 2, 3}));
    try (NdView mapped = Npy.read(file);
        NdView y = NdView.allocate("f", 3)) {
      assertThat(mapped.isReadOnly()).isTrue();
      OnnxTensors.run(scale, Map.of("x", mapped), Map.of("y", y));
      assertThat(y.toList()).isEqualTo(List.of(2f, 4f, 6f));
      assertThatThrownBy(() -> OnnxTensors.run(scale, Map.of("x", y), Map.of("y", mapped)))
          .isInstanceOf(UnsupportedOperationException.class)
          .hasMessageContaining("cannot write the output 'y'")
          .hasMessageContaining("it is read-only");
    }
    assertThat(Files.size(file)).isEqualTo(128 + 12);
  }

  // tensors into views

  @Test
  void aViewOfAWrappingTensorIsTheMemoryOfTheFirst() throws Exception {
    try (NdView view = floats(1, 2, 3);
        OnnxTensor tensor = OnnxTensors.wrap(view)) {
      NdView again = OnnxTensors.view(tensor);
      assertThat(again.obj()).isSameAs(tensor);
      again.setFloat(9, 2);
      assertThat(view.toList()).isEqualTo(List.of(1f, 2f, 9f));
      try (NdView copy = OnnxTensors.copy(tensor)) {
        again.setFloat(0, 0);
        assertThat(copy.toList()).isEqualTo(List.of(1f, 2f, 9f));
      }
      assertThat(OnnxTensors.view(OnnxTensors.wrap(view.toReadOnly())).isReadOnly()).isTrue();
    }
  }

  @Test
  void aViewOfATensorOverADirectBufferIsItsMemory() throws Exception {
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    FloatBuffer buffer =
        ByteBuffer.allocateDirect(16).order(ByteOrder.nativeOrder()).asFloatBuffer();
    buffer.put(0, 1).put(1, 2).put(2, 3).put(3, 4).position(1);
    try (OnnxTensor tensor = OnnxTensor.createTensor(environment, buffer, new long[] {3})) {
      NdView view = OnnxTensors.view(tensor);
      assertThat(view.toList()).isEqualTo(List.of(2f, 3f, 4f));
      view.setFloat(7, 0);
      assertThat(buffer.get(1)).isEqualTo(7);
      assertThat(doubled(tensor)).isEqualTo(List.of(14f, 6f, 8f));
    }
  }

  @Test
  void aTensorThatOnnxRuntimeMadeOfAnArrayHasItsNumbers() throws Exception {
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    float[][] array = {{1, 2}, {3, 4}};
    try (OnnxTensor tensor = OnnxTensor.createTensor(environment, array)) {
      assertThat(OnnxTensors.copy(tensor).toList())
          .isEqualTo(List.of(List.of(1f, 2f), List.of(3f, 4f)));
    }
    FloatBuffer heap = FloatBuffer.wrap(new float[] {1, 2, 3, 4});
    try (OnnxTensor tensor = OnnxTensor.createTensor(environment, heap, new long[] {2, 2})) {
      assertThat(OnnxTensors.copy(tensor).toList())
          .isEqualTo(List.of(List.of(1f, 2f), List.of(3f, 4f)));
    }
  }

  @Test
  void aResultIsCopiedAndItsRefusedViewSaysHow() throws Exception {
    try (NdView x = floats(1, 2);
        OnnxTensor tensor = OnnxTensors.wrap(x)) {
      NdView kept;
      try (OrtSession.Result result = scale.run(Map.of("x", tensor))) {
        OnnxTensor y = (OnnxTensor) result.get(0);
        assertThatThrownBy(() -> OnnxTensors.view(y))
            .isInstanceOf(UnsupportedOperationException.class)
            .hasMessageContaining("OnnxTensors.copy(tensor)");
        kept = OnnxTensors.copy(y);
      }
      assertThat(kept.toList()).isEqualTo(List.of(2f, 4f));
      assertThat(OnnxTensors.plan(kept).shares()).isTrue();
    }
  }

  @Test
  void stringsAreRefusedWithTheCallThatHasThem() throws Exception {
    try (OnnxTensor strings =
        OnnxTensor.createTensor(OrtEnvironment.getEnvironment(), new String[] {"a", "b"})) {
      assertThatThrownBy(() -> OnnxTensors.view(strings))
          .isInstanceOf(UnsupportedOperationException.class)
          .hasMessageContaining("getValue()");
      assertThatThrownBy(() -> OnnxTensors.copy(strings))
          .isInstanceOf(UnsupportedOperationException.class)
          .hasMessageContaining("getValue()");
    }
  }

  @Test
  void aClosedTensorHasNoView() throws Exception {
    OnnxTensor tensor = OnnxTensors.wrap(floats(1));
    tensor.close();
    assertThatThrownBy(() -> OnnxTensors.view(tensor)).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> OnnxTensors.copy(tensor)).isInstanceOf(IllegalStateException.class);
  }

  // runs

  @Test
  void aRunWritesItsResultsIntoViews() throws Exception {
    try (NdView x = NdView.allocate("f", 2, 4);
        NdView scores = NdView.allocate("f", 2, 3);
        NdView label = NdView.allocate("q", 2)) {
      NdView.of(new float[] {1, 0, 0, 0, -1, 2, 0.5f, 3}).reshape(2, 4).convertTo(x);
      OnnxTensors.run(classifier, Map.of("x", x), Map.of("scores", scores, "label", label));
      for (int i = 0; i < 2; i++) {
        float[] row = (float[]) scores.select(0, i).toArray();
        assertThat(row[0] + row[1] + row[2]).isCloseTo(1, within(1e-6f));
        int best = row[0] >= row[1] && row[0] >= row[2] ? 0 : row[1] >= row[2] ? 1 : 2;
        assertThat(label.getLong(i)).isEqualTo(best);
      }
      try (OnnxTensor tensor = OnnxTensors.wrap(x);
          OrtSession.Result own = classifier.run(Map.of("x", tensor))) {
        OnnxTensor result = (OnnxTensor) own.get("scores").orElseThrow();
        assertThat(OnnxTensors.copy(result).contentEquals(scores)).isTrue();
      }
    }
  }

  @Test
  void someOutputsArePinnedAndOthersAskedFor() throws Exception {
    try (NdView x = NdView.allocate("f", 1, 4);
        NdView label = NdView.allocate("q", 1);
        NamedTensors in = OnnxTensors.inputs(Map.of("x", x));
        NamedTensors out = OnnxTensors.outputs(Map.of("label", label));
        OrtSession.Result result = classifier.run(in.map(), Set.of("scores"), out.map())) {
      assertThat(result.get("label").orElseThrow()).isSameAs(out.map().get("label"));
      NdView scores = OnnxTensors.copy((OnnxTensor) result.get("scores").orElseThrow());
      assertThat(scores.getFloat(0, label.getLong(0))).isGreaterThan(1 / 3f);
    }
  }

  @Test
  void closingNamedTensorsClosesTheOpenOnes() throws Exception {
    NamedTensors tensors = OnnxTensors.inputs(Map.of("a", floats(1), "b", floats(2)));
    tensors.map().get("a").close();
    tensors.close();
    tensors.close();
    assertThat(tensors.map().values()).allMatch(OnnxTensor::isClosed);
    assertThatThrownBy(() -> tensors.map().clear())
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "f | 3, 3 | 1 | shape {3,3}",
        "f | 1, 3 | 1 | shape {1,3}",
        "d | 2, 3 | 1 | tensor(double)",
        "b | 2, 3 | 1 | tensor(int8)",
      })
  void anOutputOfAnotherTypeOrShapeIsRefusedByOnnxRuntime(
      String format, String shape, int more, String message) throws Exception {
    long[] lengths =
        Arrays.stream(shape.split(",")).map(String::strip).mapToLong(Long::parseLong).toArray();
    try (NdView x = NdView.allocate("f", 2, 4);
        NdView guarded = NdView.allocate(format, 2 * 3 * 4)) {
      guarded.fill(more);
      NdView scores = guarded.slice(":" + lengths[0] * lengths[1]).reshape(lengths);
      assertThatThrownBy(
              () -> OnnxTensors.run(classifier, Map.of("x", x), Map.of("scores", scores)))
          .isInstanceOf(OrtException.class)
          .hasMessageContaining(message);
      assertThat(guarded.count(more)).isEqualTo(guarded.size());
    }
  }

  @Test
  void aNameThatTheModelDoesNotHaveIsRefused() {
    NdView x = NdView.allocate("f", 1);
    assertThatThrownBy(() -> OnnxTensors.run(scale, Map.of("z", x), Map.of("y", x)))
        .isInstanceOf(OrtException.class)
        .hasMessageContaining("z");
    assertThatThrownBy(() -> OnnxTensors.run(scale, Map.of("x", x), Map.of("z", x)))
        .isInstanceOf(OrtException.class)
        .hasMessageContaining("z");
  }

  @Test
  void viewsThatCannotBeSharedAreNamedByTheirInputOrOutput() {
    NdView x = NdView.allocate("f", 2, 2);
    assertThatThrownBy(() -> OnnxTensors.inputs(Map.of("pixels", x.transpose())))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessageContaining("the input 'pixels'")
        .hasMessageContaining("OnnxTensors.copy(view)");
    assertThatThrownBy(() -> OnnxTensors.outputs(Map.of("scores", x.transpose())))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessageContaining("the output 'scores'")
        .hasMessageContaining("a new view, as allocate() makes, and convertTo() this one");
    assertThatThrownBy(() -> OnnxTensors.outputs(Map.of("scores", NdView.allocate("Zf", 2))))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessageContaining("a view of the type and shape of the result");
  }

  @Test
  void memoryOfArenasIsSharedWhoseverItIs() throws Exception {
    try (Arena shared = Arena.ofShared();
        Arena confined = Arena.ofConfined()) {
      for (Arena arena : List.of(shared, confined)) {
        try (OnnxTensor tensor = OnnxTensors.wrap(NdView.allocate(arena, "f", 2))) {
          assertThat(doubled(tensor)).isEqualTo(List.of(0f, 0f));
        }
      }
    }
  }

  @Test
  void typesOfTensorsThatHaveNoFormatAreTold() throws Exception {
    assertThat(TensorTypes.NEIGHBOUR.format(OnnxJavaType.STRING)).isNull();
    try (OrtSession strings = OnnxModels.open("identity_string");
        OnnxTensor x =
            OnnxTensor.createTensor(OrtEnvironment.getEnvironment(), new String[] {"a"});
        OrtSession.Result result = strings.run(Map.of("x", x))) {
      assertThatThrownBy(() -> OnnxTensors.copy((OnnxTensor) result.get(0)))
          .isInstanceOf(UnsupportedOperationException.class)
          .hasMessageContaining("strings");
    }
  }
}
