package dev.narthex.alert.receiver.pagerduty;

import static dev.narthex.alert.receiver.ReceiverKit.*;
import static org.assertj.core.api.Assertions.assertThat;

import dev.narthex.alert.receiver.Delivery;
import dev.narthex.alert.receiver.IntegrationConfig;
import dev.narthex.alert.receiver.Notification;
import dev.narthex.alert.receiver.ScriptedHttp;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PagerdutyTest {
  private static final String KIND = "pagerduty_configs";

  @Test
  void version2() {
    ScriptedHttp http = new ScriptedHttp().answer(202, "{\"status\":\"success\"}");
    IntegrationConfig config = read(KIND, """
        routing_key: '{{ .GroupLabels.alertname }}-key'
        severity: '{{ if eq .Status "firing" }}critical{{ end }}'
        class: c
        component: comp
        group: g
        details: {runbook: 'http://r/{{ .GroupLabels.alertname }}', firing: '', resolved: '', nested: {list: [1, '{{ .Status }}']}}
        images: [{src: 'http://i', alt: a, href: h}, {src: '{{ .GroupLabels.none }}'}]
        links: [{href: 'http://l', text: t}]
        """);
    printed(KIND, config);
    assertThat(deliver(config, http, firing())).isInstanceOf(Delivery.Delivered.class);
    assertThat(http.only().url()).isEqualTo("https://events.pagerduty.com/v2/enqueue");
    assertThat(http.only().body()).isEqualTo("{\"routing_key\":\"HighLoad-key\",\"dedup_key\":\"" + HASH + "\",\"event_action\":\"trigger\",\"payload\":{\"summary\":\"[FIRING:1] HighLoad (a:9100)\","
        + "\"source\":\"Alertmanager\",\"severity\":\"critical\",\"class\":\"c\",\"component\":\"comp\",\"group\":\"g\",\"custom_details\":{\"firing\":\"\",\"nested\":{\"list\":[1,\"firing\"]},"
        + "\"num_firing\":1,\"num_resolved\":0,\"resolved\":\"\",\"runbook\":\"http://r/HighLoad\"}},\"client\":\"Alertmanager\","
        + "\"client_url\":\"http://alerts.example:9093/#/alerts?receiver=team%5C.X\",\"images\":[{\"src\":\"http://i\",\"alt\":\"a\",\"href\":\"h\"}],\"links\":[{\"href\":\"http://l\",\"text\":\"t\"}]}\n");
  }

  @Test
  void alertsStandInTheDetailsByDefault() {
    assertThat(sent(read(KIND, "routing_key: k"), firing()).body()).contains("\"custom_details\":{\"firing\":[{\"annotations\":{\"summary\":\"load is high\"},\"endsAt\":\"0001-01-01T00:00:00Z\"", "\"resolved\":[]", "\"severity\":\"error\"");
    assertThat(sent(read(KIND, "routing_key: k"), resolved()).body()).contains("\"event_action\":\"resolve\"", "\"num_resolved\":1");
  }

  @Test
  void version1() {
    ScriptedHttp http = new ScriptedHttp();
    IntegrationConfig config = read(KIND, "service_key: k\ndetails: {firing: f, resolved: r}\ndescription: d");
    deliver(config, http, firing());
    assertThat(http.only().url()).isEqualTo("https://events.pagerduty.com/generic/2010-04-15/create_event.json");
    assertThat(http.only().body()).isEqualTo("{\"service_key\":\"k\",\"incident_key\":\"" + HASH + "\",\"event_type\":\"trigger\",\"description\":\"d\",\"client\":\"Alertmanager\","
        + "\"client_url\":\"http://alerts.example:9093/#/alerts?receiver=team%5C.X\",\"details\":{\"firing\":\"f\",\"num_firing\":1,\"num_resolved\":0,\"resolved\":\"r\"}}\n");
    assertThat(sent(config, resolved()).body()).isEqualTo("{\"service_key\":\"k\",\"incident_key\":\"" + HASH + "\",\"event_type\":\"resolve\",\"description\":\"d\","
        + "\"details\":{\"firing\":\"f\",\"num_firing\":0,\"num_resolved\":1,\"resolved\":\"r\"}}\n");
  }

  @Test
  void whatIsTooLargeIsLeftOutOrCut() {
    ScriptedHttp http = new ScriptedHttp();
    Delivery delivery = deliver(read(KIND, "routing_key: k\ndescription: " + "x".repeat(2000) + "\ndetails: {big: '{{ range 52000 }}0123456789{{ end }}'}"), http, firing());
    assertThat(http.only().body()).contains("\"summary\":\"" + "x".repeat(1023) + "…\"", "\"custom_details\":{\"error\":\"the details were left out because the event would exceed 512 kB\"}").hasSizeLessThan(5000);
    assertThat(((Delivery.Delivered) delivery).notes()).containsExactly("description was cut to 1024 characters", "the details were left out because the event would exceed 512 kB");
  }

  @Test
  void aBadDetailDoesNotLoseThePage() {
    ScriptedHttp http = new ScriptedHttp();
    Delivery delivery = deliver(read(KIND, "routing_key: k\ndetails: {bad: '{{ .Nothing }}', good: yes it is}\nclient: '{{ .Nothing }}'"), http, firing());
    assertThat(http.only().body()).contains("\"good\":\"yes it is\"").doesNotContain("\"bad\"", "\"client\":");
    assertThat(((Delivery.Delivered) delivery).notes()).hasSize(3).anySatisfy(note -> assertThat(note).startsWith("the template of details.bad failed, it was left out"));
  }

  @Test
  void status400IsExplained() {
    assertThat(deliver(read(KIND, "routing_key: k"), new ScriptedHttp().answer(400, "{\"status\":\"invalid event\",\"message\":\"Event object is invalid\",\"errors\":[\"a\",\"b\"]}"), firing()))
        .isEqualTo(new Delivery.Refused(Delivery.Failure.CLIENT_ERROR, "the receiver answered HTTP status 400: Event object is invalid: a, b"));
    assertThat(deliver(read(KIND, "routing_key: '{{ .GroupLabels.none }}'"), new ScriptedHttp(), firing())).isEqualTo(new Delivery.Refused(Delivery.Failure.OTHER, "routing_key is empty"));
  }

  @Test
  void configuration() {
    refuses(KIND, "{}", "PagerDuty needs \"routing_key\"");
    refuses(KIND, "routing_key: a\nrouting_key_file: b", "at most one of \"routing_key\" and \"routing_key_file\"");
    refuses(KIND, "routing_key: a\nurl: nonsense", "URL scheme must be 'http' or 'https'");
    refuses(KIND, "routing_key: a\ndetails: [1]", "details must be a mapping");
  }
}
