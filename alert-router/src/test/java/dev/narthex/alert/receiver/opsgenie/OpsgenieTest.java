package dev.narthex.alert.receiver.opsgenie;

import static dev.narthex.alert.receiver.ReceiverKit.*;
import static org.assertj.core.api.Assertions.assertThat;

import dev.narthex.alert.receiver.Delivery;
import dev.narthex.alert.receiver.IntegrationConfig;
import dev.narthex.alert.receiver.Notification;
import dev.narthex.alert.receiver.ScriptedHttp;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OpsgenieTest {
  private static final String KIND = "opsgenie_configs";

  @Test
  void creates() {
    IntegrationConfig config = read(KIND, """
        api_key: k
        api_url: https://api.eu.opsgenie.com
        description: d
        details: {team: '{{ .GroupLabels.alertname }}'}
        responders: [{name: a, type: team}, {name: 'x,y', type: teams}, {id: '{{ .GroupLabels.none }}', type: '{{ .GroupLabels.none }}'}, {username: u, type: User}]
        tags: 'a,,b'
        note: n
        priority: P1
        entity: e
        actions: 'do,it'
        """);
    printed(KIND, config);
    ScriptedHttp.Sent sent = sent(config, firing());
    assertThat(sent.url()).isEqualTo("https://api.eu.opsgenie.com/v2/alerts");
    assertThat(sent.headers()).containsEntry("Authorization", "GenieKey k");
    assertThat(sent.body()).isEqualTo("{\"alias\":\"" + HASH + "\",\"message\":\"[FIRING:1] HighLoad (a:9100)\",\"description\":\"d\",\"details\":{\"alertname\":\"HighLoad\",\"instance\":\"a:9100\",\"team\":\"HighLoad\"},"
        + "\"source\":\"http://alerts.example:9093/#/alerts?receiver=team%5C.X\",\"responders\":[{\"name\":\"a\",\"type\":\"team\"},{\"name\":\"x\",\"type\":\"team\"},{\"name\":\"y\",\"type\":\"team\"},"
        + "{\"username\":\"u\",\"type\":\"user\"}],\"tags\":[\"a\",\"b\"],\"note\":\"n\",\"priority\":\"P1\",\"entity\":\"e\",\"actions\":[\"do\",\"it\"]}\n");
  }

  @Test
  void closes() {
    ScriptedHttp.Sent sent = sent(read(KIND, "api_key: k\nsource: s"), resolved());
    assertThat(sent.method()).isEqualTo("POST");
    assertThat(sent.url()).isEqualTo("https://api.opsgenie.com/v2/alerts/" + HASH + "/close?identifierType=alias");
    assertThat(sent.body()).isEqualTo("{\"source\":\"s\"}\n");
  }

  @Test
  void updates() {
    ScriptedHttp http = new ScriptedHttp();
    deliver(read(KIND, "api_key: k\nupdate_alerts: true\nmessage: " + "m".repeat(131) + "\ndescription: d"), http, firing());
    String message = "m".repeat(129) + "…";
    assertThat(http.sent()).extracting(s -> s.method() + " " + s.url()).containsExactly("POST https://api.opsgenie.com/v2/alerts",
        "PUT https://api.opsgenie.com/v2/alerts/" + HASH + "/message?identifierType=alias", "PUT https://api.opsgenie.com/v2/alerts/" + HASH + "/description?identifierType=alias");
    assertThat(http.sent().get(0).body()).contains("\"message\":\"" + message + "\"");
    assertThat(http.sent().get(1).body()).isEqualTo("{\"message\":\"" + message + "\"}\n");
    assertThat(http.sent().get(2).body()).isEqualTo("{\"description\":\"d\"}\n");
    ScriptedHttp refusing = new ScriptedHttp().answer(202, "").answer(429, "");
    assertThat(deliver(read(KIND, "api_key: k\nupdate_alerts: true"), refusing, firing())).isInstanceOf(Delivery.Retriable.class);
    assertThat(refusing.sent()).hasSize(2);
  }

  @Test
  void configuration() {
    refuses(KIND, "{}", "no Opsgenie API key");
    refuses(KIND, "api_key: k\nresponders: [{type: team}]", "a responder needs \"id\", \"name\" or \"username\"");
    refuses(KIND, "api_key: k\nresponders: [{name: a, type: nobody}]", "the type of a responder is team, teams, user, escalation or schedule");
  }
}
