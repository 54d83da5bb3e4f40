package dev.narthex.alert.flush;

import java.time.Instant;

/**
 * Where one integration stands in a group's flush. Written before an attempt begins, so that a crash in the middle of one is seen later.
 *
 * @param seq of the flush
 * @param attempts made in it, the present one included
 * @param leaseUntil until when the present attempt may still be under way
 * @param owner random; tells whose write it is when the store's answer was lost
 * @param version grows by one with each change, from 1
 */
public record Work(String group, String integration, long seq, int attempts, Stage stage, Instant leaseUntil, String owner, long version) {

  /** What happens to it. */
  public enum Stage {
    /** An attempt is under way, or was cut off. */
    SENDING,
    /** An attempt failed, another one follows. */
    WAITING,
    /** Nothing follows: it was refused, or time was up. */
    FAILED,
    /** The other side took it. */
    DELIVERED
  }

  Work next(long newSeq, int newAttempts, Stage newStage, Instant until, String newOwner) {
    return new Work(group, integration, newSeq, newAttempts, newStage, until, newOwner, version + 1);
  }
}
