package dev.narthex.aws.notify;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.narthex.alert.receiver.Delivery;
import dev.narthex.alert.receiver.TopicPublisher.Access;
import dev.narthex.alert.receiver.TopicPublisher.Message;
import dev.narthex.alert.receiver.TopicPublisher.Target;
import dev.narthex.net.AddressPolicy;
import dev.narthex.net.AddressPolicy.Scope;
import dev.narthex.secret.Secret;
import dev.narthex.secret.SecretSource;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SnsTopicPublisherTest {
  private static final String OK = "<PublishResponse xmlns=\"http://sns.amazonaws.com/doc/2010-03-31/\"><PublishResult><MessageId>m-1</MessageId></PublishResult></PublishResponse>";
  private static final String ROLE =
      "<AssumeRoleResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\"><AssumeRoleResult><AssumedRoleUser><Arn>arn:aws:sts::123456789012:assumed-role/pager/narthex</Arn>"
          + "<AssumedRoleId>A:narthex</AssumedRoleId></AssumedRoleUser><Credentials><AccessKeyId>ASIAROLE</AccessKeyId><SecretAccessKey>k</SecretAccessKey><SessionToken>t</SessionToken>"
          + "<Expiration>2099-01-01T00:00:00Z</Expiration></Credentials></AssumeRoleResult></AssumeRoleResponse>";
  private static final Message TO_TOPIC = new Message(new Target.Topic("arn:aws:sns:eu-west-1:1:t.fifo"), "subject", "text ü", Map.of("a", "b"), "group", "once");

  private final List<Map<String, String>> forms = new ArrayList<>();
  private final List<String> signatures = new ArrayList<>();
  private HttpServer server;
  private int status = 200;
  private String answer = OK;
  private String assumed = ROLE;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", exchange -> {
      Map<String, String> form = new TreeMap<>();
      for (String pair : new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8).split("&")) {
        form.put(URLDecoder.decode(pair.substring(0, pair.indexOf('=')), StandardCharsets.UTF_8), URLDecoder.decode(pair.substring(pair.indexOf('=') + 1), StandardCharsets.UTF_8));
      }
      forms.add(form);
      signatures.add(exchange.getRequestHeaders().getFirst("Authorization"));
      byte[] body = ("AssumeRole".equals(form.get("Action")) ? assumed : answer).getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "text/xml");
      exchange.sendResponseHeaders(status, body.length);
      exchange.getResponseBody().write(body);
      exchange.close();
    });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private Access access(String region) {
    return new Access(region, "http://127.0.0.1:" + server.getAddress().getPort(), Optional.of(new Secret.Inline("AKID")), Optional.of(new Secret.Reference("key")), "", "", "");
  }

  private Delivery publish(Scope scope, Access access, Message message) {
    try (SnsTopicPublisher publisher = new SnsTopicPublisher(Map.of(), AddressPolicy.of(scope), reference -> "s3cr3t")) {
      return publisher.publish(access, message);
    }
  }

  @Test
  void aMessageWithEverything() {
    assertThat(publish(Scope.LOOPBACK, access(""), TO_TOPIC)).isEqualTo(Delivery.Delivered.saying("message m-1"));
    assertThat(forms).hasSize(1);
    assertThat(forms.getFirst()).containsEntry("Action", "Publish").containsEntry("TopicArn", "arn:aws:sns:eu-west-1:1:t.fifo").containsEntry("Subject", "subject").containsEntry("Message", "text ü")
        .containsEntry("MessageGroupId", "group").containsEntry("MessageDeduplicationId", "once").containsEntry("MessageAttributes.entry.1.Name", "a")
        .containsEntry("MessageAttributes.entry.1.Value.StringValue", "b");
    assertThat(signatures.getFirst()).contains("Credential=AKID/", "/eu-west-1/sns/aws4_request");
  }

  @Test
  void otherTargets() {
    publish(Scope.LOOPBACK, access("us-east-1"), new Message(new Target.PhoneNumber("+15550100"), "", "t", Map.of(), "", ""));
    publish(Scope.LOOPBACK, access("us-east-1"), new Message(new Target.Endpoint("arn:x"), "", "t", Map.of(), "", ""));
    assertThat(forms.get(0)).containsEntry("PhoneNumber", "+15550100").doesNotContainKeys("Subject", "TopicArn", "MessageGroupId");
    assertThat(forms.get(1)).containsEntry("TargetArn", "arn:x");
    assertThat(publish(Scope.LOOPBACK, access(""), new Message(new Target.PhoneNumber("+1"), "", "t", Map.of(), "", "")))
        .isEqualTo(new Delivery.Refused(Delivery.Failure.OTHER, "the region of SNS is not known: give sigv4.region"));
  }

  @Test
  void answersDecide() {
    answer = "<ErrorResponse><Error><Type>Sender</Type><Code>InvalidParameter</Code><Message>bad topic</Message></Error></ErrorResponse>";
    status = 400;
    assertThat(publish(Scope.LOOPBACK, access(""), TO_TOPIC)).isEqualTo(new Delivery.Refused(Delivery.Failure.CLIENT_ERROR, "SNS answered HTTP status 400: InvalidParameter: bad topic"));
    status = 500;
    assertThat(publish(Scope.LOOPBACK, access(""), TO_TOPIC)).isInstanceOf(Delivery.Retriable.class);
    server.stop(0);
    assertThat(publish(Scope.LOOPBACK, access(""), TO_TOPIC)).isInstanceOf(Delivery.Retriable.class);
  }

  @Test
  void aRoleIsAssumedOnceAndPublishes() {
    Access own = access("");
    Access access = new Access("", own.endpoint(), own.accessKey(), own.secretKey(), "", "arn:aws:iam::123456789012:role/pager", "from-narthex");
    Map<String, String> environment = Map.of("AWS_ENDPOINT_URL_STS", own.endpoint());
    try (SnsTopicPublisher publisher = new SnsTopicPublisher(environment, AddressPolicy.of(Scope.LOOPBACK), reference -> "s3cr3t")) {
      assertThat(publisher.publish(access, TO_TOPIC)).isEqualTo(Delivery.Delivered.saying("message m-1"));
      assertThat(publisher.publish(access, TO_TOPIC)).isEqualTo(Delivery.Delivered.saying("message m-1"));
    }
    assertThat(forms).extracting(form -> form.get("Action")).containsExactly("AssumeRole", "Publish", "Publish");
    assertThat(forms.getFirst()).containsEntry("RoleArn", "arn:aws:iam::123456789012:role/pager").containsEntry("ExternalId", "from-narthex").containsEntry("RoleSessionName", "narthex");
    assertThat(signatures.get(0)).contains("Credential=AKID/", "/eu-west-1/sts/aws4_request");
    assertThat(signatures.get(1)).contains("Credential=ASIAROLE/", "/eu-west-1/sns/aws4_request");
  }

  @Test
  void aRoleThatMayNotBeAssumedIsNamed() {
    Access own = access("");
    Access access = new Access("", own.endpoint(), own.accessKey(), own.secretKey(), "", "arn:aws:iam::123456789012:role/pager", "");
    answer = "<ErrorResponse><Error><Type>Sender</Type><Code>AccessDenied</Code><Message>not you</Message></Error></ErrorResponse>";
    status = 403;
    assumed = answer;
    try (SnsTopicPublisher publisher = new SnsTopicPublisher(Map.of("AWS_ENDPOINT_URL_STS", own.endpoint()), AddressPolicy.of(Scope.LOOPBACK), reference -> "s3cr3t")) {
      assertThat(publisher.publish(access, TO_TOPIC))
          .isEqualTo(new Delivery.Refused(Delivery.Failure.AUTH_ERROR, "STS, asked for sigv4.role_arn, answered HTTP status 403: AccessDenied: not you"));
    }
    assertThat(forms).hasSize(1);
  }

  @Test
  void whatIsRefusedByName() {
    Access a = access("");
    assertThat(publish(Scope.PRIVATE, a, TO_TOPIC).toString()).contains("the address 127.0.0.1 of api_url must not be reached");
    assertThat(publish(Scope.LOOPBACK, new Access("", "file:///x", a.accessKey(), a.secretKey(), "", "", ""), TO_TOPIC).toString()).contains("api_url is no http or https URL");
    assertThat(forms).isEmpty();
  }

  /** Against a real or emulated endpoint, when the environment names one and a topic. */
  @Test
  void aRealEndpoint() {
    Map<String, String> environment = System.getenv();
    Assumptions.assumeTrue(environment.containsKey("AWS_ENDPOINT_URL") && environment.containsKey("NARTHEX_TEST_TOPIC"), "needs AWS_ENDPOINT_URL and NARTHEX_TEST_TOPIC (the ARN of a topic)");
    try (SnsTopicPublisher publisher = new SnsTopicPublisher(environment, AddressPolicy.of(Scope.LOOPBACK), SecretSource.none())) {
      Message message = new Message(new Target.Topic(environment.get("NARTHEX_TEST_TOPIC")), "subject", "text", Map.of("a", "b"), "", "");
      assertThat(publisher.publish(new Access("", "", Optional.empty(), Optional.empty(), "", "", ""), message)).isInstanceOf(Delivery.Delivered.class);
    }
  }
}
