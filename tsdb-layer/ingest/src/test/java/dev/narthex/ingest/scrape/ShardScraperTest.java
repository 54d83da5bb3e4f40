package dev.narthex.ingest.scrape;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.narthex.ingest.config.ConfigLoader;
import dev.narthex.ingest.config.DirectoryConfigFolder;
import dev.narthex.ingest.config.LoadedConfig;
import dev.narthex.ingest.config.ScrapeConfig;
import dev.narthex.ingest.discovery.Discoveries;
import dev.narthex.ingest.discovery.PoolDiscovery;
import dev.narthex.ingest.discovery.Target;
import dev.narthex.ingest.exposition.Wire;
import dev.narthex.metrics.MetricsRegistry;
import dev.narthex.model.Labels;
import dev.narthex.model.MetricType;
import dev.narthex.model.StaleMarker;
import dev.narthex.model.histogram.NativeHistogram;
import dev.narthex.net.AddressPolicy;
import dev.narthex.secret.FileSecretSource;
import dev.narthex.tsdb.block.Row;
import dev.narthex.tsdb.block.TimelineRows;
import dev.narthex.tsdb.timeline.EntryFlag;
import dev.narthex.tsdb.timeline.TimelineKind;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShardScraperTest {
  private static final long TICK = 1_795_132_800_000L;
  private static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";

  @TempDir private Path folder;
  private final Map<String, RawServer.Answer> answers = new ConcurrentHashMap<>();
  private RawServer server;
  private ShardScraper scraper;

  @BeforeEach
  void start() throws Exception {
    server = new RawServer(answers);
    scraper = scraper(AddressPolicy.Scope.LOOPBACK, TICK + 1);
  }

  private ShardScraper scraper(AddressPolicy.Scope scope, long now) {
    return new ShardScraper(AddressPolicy.of(scope), new FileSecretSource(folder), InstantSource.fixed(Instant.ofEpochMilli(now)), new MetricsRegistry(), 10);
  }

  @AfterEach
  void stop() throws Exception {
    scraper.close();
    server.close();
  }

  private LoadedConfig config(String keys) throws Exception {
    Path file = folder.resolve("prometheus.yml");
    Files.writeString(file, "scrape_configs:\n- job_name: j\n  static_configs: [{targets: ['" + server.address() + "']}]\n" + keys.strip().indent(2));
    return new ConfigLoader(Map.of(), Set.of()).load(file);
  }

  private List<Target> targets(LoadedConfig config) {
    ScrapeConfig job = config.prometheus().scrapeConfigs().getFirst();
    Discoveries discoveries = new Discoveries(new DirectoryConfigFolder(folder), AddressPolicy.of(AddressPolicy.Scope.LOOPBACK), new FileSecretSource(folder), Map.of());
    return new PoolDiscovery(discoveries).find(job).active();
  }

  private ShardScrape scrape(String keys) throws Exception {
    LoadedConfig config = config(keys);
    return scraper.scrape(config, targets(config), TICK);
  }

  /** Series without the target's labels to values, stale ones left out. */
  private static Map<String, Double> samples(TimelineRows timeline) {
    Map<String, Double> samples = new TreeMap<>();
    Row row = timeline.rows().getFirst();
    for (int i = 0; i < timeline.table().size(); i++) {
      if (row.has(i)) {
        samples.put(timeline.table().labels(i).without("job").without("instance").toString(), row.values()[i]);
      }
    }
    return samples;
  }

  private static Map<String, Double> scraped(ShardScrape scrape) {
    return samples(scrape.rows().getFirst());
  }

  private static String series(String name) {
    return "{__name__=\"" + name + "\"}";
  }

  @Test
  void aGoodScrape() throws Exception {
    answers.put("/metrics", RawServer.ok(TEXT, "# TYPE a counter\na{x=\"1\"} 1.5\nb 2\n"));
    ShardScrape scrape = scrape("");
    TimelineRows timeline = scrape.rows().getFirst();
    assertThat(scraped(scrape)).containsEntry("{__name__=\"a\", x=\"1\"}", 1.5).containsEntry(series("b"), 2.0).containsEntry(series("up"), 1.0)
        .containsEntry(series("scrape_samples_scraped"), 2.0).containsEntry(series("scrape_samples_post_metric_relabeling"), 2.0).containsEntry(series("scrape_series_added"), 2.0)
        .containsEntry(series("scrape_duration_seconds"), 0.0).hasSize(7);
    assertThat(timeline.kind()).isEqualTo(TimelineKind.SCRAPED);
    assertThat(timeline.flags()).containsExactly(EntryFlag.OK);
    assertThat(timeline.timestamps()).as("1 ms late counts as on time").containsExactly(TICK);
    assertThat(timeline.targetLabels()).isEqualTo(Labels.of("job", "j", "instance", server.address()));
    assertThat(timeline.table().metadata(5).type()).isEqualTo(MetricType.COUNTER);
    assertThat(timeline.rows().getFirst().mantissas()[5]).isEqualTo(15);
    assertThat(scrape.healths()).singleElement().satisfies(h -> assertThat(h.up()).isTrue());
    RawServer.Request request = server.requests.getFirst();
    assertThat(request.headers()).containsEntry("x-prometheus-scrape-timeout-seconds", "10").containsEntry("accept-encoding", "gzip")
        .containsEntry("accept", "application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.6,application/openmetrics-text;version=0.0.1;q=0.5,"
            + "text/plain;version=1.0.0;escaping=allow-utf-8;q=0.4,text/plain;version=0.0.4;q=0.3,*/*;q=0.2");
  }

  @Test
  void theTableStaysTheSameObjectUntilANewSeriesComes() throws Exception {
    answers.put("/metrics", RawServer.ok(TEXT, "a 1\nb 2\n"));
    TimelineRows first = scrape("").rows().getFirst();
    answers.put("/metrics", RawServer.ok(TEXT, "a 1\n"));
    ShardScrape second = scrape("");
    assertThat(second.rows().getFirst().table()).isSameAs(first.table());
    assertThat(scraped(second)).containsEntry(series("scrape_series_added"), 0.0).doesNotContainKey(series("b"));
    answers.put("/metrics", RawServer.ok(TEXT, "a 1\nc 2\n"));
    assertThat(scrape("").rows().getFirst().table()).isNotSameAs(first.table());
    assertThat(samples(first)).as("an earlier row never changes").containsEntry(series("b"), 2.0);
  }

  @Test
  void lateScrapesCarryTheirRealTime() throws Exception {
    answers.put("/metrics", RawServer.ok(TEXT, "a 1\n"));
    try (ShardScraper late = scraper(AddressPolicy.Scope.LOOPBACK, TICK + 3)) {
      LoadedConfig config = config("");
      assertThat(late.scrape(config, targets(config), TICK).rows().getFirst().timestamps()).containsExactly(TICK + 3);
    }
  }

  private void assertFailed(ShardScrape scrape, String error) {
    assertThat(scrape.healths().getFirst().error()).contains(error);
    assertThat(scrape.rows()).hasSize(1);
    assertThat(scrape.rows().getFirst().flags()).containsExactly(EntryFlag.FAILED);
    assertThat(scraped(scrape)).containsEntry(series("up"), 0.0).hasSize(5);
  }

  @Test
  void whateverTheTargetDoesIsOneSentence() throws Exception {
    answers.put("/500", RawServer.status("500 Internal Server Error", ""));
    assertFailed(scrape("metrics_path: /500"), "server returned HTTP status 500 Internal Server Error");
    answers.put("/204", RawServer.status("204 No Content", ""));
    assertFailed(scrape("metrics_path: /204"), "server returned HTTP status 204");
    answers.put("/cut", (_, out) -> out.write(("HTTP/1.1 200 OK\r\nContent-Type: " + TEXT + "\r\nContent-Length: 1000\r\n\r\na 1\n").getBytes(StandardCharsets.US_ASCII)));
    assertFailed(scrape("metrics_path: /cut"), "the connection failed: Premature end of Content-Length delimited message body");
    answers.put("/garbage", (_, out) -> out.write("SSH-2.0-OpenSSH_9.2\r\n".getBytes(StandardCharsets.US_ASCII)));
    assertFailed(scrape("metrics_path: /garbage\nscrape_interval: 2s\nscrape_timeout: 1s"), "");
    answers.put("/silent", (_, out) -> {});
    assertFailed(scrape("metrics_path: /silent"), "the connection failed");
    answers.put("/type", RawServer.ok("application/json", "{}"));
    assertFailed(scrape("metrics_path: /type"), "received unsupported Content-Type \"application/json\"");
    answers.put("/blank", RawServer.ok("", "a 1\n"));
    assertFailed(scrape("metrics_path: /blank"), "blank Content-Type");
    assertThat(scraped(scrape("metrics_path: /blank\nfallback_scrape_protocol: PrometheusText0.0.4"))).containsEntry(series("a"), 1.0);
    answers.put("/broken", RawServer.ok(TEXT, "a 1\nb{ 2\n"));
    assertFailed(scrape("metrics_path: /broken"), "line 2: ");
    answers.put("/badgzip", RawServer.ok(TEXT, new byte[] {31, -117, 8, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10}, "Content-Encoding: gzip\r\n"));
    assertFailed(scrape("metrics_path: /badgzip"), "the gzip body is damaged");
    answers.put("/br", RawServer.ok(TEXT, "x".getBytes(StandardCharsets.US_ASCII), "Content-Encoding: br\r\n"));
    assertFailed(scrape("metrics_path: /br"), "encoded as \"br\"");
  }

  @Test
  void hangingAndTricklingTargetsEndAtTheTimeout() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    answers.put("/hang", (_, _) -> never.await(20, TimeUnit.SECONDS));
    answers.put("/trickle", (_, out) -> {
      out.write(("HTTP/1.1 200 OK\r\nContent-Type: " + TEXT + "\r\nContent-Length: 100000\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
      for (int i = 0; i < 200 && !never.await(50, TimeUnit.MILLISECONDS); i++) {
        out.write('#');
        out.flush();
      }
    });
    long start = System.nanoTime();
    assertFailed(scrape("metrics_path: /hang\nscrape_interval: 1s\nscrape_timeout: 300ms"), "0.3 s");
    assertFailed(scrape("metrics_path: /trickle\nscrape_interval: 1s\nscrape_timeout: 300ms"), "no complete answer within the timeout of 0.3 s");
    assertThat(System.nanoTime() - start).isLessThan(5_000_000_000L);
  }

  @Test
  void gzipIsBoundedAfterDecompression() throws Exception {
    byte[] body = RawServer.gzip(("# " + "x".repeat(200_000) + "\na 1\n").getBytes(StandardCharsets.US_ASCII));
    answers.put("/metrics", RawServer.ok(TEXT, body, "Content-Encoding: gzip\r\n"));
    assertThat(scraped(scrape(""))).containsEntry(series("a"), 1.0);
    ShardScrape scrape = scrape("body_size_limit: 100KB\nextra_scrape_metrics: true");
    assertThat(scrape.healths().getFirst().error()).isEqualTo("body size limit exceeded");
    assertThat(scraped(scrape)).containsEntry(series("scrape_body_size_bytes"), -1.0).containsEntry(series("scrape_timeout_seconds"), 10.0).hasSize(8);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '@', value = {
      "sample_limit: 1 @ sample limit exceeded",
      "label_limit: 3 @ label_limit exceeded (metric: a, number of labels: 4, limit: 3)",
      "label_name_length_limit: 8 @ label_name_length_limit exceeded (metric: a, label name: long_label, length: 10, limit: 8)",
      "label_value_length_limit: 20 @ label_value_length_limit exceeded (metric: a, label name: long_label, length: 25, limit: 20)",
      "target_limit: 1 @ OK",
      "sample_limit: 2 @ OK",
      "metric_name_validation_scheme: legacy @ invalid metric name or label names",
  })
  void limits(String keys, String error) throws Exception {
    String quoted = keys.startsWith("metric_name") ? "{\"a.b\"} 1\n" : "b 1\n";
    answers.put("/metrics", RawServer.ok(TEXT, "a{long_label=\"0123456789012345678901234\"} 1\n" + quoted));
    ShardScrape scrape = scrape(keys);
    if (error.equals("OK")) {
      assertThat(scrape.healths().getFirst().error()).isEmpty();
    } else {
      assertFailed(scrape, error);
    }
  }

  @Test
  void labelConflicts() throws Exception {
    answers.put("/metrics", RawServer.ok(TEXT, "a{job=\"own\",exported_job=\"taken\",instance=\"\"} 1\n"));
    TimelineRows renamed = scrape("").rows().getFirst();
    assertThat(renamed.table().labels(5)).isEqualTo(
        Labels.of("__name__", "a", "job", "j", "instance", server.address(), "exported_job", "taken", "exported_exported_job", "own"));
    TimelineRows honored = scrape("honor_labels: true").rows().getFirst();
    assertThat(honored.table().labels(5)).as("an empty label of the target removes").isEqualTo(Labels.of("__name__", "a", "job", "own", "exported_job", "taken"));
  }

  @Test
  void metricRelabelling() throws Exception {
    answers.put("/metrics", RawServer.ok(TEXT, "a{x=\"1\"} 1\na{x=\"2\"} 2\nb 3\nc 4\n"));
    String keys = "metric_relabel_configs:\n- {source_labels: [__name__], regex: b, action: drop}\n- {regex: x, action: labeldrop}\n- {source_labels: [__name__], regex: c, target_label: __name__, replacement: d}";
    ShardScrape scrape = scrape(keys);
    assertThat(scraped(scrape)).containsEntry(series("a"), 1.0).containsEntry(series("d"), 4.0).containsEntry(series("scrape_samples_scraped"), 4.0)
        .containsEntry(series("scrape_samples_post_metric_relabeling"), 3.0).hasSize(7);
    assertThat(scraped(scrape(keys))).isEqualTo(withAdded(scraped(scrape), 0));
  }

  private static Map<String, Double> withAdded(Map<String, Double> samples, double added) {
    Map<String, Double> changed = new TreeMap<>(samples);
    changed.put(series("scrape_series_added"), added);
    return changed;
  }

  @Test
  void samplesWithTimestampsHaveTimelinesOfTheirOwn() throws Exception {
    answers.put("/metrics", RawServer.ok(TEXT, "a 1 1000\nb 2 2000\nc 3 1000\nd 4\nfuture 5 9999999999999\na 7 3000\n"));
    ShardScrape scrape = scrape("track_timestamps_staleness: true");
    assertThat(scrape.rows()).hasSize(4);
    assertThat(scraped(scrape)).containsKey(series("d")).doesNotContainKey(series("a"));
    TimelineRows at1000 = scrape.rows().get(1);
    assertThat(at1000.kind()).isEqualTo(TimelineKind.EXPLICIT);
    assertThat(at1000.timestamps()).containsExactly(1000);
    assertThat(samples(at1000)).containsExactly(Map.entry(series("a"), 1.0), Map.entry(series("c"), 3.0));
    assertThat(samples(scrape.rows().get(3))).containsExactly(Map.entry(series("a"), 7.0));
    answers.put("/metrics", RawServer.ok(TEXT, "a 1 1000\nd 4\n"));
    ShardScrape gone = scrape("track_timestamps_staleness: true");
    TimelineRows stale = gone.rows().getLast();
    assertThat(stale.timestamps()).containsExactly(TICK);
    assertThat(samples(stale)).hasSize(3).allSatisfy((_, v) -> assertThat(StaleMarker.isStale(v)).isTrue());
    ShardScrape ignored = scrape("honor_timestamps: false");
    assertThat(ignored.rows()).hasSize(1);
    assertThat(scraped(ignored)).containsEntry(series("a"), 1.0);
  }

  @Test
  void exemplarsOfOpenMetrics() throws Exception {
    answers.put("/metrics", RawServer.ok("application/openmetrics-text; version=1.0.0", "b 1 # {t=\"2\"} 3 1.5\na 1 # {t=\"1\"} 2\n# EOF\n"));
    Row row = scrape("").rows().getFirst().rows().getFirst();
    assertThat(row.exemplars()).extracting(e -> e.series() + "@" + e.exemplar().timestamp()).containsExactly("5@1500", "6@" + TICK);
  }

  @Test
  void nativeHistogramsComeByProtobufWithinTheirLimits() throws Exception {
    byte[] family = Wire.message(f -> f.text(1, "n").number(3, 4).sub(4, m -> m.sub(7, h -> h.number(1, 12).real(2, 3).zigzag(5, 2)
        .sub(12, s -> s.zigzag(1, 0).number(2, 4)).packedZigzag(13, 3, 0, 0, 0))));
    answers.put("/metrics", RawServer.ok("application/vnd.google.protobuf; proto=io.prometheus.client.MetricFamily; encoding=delimited", Wire.delimited(family), ""));
    Row row = scrape("scrape_native_histograms: true").rows().getFirst().rows().getFirst();
    assertThat(server.requests.getFirst().headers().get("accept")).startsWith("application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=delimited;escaping=allow-utf-8;q=0.6,");
    assertThat(row.histograms()[5].positiveBuckets()).containsExactly(3, 3, 3, 3);
    NativeHistogram reduced = scrape("scrape_native_histograms: true\nnative_histogram_bucket_limit: 2").rows().getFirst().rows().getFirst().histograms()[5];
    assertThat(reduced.schema()).isEqualTo(0);
    assertThat(reduced.positiveBuckets()).hasSize(2);
    assertThat(reduced.integer()).isTrue();
    assertThat(reduced.count()).isEqualTo(12);
    assertFailed(scrape("scrape_native_histograms: true\nnative_histogram_bucket_limit: 0\nsample_limit: 1\nmetric_relabel_configs: [{target_label: x, replacement: y}]\nlabel_limit: 3"), "label_limit exceeded");
    String perTarget = "relabel_configs: [{target_label: __scrape_native_histograms__, replacement: 'true'}]";
    assertThat(scrape(perTarget).rows().getFirst().rows().getFirst().histograms()).isNotNull();
    assertThat(scrape("").rows().getFirst().rows().getFirst().histograms()).isNull();
  }

  @Test
  void redirectsAreFollowedWithinThePolicyAndWithoutCredentialsElsewhere() throws Exception {
    answers.put("/metrics", RawServer.status("302 Found", "Location: /two\r\n"));
    answers.put("/two", RawServer.ok(TEXT, "a 1\n"));
    Files.writeString(folder.resolve("pw"), "secret\n");
    assertThat(scraped(scrape("basic_auth: {username: u, password_file: pw}"))).containsEntry(series("a"), 1.0);
    assertThat(server.requests).hasSize(2).allSatisfy(r -> assertThat(r.headers()).containsEntry("authorization", "Basic dTpzZWNyZXQ="));
    assertFailed(scrape("follow_redirects: false"), "server returned HTTP status 302 Found");
    answers.put("/metrics", RawServer.status("307 Temporary Redirect", "Location: http://169.254.169.254/latest/meta-data\r\n"));
    assertFailed(scrape(""), "link-local addresses are never allowed");
    answers.put("/metrics", RawServer.status("307 Temporary Redirect", "Location: file:///etc/passwd\r\n"));
    assertFailed(scrape(""), "the redirect leads to no http or https URL");
    answers.put("/metrics", RawServer.status("301 Moved", "Location: http://localhost:" + server.port() + "/two\r\n"));
    server.requests.clear();
    assertThat(scraped(scrape("authorization: {credentials: tok}"))).containsEntry(series("a"), 1.0);
    assertThat(server.requests.get(0).headers()).containsEntry("authorization", "Bearer tok");
    assertThat(server.requests.get(1).headers()).doesNotContainKey("authorization");
    answers.put("/metrics", RawServer.status("302 Found", "Location: /metrics\r\n"));
    assertFailed(scrape(""), "stopped after 10 redirects");
  }

  @Test
  void theDefaultPolicyOfFunctionsRefusesLoopback() throws Exception {
    answers.put("/metrics", RawServer.ok(TEXT, "a 1\n"));
    try (ShardScraper guarded = scraper(AddressPolicy.Scope.PRIVATE, TICK)) {
      LoadedConfig config = config("");
      assertFailed(guarded.scrape(config, targets(config), TICK), "loopback addresses need address policy loopback, it is private");
    }
    assertThat(server.requests).isEmpty();
  }

  @Test
  void headersAndMissingSecrets() throws Exception {
    answers.put("/metrics", RawServer.ok(TEXT, "a 1\n"));
    scrape("http_headers: {X-Tenant: {values: [t]}}\nparams: {m: [\"a b\"]}\nenable_compression: false");
    assertThat(server.requests.getFirst().headers()).containsEntry("x-tenant", "t").containsEntry("accept-encoding", "identity");
    assertThat(server.requests.getFirst().path()).isEqualTo("/metrics?m=a%20b");
    assertFailed(scrape("bearer_token_file: absent"), "secret file absent cannot be read");
    assertFailed(scrape("tls_config: {ca_file: absent}"), "secret file absent cannot be read");
  }

  @Test
  void proxiesAreAskedForAllButTheNamesOfNoProxy() throws Exception {
    answers.put("http://nowhere.invalid/metrics", RawServer.ok(TEXT, "a 1\n"));
    answers.put("/metrics", RawServer.ok(TEXT, "a 2\n"));
    String elsewhere = "relabel_configs: [{target_label: __address__, replacement: nowhere.invalid}]\nproxy_url: http://" + server.address();
    assertThat(scraped(scrape(elsewhere)).get(series("a"))).isEqualTo(1.0);
    assertThat(scraped(scrape("proxy_url: http://127.0.0.1:1\nno_proxy: \"x.org, 127.0.0.1\"")).get(series("a"))).isEqualTo(2.0);
    assertFailed(scrape("proxy_url: http://169.254.169.254:80"), "link-local addresses are never allowed");
  }

  @Test
  void tlsTrustsWhatTheConfigurationSays() throws Exception {
    Path store = folder.resolve("store.p12");
    Process keytool = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), "-genkeypair", "-alias", "s", "-keyalg", "EC", "-dname", "CN=metrics.test",
        "-ext", "san=dns:metrics.test", "-validity", "3650", "-keystore", store.toString(), "-storepass", "changeit", "-storetype", "PKCS12").inheritIO().start();
    assertThat(keytool.waitFor()).isZero();
    KeyStore keys = KeyStore.getInstance(store.toFile(), "changeit".toCharArray());
    Files.writeString(folder.resolve("ca.pem"), "-----BEGIN CERTIFICATE-----\n" + Base64.getMimeEncoder().encodeToString(keys.getCertificate("s").getEncoded()) + "\n-----END CERTIFICATE-----\n");
    Files.writeString(folder.resolve("key.pem"), "-----BEGIN PRIVATE KEY-----\n" + Base64.getMimeEncoder().encodeToString(keys.getKey("s", "changeit".toCharArray()).getEncoded()) + "\n-----END PRIVATE KEY-----\n");
    KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, "changeit".toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    HttpsServer https = HttpsServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    https.setHttpsConfigurator(new HttpsConfigurator(context));
    https.createContext("/metrics", exchange -> {
      byte[] body = "a 1\n".getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", TEXT);
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
      exchange.close();
    });
    https.start();
    try {
      String to = "scheme: https\nrelabel_configs: [{target_label: __address__, replacement: '127.0.0.1:" + https.getAddress().getPort() + "'}]\n";
      assertFailed(scrape(to), "TLS failed");
      assertFailed(scrape(to + "tls_config: {ca_file: ca.pem}"), "TLS failed");
      assertThat(scraped(scrape(to + "tls_config: {insecure_skip_verify: true}"))).containsEntry(series("a"), 1.0);
      assertThat(scraped(scrape(to + "tls_config: {ca_file: ca.pem, server_name: metrics.test, cert_file: ca.pem, key_file: key.pem}"))).containsEntry(series("a"), 1.0);
      assertFailed(scrape(to + "tls_config: {ca_file: ca.pem, server_name: other.test}"), "TLS failed");
    } finally {
      https.stop(0);
    }
  }

  @Test
  void oauthTokensAreFetchedAndKept() throws Exception {
    answers.put("/token", RawServer.ok("application/json", "{\"access_token\":\"t0k\",\"token_type\":\"bearer\",\"expires_in\":3600}"));
    answers.put("/metrics", RawServer.ok(TEXT, "a 1\n"));
    String keys = "oauth2: {client_id: i, client_secret: s, token_url: \"http://" + server.address() + "/token\", scopes: [a]}";
    assertThat(scraped(scrape(keys))).containsEntry(series("a"), 1.0);
    scrape(keys);
    assertThat(server.requests).extracting(RawServer.Request::path).containsExactly("/token", "/metrics", "/metrics");
    assertThat(server.requests.getLast().headers()).containsEntry("authorization", "Bearer t0k");
  }

  @Test
  void aWarmScraperAndAFreshOneWriteTheSame() throws Exception {
    List<Map<String, Double>> warm = new ArrayList<>();
    List<Map<String, Double>> fresh = new ArrayList<>();
    String[] bodies = {"a 1\nb 2\n", "a 2\nb 2\n", "b 3\nc 1\n", "a 2\n", "x", "c 5\na 1\nb 1\n"};
    LoadedConfig config = config("");
    for (String body : bodies) {
      answers.put("/metrics", RawServer.ok(TEXT, body));
      warm.add(withAdded(scraped(scraper.scrape(config, targets(config), TICK)), 0));
      try (ShardScraper cold = scraper(AddressPolicy.Scope.LOOPBACK, TICK)) {
        fresh.add(withAdded(scraped(cold.scrape(config, targets(config), TICK)), 0));
      }
    }
    assertThat(warm).isEqualTo(fresh);
  }
}
