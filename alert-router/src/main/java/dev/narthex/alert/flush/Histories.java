package dev.narthex.alert.flush;

import dev.narthex.alert.Alert;
import dev.narthex.alert.history.HistoryEntry;
import dev.narthex.alert.receiver.Notification;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Makes history entries of attempts. */
final class Histories {
  /** What labels of told alerts may take in one entry. */
  private static final int MAX_CHARACTERS = 60_000;

  private static final int MAX_ANSWER = 500;

  private Histories() {}

  static HistoryEntry entry(
      Attempt.Task task, Work sending, Notification told, HistoryEntry.Outcome outcome, HistoryEntry.Certainty certainty, String answer, Instant end) {
    return new HistoryEntry(
        Instant.ofEpochMilli(end.toEpochMilli()),
        task.head().id() + "/" + sending.seq() + "/" + sending.integration() + "/" + sending.attempts(),
        told.groupKey(),
        told.groupLabels(),
        told.receiver(),
        task.integration().kind(),
        task.integration().identity(),
        told.reason(),
        outcome,
        sending.attempts(),
        certainty,
        answer.length() > MAX_ANSWER ? answer.substring(0, MAX_ANSWER) : answer,
        told.flushedAt(),
        told.firing().size(),
        told.resolved().size(),
        told(told.alerts(), told.flushedAt()));
  }

  /** As many of the alerts as an entry takes. */
  static List<HistoryEntry.Told> told(List<Alert> alerts, Instant flushedAt) {
    List<HistoryEntry.Told> told = new ArrayList<>();
    int characters = 0;
    for (Alert alert : alerts) {
      characters += alert.labels().toString().length();
      if (told.size() == HistoryEntry.MAX_ALERTS || characters > MAX_CHARACTERS) {
        break;
      }
      told.add(new HistoryEntry.Told(alert.labels(), alert.isResolvedAt(flushedAt) ? HistoryEntry.Status.RESOLVED : HistoryEntry.Status.FIRING));
    }
    return told;
  }
}
