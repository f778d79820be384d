package org.ndview.nd4j;

import java.util.List;
import java.util.Objects;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.ndview.Casting;
import org.ndview.NdView;

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
 *
 * <p>For example:
 *
 * {@snippet lang="java" :
 * try (NdView shared = NdView.allocate("f", 2, 3);
 *     INDArray array = NdArrays.wrap(shared)) {
 *   array.addi(1);
 *   System.out.println(shared.toList()); // [[1.0, 1.0, 1.0], [1.0, 1.0, 1.0]]
 * }
 * INDArray own = Nd4j.linspace(1, 4, 4, DataType.FLOAT).reshape(2, 2);
 * System.out.println(NdArrays.view(own).slice("::-1").toList()); // [[3.0, 4.0], [1.0, 2.0]]
 * System.out.println(NdArrays.plan(NdView.of(new float[3])).cause()); // HEAP
 * }
 */
public final class NdArrays {
  private NdArrays() {}

  /**
   * {@return a view of an array: the same memory, whatever its shape, strides and offset} Its
   * {@link NdView#obj()} is the array. It is read-only if ND4J says that the array's buffer is
   * constant.
   *
   * <p>ND4J's memory stays while the view, its {@link NdView#segment()}, or a slice of either can
   * be reached, even after the array itself is gone. ND4J takes it back from an array that is
   * {@linkplain INDArray#close() closed}, and from those in a workspace when its scope ends: this
   * is checked now, at every access to an item of the view, and at the start of every bulk
   * operation on it; likewise for every view made of it. It is not checked by the view's segment,
   * by an array that wraps the view, and during an operation, if another thread closes the array
   * then. {@code array.detach()} is out of the workspace's reach.
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
    return ArrayToView.view(Objects.requireNonNull(array, "array"));
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
   *     {@link #plan} gives, and what to do, mostly {@code NdArrays.copy(view)}
   * @throws IllegalStateException if the view is released, or its memory closed
   * @throws WrongThreadException if the memory is confined to another thread
   */
  public static INDArray wrap(NdView view) {
    HandOver plan = plan(view);
    if (!plan.shares()) {
      throw plan.exception("ND4J cannot share the memory of this view");
    }
    return ViewToArray.wrap(view);
  }

  /**
   * {@return what handing a view over would do, and why, without doing it} {@link #wrap} and {@link
   * #copy} decide by the same code.
   *
   * <p>To share, ND4J's arrays need: a format of the table above, in the machine's byte order; at
   * most 14 dimensions; no suboffsets; forward strides that are multiples of the itemsize, with
   * items that do not overlap, and that span at most 2^32 - 1 items unless they are contiguous;
   * memory outside of the Java heap that may be written; a first item at an address that is a
   * multiple of the itemsize; bools that are 0 or 1, for which all of them are read. Dimensions of
   * length 1 may have any stride, and a view without items any memory.
   *
   * @param view the view
   * @throws IllegalStateException if the view is released, or its memory closed
   * @throws WrongThreadException if the memory is confined to another thread
   */
  public static HandOver plan(NdView view) {
    return SharingRules.plan(Objects.requireNonNull(view, "view"));
  }

  /**
   * {@return an array over the memory of a view where {@link #plan} says that ND4J can share it,
   * else a copy as by {@link #copy(NdView)}} Ask the plan which of the two it is.
   *
   * @param view the view
   * @throws UnsupportedOperationException if ND4J can hold not even a copy
   * @throws IllegalStateException if the view is released, or its memory closed
   * @throws WrongThreadException if the memory is confined to another thread
   */
  public static INDArray wrapOrCopy(NdView view) {
    return plan(view).shares() ? ViewToArray.wrap(view) : copy(view);
  }

