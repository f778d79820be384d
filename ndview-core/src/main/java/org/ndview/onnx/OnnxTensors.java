package org.ndview.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.util.Map;
import java.util.Objects;
import org.ndview.NdView;
import org.ndview.bridge.Plan;
import org.ndview.internal.library.OptionalLibrary;

/**
 * NdViews as tensors of ONNX Runtime, and its tensors as NdViews.
 *
 * <table class="striped">
 * <caption>Formats and types of tensors</caption>
 * <thead><tr><th scope="col">format</th><th scope="col">type</th></tr></thead>
 * <tbody>
 * <tr><th scope="row">{@code d}, {@code f}, {@code e}, {@code [bfloat16]}</th>
 *     <td>DOUBLE, FLOAT, FLOAT16, BFLOAT16</td></tr>
 * <tr><th scope="row">{@code q}, {@code i}, {@code h}, {@code b}</th>
 *     <td>INT64, INT32, INT16, INT8</td></tr>
 * <tr><th scope="row">{@code B}, {@code ?}</th><td>UINT8, BOOL</td></tr>
 * <tr><th scope="row">{@code Q}, {@code I}, {@code H}</th>
 *     <td>UINT64, UINT32, UINT16: results alone, since no Java program can make such a tensor</td>
 *     </tr>
 * </tbody>
 * </table>
 *
 * <p>What counts is what the bytes are, not the letter: {@code l}, {@code n} and {@code <q} are
 * INT64 on a machine where they mean the same.
 *
 * <p>For example, with a model whose output {@code y} is twice its input {@code x}:
 *
 * <pre>{@code
 * try (OrtSession session = OrtEnvironment.getEnvironment().createSession("scale.onnx");
 *     NdView x = NdView.allocate("f", 2, 3);
 *     NdView y = NdView.allocate("f", 2, 3)) {
 *   x.fill(21);
 *   OnnxTensors.run(session, Map.of("x", x), Map.of("y", y)); // no number is copied
 *   System.out.println(y.toList());                           // [[42.0, 42.0, 42.0], [42.0, ...
 * }
 * }</pre>
 */
public final class OnnxTensors {
  private OnnxTensors() {}

  /**
   * {@return what handing a view over would do, and why, without doing it} {@link #wrap} and {@link
   * #copy(NdView)} decide by the same code.
   *
   * <p>To be shared, a view needs: a format of the table above that ONNX Runtime takes, in the
   * machine's byte order; items in C order one after the other, behind no pointers; memory outside
   * of the Java heap; a first item at an address that is a multiple of the itemsize; bools that are
   * 0 or 1, for which all of them are read. It may be read-only: a session reads its inputs. A view
   * without items needs the format alone. Nothing of more than 2,147,483,639 bytes becomes a
   * tensor, not even a copy, since tensors of Java are made of buffers.
   *
   * @param view the view
   * @throws IllegalStateException if the view is released, or its memory closed
   * @throws WrongThreadException if the memory is confined to another thread
   * @throws UnsupportedOperationException if ONNX Runtime is not on the class path
   */
  public static Plan plan(NdView view) {
    require();
    return TensorTypes.NEIGHBOUR.plan(Objects.requireNonNull(view, "view"));
  }

  /**
   * {@return a tensor over the memory of a view, which is never a copy} What the view's memory has
   * when a session runs is what the session reads.
   *
   * <p>The tensor {@linkplain NdView#hold holds} the memory. The view may be closed, and memory
   * that it made (by {@link NdView#allocate} or {@link NdView#map(java.nio.file.Path)}) stays until
   * the tensor is closed, or nothing can reach it any more; it is freed then, at the latest when
   * memory is next allocated or mapped. It is different with an arena that its owner closes, and
   * with an INDArray: the tensor cannot notice, and a session that reads it then crashes the JVM or
   * reads other data. So close those last.
   *
   * <p>A tensor over a read-only view is for inputs. Do not pin it as an output: a session would
   * write where nobody may, and the JVM crash. {@link #outputs} refuses such views.
   *
   * <p>A view without items gives a tensor without items, having no memory to share. The tensor
   * belongs to the environment of the process, which is made if there is none.
   *
   * @param view the view
   * @throws UnsupportedOperationException if ONNX Runtime cannot share it: the message has the
   *     reason that {@link #plan} gives, and what to do, mostly {@code OnnxTensors.copy(view)}; or
   *     ONNX Runtime is not on the class path
   * @throws IllegalStateException if the view is released, or its memory closed
   * @throws WrongThreadException if the memory is confined to another thread
   * @throws OrtException if ONNX Runtime fails to make the tensor
   */
  public static OnnxTensor wrap(NdView view) throws OrtException {
    Plan plan = plan(view);
    if (!plan.shares()) {
      throw plan.exception("ONNX Runtime cannot share the memory of this view");
    }
    return TensorHolds.wrap(view);
  }

  /**
   * {@return a new tensor with the numbers of a view, of any layout, memory and byte order} Long
   * doubles become DOUBLE, rounded; bools that are not 0 become 1. The memory is freed as that of
   * {@link #wrap} with a closed view.
   *
   * @param view the view
   * @throws UnsupportedOperationException if its items are not numbers that ONNX Runtime takes, or
   *     too many: the message says what to do; or ONNX Runtime is not on the class path
   * @throws IllegalStateException if the view is released, or its memory closed
   * @throws WrongThreadException if the memory is confined to another thread
   * @throws OrtException if ONNX Runtime fails to make the tensor
   */
  public static OnnxTensor copy(NdView view) throws OrtException {
    Objects.requireNonNull(view, "view");
    require();
    // closed here, and held by the tensor
    try (NdView copy = TensorTypes.NEIGHBOUR.copied(view)) {
      return TensorHolds.wrap(copy);
    }
  }

