package org.ndview.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.Objects;
import org.ndview.NdView;
import org.ndview.bridge.Plan;
import org.ndview.internal.library.OptionalLibrary;

/**
 * NdViews as NDArrays of DJL, and NDArrays as NdViews.
 *
 * <table class="striped">
 * <caption>Formats and data types</caption>
 * <thead><tr><th scope="col">format</th><th scope="col">data type</th></tr></thead>
 * <tbody>
 * <tr><th scope="row">{@code d}, {@code f}, {@code e}</th><td>FLOAT64, FLOAT32, FLOAT16</td></tr>
 * <tr><th scope="row">{@code q}, {@code i}, {@code b}, {@code B}</th>
 *     <td>INT64, INT32, INT8, UINT8</td></tr>
 * <tr><th scope="row">{@code ?}</th><td>BOOLEAN</td></tr>
 * </tbody>
 * </table>
 *
 * <p>DJL has names for BFLOAT16, INT16, UINT16, UINT32 and UINT64 too, of which its PyTorch engine
 * 0.36.0 ends the JVM, and for COMPLEX64, of which it makes FLOAT32. So they are refused here. What
 * counts is what the bytes are, not the letter: {@code l}, {@code n} and {@code <q} are INT64 on a
 * machine where they mean the same.
 *
 * <p>Memory is shared with the PyTorch engine on the CPU; other engines and devices get copies.
 *
 * <pre>{@code
 * try (NDManager manager = NDManager.newBaseManager();
 *     NdView view = NdView.allocate("f", 2, 3)) {
 *   NDArray array = DjlArrays.wrap(manager, view);
 *   array.addi(1);
 *   System.out.println(view.toList()); // [[1.0, 1.0, 1.0], [1.0, 1.0, 1.0]]
 *   NdView sum = DjlArrays.view(array.sum(new int[] {0}));
 *   System.out.println(sum.toList());  // [2.0, 2.0, 2.0]
 * }
 * }</pre>
 */
public final class DjlArrays {
  private DjlArrays() {}

  /**
   * {@return what handing a view over would do, and why, without doing it} {@link #wrap} and {@link
   * #copy(NDManager, NdView)} decide by the same code.
   *
   * <p>To be shared, a view needs: a manager of the PyTorch engine, whose device is the CPU; a
   * format of the table above, in the machine's byte order; items in C order one after the other,
   * behind no pointers; memory outside of the Java heap that may be written; a first item at an
   * address that is a multiple of the itemsize; bools that are 0 or 1, for which all of them are
   * read. A view without items needs the format alone. Nothing of more than 2,147,483,647 bytes
   * gets into DJL, not even a copy, since it takes buffers.
   *
   * @param manager the manager that the array would belong to
   * @param view the view
   * @throws IllegalStateException if the view is released, or its memory closed
   * @throws WrongThreadException if the memory is confined to another thread
   * @throws UnsupportedOperationException if DJL is not on the class path
   */
  public static Plan plan(NDManager manager, NdView view) {
    OptionalLibrary.DJL.require("DjlArrays");
    Objects.requireNonNull(manager, "manager");
    return ArrayTypes.plan(manager, Objects.requireNonNull(view, "view"));
  }

