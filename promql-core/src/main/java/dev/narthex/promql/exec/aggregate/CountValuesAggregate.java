package dev.narthex.promql.exec.aggregate;

import dev.narthex.model.GoFloat;
import dev.narthex.model.Labels;
import dev.narthex.model.histogram.NativeHistogram;
import dev.narthex.promql.exec.Absent;
import dev.narthex.promql.exec.Fold;
import dev.narthex.promql.exec.Row;
import dev.narthex.promql.exec.VectorOperator;
import dev.narthex.promql.plan.Grouping;
import dev.narthex.promql.source.Budget;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * count_values: how often each value occurs at each step, the value being a label. The label is set before series are grouped, so that
 * {@code without} of the same label takes it away again, while {@code by} always has it.
 */
final class CountValuesAggregate implements VectorOperator {
  private final VectorOperator input;
  private final Grouping grouping;
  private final String label;
  private final int steps;
  private final Function<NativeHistogram, String> printer;
  private final Budget budget;

  CountValuesAggregate(
      VectorOperator input, Grouping grouping, String label, int steps, Function<NativeHistogram, String> printer, Budget budget) {
    this.input = input;
    this.grouping = grouping;
    this.label = label;
    this.steps = steps;
    this.printer = printer;
    this.budget = budget;
  }

  @Override
  public <P> void forEach(Fold<P> fold) {
    Map<Labels, StepCounts> all = new LinkedHashMap<>();
    input.forEach(new Fold<Map<Labels, StepCounts>>() {
      @Override
      public Map<Labels, StepCounts> start() {
        return new LinkedHashMap<>();
      }

      @Override
      public void accept(Map<Labels, StepCounts> portion, Row row) {
        add(portion, row);
      }

      @Override
      public void merge(Map<Labels, StepCounts> portion) {
        portion.forEach((labels, later) -> {
          StepCounts known = all.putIfAbsent(labels, later);
          if (known != null) {
            known.addAll(later);
          }
        });
      }
    });
    P portion = fold.start();
    all.forEach((labels, counts) -> fold.accept(portion, new Row(labels, false, counts.perStep(), null)));
    fold.merge(portion);
  }

  private void add(Map<Labels, StepCounts> counts, Row row) {
    Labels group = grouping.of(row.labels());
    double before = Absent.VALUE;
    @Nullable StepCounts current = null;
    for (int i = 0; i < steps; i++) {
      NativeHistogram histogram = row.histogram(i);
      double value = row.floats()[i];
      if (histogram == null && Absent.is(value)) {
        continue;
      }
      boolean same = histogram == null && Double.doubleToRawLongBits(value) == Double.doubleToRawLongBits(before);
      if (current == null || !same) {
        String text = histogram != null ? printer.apply(histogram) : GoFloat.plain(value);
        current = counts.computeIfAbsent(labelled(group, text), _ -> new StepCounts(steps, budget));
        before = histogram != null ? Absent.VALUE : value;
      }
      current.add(i, 1);
    }
  }

  private Labels labelled(Labels group, String text) {
    Labels labelled = group.with(label, text);
    return grouping instanceof Grouping.Without ? grouping.of(labelled) : labelled;
  }
}
