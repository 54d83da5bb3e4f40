package dev.narthex.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MetricsRegistryTest {
  private final MetricsRegistry registry = new MetricsRegistry();

  @Test
  void writesTheClassicFormat() {
    fill();
    assertThat(ClassicTextWriter.write(registry.collect()))
        .isEqualTo(
            """
            # HELP narthex_blocks Blocks "in use".
            # TYPE narthex_blocks gauge
            narthex_blocks 2.5
            # HELP prometheus_http_request_duration_seconds Histogram of latencies.
            # TYPE prometheus_http_request_duration_seconds histogram
            prometheus_http_request_duration_seconds_bucket{handler="/metrics",le="0.1"} 1
            prometheus_http_request_duration_seconds_bucket{handler="/metrics",le="1"} 2
            prometheus_http_request_duration_seconds_bucket{handler="/metrics",le="+Inf"} 3
            prometheus_http_request_duration_seconds_sum{handler="/metrics"} 7.6
            prometheus_http_request_duration_seconds_count{handler="/metrics"} 3
            # HELP prometheus_http_requests_total Counter of\\nHTTP requests.
            # TYPE prometheus_http_requests_total counter
            prometheus_http_requests_total{code="200",handler="/a\\"b\\\\"} 3
            """);
  }

  @Test
  void writesOpenMetrics() {
    registry.counter("narthex_ticks_total", "Ticks \"seen\".").add(4);
    assertThat(OpenMetricsTextWriter.write(registry.collect()))
        .isEqualTo(
            """
            # HELP narthex_ticks Ticks \\"seen\\".
            # TYPE narthex_ticks counter
            narthex_ticks_total 4
            # EOF
            """);
  }

  @Test
  void answersTheSameFamilyForTheSameName() {
    registry.counters("a_total", "A.", "x").with("1").increment();
    registry.counters("a_total", "A.", "x").with("1").increment();
    assertThat(registry.counters("a_total", "A.", "x").with("1").value()).isEqualTo(2);
    assertThatThrownBy(() -> registry.counters("a_total", "A.", "y")).hasMessageContaining("a_total is registered already");
    assertThatThrownBy(() -> registry.counters("b", "B.")).hasMessage("counter b must end in _total");
  }

  @Test
  void boundsTheNumberOfChildren() {
    Family<Counter> family = registry.counters("a_total", "A.", "x");
    IntStream.range(0, Family.MAX_CHILDREN + 50).forEach(i -> family.with("v" + i).increment());
    assertThat(family.points()).hasSize(Family.MAX_CHILDREN + 1);
    assertThat(family.with("other").value()).isEqualTo(50);
  }

  @Test
  void printsFloatsAsGo() {
    assertThat(text(1e21)).isEqualTo("1e+21");
    assertThat(text(123456789.5)).isEqualTo("123456789.5");
    assertThat(text(0.00001)).isEqualTo("1e-05");
    assertThat(text(0.0001)).isEqualTo("0.0001");
    assertThat(text(-1.5e-7)).isEqualTo("-1.5e-07");
    assertThat(text(Double.NaN)).isEqualTo("NaN");
    assertThat(text(-0.0)).isEqualTo("-0");
    assertThat(text(Double.NEGATIVE_INFINITY)).isEqualTo("-Inf");
  }

  @Test
  void gaugesAndCountersFollowTheirRules() {
    Gauge gauge = registry.gauge("g", "G.");
    gauge.set(5);
    gauge.increment();
    gauge.add(-0.5);
    gauge.decrement();
    assertThat(gauge.value()).isEqualTo(4.5);
    Counter counter = registry.counter("c_total", "C.");
    counter.add(0.25);
    counter.add(3L);
    assertThat(counter.value()).isEqualTo(3.25);
    assertThatThrownBy(() -> counter.add(-1L)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> counter.add(Double.NaN)).isInstanceOf(IllegalArgumentException.class);
  }

  private void fill() {
    registry.counters("prometheus_http_requests_total", "Counter of\nHTTP requests.", "handler", "code").with("/a\"b\\", "200").add(3);
    Histogram h =
        registry
            .histograms("prometheus_http_request_duration_seconds", "Histogram of latencies.", new double[] {.1, 1}, "handler")
            .with("/metrics");
    h.observe(0.1);
    h.observe(0.5);
    h.observe(7);
    registry.gaugeFrom("narthex_blocks", "Blocks \"in use\".", () -> 2.5);
  }

  private static String text(double v) {
    StringBuilder out = new StringBuilder();
    ExpositionFloat.append(out, v);
    return out.toString();
  }

  @Test
  void countsBeforeItIsRead() {
    MetricsRegistry registry = new MetricsRegistry();
    Gauge things = registry.gauge("things", "Things.");
    int[] there = {3};
    registry.beforeReading(() -> things.set(there[0]));
    assertThat(ClassicTextWriter.write(registry.collect())).contains("things 3\n");
    there[0] = 4;
    assertThat(ClassicTextWriter.write(registry.collect())).contains("things 4\n");
  }
}
