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

  private static final class Counts {
    private final double[] counts;

    Counts(int steps) {
      counts = Absent.array(steps);
    }

    void add(int step, double more) {
      counts[step] = Absent.is(counts[step]) ? more : counts[step] + more;
    }
  }

  @Override
  public <P> void forEach(Fold<P> fold) {
    Map<Labels, Counts> all = new LinkedHashMap<>();
    input.forEach(new Fold<Map<Labels, Counts>>() {
      @Override
      public Map<Labels, Counts> start() {
        return new LinkedHashMap<>();
      }

      @Override
      public void accept(Map<Labels, Counts> portion, Row row) {
        add(portion, row);
      }

      @Override
      public void merge(Map<Labels, Counts> portion) {
        portion.forEach((labels, later) -> {
          Counts known = all.putIfAbsent(labels, later);
          for (int i = 0; known != null && i < steps; i++) {
            if (!Absent.is(later.counts[i])) {
              known.add(i, later.counts[i]);
            }
          }
        });
      }
    });
    P portion = fold.start();
    all.forEach((labels, counts) -> fold.accept(portion, new Row(labels, false, counts.counts, null)));
    fold.merge(portion);
  }

  private void add(Map<Labels, Counts> counts, Row row) {
    Labels group = grouping.of(row.labels());
    double before = Absent.VALUE;
    @Nullable Counts current = null;
    for (int i = 0; i < steps; i++) {
      NativeHistogram histogram = row.histogram(i);
      double value = row.floats()[i];
      if (histogram == null && Absent.is(value)) {
        continue;
      }
      boolean same = histogram == null && Double.doubleToRawLongBits(value) == Double.doubleToRawLongBits(before);
      if (current == null || !same) {
        String text = histogram != null ? printer.apply(histogram) : GoFloat.plain(value);
        current = counts.computeIfAbsent(labelled(group, text), _ -> fresh());
        before = histogram != null ? Absent.VALUE : value;
      }
      current.add(i, 1);
    }
  }

  private Labels labelled(Labels group, String text) {
    Labels labelled = group.with(label, text);
    return grouping instanceof Grouping.Without ? grouping.of(labelled) : labelled;
  }

  private Counts fresh() {
    budget.holdBytes(200 + 8L * steps);
    return new Counts(steps);
  }
}
