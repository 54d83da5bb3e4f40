package dev.narthex.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.narthex.api.HttpExchange.Request;
import dev.narthex.api.HttpExchange.Response;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * What every server in front of the controllers has to do alike: Netty, and API Gateway with Lambda. A subclass serves
 * {@link SamplePorts#ports()} and carries requests to it.
 */
public abstract class HttpContract {
  /** Sends a request and waits for the whole response. */
  protected abstract Response send(Request request) throws Exception;

  /** Whether compression is the controllers' business here. */
  protected boolean compresses() {
    return true;
  }

  protected static String escape(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static final String HARD = "sum by (a, b) (rate({__name__=~\"x|y+z\", le=\"+Inf\", path=\"/ä?&=;%\"}[5m]))";

  private String echoed(String expression) {
    return "\"metric\":{\"expression\":\"" + expression.replace("\"", "\\\"") + "\"}";
  }

  private Response get(String target) throws Exception {
    return send(Request.get(target));
  }

  @Test
  void carriesAnyExpressionInTheQueryString() throws Exception {
    Response response = get("/api/v1/query?query=" + escape(HARD) + "&time=1435781451.781");
    assertThat(response.status()).isEqualTo(200);
    assertThat(response.header("Content-Type")).hasValueSatisfying(type -> assertThat(type).startsWith("application/json"));
    assertThat(response.text())
        .isEqualTo(
            "{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[{" + echoed(HARD) + ",\"value\":[1435781451.781,\"0.5\"]}]}}");
  }

  @Test
  void carriesAnyExpressionInAForm() throws Exception {
    Response response = send(Request.post("/api/v1/query", "query=" + escape(HARD) + "&time=2015-07-01T20:10:51.781Z"));
    assertThat(response.text()).contains(echoed(HARD)).contains("[1435781451.781,\"0.5\"]");
    assertThat(send(Request.post("/api/v1/query?time=7", "query=1+%2B+1")).text()).contains(echoed("1 + 1")).contains("[7,");
  }

  @Test
  void takesAPostWithoutAForm() throws Exception {
    assertThat(send(Request.of("POST", "/api/v1/query?query=x")).text()).contains(echoed("x"));
  }

  @Test
  void prefersTheFormToTheQueryString() throws Exception {
    assertThat(send(Request.post("/api/v1/query?query=url", "query=form")).text()).contains(echoed("form"));
  }

  @Test
  void refusesBrokenEscapesInForms() throws Exception {
    Response response = send(Request.post("/api/v1/query", "query=%zz"));
    assertThat(response.status()).isEqualTo(400);
    assertThat(response.text())
        .isEqualTo("{\"status\":\"error\",\"errorType\":\"bad_data\",\"error\":\"error parsing form values: invalid URL escape \\\"%zz\\\"\"}");
  }

  @Test
  void answersRangeQueries() throws Exception {
    String expected =
        "{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":[{\"metric\":{\"expression\":\"up\"},"
            + "\"values\":[[10,\"0\"],[25.500,\"1\"],[41,\"2\"]]}]}}";
    assertThat(get("/api/v1/query_range?query=up&start=10&end=41&step=15.5").text()).isEqualTo(expected);
    assertThat(send(Request.post("/api/v1/query_range", "query=up&start=10&end=41&step=15s500ms")).text()).isEqualTo(expected);
    assertThat(get("/api/v1/query_range?query=up&start=-Inf&end=Inf&step=1d").text()).contains("exceeded maximum resolution of 11,000 points");
  }

  @Test
  void keepsRepeatedSelectorsApart() throws Exception {
    String target =
        "/api/v1/series?match[]=" + escape("http_requests_total{method=\"POST\",code=~\"2..\"}") + "&match[]=" + escape("up{job=\"api\"}");
    String expected =
        "{\"status\":\"success\",\"data\":["
            + "{\"__name__\":\"http_requests_total\",\"code\":\"200\",\"instance\":\"a:1\",\"job\":\"api\",\"method\":\"POST\"},"
            + "{\"__name__\":\"up\",\"instance\":\"a:1\",\"job\":\"api\"}]}";
    assertThat(get(target.replace("[]", "%5B%5D")).text()).isEqualTo(expected);
    String form = target.substring(target.indexOf('?') + 1).replace("[]", "%5B%5D");
    assertThat(send(Request.post("/api/v1/series", form)).text()).isEqualTo(expected);
  }

  @Test
  void listsLabels() throws Exception {
    assertThat(get("/api/v1/labels").text())
        .isEqualTo("{\"status\":\"success\",\"data\":[\"__name__\",\"code\",\"instance\",\"job\",\"method\",\"mount point\"]}");
    assertThat(get("/api/v1/labels?limit=2").text())
        .isEqualTo("{\"status\":\"success\",\"data\":[\"__name__\",\"code\"],\"warnings\":[\"results truncated due to limit\"]}");
    assertThat(get("/api/v1/label/code/values?match%5B%5D=" + escape("{method=\"GET\",job=\"api\"}")).text())
        .isEqualTo("{\"status\":\"success\",\"data\":[\"200\",\"500\"]}");
    assertThat(get("/api/v1/label/mount%20point/values").text()).isEqualTo("{\"status\":\"success\",\"data\":[\"/,\\\"x\\\"\"]}");
    assertThat(get("/api/v1/label/U__mount_20_point/values").text()).contains("/,");
    assertThat(get("/api/v1/label/job/values?start=1&end=2").text()).isEqualTo("{\"status\":\"success\",\"data\":[]}");
  }

  @Test
  void givesEveryErrorItsTypeAndStatus() throws Exception {
    error("/api/v1/query?query=fail+bad_data+oops", 400, "bad_data", "invalid parameter \\\"query\\\": oops");
    error("/api/v1/query?query=fail+execution+oops", 422, "execution", "oops");
    error("/api/v1/query?query=fail+timeout+oops", 503, "timeout", "oops");
    error("/api/v1/query?query=fail+canceled+oops", 499, "canceled", "oops");
    error("/api/v1/query?query=fail+internal+oops", 500, "internal", "oops");
    error("/api/v1/query?query=crash", 500, "internal", "internal error: IllegalStateException; the log of the server has the details");
    error("/api/v1/series", 400, "bad_data", "no match[] parameter provided");
    error("/api/v1/targets/relabel_steps?scrapePool=nope&labels=%7B%7D", 404, "not_found", "error getting scrape config: scrape pool \\\"nope\\\" not found");
  }

  private void error(String target, int status, String type, String message) throws Exception {
    Response response = get(target);
    assertThat(response.text()).isEqualTo("{\"status\":\"error\",\"errorType\":\"" + type + "\",\"error\":\"" + message + "\"}");
    assertThat(response.status()).isEqualTo(status);
  }

  @Test
  void knowsNoOtherPaths() throws Exception {
    Response response = get("/api/v1/nonsense");
    assertThat(response.status()).isEqualTo(404);
    assertThat(response.text()).isEqualTo("404 page not found\n");
    assertThat(get("/nonsense").status()).isEqualTo(404);
    Response otherMethod = send(Request.of("DELETE", "/api/v1/query"));
    assertThat(otherMethod.status()).isEqualTo(405);
    assertThat(otherMethod.header("Allow")).hasValueSatisfying(methods -> assertThat(methods).contains("GET", "POST"));
  }

  @Test
  void answersHeadWithoutABody() throws Exception {
    for (String target : new String[] {"/-/healthy", "/-/ready", "/api/v1/status/buildinfo", "/api/v1/query?query=many+2000"}) {
      Response response = send(Request.of("HEAD", target).with("Accept-Encoding", "gzip"));
      assertThat(response.status()).as(target).isEqualTo(200);
      assertThat(response.body()).as(target).isEmpty();
    }
  }

  @Test
  void compressesForClientsThatTakeIt() throws Exception {
    String target = "/api/v1/query?query=many+100&time=1";
    Response plain = get(target);
    assertThat(plain.header("Content-Encoding")).isEmpty();
    Response compressed = send(Request.get(target).with("Accept-Encoding", "br, gzip;q=0.8"));
    assertThat(compressed.text()).isEqualTo(plain.text());
    if (compresses()) {
      assertThat(compressed.header("Content-Encoding")).hasValue("gzip");
      assertThat(compressed.body().length).isLessThan(plain.body().length / 4);
    }
    assertThat(send(Request.get(target).with("Accept-Encoding", "gzip;q=0")).header("Content-Encoding")).isEmpty();
  }

  @Test
  void streamsLargeAnswers() throws Exception {
    String target = "/api/v1/query_range?query=many+60&start=0&end=1000&step=1";
    Response response = get(target);
    String text = response.text();
    assertThat(text).startsWith("{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":[{").endsWith("]]}]}}");
    assertThat(text.length()).isGreaterThan(500_000);
    assertThat(IntStream.range(0, text.length()).filter(i -> text.startsWith("\"values\"", i)).count()).isEqualTo(60);
    assertThat(send(Request.get(target).with("Accept-Encoding", "gzip")).text()).isEqualTo(text);
  }

  @Test
  void letsBrowsersCallFromElsewhere() throws Exception {
    Response response = send(Request.get("/api/v1/query?query=up").with("Origin", "https://grafana.example"));
    assertThat(response.header("Access-Control-Allow-Origin")).hasValue("*");
    assertThat(response.header("Access-Control-Allow-Methods")).hasValue("GET, POST, OPTIONS");
    assertThat(get("/api/v1/query?query=up").header("Access-Control-Allow-Origin")).isEmpty();
    Response preflight =
        send(
            Request.of("OPTIONS", "/api/v1/query_range")
                .with("Origin", "https://grafana.example")
                .with("Access-Control-Request-Method", "POST"));
    assertThat(preflight.status()).isEqualTo(204);
    assertThat(preflight.header("Access-Control-Allow-Headers")).hasValue("Accept, Authorization, Content-Type, Origin");
    assertThat(send(Request.get("/api/v1/nonsense").with("Origin", "https://grafana.example")).header("Access-Control-Allow-Origin")).hasValue("*");
  }

  @Test
  void readsOptionsOfAQuery() throws Exception {
    String text = get("/api/v1/query?query=up&time=1&timeout=30s&lookback_delta=90&stats=true").text();
    assertThat(text).contains("\"lookback\":\"PT1M30S\"").contains("\"timeout\":\"PT30S\"");
    assertThat(text)
        .endsWith(
            ",\"stats\":{\"timings\":{\"evalTotalTime\":3.0,\"resultSortTime\":1.0,\"queryPreparationTime\":1.0,\"innerEvalTime\":1.0,"
                + "\"execQueueTime\":0,\"execTotalTime\":1.0},\"samples\":{\"totalQueryableSamples\":7,\"samplesRead\":6,\"peakSamples\":5}}}}");
  }

  @Test
  void capsRemarks() throws Exception {
    String text = get("/api/v1/query?query=warn+12").text();
    assertThat(text)
        .contains("\"warnings\":[\"w10\",\"w11\",\"w12\",\"w13\",\"w14\",\"w15\",\"w16\",\"w17\",\"w18\",\"w19\",\"2 more warning annotations omitted\"]")
        .endsWith("\"i19\",\"2 more info annotations omitted\"]}");
    assertThat(get("/api/v1/query?query=many+3&limit=2").text()).endsWith("]},\"warnings\":[\"results truncated due to limit\"]}");
  }

  @Test
  void tellsTenantsApart() throws Exception {
    assertThat(send(Request.get("/api/v1/query?query=up").with("X-Scope-OrgID", "team-a")).text()).contains("\"tenant\":\"team-a\"");
    assertThat(send(Request.get("/api/v1/labels").with("X-Scope-OrgID", "team-a")).text()).contains("\"data\":[]");
    Response refused = send(Request.get("/api/v1/query?query=up").with("X-Scope-OrgID", "a/b"));
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.text()).contains("unsupported character at position 2");
  }

  @Test
  void answersTheManagementRoutes() throws Exception {
    assertThat(get("/-/healthy").text()).isEqualTo("Narthex is Healthy.\n");
    assertThat(get("/-/ready").text()).isEqualTo("Narthex is Ready.\n");
    Response reload = send(Request.of("POST", "/-/reload"));
    assertThat(reload.status()).isEqualTo(500);
    assertThat(reload.text()).isEqualTo("failed to reload config: prometheus.yml:3: unknown key\n");
    assertThat(send(Request.of("PUT", "/-/reload")).status()).isEqualTo(500);
    assertThat(get("/-/reload").status()).isEqualTo(405);
  }

  @Test
  void carriesJsonBodies() throws Exception {
    byte[] body = "[{\"labels\":{\"ä,b\":1}}]".getBytes(StandardCharsets.UTF_8);
    Response response = send(new Request("POST", "/api/v2/alerts", java.util.Map.of("Content-Type", "application/json"), body));
    assertThat(response.text()).isEqualTo("\"[0].labels.ä,b must be a string\"");
    assertThat(response.status()).isEqualTo(400);
  }

  @Test
  void showsItsOwnMetrics() throws Exception {
    get("/api/v1/label/job/values");
    get("/api/v1/query?query=up");
    get("/api/v1/query_range?query=fail+timeout+x&start=1&end=2&step=1");
    Response classic = get("/metrics");
    assertThat(classic.header("Content-Type")).hasValue("text/plain; version=0.0.4; charset=utf-8");
    assertThat(classic.text())
        .contains("prometheus_http_requests_total{code=\"200\",handler=\"/api/v1/label/:name/values\"} ")
        .contains("prometheus_http_request_duration_seconds_bucket{handler=\"/api/v1/label/:name/values\",le=\"0.1\"} ")
        .contains("narthex_query_duration_seconds_count{kind=\"instant\",outcome=\"success\"} ")
        .contains("narthex_query_duration_seconds_count{kind=\"range\",outcome=\"timeout\"} ")
        .contains("prometheus_engine_queries 0\n")
        .contains("prometheus_engine_query_samples_total ")
        .contains("narthex_build_info{branch=\"main\",revision=\"abcdef\",version=\"0.1.0\"} 1\n")
        .contains("process_start_time_seconds ")
        .contains("jvm_memory_used_bytes{area=\"heap\"} ");
    String accept = "application/openmetrics-text;version=1.0.0;q=0.5,text/plain;version=0.0.4;q=0.3,*/*;q=0.1";
    Response open = send(Request.get("/metrics").with("Accept", accept));
    assertThat(open.header("Content-Type")).hasValue("application/openmetrics-text; version=1.0.0; charset=utf-8");
    assertThat(open.text()).endsWith("# EOF\n");
  }
}
