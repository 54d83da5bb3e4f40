package dev.narthex.promql.exec;

import dev.narthex.model.Labels;
import dev.narthex.model.histogram.NativeHistogram;
import dev.narthex.promql.source.Budget;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Collects one row step by step; a step that is never set has no sample. Used by one thread, for one row. */
public final class RowBuilder {
  /** Between two checks lies about a millisecond. */
  private static final int WORK_BETWEEN_CHECKS = 1 << 20;

  private final Budget budget;
  private final double[] floats;
  private @Nullable NativeHistogram @Nullable [] histograms;
  private int fullFrom = Row.UNKNOWN;
  private long work;

  public RowBuilder(int steps) {
    this(steps, Budget.unlimited());
  }

  /** @param budget asked now and then whether the query has to end */
  public RowBuilder(int steps, Budget budget) {
    this.budget = budget;
    floats = Absent.array(steps);
  }

  /**
   * Collects the floats in an array of the caller's.
   *
   * @param room as long as there are steps
   */
  public RowBuilder(double[] room, Budget budget) {
    this.budget = budget;
    floats = room;
    Arrays.fill(floats, Absent.VALUE);
  }

  public int steps() {
    return floats.length;
  }

  /** So many samples were looked at for one step; ends the query when its time is over. For functions that look at whole windows. */
  public void worked(long samples) {
    work += samples;
    if (work > WORK_BETWEEN_CHECKS) {
      work = 0;
      budget.checkDeadline();
    }
  }

  /** For hot loops that write floats directly. */
  public double[] floats() {
    return floats;
  }

  public void set(int step, double value) {
    floats[step] = value;
  }

  public void set(int step, NativeHistogram histogram) {
    @Nullable NativeHistogram[] all = histograms;
    if (all == null) {
      all = new NativeHistogram[floats.length];
      histograms = all;
    }
    all[step] = histogram;
  }

  /** Takes a step back: no sample there. */
  public void clear(int step) {
    floats[step] = Absent.VALUE;
    fullFrom = Row.UNKNOWN;
  }

  /** Promises that from this step on every step got a float while none before it got anything; {@link Row#UNKNOWN} promises nothing. */
  public void markFullFrom(int step) {
    fullFrom = step;
  }

  public Row build(Labels labels, boolean nameDropped) {
    return new Row(labels, nameDropped, floats, histograms, fullFrom);
  }
}
