package dev.narthex.promql.exec.aggregate;

import dev.narthex.model.Labels;
import dev.narthex.promql.exec.Fold;
import dev.narthex.promql.exec.Row;
import dev.narthex.promql.exec.RowBuilder;
import dev.narthex.promql.exec.Rows;
import dev.narthex.promql.exec.VectorOperator;
import dev.narthex.promql.plan.Grouping;
import dev.narthex.promql.source.Budget;
import java.util.HashMap;
import java.util.Map;

/** limitk: at each step the first k series of each group, in the order of the data. Holds the rows of its input. */
final class LimitAggregate implements VectorOperator {
  private final VectorOperator input;
  private final Grouping grouping;
  private final int[] limits;
  private final Budget budget;

  LimitAggregate(VectorOperator input, Grouping grouping, int[] limits, Budget budget) {
    this.input = input;
    this.grouping = grouping;
    this.limits = limits;
    this.budget = budget;
  }

  @Override
  public <P> void forEach(Fold<P> fold) {
    Map<Labels, int[]> taken = new HashMap<>();
    P portion = fold.start();
    for (Row row : Rows.of(input, budget)) {
      int[] used = taken.computeIfAbsent(grouping.of(row.labels()), _ -> new int[limits.length]);
      RowBuilder kept = new RowBuilder(row.steps());
      boolean any = false;
      for (int i = 0; i < row.steps(); i++) {
        if (!row.has(i) || used[i] >= limits[i]) {
          continue;
        }
        used[i]++;
        any = true;
        kept.set(i, row.floats()[i]);
        var histogram = row.histogram(i);
        if (histogram != null) {
          kept.set(i, histogram);
        }
      }
      if (any) {
        fold.accept(portion, kept.build(row.labels(), row.nameDropped()));
      }
    }
    fold.merge(portion);
  }
}
