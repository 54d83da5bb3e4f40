package dev.narthex.aws.http;

import dev.narthex.api.HttpExchange.Request;
import dev.narthex.aws.event.EventJson;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Payload 1.0: the path without the stage and decoded, the query decoded into lists. */
class RestApiTest extends LambdaHttpContract {
  @Override
  protected Map<String, Object> event(Request request, String path, String query) {
    Map<String, List<String>> parameters = new LinkedHashMap<>();
    for (String pair : query.split("&")) {
      if (!pair.isEmpty()) {
        int equals = pair.indexOf('=');
        parameters.computeIfAbsent(decoded(equals < 0 ? pair : pair.substring(0, equals)), name -> new ArrayList<>())
            .add(equals < 0 ? "" : decoded(pair.substring(equals + 1)));
      }
    }
    Map<String, String> last = new LinkedHashMap<>();
    parameters.forEach((name, values) -> last.put(name, values.getLast()));
    Map<String, List<String>> headers = new TreeMap<>();
    request.headers().forEach((name, value) -> headers.put(name, List.of(value)));
    Map<String, Object> event = new LinkedHashMap<>();
    event.put("resource", "/{proxy+}");
    event.put("path", decoded(path.replace("+", "%2B")));
    event.put("httpMethod", request.method());
    event.put("headers", request.headers());
    event.put("multiValueHeaders", headers);
    event.put("queryStringParameters", last);
    event.put("multiValueQueryStringParameters", parameters);
    event.put("requestContext", Map.of("stage", "live", "path", "/live" + path, "httpMethod", request.method(), "identity", Map.of("sourceIp", "127.0.0.1")));
    event.put("isBase64Encoded", false);
    return event;
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  @Override
  protected Map<String, List<String>> headers(EventJson answer) {
    Map<String, List<String>> headers = new TreeMap<>();
    EventJson object = answer.object("multiValueHeaders");
    object.names().forEach(name -> headers.put(name, object.texts(name)));
    return headers;
  }
}
