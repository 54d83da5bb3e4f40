package dev.narthex.tsdb.catalog;

/** What became of a commit or of a conditional write. */
public enum CommitOutcome {
  /** All changes are durable and visible to every later read. */
  COMMITTED,
  /** A condition did not hold, or another transaction touched an item: nothing changed. Read again, then retry. */
  CONFLICTED,
  /** Nobody knows whether the changes happened. Delete nothing on the strength of it; read again, or let the sweeper decide. */
  UNKNOWN
}
