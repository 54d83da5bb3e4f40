package dev.narthex.promql.exec.range;

import dev.narthex.model.Labels;
import dev.narthex.model.histogram.CounterResets;
import dev.narthex.model.histogram.HistogramArithmetic;
import dev.narthex.model.histogram.NativeHistogram;
import dev.narthex.model.histogram.NativeHistogram.ResetHint;
import dev.narthex.promql.exec.RowBuilder;
import dev.narthex.promql.exec.select.RangeSeries;
import dev.narthex.promql.exec.select.WindowReach;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** rate, increase and delta of native histograms in {@code anchored} and {@code smoothed} ranges. */
final class ExtendedHistogramChange implements FloatsOrHistograms.OfHistograms {
  private final ExtrapolatedChange.Kind kind;
  private final WindowReach reach;
  private final HistogramChange.HistogramRemarks remarks;

  ExtendedHistogramChange(ExtrapolatedChange.Kind kind, WindowReach reach, RangeContext context) {
    this.kind = kind;
    this.reach = reach;
    this.remarks = new HistogramChange.HistogramRemarks(context);
  }

  @Override
  public void evaluate(RangeSeries series, int step, RowBuilder row) {
    Optional<ExtendedEnds> found = ExtendedEnds.of(series.histogramWindows(), step, reach);
    if (found.isEmpty() || !checked(series, found.get())) {
      return;
    }
    NativeHistogram change = change(series, step, found.get());
    if (change == null) {
      return;
    }
    long range = found.get().end() - found.get().start();
    NativeHistogram result =
        kind == ExtrapolatedChange.Kind.RATE ? HistogramArithmetic.divide(change, range / 1000.0) : change;
    row.set(step, HistogramArithmetic.withHint(result, ResetHint.GAUGE));
  }

  /** Whether all histograms go together; remarks on gauges among counters. */
  private boolean checked(RangeSeries series, ExtendedEnds ends) {
    NativeHistogram[] all = series.histograms();
    for (int k = ends.first(); k <= ends.last(); k++) {
      if (all[k].isCustom() != all[ends.first()].isCustom()) {
        remarks.mixedSchemas(series.labels());
        return false;
      }
      remarks.notCounter(kind.isCounter() && all[k].resetHint() == ResetHint.GAUGE, series.labels());
    }
    return true;
  }

  private @Nullable NativeHistogram change(RangeSeries series, int step, ExtendedEnds ends) {
    long[] times = series.histogramWindows().timestamps();
    NativeHistogram[] all = series.histograms();
    Labels labels = series.labels();
    NativeHistogram left = ends.interpolatesStart(times) ? between(series, ends.first(), ends.start()) : all[ends.first()];
    boolean interpolatesEnd = ends.interpolatesEnd(times, series.histogramWindows().from(step));
    NativeHistogram right = interpolatesEnd ? between(series, ends.last() - 1, ends.end()) : all[ends.last()];
    if (left == null || right == null) {
      return null;
    }
    boolean gauges = left.resetHint() == ResetHint.GAUGE && right.resetHint() == ResetHint.GAUGE;
    remarks.notGauge(!kind.isCounter() && !gauges, labels);
    NativeHistogram change = remarks.difference(right, left, labels);
    if (change == null || !kind.isCounter()) {
      return change;
    }
    return withResets(change, series, ends, left, right);
  }

  /** Adds what the counter lost in resets between both ends. */
  private @Nullable NativeHistogram withResets(
      NativeHistogram change, RangeSeries series, ExtendedEnds ends, NativeHistogram left, NativeHistogram right) {
    NativeHistogram[] all = series.histograms();
    int next = ends.first() + 1;
    NativeHistogram before = left;
    boolean startSpansReset =
        ends.interpolatesStart(series.histogramWindows().timestamps()) && CounterResets.between(all[ends.first()], all[next]);
    if (startSpansReset) {
      // the value at the start grew from zero already
      before = all[next];
      next++;
    }
    if (next > ends.last()) {
      return change;
    }
    NativeHistogram lost = null;
    for (int k = next; k <= ends.last(); k++) {
      NativeHistogram now = k == ends.last() ? right : all[k];
      if (CounterResets.between(before, now)) {
        lost = lost == null ? before : remarks.sum(lost, before, series.labels());
        if (lost == null) {
          return null;
        }
      }
      before = now;
    }
    return lost == null ? change : remarks.sum(change, lost, series.labels());
  }

  private @Nullable NativeHistogram between(RangeSeries series, int k, long time) {
    long[] times = series.histogramWindows().timestamps();
    NativeHistogram[] all = series.histograms();
    return between(all[k], times[k], all[k + 1], times[k + 1], time, kind.isCounter(), remarks, series.labels());
  }

  /** The histogram at a time between two; across a reset a counter grows from nothing. Null, with a remark, when they do not mix. */
  static @Nullable NativeHistogram between(
      NativeHistogram before,
      long beforeTime,
      NativeHistogram after,
      long afterTime,
      long time,
      boolean counter,
      HistogramChange.HistogramRemarks remarks,
      Labels labels) {
    if (time == beforeTime || time == afterTime) {
      return time == beforeTime ? before : after;
    }
    double share = (double) (time - beforeTime) / (afterTime - beforeTime);
    if (counter && CounterResets.between(before, after)) {
      return HistogramArithmetic.multiply(after, share);
    }
    NativeHistogram difference = remarks.difference(after, before, labels);
    return difference == null ? null : remarks.sum(HistogramArithmetic.multiply(difference, share), before, labels);
  }
}
