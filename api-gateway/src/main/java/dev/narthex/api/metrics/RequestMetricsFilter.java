package dev.narthex.api.metrics;

import dev.narthex.metrics.Counter;
import dev.narthex.metrics.Family;
import dev.narthex.metrics.Histogram;
import dev.narthex.metrics.MetricsRegistry;
import io.micronaut.http.BasicHttpAttributes;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Counts requests and their durations by route, under Prometheus' names. A streamed body is timed until its first portion is ready. */
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
final class RequestMetricsFilter {
  private static final String BEGUN = "narthex.begun";

  private final InstantSource clock;
  private final Family<Counter> requests;
  private final Family<Histogram> durations;

  RequestMetricsFilter(MetricsRegistry registry, InstantSource clock) {
    this.clock = clock;
    this.requests = registry.counters("prometheus_http_requests_total", "Counter of HTTP requests.", "handler", "code");
    this.durations =
        registry.histograms(
            "prometheus_http_request_duration_seconds", "Histogram of latencies for HTTP requests.", MetricsRegistry.httpDurationBounds(), "handler");
  }

  @RequestFilter
  void begin(HttpRequest<?> request) {
    request.setAttribute(BEGUN, clock.instant());
  }

  @ResponseFilter
  void end(HttpRequest<?> request, MutableHttpResponse<?> response) {
    String handler = handler(BasicHttpAttributes.getUriTemplate(request).orElse("other"));
    requests.with(handler, Integer.toString(response.code())).increment();
    request
        .getAttribute(BEGUN, Instant.class)
        .ifPresent(begun -> durations.with(handler).observe(Duration.between(begun, clock.instant()).toNanos() / 1e9));
  }

  // /api/v1/label/{name}/values is /api/v1/label/:name/values in Prometheus' labels.
  private static String handler(String template) {
    return template.replace("{+", ":").replace("{", ":").replace("}", "");
  }
}
