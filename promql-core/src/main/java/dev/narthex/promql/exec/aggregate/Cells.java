package dev.narthex.promql.exec.aggregate;

import dev.narthex.model.Labels;
import dev.narthex.promql.exec.Row;

/** What an aggregation keeps for one group: a few numbers a step. One thread at a time. */
interface Cells {
  /** Takes the values out of a row, whose floats may be written over afterwards. */
  void add(Row row);

  /** Takes in cells of the same aggregation that saw later rows. They are not used afterwards. */
  void merge(Cells later);

  /** The group's row. Called once, at the end. */
  Row finish(Labels labels, boolean nameDropped);

  /** Makes fresh cells. Thread-safe. */
  interface Factory {
    Cells start(int steps);

    /** Bytes that the cells of one group take for each step. */
    int bytesPerStep();
  }
}
