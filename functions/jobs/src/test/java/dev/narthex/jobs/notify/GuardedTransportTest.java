package dev.narthex.jobs.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.narthex.alert.Alert;
import dev.narthex.alert.global.GlobalConfig;
import dev.narthex.alert.global.SmtpConfig;
import dev.narthex.alert.notify.NotifyReason;
import dev.narthex.alert.receiver.Delivery;
import dev.narthex.alert.receiver.IntegrationConfig;
import dev.narthex.alert.receiver.Notification;
import dev.narthex.alert.receiver.ReceiverKinds;
import dev.narthex.alert.receiver.ReceiverServices;
import dev.narthex.alert.receiver.TopicPublisher;
import dev.narthex.alert.receiver.http.HttpTransport;
import dev.narthex.alert.template.NotificationTemplates;
import dev.narthex.http.HttpClientConfig;
import dev.narthex.model.Labels;
import dev.narthex.net.AddressPolicy;
import dev.narthex.net.AddressPolicy.Scope;
import dev.narthex.secret.SecretSource;
import dev.narthex.yaml.MappingReader;
import dev.narthex.yaml.YamlParser;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The real transport against an end that misbehaves, alone and under three receivers. */
class GuardedTransportTest {
  private static final Instant NOON = Instant.parse("2026-01-02T12:00:00Z");
  private static final NotificationTemplates TEMPLATES = NotificationTemplates.compile(List.of(), "http://alerts.example", () -> NOON);

  private Misbehaviour end;
  private GuardedTransport transport;

  @BeforeEach
  void open() throws IOException {
    end = new Misbehaviour();
    transport = new GuardedTransport(AddressPolicy.of(Scope.LOOPBACK), SecretSource.none());
  }

  @AfterEach
  void close() throws IOException {
    transport.close();
    end.close();
  }

  private HttpTransport.Request post(String path, Duration timeout) {
    return new HttpTransport.Request("POST", URI.create(end.url() + path), Map.of("Content-Type", "application/json", "X-Own", "1"), "{}".getBytes(java.nio.charset.StandardCharsets.UTF_8), timeout);
  }

  private static HttpClientConfig client(String yaml) {
    return MappingReader.read(YamlParser.parse("", yaml), "http_config", HttpClientConfig::read);
  }

  @Test
  void aRequestAsItIsAndAnAnswerOfAnyStatus() throws IOException {
    end.answers(429, "Retry-After: 7", "slow down");
    HttpTransport.Reply reply = transport.send(client("{basic_auth: {username: u, password: p}, http_headers: {X-Team: {values: [db]}}}"), post("/a?b=c", Duration.ofSeconds(20)));
    assertThat(reply.status()).isEqualTo(429);
    assertThat(reply.body()).isEqualTo("slow down");
    assertThat(reply.header("retry-after")).isEqualTo("7");
    Misbehaviour.Received received = end.received().getFirst();
    assertThat(received.line()).isEqualTo("POST /a?b=c HTTP/1.1");
    assertThat(received.body()).isEqualTo("{}");
    assertThat(received.head()).contains("Content-Type: application/json", "X-Own: 1", "X-Team: db", "Authorization: Basic dTpw", "User-Agent: Narthex");
  }

  @Test
  void redirectsKeepTheMethodWhenTheySaySo() throws IOException {
    end.answers(307, "Location: /there", "").answers(200, "ok").answers(302, "Location: /else", "").answers(200, "ok").answers(301, "Location: /never", "");
    assertThat(transport.send(HttpClientConfig.DEFAULT, post("/", Duration.ofSeconds(20))).status()).isEqualTo(200);
    assertThat(transport.send(HttpClientConfig.DEFAULT, post("/", Duration.ofSeconds(20))).status()).isEqualTo(200);
    assertThat(transport.send(client("{follow_redirects: false}"), post("/", Duration.ofSeconds(20))).status()).isEqualTo(301);
    assertThat(end.received()).extracting(Misbehaviour.Received::line).containsExactly("POST / HTTP/1.1", "POST /there HTTP/1.1", "POST / HTTP/1.1", "GET /else HTTP/1.1", "POST / HTTP/1.1");
    assertThat(end.received().get(1).body()).isEqualTo("{}");
    assertThat(end.received().get(3).body()).isEmpty();
  }

  @Test
  void aLongAnswerIsCut() throws IOException {
    end.answers(500, "x".repeat(100_000));
    assertThat(transport.send(HttpClientConfig.DEFAULT, post("/", Duration.ofSeconds(20))).body()).hasSize(64 * 1024);
  }

