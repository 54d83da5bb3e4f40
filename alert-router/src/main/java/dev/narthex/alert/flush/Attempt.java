package dev.narthex.alert.flush;

import dev.narthex.alert.Alert;
import dev.narthex.alert.RouterMetrics;
import dev.narthex.alert.group.GroupHead;
import dev.narthex.alert.history.HistoryEntry;
import dev.narthex.alert.log.LogEntry;
import dev.narthex.alert.log.LogKey;
import dev.narthex.alert.notify.Dedup;
import dev.narthex.alert.notify.NotifyReason;
import dev.narthex.alert.receiver.Delivery;
import dev.narthex.alert.receiver.Notification;
import dev.narthex.alert.route.Route;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Third stage: one attempt to tell one integration. The attempt is written down before it begins, so one that a crash cut off is seen;
 * what is sent after such a one is marked as a possible repeat. Then send, then log: the log is written only for what arrived.
 */
final class Attempt {
  private static final Logger LOG = LoggerFactory.getLogger(Attempt.class);
  private static final Duration GRACE = Duration.ofSeconds(5);
  private static final int LOG_ATTEMPTS = 3;
  private static final Duration LOG_SPARE = Duration.ofMinutes(15);

  private final RouterStores stores;
  private final InstantSource clock;
  private final FlushOptions options;
  private final LongSupplier randomBits;
  private final Backoff backoff;
  private final RouterMetrics metrics;

  Attempt(RouterStores stores, InstantSource clock, FlushOptions options, LongSupplier randomBits, RouterMetrics metrics) {
    this.stores = stores;
    this.clock = clock;
    this.options = options;
    this.randomBits = randomBits;
    this.backoff = new Backoff(randomBits);
    this.metrics = metrics;
  }

  /** What follows an attempt. */
  sealed interface Next {
    /** The integration is done with this flush, well or not. */
    record Settled() implements Next {}

    /** Another attempt at a time. */
    record Again(Instant at) implements Next {}
  }

  /** All that an attempt is about. */
  record Task(GroupHead head, Snapshot snapshot, Route route, Integration integration, NotifyReason reason) {
    Task because(NotifyReason newReason) {
      return new Task(head, snapshot, route, integration, newReason);
    }

    LogKey key() {
      return LogKeys.of(route, head.labels(), integration);
    }
  }

  Next run(Task task, RouterConfig config) {
    long seq = task.snapshot.flush().seq();
    String id = task.integration.id();
    Instant now = clock.instant();
    Optional<Work> known = Optional.ofNullable(stores.flushes().work(task.head.id(), List.of(id)).get(id));
    Optional<Work> mine = known.filter(w -> w.seq() == seq);
    if (mine.filter(w -> w.stage() == Work.Stage.DELIVERED || w.stage() == Work.Stage.FAILED).isPresent()) {
      return new Next.Settled();
    }
    metrics.logQuery();
    Optional<LogEntry> last = stores.log().get(task.key(), task.snapshot.flush().flushedAt());
    if (last.filter(e -> !e.flushedAt().isBefore(task.snapshot.flush().flushedAt())).isPresent()) {
      // logged, and cut off before the work was marked; or overtaken by a newer flush
      return mark(known, task, mine.map(Work::attempts).orElse(0), Work.Stage.DELIVERED, now);
    }
    boolean cutOff = known.filter(w -> w.stage() == Work.Stage.SENDING).isPresent();
    if (cutOff && known.orElseThrow().leaseUntil().isAfter(now)) {
      return new Next.Again(known.orElseThrow().leaseUntil());
    }
    // the log may have moved on since the flush was frozen, when the one before it was still being sent then
    NotifyReason reason = Freeze.decide(task.integration, task.route, last, task.snapshot.passing(), task.snapshot.flush().flushedAt());
    if (!reason.notifies()) {
      return mark(known, task, mine.map(Work::attempts).orElse(0), Work.Stage.DELIVERED, now);
    }
    int attempt = mine.map(Work::attempts).orElse(0) + 1;
    Instant deadline = task.snapshot.flush().deadline();
    if (attempt > 1 && !now.isBefore(deadline)) {
      metrics.failed(task.integration.kind(), Delivery.Failure.DEADLINE_EXCEEDED);
      return mark(known, task, attempt - 1, Work.Stage.FAILED, now);
    }
    Instant attemptEnd = earlier(now.plus(options.longestAttempt()), deadline.isAfter(now) ? deadline : now.plus(GRACE));
    if (known.filter(w -> w.seq() != seq && w.stage() == Work.Stage.WAITING).isPresent()) {
      // a shorter group_interval than the deadline: the new flush took over from one that never got through
      metrics.failed(task.integration.kind(), Delivery.Failure.DEADLINE_EXCEEDED);
    }
    Work sending = next(known, task, attempt, Work.Stage.SENDING, attemptEnd.plus(GRACE));
    if (!stores.flushes().put(sending) && !sending.equals(stores.flushes().work(task.head.id(), List.of(id)).get(id))) {
      return new Next.Again(now.plus(GRACE));
    }
    HistoryEntry.Certainty certainty = cutOff ? HistoryEntry.Certainty.MAY_REPEAT : HistoryEntry.Certainty.FIRST;
    return send(task.because(reason), config, sending, last, attemptEnd, certainty);
  }

