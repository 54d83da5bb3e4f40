package dev.narthex.api.answer;

import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.server.exceptions.response.ErrorContext;
import io.micronaut.http.server.exceptions.response.ErrorResponseProcessor;
import jakarta.inject.Singleton;

/** The sentences of what the server refuses by itself, before there is a route: lines and headers that are too long or no HTTP. */
@Singleton
final class ServerRefusals implements ErrorResponseProcessor<byte[]> {
  /** The path that Netty puts in the place of a request line that it did not read to its end. */
  private static final String UNREAD_LINE = "/bad-request";

  @Override
  @SuppressWarnings("unchecked") // all that Answer.text makes are bytes
  public MutableHttpResponse<byte[]> processResponse(ErrorContext context, MutableHttpResponse<?> response) {
    HttpRequest<?> request = context.getRequest();
    if (request.getMethod() == HttpMethod.HEAD) {
      return (MutableHttpResponse<byte[]>) response;
    }
    return (MutableHttpResponse<byte[]>) refusal(request, response.code(), response.reason());
  }

  private static MutableHttpResponse<?> refusal(HttpRequest<?> request, int status, String reason) {
    if (status != HttpStatus.REQUEST_ENTITY_TOO_LARGE.getCode()) {
      return Answer.text(status, reason + "\n");
    }
    return request.getPath().equals(UNREAD_LINE)
        ? Answer.text(414, "the URL is too long; put the parameters into the form of a POST\n")
        : Answer.text(431, "the headers are too long\n");
  }
}