  /**
   * {@return an array over the memory of a view, which is never a copy: a write on one side is a
   * read on the other}
   *
   * <p>The array {@linkplain NdView#hold holds} the memory. The view may be closed, and memory that
   * it made (by {@link NdView#allocate} or {@link NdView#map(java.nio.file.Path)}) stays until the
   * manager is closed, or the array is and with it every array that DJL made of it: slices and
   * reshapes share its memory. For this the array has a manager of its own, a child of the one
   * given, which those arrays get too. One that is attached to another manager is not seen there:
   * {@code duplicate()} it first. The array itself may be attached to any manager.
   *
   * <p>It is different with an arena that its owner closes, and with an INDArray: DJL cannot
   * notice, and touching the array then crashes the JVM or reads other data. So close those last.
   *
   * <p>A view without items gives a new array without items, having no memory to share.
   *
   * @param manager the manager that the array belongs to, by a child
   * @param view the view
   * @throws UnsupportedOperationException if DJL cannot share it: the message has the reason that
   *     {@link #plan} gives, and what to do, mostly {@code DjlArrays.copy(manager, view)}; or DJL
   *     is not on the class path
   * @throws IllegalStateException if the view is released, its memory closed, or the manager closed
   * @throws WrongThreadException if the memory is confined to another thread
   */
  public static NDArray wrap(NDManager manager, NdView view) {
    Plan plan = plan(manager, view);
    if (!plan.shares()) {
      throw plan.exception("DJL cannot share the memory of this view");
    }
    return ViewToArray.wrap(manager, view);
  }

  /**
   * {@return a new array with the numbers of a view, of any layout, memory and byte order, in
   * memory of DJL's own} Long doubles become FLOAT64, rounded; bools that are not 0 become 1.
   *
   * @param manager the manager that the array belongs to
   * @param view the view
   * @throws UnsupportedOperationException if its items are not numbers that DJL takes, or too many:
   *     the message says what to do; or DJL is not on the class path
   * @throws IllegalStateException if the view is released, its memory closed, or the manager closed
   * @throws WrongThreadException if the memory is confined to another thread
   */
  public static NDArray copy(NDManager manager, NdView view) {
    Plan plan = plan(manager, view);
    if (!plan.copies()) {
      throw plan.exception("DJL cannot hold this view");
    }
    return ViewToArray.copy(manager, view);
  }

  /**
   * {@return an array over the memory of a view where {@link #plan} says that it can be shared,
   * else a copy as by {@link #copy(NDManager, NdView)}} Ask the plan which of the two it is.
   *
   * @param manager the manager that the array belongs to
   * @param view the view
   * @throws UnsupportedOperationException if there can be not even a copy, or DJL is not on the
   *     class path
   * @throws IllegalStateException if the view is released, its memory closed, or the manager closed
   * @throws WrongThreadException if the memory is confined to another thread
   */
  public static NDArray wrapOrCopy(NDManager manager, NdView view) {
    return plan(manager, view).shares() ? ViewToArray.wrap(manager, view) : copy(manager, view);
  }

  /**
   * {@return a view of an array: the same memory} Its {@link NdView#obj()} is the array.
   *
   * <p>The view keeps the array reachable. An array that is closed, by itself or with its manager,
   * takes its memory along: this is checked now, at every access to an item of the view, and at the
   * start of every bulk operation on it; likewise for every view made of it. It is not checked by
   * the view's segment, and during an operation, if another thread closes the array then. A view of
   * an array that wraps a view obeys that one's memory as well.
   *
   * <p>An array without items gives a view without items, of the same shape.
   *
   * @param array the array
   * @throws UnsupportedOperationException if its items do not lie in C order one after the other,
   *     as those of a transpose, whose strides DJL does not tell, or of a sparse array; if its
   *     memory is that of a device, or the engine hands out copies alone; if its data type has no
   *     format, or there are more bytes than a buffer has. {@link #copy(NDArray)} copies it.
   * @throws IllegalStateException if the array is closed
   */
  public static NdView view(NDArray array) {
    return ArrayToView.view(Objects.requireNonNull(array, "array"));
  }

  /**
   * {@return a new view with the numbers of an array, which owns its memory} The array may be of
   * any engine, device and strides, and sparse.
   *
   * @param array the array
   * @throws UnsupportedOperationException if its data type has no format, or there are more bytes
   *     than a buffer has
   * @throws IllegalStateException if the array is closed
   */
  public static NdView copy(NDArray array) {
    return ArrayToView.copy(Objects.requireNonNull(array, "array"));
  }
}
