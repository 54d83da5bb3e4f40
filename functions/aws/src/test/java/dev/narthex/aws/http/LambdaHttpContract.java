package dev.narthex.aws.http;

import dev.narthex.api.ApiOptions;
import dev.narthex.api.ApiPorts;
import dev.narthex.api.HttpContract;
import dev.narthex.api.HttpExchange.Request;
import dev.narthex.api.HttpExchange.Response;
import dev.narthex.api.SamplePorts;
import dev.narthex.aws.event.EventJson;
import io.micronaut.function.aws.proxy.MockLambdaContext;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The controllers' contract behind API Gateway; a subclass makes the events of one payload. */
abstract class LambdaHttpContract extends HttpContract {
  private static HttpFunction function;

  @BeforeAll
  static void start() {
    ApiPorts ports = SamplePorts.ports();
    function = new HttpFunction(new ApiPorts(ports.queries(), ports.sources(), ports.targets(), ports.status(), ports.lifecycle(), ports.registry(),
        ports.clock(), new ApiOptions(ports.options().corsOrigin(), ApiOptions.Compression.NONE)));
  }

  @AfterAll
  static void stop() {
    function.close();
  }

  /** The event that API Gateway makes of a request. */
  protected abstract Map<String, Object> event(Request request, String path, String query);

  /** The headers of an answer, whose names may have any case. */
  protected abstract Map<String, List<String>> headers(EventJson answer);

  @Override
  protected Response send(Request request) throws Exception {
    int mark = request.target().indexOf('?');
    Map<String, Object> event = event(request, mark < 0 ? request.target() : request.target().substring(0, mark), mark < 0 ? "" : request.target().substring(mark + 1));
    if (request.body().length > 0) {
      event.put("body", Base64.getEncoder().encodeToString(request.body()));
      event.put("isBase64Encoded", true);
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    function.handleRequest(new ByteArrayInputStream(JsonText.of(event).getBytes(StandardCharsets.UTF_8)), out, new MockLambdaContext());
    EventJson answer = EventJson.read(new ByteArrayInputStream(out.toByteArray()));
    String body = answer.text("body").orElse("");
    Map<String, List<String>> headers = new TreeMap<>();
    headers(answer).forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values));
    return new Response(Integer.parseInt(answer.text("statusCode").orElseThrow()), headers,
        answer.text("isBase64Encoded").orElse("").equals("true") ? Base64.getDecoder().decode(body) : body.getBytes(StandardCharsets.UTF_8));
  }
}
