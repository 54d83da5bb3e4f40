package dev.narthex.promql.exec;

import dev.narthex.model.Labels;
import dev.narthex.model.histogram.NativeHistogram;
import org.jspecify.annotations.Nullable;

/** Collects one row step by step; a step that is never set has no sample. Used by one thread, for one row. */
public final class RowBuilder {
  private final double[] floats;
  private @Nullable NativeHistogram @Nullable [] histograms;
  private boolean dense;

  public RowBuilder(int steps) {
    floats = Absent.array(steps);
  }

  public int steps() {
    return floats.length;
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
    dense = false;
  }

  /** Promises that every step got a float. */
  public void markDense() {
    dense = true;
  }

  public Row build(Labels labels, boolean nameDropped) {
    return new Row(labels, nameDropped, floats, histograms, dense);
  }
}
