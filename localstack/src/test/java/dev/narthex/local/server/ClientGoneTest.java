package dev.narthex.local.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.narthex.api.ApiOptions;
import dev.narthex.api.ApiPorts;
import dev.narthex.api.SamplePorts;
import dev.narthex.api.Tenant;
import dev.narthex.api.query.EngineQueries;
import dev.narthex.api.query.Queries;
import dev.narthex.api.query.QueryPrices;
import dev.narthex.api.series.SeriesSources;
import dev.narthex.metrics.MetricsRegistry;
import dev.narthex.model.Labels;
import dev.narthex.promql.engine.QueryEngine;
import dev.narthex.promql.query.QueryException;
import dev.narthex.promql.query.QueryOptions;
import dev.narthex.promql.query.QueryOutcome;
import dev.narthex.promql.source.MemorySeriesSource;
import dev.narthex.promql.source.SeriesSource;
import dev.narthex.tsdb.store.RequestLog;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A client that closes its connection in the middle of a query: the engine stops, and the request counts as 499. */
class ClientGoneTest {
  /** Sorts two hundred thousand samples at each of eleven thousand steps: minutes of work unless it is stopped. */
  private static final String ENDLESS = "mad_over_time(vector(time())[2w:5s])";

  private final CountDownLatch begun = new CountDownLatch(1);
  private final CompletableFuture<QueryException.Kind> end = new CompletableFuture<>();
  private final HttpServer server = HttpServer.start(ports(), new ListenAddress("127.0.0.1", 0), "");

  private ApiPorts ports() {
    ApiPorts sample = SamplePorts.ports();
    QueryOptions options = QueryOptions.defaults().withAllFeatures().withTimeout(Duration.ofMinutes(10));
    Queries engine = new EngineQueries(new QueryEngine(InstantSource.system()), new Empty(), options, InstantSource.system(), 1, QueryPrices.UNKNOWN);
    return new ApiPorts(
        new Watched(engine), sample.sources(), sample.targets(), sample.status(), sample.lifecycle(), new MetricsRegistry(), InstantSource.system(), ApiOptions.defaults());
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private record Empty() implements SeriesSources {
    @Override
    public SeriesSource of(Tenant tenant) {
      return new MemorySeriesSource();
    }

    @Override
    public SeriesSource metered(Tenant tenant, RequestLog log) {
      return of(tenant);
    }

    @Override
    public Labels externalLabels(Tenant tenant) {
      return Labels.empty();
    }
  }

  /** Tells when a query begins and how it ends. */
  private final class Watched implements Queries {
    private final Queries queries;

    Watched(Queries queries) {
      this.queries = queries;
    }

    @Override
    public QueryOptions options(Tenant tenant) {
      return queries.options(tenant);
    }

    @Override
    public QueryOutcome instant(Tenant tenant, String expression, long time, QueryOptions options) {
      return queries.instant(tenant, expression, time, options);
    }

    @Override
    public QueryOutcome range(Tenant tenant, String expression, long start, long finish, long step, QueryOptions options) {
      begun.countDown();
      try {
        return queries.range(tenant, expression, start, finish, step, options);
      } catch (QueryException e) {
        end.complete(e.kind());
        throw e;
      }
    }
  }

  private static String rangeOf(String query) {
    return "/api/v1/query_range?query=" + URLEncoder.encode(query, StandardCharsets.UTF_8) + "&start=1000000&end=2000000&step=100";
  }

  private String get(String target) throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + target)).build(), HttpResponse.BodyHandlers.ofString()).body();
    }
  }

  private Socket ask(String request) throws IOException {
    Socket socket = new Socket("127.0.0.1", server.port());
    socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
    socket.getOutputStream().flush();
    return socket;
  }

  private void assertCanceled() throws Exception {
    assertThat(end.get(20, TimeUnit.SECONDS)).isEqualTo(QueryException.Kind.CANCELED);
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    String metrics = get("/metrics");
    while (!metrics.contains("code=\"499\"") && System.nanoTime() < deadline) {
      metrics = get("/metrics");
    }
    assertThat(metrics)
        .contains("prometheus_http_requests_total{code=\"499\",handler=\"/api/v1/query_range\"} 1")
        .contains("narthex_query_duration_seconds_count{kind=\"range\",outcome=\"canceled\"} 1");
    // the only slot is free again
    assertThat(get("/api/v1/query?query=1")).contains("\"scalar\"");
  }

  @Test
  void aGetThatIsGivenUpStops() throws Exception {
    Socket socket = ask("GET " + rangeOf(ENDLESS) + " HTTP/1.1\r\nHost: x\r\n\r\n");
    assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();
    socket.close();
    assertCanceled();
  }

  @Test
  void aPostThatIsGivenUpStops() throws Exception {
    String target = rangeOf(ENDLESS);
    String form = target.substring(target.indexOf('?') + 1);
    Socket socket =
        ask("POST /api/v1/query_range HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: " + form.length() + "\r\n\r\n" + form);
    assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();
    socket.close();
    assertCanceled();
  }

  @Test
  void peopleMayTypeBraces() throws Exception {
    try (Socket socket = ask("GET /api/v1/series?match[]={job=\"api\"} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")) {
      assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8)).startsWith("HTTP/1.1 200");
    }
  }
}
