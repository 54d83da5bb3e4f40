package dev.narthex.alert.timeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.narthex.alert.RouterMetrics;
import dev.narthex.alert.config.AlertmanagerConfig;
import dev.narthex.alert.config.RouterExtrasReader;
import dev.narthex.alert.config.TestConfigs;
import dev.narthex.alert.deadman.MemorySwitchStore;
import dev.narthex.alert.flush.FlushOptions;
import dev.narthex.alert.flush.FlushStore;
import dev.narthex.alert.flush.Flusher;
import dev.narthex.alert.flush.MemoryFlushStore;
import dev.narthex.alert.flush.RouterConfig;
import dev.narthex.alert.flush.RouterStores;
import dev.narthex.alert.flush.Snapshot;
import dev.narthex.alert.group.GroupStore;
import dev.narthex.alert.group.MemoryGroupStore;
import dev.narthex.alert.group.Timers;
import dev.narthex.alert.history.MemoryHistoryStore;
import dev.narthex.alert.ingest.Alerts;
import dev.narthex.alert.ingest.IncomingAlert;
import dev.narthex.alert.ingest.IngestOptions;
import dev.narthex.alert.ingest.MemoryAlertStore;
import dev.narthex.alert.limit.MemoryRateStore;
import dev.narthex.alert.limit.RateStore;
import dev.narthex.alert.log.MemoryNotificationLog;
import dev.narthex.alert.log.NotificationLog;
import dev.narthex.alert.matcher.MatcherMode;
import dev.narthex.alert.receiver.Delivery;
import dev.narthex.alert.receiver.Notification;
import dev.narthex.alert.silence.MemorySilenceStore;
import dev.narthex.metrics.MetricsRegistry;
import dev.narthex.model.Labels;
import dev.narthex.yaml.YamlParser;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every timer fires in several workers at once, really at once, over stores that work or fail: one send, or an announced repeat. */
class ConcurrentFlushTest {
  private static final int WORKERS = 4;
  private static final int GROUPS = 12;
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  private static final String CONFIG =
      """
      route: {receiver: team, group_by: [alertname], group_wait: 10s, group_interval: 30s, repeat_interval: 1h}
      receivers: [{name: team, webhook_configs: [{url: 'http://one'}, {url: 'http://two'}]}]
      """;

  private record Due(Instant at, String name, Callable<?> call) {}

  private final ExecutorService workers = Executors.newFixedThreadPool(WORKERS);
  /** By time and name: each call is copied when it is made, so equal orders need not be kept twice. */
  private final ConcurrentMap<String, Due> due = new ConcurrentHashMap<>();
  private final ConcurrentLinkedQueue<String> told = new ConcurrentLinkedQueue<>();
  private volatile Instant now = NOON;

  @AfterEach
  void stop() {
    workers.shutdownNow();
  }

  @ParameterizedTest(name = "seed {0}, limited: {1}")
  @CsvSource({"0, false", "1, false", "2, false", "3, false", "4, false", "5, false", "6, false", "7, false", "8, false", "0, true", "1, true", "2, true", "3, true"})
  void oneSendOrAnAnnouncedRepeat(long seed, boolean limited) throws Exception {
    Faults faults = seed == 0 ? Faults.none() : Faults.seeded(seed);
    RouterStores stores =
        new RouterStores(
            new MemoryAlertStore(), faults.around(GroupStore.class, new MemoryGroupStore()), new MemorySilenceStore(), faults.around(NotificationLog.class, new MemoryNotificationLog()),
            faults.around(FlushStore.class, new MemoryFlushStore()), new MemoryHistoryStore(), faults.around(RateStore.class, new MemoryRateStore()), new MemorySwitchStore());
    Hooks hooks = new Hooks(() -> now);
    AlertmanagerConfig read = TestConfigs.read(CONFIG, hooks);
    AlertmanagerConfig file =
        limited ? RouterExtrasReader.extend(read, YamlParser.parse("narthex.yml", "rate_limits: [{receiver: team, notifications: 3, per: 20s}]"), MatcherMode.FALLBACK) : read;
    RouterConfig config = RouterConfig.of(file, entry -> notification -> take(entry.identity(), notification), (templates, bare) -> templates);
    RouterMetrics metrics = new RouterMetrics(new MetricsRegistry());
    Random random = new Random(seed);
    Flusher[] flusher = new Flusher[1];
    Timers timers =
        new Timers() {
          @Override
          public void flush(String group, long seq, Instant at) {
            order(new Due(at, group + seq, () -> flusher[0].flush(group, seq)));
          }

          @Override
          public void deliver(String group, long seq, String integration, Instant at) {
            order(new Due(at, group + seq + integration, () -> flusher[0].deliver(group, seq, integration)));
          }
        };
    Alerts alerts = new Alerts(stores.alerts(), stores.groups(), stores.safety(), timers, () -> file, () -> now, IngestOptions.DEFAULT, metrics);
    flusher[0] = new Flusher(stores, timers, () -> config, alerts, () -> now, random::nextLong, FlushOptions.DEFAULT, metrics);
    post(alerts);
    while (now.isBefore(NOON.plus(Duration.ofMinutes(6)))) {
      step();
    }
    faults.end();
    while (now.isBefore(NOON.plus(Duration.ofMinutes(10)))) {
      step();
    }
    Map<String, Integer> times = new HashMap<>();
    told.forEach(sent -> times.merge(sent, 1, Integer::sum));
    for (int i = 0; i < GROUPS; i++) {
      String group = "{}:{alertname=\"a" + i + "\"}";
      for (String url : List.of("http://one", "http://two")) {
        assertThat(times.keySet()).as("nothing is lost").anyMatch(sent -> sent.startsWith(url + " " + group));
      }
    }
    int repeats = times.values().stream().mapToInt(n -> n - 1).sum();
    assertThat(repeats).as("repeats of one flush beyond those announced, of %s", times).isLessThanOrEqualTo((int) Math.round(metrics.mayRepeatTotal()));
    if (seed == 0) {
      assertThat(told).as("each integration of each group is told exactly once").hasSize(2 * GROUPS);
    }
  }

