package dev.narthex.alert.history;

import dev.narthex.alert.notify.NotifyReason;
import dev.narthex.model.Labels;
import java.time.Instant;
import java.util.List;

/**
 * One attempt to tell somebody, the end of all attempts, or that somebody was not told who would have been.
 *
 * @param at when the attempt ended
 * @param id of the attempt: group, flush, integration and number; storing it twice leaves one
 * @param groupKey of the route and the group's labels
 * @param integration kind of receiver, for example {@code webhook}; empty for an entry about a receiver as a whole
 * @param identity tells integrations of one kind in one receiver apart; no secret
 * @param reason why it was told
 * @param attempt counts from 1 in each flush
 * @param certainty whether an earlier attempt of the same may have arrived already
 * @param answer what the other side said, or why it was not reached; one line
 * @param flushedAt the flush's frozen time
 * @param firing number of alerts told as firing
 * @param resolved number of alerts told as resolved
 * @param alerts those told, at most {@value #MAX_ALERTS}
 */
public record HistoryEntry(
    Instant at,
    String id,
    String groupKey,
    Labels groupLabels,
    String receiver,
    String integration,
    String identity,
    NotifyReason reason,
    Outcome outcome,
    int attempt,
    Certainty certainty,
    String answer,
    Instant flushedAt,
    int firing,
    int resolved,
    List<Told> alerts) {
  public static final int MAX_ALERTS = 100;

  public HistoryEntry {
    alerts = List.copyOf(alerts);
  }

  /** One alert and how it was told. */
  public record Told(Labels labels, Status status) {}

  /** As which an alert was told. */
  public enum Status {
    FIRING,
    RESOLVED
  }

  /** How an attempt ended. */
  public enum Outcome {
    /** The other side took it. */
    DELIVERED,
    /** It did not; another attempt follows. */
    RETRIED,
    /** It did not, and no attempt follows in this flush. */
    FAILED,
    /** Nobody was asked: the reason says why. */
    HELD_BACK
  }

  /** What is known of attempts before this one. */
  public enum Certainty {
    /** No earlier attempt of this arrived. */
    FIRST,
    /** An earlier attempt was cut off between sending and noting it: the other side may be told twice. */
    MAY_REPEAT
  }
}