  @Test
  void equalBlocksShareConnections() throws IOException {
    for (int i = 0; i < 3; i++) {
      end.answers(200, "ok");
      transport.send(client("{authorization: {credentials: a}}"), post("/", Duration.ofSeconds(20)));
    }
    assertThat(end.connections()).isEqualTo(1);
    end.answers(200, "ok");
    transport.send(client("{authorization: {credentials: b}}"), post("/", Duration.ofSeconds(20)));
    assertThat(end.connections()).isEqualTo(2);
  }

  @Test
  void failuresAreOfThreeKinds() {
    end.hangs();
    assertThatThrownBy(() -> transport.send(HttpClientConfig.DEFAULT, post("/", Duration.ofMillis(200)))).isInstanceOf(HttpTransport.TimeoutException.class);
    end.cuts();
    assertThatThrownBy(() -> transport.send(HttpClientConfig.DEFAULT, post("/s3cr3t", Duration.ofSeconds(20)))).isInstanceOf(IOException.class).hasMessageNotContaining("s3cr3t");
    try (GuardedTransport strict = new GuardedTransport(AddressPolicy.of(Scope.PRIVATE), SecretSource.none())) {
      assertThatThrownBy(() -> strict.send(HttpClientConfig.DEFAULT, post("/s3cr3t", Duration.ofSeconds(20)))).isInstanceOf(HttpTransport.RefusedAddressException.class).hasMessageNotContaining("s3cr3t");
    }
    transport.close();
    assertThatThrownBy(() -> transport.send(HttpClientConfig.DEFAULT, post("/", Duration.ofSeconds(20)))).isInstanceOf(IOException.class).hasMessageContaining("another configuration");
  }

  // ---- receivers

  private Delivery deliver(String kind, String yaml, Duration deadline) {
    Map<String, String> urls = Map.of("slack_app_url", end.url() + "/api/chat.postMessage", "pagerduty_url", end.url() + "/v2/enqueue");
    GlobalConfig global = new GlobalConfig(Duration.ofMinutes(5), HttpClientConfig.DEFAULT, urls, Map.of(), SmtpConfig.DEFAULT);
    IntegrationConfig config = MappingReader.read(YamlParser.parse("", yaml), kind,
        keys -> ReceiverKinds.all().stream().filter(k -> k.key().equals(kind)).findFirst().orElseThrow().read(keys, global));
    Alert alert = new Alert(Labels.of("alertname", "Down"), Labels.empty(), NOON, NOON.plusSeconds(60), "", NOON, Alert.EndsBy.SENDER);
    Notification notification = new Notification("{}:{}", "team", Labels.empty(), Map.of(), List.of(alert), NotifyReason.FIRST_NOTIFICATION, NOON, Map.of(), NOON.plus(deadline));
    return config.build(new ReceiverServices(transport, TopicPublisher.none(), SecretSource.none(), AddressPolicy.of(Scope.LOOPBACK), TEMPLATES, () -> NOON, () -> 1)).deliver(notification);
  }

  @TestFactory
  Stream<DynamicTest> receiversTellWhatHappened() {
    return Stream.of("webhook_configs", "slack_configs", "pagerduty_configs").map(kind -> DynamicTest.dynamicTest(kind, () -> {
      open();
      String yaml = switch (kind) {
        case "webhook_configs" -> "url: " + end.url() + "/hook/t0ken-of-hook";
        case "slack_configs" -> "{app_token: t0ken-of-hook, channel: c}";
        default -> "routing_key: t0ken-of-hook";
      };
      Duration long_ = Duration.ofSeconds(20);
      end.answers(200, "Content-Type: text/plain", "ok");
      assertThat(deliver(kind, yaml, long_)).isInstanceOf(Delivery.Delivered.class);
      assertThat(end.received().getFirst().head() + end.received().getFirst().body()).contains("t0ken-of-hook", "Down");
      end.answers(429, "t0ken-of-hook is too fast");
      Delivery limited = deliver(kind, yaml, long_);
      assertThat(limited).isInstanceOf(kind.equals("pagerduty_configs") ? Delivery.Retriable.class : Delivery.Refused.class);
      assertThat(limited.toString()).contains("RATE_LIMITED", "<secret> is too fast").doesNotContain("t0ken-of-hook");
      end.answers(500, "broken");
      assertThat(deliver(kind, yaml, long_)).isEqualTo(new Delivery.Retriable(Delivery.Failure.SERVER_ERROR, "the receiver answered HTTP status 500: broken"));
      end.cuts();
      assertThat(deliver(kind, yaml, long_)).isInstanceOf(Delivery.Retriable.class);
      end.cutsTheBody();
      assertThat(deliver(kind, yaml, long_)).isInstanceOf(Delivery.Retriable.class);
      end.hangs();
      assertThat(((Delivery.Retriable) deliver(kind, yaml, Duration.ofMillis(200))).reason()).isEqualTo(Delivery.Failure.DEADLINE_EXCEEDED);
      close();
    }));
  }
}
