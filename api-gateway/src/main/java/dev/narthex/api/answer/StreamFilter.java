package dev.narthex.api.answer;

import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;
import java.io.InputStream;

/** Has bodies that are generated while they are sent written by {@link StreamedBody}. A filter, because routes choose writers last. */
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
final class StreamFilter {
  @ResponseFilter
  @SuppressWarnings("unchecked")
  void write(MutableHttpResponse<?> response) {
    if (response.body() instanceof InputStream) {
      ((MutableHttpResponse<InputStream>) response).bodyWriter(StreamedBody.writer());
    }
  }
}