  private Next send(Task task, RouterConfig config, Work sending, Optional<LogEntry> last, Instant attemptEnd, HistoryEntry.Certainty certainty) {
    Notification notification = notification(task, config, last, attemptEnd);
    String kind = task.integration.kind();
    if (sending.attempts() == 1) {
      metrics.notification(kind);
    }
    if (notification.alerts().isEmpty()) {
      // only resolved alerts, and they are kept back: the log forgets what fired, nobody is told
      return delivered(task, sending, Map.of());
    }
    if (certainty == HistoryEntry.Certainty.MAY_REPEAT) {
      metrics.mayRepeat(kind);
      LOG.warn("{} {} is told of {} again: an attempt was cut off before it was logged", notification.receiver(), kind, notification.groupKey());
    }
    stores.safety().settle();
    Instant start = clock.instant();
    Delivery delivery = task.integration.sender().deliver(notification);
    Instant end = clock.instant();
    metrics.attempt(kind, Duration.between(start, end).toMillis() / 1000.0);
    return switch (delivery) {
      case Delivery.Delivered d -> {
        Next next = delivered(task, sending, d.data());
        remember(task, sending, notification, HistoryEntry.Outcome.DELIVERED, certainty, d.answer(), end);
        yield next;
      }
      case Delivery.Retriable r -> {
        metrics.attemptFailed(kind);
        Instant again = later(end, start.plus(backoff.after(sending.attempts())));
        boolean over = !again.isBefore(task.snapshot.flush().deadline());
        if (over) {
          metrics.failed(kind, r.reason());
        }
        LOG.warn("{} {} was not told of {}{}: {}", notification.receiver(), kind, notification.groupKey(), over ? "" : ", another attempt follows", r.text());
        mark(Optional.of(sending), task, sending.attempts(), over ? Work.Stage.FAILED : Work.Stage.WAITING, end);
        remember(task, sending, notification, over ? HistoryEntry.Outcome.FAILED : HistoryEntry.Outcome.RETRIED, certainty, r.text(), end);
        yield over ? new Next.Settled() : new Next.Again(again);
      }
      case Delivery.Refused r -> {
        metrics.attemptFailed(kind);
        metrics.failed(kind, r.reason());
        LOG.error("{} {} refuses to be told of {}: {}", notification.receiver(), kind, notification.groupKey(), r.text());
        Next next = mark(Optional.of(sending), task, sending.attempts(), Work.Stage.FAILED, end);
        remember(task, sending, notification, HistoryEntry.Outcome.FAILED, certainty, r.text(), end);
        yield next;
      }
    };
  }

