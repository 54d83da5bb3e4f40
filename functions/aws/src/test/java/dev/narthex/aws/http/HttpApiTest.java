package dev.narthex.aws.http;

import dev.narthex.api.HttpExchange.Request;
import dev.narthex.aws.event.EventJson;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Payload 2.0: names in lower case, the path decoded, the query as it came beside a map that is of no use. */
class HttpApiTest extends LambdaHttpContract {
  @Override
  protected Map<String, Object> event(Request request, String path, String query) {
    Map<String, String> headers = new TreeMap<>();
    request.headers().forEach((name, value) -> headers.put(name.toLowerCase(Locale.ROOT), value));
    String decoded = URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8);
    Map<String, Object> event = new LinkedHashMap<>();
    event.put("version", "2.0");
    event.put("routeKey", "$default");
    event.put("rawPath", decoded);
    event.put("rawQueryString", query);
    event.put("headers", headers);
    event.put("queryStringParameters", Map.of("query", "joined,by,commas"));
    event.put("requestContext", Map.of("stage", "$default", "requestId", "r", "http",
        Map.of("method", request.method(), "path", decoded, "protocol", "HTTP/1.1", "sourceIp", "127.0.0.1")));
    event.put("isBase64Encoded", false);
    return event;
  }

  @Override
  protected Map<String, List<String>> headers(EventJson answer) {
    Map<String, List<String>> headers = new TreeMap<>();
    EventJson object = answer.object("headers");
    object.names().forEach(name -> headers.put(name, List.of(object.text(name).orElseThrow())));
    return headers;
  }
}
