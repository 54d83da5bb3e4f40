package dev.narthex.promql.exec.histogram;

import dev.narthex.model.Labels;
import dev.narthex.model.histogram.NativeHistogram;
import dev.narthex.promql.ast.PositionRange;
import dev.narthex.promql.exec.Absent;
import dev.narthex.promql.exec.Evaluation;
import dev.narthex.promql.exec.Fold;
import dev.narthex.promql.exec.Row;
import dev.narthex.promql.exec.RowBuilder;
import dev.narthex.promql.exec.Rows;
import dev.narthex.promql.exec.ScalarValues;
import dev.narthex.promql.exec.StepGrid;
import dev.narthex.promql.exec.VectorOperator;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.IntFunction;

/**
 * {@code histogram_quantile}, {@code histogram_quantiles} and {@code histogram_fraction}: numbers out of histograms, native or
 * classic. What becomes of the metric name is not its business. Rows of one histogram may come several times, with no step in common.
 *
 * <p>Results can have the same labels where a label of the histograms is overwritten, or a quantile asked for twice.
 */
public final class HistogramCall implements VectorOperator {
  private final VectorOperator input;
  private final Evaluation evaluation;
  private final StepGrid grid;
  private final PositionRange position;
  private final List<Output> outputs;

  /** One number that is wanted of each histogram, and the labels it gets at a step. */
  private record Output(HistogramEstimator estimator, BiFunction<Labels, Integer, Labels> labels) {}

  private HistogramCall(VectorOperator input, Evaluation evaluation, StepGrid grid, PositionRange position, List<Output> outputs) {
    this.input = input;
    this.evaluation = evaluation;
    this.grid = grid;
    this.position = position;
    this.outputs = outputs;
  }

  /** {@code histogram_quantile(q, v)}; {@code position} is the place of the vector. */
  public static HistogramCall quantile(
      ScalarValues q, PositionRange quantilePosition, VectorOperator input, Evaluation evaluation, StepGrid grid, PositionRange position) {
    HistogramEstimator estimator = QuantileEstimator.of(q, quantilePosition, evaluation, grid, position);
    return new HistogramCall(input, evaluation, grid, position, List.of(new Output(estimator, (labels, _) -> labels)));
  }

  /** {@code histogram_quantiles(v, label, q, …)}. */
  public static HistogramCall quantiles(
      List<ScalarValues> quantiles,
      List<PositionRange> quantilePositions,
      String label,
      VectorOperator input,
      Evaluation evaluation,
      StepGrid grid,
      PositionRange position) {
    List<Output> outputs = new ArrayList<>();
    for (int i = 0; i < quantiles.size(); i++) {
      ScalarValues q = quantiles.get(i);
      IntFunction<String> value = step -> QuantileEstimator.labelValue(q.at(step));
      HistogramEstimator estimator = QuantileEstimator.of(q, quantilePositions.get(i), evaluation, grid, position);
      outputs.add(new Output(estimator, (labels, step) -> labels.with(label, value.apply(step))));
    }
    return new HistogramCall(input, evaluation, grid, position, outputs);
  }

  /** {@code histogram_fraction(lower, upper, v)}. */
  public static HistogramCall fraction(
      ScalarValues lower, ScalarValues upper, VectorOperator input, Evaluation evaluation, StepGrid grid, PositionRange position) {
    HistogramEstimator estimator = new FractionEstimator(lower, upper, evaluation, position);
    return new HistogramCall(input, evaluation, grid, position, List.of(new Output(estimator, (labels, _) -> labels)));
  }

  @Override
  public <P> void forEach(Fold<P> fold) {
    List<Row> rows = Rows.merged(Rows.of(input, evaluation.budget()));
    P portion = fold.start();
    for (HistogramFamilies.Family family : HistogramFamilies.of(rows, evaluation, position)) {
      evaluate(family).forEach(row -> fold.accept(portion, row));
    }
    fold.merge(portion);
    evaluation.budget().releaseSamples(rows.stream().mapToLong(Row::samples).sum());
  }

  private List<Row> evaluate(HistogramFamilies.Family family) {
    List<Map<Labels, RowBuilder>> results = outputs.stream().<Map<Labels, RowBuilder>>map(_ -> new LinkedHashMap<>()).toList();
    ClassicBuckets buckets = new ClassicBuckets(family.buckets().size());
    Row nativeRow = family.nativeRow();
    for (int step = 0; step < grid.count(); step++) {
      NativeHistogram histogram = nativeRow == null ? null : nativeRow.histogram(step);
      fill(buckets, family, step);
      if (histogram == null && buckets.isEmpty()) {
        continue;
      }
      if (histogram != null && !buckets.isEmpty()) {
        String problem = "vector contains a mix of classic and native histograms";
        evaluation.remarks().warning(HistogramFamilies.named(problem, family.labels(), evaluation), position);
        continue;
      }
      for (int i = 0; i < outputs.size(); i++) {
        Output output = outputs.get(i);
        double value =
            histogram != null
                ? output.estimator.of(histogram, step, family.labels())
                : output.estimator.of(buckets, step, family.labels());
        Labels labels = output.labels.apply(family.labels(), step);
        results.get(i).computeIfAbsent(labels, _ -> new RowBuilder(grid.count())).set(step, value);
      }
    }
    return results.stream().flatMap(rows -> rows.entrySet().stream()).map(entry -> entry.getValue().build(entry.getKey(), false)).toList();
  }

  private static void fill(ClassicBuckets buckets, HistogramFamilies.Family family, int step) {
    buckets.clear();
    for (HistogramFamilies.Bucket bucket : family.buckets()) {
      double count = bucket.counts()[step];
      if (!Absent.is(count)) {
        buckets.add(bucket.bound(), count);
      }
    }
  }
}
