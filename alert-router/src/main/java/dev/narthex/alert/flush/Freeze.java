package dev.narthex.alert.flush;

import dev.narthex.alert.Alert;
import dev.narthex.alert.Fingerprint;
import dev.narthex.alert.RouterMetrics;
import dev.narthex.alert.group.GroupHead;
import dev.narthex.alert.group.Member;
import dev.narthex.alert.group.OpenFlush;
import dev.narthex.alert.inhibit.InhibitRule;
import dev.narthex.alert.inhibit.Inhibitor;
import dev.narthex.alert.ingest.StoredAlert;
import dev.narthex.alert.log.LogEntry;
import dev.narthex.alert.notify.Dedup;
import dev.narthex.alert.notify.Muting;
import dev.narthex.alert.notify.NotificationOrder;
import dev.narthex.alert.notify.NotifyReason;
import dev.narthex.alert.route.Route;
import dev.narthex.model.Labels;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Second stage: all that a flush looks at is read once and frozen, and for each integration it is decided whether it is told. Silences,
 * firing alerts and log entries are read after the flush was claimed, so nothing that was acknowledged before is missed.
 */
final class Freeze {
  private final RouterStores stores;
  private final RouterMetrics metrics;

  Freeze(RouterStores stores, RouterMetrics metrics) {
    this.stores = stores;
    this.metrics = metrics;
  }

  Snapshot freeze(GroupHead head, OpenFlush flush, Route route, RouterConfig config) {
    List<Member> members = stores.groups().members(head.id());
    Instant at = flush.flushedAt();
    List<Alert> alerts = members.stream().map(Member::alert).sorted(NotificationOrder.at(at)).toList();
    Muting.Sorted sorted = mute(route, alerts, at, config);
    sorted.muted().values().forEach(mute -> metrics.suppressed(word(mute)));
    Map<String, NotifyReason> told = new TreeMap<>();
    for (Integration integration : config.of(route.receiver())) {
      NotifyReason reason = decide(integration, route, head.labels(), sorted.passing(), at);
      if (reason.notifies()) {
        told.put(integration.id(), reason);
      }
    }
    List<Member> over = members.stream().filter(m -> m.alert().isResolvedAt(at)).toList();
    return new Snapshot(head.id(), flush, sorted.passing(), over, told);
  }

  private Muting.Sorted mute(Route route, List<Alert> alerts, Instant at, RouterConfig config) {
    if (alerts.isEmpty()) {
      return new Muting.Sorted(List.of(), Map.of());
    }
    List<InhibitRule> rules = config.file().inhibitRules();
    boolean target = alerts.stream().anyMatch(alert -> rules.stream().anyMatch(rule -> rule.isTarget(alert.labels())));
    List<Labels> firing = new ArrayList<>();
    if (target) {
      for (StoredAlert stored : stores.alerts().all()) {
        if (!stored.alert().isResolvedAt(at)) {
          firing.add(stored.alert().labels());
        }
      }
    }
    metrics.silenceQuery();
    return new Muting(new Inhibitor(target ? rules : List.of(), firing), config.file().intervals(), stores.silences().all()).sort(route, alerts, at);
  }

  private static String word(Muting.Mute mute) {
    return switch (mute) {
      case Muting.Mute.Inhibited _ -> "inhibition";
      case Muting.Mute.Inactive _ -> "active_time_interval";
      case Muting.Mute.Muted _ -> "mute_time_interval";
      case Muting.Mute.Silenced _ -> "silence";
    };
  }

  private NotifyReason decide(Integration integration, Route route, Labels group, List<Alert> passing, Instant at) {
    metrics.logQuery();
    Optional<LogEntry> last = stores.log().get(LogKeys.of(route, group, integration), at);
    Duration repeat = Duration.ofMillis(route.repeatIntervalMillis());
    return Dedup.decide(last, at, fingerprints(passing, at, false), fingerprints(passing, at, true), integration.config().sendResolved(), repeat);
  }

  static Set<Fingerprint> fingerprints(List<Alert> alerts, Instant at, boolean resolved) {
    return alerts.stream().filter(a -> a.isResolvedAt(at) == resolved).map(Alert::fingerprint).collect(Collectors.toSet());
  }
}
