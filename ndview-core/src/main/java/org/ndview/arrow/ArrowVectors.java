package org.ndview.arrow;

import java.util.Objects;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.types.pojo.Field;
import org.ndview.NdView;
import org.ndview.bridge.Plan;
import org.ndview.internal.library.OptionalLibrary;

/**
 * Vectors of Arrow as views, and views as vectors.
 *
 * <table class="striped">
 * <caption>Formats and types, in the machine's byte order</caption>
 * <thead><tr><th scope="col">format</th><th scope="col">type</th></tr></thead>
 * <tbody>
 * <tr><th scope="row">{@code b h i q}</th><td>Int of 8, 16, 32, 64 bits, signed</td></tr>
 * <tr><th scope="row">{@code B H I Q}</th><td>Int of 8, 16, 32, 64 bits, unsigned</td></tr>
 * <tr><th scope="row">{@code e f d}</th><td>FloatingPoint HALF, SINGLE, DOUBLE</td></tr>
 * <tr><th scope="row">{@code ?}</th><td>Bool, which has bits: copied; the extension {@code
 *     arrow.bool8} over Int of 8 bits: shared</td></tr>
 * <tr><th scope="row">{@code i}</th><td>Date DAY, Time of 32 bits, Interval YEAR_MONTH</td></tr>
 * <tr><th scope="row">{@code q}</th>
 *     <td>Date MILLISECOND, Time of 64 bits, Timestamp, Duration</td></tr>
 * <tr><th scope="row">{@code 16s}</th><td>FixedSizeBinary(16)</td></tr>
 * <tr><th scope="row">{@code T{Q:low:q:high:}}</th>
 *     <td>Decimal of 128 bits: {@code high * 2^64 + low}; of 256 bits likewise, {@code w0} to
 *     {@code w3}</td></tr>
 * <tr><th scope="row">{@code T{i:days:i:milliseconds:}}</th><td>Interval DAY_TIME</td></tr>
 * <tr><th scope="row">{@code T{i:months:i:days:q:nanoseconds:}}</th>
 *     <td>Interval MONTH_DAY_NANO</td></tr>
 * </tbody>
 * </table>
 *
 * <p>A vector of FixedSizeList has more dimensions: one for each list in the other, or those of
 * {@code arrow.fixed_shape_tensor}. What the numbers of a date, a time or a decimal mean is told by
 * the vector's field alone.
 *
 * <p>For example:
 *
 * {@snippet lang="java" :
 * try (BufferAllocator allocator = new RootAllocator();
 *     NdView images = NdView.allocate("f", 100, 28, 28);
 *     FieldVector column = ArrowVectors.wrap(images, "image", allocator)) {
 *   images.setFloat(0.5f, 99, 27, 27);
 *   System.out.println(column.getField().getMetadata().get("ARROW:extension:name"));
 *   // arrow.fixed_shape_tensor
 *   try (NdView again = ArrowVectors.view(column)) {
 *     System.out.println(again.getFloat(99, 27, 27)); // 0.5
 *   }
 * }
 * }
 */
public final class ArrowVectors {
  private ArrowVectors() {}

  /**
   * {@return a view of a vector's values: the same memory} Its {@link NdView#obj()} is the vector.
   *
   * <p>The view keeps the buffer that it was made of, by a reference of its own: closing the view
   * releases that, and so does the collector when no view of it can be reached. The vector may be
   * closed before; its allocator may not, which says so when it is. A vector that has grown, or was
   * loaded anew, has another buffer.
   *
   * <p>A view of a vector that {@link #wrap} made is a view of the memory of the view behind it,
   * whose arena, guard and thread count as well.
   *
   * <p>An extension is seen as its storage, but for {@code arrow.fixed_shape_tensor} and {@code
   * arrow.bool8}. Dictionaries are not looked up: the view has the indices.
   *
   * @param vector the vector
   * @throws UnsupportedOperationException if a value is null, or one of the items of its lists; if
   *     the values are bits; if they have no size in common (text, lists of any length), or lie in
   *     several vectors (structs, unions). The message says what helps
   * @throws IllegalArgumentException if the vector contradicts itself: a buffer that is shorter
   *     than its values, or metadata of tensors that are wrong
   * @throws IllegalStateException if its buffer was released, or the JVM denies native access
   */
  public static NdView view(FieldVector vector) {
    return VectorToView.view(Objects.requireNonNull(vector, "vector"));
  }

