package dev.narthex.promql.exec.range;

import dev.narthex.model.GoQuote;
import dev.narthex.model.Labels;
import dev.narthex.model.histogram.CounterResets;
import dev.narthex.model.histogram.HistogramArithmetic;
import dev.narthex.model.histogram.HistogramSum;
import dev.narthex.model.histogram.NativeHistogram;
import dev.narthex.model.histogram.NativeHistogram.ResetHint;
import dev.narthex.promql.exec.Remarks;
import dev.narthex.promql.exec.RowBuilder;
import dev.narthex.promql.exec.select.RangeSeries;
import dev.narthex.promql.exec.select.Windows;
import org.jspecify.annotations.Nullable;

/**
 * rate, increase and delta of native histograms: last minus first, what counters lost in resets added, stretched to the window's ends
 * as floats are. The count of observations decides how far a counter is stretched down to zero.
 */
final class HistogramChange implements FloatsOrHistograms.OfHistograms {
  private static final double FAR = 1.1;

  private final ExtrapolatedChange.Kind kind;
  private final HistogramRemarks remarks;

  HistogramChange(ExtrapolatedChange.Kind kind, RangeContext context) {
    this.kind = kind;
    this.remarks = new HistogramRemarks(context);
  }

  @Override
  public void evaluate(RangeSeries series, int step, RowBuilder row) {
    Windows windows = series.histogramWindows();
    int from = windows.from(step);
    int last = windows.to(step) - 1;
    boolean counter = kind.isCounter();
    NativeHistogram[] all = series.histograms();
    long[] times = windows.timestamps();
    long[] starts = series.histogramStarts();
    row.worked(windows.size(step));
    NativeHistogram change = last > from ? change(series, from, last) : null;
    if (last > from && change == null) {
      return;
    }
    double toStart = (times[from] - windows.grid().start(step)) / 1000.0;
    double toEnd = (windows.grid().end(step) - times[last]) / 1000.0;
    double sampled = (times[last] - times[from]) / 1000.0;
    double gap = last > from ? sampled / (last - from) : 0;
    long start = counter && starts != null ? starts[from] : 0;
    if (start != 0 && start > windows.grid().start(step) && start < times[from]) {
      toStart = 0;
      sampled = (times[last] - start) / 1000.0;
      // it rose from nothing; as Prometheus adds that, with the empty buckets that the first sample has
      HistogramSum sinceNothing = change == null ? HistogramSum.startingWith(all[from]) : remarks.summed(change, all[from], series.labels());
      change = sinceNothing == null ? null : sinceNothing.resultWithEmptyBuckets();
    } else if (last > from && change != null) {
      toStart = toStart >= gap * FAR ? gap / 2 : toStart;
      if (counter && change.count() > 0 && all[from].count() >= 0) {
        toStart = Math.min(toStart, sampled * (all[from].count() / change.count()));
      }
    } else {
      return;
    }
    if (change == null) {
      return;
    }
    toEnd = toEnd >= gap * FAR ? gap / 2 : toEnd;
    double factor = sampled == 0 ? 1 : (sampled + toStart + toEnd) / sampled;
    double seconds = kind == ExtrapolatedChange.Kind.RATE ? windows.grid().range() / 1000.0 : 1;
    row.set(step, HistogramArithmetic.multiply(change, factor / seconds));
  }

  /** Last minus first with what was lost in resets; null, with a remark, when the buckets do not match. */
  private @Nullable NativeHistogram change(RangeSeries series, int from, int last) {
    NativeHistogram[] all = series.histograms();
    boolean counter = kind.isCounter();
    Labels labels = series.labels();
    NativeHistogram first = all[from];
    boolean notCounter = counter && (isGauge(first) || isGauge(all[last]));
    if (counter && isReset(series, from + 1, first)) {
      first = nothingLike(all[from + 1]);
    }
    boolean custom = first.isCustom();
    if (all[last].isCustom() != custom) {
      remarks.notCounter(notCounter, labels);
      remarks.mixedSchemas(labels);
      return null;
    }
    int schema = Math.min(first.schema(), all[last].schema());
    for (int k = from + 1; counter && k < last; k++) {
      if (all[k].isCustom() != custom) {
        remarks.mixedSchemas(labels);
        return null;
      }
      notCounter |= isGauge(all[k]);
      schema = Math.min(schema, all[k].schema());
    }
    remarks.notCounter(notCounter, labels);
    remarks.notGauge(!counter && !(isGauge(all[from]) && isGauge(all[last])), labels);
    HistogramSum sum = HistogramSum.startingWith(custom ? all[last] : HistogramArithmetic.reduce(all[last], schema));
    sum.subtract(first);
    remarks.reconciled(sum.boundsReconciled(), "subtraction");
    if (counter) {
      addResets(series, from, last, first, sum);
    }
    return HistogramArithmetic.withHint(sum.result(), ResetHint.GAUGE);
  }

