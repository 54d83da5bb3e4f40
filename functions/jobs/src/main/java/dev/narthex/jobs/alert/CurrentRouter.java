package dev.narthex.jobs.alert;

import dev.narthex.alert.Alert;
import dev.narthex.alert.Fingerprint;
import dev.narthex.alert.flush.RouterConfig;
import dev.narthex.alert.group.GroupHead;
import dev.narthex.alert.history.HistoryEntry;
import dev.narthex.alert.history.HistoryQuery;
import dev.narthex.alert.ingest.IncomingAlert;
import dev.narthex.alert.ingest.StoredAlert;
import dev.narthex.alert.inhibit.Inhibitor;
import dev.narthex.alert.interval.TimeInterval;
import dev.narthex.alert.notify.NotificationOrder;
import dev.narthex.alert.notify.NotifyReason;
import dev.narthex.alert.receiver.Notification;
import dev.narthex.alert.route.Route;
import dev.narthex.alert.silence.Silence;
import dev.narthex.alert.silence.Silences;
import dev.narthex.api.Tenant;
import dev.narthex.api.alertmanager.AbsentRouter;
import dev.narthex.api.alertmanager.AlertGroup;
import dev.narthex.api.alertmanager.AlertRouter;
import dev.narthex.api.alertmanager.PostedAlert;
import dev.narthex.api.alertmanager.ReceiverEntry;
import dev.narthex.api.alertmanager.RoutedAlert;
import dev.narthex.api.alertmanager.RouterStatus;
import dev.narthex.model.Labels;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What the API of the alert router answers, out of the stores; without an {@code alertmanager.yml} every question is refused. */
public final class CurrentRouter implements AlertRouter {
  private final Routers routers;
  private final InstantSource clock;
  private final Instant started;
  private final AlertRouter absent = new AbsentRouter();

  public CurrentRouter(Routers routers, InstantSource clock) {
    this.routers = routers;
    this.clock = clock;
    this.started = clock.instant();
  }

  @Override
  public RouterStatus status(Tenant tenant) {
    return routers.config().map(config -> new RouterStatus(started, config.file().original())).orElseGet(() -> absent.status(tenant));
  }

  @Override
  public List<ReceiverEntry> receivers(Tenant tenant) {
    return routers
        .config()
        .map(config -> config.file().receivers().stream().map(r -> new ReceiverEntry(r.name(), r.labels())).toList())
        .orElseGet(() -> absent.receivers(tenant));
  }

  @Override
  public List<RoutedAlert> alerts(Tenant tenant) {
    Optional<RouterConfig> config = routers.config();
    if (config.isEmpty()) {
      return absent.alerts(tenant);
    }
    View view = new View(config.get(), tenant);
    return view.live.stream()
        .map(StoredAlert::alert)
        .map(alert -> view.routed(alert, config.get().file().routes().match(alert.labels()).stream().map(Route::receiver).toList(), List.of()))
        .toList();
  }

  @Override
  public List<AlertGroup> groups(Tenant tenant) {
    Optional<RouterConfig> config = routers.config();
    if (config.isEmpty()) {
      return absent.groups(tenant);
    }
    View view = new View(config.get(), tenant);
    Map<String, List<Alert>> members = new HashMap<>();
    view.live.forEach(stored -> stored.groups().forEach(id -> members.computeIfAbsent(id, k -> new ArrayList<>()).add(stored.alert())));
    List<AlertGroup> groups = new ArrayList<>();
    for (GroupHead head : routers.of(tenant.name()).stores().groups().heads()) {
      List<Alert> alerts = members.getOrDefault(head.id(), List.of());
      // a group of a route that is no more goes with its next flush, and its alerts are elsewhere
      config.get().file().routes().byId(head.routeId()).filter(route -> !alerts.isEmpty()).ifPresent(route -> groups.add(view.group(head, route, alerts)));
    }
    return groups;
  }

  @Override
  public Silences silences(Tenant tenant) {
    return routers.config().isEmpty() ? absent.silences(tenant) : routers.of(tenant.name()).silences();
  }

  @Override
  public List<HistoryEntry> history(Tenant tenant, HistoryQuery query) {
    return routers.config().isEmpty() ? absent.history(tenant, query) : routers.of(tenant.name()).stores().history().find(query);
  }

  @Override
  public List<String> post(Tenant tenant, List<PostedAlert> alerts) {
    if (routers.config().isEmpty()) {
      return absent.post(tenant, alerts);
    }
    List<IncomingAlert> incoming = alerts.stream().map(a -> new IncomingAlert(a.labels(), a.annotations(), a.startsAt(), a.endsAt(), a.generatorUrl())).toList();
    return routers.of(tenant.name()).alerts().post(incoming);
  }

  /** One consistent look at alerts and what mutes them now. */
  private final class View {
    private final RouterConfig config;
    private final Instant now = clock.instant();
    private final List<StoredAlert> live;
    private final List<Silence> silences;
    private final Inhibitor inhibitor;

    View(RouterConfig config, Tenant tenant) {
      this.config = config;
      TenantRouter router = routers.of(tenant.name());
      live = router.alerts().all().stream().filter(stored -> !stored.alert().isResolvedAt(now)).toList();
      silences = router.silences().all().stream().filter(s -> s.stateAt(now) == Silence.State.ACTIVE).toList();
      inhibitor = new Inhibitor(config.file().inhibitRules(), live.stream().map(stored -> stored.alert().labels()).toList());
    }

    AlertGroup group(GroupHead head, Route route, List<Alert> alerts) {
      List<String> muted = mutedBy(route);
      List<RoutedAlert> routed = alerts.stream().map(alert -> routed(alert, List.of(route.receiver()), muted)).toList();
      return new AlertGroup(head.labels(), routeLabels(head, route, alerts), route.receiver(), routed);
    }

    private Map<String, String> routeLabels(GroupHead head, Route route, List<Alert> alerts) {
      if (route.labels().isEmpty()) {
        return Map.of();
      }
      List<Alert> ordered = alerts.stream().sorted(NotificationOrder.at(now)).toList();
      Notification bare =
          new Notification(route.groupKey(head.labels()), route.receiver(), head.labels(), Map.of(), ordered, NotifyReason.NOTHING_NEW, now, Map.of(), now);
      return new TreeMap<>(config.labels().expand(route.labels(), bare));
    }

    RoutedAlert routed(Alert alert, List<String> receivers, List<String> mutedBy) {
      Labels labels = alert.labels();
      return new RoutedAlert(
          alert,
          receivers,
          silences.stream().filter(s -> s.mutes(labels, now)).map(Silence::id).sorted().toList(),
          inhibitor.inhibitedBy(labels).map(source -> List.of(Fingerprint.of(source).toString())).orElse(List.of()),
          mutedBy);
    }

    private List<String> mutedBy(Route route) {
      List<String> names = new ArrayList<>();
      if (!route.activeTimeIntervals().isEmpty() && route.activeTimeIntervals().stream().noneMatch(this::inside)) {
        names.addAll(route.activeTimeIntervals());
      }
      route.muteTimeIntervals().stream().filter(this::inside).forEach(names::add);
      return names.stream().distinct().toList();
    }

    private boolean inside(String name) {
      return config.file().intervals().getOrDefault(name, List.<TimeInterval>of()).stream().anyMatch(i -> i.contains(now));
    }
  }
}
