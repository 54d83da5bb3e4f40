package dev.narthex.aws.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.narthex.ingest.config.ConfigFolder;
import dev.narthex.secret.SecretException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/** Secrets by ARN, whole or a member, against who answers as Secrets Manager does. */
class AwsSecretSourceTest {
  private static final String ARN = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:pager-AbCdEf";
  private static final String PLAIN = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:plain-AbCdEf";

  private Instant now = Instant.parse("2026-01-01T12:00:00Z");
  private final AtomicInteger asked = new AtomicInteger();
  private final HttpServer manager = manager();
  private final SecretsManagerClient client =
      SecretsManagerClient.builder().region(Region.EU_WEST_1).endpointOverride(URI.create("http://127.0.0.1:" + manager.getAddress().getPort()))
          .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("a", "b"))).httpClient(UrlConnectionHttpClient.create()).build();
  private final AwsSecretSource source = new AwsSecretSource(() -> client, folder(), () -> now);

  private HttpServer manager() {
    try {
      HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.createContext("/", exchange -> {
        asked.incrementAndGet();
        String request = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        boolean known = request.contains(ARN) || request.contains(PLAIN);
        String secret = request.contains(ARN) ? "{\\\"routing_key\\\":\\\"r0ute\\\",\\\"port\\\":7}" : "whole\\n";
        String answer = known ? "{\"SecretString\":\"" + secret + "\"}" : "{\"__type\":\"ResourceNotFoundException\",\"message\":\"there is none\"}";
        byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.1");
        exchange.sendResponseHeaders(known ? 200 : 400, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
      });
      server.start();
      return server;
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static ConfigFolder folder() {
    Map<String, String> files = Map.of("secrets/key", "from a file\r\n");
    return new ConfigFolder() {
      @Override
      public Optional<String> read(String path) {
        return Optional.ofNullable(files.get(path));
      }

      @Override
      public List<String> matching(String pattern) {
        return List.of();
      }
    };
  }

  @AfterEach
  void stop() {
    client.close();
    manager.stop(0);
  }

  @Test
  void aMemberOfASecretIsNamedBehindItsArn() {
    assertThat(source.read(ARN + "#routing_key")).isEqualTo("r0ute");
    assertThat(source.read(PLAIN)).as("the whole secret, without its line break").isEqualTo("whole");
    assertThat(source.read("secrets/key")).isEqualTo("from a file");
  }

  @Test
  void aValueIsKeptForFiveMinutes() {
    source.read(ARN + "#routing_key");
    now = now.plus(Duration.ofMinutes(4));
    source.read(ARN + "#routing_key");
    assertThat(asked.get()).isEqualTo(1);
    now = now.plus(Duration.ofMinutes(2));
    source.read(ARN + "#routing_key");
    assertThat(asked.get()).as("a rotated secret is seen soon").isEqualTo(2);
  }

  @Test
  void whatCannotBeReadIsNamedWithoutItsValue() {
    assertThatThrownBy(() -> source.read(ARN + "#nope")).isInstanceOf(SecretException.class)
        .hasMessage("secret " + ARN + "#nope cannot be read: the secret is no JSON object with a text under that key").hasMessageNotContaining("r0ute");
    assertThatThrownBy(() -> source.read(PLAIN + "#key")).isInstanceOf(SecretException.class).hasMessageContaining("is no JSON object").hasMessageNotContaining("whole");
    assertThatThrownBy(() -> source.read("arn:aws:secretsmanager:eu-west-1:1:secret:gone")).isInstanceOf(SecretException.class).hasMessageContaining("there is none");
    assertThatThrownBy(() -> source.read("gone")).isInstanceOf(SecretException.class).hasMessage("secret gone is no file of the configuration");
  }
}
