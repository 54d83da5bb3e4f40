package dev.narthex.jobs.alertmanager;

import dev.narthex.metrics.Counter;
import dev.narthex.metrics.Family;
import dev.narthex.metrics.Gauge;
import dev.narthex.metrics.Histogram;
import dev.narthex.metrics.MetricsRegistry;

/** The metrics of Prometheus' notifier, with its names. */
final class AlertmanagerMetrics {
  private static final double[] SECONDS = {.01, .1, 1, 10};

  final Family<Counter> sent;
  final Family<Counter> errors;
  final Family<Counter> dropped;
  final Family<Histogram> latency;
  final Gauge discovered;

  AlertmanagerMetrics(MetricsRegistry registry) {
    sent = registry.counters("prometheus_notifications_sent_total", "Total number of alerts sent.", "alertmanager");
    errors = registry.counters("prometheus_notifications_errors_total", "Total number of sent alerts affected by errors.", "alertmanager");
    dropped = registry.counters("prometheus_notifications_dropped_total", "Total number of alerts that an Alertmanager did not take; they are told again after the resend delay.", "alertmanager");
    latency = registry.histograms("prometheus_notifications_latency_histogram_seconds", "How long sending alerts took.", SECONDS, "alertmanager");
    discovered = registry.gauge("prometheus_notifications_alertmanagers_discovered", "The number of alertmanagers discovered and active.");
  }
}