  /**
   * {@return fields of records as the columns of an array, of the smallest data type that holds
   * them all} This is the first of BOOL, UBYTE, BYTE, UINT16, SHORT, UINT32, INT, UINT64, LONG,
   * HALF, BFLOAT16, FLOAT, DOUBLE to which every column converts by {@link Casting#SAFE}, as
   * NumPy's {@code result_type} finds it: INT and FLOAT give DOUBLE, UBYTE and FLOAT give FLOAT. A
   * long double counts as DOUBLE.
   *
   * <p>N records become N rows. A field that is a sub-array gives a column for each of its
   * elements, in C order, named {@code "name[0]"} or {@code "name[1][2]"}; one that is a struct a
   * column for each of its numbers, named {@code "name.x"}. These names are paths too, which select
   * one element or field. The array is a dense copy, which every operation of ND4J computes right;
   * {@link #sharedColumns} shares the records' memory.
   *
   * {@snippet lang="java" :
   * NdView records = NdView.allocate("T{q:time:(3)f:pos:T{h:x:h:y:}:pt:}", 100);
   * System.out.println(NdArrays.columns(records, "pt", "pos[2]").names()); // [pt.x, pt.y, pos[2]]
   * }
   *
   * @param records a view of one dimension with a format of several fields
   * @param fields the names of the fields, or paths, in the order of their columns; all fields of
   *     numbers, in their own order, if none is given
   * @throws IllegalArgumentException if the view does not have one dimension, or its items no
   *     fields; if a path leads to no field, or there is no column at all
   * @throws UnsupportedOperationException if a field that was named is not a number to ND4J
   * @throws IllegalStateException if the view is released, or its memory closed
   */
  public static Columns columns(NdView records, String... fields) {
    return RecordColumns.of(records, List.of(fields)).columns();
  }

  /**
   * {@return fields of records as the columns of an array over the records' memory, which is never
   * a copy} The columns are named and ordered as by {@link #columns(NdView, String...)}; they need
   * one data type, lie evenly apart in the order asked for, and pass what {@link #plan} asks.
   *
   * <p>Such an array mostly has gaps, and some operations of ND4J lose examples of those without an
   * error: {@code get}, and with it {@code DataSet.splitTestAndTrain} and others. docs/nd4j.md
   * lists them.
   *
   * @param records a view of one dimension with a format of several fields
   * @param fields the names of the fields, or paths, in the order of their columns; all fields of
   *     numbers, in their own order, if none is given
   * @throws IllegalArgumentException if the view does not have one dimension, or its items no
   *     fields; if a path leads to no field, or there is no column at all
   * @throws UnsupportedOperationException if a field that was named is not a number to ND4J, or the
   *     columns cannot share the records' memory; the message has the reason
   * @throws IllegalStateException if the view is released, or its memory closed
   */
  public static Columns sharedColumns(NdView records, String... fields) {
    return RecordColumns.of(records, List.of(fields)).shared();
  }

  /**
   * {@return fields of records as the columns of an array of a data type, as {@link
   * #columns(NdView, String...)}} What does not fit is converted by the rule {@link
   * Casting#UNSAFE}, as by {@link #copy(NdView, DataType)}.
   *
   * @param records a view of one dimension with a format of several fields
   * @param type the data type of the array
   * @param fields the names of the fields, or paths, in the order of their columns; all fields of
   *     numbers, in their own order, if none is given
   * @throws IllegalArgumentException if the view does not have one dimension, or its items no
   *     fields; if a path leads to no field, or there is no column at all
   * @throws UnsupportedOperationException if a field that was named is not a number to ND4J, or the
   *     items of the type are none
   * @throws IllegalStateException if the view is released, or its memory closed
   */
  public static Columns columns(NdView records, DataType type, String... fields) {
    return RecordColumns.of(records, List.of(fields)).columns(type);
  }

  /**
   * {@return fields of records as the columns of an array of a data type, each by a rule and with a
   * scaling of its own, in one pass}
   *
   * {@snippet lang="java" :
   * NdView records = NdView.allocate("T{q:time:f:warm:B:wet:}", 100);
   * Columns columns =
   *     NdArrays.columns(
   *         records,
   *         DataType.FLOAT,
   *         List.of(
   *             Column.of("warm").scaling(Scaling.of(0.1, -2)),
   *             Column.of("wet").scaling(Scaling.of(1 / 255.0, 0))));
   * System.out.println(columns.names()); // [warm, wet]
   * }
   *
   * @param records a view of one dimension with a format of several fields
   * @param type the data type of the array
   * @param columns the columns; of a path to an array or a struct, each gets the scaling
   * @throws IllegalArgumentException if the view does not have one dimension, or its items no
   *     fields; if a path leads to no field, or there is no column at all; if a column's rule
   *     forbids its conversion, a number does not fit, or a scaling does not suit: the message has
   *     the path
   * @throws UnsupportedOperationException if a field that was named is not a number to ND4J, or the
   *     items of the type are none
   * @throws IllegalStateException if the view is released, or its memory closed
   */
  public static Columns columns(NdView records, DataType type, List<Column> columns) {
    return RecordColumns.ofColumns(records, List.copyOf(columns)).columns(type);
  }

