package dev.narthex.bench;

import dev.narthex.alert.RouterMetrics;
import dev.narthex.alert.config.AlertmanagerConfig;
import dev.narthex.alert.config.AlertmanagerReader;
import dev.narthex.alert.flush.FlushOptions;
import dev.narthex.alert.flush.Flusher;
import dev.narthex.alert.flush.RouterConfig;
import dev.narthex.alert.flush.RouterStores;
import dev.narthex.alert.group.Timers;
import dev.narthex.alert.ingest.Alerts;
import dev.narthex.alert.ingest.IngestOptions;
import dev.narthex.alert.matcher.MatcherMode;
import dev.narthex.alert.receiver.Delivery;
import dev.narthex.alert.silence.Silence;
import dev.narthex.alert.silence.Silences;
import dev.narthex.jobs.alert.store.TableStores;
import dev.narthex.local.store.DataDirectory;
import dev.narthex.metrics.MetricsRegistry;
import dev.narthex.model.LabelMatcher;
import dev.narthex.model.PromDuration;
import dev.narthex.tsdb.catalog.ControlState;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The router without HTTP on a directory, under a clock of the bench; counts requests to the state table. */
final class AlertStores implements AutoCloseable {
  private static final int WARM_UP = 4;
  private static final Instant START = Instant.parse("2026-01-02T12:00:00Z");

  private record Due(String group, long seq) {}

  private Instant now = START;
  private long reads;
  private long writes;
  private int ids;
  private final Map<String, Due> due = new LinkedHashMap<>();
  private final DataDirectory directory;
  private final Alerts alerts;
  private final Flusher flusher;

  AlertStores(Path folder) {
    InstantSource clock = () -> now;
    directory = DataDirectory.open(folder, clock);
    RouterStores stores = TableStores.of(metered(directory.state()), "default", clock);
    AlertmanagerConfig file = new AlertmanagerReader(MatcherMode.FALLBACK, PromDuration.parse("120h")).read("alertmanager.yml", AlertInput.config("1s"));
    RouterConfig config = RouterConfig.of(file, entry -> notification -> new Delivery.Delivered(Map.of(), "ok"), (templates, bare) -> templates);
    Timers timers = new Timers() {
      @Override
      public void flush(String group, long seq, Instant at) {
        due.put(group, new Due(group, seq));
      }

      @Override
      public void deliver(String group, long seq, String integration, Instant at) {
        throw new IllegalStateException("one integration that always answers needs no second attempt");
      }
    };
    RouterMetrics metrics = new RouterMetrics(new MetricsRegistry());
    alerts = new Alerts(stores.alerts(), stores.groups(), stores.safety(), timers, () -> file, clock, IngestOptions.DEFAULT, metrics);
    flusher = new Flusher(stores, timers, () -> config, alerts, clock, () -> 0, FlushOptions.DEFAULT, metrics);
    Silences silences = new Silences(stores.silences(), clock, () -> "00000000-0000-4000-8000-%012d".formatted(ids++), Silences.Limits.DEFAULT);
    for (int i = 0; i < AlertInput.SILENCES; i++) {
      silences.set(new Silence("", List.of(LabelMatcher.equal("alertname", "Other" + i)), now, now.plusSeconds(36_000), now, "bench", "bench", Map.of(), 0));
    }
  }

  private ControlState metered(ControlState state) {
    return (ControlState) Proxy.newProxyInstance(ControlState.class.getClassLoader(), new Class<?>[] {ControlState.class}, (proxy, method, arguments) -> {
      switch (method.getName()) {
        case "read" -> reads++;
        case "write", "delete", "change" -> writes++;
        default -> { } // together and settle say when, and ask for nothing
      }
      try {
        return method.invoke(state, arguments);
      } catch (InvocationTargetException e) {
        throw e.getTargetException();
      }
    });
  }

  /** Requests per alert and minute. */
  record Requests(double reads, double writes) {}

  /** Writes that an unchanged post of all alerts costs, after a first one. */
  long writesOfAnUnchangedPost() {
    post(now.plusSeconds(240));
    writes = 0;
    post(now.plusSeconds(240));
    return writes;
  }

  /** Ten minutes of posts as Prometheus makes them: each minute, with an end four minutes ahead. */
  Requests requests() {
    int minutes = 10;
    reads = 0;
    writes = 0;
    for (int i = 0; i < minutes; i++) {
      now = now.plusSeconds(60);
      post(now.plusSeconds(240));
    }
    double all = (double) AlertInput.ALERTS * minutes;
    return new Requests(reads / all, writes / all);
  }

  private void post(Instant end) {
    alertsOf(AlertInput.ALERTS, AlertInput.GROUPS, 0, end);
  }

  private void alertsOf(int count, int groups, int round, Instant end) {
    var all = AlertInput.alerts(count, groups, round, START, end);
    for (int i = 0; i < all.size(); i += 100) {
      alerts.post(all.subList(i, i + 100));
    }
  }

  /** Milliseconds of first flushes of 100-alert groups, sorted; the first quarter of the groups warms up. */
  double[] flushes(int groups) {
    alertsOf(groups * 100, groups, 1, now.plusSeconds(3_600));
    now = now.plusSeconds(5);
    List<Due> ready = List.copyOf(due.values());
    double[] millis = new double[ready.size()];
    for (int i = 0; i < millis.length; i++) {
      long start = System.nanoTime();
      flusher.flush(ready.get(i).group(), ready.get(i).seq());
      millis[i] = (System.nanoTime() - start) / 1e6;
    }
    double[] timed = Arrays.copyOfRange(millis, millis.length / WARM_UP, millis.length);
    Arrays.sort(timed);
    return timed;
  }

  @Override
  public void close() {
    directory.close();
  }
}
