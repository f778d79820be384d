package org.ndview.dlpack;

import java.lang.foreign.MemorySegment;
import java.util.Objects;
import java.util.Optional;
import org.ndview.NdView;
import org.ndview.internal.check.NativePermission;

/**
 * Managed tensors of DLPack as views, and views as managed tensors.
 *
 * <table class="striped">
 * <caption>Formats and types, in the machine's byte order</caption>
 * <thead><tr><th scope="col">format</th><th scope="col">type</th></tr></thead>
 * <tbody>
 * <tr><th scope="row">{@code b h i q}</th><td>int of 8, 16, 32, 64 bits</td></tr>
 * <tr><th scope="row">{@code B H I Q}</th><td>uint of 8, 16, 32, 64 bits</td></tr>
 * <tr><th scope="row">{@code e f d}</th><td>float of 16, 32, 64 bits</td></tr>
 * <tr><th scope="row">{@code [bfloat16]}</th><td>bfloat of 16 bits</td></tr>
 * <tr><th scope="row">{@code Ze Zf Zd}</th><td>complex of 32, 64, 128 bits</td></tr>
 * <tr><th scope="row">{@code ?}</th><td>bool of 8 bits</td></tr>
 * <tr><th scope="row">{@code [float8_e4m3fn]} and so on</th>
 *     <td>float8 of that name: bytes without a value in Java</td></tr>
 * <tr><th scope="row">{@code [float4_e2m1fn_x2;1]}, {@code [float6_e2m3fn_x4;3]}</th>
 *     <td>float4 of 2 lanes, float6 of 4 lanes: whole bytes</td></tr>
 * <tr><th scope="row">{@code [float4_e2m1fn;1]}</th><td>float4 padded to a byte</td></tr>
 * </tbody>
 * </table>
 *
 * <p>What counts is what the bytes are, not the letter: {@code l}, {@code n} and {@code <q} are an
 * int of 64 bits on a machine where they mean the same. The rules are those of <a
 * href="https://github.com/dmlc/dlpack/blob/main/include/dlpack/dlpack.h">dlpack.h</a>.
 */
public final class DLPack {
  private DLPack() {}

  /**
   * {@return a view of a {@link TensorStruct#VERSIONED} tensor, which the view owns from now on} As
   * {@link #view(MemorySegment, TensorStruct)}.
   *
   * @param tensor a pointer to the struct
   * @throws IllegalArgumentException if it can be seen that the struct is no tensor
   * @throws UnsupportedOperationException if the tensor is of another device, type or version
   * @throws IllegalStateException if it is an {@link ExportedTensor} that has a view already, or if
   *     the JVM denies native access
   */
  public static NdView view(MemorySegment tensor) {
    return view(tensor, TensorStruct.VERSIONED);
  }

  /**
   * {@return a view of a tensor's memory, which owns the tensor from now on}
   *
   * <p>Closing the view calls the deleter, once: on the thread that closes it; or, if the view's
   * memory was exported anew, on that which ends the last hold. If nobody closes the view, the
   * collector does, on a thread of its own, when no view of the memory can be reached. Views made
   * of the view refuse every use after that. If this method throws, the tensor was not taken: its
   * deleter was not called, and {@link #delete} calls it.
   *
   * <p>The view is read-only if the flags say so. A legacy tensor cannot say it, and its view is
   * writable: producers are asked not to export read-only memory so, and one that does needs a
   * {@link NdView#toReadOnly()} here. An item of several lanes is a sub-array, {@code "(4)f"}.
   * Strides may be negative or 0, and of a tensor without strides are those of C order. A tensor
   * without items may have any address. The view's {@link NdView#obj()} is the pointer.
   *
   * <p>Memory of the CPU is viewed, and that of the host which a graphics card reads too
   * (kDLCUDAHost, kDLROCMHost).
   *
   * @param tensor a pointer to the struct; only its address is used
   * @param struct which struct it is: the name of a Python capsule tells
   * @throws IllegalArgumentException if it can be seen that the struct is no tensor: a null
   *     pointer, dimensions that are negative or more than 64, a negative length, no shape, no
   *     lanes, items without memory, or sizes that overflow
   * @throws UnsupportedOperationException if the tensor is on another device, its items have no
   *     format, or the major version is not 1, or it has flags that this version does not know
   * @throws IllegalStateException if it is an {@link ExportedTensor} that has a view already, or if
   *     the JVM denies native access
   */
  public static NdView view(MemorySegment tensor, TensorStruct struct) {
    Objects.requireNonNull(tensor, "tensor");
    Objects.requireNonNull(struct, "struct");
    NativePermission.require("DLPack");
    return TensorToView.view(tensor, struct);
  }