  /**
   * {@return a new array with the numbers of a view, in C order, of the data type of the view's
   * format} Long doubles become DOUBLE, rounded; bools that are not 0 become 1. All others stay as
   * they are, from any layout, memory and byte order.
   *
   * @param view the view
   * @throws UnsupportedOperationException if its items are not numbers that ND4J knows (complex
   *     numbers, characters, text, addresses, structs): the message says what to do; or it has more
   *     than 14 dimensions
   * @throws IllegalStateException if the view is released, or its memory closed
   */
  public static INDArray copy(NdView view) {
    return copy(view, DataTypes.copied(Objects.requireNonNull(view, "view").format()));
  }

  /**
   * {@return a new array with the numbers of a view, in C order, converted by the rule {@link
   * Casting#UNSAFE}} Integers keep their low bits, and floats become integers toward zero.
   *
   * @param view the view
   * @param type the data type of the array
   * @throws UnsupportedOperationException if its items, or those of the type, are not numbers that
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
   * @throws UnsupportedOperationException if its items, or those of the type, are not numbers that
   *     ND4J and ndview both know, or it has more than 14 dimensions
   * @throws IllegalStateException if the view is released, or its memory closed
   */
  public static INDArray copy(NdView view, DataType type, char order) {
    Objects.requireNonNull(view, "view");
    Objects.requireNonNull(type, "type");
    if (order != 'c' && order != 'f') {
      throw new IllegalArgumentException("the order is '" + order + "', not 'c' or 'f'");
    }
    DataTypes.copied(view.format());
    DataTypes.format(type);
    if (view.ndim() > SharingRules.MAX_RANK) {
      throw SharingRules.rank(view.layout()).exception("ND4J cannot hold this view");
    }
    return ViewToArray.copy(view, type, order);
  }

  /**
   * {@return labels as rows with one 1 each, of data type FLOAT: what an identity matrix indexed by
   * the labels would be} The array has the labels' shape, and one dimension more, of the classes.
   *
   * @param labels whole numbers from 0, of any numeric format and layout
   * @param classes how many classes there are
   * @throws IllegalArgumentException if a label is no whole number, or not less than the classes:
   *     the message has its index and value; or if there are less than one class
   * @throws UnsupportedOperationException if the array would have more than 14 dimensions
   * @throws IllegalStateException if the view is released, or its memory closed
   */
  public static INDArray oneHot(NdView labels, long classes) {
    return OneHotArrays.of(Objects.requireNonNull(labels, "labels"), classes);
  }

  /**
   * {@return what makes ND4J's {@code DataSetIterator} of views: examples along the first
   * dimension, of any layout, format and origin, such as mapped files larger than memory and fields
   * of records}
   *
   * {@snippet lang="java" :
   * NdView images = NdView.allocate("B", 1000, 28, 28, 1);
   * NdView digits = NdView.allocate("B", 1000);
   * try (ViewDataSetIterator batches =
   *     NdArrays.dataSets(images, digits)
   *         .batch(64)
   *         .shuffle(42)
   *         .scaling(Scaling.of(1 / 255.0, 0))
   *         .permute(0, 3, 1, 2) // channels first
   *         .oneHot(10)
   *         .prefetch(2)
   *         .build()) {
   *   DataSet first = batches.next();
   *   System.out.println(Arrays.toString(first.getFeatures().shape())); // [64, 1, 28, 28]
   *   System.out.println(Arrays.toString(first.getLabels().shape())); // [64, 10]
   * }
   * }
   *
   * @param features the features of the examples
   * @param labels their labels: classes, or numbers
   * @throws IllegalArgumentException if a view has no dimension, or the two have other numbers of
   *     examples
   */
  public static DataSetBuilder dataSets(NdView features, NdView labels) {
    return new DataSetBuilder(features, labels);
  }
}
