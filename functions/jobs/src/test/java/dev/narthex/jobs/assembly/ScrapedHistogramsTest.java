package dev.narthex.jobs.assembly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.sun.net.httpserver.HttpServer;
import dev.narthex.api.ApiPorts;
import dev.narthex.api.Tenant;
import dev.narthex.ingest.exposition.Wire;
import dev.narthex.jobs.VirtualClock;
import dev.narthex.model.Exemplar;
import dev.narthex.model.LabelMatcher;
import dev.narthex.model.Labels;
import dev.narthex.model.TimeRange;
import dev.narthex.promql.query.QueryOptions;
import dev.narthex.promql.query.QueryResult;
import dev.narthex.promql.source.SeriesExemplars;
import dev.narthex.tsdb.catalog.MemoryCatalog;
import dev.narthex.tsdb.catalog.MemoryControlState;
import dev.narthex.tsdb.store.MemoryObjectStore;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Native histograms and exemplars from the target to the answer: scraped over HTTP as protobuf and OpenMetrics, stored, merged to
 * level 1 and to level 2, and asked for after each.
 */
class ScrapedHistogramsTest {
  private static final Instant START = ScrapedMinutes.START;
  private static final int MINUTES = ScrapedMinutes.MINUTES;
  private static final String PROTOBUF = "application/vnd.google.protobuf; proto=io.prometheus.client.MetricFamily; encoding=delimited";
  private static final String OPEN_METRICS = "application/openmetrics-text; version=1.0.0; charset=utf-8";

  @TempDir private Path folder;

  private final VirtualClock clock = new VirtualClock(START);
  private final List<String> accepted = new ArrayList<>();
  private HttpServer target;
  private ScrapedMinutes scraped;

  @BeforeEach
  void start() throws IOException {
    target = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    target.createContext("/", exchange -> {
      String accept = exchange.getRequestHeaders().getFirst("Accept");
      synchronized (accepted) {
        accepted.add(exchange.getRequestURI().getPath() + " " + accept);
      }
      boolean text = exchange.getRequestURI().getPath().equals("/text");
      byte[] body = text ? openMetrics(minute()) : protobuf(minute());
      exchange.getResponseHeaders().set("Content-Type", text ? OPEN_METRICS : PROTOBUF);
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
      exchange.close();
    });
    target.start();
    Files.writeString(
        folder.resolve("prometheus.yml"),
        """
        global: {scrape_interval: 1m}
        scrape_configs:
          - {job_name: native, scrape_native_histograms: true, metrics_path: /proto, static_configs: [{targets: [HERE]}]}
          - {job_name: both, scrape_native_histograms: true, always_scrape_classic_histograms: true, metrics_path: /proto, static_configs: [{targets: [HERE]}]}
          - {job_name: custom, scrape_native_histograms: true, convert_classic_histograms_to_nhcb: true, metrics_path: /text, static_configs: [{targets: [HERE]}]}
          - {job_name: classic, metrics_path: /text, static_configs: [{targets: [HERE]}]}
        """.replace("HERE", "'127.0.0.1:" + target.getAddress().getPort() + "'"));
    scraped = new ScrapedMinutes(folder, clock, new MemoryObjectStore(clock), new MemoryCatalog(), new MemoryControlState());
  }

  @AfterEach
  void stop() {
    target.stop(0);
  }

  private int minute() {
    return (int) Duration.between(START, clock.instant()).toMinutes();
  }

  /** One histogram with native and classic buckets, each minute six observations more: two near 1, four near 2.8; with an exemplar. */
  private static byte[] protobuf(int minute) {
    long n = minute + 1;
    return Wire.delimited(Wire.message(f -> f.text(1, "request_seconds").text(2, "Latency.").number(3, 4).sub(4, m -> m.sub(7, h -> h
        .number(1, 6 * n).real(2, 13.2 * n).zigzag(5, 0).real(6, 0.001).number(7, 0)
        .sub(12, s -> s.zigzag(1, 0).number(2, 1)).sub(12, s -> s.zigzag(1, 1).number(2, 1)).packedZigzag(13, 2 * n, 2 * n)
        .sub(3, b -> b.number(1, 2 * n).real(2, 1)).sub(3, b -> b.number(1, 6 * n).real(2, 5))
        .sub(16, e -> e.label("trace_id", "p" + minute).real(2, 2.8).sub(3, t -> t.number(1, START.getEpochSecond() + 60L * minute)))))));
  }

  /** A classic histogram: each minute one observation below 0.5 and two up to 1; with an exemplar. */
  private static byte[] openMetrics(int minute) {
    long n = minute + 1;
    String text =
        """
        # TYPE wait_seconds histogram
        # UNIT wait_seconds seconds
        wait_seconds_bucket{le="0.5"} A
        wait_seconds_bucket{le="1.0"} B # {trace_id="tM"} 0.75 S
        wait_seconds_bucket{le="+Inf"} B
        wait_seconds_count B
        wait_seconds_sum C
        # EOF
        """;
    return text.replace("A", Long.toString(n)).replace("B", Long.toString(3 * n)).replace("C", Double.toString(2.0 * n)).replace("tM", "t" + minute)
        .replace("0.75 S", "0.75 " + (START.getEpochSecond() + 60L * minute)).getBytes(StandardCharsets.UTF_8);
  }

