package dev.narthex.tsdb.store;

/** What became of a write to the object store. */
public enum PutOutcome {
  /** The object is stored and durable. */
  STORED,
  /** The key was taken; the stored object is untouched. */
  EXISTS,
  /** Another write to the key was under way (S3's 409): nothing was stored by this call; try again. */
  CONFLICT
}
