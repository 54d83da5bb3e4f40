package dev.narthex.alert.timeline;

import dev.narthex.alert.RouterMetrics;
import dev.narthex.alert.config.AlertmanagerConfig;
import dev.narthex.alert.config.RouterExtrasReader;
import dev.narthex.alert.config.TestConfigs;
import dev.narthex.alert.deadman.MemorySwitchStore;
import dev.narthex.alert.deadman.SwitchStore;
import dev.narthex.alert.flush.FlushOptions;
import dev.narthex.alert.flush.FlushStore;
import dev.narthex.alert.flush.Flusher;
import dev.narthex.alert.flush.MemoryFlushStore;
import dev.narthex.alert.flush.RouterConfig;
import dev.narthex.alert.flush.RouterStores;
import dev.narthex.alert.flush.RouterSweep;
import dev.narthex.alert.group.GroupStore;
import dev.narthex.alert.group.MemoryGroupStore;
import dev.narthex.alert.history.HistoryStore;
import dev.narthex.alert.history.MemoryHistoryStore;
import dev.narthex.alert.ingest.AlertStore;
import dev.narthex.alert.ingest.Alerts;
import dev.narthex.alert.ingest.IngestOptions;
import dev.narthex.alert.ingest.MemoryAlertStore;
import dev.narthex.alert.limit.MemoryRateStore;
import dev.narthex.alert.limit.RateStore;
import dev.narthex.alert.log.LogEntry;
import dev.narthex.alert.log.LogKey;
import dev.narthex.alert.log.MemoryNotificationLog;
import dev.narthex.alert.log.NotificationLog;
import dev.narthex.alert.matcher.MatcherMode;
import dev.narthex.alert.silence.MemorySilenceStore;
import dev.narthex.alert.silence.SilenceStore;
import dev.narthex.alert.silence.Silences;
import dev.narthex.metrics.MetricsRegistry;
import dev.narthex.yaml.YamlParser;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Random;

/**
 * The router of a story: its stores behind faults, and what a process makes of them. What a process holds in memory is gone with {@link #restart}.
 */
final class StoryRouter {
  private final Hooks hooks;
  private final InstantSource clock;
  /** The stores as they are, for looking into. */
  final RouterStores plain;
  private final RouterStores stores;
  final VirtualTimers timers;
  final RouterMetrics metrics = new RouterMetrics(new MetricsRegistry());
  private final Random random = new Random(7);
  private IngestOptions ingest = IngestOptions.DEFAULT;
  private RouterConfig config;
  private Alerts alerts;
  private Flusher flusher;
  private String own;
  private int ids;
  private boolean logRefuses;

  /** @param own the {@code alerts} part of narthex.yml; empty without one */
  StoryRouter(String yaml, String own, Hooks hooks, Faults faults, InstantSource clock) {
    this.hooks = hooks;
    this.clock = clock;
    this.own = own;
    this.plain =
        new RouterStores(
            new MemoryAlertStore(), new MemoryGroupStore(), new MemorySilenceStore(), new MemoryNotificationLog(), new MemoryFlushStore(), new MemoryHistoryStore(),
            new MemoryRateStore(), new MemorySwitchStore());
    this.stores =
        new RouterStores(
            faults.around(AlertStore.class, plain.alerts()),
            faults.around(GroupStore.class, plain.groups()),
            faults.around(SilenceStore.class, plain.silences()),
            faults.around(NotificationLog.class, moody(plain.log())),
            faults.around(FlushStore.class, plain.flushes()),
            faults.around(HistoryStore.class, plain.history()),
            faults.around(RateStore.class, plain.rates()),
            faults.around(SwitchStore.class, plain.switches()));
    this.timers = new VirtualTimers(clock, () -> faults);
    this.config = read(yaml);
    this.alerts = newAlerts();
    this.flusher = newFlusher();
  }

  private NotificationLog moody(NotificationLog log) {
    return new NotificationLog() {
      @Override
      public Optional<LogEntry> get(LogKey key, Instant at) {
        return log.get(key, at);
      }

      @Override
      public boolean put(LogEntry entry) {
        if (logRefuses) {
          throw new Faults.Injected("the log takes nothing");
        }
        return log.put(entry);
      }

      @Override
      public void collect(Instant at) {
        log.collect(at);
      }
    };
  }

  /** Whether the notification log takes nothing. */
  void logRefuses(boolean refuses) {
    logRefuses = refuses;
  }

  private RouterConfig read(String yaml) {
    AlertmanagerConfig read = TestConfigs.read(yaml, hooks);
    AlertmanagerConfig file = own.isEmpty() ? read : RouterExtrasReader.extend(read, YamlParser.parse("narthex.yml", own), MatcherMode.FALLBACK);
    return RouterConfig.of(file, hooks::build, (templates, bare) -> templates);
  }

  private Alerts newAlerts() {
    return new Alerts(stores.alerts(), stores.groups(), stores.safety(), timers, () -> config.file(), clock, ingest, metrics);
  }

  private Flusher newFlusher() {
    return new Flusher(stores, timers, () -> config, alerts, clock, random::nextLong, FlushOptions.DEFAULT, metrics);
  }

  /** Whether the router has alerts of its own to look after. */
  boolean hasOwn() {
    return !own.isEmpty();
  }

  /** Another narthex.yml, from the next {@link #configure} on. */
  void own(String changed) {
    own = changed;
  }

  /** Another configuration, which {@link #sweeper} has not yet seen. */
  void configure(String yaml) {
    config = read(yaml);
  }

  /** Another process takes over. */
  void restart() {
    timers.forget();
    ingest = IngestOptions.DEFAULT;
    start();
  }

  /** A process begins that sends nothing until a time. */
  void startDelayedUntil(Instant until) {
    ingest = new IngestOptions(MatcherMode.FALLBACK, 0, until, Duration.ofMinutes(30));
    start();
  }

  private void start() {
    alerts = newAlerts();
    flusher = newFlusher();
  }

  Alerts alerts() {
    return alerts;
  }

  /** Lets the next timer fire. */
  void fire() {
    timers.fire(flusher);
  }

  Silences silences() {
    return new Silences(stores.silences(), clock, () -> silenceId(++ids), Silences.Limits.DEFAULT);
  }

  /** How many silences got an id. */
  int silencesMade() {
    return ids;
  }

  static String silenceId(int number) {
    return "silence-" + number;
  }

  RouterSweep sweeper() {
    return new RouterSweep(stores, timers, alerts, silences(), () -> config, clock, metrics);
  }
}
