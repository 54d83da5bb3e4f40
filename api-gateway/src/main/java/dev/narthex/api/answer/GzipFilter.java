package dev.narthex.api.answer;

import dev.narthex.api.ApiOptions;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;
import java.io.InputStream;

/** Compresses answers for clients that accept gzip. Tiny ones stay as they are. */
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
final class GzipFilter {
  private static final int WORTH_IT = 256;

  private final ApiOptions options;

  GzipFilter(ApiOptions options) {
    this.options = options;
  }

  @ResponseFilter
  void compress(HttpRequest<?> request, MutableHttpResponse<?> response) {
    boolean bodiless = request.getMethod() == HttpMethod.HEAD; // keeps the length that the plain body would have
    if (bodiless || options.compression() == ApiOptions.Compression.NONE || response.getHeaders().contains("Content-Encoding")) {
      return;
    }
    Object body = response.getBody().orElse(null);
    boolean large = body instanceof InputStream || (body instanceof byte[] bytes && bytes.length >= WORTH_IT);
    if (!large) {
      return;
    }
    response.getHeaders().add("Vary", "Accept-Encoding");
    if (!AcceptEncoding.takesGzip(request.getHeaders().getAll("Accept-Encoding"))) {
      return;
    }
    response.header("Content-Encoding", "gzip");
    if (body instanceof InputStream stream) {
      response.body(new GzipStream(stream));
    } else if (body instanceof byte[] bytes) {
      response.body(GzipStream.compress(bytes));
    }
  }
}
