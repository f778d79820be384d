/**
 * The bridge between views and ONNX Runtime: {@link org.ndview.onnx.OnnxTensors}.
 *
 * <p>It needs {@code com.microsoft.onnxruntime:onnxruntime}, or its sibling with support of
 * graphics cards, among the program's own dependencies; ndview-core does not bring it.
 *
 * <p>A tensor of ONNX Runtime is a dense block of numbers in the machine's byte order, with a
 * shape. A view that is such a block and lies outside of the Java heap becomes an input without a
 * copy, wherever its memory is from: allocated, a mapped file, an INDArray, an array of NumPy in
 * this process.
 *
 * <pre>{@code OnnxTensor tensor = OnnxTensors.wrap(view);          // the view's memory
 * OnnxTensor tensor = OnnxTensors.copy(view);          // a copy of it
 * NdView view = OnnxTensors.copy(tensor);              // a copy of a result
 * OnnxTensors.run(session, inputs, outputs);           // from views into views
 * }</pre>
 *
 * <p>Results are ONNX Runtime's own memory, of which it hands out copies alone. So they come
 * without a copy by being pinned: {@link org.ndview.onnx.OnnxTensors#outputs} are views that the
 * session writes into, and {@link org.ndview.onnx.OnnxTensors#run} does all of it in one call.
 *
 * <p>{@link org.ndview.onnx.OnnxTensors#plan} says whether a view can be shared, and why not;
 * {@code wrap} refuses what it cannot share and never copies instead.
 *
 * <p>A tensor keeps the memory of its view: the view may be closed before. What nobody can notice
 * is an arena, or an INDArray, that is closed under its tensor.
 */
@NullMarked
package org.ndview.onnx;

import org.jspecify.annotations.NullMarked;
