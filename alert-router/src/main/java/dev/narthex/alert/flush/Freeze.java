package dev.narthex.alert.flush;

import dev.narthex.alert.Alert;
import dev.narthex.alert.Fingerprint;
import dev.narthex.alert.RouterMetrics;
import dev.narthex.alert.group.GroupHead;
import dev.narthex.alert.group.Member;
import dev.narthex.alert.group.OpenFlush;
import dev.narthex.alert.inhibit.InhibitRule;
import dev.narthex.alert.inhibit.Inhibitor;
import dev.narthex.alert.log.LogEntry;
import dev.narthex.alert.matcher.MatcherIndex;
import dev.narthex.alert.notify.Dedup;
import dev.narthex.alert.notify.Muting;
import dev.narthex.alert.notify.NotificationOrder;
import dev.narthex.alert.notify.NotifyReason;
import dev.narthex.alert.recurring.RecurringSilence;
import dev.narthex.alert.route.Route;
import dev.narthex.alert.silence.Silence;
import dev.narthex.model.Labels;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Second stage: all that a flush looks at is read once and frozen, and for each integration it is decided whether it is told. Silences,
 * firing alerts and log entries are read after the flush was claimed, so nothing that was acknowledged before is missed.
 */
final class Freeze {
  private final RouterStores stores;
  private final RouterMetrics metrics;
  private final Sources sources = new Sources();
  private final AtomicReference<@Nullable Indexed> indexed = new AtomicReference<>();

  private record Indexed(List<Silence> silences, MatcherIndex<Silence> index) {}

  Freeze(RouterStores stores, RouterMetrics metrics) {
    this.stores = stores;
    this.metrics = metrics;
  }

  /**
   * What came of a flush.
   *
   * @param scheduled what is not told because of recurring silences alone
   */
  record Frozen(Snapshot snapshot, Optional<Untold.Scheduled> scheduled) {}

  Frozen freeze(GroupHead head, OpenFlush flush, Route route, RouterConfig config) {
    List<Member> members = stores.groups().members(head.id());
    Instant at = flush.flushedAt();
    List<Alert> alerts = members.stream().map(Member::alert).sorted(NotificationOrder.at(at)).toList();
    Muting.Sorted sorted = mute(route, alerts, at, config);
    sorted.muted().values().forEach(mute -> metrics.suppressed(word(mute)));
    Map<String, NotifyReason> told = new TreeMap<>();
    List<Alert> scheduled = sorted.muted().entrySet().stream().filter(e -> e.getValue() instanceof Muting.Mute.Scheduled).map(Map.Entry::getKey).toList();
    boolean kept = false;
    for (Integration integration : config.of(route.receiver())) {
      Optional<LogEntry> last = last(integration, route, head.labels(), at);
      // when everything is muted the log stays as it is: what was told before the silence is known after it
      NotifyReason reason = sorted.passing().isEmpty() ? NotifyReason.NOTHING_NEW : decide(integration, route, last, sorted.passing(), at);
      if (reason.notifies()) {
        told.put(integration.id(), reason);
      }
      if (!scheduled.isEmpty()) {
        List<Alert> all = new ArrayList<>(sorted.passing());
        all.addAll(scheduled);
        kept |= decide(integration, route, last, all, at).notifies();
      }
    }
    List<Member> over = members.stream().filter(m -> m.alert().isResolvedAt(at)).toList();
    Snapshot snapshot = new Snapshot(head.id(), flush, sorted.passing(), over, told);
    return new Frozen(snapshot, kept ? Optional.of(scheduled(scheduled, sorted)) : Optional.empty());
  }

  private Muting.Sorted mute(Route route, List<Alert> alerts, Instant at, RouterConfig config) {
    if (alerts.isEmpty()) {
      return new Muting.Sorted(List.of(), Map.of());
    }
    List<InhibitRule> rules = config.file().inhibitRules();
    boolean target = alerts.stream().anyMatch(alert -> rules.stream().anyMatch(rule -> rule.isTarget(alert.labels())));
    metrics.silenceQuery();
    Inhibitor inhibitor = target ? sources.at(rules, stores.alerts().all(), at) : new Inhibitor(List.of(), List.of());
    return new Muting(inhibitor, config.file().intervals(), index(stores.silences().all()), config.file().extras().silences(at)).sort(route, alerts, at);
  }

  /** Silences change seldom: a store hands out the same list until one does. */
  private MatcherIndex<Silence> index(List<Silence> silences) {
    Indexed last = indexed.get();
    if (last == null || last.silences != silences) {
      last = new Indexed(silences, MatcherIndex.of(silences, Silence::matchers));
      indexed.set(last);
    }
    return last.index;
  }

  private static String word(Muting.Mute mute) {
    return switch (mute) {
      case Muting.Mute.Inhibited _ -> "inhibition";
      case Muting.Mute.Inactive _ -> "active_time_interval";
      case Muting.Mute.Muted _ -> "mute_time_interval";
      case Muting.Mute.Silenced _ -> "silence";
      case Muting.Mute.Scheduled _ -> "recurring_silence";
    };
  }

  /** Since the silences began, or since the first of the alerts did when that was later. */
  private static Untold.Scheduled scheduled(List<Alert> alerts, Muting.Sorted sorted) {
    List<Silence> silences = new ArrayList<>();
    for (Muting.Mute mute : sorted.muted().values()) {
      if (mute instanceof Muting.Mute.Scheduled(List<Silence> holding)) {
        silences.addAll(holding);
      }
    }
    Instant began = silences.stream().map(Silence::startsAt).min(Comparator.naturalOrder()).orElseThrow();
    Instant fired = alerts.stream().map(Alert::startsAt).min(Comparator.naturalOrder()).orElseThrow();
    List<String> names = silences.stream().map(s -> s.annotations().getOrDefault(RecurringSilence.ANNOTATION, s.id())).distinct().sorted().toList();
    return new Untold.Scheduled(alerts, fired.isAfter(began) ? fired : began, names);
  }

  private Optional<LogEntry> last(Integration integration, Route route, Labels group, Instant at) {
    metrics.logQuery();
    return stores.log().get(LogKeys.of(route, group, integration), at);
  }

  static NotifyReason decide(Integration integration, Route route, Optional<LogEntry> last, List<Alert> passing, Instant at) {
    Duration repeat = Duration.ofMillis(route.repeatIntervalMillis());
    return Dedup.decide(last, at, fingerprints(passing, at, false), fingerprints(passing, at, true), integration.config().sendResolved(), repeat);
  }

  static Set<Fingerprint> fingerprints(List<Alert> alerts, Instant at, boolean resolved) {
    return alerts.stream().filter(a -> a.isResolvedAt(at) == resolved).map(Alert::fingerprint).collect(Collectors.toSet());
  }
}
