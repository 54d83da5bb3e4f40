package dev.narthex.alert.flush;

import dev.narthex.alert.Alert;
import dev.narthex.alert.group.GroupHead;
import dev.narthex.alert.group.OpenFlush;
import dev.narthex.alert.history.HistoryEntry;
import dev.narthex.alert.history.HistoryStore;
import dev.narthex.alert.limit.RateLimit;
import dev.narthex.alert.notify.NotifyReason;
import dev.narthex.alert.route.Route;
import dev.narthex.model.PromDuration;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes into the history what nobody was told although somebody would have been: by a recurring silence, or by a limit. */
final class Untold {
  private static final Logger LOG = LoggerFactory.getLogger(Untold.class);

  private final HistoryStore history;
  private final FlushOptions options;

  Untold(HistoryStore history, FlushOptions options) {
    this.history = history;
    this.options = options;
  }

  /**
   * What a flush found that recurring silences alone keep from being told.
   *
   * @param since from when on they do: each flush writes the same entry over again
   * @param names of the silences
   */
  record Scheduled(List<Alert> alerts, Instant since, List<String> names) {}

  void scheduled(GroupHead head, OpenFlush flush, Route route, Scheduled what) {
    String answer = "recurring silence " + String.join(", ", what.names());
    add(head, flush, route, what.alerts(), NotifyReason.RECURRING_SILENCE, "scheduled/" + what.since(), what.since(), answer);
  }

  void limited(GroupHead head, Snapshot snapshot, Route route, RateLimit limit, Instant until) {
    String answer = "at most " + limit.notifications() + " in " + new PromDuration(limit.per().toMillis()) + "; the next is due at " + until;
    add(head, snapshot.flush(), route, snapshot.passing(), NotifyReason.RATE_LIMITED, "limited/" + snapshot.flush().seq(), snapshot.flush().flushedAt(), answer);
  }

  private void add(GroupHead head, OpenFlush flush, Route route, List<Alert> alerts, NotifyReason reason, String id, Instant at, String answer) {
    int resolved = (int) alerts.stream().filter(alert -> alert.isResolvedAt(flush.flushedAt())).count();
    String key = route.groupKey(head.labels());
    HistoryEntry entry =
        new HistoryEntry(
            Instant.ofEpochMilli(at.toEpochMilli()), head.id() + "/" + id, key, head.labels(), route.receiver(), "", "", reason, HistoryEntry.Outcome.HELD_BACK, 0,
            HistoryEntry.Certainty.FIRST, answer, flush.flushedAt(), alerts.size() - resolved, resolved, Histories.told(alerts, flush.flushedAt()));
    try {
      history.add(entry, flush.flushedAt().plus(options.historyRetention()));
    } catch (RuntimeException e) {
      LOG.warn("the history did not take an entry of {}: {}", key, e.getMessage());
    }
  }
}
