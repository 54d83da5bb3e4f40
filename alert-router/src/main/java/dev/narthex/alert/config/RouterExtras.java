package dev.narthex.alert.config;

import dev.narthex.alert.deadman.DeadManSwitch;
import dev.narthex.alert.limit.RateLimit;
import dev.narthex.alert.recurring.RecurringSilence;
import dev.narthex.alert.route.GroupBy;
import dev.narthex.alert.route.Route;
import dev.narthex.alert.silence.Silence;
import dev.narthex.model.LabelMatcher;
import dev.narthex.model.Labels;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * {@code alerts} in narthex.yml: what the router does beyond Alertmanager. The router has alerts of its own (a switch that pages, a
 * receiver whose notifications are held back), and each of them a route of its own, beside the tree and before it.
 */
public record RouterExtras(List<RecurringSilence> recurringSilences, List<RateLimit> rateLimits, List<DeadManSwitch> switches) {
  public static final RouterExtras NONE = new RouterExtras(List.of(), List.of(), List.of());

  /** The label that tells the router's own alerts from others. */
  public static final String OWN_LABEL = "narthex";

  private static final String SWITCH = "dead_man_switch";
  private static final String LIMIT = "rate_limit";
  private static final long SWITCH_INTERVAL_MILLIS = 60_000;

  public RouterExtras {
    recurringSilences = List.copyOf(recurringSilences);
    rateLimits = List.copyOf(rateLimits);
    switches = List.copyOf(switches);
  }

  /** The recurring silences in force. */
  public List<Silence> silences(Instant now) {
    return recurringSilences.stream().flatMap(rule -> rule.inForce(now).stream()).toList();
  }

  /** The limit that holds for a route; the router's own alerts have none. */
  public Optional<RateLimit> limit(Route route) {
    return route.id().startsWith(OWN_LABEL + "/") ? Optional.empty() : rateLimits.stream().filter(limit -> limit.receiver().equals(route.receiver())).findFirst();
  }

  /** The labels of the alert that a switch pages with. */
  public static Labels labels(DeadManSwitch of) {
    Labels labels = Labels.of("alertname", "DeadManSwitch", OWN_LABEL, SWITCH, "switch", of.name());
    for (int i = 0; i < of.labels().size(); i++) {
      labels = labels.with(of.labels().name(i), of.labels().value(i));
    }
    return labels;
  }

  /** The labels of the alert that says that notifications are held back. */
  public static Labels labels(RateLimit of) {
    return Labels.of("alertname", "NotificationsHeldBack", OWN_LABEL, LIMIT, "receiver", of.receiver());
  }

  /** Whether an alert is one that the router makes itself. */
  public static boolean isOwn(Labels alert) {
    return Set.of(SWITCH, LIMIT).contains(alert.get(OWN_LABEL));
  }

  /** The routes of the router's own alerts. */
  public List<Route> routes() {
    List<Route> routes = new ArrayList<>();
    for (DeadManSwitch s : switches) {
      routes.add(route(SWITCH, "switch", s.name(), s.receiver(), SWITCH_INTERVAL_MILLIS, s.repeat().toMillis()));
    }
    for (RateLimit limit : rateLimits) {
      routes.add(route(LIMIT, "receiver", limit.receiver(), limit.receiver(), limit.per().toMillis(), limit.per().toMillis()));
    }
    return List.copyOf(routes);
  }

  private static Route route(String kind, String label, String name, String receiver, long interval, long repeat) {
    String id = OWN_LABEL + "/" + kind + "/" + name;
    List<LabelMatcher> matchers = List.of(LabelMatcher.of(LabelMatcher.Type.EQUAL, OWN_LABEL, kind), LabelMatcher.of(LabelMatcher.Type.EQUAL, label, name));
    return new Route(
        id, id, receiver, matchers, Route.Continuation.STOP, new GroupBy.Named(Set.of()), 0, interval, repeat, List.of(), List.of(), Map.of(), List.of());
  }
}
