package dev.narthex.promql.exec.histogram;

import dev.narthex.model.Labels;
import dev.narthex.model.histogram.HistogramEstimates;
import dev.narthex.model.histogram.NativeHistogram;
import dev.narthex.promql.ast.PositionRange;
import dev.narthex.promql.exec.Evaluation;
import dev.narthex.promql.exec.ScalarValues;

/** The share of each histogram's observations between two values. */
record FractionEstimator(ScalarValues lower, ScalarValues upper, Evaluation evaluation, PositionRange position)
    implements HistogramEstimator {
  @Override
  public double of(NativeHistogram histogram, int step, Labels labels) {
    HistogramEstimates.Estimate estimate = HistogramEstimates.fraction(lower.at(step), upper.at(step), histogram);
    if (estimate.nanEffect() == HistogramEstimates.NanEffect.EXCLUDED) {
      String text = "input to histogram_fraction has NaN observations, which are excluded from all fractions";
      evaluation.remarks().info(HistogramFamilies.named(text, labels, evaluation), position);
    }
    return estimate.value();
  }

  @Override
  public double of(ClassicBuckets buckets, int step, Labels labels) {
    return buckets.fraction(lower.at(step), upper.at(step));
  }
}
