package dev.narthex.tsdb.timeline;

/** What happened at an entry of a timeline. Kept as bytes: a timeline has one a scrape. */
public final class EntryFlag {
  /** The scrape or evaluation went well: every series it had is present. */
  public static final byte OK = 0;

  /** The scrape failed (limits included): only synthetic series ({@code up}, {@code scrape_*}) may be present, the rest is stale. */
  public static final byte FAILED = 1;

  /** The target vanished or the rule was removed: nothing is present, everything is stale. */
  public static final byte END = 2;

  private EntryFlag() {}
}
