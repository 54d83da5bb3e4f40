package dev.narthex.promql.exec.histogram;

import dev.narthex.model.GoFloat;
import dev.narthex.model.Labels;
import dev.narthex.model.histogram.HistogramEstimates;
import dev.narthex.model.histogram.NativeHistogram;
import dev.narthex.promql.ast.PositionRange;
import dev.narthex.promql.exec.Evaluation;
import dev.narthex.promql.exec.QuantileCheck;
import dev.narthex.promql.exec.ScalarValues;
import dev.narthex.promql.exec.StepGrid;

/** A quantile of each histogram, with the remarks that it calls for. */
final class QuantileEstimator implements HistogramEstimator {
  private final ScalarValues q;
  private final Evaluation evaluation;
  private final StepGrid grid;
  private final PositionRange position;

  private QuantileEstimator(ScalarValues q, Evaluation evaluation, StepGrid grid, PositionRange position) {
    this.q = q;
    this.evaluation = evaluation;
    this.grid = grid;
    this.position = position;
  }

  static QuantileEstimator of(
      ScalarValues q, PositionRange quantilePosition, Evaluation evaluation, StepGrid grid, PositionRange position) {
    for (int step = 0; step < grid.count(); step++) {
      double value = q.at(step);
      if (!(value >= 0 && value <= 1)) {
        QuantileCheck.warn(value, evaluation.remarks(), quantilePosition, position);
      }
      if (q instanceof ScalarValues.Same) {
        break;
      }
    }
    return new QuantileEstimator(q, evaluation, grid, position);
  }

  @Override
  public double of(NativeHistogram histogram, int step, Labels labels) {
    HistogramEstimates.Estimate estimate = HistogramEstimates.quantile(q.at(step), histogram);
    switch (estimate.nanEffect()) {
      case RESULT_IS_NAN -> info("result is NaN", labels);
      case SKEWED_HIGHER -> info("result is skewed higher", labels);
      case NONE, EXCLUDED -> {}
    }
    return estimate.value();
  }

  private void info(String effect, Labels labels) {
    String text = "input to histogram_quantile has NaN observations, " + effect;
    evaluation.remarks().info(HistogramFamilies.named(text, labels, evaluation), position);
  }

  @Override
  public double of(ClassicBuckets buckets, int step, Labels labels) {
    double quantile = buckets.quantile(q.at(step));
    if (buckets.wasForced()) {
      String text =
          "input to histogram_quantile needed to be fixed for monotonicity"
              + " (see https://prometheus.io/docs/prometheus/latest/querying/functions/#histogram_quantile)";
      evaluation
          .remarks()
          .forcedMonotonicity(
              HistogramFamilies.named(text, labels, evaluation), position, grid.time(step), buckets.lowestForced(), buckets.highestForced(),
              buckets.largestDecrease());
    }
    return quantile;
  }

  /** A quantile as the value of a label: as OpenMetrics writes {@code quantile}. */
  static String labelValue(double q) {
    String text = GoFloat.general(q);
    boolean whole = text.chars().allMatch(c -> c == '-' || Character.isDigit(c));
    return whole ? text + ".0" : text;
  }
}
