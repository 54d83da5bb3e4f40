package dev.narthex.tsdb.timeline;

/** What absence at an entry means. The order of the constants is part of the block format. */
public enum TimelineKind {
  /** The scrapes of a target: a series is stale at the first scrape that lacks it. */
  SCRAPED,
  /** Samples with timestamps of their own (explicit timestamps, remote write): absence means nothing. */
  EXPLICIT,
  /** The evaluations of a rule: a series is stale at the first evaluation that lacks it. */
  RECORDED;

  /** Whether a series that lacks an entry is stale there. */
  public boolean impliesStaleness() {
    return this != EXPLICIT;
  }
}
