package dev.narthex.aws.http;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent.ProxyRequestContext;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent.RequestIdentity;
import dev.narthex.aws.event.EventJson;
import dev.narthex.aws.http.HttpEvent.Coding;
import dev.narthex.aws.http.HttpEvent.Payload;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Reads events of API Gateway. Payload 2.0 carries {@code rawQueryString} beside a map whose values are joined by commas; PromQL is
 * full of commas, so only the raw string is looked at, and Micronaut gets payload 1.0 with a list per name.
 */
final class HttpEvents {
  private static final String TENANT = "X-Scope-OrgID";
  private static final Set<String> REFUSED = Set.of("q=0", "q=0.0", "q=0.00", "q=0.000");

  private HttpEvents() {}

  /**
   * Reads one request.
   *
   * @throws IOException when the event is not one of API Gateway's
   */
  static HttpEvent read(EventJson event) throws IOException {
    EventJson context = event.object("requestContext");
    EventJson http = context.object("http");
    boolean second = event.text("version").orElse("").startsWith("2");
    APIGatewayProxyRequestEvent request = new APIGatewayProxyRequestEvent();
    request.setHttpMethod(require(second ? http : event, second ? "method" : "httpMethod"));
    Map<String, List<String>> headers = second ? joinedHeaders(event) : lists(event.object("multiValueHeaders"), event.object("headers"));
    EventJson authorizer = context.object("authorizer");
    (second ? authorizer.object("lambda") : authorizer).text("tenant").ifPresent(tenant -> {
      // What the token says goes before what the caller says.
      headers.keySet().removeIf(name -> name.equalsIgnoreCase(TENANT));
      headers.put(TENANT, List.of(tenant));
    });
    request.setMultiValueHeaders(headers);
    Map<String, String> single = new LinkedHashMap<>();
    headers.forEach((name, values) -> single.put(name, String.join(",", values)));
    request.setHeaders(single);
    request.setMultiValueQueryStringParameters(second ? decode(event.text("rawQueryString").orElse(""))
        : lists(event.object("multiValueQueryStringParameters"), event.object("queryStringParameters")));
    request.setPath(second ? withoutStage(event.text("rawPath").orElse("/"), context.text("stage").orElse("")) : event.text("path").orElse("/"));
    event.text("body").ifPresent(request::setBody);
    request.setIsBase64Encoded(event.text("isBase64Encoded").orElse("false").equals("true"));
    RequestIdentity identity = new RequestIdentity();
    (second ? http : context.object("identity")).text("sourceIp").ifPresent(identity::setSourceIp);
    ProxyRequestContext proxy = new ProxyRequestContext();
    proxy.setIdentity(identity);
    context.text("requestId").ifPresent(proxy::setRequestId);
    request.setRequestContext(proxy);
    return new HttpEvent(second ? Payload.V2 : Payload.V1, request, coding(headers));
  }

  private static String require(EventJson object, String name) throws IOException {
    return object.text(name).orElseThrow(() -> new IOException("the event carries no \"" + name + "\": is it API Gateway's?"));
  }

  private static Map<String, List<String>> joinedHeaders(EventJson event) {
    Map<String, List<String>> headers = lists(EventJson.empty(), event.object("headers"));
    List<String> cookies = event.texts("cookies");
    if (!cookies.isEmpty()) {
      headers.put("cookie", List.of(String.join("; ", cookies)));
    }
    return headers;
  }

  private static Map<String, List<String>> lists(EventJson many, EventJson one) {
    Map<String, List<String>> lists = new LinkedHashMap<>();
    for (String name : one.names()) {
      one.text(name).ifPresent(value -> lists.put(name, List.of(value)));
    }
    for (String name : many.names()) {
      lists.put(name, many.texts(name));
    }
    return lists;
  }

  private static Map<String, List<String>> decode(String query) {
    Map<String, List<String>> parameters = new LinkedHashMap<>();
    for (String pair : query.split("&", -1)) {
      if (!pair.isEmpty()) {
        int equals = pair.indexOf('=');
        String name = percentDecoded(equals < 0 ? pair : pair.substring(0, equals));
        parameters.computeIfAbsent(name, key -> new ArrayList<>()).add(equals < 0 ? "" : percentDecoded(pair.substring(equals + 1)));
      }
    }
    return parameters;
  }

  /** A percent sign that begins no escape stands for itself, as in browsers. */
  private static String percentDecoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return text;
    }
  }

  /** An HTTP API with a named stage puts it before the path. */
  private static String withoutStage(String path, String stage) {
    String prefix = "/" + stage;
    if (stage.isEmpty() || stage.equals("$default") || !(path.equals(prefix) || path.startsWith(prefix + "/"))) {
      return path;
    }
    return path.equals(prefix) ? "/" : path.substring(prefix.length());
  }

  private static Coding coding(Map<String, List<String>> headers) {
    for (Map.Entry<String, List<String>> header : headers.entrySet()) {
      if (header.getKey().equalsIgnoreCase("accept-encoding")) {
        for (String offer : String.join(",", header.getValue()).toLowerCase(Locale.ROOT).replace(" ", "").split(",", -1)) {
          String quality = offer.startsWith("gzip;") ? offer.substring("gzip;".length()) : "";
          if (offer.equals("gzip") || (!quality.isEmpty() && !REFUSED.contains(quality))) {
            return Coding.GZIP;
          }
        }
      }
    }
    return Coding.IDENTITY;
  }
}
