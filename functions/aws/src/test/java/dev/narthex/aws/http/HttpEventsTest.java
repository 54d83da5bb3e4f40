package dev.narthex.aws.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import dev.narthex.aws.event.EventJson;
import dev.narthex.aws.http.HttpEvent.Coding;
import dev.narthex.aws.http.HttpEvent.Payload;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

class HttpEventsTest {
  private static EventJson json(String text) throws IOException {
    return EventJson.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void payloadTwoKeepsCommas() throws Exception {
    HttpEvent event = HttpEvents.read(json("""
        {"version":"2.0","routeKey":"$default","rawPath":"/prod/api/v1/query","rawQueryString":"query=sum+by+%28a%2Cb%29%28up%29&match[]=a,b&match[]=c&x",
         "cookies":["a=1","b=2"],"headers":{"accept-encoding":"br, gzip;q=0.8","x-scope-orgid":"t"},
         "queryStringParameters":{"query":"wrong","match[]":"a,b,c"},
         "requestContext":{"stage":"prod","requestId":"r","http":{"method":"POST","path":"/prod/api/v1/query","sourceIp":"10.0.0.1"}},
         "body":"cT0x","isBase64Encoded":true}"""));
    assertThat(event.payload()).isEqualTo(Payload.V2);
    assertThat(event.coding()).isEqualTo(Coding.GZIP);
    APIGatewayProxyRequestEvent request = event.request();
    assertThat(request.getMultiValueQueryStringParameters()).isEqualTo(
        Map.of("query", List.of("sum by (a,b)(up)"), "match[]", List.of("a,b", "c"), "x", List.of("")));
    assertThat(request.getPath()).isEqualTo("/api/v1/query");
    assertThat(request.getHttpMethod()).isEqualTo("POST");
    assertThat(request.getHeaders()).containsEntry("cookie", "a=1; b=2").containsEntry("x-scope-orgid", "t");
    assertThat(request.getBody()).isEqualTo("q=1");
    assertThat(request.getIsBase64Encoded()).isFalse();
    assertThat(request.getRequestContext().getIdentity().getSourceIp()).isEqualTo("10.0.0.1");
  }

  @Test
  void payloadOneIsTakenAsItIs() throws Exception {
    HttpEvent event = HttpEvents.read(json("""
        {"resource":"/{proxy+}","path":"/api/v1/series","httpMethod":"GET","headers":{"Accept-Encoding":"gzip;q=0"},
         "multiValueHeaders":{"Accept-Encoding":["gzip;q=0"]},"queryStringParameters":{"match[]":"c"},
         "multiValueQueryStringParameters":{"match[]":["a{x=\\"1,2\\"}","c"]},
         "requestContext":{"stage":"api","path":"/api/api/v1/series","identity":{"sourceIp":"10.0.0.1"}},"body":null,"isBase64Encoded":false}"""));
    assertThat(event.payload()).isEqualTo(Payload.V1);
    assertThat(event.coding()).isEqualTo(Coding.IDENTITY);
    assertThat(event.request().getPath()).isEqualTo("/api/v1/series");
    assertThat(event.request().getMultiValueQueryStringParameters()).containsEntry("match[]", List.of("a{x=\"1,2\"}", "c"));
  }

  @Test
  void theTokensTenantGoesBeforeTheCallers() throws Exception {
    assertThat(HttpEvents.read(json("""
        {"version":"2.0","rawPath":"/","headers":{"x-scope-orgid":"mine"},"requestContext":{"http":{"method":"GET"},"authorizer":{"lambda":{"tenant":"t1"}}}}"""))
        .request().getMultiValueHeaders()).isEqualTo(Map.of("X-Scope-OrgID", List.of("t1")));
    assertThat(HttpEvents.read(json("""
        {"httpMethod":"GET","path":"/","multiValueHeaders":{"X-SCOPE-ORGID":["a","b"]},"requestContext":{"authorizer":{"tenant":"t1"}}}"""))
        .request().getMultiValueHeaders()).isEqualTo(Map.of("X-Scope-OrgID", List.of("t1")));
  }

  @Test
  void refusesOtherEvents() {
    assertThatThrownBy(() -> HttpEvents.read(json("{\"Records\":[]}"))).isInstanceOf(IOException.class).hasMessageContaining("API Gateway");
  }

  @Test
  void compressesWhatPays() throws Exception {
    String body = "{\"status\":\"success\"}".repeat(500);
    EventJson answer = answer(body, Coding.GZIP, Payload.V2);
    assertThat(answer.object("headers").text("content-encoding")).contains("gzip");
    assertThat(answer.text("isBase64Encoded")).contains("true");
    byte[] packed = Base64.getDecoder().decode(answer.text("body").orElseThrow());
    assertThat(new String(new GZIPInputStream(new ByteArrayInputStream(packed)).readAllBytes(), StandardCharsets.UTF_8)).isEqualTo(body);
    assertThat(answer("short", Coding.GZIP, Payload.V1).object("multiValueHeaders").texts("content-encoding")).isEmpty();
  }

  @Test
  void saysSoBeforeAnAnswerWouldBeCut() throws Exception {
    EventJson answer = answer("x".repeat(HttpAnswers.LARGEST + 1), Coding.IDENTITY, Payload.V2);
    assertThat(answer.text("statusCode")).contains("422");
    assertThat(answer.text("body").orElseThrow()).contains("6 MB").contains("gzip");
    assertThat(answer("x".repeat(HttpAnswers.LARGEST), Coding.IDENTITY, Payload.V2).text("statusCode")).contains("200");
  }

  private static EventJson answer(String body, Coding coding, Payload payload) throws IOException {
    APIGatewayProxyResponseEvent answer = new APIGatewayProxyResponseEvent().withStatusCode(200).withBody(body).withHeaders(Map.of("Content-Type", "application/json"));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    HttpAnswers.write(answer, new HttpEvent(payload, new APIGatewayProxyRequestEvent(), coding, java.util.Optional.empty()), out);
    return EventJson.read(new ByteArrayInputStream(out.toByteArray()));
  }
}
