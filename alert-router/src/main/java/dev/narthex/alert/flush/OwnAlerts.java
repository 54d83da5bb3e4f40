package dev.narthex.alert.flush;

import dev.narthex.alert.Alert;
import dev.narthex.alert.config.RouterExtras;
import dev.narthex.alert.deadman.DeadManSwitch;
import dev.narthex.alert.deadman.SwitchState;
import dev.narthex.alert.ingest.Alerts;
import dev.narthex.alert.ingest.IncomingAlert;
import dev.narthex.alert.ingest.StoredAlert;
import dev.narthex.alert.limit.RateLimit;
import dev.narthex.alert.limit.RateLimiter;
import dev.narthex.alert.limit.RateState;
import dev.narthex.alert.route.RouteTree;
import dev.narthex.model.LabelMatcher;
import dev.narthex.model.Labels;
import dev.narthex.model.PromDuration;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * The alerts that the router makes itself: of a switch whose alert is missing, of a receiver whose notifications are held back. Looked
 * after once a minute. An alert is posted as long as it is to fire and ended once it is not, each time anew: so a look that was cut off is
 * made up for by the next, and one that finds nothing changed writes nothing.
 */
final class OwnAlerts {
  /** They fire until they are ended. */
  private static final Duration FOR_EVER = Duration.ofDays(3650);

  private final RouterStores stores;
  private final Alerts alerts;
  private final RateLimiter limiter;
  private final Supplier<RouterConfig> config;
  private final InstantSource clock;

  OwnAlerts(RouterStores stores, Alerts alerts, Supplier<RouterConfig> config, InstantSource clock) {
    this.stores = stores;
    this.alerts = alerts;
    this.limiter = new RateLimiter(stores.rates());
    this.config = config;
    this.clock = clock;
  }

  /** Looks at all switches and limits. */
  void look(Reading reading) {
    RouterExtras extras = config.get().file().extras();
    Instant now = now();
    if (!extras.switches().isEmpty()) {
      List<StoredAlert> all = reading.alerts();
      extras.switches().forEach(s -> look(s, all, reading, now));
    }
    extras.rateLimits().forEach(limit -> report(limit, reading, now));
  }

  /** A process starts: what was missing counts anew, but who was paged stays paged. */
  void started() {
    Instant now = now();
    for (DeadManSwitch s : config.get().file().extras().switches()) {
      stores.switches().get(s.name()).ifPresent(state -> stores.switches().put(state.started(s, now)));
    }
    look(new Reading(stores));
  }

  /** Ends alerts of switches and limits that the configuration has no more. */
  void tidy(Reading reading) {
    Instant now = now();
    RouteTree routes = config.get().file().routes();
    List<IncomingAlert> over = new ArrayList<>();
    for (StoredAlert stored : reading.alerts()) {
      Labels labels = stored.alert().labels();
      boolean wanted = routes.own().stream().anyMatch(route -> LabelMatcher.allMatch(route.matchers(), labels));
      if (RouterExtras.isOwn(labels) && !wanted && !stored.alert().isResolvedAt(now)) {
        over.add(ended(stored, now));
      }
    }
    if (!over.isEmpty()) {
      post(over, reading);
    }
  }

  private void look(DeadManSwitch of, List<StoredAlert> all, Reading reading, Instant now) {
    boolean fires =
        all.stream().map(StoredAlert::alert).anyMatch(a -> !a.isResolvedAt(now) && !RouterExtras.isOwn(a.labels()) && LabelMatcher.allMatch(of.matchers(), a.labels()));
    Optional<SwitchState> known = stores.switches().get(of.name());
    SwitchState.Look look = fires ? SwitchState.Look.FIRING : SwitchState.Look.MISSING;
    SwitchState state = known.map(s -> s.after(of, look, now)).orElseGet(() -> SwitchState.first(of, look, now));
    if (!known.equals(Optional.of(state)) && !stores.switches().put(state)) {
      return; // somebody else looks at it; the next minute shows what became of it
    }
    Labels labels = RouterExtras.labels(of);
    switch (state.phase()) {
      case PAGED -> post(List.of(new IncomingAlert(labels, annotations(of), Optional.of(state.since()), Optional.of(state.since().plus(FOR_EVER)), "")), reading);
      case FIRING, MISSING -> end(labels, all, reading, now);
    }
  }

  private void post(List<IncomingAlert> incoming, Reading reading) {
    alerts.post(incoming);
    reading.changed();
  }

  private void end(Labels labels, List<StoredAlert> all, Reading reading, Instant now) {
    for (StoredAlert stored : all) {
      if (stored.alert().labels().equals(labels) && !stored.alert().isResolvedAt(now)) {
        post(List.of(ended(stored, now)), reading);
      }
    }
  }

  private static IncomingAlert ended(StoredAlert stored, Instant now) {
    Alert alert = stored.alert();
    return new IncomingAlert(alert.labels(), alert.annotations(), Optional.of(alert.startsAt()), Optional.of(now), "");
  }

  private static Labels annotations(DeadManSwitch of) {
    Labels given = of.annotations();
    String matchers = of.matchers().stream().map(LabelMatcher::toString).collect(Collectors.joining(", "));
    String summary = "No alert with " + matchers + " has fired for " + text(of.within()) + ": what evaluates or sends alerts may be down.";
    return given.get("summary").isEmpty() ? given.with("summary", summary) : given;
  }

  private void report(RateLimit limit, Reading reading, Instant now) {
    RateLimiter.Word word = limiter.word(limit, now);
    Labels labels = RouterExtras.labels(limit);
    switch (word) {
      case RateLimiter.Word.Nothing() -> {
        return;
      }
      case RateLimiter.Word.Holding(RateState state) -> {
        RateState.Episode episode = state.episode().orElseThrow();
        Labels said = annotations(limit, episode, state.waiting().size());
        post(List.of(new IncomingAlert(labels, said, Optional.of(episode.since()), Optional.of(episode.since().plus(FOR_EVER)), "")), reading);
      }
      case RateLimiter.Word.Over(RateState.Episode episode) ->
          post(List.of(new IncomingAlert(labels, annotations(limit, episode, 0), Optional.of(episode.since()), Optional.of(now), "")), reading);
    }
    limiter.said(limit, word, now);
  }

  private static Labels annotations(RateLimit limit, RateState.Episode episode, int waiting) {
    String summary =
        episode.notifications() + (episode.notifications() == 1 ? " notification" : " notifications") + " for receiver " + limit.receiver() + " held back since "
            + episode.since().truncatedTo(ChronoUnit.SECONDS) + ": at most " + limit.notifications() + " in " + text(limit.per()) + " are sent. "
            + (waiting == 0 ? "No group waits any more." : waiting == 1 ? "One group waits." : waiting + " groups wait.");
    String groups = episode.groups().entrySet().stream().map(e -> e.getKey() + (e.getValue() == 1 ? "" : " x" + e.getValue())).collect(Collectors.joining("\n"));
    return Labels.of("summary", summary, "groups", groups);
  }

  private static String text(Duration duration) {
    return new PromDuration(duration.toMillis()).toString();
  }

  private Instant now() {
    return Instant.ofEpochMilli(clock.millis());
  }
}
