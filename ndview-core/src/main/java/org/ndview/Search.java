package org.ndview;

import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;
import org.ndview.format.Scalar;
import org.ndview.format.ScalarType;

/** Finds the items of a view that equal a value, as Python's == has it, in C order. */
final class Search {
  private final NdView view;
  private final @Nullable Object value;

  Search(NdView view, @Nullable Object value) {
    this.view = view;
    boolean isChar = view.format instanceof Scalar scalar && scalar.type() == ScalarType.CHAR;
    // a Java byte is a number, but for the format c, whose items are bytes
    this.value = value instanceof Byte b && !isChar ? (Object) (int) b : value;
  }

  long count() {
    long[] found = {0};
    each(_ -> {
      found[0]++;
      return true;
    });
    return found[0];
  }

  /** {@return the number of the first item found, counted in C order, or -1} */
  long first() {
    long[] found = {-1};
    each(i -> {
      found[0] = i;
      return false;
    });
    return found[0];
  }

  /** Calls for each item found, until the answer is false. */
  private void each(LongPredicate hit) {
    Walk walk = Walk.inOrder(view);
    Codec codec = view.codec();
    long[] index = {0};
    walk.rows((memory, at, _, _) -> {
      for (long i = 0; i < walk.n(); i++) {
        if (Values.equal(codec.get(memory, at + i * walk.strideA()), value)
            && !hit.test(index[0])) {
          return false;
        }
        index[0]++;
      }
      return true;
    });
  }
}
