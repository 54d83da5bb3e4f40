package dev.narthex.local.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.narthex.jobs.VirtualClock;
import dev.narthex.jobs.assembly.ScrapedMinutes;
import dev.narthex.local.store.DataDirectory;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Twenty minutes of an exporter that speaks protobuf, from its body over HTTP into blocks on disk, through both compactions, to the JSON
 * of the API: what is answered is right, and stays the same letter by letter whatever level holds it.
 */
class HistogramsOverHttpTest {
  private static final Instant START = ScrapedMinutes.START;
  private static final int MINUTES = ScrapedMinutes.MINUTES;
  private static final Pattern VALUE = Pattern.compile("\"value\":\\[[0-9.]+,\"([^\"]+)\"]");

  @TempDir private Path folder;

  private final VirtualClock clock = new VirtualClock(START);
  private final HttpClient client = HttpClient.newHttpClient();
  private HistogramExporter exporter;
  private DataDirectory data;
  private ScrapedMinutes scraped;
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    exporter = new HistogramExporter(clock);
    Files.writeString(
        folder.resolve("prometheus.yml"),
        """
        global: {scrape_interval: 1m, scrape_native_histograms: true}
        scrape_configs: [{job_name: rpc, convert_classic_histograms_to_nhcb: true, static_configs: [{targets: ['%s']}]}]
        """.formatted(exporter.address()));
    Files.writeString(folder.resolve("narthex.yml"), "query: {features: [promql-experimental-functions, use-start-timestamps]}\n");
    data = DataDirectory.open(folder.resolve("data"), clock);
    scraped = new ScrapedMinutes(folder, clock, data.objects(), data.catalog(), data.state());
    server = HttpServer.start(scraped.api(), new ListenAddress("127.0.0.1", 0), "");
  }

  @AfterEach
  void stop() {
    server.close();
    data.close();
    exporter.close();
    client.close();
  }

  private String get(String target) {
    try {
      HttpResponse<String> answer =
          client.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + target)).build(), HttpResponse.BodyHandlers.ofString());
      assertThat(answer.statusCode()).as(target + " " + answer.body()).isEqualTo(200);
      return answer.body();
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(target, e);
    }
  }

  private static String encoded(String query) {
    return URLEncoder.encode(query, StandardCharsets.UTF_8);
  }

  /** A second before a minute is over, so that a window of five minutes holds five scrapes. */
  private static long inMinute(int minute) {
    return START.getEpochSecond() + 60L * minute + 59;
  }

  private String ask(String query, int minute) {
    return get("/api/v1/query?time=" + inMinute(minute) + "&query=" + encoded(query));
  }

  private double value(String query, int minute) {
    String json = ask(query, minute);
    Matcher found = VALUE.matcher(json);
    assertThat(found.find()).as(query + ": " + json).isTrue();
    double value = Double.parseDouble(found.group(1));
    assertThat(found.find()).as("one series of " + json).isFalse();
    return value;
  }

  /** Everything that is asked at each level, by what it was asked with. */
  private Map<String, String> answers() {
    Map<String, String> answers = new LinkedHashMap<>();
    String range = "&start=" + START.getEpochSecond() + "&end=" + inMinute(MINUTES - 1);
    for (String query : List.of(
        "rpc_seconds", "sum(rpc_seconds)", "wait_seconds", "rate(rpc_seconds[5m])", "increase(calls_total[5m])", "histogram_quantile(0.9, sum by (job) (rate(rpc_seconds[5m])))",
        "histogram_stddev(rpc_seconds)", "histogram_quantile(0.5, rate(wait_seconds[5m]))", "start_timestamp(calls_total)", "rpc_seconds - rpc_seconds offset 5m", "rpc_seconds </ 2")) {
      answers.put(query, ask(query, MINUTES - 1));
      answers.put("range of " + query, get("/api/v1/query_range?step=60&query=" + encoded(query) + range));
    }
    answers.put("exemplars", get("/api/v1/query_exemplars?query=" + encoded("rate(rpc_seconds[5m]) or calls_total") + range));
    answers.put("series", get("/api/v1/series?match[]=" + encoded("{job=\"rpc\",__name__!=\"up\"}").replace("+", "%20") + range));
    return answers;
  }

  private void assertRight() {
    assertThat(ask("rpc_seconds{handler=\"coarse\"}", MINUTES - 1))
        .contains("\"histogram\":[" + inMinute(MINUTES - 1) + ",{\"count\":\"120\",\"sum\":\"270\",\"buckets\":[[0,\"0.5\",\"1\",\"40\"],[0,\"2\",\"4\",\"80\"]]}]");
    assertThat(ask("sum(rpc_seconds)", MINUTES - 1)).as("the finer one in buckets of the coarser")
        .contains("{\"count\":\"240\",\"sum\":\"540\",\"buckets\":[[0,\"0.5\",\"1\",\"80\"],[0,\"2\",\"4\",\"160\"]]}");
    assertThat(ask("wait_seconds", MINUTES - 1)).as("classic buckets became one histogram")
        .contains("{\"count\":\"60\",\"sum\":\"40\",\"buckets\":[[3,\"-Inf\",\"0.5\",\"20\"],[0,\"0.5\",\"1\",\"40\"]]}");
    assertThat(ask("{__name__=~\"(rpc|wait)_seconds_.+\"}", MINUTES - 1)).contains("\"result\":[]");

    assertThat(value("histogram_count(sum(rate(rpc_seconds[5m])))", MINUTES - 1)).isCloseTo(0.2, within(1e-12));
    assertThat(value("histogram_avg(sum(rate(rpc_seconds[5m])))", MINUTES - 1)).isCloseTo(2.25, within(1e-12));
    // four of six lie in (2, 4]: the median is a quarter into that bucket, on a logarithmic scale
    assertThat(value("histogram_quantile(0.5, sum(rate(rpc_seconds[5m])))", MINUTES - 1)).isCloseTo(Math.pow(2, 1.25), within(1e-12));
    assertThat(value("histogram_fraction(0, 2, sum(rate(rpc_seconds[5m])))", MINUTES - 1)).isCloseTo(1.0 / 3, within(1e-12));
    assertThat(value("histogram_quantile(0.5, rate(rpc_seconds{handler=\"fine\"}[5m]))", MINUTES - 1)).isCloseTo(Math.pow(2, 1.625), within(1e-12));
    // of three, one lies in (0, 0.5] and two in (0.5, 1]
    assertThat(value("histogram_quantile(0.5, rate(wait_seconds[5m]))", MINUTES - 1)).isCloseTo(0.625, within(1e-12));
    assertThat(value("histogram_fraction(-Inf, 0.5, wait_seconds)", MINUTES - 1)).isCloseTo(1.0 / 3, within(1e-12));

    assertThat(value("start_timestamp(calls_total)", MINUTES - 1)).isEqualTo(exporter.started() / 1000.0);
    assertThat(value("start_timestamp(rpc_seconds{handler=\"coarse\"})", MINUTES - 1)).isEqualTo(exporter.started() / 1000.0);
    assertThat(value("start_timestamp(calls_total)", HistogramExporter.RESTART - 1)).isEqualTo(START.getEpochSecond() - 600.0);
    // 10045, 10050, restart, 20005, 20010, 20015: only the start timestamp tells that 20015 were counted anew
    assertThat(value("increase(calls_total[5m])", HistogramExporter.RESTART + 2)).isCloseTo((10_050 - 10_045 + 20_015) * 1.25, within(1e-9));
    assertThat(value("increase(calls_total[5m])", MINUTES - 1)).isCloseTo(25, within(1e-9));

    String exemplars = answers().get("exemplars");
    assertThat(exemplars).contains(
        "{\"labels\":{\"trace_id\":\"h7\"},\"value\":\"2.8\",\"timestamp\":", "{\"labels\":{\"trace_id\":\"c19\"},\"value\":\"1\",\"timestamp\":",
        "\"seriesLabels\":{\"__name__\":\"rpc_seconds\",\"handler\":\"coarse\",");
  }

  /** Of what was scraped lately, as in Prometheus, so before time passes. */
  private void assertDescribed() {
    assertThat(get("/api/v1/metadata?metric=rpc_seconds")).contains("{\"rpc_seconds\":[{\"type\":\"histogram\",\"help\":\"Of the exporter.\",\"unit\":\"\"}]}");
  }

  private void assertSame(String when, Map<String, String> fresh) {
    Map<String, String> now = answers();
    fresh.forEach((query, answer) -> assertThat(now.get(query)).as(when + ": " + query).isEqualTo(answer));
  }

  @Test
  void fromTheBodyToTheJsonThroughAllLevels() {
    scraped.scrape();
    assertThat(exporter.accepted()).hasSizeGreaterThanOrEqualTo(MINUTES - 1).allSatisfy(a -> assertThat(a).startsWith("application/vnd.google.protobuf"));
    assertRight();
    assertDescribed();
    Map<String, String> fresh = answers();
    scraped.merge(when -> assertSame(when, fresh));
    assertRight();
  }
}
