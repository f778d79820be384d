package org.ndview.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.ndview.NdView;
import org.ndview.bridge.Plan;
import org.ndview.internal.check.BriefText;

/**
 * Tensors over views, by the names that a model gives its inputs or outputs: {@link
 * OnnxTensors#inputs} and {@link OnnxTensors#outputs}. It may be used for any number of runs: each
 * reads what the views hold then.
 */
public final class NamedTensors implements AutoCloseable {
  private final Map<String, OnnxTensor> tensors = new LinkedHashMap<>();

  private NamedTensors() {}

  static NamedTensors inputs(Map<String, NdView> views) throws OrtException {
    for (Map.Entry<String, NdView> input : views.entrySet()) {
      Plan plan = OnnxTensors.plan(input.getValue());
      if (!plan.shares()) {
        throw plan.exception(
            "ONNX Runtime cannot read the input '"
                + BriefText.of(input.getKey())
                + "' from the memory of its view");
      }
    }
    return wrap(views);
  }

  static NamedTensors outputs(Map<String, NdView> views) throws OrtException {
    for (Map.Entry<String, NdView> output : views.entrySet()) {
      Plan plan = OnnxTensors.plan(output.getValue());
      if (!plan.shares() || output.getValue().isReadOnly()) {
        throw new UnsupportedOperationException(
            "ONNX Runtime cannot write the output '%s' into the memory of its view: %s; write it into %s"
                .formatted(
                    BriefText.of(output.getKey()),
                    plan.shares() ? "it is read-only" : plan.reason(),
                    plan.copies()
                        ? "a new view, as allocate() makes, and convertTo() this one"
                        : "a view of the type and shape of the result"));
      }
    }
    return wrap(views);
  }

  private static NamedTensors wrap(Map<String, NdView> views) throws OrtException {
    NamedTensors made = new NamedTensors();
    try {
      for (Map.Entry<String, NdView> view : views.entrySet()) {
        made.tensors.put(view.getKey(), TensorHolds.wrap(view.getValue()));
      }
      return made;
    } catch (OrtException | RuntimeException | Error e) {
      made.close();
      throw e;
    }
  }

  /** {@return the tensors, in the order in which their views were given} */
  public Map<String, OnnxTensor> map() {
    return Collections.unmodifiableMap(tensors);
  }

  /** Closes the tensors, which lets go of the views' memory. Those that are closed stay so. */
  @Override
  public void close() {
    tensors.values().stream().filter(tensor -> !tensor.isClosed()).forEach(OnnxTensor::close);
  }
}
