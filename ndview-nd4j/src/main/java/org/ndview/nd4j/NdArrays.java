package org.ndview.nd4j;

import java.util.Objects;
import java.util.Optional;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.ndview.Casting;
import org.ndview.NdView;
import org.ndview.format.Format;
import org.ndview.format.Scalar;
import org.ndview.format.ScalarType;

/**
 * NdViews as INDArrays, and INDArrays as NdViews.
 *
 * <table class="striped">
 * <caption>Formats and data types</caption>
 * <thead><tr><th scope="col">format</th><th scope="col">data type</th></tr></thead>
 * <tbody>
 * <tr><th scope="row">{@code d}, {@code f}, {@code e}, {@code [bfloat16]}</th>
 *     <td>DOUBLE, FLOAT, HALF, BFLOAT16</td></tr>
 * <tr><th scope="row">{@code q}, {@code i}, {@code h}, {@code b}</th>
 *     <td>LONG, INT, SHORT, BYTE</td></tr>
 * <tr><th scope="row">{@code Q}, {@code I}, {@code H}, {@code B}</th>
 *     <td>UINT64, UINT32, UINT16, UBYTE</td></tr>
 * <tr><th scope="row">{@code ?}</th><td>BOOL</td></tr>
 * </tbody>
 * </table>
 *
 * <p>What counts is what the bytes are, not the letter: {@code l}, {@code n} and {@code <q} are
 * LONG on a machine where they mean the same.
 */
public final class NdArrays {
  private NdArrays() {}

  /**
   * {@return a view of an array: the same memory, whatever its shape, strides and offset} Its
   * {@link NdView#obj()} is the array. It is read-only if ND4J says that the array's buffer is
   * constant.
   *
   * <p>ND4J's memory stays while the view, its {@link NdView#segment()}, or a slice of either can
   * be reached, even after the array itself is gone. Two things are checked now, and cannot be
   * noticed later: an array that is {@linkplain INDArray#close() closed}, and one in a workspace
   * whose scope ends or is entered anew. A view used after that reads whatever lies there then;
   * {@code array.detach()} is out of the workspace's reach.
   *
   * <p>An array without items gives a view without items, of the same shape; {@code Nd4j.empty()},
   * which has no dimensions and yet no item, gives the shape [0].
   *
   * @param array the array
   * @throws UnsupportedOperationException if its data type is UTF8 or COMPRESSED, or the back end
   *     is not a CPU's
   * @throws IllegalStateException if it is closed, or belongs to a workspace scope that has ended
   */
  public static NdView view(INDArray array) {
    return Export.view(Objects.requireNonNull(array, "array"));
  }

  /**
   * {@return an array over the memory of a view, which is never a copy}
   *
   * <p>The memory stays while the array, or an array that ND4J makes of it without a copy, can be
   * reached. It need not be the view that keeps it: the view may be closed, and memory that it made
   * (by {@link NdView#allocate} or {@link NdView#map(java.nio.file.Path)}) then goes with the
   * array. It is different with an arena that its owner closes: the array cannot notice, and
   * touching it then crashes the JVM or reads other data. So prefer {@code Arena.ofAuto()}, or
   * close the arena last. ND4J does not know of threads that memory is confined to.
   *
   * <p>A view without items gives a new array without items, having no memory to share.
   *
   * @param view the view
   * @throws UnsupportedOperationException if ND4J cannot hold it: the message has the reason that
   *     {@link #whyNotShared} gives, and what to do, mostly {@code NdArrays.copy(view)}
   * @throws IllegalStateException if the view is released, or its memory closed
   */
  public static INDArray wrap(NdView view) {
    Refusal refusal = Sharing.refusal(view);
    if (refusal != null) {
      throw refusal.exception("ND4J cannot share the memory of this view");
    }
    return Import.wrap(view);
  }

  /**
   * {@return why {@link #wrap} would refuse a view; empty if it would share}
   *
   * <p>ND4J's arrays need: a format of the table above, in the machine's byte order; at most 14
   * dimensions; no suboffsets; forward strides that are multiples of the itemsize, with items that
   * do not overlap, and that span at most 2^32 - 1 items unless they are contiguous; memory outside
   * of the Java heap that may be written; a first item at an address that is a multiple of the
   * itemsize; bools that are 0 or 1, for which all of them are read. Dimensions of length 1 may
   * have any stride, and a view without items any memory.
   *
   * @param view the view
   * @throws IllegalStateException if the view is released, or its memory closed
   */
  public static Optional<String> whyNotShared(NdView view) {
    return Optional.ofNullable(Sharing.refusal(view)).map(Refusal::reason);
  }

  /**
   * {@return a new array with the numbers of a view, in C order, of the data type of the view's
   * format} Long doubles become DOUBLE, rounded; bools that are not 0 become 1. All others stay as
   * they are, from any layout, memory and byte order.
   *
   * @param view the view
   * @throws UnsupportedOperationException if its items are no numbers that ND4J knows (complex
   *     numbers, characters, text, addresses, structs): the message says what to do; or it has more
   *     than 14 dimensions
   * @throws IllegalStateException if the view is released, or its memory closed
   */
  public static INDArray copy(NdView view) {
    return copy(view, copyType(view.format()));
  }

  /**
   * {@return a new array with the numbers of a view, in C order, converted by the rule {@link
   * Casting#UNSAFE}} Integers keep their low bits, and floats become integers toward zero.
   *
   * @param view the view
   * @param type the data type of the array
   * @throws UnsupportedOperationException if its items, or those of the type, are no numbers that
   *     ND4J and ndview both know, or it has more than 14 dimensions
   * @throws IllegalStateException if the view is released, or its memory closed
   */
  public static INDArray copy(NdView view, DataType type) {
    return copy(view, type, 'c');
  }

  /**
   * {@return a new array with the numbers of a view, in C or Fortran order, converted by the rule
   * {@link Casting#UNSAFE}} Integers keep their low bits, and floats become integers toward zero.
   *
   * @param view the view
   * @param type the data type of the array
   * @param order c or f
   * @throws IllegalArgumentException if the order is another one
   * @throws UnsupportedOperationException if its items, or those of the type, are no numbers that
   *     ND4J and ndview both know, or it has more than 14 dimensions
   * @throws IllegalStateException if the view is released, or its memory closed
   */
  public static INDArray copy(NdView view, DataType type, char order) {
    if (order != 'c' && order != 'f') {
      throw new IllegalArgumentException("the order is '" + order + "', not 'c' or 'f'");
    }
    copyType(view.format());
    DataTypes.format(type);
    if (view.ndim() > Sharing.MAX_RANK) {
      throw Sharing.rank(view.layout()).exception("ND4J cannot hold this view");
    }
    return Import.copy(view, type, order);
  }

  private static DataType copyType(Format format) {
    if (format instanceof Scalar scalar && scalar.type() == ScalarType.LONG_DOUBLE) {
      return DataType.DOUBLE;
    }
    DataType type = DataTypes.of(format);
    if (type == null) {
      throw DataTypes.refusal(format).exception("ND4J cannot hold this view");
    }
    return type;
  }
}