  /**
   * {@return a view of a vector's values as {@link #view} makes it, null or not} What lies in the
   * place of a null may be anything: {@link #validity} tells which they are.
   *
   * @param vector the vector
   * @throws UnsupportedOperationException as by {@link #view}, nulls apart
   * @throws IllegalArgumentException if the vector contradicts itself
   * @throws IllegalStateException if its buffer was released, or the JVM denies native access
   */
  public static NdView values(FieldVector vector) {
    Objects.requireNonNull(vector, "vector");
    return VectorToView.values(vector, VectorToView.type(vector));
  }

  /**
   * {@return which values of a vector are there: a new view of format {@code ?} and the shape of
   * {@link #values}, false for each item that is null, or in a list that is} It is a copy, as Arrow
   * has a bit for each value, and stays as it is when the vector changes. Closing it frees it.
   *
   * @param vector the vector
   * @throws UnsupportedOperationException if the vector has no view, nor a copy
   * @throws IllegalArgumentException if the vector contradicts itself
   * @throws IllegalStateException if its buffer was released, or the JVM denies native access
   */
  public static NdView validity(FieldVector vector) {
    Objects.requireNonNull(vector, "vector");
    return Nulls.of(vector, VectorToView.type(vector)).validity();
  }

  /**
   * {@return a new view with the values of a vector, bits as bools of a byte} Closing it frees it;
   * it has nothing to do with the vector.
   *
   * @param vector the vector
   * @throws UnsupportedOperationException if a value is null, or one of the items of its lists; if
   *     the values have no size in common, or lie in several vectors
   * @throws IllegalArgumentException if the vector contradicts itself
   * @throws IllegalStateException if its buffer was released, or the JVM denies native access
   */
  public static NdView copy(FieldVector vector) {
    return VectorToView.copy(Objects.requireNonNull(vector, "vector"), null);
  }

  /**
   * {@return a new view with the values of a vector, as {@link #copy(FieldVector)}, and a value in
   * the place of each null}
   *
   * {@snippet lang="java" :
   * try (BufferAllocator allocator = new RootAllocator();
   *     Float4Vector column = new Float4Vector("x", allocator)) {
   *   column.allocateNew(3);
   *   column.set(0, 1);
   *   column.setNull(1);
   *   column.set(2, 3);
   *   column.setValueCount(3);
   *   System.out.println(ArrowVectors.copy(column, Float.NaN).toList()); // [1.0, NaN, 3.0]
   *   System.out.println(ArrowVectors.validity(column).toList()); // [true, false, true]
   * }
   * }
   *
   * @param vector the vector
   * @param nullValue the value, as {@link NdView#set} takes it
   * @throws UnsupportedOperationException if the values have no size in common, or lie in several
   *     vectors
   * @throws IllegalArgumentException if there is a null and the format does not hold the value; or
   *     if the vector contradicts itself
   * @throws IllegalStateException if its buffer was released, or the JVM denies native access
   */
  public static NdView copy(FieldVector vector, Object nullValue) {
    Objects.requireNonNull(nullValue, "nullValue");
    return VectorToView.copy(Objects.requireNonNull(vector, "vector"), nullValue);
  }

  /**
   * {@return the field of the vectors that a view is handed over as, where only a name is given} It
   * has no nulls. A view of one dimension is a vector of the type of the table; one of more is
   * {@code arrow.fixed_shape_tensor}, whose storage is a FixedSizeList: its first dimension counts
   * the tensors.
   *
   * <p>Any other field may be given instead: one of dates, of plain lists, of tensors with names or
   * with another order in memory ({@link FixedShapeTensor}), or with metadata of yours.
   *
   * @param name the field's name
   * @param view the view
   * @throws UnsupportedOperationException if Arrow has no type for the format, the view has no
   *     dimension, or a tensor has more items than Arrow's lists
   * @throws IllegalStateException if the view is released, or its memory closed
   * @throws WrongThreadException if the memory is confined to another thread
   */
  public static Field field(String name, NdView view) {
    Objects.requireNonNull(name, "name");
    Plan refusal = SharingRules.refusal(Objects.requireNonNull(view, "view"));
    if (refusal != null) {
      throw refusal.exception("Arrow cannot hold this view");
    }
    return SharingRules.field(name, view);
  }

