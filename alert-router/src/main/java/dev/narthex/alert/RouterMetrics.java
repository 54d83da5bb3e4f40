package dev.narthex.alert;

import dev.narthex.alert.receiver.Delivery;
import dev.narthex.metrics.Counter;
import dev.narthex.metrics.Family;
import dev.narthex.metrics.Gauge;
import dev.narthex.metrics.Histogram;
import dev.narthex.metrics.MetricsRegistry;
import java.util.Collection;
import java.util.concurrent.atomic.DoubleAdder;

/** Own metrics, under the names that Alertmanager's dashboards and alerts use where the meaning is the same. One a registry. */
public final class RouterMetrics {
  private static final String VERSION = "v2";
  private static final double[] LATENCY_BOUNDS = {0.1, 0.5, 1, 5, 10, 15, 20};

  private final Family<Counter> received;
  private final Counter invalid;
  private final Counter unchanged;
  private final Family<Gauge> alerts;
  private final Family<Gauge> silences;
  private final Gauge groups;
  private final Family<Counter> suppressed;
  private final Family<Counter> notifications;
  private final Family<Counter> failed;
  private final Family<Counter> requests;
  private final Family<Counter> requestsFailed;
  private final Family<Histogram> latency;
  private final Family<Counter> repeated;
  private final Family<Counter> heldBack;
  private final Counter logQueries;
  private final Counter logWrites;
  private final Counter silenceQueries;
  private final Counter overdue;
  private final DoubleAdder repeats = new DoubleAdder();

  public RouterMetrics(MetricsRegistry registry) {
    received = registry.counters("alertmanager_alerts_received_total", "Alerts received, by status.", "status", "version");
    invalid = registry.counters("alertmanager_alerts_invalid_total", "Alerts refused.", "version").with(VERSION);
    unchanged = registry.counter("narthex_alerts_unchanged_total", "Alerts received that said nothing new, so that nothing was written.");
    alerts = registry.gauges("alertmanager_alerts", "Alerts when they were last counted, by state.", "state");
    silences = registry.gauges("alertmanager_silences", "Silences when they were last counted, by state.", "state");
    groups = registry.gauge("alertmanager_dispatcher_aggregation_groups", "Notification groups at the last sweep.");
    suppressed = registry.counters("alertmanager_notifications_suppressed_total", "Alerts that a flush did not tell, by reason.", "reason");
    notifications = registry.counters("alertmanager_notifications_total", "Notifications attempted, by integration.", "integration");
    failed = registry.counters("alertmanager_notifications_failed_total", "Notifications given up, by integration and reason.", "integration", "reason");
    requests = registry.counters("alertmanager_notification_requests_total", "Attempts to send, by integration.", "integration");
    requestsFailed = registry.counters("alertmanager_notification_requests_failed_total", "Attempts to send that failed, by integration.", "integration");
    latency = registry.histograms("alertmanager_notification_latency_seconds", "Time of one attempt to send, by integration.", LATENCY_BOUNDS, "integration");
    repeated = registry.counters("narthex_notifications_maybe_repeated_total", "Notifications sent after one that was cut off between sending and logging, by integration.", "integration");
    heldBack = registry.counters("narthex_notifications_held_back_total", "Notifications that a rate limit held back, by receiver.", "receiver");
    logQueries = registry.counter("alertmanager_nflog_queries_total", "Reads of the notification log.");
    logWrites = registry.counter("narthex_nflog_writes_total", "Writes to the notification log.");
    silenceQueries = registry.counter("alertmanager_silences_queries_total", "Reads of all silences.");
    overdue = registry.counter("narthex_flushes_overdue_total", "Flushes that were found overdue and sent again.");
    registry.gaugeFrom("alertmanager_cluster_health_score", "0 is healthy: nothing is gossiped that could fall behind.", () -> 0);
    registry.gaugeFrom("alertmanager_peer_position", "Always 0: no member waits for another before it notifies.", () -> 0);
  }

  public void received(String status) {
    received.with(status, VERSION).increment();
  }

  public void invalid() {
    invalid.increment();
  }

  public void unchanged(long alertsUnchanged) {
    unchanged.add(alertsUnchanged);
  }

  /** One alert that a flush did not tell; {@code reason} as Alertmanager words it. */
  public void suppressed(String reason) {
    suppressed.with(reason).increment();
  }

  public void notification(String integration) {
    notifications.with(integration).increment();
  }

  public void attempt(String integration, double seconds) {
    requests.with(integration).increment();
    latency.with(integration).observe(seconds);
  }

  public void attemptFailed(String integration) {
    requestsFailed.with(integration).increment();
  }

  public void failed(String integration, Delivery.Failure reason) {
    failed.with(integration, reason.word()).increment();
  }

  public void mayRepeat(String integration) {
    repeated.with(integration).increment();
    repeats.add(1);
  }

  /** Notifications of all integrations that may have repeated one that was cut off. */
  public double mayRepeatTotal() {
    return repeats.sum();
  }

  public void heldBack(String receiver) {
    heldBack.with(receiver).increment();
  }

  public void logQuery() {
    logQueries.increment();
  }

  public void logWrite() {
    logWrites.increment();
  }

  public void silenceQuery() {
    silenceQueries.increment();
  }

  public void overdue() {
    overdue.increment();
  }

  /** What was counted. */
  public void counted(int activeAlerts, int suppressedAlerts, int groupCount, Collection<String> silenceStates) {
    alerts.with("active").set(activeAlerts);
    alerts.with("suppressed").set(suppressedAlerts);
    alerts.with("unprocessed").set(0);
    groups.set(groupCount);
    for (String state : java.util.List.of("active", "pending", "expired")) {
      silences.with(state).set(silenceStates.stream().filter(state::equals).count());
    }
  }
}
