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
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads events of API Gateway. Payload 2.0 carries {@code rawQueryString} beside a map whose values are joined by commas; PromQL is
 * full of commas, so only the raw string is looked at, and Micronaut gets payload 1.0 with a list per name.
 */
final class HttpEvents {
  private static final String PATH_MARKS = "/-._~!$&'()*+,;=:@";
  private static final String FORM = "application/x-www-form-urlencoded";
  private static final String EMPTY_FORM = "&";
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
    request.setPath(escaped(second ? withoutStage(event.text("rawPath").orElse("/"), context.text("stage").orElse("")) : event.text("path").orElse("/")));
    boolean base64 = event.text("isBase64Encoded").orElse("false").equals("true");
    String contentType = header(headers, "content-type");
    boolean form = contentType.isEmpty() || contentType.startsWith(FORM);
    String body = event.text("body").orElse("");
    // A form is text for the controllers, whatever API Gateway made of it; Micronaut refuses to read one that is empty.
    request.setBody(!form ? body : body.isEmpty() ? EMPTY_FORM : base64 ? new String(Base64.getDecoder().decode(body), StandardCharsets.UTF_8) : body);
    request.setIsBase64Encoded(base64 && !form);
    RequestIdentity identity = new RequestIdentity();
    (second ? http : context.object("identity")).text("sourceIp").ifPresent(identity::setSourceIp);
    ProxyRequestContext proxy = new ProxyRequestContext();
    proxy.setIdentity(identity);
    context.text("requestId").ifPresent(proxy::setRequestId);
    request.setRequestContext(proxy);
    Optional<String> scopes = (second ? authorizer.object("lambda") : authorizer).text("scopes");
    return new HttpEvent(second ? Payload.V2 : Payload.V1, request, coding(header(headers, "accept-encoding")), scopes.map(text -> List.of(text.split(" ", -1))));
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

  /** API Gateway decodes paths; what a URI may not hold is escaped again, and a percent sign that begins no escape. */
  private static String escaped(String path) {
    StringBuilder out = new StringBuilder(path.length());
    byte[] utf8 = path.getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < utf8.length; i++) {
      int c = utf8[i] & 0xff;
      boolean escape = c == '%' && i + 2 < utf8.length && HexFormat.isHexDigit(utf8[i + 1]) && HexFormat.isHexDigit(utf8[i + 2]);
      boolean plain = escape || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || PATH_MARKS.indexOf(c) >= 0;
      if (plain) {
        out.append((char) c);
      } else {
        out.append('%').append(HexFormat.of().withUpperCase().toHexDigits((byte) c));
      }
    }
    return out.toString();
  }

  /** An HTTP API with a named stage puts it before the path. */
  private static String withoutStage(String path, String stage) {
    String prefix = "/" + stage;
    if (stage.isEmpty() || stage.equals("$default") || !(path.equals(prefix) || path.startsWith(prefix + "/"))) {
      return path;
    }
    return path.equals(prefix) ? "/" : path.substring(prefix.length());
  }

  private static Coding coding(String acceptEncoding) {
    for (String offer : acceptEncoding.replace(" ", "").split(",", -1)) {
      String quality = offer.startsWith("gzip;") ? offer.substring("gzip;".length()) : "";
      if (offer.equals("gzip") || (!quality.isEmpty() && !REFUSED.contains(quality))) {
        return Coding.GZIP;
      }
    }
    return Coding.IDENTITY;
  }

  /** The values of a header in lower case, joined by commas; empty when there is none. */
  private static String header(Map<String, List<String>> headers, String name) {
    for (Map.Entry<String, List<String>> header : headers.entrySet()) {
      if (header.getKey().equalsIgnoreCase(name)) {
        return String.join(",", header.getValue()).toLowerCase(Locale.ROOT);
      }
    }
    return "";
  }
}