  /**
   * {@return what handing a view over by a name would do, and why, without doing it} {@link
   * #wrap(NdView, String, BufferAllocator) wrap} and {@link #copy(NdView, String, BufferAllocator)
   * copy} decide by the same code.
   *
   * @param view the view
   * @throws UnsupportedOperationException if Arrow is not on the class path
   * @throws IllegalStateException if the view is released, or its memory closed
   * @throws WrongThreadException if the memory is confined to another thread
   */
  public static Plan plan(NdView view) {
    OptionalLibrary.ARROW.require("ArrowVectors");
    Plan refusal = SharingRules.refusal(Objects.requireNonNull(view, "view"));
    return refusal != null ? refusal : SharingRules.plan(view, SharingRules.field("", view));
  }

  /**
   * {@return what handing a view over as a vector of a field would do, and why, without doing it}
   *
   * <p>To be shared, a view needs: the format of the table above, in the machine's byte order; its
   * items one after the other, in the order that the field says, behind no pointers; memory outside
   * of the Java heap that may be written, as vectors can be; a first item at an address that is a
   * multiple of its size; at most 2^31 - 1 items. Bools need a field of {@code arrow.bool8}, and to
   * be 0 or 1. A view without items may have any memory.
   *
   * <p>A copy is made where these fail, and where the field's numbers hold those of the view
   * ({@link org.ndview.Casting#SAFE}): an {@code i} as doubles, but no {@code d} as ints.
   *
   * @param view the view
   * @param field the field
   * @throws IllegalArgumentException if the view's shape, after its first dimension, is not that of
   *     the field's values; or if the field contradicts itself
   * @throws IllegalStateException if the view is released, or its memory closed
   * @throws WrongThreadException if the memory is confined to another thread
   */
  public static Plan plan(NdView view, Field field) {
    Objects.requireNonNull(view, "view");
    return SharingRules.plan(view, Objects.requireNonNull(field, "field"));
  }

  /**
   * {@return a vector over the memory of a view, which is never a copy} Its field is {@link
   * #field(String, NdView)}; see {@link #wrap(NdView, Field, BufferAllocator)}.
   *
   * @param view the view
   * @param name the name of the vector's field
   * @param allocator counts the memory until the vector is closed
   * @throws UnsupportedOperationException if Arrow cannot share it: the message has the reason that
   *     {@link #plan(NdView)} gives, and what to do
   * @throws IllegalStateException if the view is released, or its memory closed
   * @throws WrongThreadException if the memory is confined to another thread
   */
  public static FieldVector wrap(NdView view, String name, BufferAllocator allocator) {
    return shared(view, plan(view), name, allocator);
  }

  /**
   * {@return a vector of a field over the memory of a view, which is never a copy} No value is
   * null; the bitmap that says so, a bit for each value, is Arrow's own memory.
   *
   * <p>The vector {@linkplain NdView#hold holds} the memory: the view, and the one that owns the
   * memory, may be closed, and the memory is freed when the last of Arrow's buffers over it is
   * released. It is different with an arena that its owner closes: the vector cannot notice, and
   * touching it then crashes the JVM or reads other data. So prefer {@code Arena.ofAuto()}, or
   * close the arena last. Arrow does not know of threads that memory is confined to.
   *
   * <p>A vector that grows by {@code setSafe} or {@code reAlloc} moves to memory of Arrow's own.
   *
   * @param view the view
   * @param field the vector's field
   * @param allocator counts the memory until the vector is closed
   * @throws UnsupportedOperationException if Arrow cannot share it: the message has the reason that
   *     {@link #plan(NdView, Field)} gives, and what to do
   * @throws IllegalArgumentException if the view's shape, after its first dimension, is not that of
   *     the field's values; or if the field contradicts itself
   * @throws org.apache.arrow.memory.OutOfMemoryException if the memory is more than the allocator's
   *     limit
   * @throws IllegalStateException if the view is released, or its memory closed
   * @throws WrongThreadException if the memory is confined to another thread
   */
  public static FieldVector wrap(NdView view, Field field, BufferAllocator allocator) {
    return shared(view, plan(view, field), field, allocator);
  }

