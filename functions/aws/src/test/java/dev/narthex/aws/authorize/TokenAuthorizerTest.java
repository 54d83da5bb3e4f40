package dev.narthex.aws.authorize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micronaut.function.aws.proxy.MockLambdaContext;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenAuthorizerTest {
  private static String entry(String salt, String token, String tenant) throws Exception {
    String hash = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest((salt + token).getBytes(StandardCharsets.UTF_8)));
    return "{\"salt\":\"" + salt + "\",\"sha256\":\"" + hash + "\",\"tenant\":\"" + tenant + "\"}";
  }

  private static String judge(String secret, String event) throws IOException {
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    new TokenAuthorizer(reference -> secret, "arn").handleRequest(new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8)), answer, new MockLambdaContext());
    return answer.toString(StandardCharsets.UTF_8);
  }

  private static String second(String authorization) {
    return "{\"version\":\"2.0\",\"type\":\"REQUEST\",\"headers\":{\"authorization\":\"" + authorization + "\"}}";
  }

  @Test
  void letsBearerAndBasicIn() throws Exception {
    String secret = "{\"tokens\":[" + entry("s1", "one", "default") + "," + entry("s2", "two", "other") + "]}";
    assertThat(judge(secret, second("Bearer one"))).isEqualTo("{\"isAuthorized\":true,\"context\":{\"tenant\":\"default\",\"scopes\":\"read write\"}}");
    String basic = Base64.getEncoder().encodeToString("grafana:two".getBytes(StandardCharsets.UTF_8));
    assertThat(judge(secret, second("basic " + basic))).isEqualTo("{\"isAuthorized\":true,\"context\":{\"tenant\":\"other\",\"scopes\":\"read write\"}}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Bearer", "Bearer ", "Bearer two", "Basic !!!", "Basic bm9jb2xvbg==", "Digest one", "one"})
  void keepsOthersOut(String authorization) throws Exception {
    assertThat(judge("{\"tokens\":[" + entry("s", "one", "default") + "]}", second(authorization))).isEqualTo("{\"isAuthorized\":false}");
  }

  @Test
  void answersRestApisWithAPolicyForTheWholeStage() throws Exception {
    String event = "{\"type\":\"REQUEST\",\"methodArn\":\"arn:aws:execute-api:eu-west-1:1:api/live/GET/api/v1/query\",\"headers\":{\"Authorization\":\"Bearer one\"}}";
    assertThat(judge("{\"tokens\":[" + entry("s", "one", "t") + "]}", event)).isEqualTo(
        "{\"principalId\":\"t\",\"policyDocument\":{\"Version\":\"2012-10-17\",\"Statement\":[{\"Action\":\"execute-api:Invoke\",\"Effect\":\"Allow\","
            + "\"Resource\":\"arn:aws:execute-api:eu-west-1:1:api/live/*\"}]},\"context\":{\"tenant\":\"t\",\"scopes\":\"read write\"}}");
    assertThat(judge("{}", event)).contains("\"Effect\":\"Deny\"").doesNotContain("context");
  }

  @Test
  void scopesTravelInTheContext() throws Exception {
    String reader = entry("s", "one", "t").replace("}", ",\"scopes\":[\"read\"]}");
    assertThat(judge("{\"tokens\":[" + reader + "]}", second("Bearer one"))).contains("\"scopes\":\"read\"");
    String odd = reader.replace("read", "everything");
    assertThatThrownBy(() -> judge("{\"tokens\":[" + odd + "]}", second("Bearer one"))).isInstanceOf(IOException.class).hasMessageContaining("scope");
  }

  @Test
  void aBrokenListLetsNobodyIn() {
    assertThatThrownBy(() -> judge("{\"tokens\":[{\"sha256\":\"secret\"}]}", second("Bearer one"))).isInstanceOf(IOException.class)
        .hasMessageNotContaining("secret\"");
  }
}
