package dev.narthex.tsdb.timeline;

import java.util.Comparator;

/**
 * Names one timeline within a block: the columns of a layout find their timestamps by it.
 *
 * @param variant 0 but where one identity has several timelines of a kind in one block (explicit timestamps that differ between
 *     series); those are numbered in order
 */
public record TimelineKey(TargetIdentity identity, TimelineKind kind, int variant) implements Comparable<TimelineKey> {
  private static final Comparator<TimelineKey> ORDER =
      Comparator.comparing(TimelineKey::identity).thenComparing(TimelineKey::kind).thenComparingInt(TimelineKey::variant);

  @Override
  public int compareTo(TimelineKey other) {
    return ORDER.compare(this, other);
  }
}
