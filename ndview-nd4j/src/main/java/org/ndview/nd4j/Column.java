package org.ndview.nd4j;

import java.util.Objects;
import org.ndview.Casting;
import org.ndview.Scaling;

/**
 * A field of records on its way to a column: {@link NdArrays#columns(org.ndview.NdView,
 * org.nd4j.linalg.api.buffer.DataType, java.util.List)}.
 *
 * @param path the field: {@code "warm"}, {@code "pos[0]"}, {@code "pt.x"}
 * @param casting which conversions are allowed, and what becomes of values that do not fit
 * @param scaling the scale and the shift: none, one for all, or one for each index of a dimension
 *     of the field's view, whose first is that of the records
 */
public record Column(String path, Casting casting, Scaling scaling) {
  /** Checks that nothing is null. */
  public Column {
    Objects.requireNonNull(path, "path");
    Objects.requireNonNull(casting, "casting");
    Objects.requireNonNull(scaling, "scaling");
  }

  /**
   * {@return a field by the rule {@link Casting#SAME_KIND}, not scaled}
   *
   * @param path the field
   */
  public static Column of(String path) {
    return new Column(path, Casting.SAME_KIND, Scaling.none());
  }

  /**
   * {@return the same with a scaling}
   *
   * @param scaling the scale and the shift
   */
  public Column scaling(Scaling scaling) {
    return new Column(path, casting, scaling);
  }

  /**
   * {@return the same with a rule}
   *
   * @param casting which conversions are allowed
   */
  public Column casting(Casting casting) {
    return new Column(path, casting, scaling);
  }
}
