package dev.narthex.model;

/**
 * A range of epoch milliseconds that says which end it includes. Both ends of {@link #closed} belong to it; {@link #leftOpen} is the
 * range of a PromQL selector: {@code (after, until]}.
 *
 * @param from first millisecond that belongs to the range
 * @param to last millisecond that belongs to the range; {@code to < from} is the empty range
 */
public record TimeRange(long from, long to) {
  public static TimeRange closed(long first, long last) {
    return new TimeRange(first, last);
  }

  /** {@code (after, until]}. */
  public static TimeRange leftOpen(long after, long until) {
    return new TimeRange(after == Long.MAX_VALUE ? after : after + 1, until);
  }

  /** {@code [from, before)}: a window or partition. */
  public static TimeRange rightOpen(long from, long before) {
    return new TimeRange(from, before == Long.MIN_VALUE ? before : before - 1);
  }

  public boolean isEmpty() {
    return to < from;
  }

  public boolean contains(long t) {
    return t >= from && t <= to;
  }

  public boolean overlaps(TimeRange other) {
    return !isEmpty() && !other.isEmpty() && from <= other.to && other.from <= to;
  }

  public TimeRange intersect(TimeRange other) {
    return new TimeRange(Math.max(from, other.from), Math.min(to, other.to));
  }
}
