package dev.narthex.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.narthex.api.HttpExchange.Request;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Rules, alerts and Alertmanagers as Prometheus shows them. */
class RulesApiTest {
  private static final String ALERT =
      "{\"labels\":{\"alertname\":\"Down\",\"job\":\"a\"},\"annotations\":{\"summary\":\"a\"},\"state\":\"firing\","
          + "\"activeAt\":\"2026-11-24T11:58:30.250Z\",\"value\":\"5e-01\"}";
  private static final String DOWN =
      "{\"state\":\"firing\",\"name\":\"Down\",\"query\":\"up == 0\",\"duration\":60,\"keepFiringFor\":1.5,\"labels\":{\"severity\":\"page\"},"
          + "\"annotations\":{\"summary\":\"{{ $labels.job }}\"},\"alerts\":[" + ALERT + "],\"health\":\"ok\",\"evaluationTime\":0.02,"
          + "\"lastEvaluation\":\"2026-11-24T12:00:00.250Z\",\"type\":\"alerting\"}";
  private static final String SUM =
      "{\"name\":\"job:up:sum\",\"query\":\"sum by (job) (up)\",\"labels\":{},\"health\":\"err\",\"lastError\":\"too many samples\",\"evaluationTime\":0.02,"
          + "\"lastEvaluation\":\"2026-11-24T12:00:00.250Z\",\"type\":\"recording\"}";
  private static final String FIRST_END =
      "],\"interval\":15,\"limit\":0,\"evaluationTime\":0.02,\"lastEvaluation\":\"2026-11-24T12:00:00.250Z\"}";
  private static final String SECOND =
      "{\"name\":\"second\",\"file\":\"rules.yml\",\"rules\":[{\"name\":\"fresh\",\"query\":\"up == 0\",\"labels\":{\"team\":\"x\"},\"health\":\"unknown\","
          + "\"evaluationTime\":0.0,\"lastEvaluation\":\"0001-01-01T00:00:00Z\",\"type\":\"recording\"}],\"interval\":60,\"limit\":5,\"evaluationTime\":0.0,"
          + "\"lastEvaluation\":\"0001-01-01T00:00:00Z\"}";
  private static final String FIRST_BEGIN = "{\"name\":\"first\",\"file\":\"rules.yml\",\"rules\":[";

  private static NettyServer server;

  @BeforeAll
  static void start() {
    server = new NettyServer(SamplePorts.routing(() -> SamplePorts.NOW));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void showsGroupsWithTheirRules() throws Exception {
    assertThat(get("/api/v1/rules")).isEqualTo(groups(FIRST_BEGIN + DOWN + "," + SUM + FIRST_END + "," + SECOND));
    assertThat(get("/api/v1/rules?type=alert")).startsWith(groups(FIRST_BEGIN + DOWN + FIRST_END).replace("]}}", "")).doesNotContain("fresh\"");
    assertThat(get("/api/v1/rules?rule_name%5B%5D=job:up:sum")).isEqualTo(groups(FIRST_BEGIN + SUM + FIRST_END));
    assertThat(get("/api/v1/rules?rule_group%5B%5D=second")).isEqualTo(groups(SECOND));
    assertThat(get("/api/v1/rules?file%5B%5D=other.yml")).isEqualTo(groups(""));
    assertThat(get("/api/v1/rules?match%5B%5D=" + HttpContract.escape("{team=\"x\"}"))).isEqualTo(groups(SECOND));
    assertThat(get("/api/v1/rules?exclude_alerts=true&type=alert")).contains("\"alerts\":[]");
    assertThat(get("/api/v1/rules?type=both")).contains("invalid parameter \\\"type\\\": not supported value \\\"both\\\"");
  }

  @Test
  void pagesThroughGroups() throws Exception {
    String first = get("/api/v1/rules?group_limit=1&exclude_alerts=true");
    assertThat(first).contains("\"first\"").doesNotContain("\"second\"").contains("\"groupNextToken\":\"");
    String token = first.replaceAll(".*\"groupNextToken\":\"([0-9a-f]{40})\".*", "$1");
    assertThat(get("/api/v1/rules?group_limit=1&group_next_token=" + token)).isEqualTo(groups(SECOND));
    assertThat(get("/api/v1/rules?group_next_token=" + token)).contains("group_limit needs to be present");
    assertThat(get("/api/v1/rules?group_limit=1&group_next_token=abc")).contains("invalid group_next_token 'abc'. were rule groups changed?");
  }

  @Test
  void showsAlertsAndWhereTheyGo() throws Exception {
    assertThat(get("/api/v1/alerts")).isEqualTo("{\"status\":\"success\",\"data\":{\"alerts\":[" + ALERT + "]}}");
    assertThat(get("/api/v1/alertmanagers"))
        .isEqualTo("{\"status\":\"success\",\"data\":{\"activeAlertmanagers\":[{\"url\":\"http://am:9093/api/v2/alerts\"}],\"droppedAlertmanagers\":[]}}");
  }

  private static String groups(String groups) {
    return "{\"status\":\"success\",\"data\":{\"groups\":[" + groups + "]}}";
  }

  private static String get(String target) throws Exception {
    return server.send(Request.get(target)).text();
  }
}
