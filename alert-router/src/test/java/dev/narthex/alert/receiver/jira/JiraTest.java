package dev.narthex.alert.receiver.jira;

import static dev.narthex.alert.receiver.ReceiverKit.*;
import static org.assertj.core.api.Assertions.assertThat;

import dev.narthex.alert.receiver.Delivery;
import dev.narthex.alert.receiver.IntegrationConfig;
import dev.narthex.alert.receiver.ScriptedHttp;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JiraTest {
  private static final String KIND = "jira_configs";
  private static final String YAML = """
      api_url: https://jira.example/rest/api/2
      project: '{{ "OPS" }}'
      issue_type: Bug
      description: d
      labels: [z, '{{ .GroupLabels.alertname }}']
      priority: High
      fields: {customfield_1: {value: '{{ .Status }}'}}
      resolve_transition: Done
      reopen_transition: Reopen
      reopen_duration: 2h
      wont_fix_resolution: "Won't Fix"
      """;
  private static final String NONE = "{\"issues\":[]}";
  private static final String ISSUE = "{\"customfield_1\":{\"value\":\"firing\"},\"description\":\"d\",\"issuetype\":{\"name\":\"Bug\"},\"labels\":[\"ALERT{" + HASH
      + "}\",\"HighLoad\",\"z\"],\"priority\":{\"name\":\"High\"},\"project\":{\"key\":\"OPS\"},\"summary\":\"[FIRING:1] HighLoad (a:9100)\"}";

  private static String found(String category) {
    return "{\"issues\":[{\"key\":\"OPS-7\",\"fields\":{\"status\":{\"name\":\"x\",\"statusCategory\":{\"key\":\"" + category + "\"}}}}]}";
  }

  private static List<String> lines(ScriptedHttp http) {
    return http.sent().stream().map(s -> s.method() + " " + s.url() + " " + s.body().strip()).toList();
  }

  @Test
  void createsWhatIsNotThere() {
    IntegrationConfig config = read(KIND, YAML);
    printed(KIND, config);
    ScriptedHttp http = new ScriptedHttp().answer(200, NONE).answer(201, "{}");
    assertThat(deliver(config, http, firing())).isEqualTo(Delivery.Delivered.saying("issue created"));
    assertThat(lines(http)).containsExactly("POST https://jira.example/rest/api/2/search {\"jql\":\"(resolution is EMPTY or resolution != \\\"Won't Fix\\\") and (resolutiondate is EMPTY OR resolutiondate \\u003e= -120m) and "
        + "project=\\\"OPS\\\" and labels=\\\"ALERT{" + HASH + "}\\\" order by status ASC,resolutiondate DESC\",\"maxResults\":2,\"fields\":[\"status\"]}",
        "POST https://jira.example/rest/api/2/issue {\"fields\":" + ISSUE + "}");
    assertThat(http.sent().getFirst().headers()).containsEntry("Accept-Language", "en");
  }

  @Test
  void aTemplateThatFailsStillOpensAnIssue() {
    String yaml = YAML.replace("description: d", "description: '{{ .Nothing }}'").replace("priority: High", "priority: '{{ .Nothing }}'").replace("labels: [z,", "labels: ['{{ .Nothing }}',")
        .replace("{value: '{{ .Status }}'}", "{value: '{{ .Nothing }}'}") + "summary: '{{ .Nothing }}'\n";
    ScriptedHttp http = new ScriptedHttp().answer(200, NONE).answer(201, "{}");
    Delivery delivery = deliver(read(KIND, yaml), http, firing());
    assertThat(delivery).isInstanceOf(Delivery.Delivered.class);
    assertThat(((Delivery.Delivered) delivery).notes()).hasSizeGreaterThanOrEqualTo(4);
    assertThat(lines(http).getLast()).contains("[FIRING:1] alertname=HighLoad");
  }

  @Test
  void aResolveCreatesNothing() {
    ScriptedHttp http = new ScriptedHttp().answer(200, NONE);
    assertThat(deliver(read(KIND, YAML), http, resolved())).isEqualTo(Delivery.Delivered.saying("no open issue, nothing to resolve"));
    assertThat(http.only().body()).contains("and statusCategory != Done and project=");
  }

  @Test
  void changesAndMovesOn() {
    ScriptedHttp http = new ScriptedHttp().answer(200, found("new")).answer(204, "").answer(200, "{\"transitions\":[{\"id\":\"1\",\"name\":\"Start\"},{\"id\":\"2\",\"name\":\"Done\"}]}").answer(204, "");
    assertThat(deliver(read(KIND, YAML + "summary: {template: s, enable_update: false}\n"), http, resolved())).isEqualTo(Delivery.Delivered.saying("issue OPS-7 changed, Done"));
    assertThat(lines(http).subList(1, 4)).containsExactly(
        "PUT https://jira.example/rest/api/2/issue/OPS-7 {\"fields\":" + ISSUE.replace("\"firing\"", "\"resolved\"").replace(",\"summary\":\"[FIRING:1] HighLoad (a:9100)\"", "") + "}",
        "GET https://jira.example/rest/api/2/issue/OPS-7/transitions ",
        "POST https://jira.example/rest/api/2/issue/OPS-7/transitions {\"transition\":{\"id\":\"2\"}}");
    ScriptedHttp reopened = new ScriptedHttp().answer(200, found("done")).answer(204, "").answer(200, "{\"transitions\":[{\"id\":\"3\",\"name\":\"Reopen\"}]}").answer(204, "");
    assertThat(deliver(read(KIND, YAML), reopened, firing())).isEqualTo(Delivery.Delivered.saying("issue OPS-7 changed, Reopen"));
    ScriptedHttp still = new ScriptedHttp().answer(200, found("indeterminate")).answer(204, "");
    assertThat(deliver(read(KIND, YAML), still, firing())).isEqualTo(Delivery.Delivered.saying("issue OPS-7 changed"));
    assertThat(deliver(read(KIND, YAML), new ScriptedHttp().answer(200, found("new")).answer(204, "").answer(200, "{\"transitions\":[]}"), resolved()))
        .isEqualTo(new Delivery.Refused(Delivery.Failure.OTHER, "issue OPS-7 has no transition \"Done\""));
  }

  @Test
  void version3WantsDocuments() {
    String v3 = YAML.replace("/api/2", "/api/3").replace("description: d", "description: \"one\\ntwo\\n\\nthree\"");
    ScriptedHttp http = new ScriptedHttp().answer(200, NONE).answer(201, "{}");
    deliver(read(KIND, v3), http, firing());
    assertThat(http.sent().getLast().body()).contains("\"description\":{\"type\":\"doc\",\"version\":1,\"content\":[{\"type\":\"paragraph\",\"content\":[{\"type\":\"text\",\"text\":\"one\"},{\"type\":\"hardBreak\"},"
        + "{\"type\":\"text\",\"text\":\"two\"}]},{\"type\":\"paragraph\",\"content\":[{\"type\":\"text\",\"text\":\"three\"}]}]}");
    ScriptedHttp own = new ScriptedHttp().answer(200, NONE).answer(201, "{}");
    deliver(read(KIND, YAML.replace("/api/2", "/api/3/").replace("description: d", "description: '{\"type\":\"doc\",\"version\":1,\"content\":[]}'")), own, firing());
    assertThat(own.sent().getLast().body()).contains("\"description\":{\"type\":\"doc\",\"version\":1,\"content\":[]}");
  }

  @Test
  void theCloudSearchesElsewhere() {
    for (String yaml : List.of(YAML.replace("jira.example", "x.atlassian.net"), YAML + "api_type: cloud\n")) {
      ScriptedHttp http = new ScriptedHttp().answer(200, NONE);
      deliver(read(KIND, yaml), http, resolved());
      assertThat(http.only().url()).endsWith("/rest/api/3/search/jql");
    }
    ScriptedHttp http = new ScriptedHttp().answer(200, NONE);
    deliver(read(KIND, YAML.replace("jira.example", "x.atlassian.net") + "api_type: datacenter\n"), http, resolved());
    assertThat(http.only().url()).endsWith("/rest/api/2/search");
  }

  @Test
  void limitsAndStatuses() {
    ScriptedHttp http = new ScriptedHttp().answer(200, NONE).answer(201, "{}");
    deliver(read(KIND, YAML.replace("description: d", "description: " + "d".repeat(32_768)) + "summary: " + "s".repeat(256)), http, firing());
    assertThat(http.sent().getLast().body()).contains("\"summary\":\"" + "s".repeat(254) + "…\"", "\"description\":\"" + "d".repeat(32_766) + "…\"");
    for (int status : List.of(429, 500, 503)) {
      assertThat(deliver(read(KIND, YAML), new ScriptedHttp().answer(status, ""), firing())).isInstanceOf(Delivery.Retriable.class);
      assertThat(deliver(read(KIND, YAML), new ScriptedHttp().answer(200, NONE).answer(status, ""), firing())).isInstanceOf(Delivery.Retriable.class);
    }
    for (int status : List.of(400, 401, 404)) {
      assertThat(deliver(read(KIND, YAML), new ScriptedHttp().answer(200, NONE).answer(status, "bad"), firing())).isInstanceOf(Delivery.Refused.class);
    }
    assertThat(deliver(read(KIND, YAML), new ScriptedHttp().fail(new java.io.IOException("cut")), firing())).isInstanceOf(Delivery.Retriable.class);
  }

  @Test
  void configuration() {
    refuses(KIND, "issue_type: x\napi_url: https://a/", "needs \"project\"");
    refuses(KIND, "project: x\napi_url: https://a/", "needs \"issue_type\"");
    refuses(KIND, "project: x\nissue_type: y", "no URL to send to");
    refuses(KIND, YAML + "api_type: odd", "it is auto, cloud or datacenter");
  }
}
