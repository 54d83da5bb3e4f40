package dev.narthex.api.alertmanager;

import dev.narthex.alert.silence.Silence;
import dev.narthex.alert.silence.SilenceException;
import dev.narthex.api.answer.Answer;
import dev.narthex.api.request.Parameters;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.time.InstantSource;

/** {@code /api/v2/silence/<id>}: shows one silence, ends one. */
@Controller("/api/v2/silence/{id}")
@Produces(MediaType.ALL)
@ExecuteOn(TaskExecutors.BLOCKING)
final class SilenceController {
  private final AlertRouter router;
  private final InstantSource clock;

  SilenceController(AlertRouter router, InstantSource clock) {
    this.router = router;
    this.clock = clock;
  }

  @Get
  HttpResponse<?> get(HttpRequest<?> request, @PathVariable String id) {
    return RouterAnswer.of(
        () -> {
          Silence silence =
              router
                  .silences(Parameters.of(request).tenant())
                  .get(id)
                  .orElseThrow(() -> new SilenceException(SilenceException.Kind.UNKNOWN, "silence " + id + " not found"));
          return RouterAnswer.json(out -> SilenceText.write(out, silence, clock.instant()));
        });
  }

  @Delete
  HttpResponse<?> delete(HttpRequest<?> request, @PathVariable String id) {
    return RouterAnswer.of(
        () -> {
          router.silences(Parameters.of(request).tenant()).expire(id);
          return Answer.text(200, "");
        });
  }
}
