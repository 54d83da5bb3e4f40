package dev.narthex.alert.flush;

import dev.narthex.alert.RouterMetrics;
import dev.narthex.alert.group.GroupHead;
import dev.narthex.alert.group.Timers;
import dev.narthex.alert.ingest.Alerts;
import dev.narthex.alert.ingest.StoredAlert;
import dev.narthex.alert.matcher.MatcherIndex;
import dev.narthex.alert.silence.Silence;
import dev.narthex.alert.silence.Silences;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Looks after what time brings: timers that were lost, groups that a new configuration moves, and what is old enough to go. */
public final class RouterSweep {
  private static final Duration OVERDUE = Duration.ofMinutes(1);

  private final RouterStores stores;
  private final Timers timers;
  private final Alerts alerts;
  private final Silences silences;
  private final Supplier<RouterConfig> config;
  private final InstantSource clock;
  private final RouterMetrics metrics;
  private final OwnAlerts own;

  public RouterSweep(
      RouterStores stores, Timers timers, Alerts alerts, Silences silences, Supplier<RouterConfig> config, InstantSource clock, RouterMetrics metrics) {
    this.stores = stores;
    this.timers = timers;
    this.alerts = alerts;
    this.silences = silences;
    this.config = config;
    this.clock = clock;
    this.metrics = metrics;
    this.own = new OwnAlerts(stores, alerts, config, clock);
  }

  /** Sends flushes again that are a minute overdue, and looks after the router's own alerts: cheap enough for every minute. */
  public void remind() {
    remind(new Reading(stores));
  }

  private void remind(Reading reading) {
    stores.safety().together(() -> lookAround(reading));
  }

  private void lookAround(Reading reading) {
    Instant latest = clock.instant().minus(OVERDUE);
    for (GroupHead head : reading.heads()) {
      if (head.due().isBefore(latest)) {
        metrics.overdue();
        timers.flush(head.id(), head.seq(), head.due());
      }
    }
    own.look(reading);
  }

  /**
   * Sets every timer anew, and goes on with flushes that were under way: for a process whose queue did not survive. A second timer of the
   * same number does nothing.
   */
  public void resume() {
    // before any flush: an alert of the router's own goes on where it stood
    own.started();
    for (GroupHead head : stores.groups().heads()) {
      timers.flush(head.id(), head.seq(), head.due());
      head.open()
          .filter(flush -> flush.deadline().isAfter(clock.instant()))
          .ifPresent(flush -> timers.flush(head.id(), flush.seq(), clock.instant()));
    }
  }

  /** After a change of the configuration: live alerts go where it wants them, groups without a route go. */
  public void reconfigured() {
    reconfigured(new Reading(stores));
  }

  private void reconfigured(Reading reading) {
    stores.safety().together(() -> regrouped(reading));
  }

  private void regrouped(Reading reading) {
    own.tidy(reading);
    if (alerts.regroup(reading.alerts()) > 0) {
      reading.changed();
    }
    RouterConfig current = config.get();
    for (GroupHead head : reading.heads()) {
      if (current.file().routes().byId(head.routeId()).isEmpty()) {
        timers.flush(head.id(), head.seq(), clock.instant());
      }
    }
  }

  /** As Alertmanager on a reload: every group is flushed at once, and its timers start from there. */
  public void resetTimers() {
    List<GroupHead> armed = stores.groups().heads().stream().map(head -> head.armed(head.seq() + 1, clock.instant())).toList();
    // when somebody was faster the timer finds another number and does nothing
    stores.groups().put(armed);
    armed.forEach(now -> timers.flush(now.id(), now.seq(), now.due()));
  }

  /** Everything: reminds, regroups what another process configured differently, forgets what is old, counts. Each store is read once. */
  public void sweep() {
    Reading reading = new Reading(stores);
    remind(reading);
    reconfigured(reading);
    Instant now = clock.instant();
    List<Silence> kept = stores.safety().together(() -> {
      alerts.collect(reading.alerts());
      stores.log().collect(now);
      stores.history().collect(now);
      return silences.collect();
    });
    count(reading, kept);
  }

  /** Counts alerts, silences and groups for the metrics. */
  public void count() {
    count(new Reading(stores), silences.all());
  }

  private void count(Reading reading, List<Silence> all) {
    Instant now = clock.instant();
    MatcherIndex<Silence> index = MatcherIndex.of(all.stream().filter(s -> s.stateAt(now) == Silence.State.ACTIVE).toList(), Silence::matchers);
    int active = 0;
    int suppressed = 0;
    for (StoredAlert stored : reading.alerts()) {
      if (!stored.alert().isResolvedAt(now)) {
        List<Silence> muting = new ArrayList<>();
        index.matching(stored.alert().labels(), muting::add);
        active += muting.isEmpty() ? 1 : 0;
        suppressed += muting.isEmpty() ? 0 : 1;
      }
    }
    metrics.counted(active, suppressed, reading.heads().size(), new ArrayList<>(all.stream().map(s -> s.stateAt(now).word()).toList()));
  }
}