  /** Intervals are short, or a receiver is slow: the next flush is frozen before the one under way is in the log. */
  @Test
  void whatWasToldWhileTheNextFlushWasFrozenIsNotToldAgain() throws Exception {
    CountDownLatch frozen = new CountDownLatch(1);
    CountDownLatch logged = new CountDownLatch(1);
    MemoryFlushStore memory = new MemoryFlushStore();
    FlushStore flushes =
        (FlushStore) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {FlushStore.class}, (proxy, method, arguments) -> {
          if (Thread.currentThread().getName().equals("next") && arguments[0] instanceof Snapshot) {
            frozen.countDown();
            logged.await();
          }
          return method.invoke(memory, arguments);
        });
    RouterStores stores =
        new RouterStores(
            new MemoryAlertStore(), new MemoryGroupStore(), new MemorySilenceStore(), new MemoryNotificationLog(), flushes, new MemoryHistoryStore(), new MemoryRateStore(), new MemorySwitchStore());
    Flusher[] flusher = new Flusher[1];
    Timers timers =
        new Timers() {
          @Override
          public void flush(String group, long seq, Instant at) {
            order(new Due(at, "flush", () -> flusher[0].flush(group, seq)));
          }

          @Override
          public void deliver(String group, long seq, String integration, Instant at) {
            order(new Due(at, "deliver", () -> flusher[0].deliver(group, seq, integration)));
          }
        };
    AlertmanagerConfig file = TestConfigs.read(CONFIG.replace(", {url: 'http://two'}", ""), new Hooks(() -> now));
    Thread next = Thread.ofPlatform().name("next").unstarted(() -> fire());
    RouterConfig config = RouterConfig.of(file, entry -> notification -> {
      if (told.isEmpty()) {
        now = now.plusSeconds(30);
        next.start();
        assertThatCode(frozen::await).doesNotThrowAnyException();
      }
      return take(entry.identity(), notification);
    }, (templates, bare) -> templates);
    RouterMetrics metrics = new RouterMetrics(new MetricsRegistry());
    Alerts alerts = new Alerts(stores.alerts(), stores.groups(), stores.safety(), timers, () -> file, () -> now, IngestOptions.DEFAULT, metrics);
    flusher[0] = new Flusher(stores, timers, () -> config, alerts, () -> now, new Random(1)::nextLong, FlushOptions.DEFAULT, metrics);
    alerts.post(List.of(new IncomingAlert(Labels.of("alertname", "a"), Labels.empty(), Optional.empty(), Optional.of(NOON.plus(Duration.ofHours(1))), "")));
    now = now.plusSeconds(10);
    fire();
    logged.countDown();
    next.join();
    assertThat(told).hasSize(1);
    now = now.plusSeconds(30);
    fire();
    assertThat(told).hasSize(1);
  }

  /** Everything that is due, once. */
  private void fire() {
    List<Due> calls = new ArrayList<>();
    due.values().removeIf(d -> !d.at.isAfter(now) && calls.add(d));
    for (Due call : calls) {
      assertThatCode(call.call::call).doesNotThrowAnyException();
    }
  }

  private void order(Due call) {
    due.put(call.at + call.name, call);
  }

  private void post(Alerts alerts) {
    List<IncomingAlert> posted = new ArrayList<>();
    for (int i = 0; i < GROUPS; i++) {
      posted.add(new IncomingAlert(Labels.of("alertname", "a" + i), Labels.empty(), Optional.empty(), Optional.of(NOON.plus(Duration.ofHours(1))), ""));
    }
    while (true) {
      try {
        alerts.post(posted);
        return;
      } catch (Faults.Injected e) {
        now = now.plusMillis(1);
      }
    }
  }

  private Delivery take(String url, Notification notification) {
    told.add(url + " " + notification.groupKey() + " " + notification.flushedAt());
    return Delivery.Delivered.saying("ok");
  }

  /** Whatever is due is run by several workers at the same time; what failed comes again a second later. */
  private void step() throws InterruptedException {
    List<Due> calls = new ArrayList<>();
    due.values().removeIf(d -> !d.at.isAfter(now) && calls.add(d));
    if (calls.isEmpty()) {
      now = due.values().stream().map(Due::at).min(Instant::compareTo).orElse(now.plusSeconds(30));
      return;
    }
    List<Callable<Object>> copies = new ArrayList<>();
    for (Due call : calls) {
      for (int i = 0; i < WORKERS; i++) {
        copies.add(() -> {
          try {
            return String.valueOf(call.call.call());
          } catch (Faults.Injected e) {
            order(new Due(now.plusSeconds(1), call.name, call.call));
            return "failed";
          }
        });
      }
    }
    for (Future<Object> future : workers.invokeAll(copies)) {
      try {
        future.get();
      } catch (ExecutionException e) {
        throw new AssertionError(e.getCause());
      }
    }
  }
}
