package dev.narthex.api.lifecycle;

import dev.narthex.api.answer.Answer;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.annotation.Put;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;

/** {@code POST /-/reload}: loads the configuration again. */
@Controller("/-")
@Produces(MediaType.ALL)
@Consumes(MediaType.ALL)
@ExecuteOn(TaskExecutors.BLOCKING)
final class ReloadController {
  private final Lifecycle lifecycle;

  ReloadController(Lifecycle lifecycle) {
    this.lifecycle = lifecycle;
  }

  @Post("/reload")
  HttpResponse<?> post() {
    return reload();
  }

  @Put("/reload")
  HttpResponse<?> put() {
    return reload();
  }

  private HttpResponse<?> reload() {
    return switch (lifecycle.reload()) {
      case Lifecycle.ReloadOutcome.Reloaded _ -> Answer.text(200, "");
      case Lifecycle.ReloadOutcome.Refused refused -> Answer.text(500, "failed to reload config: " + refused.reason() + "\n");
      case Lifecycle.ReloadOutcome.Disabled _ -> Answer.text(403, "Lifecycle API is not enabled.");
    };
  }
}
