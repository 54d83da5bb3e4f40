package dev.narthex.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.narthex.api.HttpExchange.Request;
import dev.narthex.api.HttpExchange.Response;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Alertmanager's API v2 over a router in memory, at a standing clock. */
class AlertmanagerApiTest {
  private static final String SILENCE =
      "{\"matchers\":[{\"name\":\"job\",\"value\":\"a.*\",\"isRegex\":true},{\"name\":\"severity\",\"value\":\"info\",\"isEqual\":false}],"
          + "\"startsAt\":\"2026-11-24T11:00:00Z\",\"endsAt\":\"2026-11-24T13:00:00+00:00\",\"createdBy\":\"me\",\"comment\":\"a, {b}\"}";

  private NettyServer server;

  @BeforeEach
  void start() {
    server = new NettyServer(SamplePorts.routing(() -> SamplePorts.NOW));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void takesAndShowsAlerts() throws Exception {
    String alerts =
        "[{\"labels\":{\"alertname\":\"Down\",\"job\":\"api\",\"empty\":\"\"},\"annotations\":{\"summary\":\"x\"},\"startsAt\":\"2026-11-24T11:59:00.5Z\","
            + "\"generatorURL\":\"http://p/g\"},{\"labels\":{\"alertname\":\"Over\"},\"endsAt\":\"2026-11-24T11:00:00Z\"}]";
    Response posted = post("/api/v2/alerts", alerts);
    assertThat(posted.status()).isEqualTo(200);
    assertThat(posted.text()).isEmpty();
    String shown =
        "{\"annotations\":{\"summary\":\"x\"},\"endsAt\":\"2026-11-24T12:05:00.250Z\",\"fingerprint\":\"%s\",\"receivers\":[{\"name\":\"team\"}],"
            + "\"startsAt\":\"2026-11-24T11:59:00.500Z\",\"status\":{\"inhibitedBy\":[],\"mutedBy\":[],\"silencedBy\":[],\"state\":\"active\"},"
            + "\"updatedAt\":\"2026-11-24T12:00:00.250Z\",\"generatorURL\":\"http://p/g\",\"labels\":{\"alertname\":\"Down\",\"job\":\"api\"}}";
    String alert = shown.formatted(dev.narthex.alert.Fingerprint.of(dev.narthex.model.Labels.of("alertname", "Down", "job", "api")));
    assertThat(get("/api/v2/alerts").text()).isEqualTo("[" + alert + "]");
    assertThat(get("/api/v2/alerts").header("Cache-Control")).hasValue("no-store");
    assertThat(get("/api/v2/alerts?filter=" + HttpContract.escape("job=~\"a.*\"") + "&filter=alertname%3DDown").text()).contains("Down");
    assertThat(get("/api/v2/alerts?filter=job%21%3Dapi").text()).isEqualTo("[]");
    assertThat(get("/api/v2/alerts?receiver=te.%2B").text()).contains("Down");
    assertThat(get("/api/v2/alerts?receiver=te").text()).isEqualTo("[]");
    assertThat(get("/api/v2/alerts?active=false").text()).isEqualTo("[]");
    assertThat(get("/api/v2/alerts/groups").text())
        .isEqualTo("[{\"alerts\":[" + alert + "],\"labels\":{},\"receiver\":{\"name\":\"team\"},\"routeLabels\":{}}]");
  }

  @Test
  void tellsWhoWasToldWhatAndWhy() throws Exception {
    String entry =
        "{\"at\":\"2026-11-24T11:59:00.250Z\",\"receiver\":\"team\",\"integration\":\"webhook\",\"identity\":\"http://hook\",\"outcome\":\"delivered\","
            + "\"reason\":\"new alerts added\",\"attempt\":2,\"mayRepeat\":true,\"answer\":\"200 OK\",\"flushedAt\":\"2026-11-24T11:58:59.250Z\","
            + "\"groupKey\":\"{}:{alertname=\\\"Down\\\"}\",\"groupLabels\":{\"alertname\":\"Down\"},\"firing\":1,\"resolved\":0,"
            + "\"alerts\":[{\"labels\":{\"alertname\":\"Down\",\"job\":\"api\"},\"status\":\"firing\"}]}";
    assertThat(get("/api/v2/narthex/history").text()).isEqualTo("[" + entry + "]");
    assertThat(get("/api/v2/narthex/history?receiver=team&filter=job%3Dapi&limit=1&start=2026-11-24T11:00:00Z").text()).isEqualTo("[" + entry + "]");
    assertThat(get("/api/v2/narthex/history?receiver=other").text()).isEqualTo("[]");
    assertThat(get("/api/v2/narthex/history?filter=job%3Ddb").text()).isEqualTo("[]");
    assertThat(get("/api/v2/narthex/history?end=2026-11-24T11:00:00Z").text()).isEqualTo("[]");
    assertThat(get("/api/v2/narthex/history?limit=-1").status()).isEqualTo(400);
    assertThat(get("/api/v2/narthex/history?start=soon").status()).isEqualTo(400);
  }

  @Test
  void refusesWrongAlertsWithASentence() throws Exception {
    refused("/api/v2/alerts", "[{\"labels\":{}},{\"labels\":{\"a\":\"b\"}}]", "\"invalid label set: at least one label pair required\"");
    assertThat(get("/api/v2/alerts").text()).contains("\"labels\":{\"a\":\"b\"}");
    refused("/api/v2/alerts", "{}", "\"the body must be an array of alerts\"");
    refused("/api/v2/alerts", "[1]", "\"[0] must be an object\"");
    refused("/api/v2/alerts", "[{\"labels\":{\"a\":1}}]", "\"[0].labels.a must be a string\"");
    refused("/api/v2/alerts", "[{\"startsAt\":\"soon\"}]", "\"[0].startsAt must be a time such as 2026-11-24T12:00:00Z\"");
    refused("/api/v2/alerts", "", "\"the body is empty; JSON is wanted\"");
    assertThat(post("/api/v2/alerts", "[{").text()).startsWith("\"the body is no JSON: ");
    assertThat(post("/api/v2/alerts", "[".repeat(5000)).status()).isEqualTo(400);
    assertThat(get("/api/v2/alerts?active=x").text()).isEqualTo("\"invalid parameter \\\"active\\\": must be true or false, not \\\"x\\\"\"");
    assertThat(get("/api/v2/alerts?filter=%7Bx").text()).startsWith("\"bad matcher format: ");
    assertThat(get("/api/v2/alerts?receiver=%28").status()).isEqualTo(400);
  }

  @Test
  void keepsSilences() throws Exception {
    post("/api/v2/alerts", "[{\"labels\":{\"alertname\":\"Down\",\"job\":\"api\"}}]");
    Response created = post("/api/v2/silences", SILENCE);
    assertThat(created.text()).isEqualTo("{\"silenceID\":\"00000000-0000-4000-8000-000000000001\"}");
    String id = "00000000-0000-4000-8000-000000000001";
    String shown =
        "{\"id\":\"" + id + "\",\"status\":{\"state\":\"active\"},\"updatedAt\":\"2026-11-24T12:00:00.250Z\",\"comment\":\"a, {b}\",\"createdBy\":\"me\","
            + "\"endsAt\":\"2026-11-24T13:00:00.000Z\",\"matchers\":[{\"isEqual\":true,\"isRegex\":true,\"name\":\"job\",\"value\":\"a.*\"},"
            + "{\"isEqual\":false,\"isRegex\":false,\"name\":\"severity\",\"value\":\"info\"}],\"startsAt\":\"2026-11-24T12:00:00.250Z\",\"annotations\":{}}";
    assertThat(get("/api/v2/silence/" + id).text()).isEqualTo(shown);
    assertThat(get("/api/v2/silences").text()).isEqualTo("[" + shown + "]");
    assertThat(get("/api/v2/silences?active=false").text()).isEqualTo("[]");
    assertThat(get("/api/v2/silences?filter=" + HttpContract.escape("job=~\"a.*\"")).text()).contains(id);
    assertThat(get("/api/v2/silences?filter=job%3Dapi").text()).isEqualTo("[]");
    assertThat(get("/api/v2/alerts").text()).contains("\"silencedBy\":[\"" + id + "\"],\"state\":\"suppressed\"");
    assertThat(get("/api/v2/alerts?silenced=false").text()).isEqualTo("[]");
    assertThat(server.send(Request.of("DELETE", "/api/v2/silence/" + id)).status()).isEqualTo(200);
    assertThat(get("/api/v2/silence/" + id).text()).contains("\"state\":\"expired\"");
    assertThat(get("/api/v2/silence/nope").status()).isEqualTo(404);
    assertThat(get("/api/v2/silence/nope").text()).isEqualTo("\"silence nope not found\"");
    assertThat(server.send(Request.of("DELETE", "/api/v2/silence/nope")).status()).isEqualTo(404);
  }

  @Test
  void refusesWrongSilencesWithASentence() throws Exception {
    refused("/api/v2/silences", SILENCE.replace("\"createdBy\":\"me\",", ""), "\"createdBy is required\"");
    refused("/api/v2/silences", SILENCE.replace("2026-11-24T13", "2026-11-24T10"), "\"invalid silence: end time must not be before start time\"");
    refused("/api/v2/silences", SILENCE.replace("\"isRegex\":true", "\"isRegex\":1"), "\"matchers[0].isRegex must be true or false\"");
    assertThat(post("/api/v2/silences", SILENCE.replace("a.*", "a(")).text()).startsWith("\"invalid silence: invalid label matcher matchers[0]: ");
    assertThat(post("/api/v2/silences", SILENCE.replace("{\"matchers\"", "{\"id\":\"x\",\"matchers\"")).status()).isEqualTo(404);
  }

  @Test
  void describesItself() throws Exception {
    assertThat(get("/api/v2/receivers").text()).isEqualTo("[{\"labels\":{\"name\":\"team\"},\"name\":\"team\"}]");
    assertThat(get("/api/v2/receivers?receiver_matchers=name%3Dother").text()).isEqualTo("[]");
    assertThat(get("/api/v2/status").text())
        .isEqualTo(
            "{\"cluster\":{\"peers\":[],\"status\":\"disabled\"},\"config\":{\"original\":\"route:\\n  receiver: team\\nreceivers:\\n- name: team\\n\"},"
                + "\"uptime\":\"2026-11-24T12:00:00.250Z\",\"versionInfo\":{\"branch\":\"main\",\"buildDate\":\"\",\"buildUser\":\"\",\"goVersion\":\"\","
                + "\"revision\":\"abcdef\",\"version\":\"0.34.0\"}}");
  }

  @Test
  void saysWhereNoRouterRuns() throws Exception {
    try (NettyServer without = new NettyServer(SamplePorts.ports())) {
      Response response = without.send(Request.get("/api/v2/alerts"));
      assertThat(response.status()).isEqualTo(500);
      assertThat(response.text()).isEqualTo("\"no alert router runs here; alerts are routed by the Alertmanagers of the configuration\"");
    }
  }

  @Test
  void refusesWhatComesAfterItsHeaders() throws Exception {
    String unknown = SILENCE.replace("{\"matchers\"", "{\"id\":\"x\",\"matchers\"");
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(server.uri() + "/api/v2/silences"))
            .expectContinue(true) // so the body is sent when the route waits for it
            .POST(HttpRequest.BodyPublishers.ofString(unknown))
            .build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
      assertThat(response.statusCode()).isEqualTo(404);
      assertThat(response.body()).contains("x");
    }
  }

  private void refused(String target, String body, String sentence) throws Exception {
    Response response = post(target, body);
    assertThat(response.text()).isEqualTo(sentence);
    assertThat(response.status()).isEqualTo(400);
  }

  private Response get(String target) throws Exception {
    return server.send(Request.get(target));
  }

  private Response post(String target, String body) throws Exception {
    return server.send(new Request("POST", target, Map.of("Content-Type", "application/json"), body.getBytes(StandardCharsets.UTF_8)));
  }
}