  private QueryResult.Vector ask(String query) {
    long time = START.plus(Duration.ofMinutes(MINUTES - 1)).toEpochMilli() + 59_000;
    ApiPorts api = scraped.api();
    QueryOptions options = api.queries().options(Tenant.DEFAULT);
    return (QueryResult.Vector) api.queries().instant(Tenant.DEFAULT, query, time, options).result();
  }

  private double value(String query) {
    QueryResult.Vector vector = ask(query);
    assertThat(vector.samples()).as(query).hasSize(1);
    return vector.samples().getFirst().value();
  }

  private List<String> exemplars(String metric) {
    List<SeriesExemplars> found =
        scraped.api().sources().of(Tenant.DEFAULT).exemplars(
            List.of(List.of(LabelMatcher.of(LabelMatcher.Type.EQUAL, Labels.METRIC_NAME, metric))), TimeRange.closed(START.toEpochMilli(), START.toEpochMilli() + 3_600_000));
    return found.stream()
        .flatMap(s -> s.exemplars().stream().map(e -> s.series().get("job") + "/" + s.series().get("le") + "/" + e.labels().get("trace_id") + "/" + offset(e)))
        .toList();
  }

  private static long offset(Exemplar exemplar) {
    return (exemplar.timestamp() - START.toEpochMilli()) / 60_000;
  }

  private void check(String when) {
    assertThat(ask("request_seconds").samples()).as(when).hasSize(2).allSatisfy(s -> {
      assertThat(s.histogram()).isNotNull();
      assertThat(s.histogram().count()).isEqualTo(6.0 * MINUTES);
      assertThat(s.histogram().sum()).isCloseTo(13.2 * MINUTES, within(1e-9));
      assertThat(s.histogram().isCustom()).isFalse();
    });
    assertThat(value("histogram_count(rate(request_seconds{job=\"native\"}[5m]))")).isCloseTo(0.1, within(1e-9));
    // four of six lie in (2, 4]: the median is a quarter into that bucket, on a logarithmic scale
    assertThat(value("histogram_quantile(0.5, rate(request_seconds{job=\"native\"}[5m]))")).isCloseTo(2 * Math.pow(2, 0.25), within(1e-9));
    assertThat(value("histogram_fraction(0, 2, request_seconds{job=\"both\"})")).isCloseTo(1.0 / 3, within(1e-9));
    assertThat(ask("request_seconds_bucket").samples()).extracting(s -> s.labels().get("job") + s.labels().get("le")).containsExactly("both+Inf", "both1.0", "both5.0");
    assertThat(value("histogram_quantile(0.5, rate(request_seconds_bucket[5m]))")).isCloseTo(2, within(1e-9));

    assertThat(ask("wait_seconds").samples()).singleElement().satisfies(s -> {
      assertThat(s.labels().get("job")).isEqualTo("custom");
      assertThat(s.histogram()).isNotNull();
      assertThat(s.histogram().isCustom()).isTrue();
      assertThat(s.histogram().customValues()).containsExactly(0.5, 1);
    });
    assertThat(ask("wait_seconds_bucket").samples()).extracting(s -> s.labels().get("job") + s.labels().get("le")).containsExactly("classic+Inf", "classic0.5", "classic1.0");
    assertThat(value("histogram_quantile(0.5, rate(wait_seconds[5m]))")).isEqualTo(value("histogram_quantile(0.5, rate(wait_seconds_bucket[5m]))"));
    assertThat(value("histogram_avg(wait_seconds)")).isCloseTo(2.0 / 3, within(1e-9));

    // the phase of a shard may leave out the first minute
    assertThat(exemplars("wait_seconds_bucket")).as(when).doesNotHaveDuplicates().hasSizeBetween(MINUTES - 1, MINUTES)
        .contains("classic/1.0/t1/1", "classic/1.0/t7/7").endsWith("classic/1.0/t19/19");
    assertThat(exemplars("request_seconds")).as(when).doesNotHaveDuplicates().hasSizeBetween(2 * MINUTES - 2, 2 * MINUTES)
        .contains("native//p1/1", "native//p19/19", "both//p7/7");
  }

  @Test
  void fromTheTargetToTheAnswerThroughAllLevels() {
    scraped.scrape();
    assertThat(accepted).hasSizeGreaterThanOrEqualTo(4 * (MINUTES - 1)).allSatisfy(a -> assertThat(a.startsWith("/proto") || a.contains("openmetrics")).isTrue());
    assertThat(accepted).filteredOn(a -> a.startsWith("/proto")).allSatisfy(a -> assertThat(a).startsWith("/proto application/vnd.google.protobuf"));
    check("level 0");
    scraped.merge(this::check);
  }
}
