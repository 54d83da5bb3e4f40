package dev.narthex.api.answer;

import dev.narthex.promql.query.QueryException;
import dev.narthex.promql.source.SourceException;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Error;
import io.micronaut.http.exceptions.ContentLengthExceededException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What clients get when a controller throws, or when there is no route. */
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
    return tooLarge();
  }

  @Error(global = true, exception = Throwable.class)
  HttpResponse<?> failed(HttpRequest<?> request, Throwable e) {
    switch (e.getClass().getSimpleName()) { // by name, because Netty is on the class path of one server only
      case "TooLongHttpLineException" -> {
        return Answer.text(414, "the URL is too long; put the parameters into the form of a POST\n");
      }
      case "TooLongHttpHeaderException" -> {
        return Answer.text(431, "the headers are too long\n");
      }
      default -> {
        return defect(request, e);
      }
    }
  }

  private static HttpResponse<?> defect(HttpRequest<?> request, Throwable e) {
    LOG.error("{} {} failed", request.getMethodName(), request.getPath(), e);
    return Answer.error(ErrorType.INTERNAL, "internal error: " + e.getClass().getSimpleName() + "; the log of the server has the details");
  }

  @Error(global = true, status = HttpStatus.NOT_FOUND)
  HttpResponse<?> notFound() {
    return Answer.text(404, "404 page not found\n");
  }

  @Error(global = true, status = HttpStatus.METHOD_NOT_ALLOWED)
  HttpResponse<?> wrongMethod() {
    return Answer.text(405, "Method Not Allowed\n");
  }

  @Error(global = true, status = HttpStatus.REQUEST_ENTITY_TOO_LARGE)
  HttpResponse<?> tooLarge() {
    return Answer.text(413, "http: request body too large\n");
  }
}
