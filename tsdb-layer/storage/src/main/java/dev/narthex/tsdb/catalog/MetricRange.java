package dev.narthex.tsdb.catalog;

import dev.narthex.model.Labels;

/**
 * Metric names from one on and before another, in code point order: what a part of a level-3 day holds.
 *
 * @param from first name that belongs to it; "" for the beginning
 * @param before first name that no longer belongs to it; "" for the end
 */
public record MetricRange(String from, String before) {
  /** All names. */
  public static final MetricRange ALL = new MetricRange("", "");

  public boolean contains(String metric) {
    return Labels.compareCodePoints(metric, from) >= 0 && (before.isEmpty() || Labels.compareCodePoints(metric, before) < 0);
  }

  public boolean isAll() {
    return from.isEmpty() && before.isEmpty();
  }
}
