package dev.narthex.alert.receiver.sns;

import static dev.narthex.alert.receiver.ReceiverKit.*;
import static org.assertj.core.api.Assertions.assertThat;

import dev.narthex.alert.receiver.Delivery;
import dev.narthex.alert.receiver.IntegrationConfig;
import dev.narthex.alert.receiver.Notification;
import dev.narthex.alert.receiver.ScriptedHttp;
import dev.narthex.alert.receiver.TopicPublisher;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SnsTest {
  private static final String KIND = "sns_configs";

  private record Published(TopicPublisher.Access access, TopicPublisher.Message message) {}

  private final List<Published> published = new ArrayList<>();

  private Delivery publish(String yaml, Notification notification) {
    IntegrationConfig config = read(KIND, yaml);
    printed(KIND, config);
    return config.build(services(new ScriptedHttp(), (access, message) -> {
      published.add(new Published(access, message));
      return Delivery.Delivered.saying("id");
    })).deliver(notification);
  }

  @Test
  void aTemplateThatFailsStillPages() {
    Delivery delivery = publish("topic_arn: arn:aws:sns:eu-west-1:1:t\nsubject: '{{ .Nothing }}'\nmessage: '{{ .Nothing }}'\nattributes: {a: '{{ .Nothing }}'}", firing());
    assertThat(((Delivery.Delivered) delivery).notes()).hasSize(3).allSatisfy(note -> assertThat(note).contains("can't evaluate field Nothing"));
    assertThat(published.getFirst().message.toString()).contains("alertname=HighLoad");
  }

  @Test
  void toATopic() {
    assertThat(publish("""
        topic_arn: arn:aws:sns:eu-west-1:1:{{ .GroupLabels.alertname }}
        api_url: https://sns.{{ .Status }}.example
        sigv4: {region: eu-west-1, access_key: %s, secret_key: %s, role_arn: r, external_id: e, profile: p}
        message: m
        attributes: {status: '{{ .Status }}'}
        """.formatted(SECRET, SECRET), firing())).isInstanceOf(Delivery.Delivered.class);
    Published p = published.getFirst();
    assertThat(p.message).isEqualTo(new TopicPublisher.Message(new TopicPublisher.Target.Topic("arn:aws:sns:eu-west-1:1:HighLoad"), "[FIRING:1] HighLoad (a:9100)", "m", Map.of("status", "firing"), "", ""));
    assertThat(p.access.endpoint()).isEqualTo("https://sns.firing.example");
    assertThat(p.access.region() + p.access.profile() + p.access.roleArn() + p.access.externalId()).isEqualTo("eu-west-1pre");
    assertThat(p.access.toString()).doesNotContain(SECRET);
  }

  @Test
  void aFifoTopicDropsRepeatsNotNews() {
    String yaml = "topic_arn: arn:aws:sns:eu-west-1:1:t.fifo";
    publish(yaml, firing());
    publish(yaml, firing());
    Notification n = firing();
    publish(yaml, new Notification(n.groupKey(), n.receiver(), n.groupLabels(), n.routeLabels(), n.alerts(), n.reason(), NOON.plusSeconds(30), n.data(), NOON.plusSeconds(90)));
    assertThat(published).extracting(p -> p.message.groupId()).containsOnly(HASH);
    List<String> ids = published.stream().map(p -> p.message.deduplicationId()).toList();
    assertThat(ids.get(0)).isEqualTo(ids.get(1)).hasSize(64).isNotEqualTo(ids.get(2));
  }

  @Test
  void limitsByBytes() {
    publish("phone_number: '+1'\nmessage: " + "ä".repeat(801), firing());
    assertThat(published.getFirst().message.text()).isEqualTo("ä".repeat(798) + "…");
    assertThat(published.getFirst().message.attributes()).containsExactly(Map.entry("truncated", "true"));
    assertThat(published.getFirst().message.target()).isEqualTo(new TopicPublisher.Target.PhoneNumber("+1"));
    publish("target_arn: t\nmessage: '{{ range 26215 }}0123456789{{ end }}'", firing());
    assertThat(published.getLast().message.text()).hasSize(256 * 1024 - 2).endsWith("…");
    assertThat(published.getLast().message.target()).isEqualTo(new TopicPublisher.Target.Endpoint("t"));
  }

  @Test
  void withoutAnAwsClient() {
    assertThat(read(KIND, "topic_arn: t").build(services(new ScriptedHttp())).deliver(firing())).isInstanceOf(Delivery.Refused.class);
  }

  @Test
  void configuration() {
    refuses(KIND, "{}", "exactly one of topic_arn, target_arn and phone_number");
    refuses(KIND, "topic_arn: a\nphone_number: b", "exactly one of topic_arn, target_arn and phone_number");
    refuses(KIND, "topic_arn: a\nsigv4: {access_key: x}", "access_key and secret_key must be given together");
    refuses(KIND, "topic_arn: a\nsigv4: {external_id: x}", "external_id has an effect with role_arn only");
  }
}
