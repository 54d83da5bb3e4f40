package dev.narthex.api.alertmanager;

import dev.narthex.alert.silence.Silence;
import dev.narthex.api.request.BooleanParameter;
import dev.narthex.api.request.Parameters;
import dev.narthex.model.LabelMatcher;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code /api/v2/silences}: lists silences, creates and changes one. */
@Controller("/api/v2/silences")
@Produces(MediaType.ALL)
@Consumes(MediaType.ALL)
@ExecuteOn(TaskExecutors.BLOCKING)
final class SilencesController {
  private final AlertRouter router;
  private final InstantSource clock;

  SilencesController(AlertRouter router, InstantSource clock) {
    this.router = router;
    this.clock = clock;
  }

  @Get
  HttpResponse<?> get(HttpRequest<?> request) {
    return RouterAnswer.of(() -> list(Parameters.of(request)));
  }

  private MutableHttpResponse<?> list(Parameters parameters) {
    Instant now = clock.instant();
    List<LabelMatcher> filter = AlertFilter.matchers(parameters, "filter");
    Set<Silence.State> states = EnumSet.noneOf(Silence.State.class);
    for (Silence.State state : Silence.State.values()) {
      if (BooleanParameter.read(parameters, state.word(), true)) {
        states.add(state);
      }
    }
    List<Silence> silences =
        router.silences(parameters.tenant()).all().stream()
            .filter(silence -> states.contains(silence.stateAt(now)) && silence.matchers().containsAll(filter))
            .sorted(order(now))
            .toList();
    return RouterAnswer.json(
        out -> {
          out.generator().writeStartArray();
          for (Silence silence : silences) {
            SilenceText.write(out, silence, now);
          }
          out.generator().writeEndArray();
        });
  }

  /** Active ones first, the next to end in front; then pending ones, the next to start in front; then expired ones, the latest in front. */
  private static Comparator<Silence> order(Instant now) {
    Comparator<Silence> byState =
        Comparator.comparingInt(
            silence ->
                switch (silence.stateAt(now)) {
                  case ACTIVE -> 0;
                  case PENDING -> 1;
                  case EXPIRED -> 2;
                });
    return byState
        .thenComparing(
            (a, b) ->
                switch (a.stateAt(now)) {
                  case ACTIVE -> a.endsAt().compareTo(b.endsAt());
                  case PENDING -> a.startsAt().compareTo(b.startsAt());
                  case EXPIRED -> b.endsAt().compareTo(a.endsAt());
                })
        .thenComparing(Silence::id);
  }

  @Post
  HttpResponse<?> post(HttpRequest<?> request, @Body @Nullable String body) {
    return RouterAnswer.of(
        () -> {
          Silence wanted = SilenceText.read(body == null ? "" : body, clock.instant());
          String id = router.silences(Parameters.of(request).tenant()).set(wanted);
          return RouterAnswer.json(
              out -> {
                out.generator().writeStartObject();
                out.generator().writeStringField("silenceID", id);
                out.generator().writeEndObject();
              });
        });
  }
}
