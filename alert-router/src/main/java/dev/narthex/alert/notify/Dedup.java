package dev.narthex.alert.notify;

import dev.narthex.alert.Fingerprint;
import dev.narthex.alert.log.LogEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** Whether an integration is told, by what it was told last. */
public final class Dedup {
  private Dedup() {}

  /** Whether an integration wants to hear of resolved alerts ({@code send_resolved}). */
  public enum Resolved {
    SENT,
    KEPT_BACK
  }

  /**
   * Decides.
   *
   * @param last what the integration was told last
   * @param flush the flush's frozen time
   * @param firing of the flush, after muting
   * @param resolved of the flush, after muting
   */
  public static NotifyReason decide(Optional<LogEntry> last, Instant flush, Set<Fingerprint> firing, Set<Fingerprint> resolved, Resolved wanted, Duration repeatInterval) {
    if (last.isEmpty()) {
      return firing.isEmpty() ? NotifyReason.NEVER_FIRED : NotifyReason.FIRST_NOTIFICATION;
    }
    LogEntry entry = last.get();
    if (entry.flushedAt().isAfter(flush)) {
      return NotifyReason.OVERTAKEN;
    }
    if (!entry.firing().containsAll(firing)) {
      return entry.firing().isEmpty() ? NotifyReason.FIRST_NOTIFICATION : NotifyReason.NEW_ALERTS_ADDED;
    }
    if (firing.isEmpty()) {
      // told even when resolved alerts are kept back, so that the log forgets what fired
      return entry.firing().isEmpty() ? NotifyReason.NOTHING_NEW : NotifyReason.ALL_ALERTS_RESOLVED;
    }
    if (wanted == Resolved.SENT && !entry.resolved().containsAll(resolved)) {
      return NotifyReason.NEW_ALERTS_RESOLVED;
    }
    // flushes are timed exactly, without the drift that makes Alertmanager's k-th tick come a little later than k intervals: equal is enough
    return !entry.flushedAt().isAfter(flush.minus(repeatInterval)) ? NotifyReason.REPEAT_INTERVAL_ELAPSED : NotifyReason.NOTHING_NEW;
  }
}
