package dev.narthex.promql.exec.aggregate;

/** Cells of floats, beside which others may stand. */
interface FloatCells extends Cells {
  /** Whether a step got a float so far. */
  boolean has(int step);
}
