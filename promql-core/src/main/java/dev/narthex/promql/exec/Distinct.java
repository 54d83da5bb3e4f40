package dev.narthex.promql.exec;

import dev.narthex.promql.source.Budget;

/**
 * Makes rows of equal labels one and refuses two samples of equal labels at one step. Stands behind what changes labels (a dropped
 * name, label_replace) unless the plan knows that labels stay distinct.
 */
public final class Distinct implements VectorOperator {
  private final VectorOperator input;
  private final Budget budget;

  public Distinct(VectorOperator input, Budget budget) {
    this.input = input;
    this.budget = budget;
  }

  @Override
  public <P> void forEach(Fold<P> fold) {
    Rows.operator(Rows.distinct(input, budget)).forEach(fold);
  }
}