  private Notification notification(Task task, RouterConfig config, Optional<LogEntry> last, Instant attemptEnd) {
    Instant at = task.snapshot.flush().flushedAt();
    boolean firingOnly = task.integration.config().sendResolved() == Dedup.Resolved.KEPT_BACK;
    List<Alert> alerts = task.snapshot.passing().stream().filter(alert -> !firingOnly || !alert.isResolvedAt(at)).toList();
    // a first notification starts afresh: what was remembered belongs to something that is over
    Map<String, String> data = task.reason == NotifyReason.FIRST_NOTIFICATION ? Map.of() : last.map(LogEntry::data).orElse(Map.of());
    Notification bare =
        new Notification(
            task.route.groupKey(task.head.labels()), task.route.receiver(), task.head.labels(), Map.of(), alerts, task.reason, at, data, attemptEnd);
    if (task.route.labels().isEmpty()) {
      return bare;
    }
    Map<String, String> labels = config.labels().expand(task.route.labels(), bare);
    return new Notification(bare.groupKey(), bare.receiver(), bare.groupLabels(), labels, alerts, task.reason, at, data, attemptEnd);
  }

  private Next delivered(Task task, Work sending, Map<String, String> data) {
    Instant at = task.snapshot.flush().flushedAt();
    // short intervals: the entry has to be there at the next flush, and at one that comes late
    Duration twice = Duration.ofMillis(2 * Math.max(task.route.repeatIntervalMillis(), task.route.groupIntervalMillis())).plus(LOG_SPARE);
    Instant expiry = at.plus(twice.compareTo(options.logRetention()) < 0 ? twice : options.logRetention());
    List<Alert> passing = task.snapshot.passing();
    LogEntry entry = new LogEntry(task.key(), at, Freeze.fingerprints(passing, at, false), Freeze.fingerprints(passing, at, true), data, expiry);
    log(entry);
    return mark(Optional.of(sending), task, sending.attempts(), Work.Stage.DELIVERED, clock.instant());
  }

  /** The one write whose loss would tell somebody twice: it is tried again at once before the whole attempt is. */
  private void log(LogEntry entry) {
    for (int attempt = 1; ; attempt++) {
      try {
        metrics.logWrite();
        stores.log().put(entry);
        return;
      } catch (RuntimeException e) {
        if (attempt == LOG_ATTEMPTS) {
          throw e;
        }
        LOG.warn("the notification log did not take {}: {}", entry.key(), e.getMessage());
      }
    }
  }

  private Next mark(Optional<Work> known, Task task, int attempts, Work.Stage stage, Instant now) {
    stores.flushes().put(next(known, task, attempts, stage, now));
    return new Next.Settled();
  }

  private Work next(Optional<Work> known, Task task, int attempts, Work.Stage stage, Instant until) {
    long seq = task.snapshot.flush().seq();
    String owner = Long.toHexString(randomBits.getAsLong());
    Instant lease = Instant.ofEpochMilli(until.toEpochMilli());
    return known
        .map(w -> w.next(seq, attempts, stage, lease, owner))
        .orElseGet(() -> new Work(task.head.id(), task.integration.id(), seq, attempts, stage, lease, owner, 1));
  }

  private static Instant later(Instant a, Instant b) {
    return a.isAfter(b) ? a : b;
  }

  private static Instant earlier(Instant a, Instant b) {
    return a.isBefore(b) ? a : b;
  }

  /** The history is for people: when it cannot be written, the notification counts all the same. */
  private void remember(
      Task task, Work sending, Notification told, HistoryEntry.Outcome outcome, HistoryEntry.Certainty certainty, String answer, Instant end) {
    try {
      stores.history().add(Histories.entry(task, sending, told, outcome, certainty, answer, end), end.plus(options.historyRetention()));
    } catch (RuntimeException e) {
      LOG.warn("the history did not take an entry of {}: {}", told.groupKey(), e.getMessage());
    }
  }
}
