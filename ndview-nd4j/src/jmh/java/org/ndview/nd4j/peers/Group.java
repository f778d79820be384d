package org.ndview.nd4j.peers;

import java.util.List;

/**
 * Rows of one kind, which make one table.
 *
 * @param key the name by which {@code --rows} finds it
 * @param title the heading
 * @param note what is measured, and the goal
 * @param reference what the reference is; empty for none
 * @param form how the rows are shown
 * @param rows the rows
 */
record Group(String key, String title, String note, String reference, Form form, List<Row> rows) {
  /** How the rows of a group are shown. */
  enum Form {
    /** One line a row. */
    ALL,
    /** The worst, the median, how many are below the goal, and the ten worst. */
    SUMMARY
  }

  /** {@return all groups, in the order of the tables} */
  static List<Group> all() {
    return List.of(
        ImageRows.group(),
        ConversionRows.group(),
        ByteOrderRows.group(),
        SearchRows.group(),
        PermuteRows.group(),
        ParallelRows.group(),
        SmallRows.group(),
        SquareRows.group(),
        FreshRows.group(),
        ItemRows.group(),
        CallRows.group(),
        GridRows.group(),
        CutRows.group(),
        StructRows.group(),
        WholeItemRows.group(),
        TrainingRows.group(),
        TwoThreadRows.group(),
        FileRows.group());
  }
}
