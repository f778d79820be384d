package org.ndview.nd4j;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.ndview.NdView;
import org.ndview.Views;

/** Labels as new arrays of rows with one 1. */
final class OneHotArrays {
  private OneHotArrays() {}

  static INDArray of(NdView labels, long classes) {
    if (classes < 1) {
      throw new IllegalArgumentException(classes + " classes: there is at least one");
    }
    if (labels.ndim() + 1 > SharingRules.MAX_RANK) {
      throw new UnsupportedOperationException(
          "labels of %d dimensions make an array of one more, and ND4J's have at most %d"
              .formatted(labels.ndim(), SharingRules.MAX_RANK));
    }
    // checked whole before ND4J makes an array
    try (NdView rows = Views.oneHot(labels, "f", classes)) {
      return NdArrays.copy(rows, DataType.FLOAT);
    }
  }
}
