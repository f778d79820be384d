/**
 * Tensors of other libraries in this process as views, and views as theirs, by <a
 * href="https://dmlc.github.io/dlpack/latest/">DLPack</a>: NumPy, PyTorch, JAX, TensorFlow, MXNet,
 * ONNX Runtime and TVM speak it. No item is copied.
 *
 * <p>A <b>managed tensor</b> is a C struct that one library (the producer) makes and another (the
 * consumer) takes. It tells where the items lie, what they are, and which function, the
 * <b>deleter</b>, the consumer calls when it needs them no more. Until then the producer keeps the
 * memory. There are {@linkplain org.ndview.dlpack.TensorStruct two such structs}.
 *
 * <p>{@link org.ndview.dlpack.DLPack#view(java.lang.foreign.MemorySegment)} is the consumer: the
 * view owns the tensor, and closing it calls the deleter. {@link
 * org.ndview.dlpack.DLPack#export(org.ndview.NdView)} is the producer: the {@link
 * org.ndview.dlpack.ExportedTensor} keeps the view's memory until its deleter is called.
 *
 * {@snippet lang="java" :
 * NdView ours = NdView.allocate("f", 2, 3);
 * ExportedTensor tensor = DLPack.export(ours);
 * MemorySegment pointer = tensor.handOver(); // what a capsule holds, and a C function takes
 * ours.close();                              // the memory waits for the consumer
 * try (NdView theirs = DLPack.view(pointer)) {
 *   theirs.setFloat(7, 1, 2);
 *   System.out.println(theirs.toList());     // [[0.0, 0.0, 0.0], [0.0, 0.0, 7.0]]
 * }                                          // calls the deleter, which frees the memory
 * System.out.println(tensor.isEnded());      // true
 * }
 *
 * <p>All of this is native access: start the JVM with {@code --enable-native-access}. A pointer
 * that leads to no tensor, or to one that was deleted, crashes the JVM or reads other data; what
 * can be seen to be wrong is an exception.
 */
@NullMarked
package org.ndview.dlpack;

import org.jspecify.annotations.NullMarked;
