package dev.narthex.jobs.alertmanager;

import dev.narthex.ingest.config.AlertingConfig;
import dev.narthex.ingest.discovery.AlertmanagerDiscovery;
import dev.narthex.ingest.http.ClientPool;
import dev.narthex.ingest.http.HttpFailure;
import dev.narthex.ingest.http.HttpReply;
import dev.narthex.metrics.MetricsRegistry;
import dev.narthex.model.Labels;
import dev.narthex.rules.AlertSink;
import dev.narthex.rules.OutgoingAlert;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Posts alerts to all Alertmanagers of the configuration at the same time. One that does not answer is counted and logged, and hears of
 * the alerts again after the resend delay: nothing waits for it longer than its timeout.
 */
public final class AlertmanagerSink implements AlertSink {
  private static final Logger LOG = LoggerFactory.getLogger(AlertmanagerSink.class);

  /** As many alerts as one request carries; Prometheus' {@code --alertmanager.notification-batch-size}. */
  private static final int BATCH = 256;

  /** What discovery found is good for this long. */
  private static final Duration FRESH = Duration.ofSeconds(60);

  /** Bytes of an answer that a log line may show. */
  private static final int MOST_ANSWER = 1000;

  private static final Map<String, String> HEADERS = Map.of("Content-Type", "application/json");

  private final Supplier<AlertingConfig> config;
  private final AlertmanagerDiscovery discovery;
  private final ClientPool clients;
  private final AlertmanagerMetrics metrics;
  private final InstantSource clock;
  private final Map<AlertingConfig.Alertmanagers, Known> known = new HashMap<>();

  private record Known(Instant at, AlertmanagerDiscovery.Found found) {}

  /**
   * @param config the configuration in force
   */
  public AlertmanagerSink(Supplier<AlertingConfig> config, AlertmanagerDiscovery discovery, ClientPool clients, MetricsRegistry registry, InstantSource clock) {
    this.config = config;
    this.discovery = discovery;
    this.clients = clients;
    this.metrics = new AlertmanagerMetrics(registry);
    this.clock = clock;
  }

  @Override
  public void send(String tenant, List<OutgoingAlert> alerts) {
    AlertingConfig alerting = config.get();
    if (alerting.alertmanagers().isEmpty()) {
      return;
    }
    clients.keepOnly(alerting.alertmanagers().stream().map(AlertingConfig.Alertmanagers::client).collect(Collectors.toSet()));
    int count = 0;
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (AlertingConfig.Alertmanagers entry : alerting.alertmanagers()) {
        List<OutgoingAlert> wanted = relabelled(entry, alerts);
        for (URI url : find(entry).active()) {
          count++;
          if (!wanted.isEmpty()) {
            threads.execute(() -> post(entry, url, wanted));
          }
        }
      }
    }
    metrics.discovered.set(count);
  }

  private static List<OutgoingAlert> relabelled(AlertingConfig.Alertmanagers entry, List<OutgoingAlert> alerts) {
    if (entry.alertRelabeling().isEmpty()) {
      return alerts;
    }
    List<OutgoingAlert> kept = new ArrayList<>();
    for (OutgoingAlert alert : alerts) {
      entry.alertRelabeling().apply(alert.labels()).filter(labels -> !labels.isEmpty()).ifPresent((Labels labels) -> kept.add(alert.withLabels(labels)));
    }
    return kept;
  }

  private void post(AlertingConfig.Alertmanagers entry, URI url, List<OutgoingAlert> alerts) {
    for (int from = 0; from < alerts.size(); from += BATCH) {
      List<OutgoingAlert> batch = alerts.subList(from, Math.min(alerts.size(), from + BATCH));
      String name = url.toString();
      Instant start = clock.instant();
      metrics.sent.with(name).add(batch.size());
      try {
        HttpReply reply = clients.client(entry.client()).exchange("POST", url, HEADERS, AlertsJson.of(batch), Duration.ofMillis(entry.timeout().millis()), MOST_ANSWER);
        if (reply.status() / 100 != 2) {
          failed(name, batch.size(), "it answered status " + reply.status() + ": " + reply.text().strip());
        }
      } catch (HttpFailure e) {
        failed(name, batch.size(), String.valueOf(e.getMessage()));
      } finally {
        metrics.latency.with(name).observe(Duration.between(start, clock.instant()).toNanos() / 1e9);
      }
    }
  }

  private void failed(String name, int alerts, String why) {
    metrics.errors.with(name).add(alerts);
    metrics.dropped.with(name).add(alerts);
    LOG.warn("Alertmanager {} did not take {} alerts, they are told again after the resend delay: {}", name, alerts, why);
  }

  /** The Alertmanagers of an entry, by a discovery that is not older than a minute. */
  public AlertmanagerDiscovery.Found find(AlertingConfig.Alertmanagers entry) {
    synchronized (known) {
      Known last = known.get(entry);
      if (last != null && last.at.plus(FRESH).isAfter(clock.instant())) {
        return last.found;
      }
      AlertmanagerDiscovery.Found found = discovery.find(entry);
      found.errors().forEach(error -> LOG.warn("discovery of Alertmanagers: {}", error));
      known.keySet().retainAll(Set.copyOf(config.get().alertmanagers()));
      known.put(entry, new Known(clock.instant(), found));
      return found;
    }
  }

  /** All Alertmanagers of the configuration in force. */
  public List<AlertmanagerDiscovery.Found> all() {
    return config.get().alertmanagers().stream().map(this::find).toList();
  }
}
