package dev.narthex.aws.http;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a token's scopes allow. The authorizer's verdict is cached for all routes, so they are looked at here. */
final class Scopes {
  /** Questions that are long enough to be asked by POST. */
  private static final Set<String> QUESTIONS = Set.of("query", "query_range", "query_exemplars", "series", "labels", "format_query", "parse_query", "read");

  private static final String QUERY_API = "/api/v1/";

  private Scopes() {}

  /** Why a request may not be served, if so. */
  static Optional<String> refusal(HttpEvent event) {
    String needed = needed(event.request().getHttpMethod(), event.request().getPath());
    List<String> allowed = event.scopes().orElse(List.of(needed));
    return allowed.contains(needed) ? Optional.empty()
        : Optional.of("the token may not " + needed + ": its scopes are " + String.join(", ", allowed) + "; ask for one with " + needed);
  }

  private static String needed(String method, String path) {
    return switch (method) {
      case "GET", "HEAD", "OPTIONS" -> "read";
      case "POST" -> path.startsWith(QUERY_API) && QUESTIONS.contains(path.substring(QUERY_API.length())) ? "read" : "write";
      default -> "write";
    };
  }

  static APIGatewayProxyResponseEvent forbidden(String sentence) {
    return new APIGatewayProxyResponseEvent().withStatusCode(403).withHeaders(Map.of("content-type", "application/json"))
        .withBody(ErrorBody.of("forbidden", sentence));
  }
}
