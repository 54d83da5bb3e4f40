package dev.narthex.tsdb.layout;

import dev.narthex.model.Labels;
import dev.narthex.tsdb.timeline.TimelineKey;

/**
 * A row of a layout's target table: the timeline of a column and the labels that all its series share. A timeline has more than one
 * row where some of its series lack the shared labels.
 *
 * @param shared never the metric name
 */
public record LayoutTarget(TimelineKey key, Labels shared) implements Comparable<LayoutTarget> {
  /** By shared labels, then by key: the order of targets within a metric. */
  @Override
  public int compareTo(LayoutTarget other) {
    int c = shared.compareTo(other.shared);
    return c != 0 ? c : key.compareTo(other.key);
  }
}
