package org.ndview;

import org.ndview.format.FormatException;

/**
 * Makes one view of several, or of labels: NumPy's {@code concatenate} and {@code stack}, into new
 * memory or into memory that is there, and rows with one 1.
 */
public final class Views {
  private Views() {}

  /**
   * {@return the items of views of one format, joined along a dimension, in new native memory in C
   * order} Closing the view frees it.
   *
   * {@snippet lang="java" :
   * NdView a = NdView.of(new int[] {1, 2, 3, 4}).reshape(2, 2);
   * NdView b = NdView.of(new int[] {5, 6}).reshape(2, 1);
   * System.out.println(Views.concatenate(1, a, b).toList()); // [[1, 2, 5], [3, 4, 6]]
   * }
   *
   * @param dim the dimension; a negative one counts from the last
   * @param views at least one; their shapes are the same but along the dimension
   * @throws IllegalArgumentException if there is no view, a format differs, a shape does not match,
   *     or a view has no such dimension: the message has the number of the view
   * @throws IndexOutOfBoundsException if a pointer leads out of the memory given
   * @throws OutOfMemoryError if there is not enough memory
   * @throws IllegalStateException if a view is released, or its memory closed
   */
  public static NdView concatenate(int dim, NdView... views) {
    return Joining.concatenated(dim, views.clone()).made();
  }

  /**
   * Joins the items of views along a dimension in a view that is there, as NumPy does with {@code
   * out=}: formats may differ, and convert by the rule {@link Casting#SAME_KIND}.
   *
   * @param target the view to write; it may overlap the others
   * @param dim the dimension; a negative one counts from the last
   * @param views at least one; their shapes are the same but along the dimension
   * @throws IllegalArgumentException if there is no view, a shape does not match, a view has no
   *     such dimension, or a conversion is refused: the message has the number of the view. Nothing
   *     is written then
   * @throws java.nio.ReadOnlyBufferException if the target is read-only
   * @throws IndexOutOfBoundsException if a pointer leads out of the memory given. Nothing is
   *     written then
   * @throws IllegalStateException if a view is released, or its memory closed
   */
  public static void concatenateTo(NdView target, int dim, NdView... views) {
    concatenateTo(target, dim, Casting.SAME_KIND, views);
  }

  /**
   * Joins the items of views along a dimension in a view that is there, as NumPy does with {@code
   * out=} and {@code casting=}: formats may differ, and convert by a rule.
   *
   * @param target the view to write; it may overlap the others
   * @param dim the dimension; a negative one counts from the last
   * @param casting which conversions are allowed, and what becomes of values that do not fit
   * @param views at least one; their shapes are the same but along the dimension
   * @throws IllegalArgumentException if there is no view, a shape does not match, a view has no
   *     such dimension, or a conversion is refused: the message has the number of the view. Nothing
   *     is written then
   * @throws java.nio.ReadOnlyBufferException if the target is read-only
   * @throws IndexOutOfBoundsException if a pointer leads out of the memory given. Nothing is
   *     written then
   * @throws IllegalStateException if a view is released, or its memory closed
   */
  public static void concatenateTo(NdView target, int dim, Casting casting, NdView... views) {
    Joining.concatenated(dim, views.clone()).writeTo(target, casting);
  }

  /**
   * {@return the items of views of one format and shape, side by side along a new dimension, in new
   * native memory in C order} Closing the view frees it.
   *
   * {@snippet lang="java" :
   * NdView a = NdView.of(new int[] {1, 2, 3});
   * NdView b = NdView.of(new int[] {4, 5, 6});
   * System.out.println(Views.stack(0, a, b).toList()); // [[1, 2, 3], [4, 5, 6]]
   * System.out.println(Views.stack(-1, a, b).toList()); // [[1, 4], [2, 5], [3, 6]]
   * }
   *
   * @param dim where the new dimension is among those of the result; a negative one counts from its
   *     last
   * @param views at least one
   * @throws IllegalArgumentException if there is no view, a format or shape differs, or there is no
   *     such place for a dimension: the message has the number of the view
   * @throws IndexOutOfBoundsException if a pointer leads out of the memory given
   * @throws OutOfMemoryError if there is not enough memory
   * @throws IllegalStateException if a view is released, or its memory closed
   */
  public static NdView stack(int dim, NdView... views) {
    return Joining.stacked(dim, views.clone()).made();
  }

