package dev.narthex.local.config;

import dev.narthex.metrics.MetricsRegistry;

/** Whether the latest reload went well, under the names that the dashboards of Prometheus and Alertmanager know. */
public final class ReloadMetrics {
  private ReloadMetrics() {}

  public static void ofPrometheus(MetricsRegistry registry, ReloadableConfig config) {
    register(registry, "prometheus", config);
  }

  public static void ofAlertmanager(MetricsRegistry registry, ReloadableConfig config) {
    register(registry, "alertmanager", config);
  }

  private static void register(MetricsRegistry registry, String program, ReloadableConfig config) {
    registry.gaugeFrom(
        program + "_config_last_reload_successful", "Whether the latest attempt to load the configuration succeeded.", () -> config.state().succeeded() ? 1 : 0);
    registry.gaugeFrom(
        program + "_config_last_reload_success_timestamp_seconds",
        "When the configuration in force was loaded.",
        () -> config.state().at().toEpochMilli() / 1000.0);
  }
}
