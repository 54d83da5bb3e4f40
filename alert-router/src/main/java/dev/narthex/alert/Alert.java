package dev.narthex.alert;

import dev.narthex.model.Labels;
import java.time.Instant;

/**
 * One alert as it was posted, after defaults.
 *
 * @param labels identify it; at least one
 * @param endsAt when it is over: in the past for a resolved alert, in the future for one that fires until told otherwise
 * @param endsBy who set the end
 * @param fingerprint of the labels
 */
public record Alert(Labels labels, Labels annotations, Instant startsAt, Instant endsAt, String generatorUrl, Instant updatedAt, EndsBy endsBy, Fingerprint fingerprint) {

  /** Where the end of an alert comes from. */
  public enum EndsBy {
    /** The sender said so. */
    SENDER,
    /** The sender said nothing: {@code resolve_timeout} after the last post. */
    TIMEOUT
  }

  /** An alert whose fingerprint nobody has reckoned yet. */
  public Alert(Labels labels, Labels annotations, Instant startsAt, Instant endsAt, String generatorUrl, Instant updatedAt, EndsBy endsBy) {
    this(labels, annotations, startsAt, endsAt, generatorUrl, updatedAt, endsBy, Fingerprint.of(labels));
  }

  public boolean isResolvedAt(Instant now) {
    return !endsAt.isAfter(now);
  }

  /**
   * This alert with what a later post says, or that post alone when the two times of activity do not touch: then it is a new
   * occurrence. The start is the earlier one; annotations and URL are the newest; of two resolved ends the later one counts, and an
   * end that the sender gave is not shortened by a made-up one.
   */
  public Alert merge(Alert other) {
    Alert newer = other.updatedAt.isBefore(updatedAt) ? this : other;
    Alert older = newer == this ? other : this;
    boolean overlap = !newer.startsAt.isAfter(older.endsAt) && !newer.endsAt.isBefore(older.startsAt);
    if (!overlap) {
      return newer;
    }
    Instant start = older.startsAt.isBefore(newer.startsAt) ? older.startsAt : newer.startsAt;
    boolean newerResolved = newer.isResolvedAt(newer.updatedAt);
    boolean olderResolved = older.isResolvedAt(newer.updatedAt);
    Instant end = newer.endsAt;
    if (newerResolved) {
      end = olderResolved && older.endsAt.isAfter(end) ? older.endsAt : end;
    } else if (older.endsAt.isAfter(end) && older.endsBy == EndsBy.SENDER) {
      end = older.endsAt;
    }
    return new Alert(labels, newer.annotations, start, end, newer.generatorUrl, newer.updatedAt, newer.endsBy, fingerprint);
  }
}
