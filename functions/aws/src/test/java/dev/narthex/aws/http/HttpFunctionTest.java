package dev.narthex.aws.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.narthex.api.ApiOptions;
import dev.narthex.api.ApiPorts;
import dev.narthex.api.lifecycle.Lifecycle;
import dev.narthex.api.query.Queries;
import dev.narthex.api.series.SeriesSources;
import dev.narthex.api.status.StatusView;
import dev.narthex.api.target.TargetsView;
import dev.narthex.metrics.MetricsRegistry;
import io.micronaut.function.aws.proxy.MockLambdaContext;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HttpFunctionTest {
  private final List<String> asked = new ArrayList<>();
  private final HttpFunction function = new HttpFunction(new ApiPorts(port(Queries.class), port(SeriesSources.class), port(TargetsView.class),
      port(StatusView.class), port(Lifecycle.class), new MetricsRegistry(), InstantSource.system(), new ApiOptions(".*", ApiOptions.Compression.NONE)));

  /** Notes what it is asked and then fails: what the controllers heard is all that matters here. */
  private <T> T port(Class<T> type) {
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
      if (method.getDeclaringClass() == Object.class) {
        return method.getName().equals("hashCode") ? 0 : method.getName();
      }
      asked.add(method.getName() + (arguments == null ? "" : List.of(arguments)));
      if (method.getReturnType() == Lifecycle.Readiness.class) {
        return Lifecycle.Readiness.READY;
      }
      throw new IllegalStateException("this port only listens");
    }));
  }

  @AfterEach
  void stop() {
    function.close();
  }

  private String handle(String event) throws IOException {
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    function.handleRequest(new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8)), answer, new MockLambdaContext());
    return answer.toString(StandardCharsets.UTF_8);
  }

  @Test
  void answersBothPayloads() throws Exception {
    assertThat(handle("""
        {"version":"2.0","rawPath":"/-/healthy","rawQueryString":"","headers":{},"requestContext":{"stage":"$default","http":{"method":"GET","path":"/-/healthy"}}}"""))
        .contains("\"statusCode\":200").contains("\"headers\":{").contains("Healthy");
    assertThat(handle("""
        {"path":"/-/healthy","httpMethod":"GET","headers":{},"requestContext":{"stage":"live"}}"""))
        .contains("\"statusCode\":200").contains("\"multiValueHeaders\":{").contains("Healthy");
    assertThat(handle("""
        {"version":"2.0","rawPath":"/nowhere","rawQueryString":"","headers":{},"requestContext":{"http":{"method":"GET"}}}""")).contains("\"statusCode\":404");
  }

  @Test
  void aTokenThatMayOnlyReadChangesNothing() throws Exception {
    String change = """
        {"version":"2.0","rawPath":"/-/reload","rawQueryString":"","headers":{},"requestContext":{"authorizer":{"lambda":{"tenant":"t","scopes":"%s"}},"http":{"method":"POST"}}}""";
    assertThat(handle(change.formatted("read"))).contains("\"statusCode\":403").contains("the token may not write: its scopes are read; ask for one with write");
    assertThat(asked).isEmpty();
    handle(change.formatted("read write"));
    assertThat(asked).isNotEmpty();
    asked.clear();
    handle("""
        {"path":"/api/v1/query","httpMethod":"POST","headers":{"content-type":"application/x-www-form-urlencoded"},"body":"query=up",
         "requestContext":{"authorizer":{"tenant":"t","scopes":"read"}}}""");
    assertThat(asked).isNotEmpty();
  }
}