  /**
   * {@return a vector with a copy of a view's values, in memory of Arrow's own} Its field is {@link
   * #field(String, NdView)}.
   *
   * @param view the view, of any strides, suboffsets, byte order and memory
   * @param name the name of the vector's field
   * @param allocator gives the memory
   * @throws UnsupportedOperationException if Arrow has no type for the format, the view has no
   *     dimension, or more items than a vector
   * @throws IllegalStateException if the view is released, or its memory closed
   * @throws WrongThreadException if the memory is confined to another thread
   */
  public static FieldVector copy(NdView view, String name, BufferAllocator allocator) {
    return copied(view, plan(view), name, allocator);
  }

  /**
   * {@return a vector of a field with a copy of a view's values, in memory of Arrow's own} Long
   * doubles become doubles, rounded, and bools that are not 0 become 1; all others stay as they
   * are.
   *
   * @param view the view, of any strides, suboffsets, byte order and memory
   * @param field the vector's field
   * @param allocator gives the memory
   * @throws UnsupportedOperationException if {@link #plan(NdView, Field)} refuses it
   * @throws IllegalArgumentException if the view's shape, after its first dimension, is not that of
   *     the field's values; or if the field contradicts itself
   * @throws org.apache.arrow.memory.OutOfMemoryException if the memory is more than the allocator's
   *     limit
   * @throws IllegalStateException if the view is released, or its memory closed
   * @throws WrongThreadException if the memory is confined to another thread
   */
  public static FieldVector copy(NdView view, Field field, BufferAllocator allocator) {
    return copied(view, plan(view, field), field, allocator);
  }

  /**
   * {@return a vector over the memory of a view where {@link #plan(NdView)} says that Arrow can
   * share it, else a copy} Ask the plan which of the two it is.
   *
   * @param view the view
   * @param name the name of the vector's field
   * @param allocator counts or gives the memory
   * @throws UnsupportedOperationException if Arrow can hold not even a copy
   * @throws IllegalStateException if the view is released, or its memory closed
   * @throws WrongThreadException if the memory is confined to another thread
   */
  public static FieldVector wrapOrCopy(NdView view, String name, BufferAllocator allocator) {
    Plan plan = plan(view);
    return plan.shares()
        ? shared(view, plan, name, allocator)
        : copied(view, plan, name, allocator);
  }

  /**
   * {@return a vector of a field over the memory of a view where {@link #plan(NdView, Field)} says
   * that Arrow can share it, else a copy} Ask the plan which of the two it is.
   *
   * @param view the view
   * @param field the vector's field
   * @param allocator counts or gives the memory
   * @throws UnsupportedOperationException if Arrow can hold not even a copy
   * @throws IllegalArgumentException if the view's shape, after its first dimension, is not that of
   *     the field's values; or if the field contradicts itself
   * @throws IllegalStateException if the view is released, or its memory closed
   * @throws WrongThreadException if the memory is confined to another thread
   */
  public static FieldVector wrapOrCopy(NdView view, Field field, BufferAllocator allocator) {
    Plan plan = plan(view, field);
    return plan.shares()
        ? shared(view, plan, field, allocator)
        : copied(view, plan, field, allocator);
  }

  private static FieldVector shared(
      NdView view, Plan plan, Object field, BufferAllocator allocator) {
    Objects.requireNonNull(allocator, "allocator");
    if (!plan.shares()) {
      throw plan.exception("Arrow cannot share the memory of this view");
    }
    return ViewToVector.wrap(view, named(field, view), allocator);
  }

  private static FieldVector copied(
      NdView view, Plan plan, Object field, BufferAllocator allocator) {
    Objects.requireNonNull(allocator, "allocator");
    if (!plan.copies()) {
      throw plan.exception("Arrow cannot hold this view");
    }
    return ViewToVector.copy(view, named(field, view), allocator);
  }

  private static Field named(Object field, NdView view) {
    return field instanceof Field given
        ? given
        : SharingRules.field((String) Objects.requireNonNull(field, "name"), view);
  }
}
