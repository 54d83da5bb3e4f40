package dev.narthex.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.narthex.api.HttpExchange.Request;
import dev.narthex.api.HttpExchange.Response;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What Grafana's Prometheus data source asks, in its order and shape: when saved, when a query is typed, when a panel is drawn. */
class GrafanaSequenceTest {
  private static final long NOW = SamplePorts.NOW.getEpochSecond();

  private static NettyServer server;

  @BeforeAll
  static void start() {
    server = new NettyServer(SamplePorts.evaluating());
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void savesTheDataSource() throws Exception {
    assertThat(get("/api/v1/status/buildinfo"))
        .startsWith("{\"status\":\"success\",\"data\":{\"version\":\"3.14.0\",\"revision\":\"abcdef\"")
        .doesNotContain("\"features\""); // its presence would make Grafana take us for Mimir
    assertThat(post("/api/v1/query", "query=1%2B1&time=" + NOW))
        .isEqualTo("{\"status\":\"success\",\"data\":{\"resultType\":\"scalar\",\"result\":[" + NOW + ",\"2\"]}}");
  }

  @Test
  void completesWhileTyping() throws Exception {
    String range = "start=" + (NOW - 3600) + "&end=" + NOW;
    assertThat(get("/api/v1/label/__name__/values?" + range)).isEqualTo("{\"status\":\"success\",\"data\":[\"disk.free\",\"http_requests_total\",\"up\"]}");
    assertThat(get("/api/v1/metadata?limit=40000"))
        .isEqualTo(
            "{\"status\":\"success\",\"data\":{\"http_requests_total\":[{\"type\":\"counter\",\"help\":\"Requests \\\"served\\\".\",\"unit\":\"\"}],"
                + "\"up\":[{\"type\":\"gauge\",\"help\":\"Whether the last scrape succeeded.\",\"unit\":\"\"}]}}");
    assertThat(get("/api/v1/labels?" + range + "&match%5B%5D=" + HttpContract.escape("{__name__=\"http_requests_total\"}")))
        .isEqualTo("{\"status\":\"success\",\"data\":[\"__name__\",\"code\",\"instance\",\"job\",\"method\"]}");
    assertThat(post("/api/v1/labels", range + "&match%5B%5D=up&limit=1")).contains("\"data\":[\"__name__\"],\"warnings\":[");
    assertThat(get("/api/v1/label/method/values?" + range + "&match%5B%5D=" + HttpContract.escape("http_requests_total{code=\"500\",job=\"api\"}")))
        .isEqualTo("{\"status\":\"success\",\"data\":[\"GET\"]}");
    assertThat(get("/api/v1/series?" + range + "&match%5B%5D=up")).isEqualTo("{\"status\":\"success\",\"data\":[{\"__name__\":\"up\",\"instance\":\"a:1\",\"job\":\"api\"}]}");
  }

  @Test
  void drawsAPanel() throws Exception {
    String query = HttpContract.escape("sum by (code) (rate(http_requests_total{job=~\"a.*\", method=\"GET\"}[5m]))");
    String text = post("/api/v1/query_range", "query=" + query + "&start=" + (NOW - 120) + "&end=" + NOW + "&step=60");
    assertThat(text)
        .isEqualTo(
            "{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":["
                + "{\"metric\":{\"code\":\"200\"},\"values\":[[" + (NOW - 120) + ",\"0.16666666666666666\"],[" + (NOW - 60) + ",\"0.16666666666666666\"],[" + NOW + ",\"0.16666666666666666\"]]},"
                + "{\"metric\":{\"code\":\"500\"},\"values\":[[" + (NOW - 120) + ",\"0.3333333333333333\"],[" + (NOW - 60) + ",\"0.3333333333333333\"],[" + NOW + ",\"0.3333333333333333\"]]}]}}");
    assertThat(post("/api/v1/query_exemplars", "query=" + query + "&start=" + (NOW - 3600) + "&end=" + NOW))
        .isEqualTo(
            "{\"status\":\"success\",\"data\":[{\"seriesLabels\":{\"__name__\":\"http_requests_total\",\"code\":\"200\",\"instance\":\"a:1\",\"job\":\"api\",\"method\":\"GET\"},"
                + "\"exemplars\":[{\"labels\":{\"trace_id\":\"abc\"},\"value\":\"0.25\",\"timestamp\":" + (NOW - 90) + ".250}]}]}");
  }

  @Test
  void showsRulesAndAlerts() throws Exception {
    assertThat(get("/api/v1/rules")).isEqualTo("{\"status\":\"success\",\"data\":{\"groups\":[]}}");
    assertThat(get("/api/v1/alerts")).isEqualTo("{\"status\":\"success\",\"data\":{\"alerts\":[]}}");
  }

  private static String get(String target) throws Exception {
    return checked(server.send(Request.get(target).with("Accept-Encoding", "gzip").with("X-Grafana-User", "admin")));
  }

  private static String post(String target, String form) throws Exception {
    return checked(server.send(Request.post(target, form).with("Accept-Encoding", "gzip")));
  }

  private static String checked(Response response) {
    assertThat(response.status()).as(response.text()).isEqualTo(200);
    return response.text();
  }
}
