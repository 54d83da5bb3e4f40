package dev.narthex.api.lifecycle;

import dev.narthex.api.answer.Answer;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;

/** {@code /-/healthy}: the process answers. {@code /-/ready}: it can answer queries. */
@Controller("/-")
@Produces(MediaType.ALL)
final class HealthController {
  private final Lifecycle lifecycle;

  HealthController(Lifecycle lifecycle) {
    this.lifecycle = lifecycle;
  }

  @Get("/healthy")
  HttpResponse<?> healthy() {
    return Answer.text(200, "Narthex is Healthy.\n");
  }

  @Get("/ready")
  HttpResponse<?> ready() {
    return switch (lifecycle.readiness()) {
      case READY -> Answer.text(200, "Narthex is Ready.\n");
      case STARTING -> Answer.text(503, "Service Unavailable").header("X-Prometheus-Stopping", "false");
      case STOPPING -> Answer.text(503, "Service Unavailable").header("X-Prometheus-Stopping", "true");
    };
  }
}
