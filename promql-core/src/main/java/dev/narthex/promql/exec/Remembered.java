package dev.narthex.promql.exec;

import dev.narthex.promql.source.Budget;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Runs its input once and keeps the rows for everybody who asks again. Used by the query's own thread. */
final class Remembered implements VectorOperator {
  private final VectorOperator input;
  private final Budget budget;
  private @Nullable List<Row> rows;

  Remembered(VectorOperator input, Budget budget) {
    this.input = input;
    this.budget = budget;
  }

  @Override
  public <P> void forEach(Fold<P> fold) {
    List<Row> known = rows;
    if (known == null) {
      known = Rows.of(input, budget);
      rows = known;
    }
    Rows.operator(known).forEach(fold);
  }
}