  /**
   * {@return a tensor over the memory of a view where {@link #plan} says that it can be shared,
   * else a copy as by {@link #copy(NdView)}} Ask the plan which of the two it is.
   *
   * @param view the view
   * @throws UnsupportedOperationException if there can be not even a copy, or ONNX Runtime is not
   *     on the class path
   * @throws IllegalStateException if the view is released, or its memory closed
   * @throws WrongThreadException if the memory is confined to another thread
   * @throws OrtException if ONNX Runtime fails to make the tensor
   */
  public static OnnxTensor wrapOrCopy(NdView view) throws OrtException {
    return plan(view).shares() ? TensorHolds.wrap(view) : copy(view);
  }

  /**
   * {@return a view of the memory that a tensor was made over} This is that of the view that was
   * wrapped, with its lifetime; or else the buffer that the tensor was made of. Its {@link
   * NdView#obj()} is the tensor. It may be used after the tensor is closed, while its memory is
   * there.
   *
   * @param tensor the tensor
   * @throws UnsupportedOperationException if the memory is ONNX Runtime's own, as that of a result
   *     that was not pinned: {@link #copy(OnnxTensor)} copies it; or the tensor has strings, or
   *     items without a format
   * @throws IllegalStateException if the tensor is closed, or the view that it wraps was released
   *     and its memory is gone
   */
  public static NdView view(OnnxTensor tensor) {
    return TensorToView.view(Objects.requireNonNull(tensor, "tensor"));
  }

  /**
   * {@return a new view with the numbers of a tensor, such as a result} It owns its memory. ONNX
   * Runtime hands out copies of its results alone; {@link #outputs} and {@link #run} write them
   * into views instead.
   *
   * @param tensor the tensor
   * @throws UnsupportedOperationException if the tensor has strings, items without a format, or
   *     more bytes than a buffer
   * @throws IllegalStateException if the tensor is closed
   */
  public static NdView copy(OnnxTensor tensor) {
    return TensorToView.copy(Objects.requireNonNull(tensor, "tensor"));
  }

  /**
   * {@return tensors over views, to be the inputs of a session} Closing it closes the tensors.
   *
   * @param views a view for each input, by its name
   * @throws UnsupportedOperationException if one of them cannot be shared: the message has its
   *     name, the reason and what to do; or ONNX Runtime is not on the class path
   * @throws IllegalStateException if a view is released, or its memory closed
   * @throws WrongThreadException if memory is confined to another thread
   * @throws OrtException if ONNX Runtime fails to make a tensor
   */
  public static NamedTensors inputs(Map<String, NdView> views) throws OrtException {
    require();
    return NamedTensors.inputs(views);
  }

  /**
   * {@return tensors over views, to be the pinned outputs of a session, which writes its results
   * into the views} Closing it closes the tensors. A session refuses a pinned output whose type or
   * shape is not that of its result.
   *
   * {@snippet lang="java" :
   * Path model = Path.of("../ndview-core/src/test/resources/org/ndview/onnx/scale.onnx");
   * try (OrtSession session = OrtEnvironment.getEnvironment().createSession(model.toString());
   *     NdView x = NdView.allocate("f", 3);
   *     NdView y = NdView.allocate("f", 3);
   *     NamedTensors in = OnnxTensors.inputs(Map.of("x", x));
   *     NamedTensors out = OnnxTensors.outputs(Map.of("y", y))) {
   *   for (int i = 0; i < 3; i++) {
   *     x.setFloat(i, i);
   *     session.run(in.map(), out.map()).close();
   *   }
   *   System.out.println(y.toList()); // [0.0, 2.0, 4.0]
   * }
   * }
   *
   * @param views a view for each output, by its name
   * @throws UnsupportedOperationException if one of them cannot be shared, or is read-only: the
   *     message has its name, the reason and what to do; or ONNX Runtime is not on the class path
   * @throws IllegalStateException if a view is released, or its memory closed
   * @throws WrongThreadException if memory is confined to another thread
   * @throws OrtException if ONNX Runtime fails to make a tensor
   */
  public static NamedTensors outputs(Map<String, NdView> views) throws OrtException {
    require();
    return NamedTensors.outputs(views);
  }

  /**
   * Runs a session from views into views, without a copy: {@link #inputs}, {@link #outputs} and
   * {@code session.run} in one. Outputs that are not named are not asked for.
   *
   * <p>A run that fails may have written a part of the outputs. Whether an output may lie over the
   * memory of an input depends on the model: one that is read once and item by item, as by a single
   * {@code Mul}, may.
   *
   * @param session the session
   * @param inputs a view for each input, by its name
   * @param outputs a view for each output that is wanted, by its name
   * @throws UnsupportedOperationException if a view cannot be shared, or one of the outputs is
   *     read-only: the message has its name, the reason and what to do
   * @throws IllegalStateException if a view is released, its memory closed, or the session closed
   * @throws WrongThreadException if memory is confined to another thread
   * @throws OrtException if there is no such input or output, types or shapes are not the model's,
   *     or the run fails
   */
  public static void run(
      OrtSession session, Map<String, NdView> inputs, Map<String, NdView> outputs)
      throws OrtException {
    Objects.requireNonNull(session, "session");
    try (NamedTensors in = inputs(inputs);
        NamedTensors out = outputs(outputs)) {
      session.run(in.map(), out.map()).close();
    }
  }

  private static void require() {
    OptionalLibrary.ONNX_RUNTIME.require("OnnxTensors");
  }
}