  /**
   * Writes views of one shape side by side along a dimension of a view that is there, as NumPy does
   * with {@code out=}: formats may differ, and convert by the rule {@link Casting#SAME_KIND}.
   *
   * @param target the view to write; it may overlap the others
   * @param dim which of the target's dimensions counts the views; a negative one counts from its
   *     last
   * @param views at least one
   * @throws IllegalArgumentException if there is no view, a shape differs, there is no such place
   *     for a dimension, or a conversion is refused: the message has the number of the view.
   *     Nothing is written then
   * @throws java.nio.ReadOnlyBufferException if the target is read-only
   * @throws IndexOutOfBoundsException if a pointer leads out of the memory given. Nothing is
   *     written then
   * @throws IllegalStateException if a view is released, or its memory closed
   */
  public static void stackTo(NdView target, int dim, NdView... views) {
    stackTo(target, dim, Casting.SAME_KIND, views);
  }

  /**
   * Writes views of one shape side by side along a dimension of a view that is there, as NumPy does
   * with {@code out=} and {@code casting=}: formats may differ, and convert by a rule.
   *
   * <p>Fields of the same records that become the rows of a matrix are read in one pass, once a
   * program has done so much:
   *
   * {@snippet lang="java" :
   * NdView records = NdView.allocate("T{<d:x:<i:y:}", 1000);
   * NdView matrix = NdView.allocate("f", 1000, 2);
   * Views.stackTo(matrix, 1, Casting.UNSAFE, records.field("x"), records.field("y"));
   * }
   *
   * @param target the view to write; it may overlap the others
   * @param dim which of the target's dimensions counts the views; a negative one counts from its
   *     last
   * @param casting which conversions are allowed, and what becomes of values that do not fit
   * @param views at least one
   * @throws IllegalArgumentException if there is no view, a shape differs, there is no such place
   *     for a dimension, or a conversion is refused: the message has the number of the view.
   *     Nothing is written then
   * @throws java.nio.ReadOnlyBufferException if the target is read-only
   * @throws IndexOutOfBoundsException if a pointer leads out of the memory given. Nothing is
   *     written then
   * @throws IllegalStateException if a view is released, or its memory closed
   */
  public static void stackTo(NdView target, int dim, Casting casting, NdView... views) {
    Joining.stacked(dim, views.clone()).writeTo(target, casting);
  }

  /**
   * {@return rows with one 1 each, of classes: what an identity matrix indexed by the labels would
   * be} The rows are in new native memory, zero elsewhere. Closing the view frees it.
   *
   * {@snippet lang="java" :
   * NdView rows = Views.oneHot(NdView.of(new int[] {2, 0}), "f", 3);
   * System.out.println(rows.toList()); // [[0.0, 0.0, 1.0], [1.0, 0.0, 0.0]]
   * }
   *
   * @param labels whole numbers from 0, of any numeric format
   * @param format a numeric format
   * @param classes how many classes there are: the length of the rows
   * @throws FormatException if the format does not parse
   * @throws IllegalArgumentException if a label is no whole number, or not less than the classes:
   *     the message has its index and value; or if the format is not numeric, or classes are less
   *     than 0
   * @throws IllegalStateException if the view is released, or its memory closed
   */
  public static NdView oneHot(NdView labels, String format, long classes) {
    return OneHot.made(labels, format, classes);
  }

  /**
   * Writes rows with one 1 each to a view that is there, and 0 elsewhere.
   *
   * @param labels whole numbers from 0, of any numeric format
   * @param target a view of a numeric format, with the labels' shape and one dimension more, whose
   *     length is the number of classes; it may overlap the labels
   * @throws IllegalArgumentException if a label is no whole number, or not less than the classes:
   *     the message has its index and value; or if the shapes do not match, or a format is not
   *     numeric. Nothing is written then
   * @throws java.nio.ReadOnlyBufferException if the target is read-only
   * @throws IndexOutOfBoundsException if a pointer leads out of the memory given. Nothing is
   *     written then
   * @throws IllegalStateException if a view is released, or its memory closed
   */
  public static void oneHotTo(NdView labels, NdView target) {
    OneHot.write(labels, target);
  }
}
