package dev.narthex.api.answer;

import dev.narthex.promql.query.QueryException;
import dev.narthex.promql.source.SourceException;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Error;
import io.micronaut.http.exceptions.ContentLengthExceededException;
import io.micronaut.http.exceptions.HttpStatusException;
import io.micronaut.http.server.exceptions.NotAllowedException;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What clients get when a controller throws, or when there is no route.
 *
 * <p>No method here is for a <em>status</em>. Micronaut would call it for responses of controllers too: it would replace their body, and
 * on Netty it would wait for the request's body once more, within what waits for it already, and never end (4.10,
 * {@code NettyRequestLifecycle.waitForBody}).
 */
@Controller("/")
final class ErrorAnswers {
  private static final Logger LOG = LoggerFactory.getLogger(ErrorAnswers.class);

  @Error(global = true, exception = ApiException.class)
  HttpResponse<?> refused(ApiException e) {
    return Answer.error(e.type(), e.reason());
  }

  @Error(global = true, exception = QueryException.class)
  HttpResponse<?> queryFailed(QueryException e) {
    return refused(ApiException.of(e));
  }

  @Error(global = true, exception = SourceException.class)
  HttpResponse<?> sourceFailed(SourceException e) {
    return refused(ApiException.of(e));
  }

  @Error(global = true, exception = ContentLengthExceededException.class)
  HttpResponse<?> bodyTooLarge() {
    return Answer.text(413, "http: request body too large\n");
  }

  /** A path that is there with another method. */
  @Error(global = true, exception = NotAllowedException.class)
  HttpResponse<?> otherMethod(NotAllowedException e) {
    return Answer.text(405, "Method Not Allowed\n").header("Allow", String.join(", ", new TreeSet<>(e.getAllowedMethods())));
  }

  /** What the server refuses before a controller is asked. */
  @Error(global = true, exception = HttpStatusException.class)
  HttpResponse<?> refusedByServer(HttpStatusException e) {
    return switch (e.getStatus()) {
      case NOT_FOUND -> Answer.text(404, "404 page not found\n");
      default -> Answer.text(e.getStatus().getCode(), e.getStatus().getReason() + "\n");
    };
  }

  @Error(global = true, exception = Throwable.class)
  HttpResponse<?> failed(HttpRequest<?> request, Throwable e) {
    LOG.error("{} {} failed", request.getMethodName(), request.getPath(), e);
    return Answer.error(ErrorType.INTERNAL, "internal error: " + e.getClass().getSimpleName() + "; the log of the server has the details");
  }
}
