package dev.narthex.api.answer;

import com.google.re2j.Pattern;
import dev.narthex.api.ApiOptions;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;
import org.jspecify.annotations.Nullable;

/**
 * Lets browsers call the API from the configured origins, with Prometheus' headers ({@code web/api/v1}, {@code SetCORS}), and answers
 * the question that they ask before ({@code OPTIONS} on any path of the API).
 */
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
final class CorsFilter {
  private static final String ANYWHERE = ".*";

  private final boolean anywhere;
  private final Pattern origin;

  CorsFilter(ApiOptions options) {
    this.anywhere = options.corsOrigin().equals(ANYWHERE);
    this.origin = Pattern.compile("^(?:" + options.corsOrigin() + ")$");
  }

  @RequestFilter
  @Nullable HttpResponse<?> preflight(HttpRequest<?> request) {
    if (request.getMethod() != HttpMethod.OPTIONS || !request.getPath().startsWith("/api/")) {
      return null;
    }
    MutableHttpResponse<?> response = HttpResponse.noContent();
    allow(request, response);
    return response;
  }

  @ResponseFilter
  void allow(HttpRequest<?> request, MutableHttpResponse<?> response) {
    String from = request.getHeaders().get("Origin");
    if (from == null || from.isEmpty() || response.getHeaders().contains("Access-Control-Allow-Methods")) {
      return;
    }
    response.header("Access-Control-Allow-Headers", "Accept, Authorization, Content-Type, Origin");
    response.header("Access-Control-Allow-Methods", "GET, POST, OPTIONS");
    response.header("Access-Control-Expose-Headers", "Date");
    response.getHeaders().add("Vary", "Origin");
    if (anywhere) {
      response.header("Access-Control-Allow-Origin", "*");
    } else if (origin.matches(from)) {
      response.header("Access-Control-Allow-Origin", from);
    }
  }
}