  /**
   * Calls the deleter of a tensor that nobody took, such as one that {@link #view(MemorySegment,
   * TensorStruct)} refused. It is safe for every version. A tensor without a deleter is left alone.
   *
   * @param tensor a pointer to the struct, which leads to nothing afterwards
   * @param struct which struct it is
   * @throws IllegalArgumentException if it can be seen that the pointer leads to no tensor
   * @throws IllegalStateException if it is an {@link ExportedTensor} that has a view, or if the JVM
   *     denies native access
   */
  public static void delete(MemorySegment tensor, TensorStruct struct) {
    Objects.requireNonNull(tensor, "tensor");
    Objects.requireNonNull(struct, "struct");
    NativePermission.require("DLPack");
    long deleter = TensorCodec.deleter(tensor, struct);
    LiveExport own = LiveExport.at(tensor.address());
    if (own != null && !own.view()) {
      throw new IllegalStateException("the tensor has a view, which will call its deleter");
    }
    NativeCalls.delete(tensor.address(), deleter);
  }

  /**
   * {@return the memory of a view as a {@link TensorStruct#VERSIONED} tensor, never a copy} As
   * {@link #export(NdView, TensorStruct)}.
   *
   * @param view the view
   * @throws UnsupportedOperationException if DLPack cannot say it: the message is the {@link
   *     #refusal}
   * @throws IllegalStateException if the view is released, or its memory closed, or if the JVM
   *     denies native access
   * @throws WrongThreadException if the memory is confined to another thread
   */
  public static ExportedTensor export(NdView view) {
    return export(view, TensorStruct.VERSIONED);
  }

  /**
   * {@return the memory of a view as a tensor, never a copy}
   *
   * <p>The tensor {@linkplain NdView#hold holds} the memory: the view, and the one that owns the
   * memory, may be closed, and the memory is freed when the deleter is called. It is different with
   * memory that no view owns: that of an arena must not be closed before, and neither must an
   * INDArray. Memory that the collector frees is kept. Consumers know nothing of threads that
   * memory is confined to.
   *
   * <p>A read-only view gives a tensor whose flags say so. Strides may be negative or 0, which some
   * consumers refuse. Bools are not looked at: bytes other than 0 and 1 are the consumer's to
   * understand. A view without items gives a tensor without an address.
   *
   * @param view the view
   * @param struct which struct the consumer takes
   * @throws UnsupportedOperationException if DLPack cannot say it: the message is the {@link
   *     #refusal}
   * @throws IllegalStateException if the view is released, or its memory closed, or if the JVM
   *     denies native access
   * @throws WrongThreadException if the memory is confined to another thread
   */
  public static ExportedTensor export(NdView view, TensorStruct struct) {
    Objects.requireNonNull(struct, "struct");
    String refusal = ExportRules.refusal(view, struct);
    if (refusal != null) {
      throw new UnsupportedOperationException(refusal);
    }
    NativePermission.require("DLPack");
    return ViewToTensor.share(view, struct, false);
  }

  /**
   * {@return a copy of a view as a {@link TensorStruct#VERSIONED} tensor} As {@link
   * #exportCopy(NdView, TensorStruct)}.
   *
   * @param view the view, with any strides, suboffsets, byte order and memory
   * @throws UnsupportedOperationException if DLPack has no type for the format
   * @throws IllegalStateException if the view is released, or its memory closed, or if the JVM
   *     denies native access
   */
  public static ExportedTensor exportCopy(NdView view) {
    return exportCopy(view, TensorStruct.VERSIONED);
  }

  /**
   * {@return a copy of a view as a tensor: in C order and the machine's byte order, writable, and
   * flagged as a copy} The memory is freed when the deleter is called.
   *
   * @param view the view, with any strides, suboffsets, byte order and memory
   * @param struct which struct the consumer takes
   * @throws UnsupportedOperationException if DLPack has no type for the format; the message says
   *     what can be done
   * @throws IllegalStateException if the view is released, or its memory closed, or if the JVM
   *     denies native access
   * @throws OutOfMemoryError if there is not enough memory
   */
  public static ExportedTensor exportCopy(NdView view, TensorStruct struct) {
    Objects.requireNonNull(struct, "struct");
    String refusal = ExportRules.formatRefusal(view.format());
    if (refusal != null) {
      throw new UnsupportedOperationException(refusal);
    }
    NativePermission.require("DLPack");
    return ViewToTensor.copy(view, struct);
  }

  /**
   * {@return why {@link #export(NdView, TensorStruct)} would refuse a view, and which call exports
   * it all the same; nothing if it would not}
   *
   * <p>DLPack has: the formats of the table above, in the machine's byte order; strides that are
   * multiples of the itemsize, where a dimension is longer than 1; no suboffsets; native memory,
   * whose first item is aligned. A {@link TensorStruct#LEGACY} tensor is writable.
   *
   * @param view the view
   * @param struct which struct the consumer takes
   * @throws IllegalStateException if the view is released, or its memory closed
   * @throws WrongThreadException if the memory is confined to another thread
   */
  public static Optional<String> refusal(NdView view, TensorStruct struct) {
    Objects.requireNonNull(struct, "struct");
    return Optional.ofNullable(ExportRules.refusal(view, struct));
  }
}
