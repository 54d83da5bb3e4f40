package dev.narthex.promql.exec.range;

import dev.narthex.promql.exec.Fold;
import dev.narthex.promql.exec.Row;
import dev.narthex.promql.exec.RowBuilder;
import dev.narthex.promql.exec.RowMapper;
import dev.narthex.promql.exec.RowRoom;
import dev.narthex.promql.exec.VectorOperator;
import dev.narthex.promql.exec.select.RangeInput;
import dev.narthex.promql.exec.select.RangeSeries;
import dev.narthex.promql.source.Budget;

/** Applies a function to each series of a range vector. */
public final class RangeCall implements VectorOperator {
  private final RangeInput input;
  private final RangeFunction function;
  private final RowMapper naming;
  private final Budget budget;

  /** @param naming what becomes of the metric name */
  public RangeCall(RangeInput input, RangeFunction function, RowMapper naming, Budget budget) {
    this.budget = budget;
    this.input = input;
    this.function = function;
    this.naming = naming;
  }

  @Override
  public <P> void forEach(Fold<P> fold) {
    input.forEach(new RangeInput.RangeFold<Portion<P>>() {
      @Override
      public Portion<P> start() {
        return new Portion<>(fold.start(), new RowRoom(fold));
      }

      @Override
      public void accept(Portion<P> portion, RangeSeries series) {
        RowBuilder builder = new RowBuilder(portion.room.floats(series.steps()), budget);
        function.evaluate(series, builder);
        Row row = naming.map(builder.build(series.labels(), series.nameDropped()));
        if (row != null) {
          fold.accept(portion.inner, row);
        }
      }

      @Override
      public void merge(Portion<P> portion) {
        fold.merge(portion.inner);
      }
    });
  }

  private record Portion<P>(P inner, RowRoom room) {}
}
