package dev.narthex.api.answer;

import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Options;
import io.micronaut.http.annotation.Produces;

/** Answers the question that browsers ask before a cross-origin call; {@link CorsFilter} adds the headers. */
@Controller("/api/v1")
@Produces(MediaType.ALL)
final class PreflightController {
  @Options("/{+path}")
  HttpResponse<?> options(String path) {
    return HttpResponse.noContent();
  }
}