  private void addResets(RangeSeries series, int from, int last, NativeHistogram first, HistogramSum sum) {
    boolean overlap = false;
    boolean reconciled = false;
    NativeHistogram previous = first;
    for (int k = from + 1; k <= last; k++) {
      overlap |= overlaps(series, k);
      if (isReset(series, k, previous)) {
        reconciled |= sum.reconciles(previous);
        sum.add(previous);
      }
      previous = series.histograms()[k];
    }
    remarks.reconciled(reconciled, "addition");
    if (overlap) {
      remarks.overlap(series.labels());
    }
  }

  private static boolean overlaps(RangeSeries series, int k) {
    long[] starts = series.histogramStarts();
    return starts != null && StartTimes.overlaps(starts[k - 1], series.histogramWindows().timestamps()[k - 1], starts[k]);
  }

  private static boolean isReset(RangeSeries series, int k, NativeHistogram previous) {
    long[] starts = series.histogramStarts();
    long[] times = series.histogramWindows().timestamps();
    boolean byStart = starts != null && StartTimes.isReset(starts[k - 1], times[k - 1], starts[k], times[k]);
    return byStart || CounterResets.between(previous, series.histograms()[k]);
  }

  /** No observations, in the buckets of another histogram: what a counter that was reset begins with. */
  private static NativeHistogram nothingLike(NativeHistogram h) {
    int[] none = {};
    double[] zero = {};
    return new NativeHistogram(ResetHint.UNKNOWN, h.schema(), 0, 0, 0, 0, none, zero, none, zero, h.customValues(), false);
  }

  private static boolean isGauge(NativeHistogram h) {
    return h.resetHint() == ResetHint.GAUGE;
  }

  /** The remarks that arithmetic on the histograms of a range calls for. */
  record HistogramRemarks(RangeContext context) {
    void notCounter(boolean applies, Labels labels) {
      if (applies) {
        warning("this native histogram metric is not a counter: " + GoQuote.quote(labels.metricName()));
      }
    }

    void notGauge(boolean applies, Labels labels) {
      if (applies) {
        warning("this native histogram metric is not a gauge: " + GoQuote.quote(labels.metricName()));
      }
    }

    void mixedSchemas(Labels labels) {
      warning(Remarks.forAnyMetric("vector contains a mix of histograms with exponential and custom buckets schemas", labels));
    }

    void mixedTypes(Labels labels) {
      warning(Remarks.forAnyMetric("encountered a mix of histograms and floats", labels));
    }

    void reconciled(boolean applies, String operation) {
      if (applies) {
        context.info("mismatched custom buckets were reconciled during " + operation);
      }
    }

    void conflictingResets(boolean applies) {
      if (applies) {
        warning("conflicting counter resets during histogram aggregation");
      }
    }

    void overlap(Labels labels) {
      context.evaluation().remarks().startTimeOverlap(labels, context.argument());
    }

    private void warning(String text) {
      context.warning(text);
    }

    /** {@code a + b}, or null with a remark when their buckets do not match. */
    @Nullable NativeHistogram sum(NativeHistogram a, NativeHistogram b, Labels labels) {
      HistogramSum sum = summed(a, b, labels);
      return sum == null ? null : sum.result();
    }

    /** The same, before it is decided what becomes of empty buckets. */
    @Nullable HistogramSum summed(NativeHistogram a, NativeHistogram b, Labels labels) {
      if (!HistogramArithmetic.compatible(a, b)) {
        mixedSchemas(labels);
        return null;
      }
      HistogramSum sum = HistogramSum.startingWith(a);
      sum.add(b);
      reconciled(sum.boundsReconciled(), "addition");
      return sum;
    }

    /** {@code a - b}, or null with a remark when their buckets do not match. */
    @Nullable NativeHistogram difference(NativeHistogram a, NativeHistogram b, Labels labels) {
      if (!HistogramArithmetic.compatible(a, b)) {
        mixedSchemas(labels);
        return null;
      }
      HistogramArithmetic.Combined difference = HistogramArithmetic.subtract(a, b);
      reconciled(difference.boundsReconciled(), "subtraction");
      return difference.histogram();
    }
  }
}
