package org.ndview.onnx;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;

/** The models that make_models.py wrote. */
final class OnnxModels {
  private OnnxModels() {}

  static byte[] bytes(String name) {
    try (InputStream in = OnnxModels.class.getResourceAsStream(name + ".onnx")) {
      return Objects.requireNonNull(in, name).readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static OrtSession open(String name) throws OrtException {
    return OrtEnvironment.getEnvironment().createSession(bytes(name));
  }
}
